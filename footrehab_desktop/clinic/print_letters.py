"""Letters about a patient: to a colleague, with the course and findings; to a coach, with no more than the training
needs, and a draft until the patient's consent is noted. Who the patient is beyond the name, and the diagnosis, are told
to a coach only if the consent says so."""

from dataclasses import replace
from datetime import date
from typing import Final

from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.naming import bouts_words, condition_name, phase_name
from footrehab_desktop.clinic.outcome_results import measured_before, outcome_words
from footrehab_desktop.clinic.print_handout import (
    PreparedHandout,
    clinic_line,
    dose_words,
    measure_row,
    person_line,
    render_with,
    when_words,
)
from footrehab_desktop.clinic.print_leaflets import advice_lines
from footrehab_desktop.clinic.referral import LetterText
from footrehab_desktop.clinic.sided_results import sided_results
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.content import LeafletPart
from footrehab_desktop.handouts.content_clinician import Letter
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.progression import pain_ceiling, stage_table
from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.records.unit_of_work import UnitOfWork

COLLEAGUE: Final = "letter_colleague"
COACH: Final = "letter_coach"
MOST_TESTS: Final = 8


def prepare_colleague_letter(
    unit: UnitOfWork,
    library: Library,
    forms: Forms,
    episode_id: str,
    today: date,
    options: PrintOptions,
    *,
    text: LetterText,
) -> PreparedHandout:
    """Render a letter to a colleague: course, newest decision, tests, outcome measures and the present plan."""
    file = load_episode(unit, episode_id)
    language = options.language
    parts = (
        *_part("letter.course", "stairs", _course(file, language), language),
        *_part("letter.tests", "foot", _tests(file, forms, today, language), language),
        *_part("letter.measures", "check", _measures(file), language),
        *_part("letter.plan", "calendar", _plan(unit, library, episode_id, language), language),
    )
    return render_with(
        COLLEAGUE, _letter(unit, file, today, COLLEAGUE, text=text, parts=parts, language=language), options
    )


def prepare_coach_letter(
    unit: UnitOfWork,
    library: Library,
    episode_id: str,
    today: date,
    options: PrintOptions,
    *,
    text: LetterText,
    consented: bool,
    with_identity: bool = False,
) -> PreparedHandout:
    """Render a letter to a coach: what may be trained, what not yet, when to stop. No findings, no scores.

    Date of birth, record number and diagnosis are in it ``with_identity``. Without the patient's consent it is a draft
    that asks for it line by line. Raises ``UserFixableError`` before the plan was started.
    """
    file = load_episode(unit, episode_id)
    if file.state is None:
        raise UserFixableError("The plan has not been started. Choose phase and level on the Plan page first.")
    language = options.language
    parts = (
        *_part("letter.now", "go", _training_now(file, language), language),
        *_part("letter.not_yet", "no", _not_yet(file, library), language),
        *(
            replace(part, heading=patient_text("letter.stop", language), icon="stop", stop=True)
            for part in advice_lines(file, "flare_care", language)[:1]
        ),
    )
    letter = _letter(unit, file, today, COACH, text=text, parts=parts, language=language)
    if not (consented and with_identity):
        letter = replace(letter, condition="", name_only=True)
    told = "letter.consent_identity" if with_identity else "letter.consent"
    if consented:
        letter = replace(letter, consent=patient_text(told, language))
    else:
        letter = _asking_for_consent(letter, language)
    return replace(render_with(COACH, letter, options), draft=letter.draft)


def _asking_for_consent(letter: Letter, language: str) -> Letter:
    """Return a draft with what the patient may agree to, each to be ticked, and room for the signature."""
    lines = tuple(patient_text(f"consent.{what}", language) for what in ("training", "identity"))
    asked = LeafletPart(patient_text("consent.heading", language), "check", lines, ticks=True)
    signature = patient_text("consent.signature", language)
    return replace(letter, parts=(*letter.parts, asked), consent=signature, draft=True)


