"""What the answers of an outcome measure mean, in words: score, missing items, change, earlier scores."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.outcome_results import (
    PSFS,
    Measured,
    activity_change,
    change_words,
    earlier_rating,
    is_comparable,
    score_words,
    subscale_changes,
    subscale_words,
)
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.progression import MeasureInfo, score
from footrehab_desktop.ui.presenters.assess_measures import MeasureAnswers

HISTORY_LENGTH = 6


@dataclass(frozen=True, slots=True)
class MeasureReading:
    """The answers in words: the score, how many items it rests on, the change, and the earlier scores.

    ``points`` are the comparable scores with their days, oldest first, the present one last.
    """

    headline: str
    detail: str
    change: str
    history: str
    points: tuple[tuple[date, float], ...]


def read_measure(answers: MeasureAnswers, on: date) -> MeasureReading:
    """Return what the answers so far mean on the day of the assessment."""
    now = answers.result(on)
    earlier = answers.earlier
    scored = now.entry.score is not None
    return MeasureReading(
        headline=_capital(score_words(now.entry)) if scored else "No score yet",
        detail=_detail(answers, now),
        change=_change(earlier, now) if scored else _last(earlier),
        history=_history(earlier),
        points=_points(earlier, now),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _detail(answers: MeasureAnswers, now: Measured) -> str:
    info = answers.form.info
    better = "higher is better" if info.higher_is_better else "lower is better"
    parts = [f"{info.lowest:g} to {info.highest:g}, {better}."]
    parts.append(_rated(answers) if answers.measure == PSFS else _counts(answers, info))
    subscales = subscale_words(now.entry)
    if subscales:
        parts.append(f"{_capital(subscales)}.")
    return " ".join(filter(None, parts))


def _rated(answers: MeasureAnswers) -> str:
    named = sum(map(bool, answers.activities()))
    rated = sum(item is not None for item in answers.usable())
    return f"{rated} of {named} activities rated." if named else "Name three activities, one to five are possible."


def _counts(answers: MeasureAnswers, info: MeasureInfo) -> str:
    """Say how many items were answered, left out or do not apply, and what follows for the score."""
    result = score(answers.measure, answers.usable(), answers.form.version)
    if info.items == 1:
        return ""
    if not (result.missing or result.not_applicable):
        return f"All {info.items} items answered."
    answered = info.items - result.missing - result.not_applicable
    words = f"{answered} of {info.items} items answered"
    words += f", {result.not_applicable} not applicable" if result.not_applicable else ""
    words += f", {result.missing} left out" if result.missing and answered else ""
    if result.reason:
        return f"{words}. To be scored, {result.reason}." if answered else f"{words}."
    return f"{words}: pro-rated to the whole." if result.pro_rated else f"{words}."


def _change(earlier: tuple[Measured, ...], now: Measured) -> str:
    """Say the change since the last and since the first result."""
    if not earlier:
        return "First time."
    last, first = earlier[-1], earlier[0]
    lines = [f"Since last time, {format_date(last.on)}: {change_words(last, now)}"]
    parts = subscale_changes(last, now)
    lines += [f"{_capital(parts)}."] if parts else []
    if first is not last:
        lines.append(f"Since the first time, {format_date(first.on)}: {change_words(first, now)}")
    return "\n".join(lines)


def _last(earlier: tuple[Measured, ...]) -> str:
    return f"Last: {score_words(earlier[-1].entry)} on {format_date(earlier[-1].on)}." if earlier else ""


def _history(earlier: tuple[Measured, ...]) -> str:
    """Return the earlier scores with their days, newest last; the first always stands there."""
    if len(earlier) > HISTORY_LENGTH:
        earlier = (earlier[0], *earlier[1 - HISTORY_LENGTH :])
    return ", ".join(f"{each.entry.score:g} on {format_date(each.on)}" for each in earlier)


def _points(earlier: tuple[Measured, ...], now: Measured) -> tuple[tuple[date, float], ...]:
    """Return the scores that one line may join: the same form, and of the PSFS the same activities."""
    alike = (each for each in (*earlier, now) if is_comparable(each, now))
    return tuple((each.on, each.entry.score) for each in alike if each.entry.score is not None)


def activity_words(answers: MeasureAnswers, number: int, on: date) -> str:
    """Return the change of one activity of the PSFS in words; before it is rated, what it was rated last."""
    words, rating = answers.activity(number), answers.usable()[number - 1]
    found = [(each.on, earlier_rating(each, words)) for each in answers.earlier] if words else []
    rated = [(on, earlier) for on, earlier in found if earlier is not None]
    if not isinstance(rating, int) or not words:
        return f"Last {rated[-1][1]} on {format_date(rated[-1][0])}" if rated else ""
    if not rated:
        return "First rating"
    change = _capital(activity_change(rated[-1][1], rating))
    if len(rated) == 1:
        return change
    return f"{change}\nSince {format_date(rated[0][0])}: {activity_change(rated[0][1], rating)}"
