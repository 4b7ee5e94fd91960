"""The invented patients of the demo clinic: read from ``resources/demo``, varied by a seeded generator."""

import json
from dataclasses import dataclass, field
from datetime import date
from random import Random

from footrehab_desktop.records.values import PatientDetails, Sex, Side
from footrehab_desktop.resource_files import resource_path


@dataclass(frozen=True, slots=True)
class Story:
    """How one kind of patient fares. ``course`` says how pain behaves: steady, flare, stiff or quiet."""

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
    """The practice, its clinician, the names to choose from and one story per condition."""

    name: str
    address: str
    phone: str
    clinician: str
    family_names: tuple[str, ...]
    given_names: dict[Sex, tuple[str, ...]]
    stories: tuple[Story, ...]


@dataclass(slots=True)
class DemoPatient:
    """One invented patient with a source of chance of their own, so that one more patient changes no other."""

    number: int
    story: Story
    family_name: str
    given_name: str
    chance: Random = field(repr=False)
    episode_id: str = ""

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
    return DemoClinic(
        **data["clinic"],
        clinician=data["clinician"],
        family_names=tuple(data["family_names"]),
        given_names={sex: tuple(names) for sex, names in data["given_names"].items()},
        stories=tuple(Story(**story) for story in data["stories"]),
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
