"""What can be printed for an episode now, how, and what was given before. No toolkit here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from footrehab_desktop.clinic.assessments import standing_assessments
from footrehab_desktop.clinic.handout_catalogue import GROUPS, KINDS, Group, Need, Printing, met_needs
from footrehab_desktop.clinic.next_handouts import HandoutOffer, handouts_after
from footrehab_desktop.clinic.print_choices import PrintChoices, print_choices
from footrehab_desktop.clinic.signed_assessment import assessment_title
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Handout

EXERCISE_SHEET, REFERRAL_LETTER = "exercise_sheet", "referral_letter"
ASSESSMENT, COMPARISON = "assessment", "comparison"

GROUP_TITLES: Final[Mapping[Group, str]] = {
    "home": "To do at home",
    "read": "To read",
    "course": "How it goes",
    "letters": "For clinicians and coaches",
    "by_hand": "To fill in by hand",
}
REASONS: Final[Mapping[Need, str]] = {
    "plan": "needs a started plan",
    "start": "needs a started plan",
    "running": "from PH4, walk–run, on",
    "goals": "no goals yet",
    "decision": "no review yet",
    "assessment": "none signed yet",
    "two_assessments": "needs two signed ones",
}
# The words of each option on the form, and where they differ in the line that sums all up.
OPTION_TITLES: Final[Mapping[str, str]] = {
    "paper": "Paper",
    "orientation": "Held",
    "size": "Size of print",
    "colours": "Colours",
    "pictures": "Pictures",
    "mirrored": "Pictures show",
    "both_sides": "Paper is printed on",
    "language": "Language",
}
CHOICE_TITLES: Final[Mapping[str, Mapping[Any, str]]] = {
    "paper": {"A4": "A4", "Letter": "US Letter", "A5": "A5"},
    "orientation": {"portrait": "Upright", "landscape": "Sideways"},
    "size": {"normal": "Normal", "large_print": "Large print", "low_literacy": "Few words"},
    "colours": {"colour": "Colour", "black_and_white": "Black and white", "toner_saver": "Toner saver"},
    "pictures": {True: "Pictures", False: "No pictures"},
    "mirrored": {True: "The trained side", False: "Always the right"},
    "both_sides": {False: "One side", True: "Both sides"},
    "layout": {"sheet": "Sheet", "card": "Card", "booklet": "Booklet", "poster": "Wall poster"},
    "language": {"en": "English"},
}
# Always said in the line; the others only where they differ from the usual.
_ALWAYS_SAID: Final = ("paper", "size", "colours", "pictures")
_SAID_IF: Final[Mapping[str, Mapping[Any, str]]] = {
    "orientation": {"landscape": "sideways"},
    "size": {"normal": "normal print"},
    "mirrored": {False: "pictures of the right side"},
    "both_sides": {True: "both sides"},
}


@dataclass(frozen=True, slots=True)
class AssessmentChoice:
    """A signed assessment that can be printed; ``stands`` is false when it was struck out or amended since."""

    id: str
    title: str
    stands: bool


@dataclass(frozen=True, slots=True)
class HandoutSituation:
    """What an episode has to print from. ``met`` are the needs of kinds that the record meets.

    ``decision_id`` is the newest decision, ``history`` newest first, without the bytes; ``assessments`` the signed
    ones, newest first; ``offers`` what goes home today, after a decision of today.
    """

    episode_id: str
    patient_id: str
    record_number: int
    met: frozenset[Need]
    decision_id: str | None
    history: tuple[Handout, ...]
    clinicians: Mapping[str, str]
    choices: PrintChoices
    assessments: tuple[AssessmentChoice, ...] = ()
    offers: tuple[HandoutOffer, ...] = ()

    @property
    def has_runs(self) -> bool:
        """Whether the patient runs by stages."""
        return "running" in self.met


def load_handouts(at: Printing, episode_id: str) -> HandoutSituation:
    """Read what an episode has to print from and what was given."""
    unit = at.unit
    patient = unit.patients.get(unit.episodes.get(episode_id).patient_id)
    decision = unit.decisions.latest(episode_id)
    met, history = met_needs(at, episode_id), unit.handouts.for_episode(episode_id)
    return HandoutSituation(
        episode_id=episode_id,
        patient_id=patient.id,
        record_number=patient.record_number,
        met=met,
        decision_id=decision.id if decision else None,
        history=history,
        clinicians={clinician.id: clinician.name for clinician in unit.clinicians.all()},
        choices=print_choices(unit, patient.id),
        assessments=_assessments(unit, episode_id),
        offers=_offers(unit, episode_id, at.today, met, history),
    )


def _assessments(unit: UnitOfWork, episode_id: str) -> tuple[AssessmentChoice, ...]:
    """Return the signed assessments of an episode, newest first, those that no longer count said so."""
    standing = {assessment.id for assessment in standing_assessments(unit, episode_id)}
    made = []
    for assessment in reversed(unit.assessments.for_episode(episode_id)):
        title = assessment_title(assessment)
        if assessment.id not in standing:
            title += " (struck out)" if assessment.voided_at is not None else " (amended since)"
        made.append(AssessmentChoice(assessment.id, title, assessment.id in standing))
    return tuple(made)


def _offers(
    unit: UnitOfWork, episode_id: str, today: date, met: frozenset[Need], history: tuple[Handout, ...]
) -> tuple[HandoutOffer, ...]:
    """Return what goes home after a decision answered today and was not given since."""
    decided, plan = unit.decisions.latest(episode_id), unit.plans.current(episode_id)
    if decided is None or decided.response == "open" or decided.decided_on != today:
        return ()
    since = {given.kind for given in history if given.printed_at >= decided.recorded_at}
    left = [code for code, kind in KINDS.items() if kind.needs in met and code not in since]
    changed = plan is not None and plan.created_at >= decided.recorded_at
    return handouts_after(decided, left, plan_changes=changed)


def kind_title(kind: str) -> str:
    """Return what a kind of handout is called; ``KeyError`` for an unknown one."""
    return patient_text(f"title.{kind}")


def printable(situation: HandoutSituation) -> tuple[tuple[str, str], ...]:
    """Return the kinds that can be printed now as (kind, title), in the order of use."""
    return tuple((line.kind, line.title) for line in kind_lines(situation) if not line.reason)


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of handout; ``reason`` says shortly why it cannot be printed yet, empty: it can."""

    kind: str
    title: str
    group: Group
    reason: str = ""


