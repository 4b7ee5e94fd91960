"""The invented patients of the demo clinic: read from ``resources/demo``, varied by a seeded generator."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from footrehab_desktop.clinic.demo_visits import CaseNotes, load_case_notes
from footrehab_desktop.clinic.print_handout import PreparedHandout
from footrehab_desktop.clinic.simulated_patient import SimulatedPatient
from footrehab_desktop.records.values import Observation, Paper, PatientDetails, Sex, Side
from footrehab_desktop.resource_files import resource_path


@dataclass(frozen=True, slots=True)
class Story:
    """How one kind of patient fares. ``course`` says how pain behaves, by a name in ``courses.json``.

    ``notes`` are the visits.
    """

    notes: CaseNotes = field(repr=False)
    condition: str
    side: Side
    sex: Sex
    age: int
    activity: str
    phase: str
    level: int
    weeks: int
    course: str
    goal: str
    weekly_km: float | None = None
    site: str | None = None
    restriction: str | None = None


@dataclass(frozen=True, slots=True)
class DemoClinic:
    """The practice, its clinician, the names to choose from and one story per condition.

    ``own_exercise`` and ``adjusted`` are what the clinic added to the library and changed in a protocol.
    """

    name: str
    address: str
    phone: str
    clinician: str
    family_names: tuple[str, ...]
    given_names: dict[Sex, tuple[str, ...]]
    stories: tuple[Story, ...]
    own_exercise: Mapping[str, Any]
    adjusted: Mapping[str, Any]


@dataclass(slots=True)
class DemoPatient:
    """One invented patient with a source of chance of their own, so that one more patient changes no other.

    ``tests`` are those of the first visit; ``given`` what was printed on the way; ``life`` keeps the diary.
    """

    number: int
    story: Story
    family_name: str
    given_name: str
    chance: Random = field(repr=False)
    episode_id: str = ""
    tests: tuple[Observation, ...] = ()
    given: list[PreparedHandout] = field(default_factory=list, repr=False)
    life: SimulatedPatient | None = field(default=None, repr=False)

    @property
    def paper(self) -> Paper:
        """Return what this patient's handouts are printed on: both sizes are seen."""
        return "A4" if self.number % 2 else "Letter"

    def details(self, year: int) -> PatientDetails:
        """Return the patient as typed; the age of the story holds in ``year``."""
        born = date(year - self.story.age - 1, self.chance.randint(1, 12), self.chance.randint(1, 28))
        return PatientDetails(
            self.family_name,
            self.given_name,
            born,
            self.story.sex,
            phone=f"0555 010 {self.number:03d}",
            diabetes=False,
            neuropathy=False,
            beta_blocker=False,
        )


def load_demo_clinic() -> DemoClinic:
    """Return the demo clinic from ``resources/demo/clinic.json``."""
    data = json.loads(resource_path("demo", "clinic.json").read_text(encoding="utf-8"))
    notes = load_case_notes()
    return DemoClinic(
        **data["clinic"],
        clinician=data["clinician"],
        family_names=tuple(data["family_names"]),
        given_names={sex: tuple(names) for sex, names in data["given_names"].items()},
        stories=tuple(Story(notes[story["condition"]], **story) for story in data["stories"]),
        own_exercise=data["own_exercise"],
        adjusted=data["adjusted"],
    )


def invent_patients(demo: DemoClinic, count: int, seed: int) -> list[DemoPatient]:
    """Return ``count`` patients: one per story, then the stories again under other names."""
    patients = []
    for number in range(1, count + 1):
        chance = Random(f"{seed}-{number}")  # noqa: S311 - invented patients need no secrecy
        story = demo.stories[(number - 1) % len(demo.stories)]
        family = demo.family_names[(number * 7 + seed) % len(demo.family_names)]
        given = chance.choice(demo.given_names[story.sex])
        patients.append(DemoPatient(number, story, family, given, chance))
    return patients
