"""Milestones that a patient has reached: read from what is on file, never typed.

What was not recorded counts for nothing: a gap breaks a row of days, and a first result is no improvement.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from footrehab_desktop.clinic.assessments import latest_answers
from footrehab_desktop.clinic.case_answers import GOAL_PREFIX, GOALS_SECTION, YES, measures_of, tests_of, understood
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.run_outlook import WEEKS_PHASES
from footrehab_desktop.clinic.tasks_figures import FIGURES
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.progression import STAGE_TABLES, Stage, limb_symmetry, measure_info
from footrehab_desktop.progression.codes import MEASURES, PHASES, TESTS, WALK_RUN_PHASE
from footrehab_desktop.progression.measures import improvement
from footrehab_desktop.records.values import Assessment, DiarySession

ONE_DAY = timedelta(days=1)
RUN_MINUTES = (10, 20, 30)
SYMMETRY_FIGURE = "GA-34.lsi_pct"
# Tests whose two sides are compared in percent: more is better, or less time.
COMPARED_UNITS = frozenset({"reps", "N", "s", "cm"})
REACHED, ACTIVITY = "_reached", "_activity"
STEP_PARTS = ("_fear", "_after", ACTIVITY, "_on")
STEPS = range(1, 9)


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something reached: ``code`` is stable ("run:20", "phase:PH3"), ``words`` are for patient and clinician."""

    code: str
    on: date
    words: str


def milestones_of(file: EpisodeFile, forms: Forms, today: date) -> tuple[Milestone, ...]:
    """Return what was reached up to ``today``, oldest first. A milestone is reached once, on its first day."""
    assessments = understood((a for a in file.assessments if a.assessed_on <= today), forms)
    found = (
        *_stages_of_the_plan(file),
        *_running(file),
        *_low_pain(file, today),
        *_free_mornings(file),
        *_symmetry(file, assessments, forms),
        *_measures(file, assessments, forms),
        *_goals(assessments, forms),
        *_exposure(assessments, forms),
    )
    return tuple(sorted((m for m in found if m.on <= today), key=lambda m: (m.on, m.code)))


def unbroken_minutes(stage: Stage) -> float:
    """Return the longest running of a stage without a walk between, in minutes."""
    if ":" in stage.bouts:
        return min(stage.run_min, float(stage.bouts.partition(":")[0]))
    if stage.bouts.endswith("continuous"):
        return stage.run_min
    longest = present = 0.0
    for part in stage.bouts.split(", "):
        kind, _, minutes = part.partition(" ")
        present = 0.0 if kind == "walk" else present + float(minutes)
        longest = max(longest, present)
    return longest


def _milestone(code: str, on: date, **values: str | float) -> Milestone:
    kind = code.partition(":")[0]
    return Milestone(code, on, patient_text(f"milestone.{kind}", "en", **values))


def _stages_of_the_plan(file: EpisodeFile) -> Iterator[Milestone]:
    """Yield each phase after the first, and the highest level of a phase that was worked up to."""
    entered: dict[str, int] = {}
    highest: dict[str, tuple[int, date]] = {}
    for state in file.states:
        phase, level = str(state.state["phase"]), int(state.state["level"])
        if phase not in entered:
            if entered:
                yield _milestone(f"phase:{phase}", state.since, name=PHASES[phase])
            entered[phase] = level
        if level > highest.get(phase, (entered[phase], state.since))[0]:
            highest[phase] = (level, state.since)
    for phase, (level, on) in highest.items():
        yield _milestone(f"level:{phase}", on, level=level, name=PHASES[phase])


def _running(file: EpisodeFile) -> Iterator[Milestone]:
    runs = [session for session in file.sessions if session.run_min and not session.outside_plan]
    first = file.episode.details.first_run_on or (runs[0].on if runs else None)
    if first is not None:
        yield _milestone("first_run", first)
    for minutes in RUN_MINUTES:
        reached = next((run.on for run in runs if _unbroken(file, run) >= minutes), None)
        if reached is not None:
            yield _milestone(f"run:{minutes}", reached, minutes=minutes)


def _unbroken(file: EpisodeFile, run: DiarySession) -> float:
    """Return the minutes run without a break: as the stage says, whole once volume is built, else if nothing else was
    done in the session."""
    before = [state for state in file.states if state.since <= run.on]
    state = before[-1].state if before else {}
    ran = run.run_min or 0
    if state.get("phase") in WEEKS_PHASES or run.minutes == run.run_min:
        return ran
    table = STAGE_TABLES.get(str(state.get("table")))
    level = run.level if run.level is not None else state.get("level")
    if state.get("phase") != WALK_RUN_PHASE or table is None:
        return 0
    return next((min(ran, unbroken_minutes(stage)) for stage in table.stages if stage.number == level), 0)


