"""Builds what is printed from what the record holds, and keeps a copy of what was given."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.decision_view import view_decision
from footrehab_desktop.clinic.decision_words import (
    MARK_WORDS,
    PRODUCT_CHOICE,
    answer_words,
    fact_line,
    missing_line,
    not_met_words,
    rulebook_words,
)
from footrehab_desktop.clinic.dose_figures import dose_figures
from footrehab_desktop.clinic.exercise_pictures import pictures_of
from footrehab_desktop.clinic.naming import bouts_words, condition_name, full_name, phase_name
from footrehab_desktop.clinic.plans import WEEKDAYS
from footrehab_desktop.clinic.sided_results import SidedResult
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.content import ClinicLine, MeasureRow, PersonLine, ReasonLine
from footrehab_desktop.handouts.content_clinician import DecisionSheet
from footrehab_desktop.handouts.content_kinds import HandoutContent
from footrehab_desktop.handouts.content_patient import (
    BadDayBlock,
    DiarySheet,
    ExerciseSheet,
    RunDate,
    RunPlanBlock,
    SheetExercise,
)
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.library.pictures import Frame, Picture
from footrehab_desktop.progression import pain_ceiling, stage_table
from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Handout, Plan, PlanItem, PrintedSheet, SheetPaper


@dataclass(frozen=True, slots=True)
class PreparedHandout:
    """A rendered handout that was not given yet: the very bytes that will be printed.

    ``draft`` when nobody has approved it yet; ``unprintable`` are characters that no font has.
    """

    kind: str
    title: str
    paper: SheetPaper
    pdf: bytes
    pages: int
    sheet_id: str | None = None
    layout: Mapping[str, Any] | None = None
    draft: bool = False
    options: Mapping[str, Any] | None = None
    unprintable: str = ""


def prepare_exercise_sheet(
    unit: UnitOfWork,
    library: Library,
    episode_id: str,
    today: date,
    options: PrintOptions,
    *,
    bad_day: BadDayBlock | None = None,
    run_dates: tuple[RunDate, ...] = (),
    run_effort: str = "",
) -> PreparedHandout:
    """Render the exercises of the current plan and the walk–run stage. Raises when there is no started plan yet.

    ``bad_day``, ``run_dates`` and ``run_effort`` are printed when they are given (``clinic.sheet_extras``). As long as
    the newest review waits for its answer the sheet is a draft: the plan may change with it.
    """
    file = load_episode(unit, episode_id)
    plan = unit.plans.current(episode_id)
    if plan is None or not plan.items:
        raise UserFixableError("There is no plan yet. Add exercises on the Plan page and save it first.")
    if file.state is None:
        raise UserFixableError("The plan has not been started. Choose phase and level on the Plan page first.")
    phase, language = str(file.state.state["phase"]), options.language
    content = ExerciseSheet(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(file.episode.details.condition, language),
        side=file.episode.details.side,
        phase=phase_name(phase, language),
        printed_on=today,
        exercises=tuple(exercise_on_sheet(unit, item, library, language) for item in plan.items),
        run_plan=_run_plan(file, plan, run_dates, run_effort, language) if phase == WALK_RUN_PHASE else None,
        bad_day=bad_day,
        general_stop_signs=_stop_signs(file, library, language),
        note=plan.note,
        version=patient_text("plan_version", language, number=plan.version),
        next_review_on=_next_review(file),
        draft=_waits_for_answer(file),
    )
    return replace(render_with("exercise_sheet", content, options), draft=content.draft)


def prepare_decision_sheet(unit: UnitOfWork, decision_id: str, today: date, options: PrintOptions) -> PreparedHandout:
    """Render one review for the file or a colleague, with the same sentences as on screen."""
    stored = unit.decisions.get(decision_id)
    file = load_episode(unit, stored.episode_id)
    view = view_decision(stored)
    content = DecisionSheet(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(file.episode.details.condition, options.language),
        side=file.episode.details.side,
        phase=phase_name(view.phase, options.language),
        printed_on=today,
        decided_on=stored.decided_on,
        decision=stored.decision["decision"],
        heading=f"{view.explanation[0] if view.explanation else view.decision}{answer_words(stored)}",
        urgency=stored.decision.get("urgency"),
        reasons=tuple(
            ReasonLine(
                reason.sentence,
                tuple(fact_line(fact).words for fact in reason.facts if fact.on is not None),
                rule=f"{reason.rule} ({MARK_WORDS.get(reason.mark, reason.mark)})",
                sources=tuple(source for source in reason.sources if source != PRODUCT_CHOICE),
            )
            for reason in view.reasons
        ),
        missing=tuple(missing_line(path, stored.case).words for path in view.missing),
        not_met=tuple(not_met_words(item) for item in view.not_met),
        tasks=tuple(f"{task['text']} ({task['rule']})" for task in view.tasks),
        rules_version=rulebook_words(view.rules_version).removeprefix("Rules "),
        next_review_on=view.next_review_on,
    )
    return render_with("decision_sheet", content, options)


def give_handout(unit: UnitOfWork, episode_id: str, prepared: PreparedHandout) -> tuple[Handout, Changes]:
    """Keep a copy of what was printed or saved, byte for byte, with its audit entry."""
    sheet = PrintedSheet(
        prepared.kind,
        prepared.title,
        prepared.paper,
        prepared.pages,
        prepared.pdf,
        sheet_id=prepared.sheet_id,
        layout=prepared.layout,
        options=prepared.options,
    )
    handout = unit.handouts.add(episode_id, sheet)
    unit.commit()
    return handout, Changes(handouts=frozenset({episode_id}))


def render_with(kind: str, content: HandoutContent, options: PrintOptions) -> PreparedHandout:
    """Draw a handout the way it is wanted; nothing is kept yet."""
    # ReportLab takes a while to import; only a print needs it.
    from footrehab_desktop.handouts.render import render

    rendered = render(content, options)
    sheet_id = content.sheet_id if isinstance(content, DiarySheet) else None
    title = patient_text(f"title.{kind}", options.language)
    return PreparedHandout(
        kind,
        title,
        options.paper,
        rendered.pdf,
        rendered.pages,
        sheet_id,
        rendered.layout,
        options=options.to_json(),
        unprintable=rendered.unprintable,
    )


def person_line(file: EpisodeFile) -> PersonLine:
    """Return who the sheet is for."""
    details = file.patient.details
    return PersonLine(full_name(details), details.birth_date, file.patient.record_number)


def clinic_line(unit: UnitOfWork) -> ClinicLine:
    """Return who gives the sheet: the clinic and the clinician signed in."""
    clinic = unit.clinics.get()
    return ClinicLine(clinic.name, clinic.address, clinic.phone, unit.clinicians.get(unit.clinician_id).name)


def _waits_for_answer(file: EpisodeFile) -> bool:
    return bool(file.decisions) and file.decisions[-1].response == "open"


def _next_review(file: EpisodeFile) -> date | None:
    return view_decision(file.decisions[-1]).next_review_on if file.decisions else None


def exercise_on_sheet(unit: UnitOfWork, item: PlanItem, library: Library, language: str) -> SheetExercise:
    """Return an exercise of a plan as it is printed, with its own picture or the library's."""
    exercise = library.exercise(item.exercise_id)
    return SheetExercise(
        name=exercise.name,
        purpose=exercise.purpose,
        steps=tuple(filter(None, (exercise.set_up, *exercise.steps))),
        dose=dose_words(item, language),
        frequency=when_words(item, language),
        cues=exercise.cues,
        stop_signs=exercise.stop_signs,
        side=item.side,
        note=item.note,
        picture=_pictured(unit, item),
        figures=dose_figures(item, library),
    )


