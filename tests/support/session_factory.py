"""An unlocked clinic with a patient in it, made through the real use cases, for tests above the record."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.episodes import open_episode
from footrehab_desktop.clinic.patients import register_patient
from footrehab_desktop.clinic.plans import save_plan
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.start import start_progression
from footrehab_desktop.library.forms import Forms, load_forms
from footrehab_desktop.library.load import Library, load_library
from footrehab_desktop.records.transaction import Clock, utc_now
from footrehab_desktop.records.values import EpisodeDetails, Observation, PatientDetails, PlanItem
from tests.support.record_factory import make_record

TODAY = date(2026, 3, 16)

RUNNER = PatientDetails("Runner", "Rosa", date(1984, 2, 3), "female", diabetes=False, neuropathy=False)
HEEL_PAIN = EpisodeDetails(
    condition="plantar_heel",
    side="right",
    plan_start=TODAY - timedelta(days=14),
    activity="Runner",
    weekly_km_before=30,
)
BASELINE = (
    Observation("pain_now", number=2),
    Observation("heel_raise", "left", 24, set_up="incline"),
    Observation("heel_raise", "right", 20, set_up="incline"),
)
PLAN = (PlanItem("EX-I05", 2, 10, 5), PlanItem("EX-P04", 3, 10), PlanItem("EX-B02", 3, hold_s=30))


@dataclass(frozen=True)
class ClinicWithPatient:
    """A session with the ids of its one patient."""

    session: ClinicSession
    patient_id: str
    episode_id: str


@cache
def shipped_library() -> Library:
    """Return the shipped library, loaded once per test process."""
    return load_library()


@cache
def shipped_forms() -> Forms:
    """Return the shipped forms, loaded once per test process."""
    return load_forms()


def make_session(folder: Path, *, clock: Clock = utc_now) -> ClinicSession:
    """Return an unlocked, empty clinic in ``folder``. The caller closes it."""
    return ClinicSession(make_record(folder, clock=clock), shipped_library(), shipped_forms())


def make_patient(
    session: ClinicSession,
    details: PatientDetails = RUNNER,
    episode: EpisodeDetails = HEEL_PAIN,
) -> ClinicWithPatient:
    """Add a patient with an open episode, nothing assessed yet."""
    with session.unit_of_work() as unit:
        patient, _ = register_patient(unit, details, TODAY)
    with session.unit_of_work() as unit:
        opened, _ = open_episode(unit, patient.id, episode, TODAY)
    return ClinicWithPatient(session, patient.id, opened.id)


def start_plan(
    clinic: ClinicWithPatient, phase: str = "PH4", level: int = 3, since: date = TODAY - timedelta(days=14)
) -> None:
    """Sign a baseline, start the progression and save a plan of three exercises, all on ``since``."""
    session, episode_id = clinic.session, clinic.episode_id
    with session.unit_of_work() as unit:
        sign_assessment(unit, session.forms, UnsignedAssessment(episode_id, "baseline", since, BASELINE), TODAY)
    with session.unit_of_work() as unit:
        start_progression(unit, episode_id, phase, level, "W-GEN", since)
    with session.unit_of_work() as unit:
        save_plan(unit, session.library, episode_id, PLAN, "W-GEN", since)