def _low_pain(file: EpisodeFile, today: date) -> Iterator[Milestone]:
    """Yield the first day that ends two weeks in which every noted pain was low and most days were noted."""
    length, least = int(FIGURES["milestone.low_pain_days"]), FIGURES["milestone.low_pain_entries"]
    worst = _worst_pain(file)
    limit, lowest_day = FIGURES["milestone.low_pain"], min(worst, default=today)
    for on in sorted(worst):
        days = [worst[day] for offset in range(length) if (day := on - offset * ONE_DAY) in worst]
        whole = on - (length - 1) * ONE_DAY >= lowest_day
        if whole and len(days) >= least and max(days) <= limit:
            yield _milestone("low_pain", on, pain=f"{limit:g}")
            return


def _worst_pain(file: EpisodeFile) -> dict[date, int]:
    """Return the worst pain that was noted for each day."""
    noted = [(day.on, day.morning_pain) for day in file.days]
    for s in file.sessions:
        noted += [(s.on, pain) for pain in (s.pain_during, s.pain_evening, s.rest_pain)]
        noted += [(s.on + ONE_DAY, s.pain_24h), (s.on + 2 * ONE_DAY, s.pain_48h)]
    worst: dict[date, int] = {}
    for on, pain in noted:
        if pain is not None:
            worst[on] = max(pain, worst.get(on, 0))
    return worst


def _free_mornings(file: EpisodeFile) -> Iterator[Milestone]:
    row, last = 0, date.min
    for day in file.days:
        if day.morning_pain is None:
            continue
        row = (row + 1 if day.on - last == ONE_DAY else 1) if day.morning_pain == 0 else 0
        last = day.on
        if row == FIGURES["milestone.free_mornings"]:
            yield _milestone("free_mornings", day.on)
            return


def _symmetry(file: EpisodeFile, assessments: tuple[Assessment, ...], forms: Forms) -> Iterator[Milestone]:
    """Yield each test in which the injured side came up to the other one after it had lagged behind."""
    least = file.book[SYMMETRY_FIGURE]
    lagging: set[str] = set()
    reached: set[str] = set()
    for test in tests_of(assessments, forms, file.episode.details.side):
        code, both = test["test"], "involved" in test and "uninvolved" in test
        if not both or TESTS[code].unit not in COMPARED_UNITS:
            continue
        symmetry = limb_symmetry(code, test["involved"], test["uninvolved"])
        if symmetry is not None and symmetry < least:
            lagging.add(code)
        elif symmetry is not None and code in lagging - reached:
            reached.add(code)
            label = TESTS[code].label
            yield _milestone(f"symmetry:{code}", date.fromisoformat(test["on"]), test=label, symmetry=f"{symmetry:.0f}")


def _measures(file: EpisodeFile, assessments: tuple[Assessment, ...], forms: Forms) -> Iterator[Milestone]:
    """Yield each outcome measure that got better by what matters to patients (MCID), against its first result."""
    first: dict[str, float] = {}
    reached: set[str] = set()
    for result in measures_of(assessments, tests_of(assessments, forms, file.episode.details.side)):
        measure, score = result["measure"], result["score"]
        before = first.setdefault(measure, score)
        limit = measure_info(measure).smallest("MCID")
        if limit is None or measure in reached or improvement(measure, before, score) < limit.value:
            continue
        reached.add(measure)
        on = date.fromisoformat(result["on"])
        yield _milestone(f"measure:{measure}", on, measure=MEASURES[measure], before=f"{before:g}", after=f"{score:g}")


def _goals(assessments: tuple[Assessment, ...], forms: Forms) -> Iterator[Milestone]:
    """Yield each goal that was marked as reached, on the first day it was, in the words it has now."""
    codes = [f.code for f in forms.section(GOALS_SECTION).fields if f.code.endswith(REACHED)]
    newest = latest_answers(assessments)
    for code in codes:
        goal = code.removesuffix(REACHED)
        now, words = newest.get((code, None)), newest.get((goal, None))
        if now is None or now.observation.text != YES:
            continue
        on = next(a.assessed_on for a in assessments for o in a.observations if o.code == code and o.text == YES)
        text = (words.observation.text or "").strip() if words else ""
        yield _milestone(f"goal:{goal.removeprefix(GOAL_PREFIX)}", on, goal=text or forms.field(goal).label)


def _exposure(assessments: tuple[Assessment, ...], forms: Forms) -> Iterator[Milestone]:
    """Yield each step of the ladder after which fear had halved."""
    newest = latest_answers(assessments)
    for number in STEPS:
        step = f"step_{number}"
        fear, after, activity, on = (
            newest.get((f"{step}{part}", None)) for part in ("_fear", "_after", ACTIVITY, "_on")
        )
        if fear is None or after is None or not is_mastered(fear.observation.number, after.observation.number):
            continue
        day = date.fromisoformat(on.observation.text) if on and on.observation.text else after.on
        text = (activity.observation.text or "").strip() if activity else ""
        yield _milestone(f"exposure:{number}", day, activity=text or forms.field(f"{step}{ACTIVITY}").label)


def is_mastered(fear: float | None, after: float | None) -> bool:
    """Tell whether fear of a step (0–10) has come down to the part that lets one go on."""
    return fear is not None and after is not None and after <= FIGURES["milestone.fear_left"] * fear


def newest_first(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Return milestones as a page shows them: the latest on top."""
    return tuple(sorted(milestones, key=lambda m: (m.on, m.code), reverse=True))
