"""One assessment being filled in: what each place holds, what is open, and what is signed in the end.

The form specifications say what a field takes; the sheet keeps what was typed. What is signed is what is shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Literal

from footrehab_desktop.clinic.answer_words import answer_words, number_text
from footrehab_desktop.clinic.assessments import (
    DatedObservation,
    UnsignedAssessment,
    latest_answers,
    standing_assessments,
)
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.outcome_results import ACTIVITY_COUNT, PSFS, measured_before
from footrehab_desktop.clinic.outcome_schedule import ASKED_AS_FIELD, OutcomeDue, outcome_due
from footrehab_desktop.clinic.own_protocols import rulebook_for
from footrehab_desktop.clinic.patients import age_on
from footrehab_desktop.clinic.signed_assessment import observation_words
from footrehab_desktop.clinic.text_checks import check_note
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.field_spec import (
    BODY_CHART,
    CHOICE,
    DATE,
    NUMBER,
    OUTCOME,
    TEXT,
    YES_NO,
    FieldSpec,
    Section,
)
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Assessment, AssessmentKind, Observation, OutcomeEntry, Side
from footrehab_desktop.ui.presenters.assess_measures import (
    PREFIX,
    MeasureAnswers,
    activity_place,
    item_place,
    typed_entry,
    typed_measures,
)
from footrehab_desktop.ui.presenters.assess_sheet import Place, Sheet

BOTH_SIDES: tuple[Side, ...] = ("left", "right")
SET_UP = "set_up"
NO = "no"
# Answers that say that there is nothing to look at.
NOTHING_FOUND = frozenset({NO, "not_assessed"})
SectionState = Literal["open", "started", "done"]
# Later than every moment of signing: what is being typed now is the newest answer of its day.
NOT_YET_SIGNED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands in a place: a value, a refusal in a sentence, or a question to confirm; nothing of it when empty."""

    number: float | None = None
    text: str | None = None
    refusal: str = ""
    question: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether this is an answer that can be signed."""
        return (self.number is not None or self.text is not None) and not self.question


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section is. What may stay empty is not counted."""

    state: SectionState
    answered: int
    total: int


def load_examined(unit: UnitOfWork, episode_id: str) -> EpisodeFile:
    """Read what an assessment looks at. Sessions and diary weigh in at the review; here each key must be quick."""
    episode = unit.episodes.get(episode_id)
    return EpisodeFile(
        patient=unit.patients.get(episode.patient_id),
        episode=episode,
        assessments=standing_assessments(unit, episode_id),
        sessions=(),
        days=(),
        decisions=(),
        states=unit.decisions.states(episode_id),
        book=rulebook_for(unit, episode.details.condition),
    )


def places_of(spec: FieldSpec) -> tuple[Place, ...]:
    """Return where the answers of a field stand: left before right, or one place."""
    if spec.two_sided:
        return tuple(Place(spec.code, side) for side in BOTH_SIDES)
    return (Place(spec.code),)


def side_of(place: Place) -> Side | None:
    """Return the side of the body a place lies on, None for a place without side."""
    return "left" if place.part == "left" else "right" if place.part == "right" else None


def other_side(place: Place) -> Place:
    """Return the same field on the other side."""
    return Place(place.code, "right" if place.part == "left" else "left")


