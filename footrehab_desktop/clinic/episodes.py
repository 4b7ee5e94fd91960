"""Opening, changing and closing an episode: one injury of one patient."""

from datetime import date

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.text_checks import check_note
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.progression import STAGE_TABLES
from footrehab_desktop.progression.codes import BONE_SITES, CONDITIONS, PHASES
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Episode, EpisodeDetails

SIDES = ("left", "right", "both")
HIGHEST_WEEKLY_KM = 400


_DATES = {
    "onset_on": "The onset",
    "plan_start": "The start of the plan",
    "clearance_on": "The clearance to run",
    "energy_assessment_on": "The energy assessment",
}


def check_episode(details: EpisodeDetails, birth_date: date, today: date) -> tuple[FieldError, ...]:
    """Return every fault of the details; empty when they can be saved."""
    faults = [fault for check in _CHECKS if (fault := check(details)) is not None]
    return (*faults, *_text_faults(details), *_date_faults(details, birth_date, today))


def _condition_fault(details: EpisodeDetails) -> FieldError | None:
    if details.condition not in CONDITIONS:
        return FieldError("condition", "Choose the condition: " + ", ".join(CONDITIONS.values()) + ".")
    return None


def _side_fault(details: EpisodeDetails) -> FieldError | None:
    if details.side not in SIDES:
        return FieldError("side", "Choose the side: left, right or both.")
    return None


def _site_fault(details: EpisodeDetails) -> FieldError | None:
    if details.site is not None and details.site not in BONE_SITES:
        return FieldError("site", "Choose the bone from the list.")
    return None


def _ceiling_fault(details: EpisodeDetails) -> FieldError | None:
    if details.pain_ceiling is not None and not 0 <= details.pain_ceiling <= 5:
        return FieldError("pain_ceiling", "The pain ceiling takes a whole number from 0 to 5.")
    return None


def _distance_fault(details: EpisodeDetails) -> FieldError | None:
    km = details.weekly_km_before
    if km is not None and not 0 <= km <= HIGHEST_WEEKLY_KM:
        return FieldError("weekly_km_before", f"Running before the injury takes 0 to {HIGHEST_WEEKLY_KM} km a week.")
    return None


def _restriction_fault(details: EpisodeDetails) -> FieldError | None:
    if details.restriction is not None and details.restriction not in PHASES:
        return FieldError("restriction", "Choose the highest allowed phase from the list.")
    return None


def _table_fault(details: EpisodeDetails) -> FieldError | None:
    if details.run_table not in STAGE_TABLES:
        return FieldError("run_table", "Choose one of the walk–run tables: " + ", ".join(sorted(STAGE_TABLES)) + ".")
    return None


_CHECKS = (
    _condition_fault,
    _side_fault,
    _site_fault,
    _ceiling_fault,
    _distance_fault,
    _restriction_fault,
    _table_fault,
)


def _text_faults(details: EpisodeDetails) -> tuple[FieldError, ...]:
    faults = []
    for field, label, text in (("activity", "The activity", details.activity), ("goal", "The goal", details.goal)):
        try:
            check_note(field, label, text)
        except FieldError as fault:
            faults.append(fault)
    return tuple(faults)


def _date_faults(details: EpisodeDetails, birth_date: date, today: date) -> tuple[FieldError, ...]:
    faults = []
    for field, label in _DATES.items():
        day = getattr(details, field)
        if day is not None and day > today:
            faults.append(FieldError(field, f"{label} is dated in the future."))
        if day is not None and day < birth_date:
            faults.append(FieldError(field, f"{label} is dated before the patient's birth."))
    return tuple(faults)


def _check(unit: UnitOfWork, patient_id: str, details: EpisodeDetails, today: date) -> None:
    patient = unit.patients.get(patient_id)
    for fault in check_episode(details, patient.details.birth_date, today):
        raise fault


def open_episode(unit: UnitOfWork, patient_id: str, details: EpisodeDetails, today: date) -> tuple[Episode, Changes]:
    """Save a new episode. Raises ``FieldError`` for the first fault; ``check_episode`` lists them all."""
    _check(unit, patient_id, details, today)
    episode = unit.episodes.add(patient_id, details)
    unit.commit()
    return episode, Changes(patients=frozenset({patient_id}), episodes=frozenset({episode.id}))


def change_episode(unit: UnitOfWork, episode_id: str, details: EpisodeDetails, today: date) -> Changes:
    """Save changed details of an episode. Raises ``FieldError`` for the first fault."""
    episode = unit.episodes.get(episode_id)
    _check(unit, episode.patient_id, details, today)
    unit.episodes.update(episode_id, details)
    unit.commit()
    return Changes(patients=frozenset({episode.patient_id}), episodes=frozenset({episode_id}))


def close_episode(unit: UnitOfWork, episode_id: str, on: date, today: date) -> Changes:
    """Discharge: the episode leaves the caseload and stays readable."""
    episode = unit.episodes.get(episode_id)
    if on > today:
        raise FieldError("closed_on", "The discharge is dated in the future.")
    if episode.closed_on is not None:
        raise FieldError("closed_on", f"This episode was closed on {format_date(episode.closed_on)}.")
    unit.episodes.close(episode_id, on)
    unit.commit()
    return Changes(patients=frozenset({episode.patient_id}), episodes=frozenset({episode_id}))