def _pictured(unit: UnitOfWork, item: PlanItem) -> tuple[Picture, ...]:
    """Return the pictures for the side the exercise is done with; the program's own show the right one."""
    found = pictures_of(unit, item.exercise_id)
    if item.side != "left":
        return found
    return tuple(shown.mirrored() if isinstance(shown, Frame) else shown for shown in found)


def dose_words(item: PlanItem, language: str = "en") -> str:
    """Return the dosage as it is printed: ``3 × 10 · hold 5 s · tempo 3-2-3 · 10 kg backpack · rest 60 s``."""
    parts = [_amount(item, language)]
    if item.hold_s is not None and item.reps is not None:
        parts.append(patient_text("dose.hold", language, seconds=item.hold_s))
    if item.tempo:
        parts.append(patient_text("dose.tempo", language, tempo=item.tempo))
    if item.load:
        parts.append(item.load)
    if item.rest_s and item.sets > 1:
        parts.append(patient_text("dose.rest", language, seconds=item.rest_s))
    return " · ".join(parts)


def when_words(item: PlanItem, language: str = "en") -> str:
    """Return when it is done, as it is printed: ``Mon, Wed, Fri · morning``, or the frequency as it was given."""
    days = _weekday_words(item.days, language) if item.days else item.frequency
    return f"{days} · {patient_text(f'time_of_day.{item.time_of_day}', language)}" if item.time_of_day else days