class AssessmentForm:
    """An assessment of one kind on one day, over what was signed before."""

    def __init__(
        self,
        forms: Forms,
        file: EpisodeFile,
        kind: AssessmentKind,
        assessed_on: date,
        sheet: Sheet | None = None,
        *,
        amends: Assessment | None = None,
    ) -> None:
        self.forms = forms
        self.file = file
        self.kind = kind
        self.assessed_on = assessed_on
        self.sheet = sheet or Sheet()
        self.amends = amends
        self.reason: str | None = None
        self.sections = forms.for_kind(kind)
        self.earlier = tuple(a for a in file.assessments if amends is None or a.id != amends.id)
        self.measured = measured_before(self.earlier)
        self._due: tuple[date, tuple[OutcomeDue, ...]] | None = None
        self._last = latest_answers(self.earlier)
        self._specs = {spec.code: spec for section in self.sections for spec in section.fields}
        self._sections = {spec.code: section for section in self.sections for spec in section.fields}
        places = (place for spec in self._specs.values() if spec.kind != OUTCOME for place in places_of(spec))
        self._order = {place: number for number, place in enumerate(places)}
        self._judged: dict[Place, tuple[tuple[str, date, bool], Verdict]] = {}
        # Answers that this form does not ask: an amendment leaves them as they were signed.
        self.carried = tuple(o for o in (amends.observations if amends else ()) if o.code not in self._specs)
        # Groups that were opened though they are not usual for the patient: (section, heading).
        self.opened: set[tuple[str, str]] = set()

    @property
    def involved(self) -> Side:
        """Return the injured side."""
        return self.file.episode.details.side

    def spec(self, code: str) -> FieldSpec:
        """Return a field of this assessment."""
        return self._specs[code]

    def section_of(self, code: str) -> Section:
        """Return the section that a field or a measure belongs to."""
        if not code.startswith(PREFIX):
            return self._sections[code]
        return next(section for section in self.sections if any(spec.kind == OUTCOME for spec in section.fields))

    def is_folded(self, section: Section, heading: str) -> bool:
        """Tell whether a group is not usual for the patient, was not opened, and holds nothing old or new."""
        group = section.group(heading)
        age = age_on(self.file.patient.details.birth_date, self.assessed_on)
        if group.is_usual(self.file.episode.details.condition, age) or (section.code, heading) in self.opened:
            return False
        places = [place for spec in section.fields if spec.heading == heading for place in places_of(spec)]
        return not any(self.sheet.text(place) or self._was_found(place) for place in places)

    def _was_found(self, place: Place) -> bool:
        last = self.last(place)
        return last is not None and last.observation.text not in NOTHING_FOUND

    def asked_fields(self, section: Section) -> tuple[FieldSpec, ...]:
        """Return the fields of a section without those of folded groups."""
        folded = {group.heading for group in section.groups if self.is_folded(section, group.heading)}
        return tuple(spec for spec in section.fields if spec.heading not in folded)

    def verdict(self, place: Place) -> Verdict:
        """Return what stands in the place of a field."""
        text = self.sheet.text(place)
        key = text, self.assessed_on, self.sheet.is_confirmed(place)
        judged = self._judged.get(place)
        if judged is None or judged[0] != key:
            judged = key, self._judge(place, text)
            self._judged[place] = judged
        return judged[1]

    def _judge(self, place: Place, text: str) -> Verdict:
        spec = self._specs[place.code]
        try:
            checked = spec.check(text, self.assessed_on)
            if checked.text is not None and spec.kind == TEXT:
                check_note(spec.code, spec.label, checked.text)
        except FieldError as refusal:
            return Verdict(refusal=str(refusal))
        question = checked.confirm if checked.confirm and not self.sheet.is_confirmed(place) else ""
        return Verdict(checked.number, checked.text, question=question)

    def is_side_open(self, place: Place) -> bool:
        """Tell whether only the sound side of a field is answered and nobody confirmed that this is meant."""
        side = side_of(place)
        if side is None or self.involved not in BOTH_SIDES or side == self.involved:
            return False
        answered = bool(self.sheet.text(place)) and not self.verdict(other_side(place)).counts
        return answered and not self.sheet.is_side_kept(place)

    def side_questions(self) -> tuple[Place, ...]:
        """Return every place whose side is to be confirmed before it is signed, in the order of the form."""
        return tuple(place for place in self._held() if self.is_side_open(place))

    def move_side(self, place: Place) -> Mapping[Place, str]:
        """Return what to enter so that an answer stands on the other side instead."""
        return {place: "", other_side(place): self.sheet.text(place)}

    def last(self, place: Place) -> DatedObservation | None:
        """Return the newest signed answer for a place."""
        return self._last.get((place.code, side_of(place)))

    def last_words(self, place: Place) -> str:
        """Return the hint ``last: 12 cm on 04-Mar-2026``, empty when there is none. It is never an answer."""
        last = self.last(place)
        if last is None:
            return ""
        words = answer_words(self._specs[place.code], last.observation)
        return f"last: {words} on {format_date(last.on)}"

    def set_up(self, spec: FieldSpec) -> str:
        """Return how a test is set up: as chosen, else as last time, else the usual way; empty without a choice."""
        if not spec.set_ups:
            return ""
        chosen = self.sheet.text(Place(spec.code, SET_UP))
        if chosen in spec.set_ups:
            return chosen
        last = next((answer for place in places_of(spec) if (answer := self.last(place))), None)
        earlier = last.observation.set_up if last else None
        return earlier if earlier in spec.set_ups else spec.set_ups[0]

    def progress(self, section: Section) -> SectionProgress:
        """Return how far a section is."""
        fields = self.asked_fields(section)
        begun = any(self.sheet.text(place) for spec in fields for place in places_of(spec))
        if section.layout == BODY_CHART:
            return SectionProgress("done" if begun else "open", int(begun), 1)
        places = [place for spec in fields if is_expected(spec) for place in places_of(spec)]
        answered = sum(self.verdict(place).counts for place in places)
        total = len(places)
        if any(spec.kind == OUTCOME for spec in fields):
            typed = typed_measures(self.sheet)
            due = (each.measure for each in self.due() if each.is_due(self.assessed_on))
            measures = dict.fromkeys((*due, *typed))
            total += max(1, len(measures))
            answered += sum(self.is_taken(measure) for measure in measures)
            begun = begun or bool(typed)
        state: SectionState = "done" if total and answered == total else "started" if begun else "open"
        return SectionProgress(state, answered, total)

    def measure(self, measure: str) -> MeasureAnswers:
        """Return what is typed of an outcome measure, over its earlier results and activities."""
        last = [self.last(activity_place(number)) for number in range(1, ACTIVITY_COUNT + 1)]
        carried = [answer.observation.text or "" if answer else "" for answer in last]
        return MeasureAnswers(self.sheet, measure, self.measured.get(measure, ()), carried)

    def due(self) -> tuple[OutcomeDue, ...]:
        """Return which outcome measure is due when, as on the day of the assessment."""
        if self._due is None or self._due[0] != self.assessed_on:
            due = outcome_due(replace(self.file, assessments=self.earlier), self.assessed_on)
            self._due = self.assessed_on, due
        return self._due[1]

    def is_taken(self, measure: str) -> bool:
        """Tell whether what is typed scores an outcome measure, or the field that asks the same is answered."""
        field = ASKED_AS_FIELD.get(measure)
        if field in self._specs and self.verdict(Place(field)).counts:
            return True
        try:
            entry = self.measure(measure).entry()
        except FieldError:
            return False
        return entry is not None and entry.score is not None

    def all_others_no(self, section: Section, heading: str | None = None) -> Mapping[Place, str]:
        """Return "no" for every unanswered finding that is asked under a heading, or in the whole section."""
        fields = [spec for spec in self.asked_fields(section) if heading is None or spec.heading == heading]
        places = (place for spec in fields if can_be_no(spec) for place in places_of(spec))
        return {place: NO for place in places if not self.sheet.text(place)}

    def _held(self) -> list[Place]:
        """Return every place of a field that holds something, in the order of the form."""
        return sorted((place for place in self.sheet.typed if place in self._order), key=self._order.__getitem__)

    def verdicts(self) -> Iterator[tuple[Place, Verdict]]:
        """Go through every place of a field that holds something, in the order of the form."""
        return ((place, self.verdict(place)) for place in self._held())

    def refused(self) -> tuple[tuple[Place, str], ...]:
        """Return every place that cannot be signed as it stands, with the sentence."""
        faults = [(place, verdict.refusal) for place, verdict in self.verdicts() if verdict.refusal]
        for measure in typed_measures(self.sheet):
            try:
                self.measure(measure).entry()
            except FieldError as refusal:
                faults.append((item_place(measure, 1), f"{measure}: {refusal}"))
        return tuple(faults)

    def unconfirmed(self) -> tuple[Place, ...]:
        """Return every place with an unusual value that nobody confirmed: it is confirmed or mended before signing."""
        return tuple(place for place, verdict in self.verdicts() if verdict.question)

    def carried_words(self) -> tuple[str, ...]:
        """Return the answers that an amendment leaves as they were signed: ``Label, LEFT: 12 cm``."""
        return tuple(observation_words(self.forms, observation) for observation in self.carried)

    def observations(self) -> tuple[Observation, ...]:
        """Return every answer that can be signed."""
        own = (self._observation(place, verdict) for place, verdict in self._counting() if not self.is_side_open(place))
        return (*own, *self.measure(PSFS).activity_observations(), *self.carried)

    def _counting(self) -> Iterator[tuple[Place, Verdict]]:
        return ((place, verdict) for place, verdict in self.verdicts() if verdict.counts)

    def _observation(self, place: Place, verdict: Verdict) -> Observation:
        set_up = self.set_up(self._specs[place.code]) or None
        return Observation(place.code, side_of(place), verdict.number, verdict.text, set_up)

    def outcomes(self) -> tuple[OutcomeEntry, ...]:
        """Return every measure that has an answer. Raises ``FieldError`` for an answer that is not allowed."""
        entries = (self.measure(measure).entry() for measure in typed_measures(self.sheet))
        return tuple(entry for entry in entries if entry is not None)

    def unsigned(self) -> UnsignedAssessment:
        """Return what is handed to the clinic for signing."""
        return UnsignedAssessment(
            self.file.episode.id,
            self.kind,
            self.assessed_on,
            self.observations(),
            self.outcomes(),
            amends=self.amends.id if self.amends else None,
            reason=self.reason,
        )

    def provisional(self) -> Assessment:
        """Return the answers so far as if signed now, to look ahead at what they would mean.

        An answer whose side is not confirmed yet is looked at too: a red flag is never waited for.
        """
        return Assessment(
            id="",
            episode_id=self.file.episode.id,
            kind=self.kind,
            assessed_on=self.assessed_on,
            observations=(*(self._observation(place, verdict) for place, verdict in self._counting()), *self.carried),
            outcomes=(),
            signed_at=NOT_YET_SIGNED,
            signed_by="",
        )

    def content(self) -> dict[str, Any]:
        """Return the draft as plain JSON."""
        return {
            "kind": self.kind,
            "assessed_on": self.assessed_on.isoformat(),
            "amends": self.amends.id if self.amends else None,
            "reason": self.reason,
            "opened": sorted(list(pair) for pair in self.opened),
            **self.sheet.content(),
        }


