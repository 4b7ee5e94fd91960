"""What the signed sections ask for later: shoes, orthoses, check-ins, goals, and the ladder of graded exposure."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from footrehab_desktop.clinic.assessments import DatedObservation, latest_answers
from footrehab_desktop.clinic.case_answers import YES, understood
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.milestones import REACHED, STEPS, is_mastered
from footrehab_desktop.clinic.tasks_core import Item
from footrehab_desktop.clinic.tasks_figures import FIGURES
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.records.values import DiarySession

Answers = Mapping[str, DatedObservation]
SHOES: Final = ("shoe_1", "shoe_2")
SHOE_FIGURE, DEVICE_FIGURE = "FW-01.km", "FW-04.review_days"
CHECKED: Final[Mapping[str, str]] = {"athlete": "patient", "coach": "coach"}
GOALS: Final = ("goal_short", "goal_short_pain", "goal_mid", "goal_mid_pain", "goal_long", "goal_long_pain")
ONE_STEP: Final = timedelta(days=FIGURES["exposure.days"])


def section_items(file: EpisodeFile, forms: Forms, today: date) -> Iterator[Item]:
    """Yield what is due from a day that stands in a signed section, or from what was worn since."""
    assessments = understood((a for a in file.assessments if a.assessed_on <= today), forms)
    answers = {code: answer for (code, side), answer in latest_answers(assessments).items() if side is None}
    yield from _shoes(file, answers)
    yield from _orthosis(file, answers)
    yield from _check_ins(answers)
    yield from _goals(answers)
    yield from _exposure(answers)


def _text(answers: Answers, code: str) -> str:
    return " ".join((answers[code].observation.text or "").split()) if code in answers else ""


def _number(answers: Answers, code: str) -> float | None:
    return answers[code].observation.number if code in answers else None


def _day(answers: Answers, code: str) -> date | None:
    text = _text(answers, code)
    return date.fromisoformat(text) if text else None


def _shoes(file: EpisodeFile, answers: Answers) -> Iterator[Item]:
    """Yield each shoe that is worn out: km at the assessment and every run in it since, or visibly worn."""
    limit = file.book[SHOE_FIGURE]
    named = {_text(answers, f"{shoe}_name"): shoe for shoe in SHOES if _text(answers, f"{shoe}_name")}
    worn_by_diary = {session.shoe for session in file.sessions if session.shoe}
    for name in sorted({*named, *worn_by_diary}):
        shoe = named.get(name, "")
        at = answers.get(f"{shoe}_km")
        runs = [s for s in file.sessions if s.shoe == name and (at is None or s.on > at.on)]
        km, reckoned, crossed = _distance(_number(answers, f"{shoe}_km") or 0.0, runs, limit)
        worn = answers.get(f"{shoe}_worn")
        if worn is not None and worn.observation.text == YES:
            yield _shoe_item(name, worn.on, "visibly worn", f"visibly worn on {format_date(worn.on)}", limit)
        elif km > limit:
            yield _shoe_item(name, crossed or (at.on if at else file.sessions[-1].on), f"{km:.0f} km", reckoned, limit)


def _shoe_item(name: str, since: date, how: str, reckoned: str, limit: float) -> Item:
    return Item("shoe", f"shoe:{name}", since, {"shoe": name, "how": how, "reckoned": reckoned, "limit": f"{limit:g}"})


def _distance(before: float, runs: list[DiarySession], limit: float) -> tuple[float, str, date | None]:
    """Return the distance in km, how it was reckoned, and the day on which it passed the limit."""
    km, guessed, crossed = before, 0.0, None
    for run in runs:
        minutes = run.run_min or (run.minutes if run.kind == "run" else None) or 0.0
        guessed += 0.0 if run.distance_km is not None else minutes
        km += run.distance_km if run.distance_km is not None else minutes / FIGURES["shoe.min_per_km"]
        if km > limit and crossed is None:
            crossed = run.on
    parts = [f"{before:g} km at the assessment"] if before else []
    parts += [f"{km - before:.0f} km in the diary"] if runs else []
    words = ", ".join(parts)
    if guessed:
        words += f" ({guessed:.0f} min without a distance counted at {FIGURES['shoe.min_per_km']:g} min/km)"
    return km, words, crossed


def _orthosis(file: EpisodeFile, answers: Answers) -> Iterator[Item]:
    """Yield the day on which a device is looked at again, until the section is answered on or after it."""
    prescribed = answers.get("orthosis_prescribed")
    due = _day(answers, "orthosis_review_on")
    if due is None and prescribed is not None and prescribed.observation.text == YES:
        due = prescribed.on + timedelta(days=file.book[DEVICE_FIGURE])
    looked = [answers[code].on for code in ("support_comfort", "trial_result", "supports") if code in answers]
    if due is not None and max(looked, default=date.min) < due:
        yield Item("orthosis", "orthosis", due, {})


def _check_ins(answers: Answers) -> Iterator[Item]:
    for who, whom in CHECKED.items():
        due, done = _day(answers, f"{who}_next_on"), _day(answers, f"{who}_checked_on")
        if due is not None and (done is None or done < due):
            yield Item("check_in", f"check_in:{who}", due, {"whom": whom})


def _goals(answers: Answers) -> Iterator[Item]:
    for goal in GOALS:
        due, text = _day(answers, f"{goal}_by"), _text(answers, goal)
        if due is not None and text and _text(answers, f"{goal}{REACHED}") != YES:
            yield Item("goal_due", f"goal:{goal.removeprefix('goal_')}", due, {"goal": text})


def _exposure(answers: Answers) -> Iterator[Item]:
    """Yield the first step of the ladder that is not mastered, a week after it was last worked on."""
    for number in STEPS:
        step = f"step_{number}"
        activity = _text(answers, f"{step}_activity")
        fear, after = _number(answers, f"{step}_fear"), _number(answers, f"{step}_after")
        if not activity or is_mastered(fear, after):
            continue
        worked_on = max(answers[code].on for code in answers if code.startswith(f"{step}_"))
        values = {
            "step": number,
            "activity": activity,
            "fear": "?" if fear is None else f"{fear:g}",
            "after": "" if after is None else f", {after:g}/10 after",
        }
        yield Item("exposure", f"exposure:{number}", worked_on + ONE_STEP, values)
        return
