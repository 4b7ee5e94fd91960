"""Which outcome measures are due when: the measures of the condition on the schedule that begins with the baseline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.case_answers import FIRST_STEP_MEASURE, FIRST_STEP_TEST
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.outcome_results import measured_before
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.progression.measure_table import (
    RETURN_PHASES,
    SCHEDULED,
    SCHEDULED_RETURN,
    SCHEDULED_RUNNER,
)
from footrehab_desktop.progression.measures import measure_due

BASELINE = "baseline"
# Asked as a field of the pain section too; one of both is enough.
ASKED_AS_FIELD: Mapping[str, str] = {FIRST_STEP_MEASURE: FIRST_STEP_TEST}


@dataclass(frozen=True, slots=True)
class OutcomeDue:
    """A measure with the day on which it is due, what that day is, and when it was taken last."""

    measure: str
    due_on: date
    why: str
    last_on: date | None

    def is_due(self, today: date) -> bool:
        """Tell whether the day has come."""
        return self.due_on <= today


def outcome_due(file: EpisodeFile, today: date) -> tuple[OutcomeDue, ...]:
    """Return each measure of the episode's schedule with the day that counts next, the earliest first.

    There is one for every measure as long as the episode is open, and none afterwards.
    """
    if file.episode.closed_on is not None:
        return ()
    start = schedule_start(file, today)
    taken = _taken(file, today)
    found = []
    for slot in scheduled(file):
        measure = max(slot, key=lambda code: (taken.get(code, date.min), -slot.index(code)))
        week, day = measure_due(start, taken.get(measure), today)
        found.append(OutcomeDue(measure, day, f"week {week}" if week else BASELINE, taken.get(measure)))
    return tuple(sorted(found, key=lambda due: due.due_on))


def scheduled(file: EpisodeFile) -> tuple[tuple[str, ...], ...]:
    """Return what the episode's schedule asks for; of the alternatives in a part one is enough."""
    slots = list(SCHEDULED[file.episode.details.condition])
    if is_runner(file):
        slots += SCHEDULED_RUNNER
    if file.state is not None and file.state.state["phase"] in RETURN_PHASES:
        slots += SCHEDULED_RETURN
    return tuple(dict.fromkeys(slots))


def is_runner(file: EpisodeFile) -> bool:
    """Tell whether the patient runs: kilometres a week before the injury, or running as the activity."""
    details = file.episode.details
    return bool(details.weekly_km_before) or "run" in details.activity.casefold()


def schedule_start(file: EpisodeFile, today: date) -> date:
    """Return the day of the baseline, else of the first assessment, else today: that is where the schedule begins."""
    baselines = [a.assessed_on for a in file.assessments if a.kind == "baseline"]
    return min(baselines or [a.assessed_on for a in file.assessments], default=today)


def _taken(file: EpisodeFile, today: date) -> Mapping[str, date]:
    """Return on which day each measure was taken last."""
    earlier = tuple(a for a in file.assessments if a.assessed_on <= today)
    taken = {measure: results[-1].on for measure, results in measured_before(earlier).items()}
    for measure, code in ASKED_AS_FIELD.items():
        days = [a.assessed_on for a in earlier if any(o.code == code and o.number is not None for o in a.observations)]
        if days:
            taken[measure] = max(*days, taken.get(measure, date.min))
    return taken


def when_words(due: OutcomeDue, today: date) -> str:
    """Return which day of the schedule it is and how late: ``week 6, 2 days late``."""
    late = (today - due.due_on).days
    return f"{due.why}, {late} {'day' if late == 1 else 'days'} late" if late > 0 else due.why


def due_now(dues: tuple[OutcomeDue, ...], today: date) -> str:
    """Return what is due, ``Due now, week 6, 2 days late: FFI, UWRI``, "" for nothing. One day is the same for all."""
    now = [due for due in dues if due.is_due(today)]
    return f"Due now, {when_words(now[0], today)}: {', '.join(due.measure for due in now)}" if now else ""


def due_next(dues: tuple[OutcomeDue, ...], today: date) -> str:
    """Return what comes next, ``Next: TSK-11 on 04-Mar-2026 (week 9)``, "" when everything is due already."""
    later = [due for due in dues if not due.is_due(today)]
    if not later:
        return ""
    names = ", ".join(due.measure for due in later if due.due_on == later[0].due_on)
    return f"Next: {names} on {format_date(later[0].due_on)} ({later[0].why})"


def due_line(dues: tuple[OutcomeDue, ...], today: date) -> str:
    """Return one line: what is due now, and what comes next; "" when there is no schedule any more."""
    parts = (due_now(dues, today), due_next(dues, today))
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)