def can_be_no(spec: FieldSpec) -> bool:
    """Tell whether "all others: no" answers a field: a finding with yes and no, or with no among its sites."""
    return bool(spec.finding) and (spec.kind == YES_NO or (spec.kind == CHOICE and NO in dict(spec.choices)))


def is_expected(spec: FieldSpec) -> bool:
    """Tell whether a section stays open without an answer: not for notes and days, nor for measures of a finding."""
    return spec.kind not in (TEXT, OUTCOME, DATE) and not (spec.finding and spec.kind == NUMBER)


def form_from_draft(forms: Forms, file: EpisodeFile, content: Mapping[str, Any]) -> AssessmentForm:
    """Return the assessment that a draft kept. An amendment of something struck out since becomes a new assessment."""
    amended = next((a for a in file.assessments if a.id == content.get("amends")), None)
    made = AssessmentForm(
        forms,
        file,
        content["kind"],
        date.fromisoformat(content["assessed_on"]),
        Sheet.from_content(content),
        amends=amended,
    )
    made.reason = content.get("reason") if amended else None
    made.opened = {(section, heading) for section, heading in content.get("opened", ())}
    return made


def form_to_amend(forms: Forms, file: EpisodeFile, signed: Assessment, reason: str) -> AssessmentForm:
    """Return a signed assessment as typed, to be mended and signed anew; the old text stays."""
    typed: dict[Place, str] = {}
    confirmed: dict[Place, str] = {}
    made = AssessmentForm(forms, file, signed.kind, signed.assessed_on, amends=signed)
    for observation in signed.observations:
        if observation in made.carried:
            continue
        place = Place(observation.code, observation.side or "")
        typed[place] = typed_text(made.spec(observation.code), observation)
        confirmed[place] = typed[place]
        if observation.set_up:
            typed[Place(observation.code, SET_UP)] = observation.set_up
    for outcome in signed.outcomes:
        typed.update(typed_entry(outcome))
    made.sheet = Sheet(typed, confirmed)
    made.reason = reason
    for place in made.side_questions():
        made.sheet.keep_side(place)
    return made


def typed_text(spec: FieldSpec, observation: Observation) -> str:
    """Return an answer as it would be typed."""
    if observation.number is not None:
        return number_text(spec, observation.number)
    return observation.text or ""