def _weekday_words(codes: str, language: str) -> str:
    """Return days of the week (``mon wed``) as they are printed: ``Mon, Wed``."""
    numbers = {code: number for number, code in enumerate(WEEKDAYS, 1)}
    return ", ".join(patient_text(f"weekday.{numbers[code]}", language) for code in codes.split())


def _amount(item: PlanItem, language: str) -> str:
    amount: object = "" if item.hold_s is None else patient_text("dose.hold", language, seconds=item.hold_s)
    if item.minutes is not None:
        amount = patient_text("dose.minutes", language, minutes=item.minutes)
        if item.sets == 1:
            return str(amount)
    elif item.reps is not None:
        amount = item.reps
    return patient_text("dose.amount", language, sets=item.sets, amount=amount).rstrip()


def _run_plan(
    file: EpisodeFile, plan: Plan, dates: tuple[RunDate, ...], effort: str, language: str
) -> RunPlanBlock | None:
    state = file.state
    if state is None:
        return None
    table = stage_table(str(state.state["table"]))
    stage = table.stage(int(state.state["level"]))
    return RunPlanBlock(
        table_name=table.label,
        stage_number=stage.number,
        description=bouts_words(stage.bouts, language),
        run_min=stage.run_min,
        total_min=stage.total_min,
        frequency=_run_frequency(plan, language),
        warm_up=patient_text("run.warm_up", language),
        cool_down=patient_text("run.cool_down", language),
        rules=_run_rules(file, language),
        source_label=table.source,
        effort=effort,
        dates=dates,
    )


def _run_frequency(plan: Plan, language: str) -> str:
    if not plan.run_days:
        return patient_text("run.frequency", language)
    return patient_text("run.days", language, days=_weekday_words(plan.run_days, language))


def _run_rules(file: EpisodeFile, language: str) -> tuple[str, ...]:
    ceiling = _ceiling(file)
    limit = "run.rule.ceiling" if ceiling else "run.rule.no_pain"
    rules = (f"run.rule.{name}" for name in ("easy", "flat", "repeat"))
    return (*(patient_text(rule, language) for rule in rules), patient_text(limit, language, ceiling=ceiling))


def _stop_signs(file: EpisodeFile, library: Library, language: str) -> tuple[str, ...]:
    """Return when to stop: the patient's own pain limit as a number, then what holds for everybody."""
    ceiling = _ceiling(file)
    own = patient_text("stop.ceiling" if ceiling else "stop.no_pain", language, ceiling=ceiling)
    return (own, *(sign for sign in library.stop_signs if sign != library.pain_limit_sign))


def _ceiling(file: EpisodeFile) -> int:
    details = file.episode.details
    return pain_ceiling(details.condition, details.pain_ceiling, file.book)


def measure_row(result: SidedResult) -> MeasureRow:
    """Return the newest results of a test as a printed row."""
    unit = result.unit
    return MeasureRow(
        name=result.label,
        left="–" if result.left is None else f"{result.left:g}{unit}",
        right="–" if result.right is None else f"{result.right:g}{unit}",
        symmetry="" if result.symmetry_pct is None else f"LSI {result.symmetry_pct:.0f} %",
        judgement="" if result.norm is None else f"norm {result.norm.value:g}{unit}",
        measured_on=result.on,
    )
