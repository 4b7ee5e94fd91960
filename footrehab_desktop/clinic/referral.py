"""The referral letter: what the record holds about a referral, as the values that are printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from footrehab_desktop.clinic.answer_words import answer_words
from footrehab_desktop.clinic.assessments import DatedObservation, latest_answers
from footrehab_desktop.clinic.case_answers import NO, is_found, understood
from footrehab_desktop.clinic.case_building import EpisodeFile, case_json, load_episode
from footrehab_desktop.clinic.naming import condition_name
from footrehab_desktop.clinic.print_handout import (
    PreparedHandout,
    clinic_line,
    measure_row,
    person_line,
    render_with,
)
from footrehab_desktop.clinic.sided_results import sided_results
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.content import ReasonLine
from footrehab_desktop.handouts.content_clinician import FindingLine, ReferralLetter
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.field_spec import DATE, NUMBER, FieldSpec
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.progression import CaseError, Reason, Referral, decide, read_case, referral_of, write_decision
from footrehab_desktop.progression.codes import BONE_SITES, FINDINGS
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Assessment

KIND = "referral_letter"
# A letter keeps to two pages; what is left out is counted there and stays in the record.
MOST_REASONS, MOST_QUESTIONS, MOST_FINDINGS, MOST_ABSENT, MOST_TESTS = 4, 4, 14, 10, 6
BEFORE_THE_PLAN = {"phase": "PH0", "level": 0}
NO_RULE = Referral("ROUTINE", "the usual way", (), (), (), "")


@dataclass(frozen=True, slots=True)
class LetterText:
    """What the clinician adds: to whom, and a question or note of any length. Either may be empty."""

    addressee: str = ""
    note: str = ""


NO_TEXT = LetterText()


def prepare_referral_letter(
    unit: UnitOfWork,
    forms: Forms,
    episode_id: str,
    today: date,
    options: PrintOptions,
    *,
    text: LetterText,
    unsigned: Assessment | None = None,
) -> PreparedHandout:
    """Render the letter from what is signed.

    With an ``unsigned`` assessment its answers count too, and the letter is marked as a draft on every page and in its
    title. Raises ``UserFixableError`` when the record holds what the rules do not take.
    """
    file = load_episode(unit, episode_id)
    if unsigned is not None:
        kept = tuple(a for a in file.assessments if a.id != unsigned.amends)
        file = replace(file, assessments=(*kept, unsigned))
    letter = replace(letter_of(unit, file, forms, today, text), draft=unsigned is not None)
    prepared = render_with(KIND, letter, options)
    return replace(prepared, title=patient_text("title.referral_draft"), draft=True) if letter.draft else prepared


def letter_of(unit: UnitOfWork, file: EpisodeFile, forms: Forms, today: date, text: LetterText) -> ReferralLetter:
    """Return the letter as values. Raises ``UserFixableError`` when the record holds what the rules do not take."""
    content = case_json(file, forms, today)
    content.setdefault("state", dict(BEFORE_THE_PLAN))
    try:
        decided = decide(read_case(content), today, file.book)
    except CaseError as error:
        raise UserFixableError(f"The findings cannot be judged. Mend this first: {error}.") from error
    asked = referral_of(decided.reasons) or NO_RULE
    sending = tuple(reason for reason in decided.reasons if reason.decision == "REFER")
    assessments = understood((a for a in file.assessments if a.assessed_on <= today), forms)
    answers = latest_answers(assessments)
    findings = _findings(forms, answers, _first_days(content["findings"]), sending)
    return ReferralLetter(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(file.episode.details.condition),
        side=file.episode.details.side,
        printed_on=today,
        addressee=text.addressee.strip() or "; ".join(asked.to),
        when=asked.when,
        questions=asked.questions[:MOST_QUESTIONS],
        reasons=_reasons(write_decision(decided)["reasons"])[:MOST_REASONS],
        findings=findings[:MOST_FINDINGS],
        absent=_absent(forms, answers.values(), sending)[:MOST_ABSENT],
        measures=tuple(measure_row(result) for result in sided_results(file, forms, today)[:MOST_TESTS]),
        until_then=asked.protect[:MOST_REASONS],
        go_on=asked.go_on,
        note=text.note.strip(),
        left_out=max(0, len(sending) - MOST_REASONS) + max(0, len(findings) - MOST_FINDINGS),
        rules_version=decided.rules_version,
    )


def _reasons(reasons: Iterable[Mapping[str, Any]]) -> tuple[ReasonLine, ...]:
    return tuple(
        ReasonLine(
            reason["text"], rule=f"{reason['rule']} ({reason['mark']})", sources=tuple(map(str, reason["sources"]))
        )
        for reason in reasons
        if reason["decision"] == "REFER"
    )


def _first_days(findings: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the days on which findings began, as they are read, by the finding."""
    return {found["code"]: format_date(date.fromisoformat(found["since"])) for found in findings if "since" in found}


def _findings(
    forms: Forms, answers: Mapping[Any, DatedObservation], since: Mapping[str, str], sending: Iterable[Reason]
) -> tuple[FindingLine, ...]:
    """Return every finding that stands: first those of the referring rules, the most urgent first, then the rest."""
    order = list(dict.fromkeys(fact.fact for reason in sending for fact in reason.facts if fact.fact in FINDINGS))
    order += [code for code in FINDINGS if code not in order]
    found = []
    for answer in answers.values():
        spec = forms.field(answer.observation.code)
        if spec.finding and is_found(spec, answer.observation):
            # A measured finding is called by what was measured: a temperature of 37 is no fever.
            name = spec.label if spec.kind == NUMBER else FINDINGS[spec.finding].label
            value = _value(spec, answer) or (f"since {since[spec.finding]}" if spec.finding in since else "")
            found.append((order.index(spec.finding), FindingLine(name, value, format_date(answer.on))))
    return tuple(line for _place, line in sorted(found, key=lambda each: (each[0], each[1].value)))


def _value(spec: FieldSpec, answer: DatedObservation) -> str:
    observation = answer.observation
    site = spec.site or observation.text
    if site in BONE_SITES:
        where = BONE_SITES[site].label
        return f"{where}, {observation.side.upper()}" if observation.side else where
    return answer_words(spec, observation) if spec.kind in {NUMBER, DATE} else ""


def _absent(forms: Forms, answers: Iterable[DatedObservation], sending: Iterable[Reason]) -> tuple[str, ...]:
    """Name what was answered with no in the groups of findings that the referral rests on."""
    groups = {FINDINGS[fact.fact].group for reason in sending for fact in reason.facts if fact.fact in FINDINGS}
    absent = set()
    for answer in answers:
        spec = forms.field(answer.observation.code)
        if spec.finding and not spec.site and FINDINGS[spec.finding].group in groups and answer.observation.text == NO:
            absent.add(f"{FINDINGS[spec.finding].label} ({format_date(answer.on)})")
    return tuple(sorted(absent))
