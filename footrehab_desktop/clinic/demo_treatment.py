"""Plays the weeks of one invented patient through the same use cases that the screens call."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.clinic.episodes import open_episode
from footrehab_desktop.clinic.patients import register_patient
from footrehab_desktop.clinic.plans import save_plan
from footrehab_desktop.clinic.review import (
    accept_decision,
    document_referral,
    record_reassessment,
    review_episode,
)
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.start import start_progression
from footrehab_desktop.library.exercises import Exercise
from footrehab_desktop.records.values import DiaryDay, DiarySession, EpisodeDetails, Observation, PlanItem, Side

if TYPE_CHECKING:
    from footrehab_desktop.clinic.demo import DemoClock
    from footrehab_desktop.clinic.demo_stories import DemoPatient, Story

SESSION_DAYS = (0, 2, 4)
EXERCISES_IN_PLAN = 6
FIRST_STEP_MM = 60
USUAL_PAIN = {"steady": 2, "flare": 2, "stiff": 2, "quiet": 0}
REFERRAL_NOTE = "Sent on with a letter; the patient was told not to load the foot until seen."


def treat(session: ClinicSession, patient: "DemoPatient", clock: "DemoClock", today: date) -> list[str]:
    """Play the whole story up to ``today`` and return the decisions of its reviews in order."""
    start = today - timedelta(weeks=patient.story.weeks)
    clock.day = start
    _take_on(session, patient, start)
    decisions = []
    for week in range(patient.story.weeks):
        monday = start + timedelta(weeks=week)
        clock.day = monday + timedelta(days=7)
        _write_diary(session, patient, monday, week)
        decisions.append(_review(session, patient, clock.day))
    clock.day = today
    return decisions


def _take_on(session: ClinicSession, patient: "DemoPatient", start: date) -> None:
    story = patient.story
    with session.unit_of_work() as unit:
        person, _ = register_patient(unit, patient.details(start.year), start)
    with session.unit_of_work() as unit:
        episode, _ = open_episode(unit, person.id, _episode(story, start), start)
        patient.episode_id = episode.id
    with session.unit_of_work() as unit:
        baseline = UnsignedAssessment(episode.id, "baseline", start, _baseline(patient))
        sign_assessment(unit, session.forms, baseline, start)
    with session.unit_of_work() as unit:
        start_progression(unit, episode.id, story.phase, story.level, _table(story), start)
    with session.unit_of_work() as unit:
        save_plan(unit, session.library, episode.id, _plan(session, patient), _table(story), start)


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


def _baseline(patient: "DemoPatient") -> tuple[Observation, ...]:
    """Return a plausible first assessment: the involved side a little weaker and stiffer than the other."""
    usual = USUAL_PAIN[patient.story.course]
    answers = [
        Observation("pain_now", number=usual),
        Observation("pain_best", number=max(0, usual - 1)),
        Observation("pain_worst", number=usual + 3),
        Observation("morning_stiffness_min", number=10 if patient.story.course == "stiff" else 2),
        Observation("swelling", number=0),
        Observation("rest_pain", number=0),
        *_told(patient.story),
    ]
    for side in ("left", "right"):
        answers += _tests(patient, side)
    return tuple(answers)


def _told(story: "Story") -> list[Observation]:
    """Return what the patient tells: what contributed, the running before, the first steps, the goal."""
    told = [Observation("causes", text="overuse load_jump"), Observation("goal_long", text=story.goal)]
    if story.weekly_km is not None:
        told.append(Observation("weekly_km_before", number=story.weekly_km))
    if story.condition == "plantar_heel":
        told.append(Observation("first_step_pain", number=FIRST_STEP_MM))
    return told


def _tests(patient: "DemoPatient", side: Side) -> list[Observation]:
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


def _plan(session: ClinicSession, patient: "DemoPatient") -> tuple[PlanItem, ...]:
    """Take the first exercises of each domain that suit the phase and the condition, gentlest first."""
    story = patient.story
    by_domain: dict[str, list[Exercise]] = {}
    for exercise in session.library.exercises:
        if story.phase in exercise.phases and story.condition in exercise.conditions:
            by_domain.setdefault(exercise.domain, []).append(exercise)
    rounds = max(map(len, by_domain.values()))
    mixed = [group[turn] for turn in range(rounds) for group in by_domain.values() if turn < len(group)]
    return tuple(_item(exercise, story.side) for exercise in mixed[:EXERCISES_IN_PLAN])


def _item(exercise: Exercise, side: Side) -> PlanItem:
    dose = exercise.dose
    return PlanItem(
        exercise.id,
        dose.sets,
        dose.reps,
        dose.hold_s,
        dose.minutes,
        dose.tempo,
        dose.load,
        side,
        dose.frequency,
    )


def _write_diary(session: ClinicSession, patient: "DemoPatient", monday: date, week: int) -> None:
    columns = tuple(_column(patient, monday + timedelta(days=offset), offset, week) for offset in range(7))
    with session.unit_of_work() as unit:
        save_week(unit, patient.episode_id, DiaryWeek(monday, columns), monday + timedelta(days=7))


def _column(patient: "DemoPatient", on: date, offset: int, week: int) -> DiaryColumn:
    chance = patient.chance
    flare = patient.story.course == "flare" and week == patient.story.weeks // 2
    usual = USUAL_PAIN[patient.story.course]
    stiffness = 10 if patient.story.course == "stiff" else 2
    day = DiaryDay(
        on,
        exercises=chance.choice(("yes", "yes", "yes", "part", "no")),
        sleep_h=chance.choice((6.5, 7, 7.5, 8)),
        mood=chance.choice((3, 4, 4, 5)),
        night_waking=False,
    )
    sessions = (_session(patient, on, usual, flare),) if offset in SESSION_DAYS else ()
    sore = flare and offset - 1 in SESSION_DAYS
    return DiaryColumn(
        on=on,
        day=day,
        sessions=sessions,
        next_morning_pain=min(usual, 1) + (3 if sore else 0),
        next_morning_stiffness_min=stiffness + chance.randint(0, 2) + (20 if sore else 0),
    )


def _session(patient: "DemoPatient", on: date, usual: int, flare: bool) -> DiarySession:
    running = patient.story.phase in ("PH4", "PH5")
    pain = usual + (4 if flare else patient.chance.randint(0, 1) if usual else 0)
    return DiarySession(
        on=on,
        slot=1,
        kind="run" if running else "strength",
        impact=running,
        at="18:00",
        completed_pct=60 if flare else 100,
        minutes=30,
        run_min=patient.chance.randint(10, 14) if running else None,
        pain_during=pain,
        pain_evening=max(0, pain - 1),
        settle_h=36 if flare else patient.chance.randint(4, 14) if usual else 0,
        rest_pain=0,
        swelling=0,
        sharp=False,
        limp=flare,
        rpe=3,
        target_rpe=4,
        surface=2 if running else None,
    )


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