def _letter(
    unit: UnitOfWork,
    file: EpisodeFile,
    today: date,
    kind: str,
    *,
    text: LetterText,
    parts: tuple[LeafletPart, ...],
    language: str,
) -> Letter:
    details = file.episode.details
    return Letter(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(details.condition, language),
        side=details.side,
        printed_on=today,
        title=patient_text(f"title.{kind}", language),
        addressee=text.addressee.strip() or patient_text(f"{kind}.addressee", language),
        note=text.note.strip(),
        parts=parts,
    )


def _part(heading: str, icon: str, lines: tuple[str, ...], language: str) -> tuple[LeafletPart, ...]:
    return (LeafletPart(patient_text(heading, language), icon, lines),) if lines else ()


def _course(file: EpisodeFile, language: str) -> tuple[str, ...]:
    """Return when each phase was entered, and the newest answered decision."""
    lines, phase = [], ""
    for state in file.states:
        if state.state["phase"] != phase:
            phase = str(state.state["phase"])
            day, name = format_date(state.since), phase_name(phase, language)
            lines.append(patient_text("letter.phase", language, day=day, phase=name))
    answered = [decision for decision in file.decisions if decision.response != "open"]
    if answered:
        newest = answered[-1]
        day = format_date(newest.decided_on)
        lines.append(patient_text("letter.decision", language, day=day, decision=newest.final))
        lines += [str(reason["text"]) for reason in newest.decision["reasons"][:3]]
    return tuple(lines)


def _tests(file: EpisodeFile, forms: Forms, today: date, language: str) -> tuple[str, ...]:
    rows = [measure_row(result) for result in sided_results(file, forms, today)[:MOST_TESTS]]
    return tuple(
        patient_text("letter.test", language, name=row.name, left=row.left, right=row.right, rest=row.symmetry).rstrip(
            ", "
        )
        for row in rows
    )


def _measures(file: EpisodeFile) -> tuple[str, ...]:
    """Return the newest result of each outcome measure, without its single answers."""
    newest = [results[-1] for results in measured_before(file.assessments).values()]
    return tuple(f"{outcome_words(result).partition('; ')[0]} ({format_date(result.on)})" for result in newest)


def _plan(unit: UnitOfWork, library: Library, episode_id: str, language: str) -> tuple[str, ...]:
    plan = unit.plans.current(episode_id)
    return tuple(
        f"{library.exercise(item.exercise_id).name}: {dose_words(item, language)}, {when_words(item, language)}"
        for item in (plan.items if plan else ())
    )


def _training_now(file: EpisodeFile, language: str) -> tuple[str, ...]:
    """Return what may be run now, the pain limit, and what stays free: training without impact."""
    details = file.episode.details
    ceiling = pain_ceiling(details.condition, details.pain_ceiling, file.book)
    limit = "letter.ceiling" if ceiling else "letter.no_pain"
    lines = [*_running(file, language), patient_text(limit, language, ceiling=ceiling)]
    return (*lines, patient_text("letter.no_impact", language))


def _running(file: EpisodeFile, language: str) -> tuple[str, ...]:
    state = file.state.state if file.state else {}
    if state.get("phase") == WALK_RUN_PHASE:
        stage = stage_table(str(state["table"])).stage(int(state["level"]))
        what = bouts_words(stage.bouts, language)
        return (patient_text("letter.stage", language, what=what, minutes=f"{stage.total_min:g}"),)
    answered = [d for d in file.decisions if d.response != "open" and (d.decision.get("plan") or {}).get("week_min")]
    if state.get("phase") in ("PH5", "PH6") and answered:
        minutes = answered[-1].decision["plan"]["week_min"]
        return (patient_text("letter.week", language, minutes=f"{minutes:g}"),)
    return () if state.get("phase") in ("PH5", "PH6") else (patient_text("letter.no_running", language),)


def _not_yet(file: EpisodeFile, library: Library) -> tuple[str, ...]:
    protocol = library.protocol(file.episode.details.condition)
    phase = str(file.state.state["phase"]) if file.state else ""
    found = [p for p in (protocol.phases if protocol else ()) if p.phase == phase]
    return found[0].avoid if found else ()
