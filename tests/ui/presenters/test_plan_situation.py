"""Where the plan stands: blocks with their rules, templates, gates before the start, levels to start at."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.exercise_blocks import blocks_of
from footrehab_desktop.clinic.plans import check_item, item_for
from footrehab_desktop.progression import STAGE_TABLES
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.records.values import EpisodeDetails, PlanItem
from footrehab_desktop.ui.presenters.plan_situation import (
    entry_gate,
    level_choices,
    load_situation,
    template_choices,
    template_of,
)
from footrehab_desktop.ui.presenters.run_tables import (
    default_table,
    stage_rows,
    table_choices,
    table_source,
)
from tests.support.session_factory import (
    TODAY,
    ClinicWithPatient,
    make_patient,
    make_session,
    shipped_forms,
    shipped_library,
    start_plan,
)

LIBRARY = shipped_library()


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[ClinicWithPatient]:
    session = make_session(tmp_path / "record")
    yield make_patient(session)
    session.close()


def blocked_in(clinic: ClinicWithPatient, phase: str) -> dict[str, str]:
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    return dict(blocks_of(file, LIBRARY, shipped_forms(), TODAY, phase).sentences)


def test_before_the_start_phase_and_level_are_not_known(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        situation = load_situation(unit, clinic.episode_id, TODAY)
    assert (situation.phase, situation.level, situation.plan, situation.draft) == (None, None, None, None)


def test_after_the_start_they_are_the_state_of_the_core(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH4", level=3)
    with clinic.session.unit_of_work() as unit:
        situation = load_situation(unit, clinic.episode_id, TODAY)
    assert (situation.phase, situation.level) == ("PH4", 3)
    assert situation.plan is not None
    assert situation.plan.version == 1


def test_impact_is_refused_early_with_the_rule_and_allowed_later(clinic: ClinicWithPatient) -> None:
    jumps = [e for e in LIBRARY.exercises if e.domain == "plyometric" and e.impact]
    early, late = blocked_in(clinic, "PH1"), blocked_in(clinic, "PH5")
    assert jumps
    for exercise in jumps:
        assert "(" in early[exercise.id], "the sentence names its rule"
        assert "To lift it:" in early[exercise.id], "and what would lift it"
    assert len(late) < len(early)


def test_the_library_refuses_for_what_was_found_in_this_condition(tmp_path: Path) -> None:
    session = make_session(tmp_path / "record")
    insertion = make_patient(session, episode=EpisodeDetails("achilles_ins", "left", TODAY - timedelta(days=3)))
    blocked = blocked_in(insertion, "PH1")
    assert "AT-03" in blocked["EX-M05"]
    session.close()


@pytest.mark.parametrize("exercise", LIBRARY.exercises, ids=lambda exercise: exercise.id)
def test_every_start_dose_can_be_saved(exercise: object) -> None:
    item = item_for(exercise, "right")  # type: ignore[arg-type]  # pytest hands parameters over untyped
    check_item(item, LIBRARY)


def test_whole_body_work_has_no_side() -> None:
    sides = {e.domain: item_for(e, "left").side for e in LIBRARY.exercises}
    assert sides["cardio"] is None
    assert sides["strength"] == "left"


def test_a_template_leaves_out_what_is_there_and_what_is_blocked(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        episode = unit.episodes.get(clinic.episode_id)
    protocol = LIBRARY.protocol("plantar_heel")
    assert protocol is not None
    first, second, *rest = [line.exercise_id for line in protocol.phase("PH2").exercises]
    template = template_of(LIBRARY, episode, "PH2", {second: "Not now."}, (PlanItem(first, 1, 1),))
    assert [item.exercise_id for item in template.items] == rest
    assert template.left_out == ((LIBRARY.exercise(second).name, "Not now."),)


def test_templates_are_offered_where_there_is_a_protocol() -> None:
    assert [phase for phase, _words in template_choices(LIBRARY, "plantar_heel")] == list(PHASES)
    for condition in CONDITIONS:
        assert bool(template_choices(LIBRARY, condition)) == (LIBRARY.protocol(condition) is not None)


def test_the_gate_before_a_phase_shows_what_is_known_and_what_is_not(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH2", level=1)
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    assert entry_gate(file, shipped_forms(), TODAY, "PH0") == ()
    items = {item.item: item for item in entry_gate(file, shipped_forms(), TODAY, "PH4")}
    assert {item.gate for item in items.values()} == {"GA-34"}
    assert items["heel_raise_lsi"].state == "not_met"
    assert items["hip_abduction_lsi"].state == "unknown"


@pytest.mark.parametrize("phase", PHASES)
def test_every_phase_can_be_started_at_some_level(phase: str) -> None:
    levels = [level for level, _words in level_choices(phase, "W-GEN")]
    assert levels == sorted(set(levels))
    assert levels[0] in (0, 1)


def test_levels_of_the_running_phase_are_the_stages_of_its_table() -> None:
    stages = [stage.number for stage in STAGE_TABLES["W-STEP"].stages]
    assert [level for level, _words in level_choices("PH4", "W-STEP")] == stages


def test_bone_stress_starts_on_its_own_table() -> None:
    tables = {condition: default_table(condition) for condition in CONDITIONS}
    assert {c for c, table in tables.items() if table == "W-BSI"} == {"bsi_low", "bsi_high"}
    assert set(tables.values()) == {"W-BSI", "W-GEN"}


@pytest.mark.parametrize("code", STAGE_TABLES)
def test_every_table_is_shown_whole_with_source_and_mark(code: str) -> None:
    rows = stage_rows(code, current=STAGE_TABLES[code].first)
    assert len(rows) == len(STAGE_TABLES[code].stages)
    assert sum(row.current for row in rows) == 1
    assert all(table_source(code))
    assert code in dict(table_choices())