def kind_lines(situation: HandoutSituation) -> tuple[KindLine, ...]:
    """Return every kind of handout, group by group."""
    return tuple(
        KindLine(kind.code, kind_title(kind.code), group, "" if kind.needs in situation.met else REASONS[kind.needs])
        for group in GROUPS
        for kind in KINDS.values()
        if kind.group == group
    )


def options_words(options: PrintOptions) -> str:
    """Return options as one line: ``A4 · large print · black and white · pictures``."""
    values = options.to_json()
    said = []
    for name in OPTION_TITLES:
        other = _SAID_IF.get(name, {})
        if values[name] in other:
            said.append(other[values[name]])
        elif name == "paper":
            said.append(CHOICE_TITLES[name][values[name]])
        elif name in _ALWAYS_SAID:
            said.append(CHOICE_TITLES[name][values[name]].lower())
    return " · ".join(said)


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One line of the history, as shown. ``sheet_id`` is printed on a diary."""

    id: str
    given_on: str
    title: str
    pages: str
    clinician: str
    sheet_id: str = ""

    def holds(self, typed: str) -> bool:
        """Tell whether every word typed stands in the line."""
        text = f"{self.given_on} {self.title} {self.clinician} {self.sheet_id}".casefold()
        return all(word in text for word in typed.casefold().split())


def given_rows(situation: HandoutSituation) -> tuple[GivenRow, ...]:
    """Return the history as lines, newest first."""
    return tuple(
        GivenRow(
            id=handout.id,
            given_on=format_date(handout.printed_at.astimezone().date()),
            title=handout.title,
            pages=f"{handout.pages} × {handout.paper}",
            clinician=situation.clinicians[handout.clinician_id],
            sheet_id=handout.sheet_id or "",
        )
        for handout in situation.history
    )


def unprintable_words(characters: str) -> str:
    """Return characters that no font has, each with its number: ``𓀀 (U+13000)``."""
    return ", ".join(f"{character} (U+{ord(character):04X})" for character in characters)


def file_name(situation: HandoutSituation, kind: str, today: date) -> str:
    """Return a file name to suggest; it names the record number, never the person."""
    return f"{kind.replace('_', '-')}_record-{situation.record_number}_{today.isoformat()}.pdf"
