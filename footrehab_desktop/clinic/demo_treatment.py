"""Plays the weeks of one invented patient through the same use cases that the screens call."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment, void_assessment
from footrehab_desktop.clinic.demo_diary import begin_life, write_week
from footrehab_desktop.clinic.demo_measures import measures_taken
from footrehab_desktop.clinic.demo_visits import Typist, Visit
from footrehab_desktop.clinic.episodes import open_episode
from footrehab_desktop.clinic.own_exercises import is_own
from footrehab_desktop.clinic.patients import register_patient
from footrehab_desktop.clinic.plan_proposal import proposal_for, take_lines
from footrehab_desktop.clinic.plans import PlanReason, item_for, save_plan
from footrehab_desktop.clinic.print_handout import give_handout
from footrehab_desktop.clinic.referral import LetterText, prepare_referral_letter
from footrehab_desktop.clinic.review import (
    accept_decision,
    document_referral,
    record_reassessment,
    review_episode,
)
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.start import start_progression
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.records.values import EpisodeDetails, Observation, PlanItem, Side

if TYPE_CHECKING:
    from footrehab_desktop.clinic.demo import DemoClock
    from footrehab_desktop.clinic.demo_stories import DemoPatient, Story

EXERCISES_IN_PLAN = 6
FIXED_DAYS = {"3 per week": "mon wed fri", "2 per week": "tue fri"}
MEASURED = ("baseline", "review", "discharge")
BOTH: tuple[Side, ...] = ("left", "right")
REGAINED = {
    "weight_bearing_lunge": 1.2, "mtp1_extension": 5, "heel_raise": 4, "single_leg_stance": 4, "toe_strength": 8,
}  # fmt: skip
REFERRAL_NOTE = "Sent on with a letter; the patient was told not to load the foot until seen."


def treat(session: ClinicSession, patient: "DemoPatient", clock: "DemoClock", today: date) -> list[str]:
    """Play the whole story up to ``today`` and return the decisions of its reviews in order."""
    start = today - timedelta(weeks=patient.story.weeks)
    clock.day = start
    _take_on(session, patient, start)
    begin_life(patient, start)
    decisions = []
    for week in range(patient.story.weeks):
        monday = start + timedelta(weeks=week)
        clock.day = monday + timedelta(days=7)
        with session.unit_of_work() as unit:
            write_week(unit, patient, monday, week)
        for visit in _visits_after(patient, week + 1):
            _assess(session, patient, visit, clock.day)
        decisions.append(_review(session, patient, clock.day))
        _change_plan(session, patient, clock.day)
    clock.day = today
    return decisions


def _take_on(session: ClinicSession, patient: "DemoPatient", start: date) -> None:
    story = patient.story
    with session.unit_of_work() as unit:
        person, _ = register_patient(unit, patient.details(start.year), start)
    with session.unit_of_work() as unit:
        episode, _ = open_episode(unit, person.id, _episode(story, start), start)
        patient.episode_id = episode.id
    patient.tests = _first_tests(patient)
    for visit in _visits_after(patient, 0):
        _assess(session, patient, visit, start)
    with session.unit_of_work() as unit:
        start_progression(unit, episode.id, story.phase, story.level, _table(story), start)
    with session.unit_of_work() as unit:
        save_plan(unit, session.library, episode.id, _plan(session, patient), _table(story), start)


def _visits_after(patient: "DemoPatient", weeks: int) -> list[Visit]:
    return [visit for visit in patient.story.notes.visits if visit.week == weeks]


def _table(story: "Story") -> str:
    return "W-BSI" if story.condition.startswith("bsi") else "W-GEN"


def _episode(story: "Story", start: date) -> EpisodeDetails:
    return EpisodeDetails(
        condition=story.condition,
        side=story.side,
        plan_start=start,
        site=story.site,
        onset_on=start - timedelta(weeks=6),
        activity=story.activity,
        weekly_km_before=story.weekly_km,
        goal=story.goal,
        restriction=story.restriction,
        run_table=_table(story),
    )


def _assess(session: ClinicSession, patient: "DemoPatient", visit: Visit, day: date) -> None:
    """Sign what a visit found, with what happens to it afterwards: amended, struck out, sent on with a letter."""
    story = patient.story
    typist = Typist(session.forms, story.notes, story.condition, story.age, story.side)
    outcomes, activities = measures_taken(story.notes, visit) if visit.kind in MEASURED else ((), ())
    tests = _tests_now(patient, story.notes.share(visit)) if visit.kind in MEASURED else ()
    found = (*typist.observations(visit, day), *tests, *activities)
    assessment = UnsignedAssessment(patient.episode_id, visit.kind, day, found, outcomes)
    with session.unit_of_work() as unit:
        signed, _ = sign_assessment(unit, session.forms, assessment, day)
    with session.unit_of_work() as unit:
        if visit.reassessed:
            record_reassessment(unit, patient.episode_id, day, day)
        if visit.strike_out:
            void_assessment(unit, signed.id, visit.strike_out)
        if visit.amend:
            mended = (*typist.observations(visit, day, visit.amend["answers"]), *tests, *activities)
            amendment = replace(assessment, observations=mended, amends=signed.id, reason=visit.amend["reason"])
            sign_assessment(unit, session.forms, amendment, day)
        if visit.letter:
            text = LetterText(note=visit.letter)
            letter = prepare_referral_letter(
                unit, session.forms, patient.episode_id, day, PrintOptions(paper=patient.paper), text=text
            )
            give_handout(unit, patient.episode_id, letter)
            patient.given.append(letter)


def _first_tests(patient: "DemoPatient") -> tuple[Observation, ...]:
    return tuple(test for side in BOTH for test in _tests(patient, side))


def _tests(patient: "DemoPatient", side: Side) -> list[Observation]:
    """Return plausible first tests: the involved side a little weaker and stiffer than the other."""
    involved = patient.story.side in (side, "both")
    chance = patient.chance
    heel_raises = max(4, 32 - patient.story.age // 3 - (4 if involved else 0) + chance.randint(-1, 1))
    return [
        Observation("weight_bearing_lunge", side, round(10.5 - 1.2 * involved + chance.uniform(-0.4, 0.4), 1)),
        Observation("mtp1_extension", side, 68 - 6 * involved + chance.randint(-2, 2)),
        Observation("heel_raise", side, heel_raises, set_up="incline"),
        Observation("single_leg_stance", side, 40 - 5 * involved + chance.randint(-3, 3)),
        Observation("toe_strength", side, 78 - 9 * involved + chance.randint(-3, 3)),
    ]


def _tests_now(patient: "DemoPatient", share: float) -> tuple[Observation, ...]:
    """Return the first tests after ``share`` of the way: what the involved side lacked comes back, where it does."""
    story = patient.story
    if not story.notes.recovers:
        return patient.tests
    return tuple(
        replace(test, number=_regained(test, share)) if story.side in (test.side, "both") else test
        for test in patient.tests
    )


def _regained(test: Observation, share: float) -> float:
    """Return a test with what came back; only the lunge is read in parts of a unit."""
    number = (test.number or 0) + REGAINED[test.code] * share
    return round(number, 1) if test.code == "weight_bearing_lunge" else round(number)


def _plan(session: ClinicSession, patient: "DemoPatient") -> tuple[PlanItem, ...]:
    """Take some of each domain from the protocol's template, and the clinic's own exercises for the condition."""
    story, library = patient.story, session.library
    by_domain: dict[str, list[PlanItem]] = {}
    protocol = next(each for each in library.protocols if story.condition in each.conditions)
    for line in protocol.phase(story.phase).exercises:
        exercise = library.exercise(line.exercise_id)
        by_domain.setdefault(exercise.domain, []).append(item_for(exercise, story.side, line.dose))
    rounds = max(map(len, by_domain.values()))
    mixed = [group[turn] for turn in range(rounds) for group in by_domain.values() if turn < len(group)]
    own = [
        item_for(exercise, story.side)
        for exercise in library.exercises
        if is_own(exercise.id) and story.condition in exercise.conditions and story.phase in exercise.phases
    ]
    return tuple(_timed(item, number) for number, item in enumerate([*mixed[:EXERCISES_IN_PLAN], *own]))


def _change_plan(session: ClinicSession, patient: "DemoPatient", day: date) -> None:
    """Accept the first line that the decision proposes for the plan, if it proposes any."""
    with session.unit_of_work() as unit:
        proposal = proposal_for(unit, session.library, session.forms, patient.episode_id, day)
        plan = unit.plans.current(patient.episode_id)
        if proposal is None or plan is None:
            return
        items = take_lines(plan.items, proposal.lines[:1])
        save_plan(
            unit,
            session.library,
            patient.episode_id,
            items,
            plan.run_table,
            day,
            why=PlanReason("", proposal.decision_id),
        )


def _timed(item: PlanItem, number: int) -> PlanItem:
    """Give an exercise its days, or its time of day when it is done daily."""
    if item.frequency in FIXED_DAYS:
        return replace(item, days=FIXED_DAYS[item.frequency])
    if item.frequency == "daily":
        return replace(item, time_of_day="evening" if number % 2 else "morning")
    return item


def _review(session: ClinicSession, patient: "DemoPatient", day: date) -> str:
    with session.unit_of_work() as unit:
        review, _ = review_episode(unit, session.forms, patient.episode_id, day)
    decision_id, decision = review.stored.id, review.decision.decision
    with session.unit_of_work() as unit:
        if decision == "REFER":
            document_referral(unit, decision_id, REFERRAL_NOTE, day)
        else:
            accept_decision(unit, decision_id, day)
    if decision == "PAUSE":
        with session.unit_of_work() as unit:
            record_reassessment(unit, patient.episode_id, day, day)
    return decision
