"""Starting the plan: where the patient stands on the first day. From there only answered decisions move the state."""

from datetime import date, timedelta

from footrehab_desktop.clinic.assessments import latest_answers
from footrehab_desktop.clinic.case_building import EpisodeFile, core_episode, load_episode
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.progression import Intake, begin, stage_table, state_to_json
from footrehab_desktop.progression.codes import PHASES, WALK_RUN_PHASE
from footrehab_desktop.records.unit_of_work import UnitOfWork

HIGHEST_LEVEL = 52


def start_progression(unit: UnitOfWork, episode_id: str, phase: str, level: int, table: str, today: date) -> Changes:
    """Store the first state, in the phase and at the level that the clinician chose.

    Raises ``UserFixableError`` when no assessment is signed or the plan was started before, ``FieldError`` for a
    level that the table does not have.
    """
    file = load_episode(unit, episode_id)
    if not file.assessments:
        raise UserFixableError("Sign the first assessment before the plan starts.")
    if file.state is not None:
        raise UserFixableError("The plan was started before. Its level moves with the answered reviews.")
    _check(phase, level, table)
    state = begin(core_episode(file, today), _intake(file, phase, level, table, today), file.book)
    unit.decisions.add_state(episode_id, today, state_to_json(state))
    unit.commit()
    return Changes(episodes=frozenset({episode_id}))


def _check(phase: str, level: int, table: str) -> None:
    if phase not in PHASES:
        raise FieldError("phase", "Choose one of the phases " + ", ".join(PHASES) + ".")
    if phase == WALK_RUN_PHASE:
        stages = stage_table(table).stages
        first, last = stages[0].number, stages[-1].number
    else:
        first, last = 0, HIGHEST_LEVEL
    if not first <= level <= last:
        raise FieldError("level", f"The level takes a whole number from {first} to {last}.")


def _intake(file: EpisodeFile, phase: str, level: int, table: str, today: date) -> Intake:
    answers = {code: answer.observation for (code, _side), answer in latest_answers(file.assessments).items()}

    def number(code: str) -> float | None:
        return answers[code].number if code in answers else None

    pain, swelling = number("pain_now"), number("swelling")
    return Intake(
        on=today,
        phase=phase,
        level=level,
        table=table,
        baseline_pain=None if pain is None else int(pain),
        baseline_swelling=None if swelling is None else int(swelling),
        baseline_stiffness_min=number("morning_stiffness_min"),
        reference_week_min=_running_minutes(file, today),
    )


def _running_minutes(file: EpisodeFile, today: date) -> float | None:
    """Return the running minutes of the seven days up to ``today`` if any were noted."""
    recent = [s.run_min for s in file.sessions if s.run_min is not None and today - timedelta(days=7) < s.on <= today]
    return sum(recent) if recent else None
