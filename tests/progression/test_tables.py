"""Stage tables, loading tables, norms, the rulebook and the generated documents."""

from pathlib import Path

import pytest

from footrehab_desktop.progression import STAGE_TABLES, STANDARD, decide, norm, pain_ceiling, read_case, stage_table
from footrehab_desktop.progression.codes import BONE_SITES, CONDITIONS, FINDING_GROUPS, FINDINGS, MARKS, TESTS
from footrehab_desktop.progression.figure import RulebookError
from footrehab_desktop.progression.loading_tables import LOADING_TABLES, loading_tables_for
from footrehab_desktop.progression.norms import NORM_TABLES
from footrehab_desktop.progression.rule_sheet import phase_diagram, rule_sheet
from footrehab_desktop.progression.surfaces import SURFACES
from tests.progression.building import strengthening, walk_running

CORE = Path(__file__).parents[2] / "footrehab_desktop" / "progression"
HELP = Path(__file__).parents[2] / "resources" / "help"


def test_general_table_to_the_minute() -> None:
    stages = [(s.number, s.run_min, s.total_min, s.bouts) for s in stage_table("W-GEN").stages]
    assert stages == [
        (0, 0, 30, "walk 30"),
        (1, 6, 18, "1:2 x 6"),
        (2, 8, 24, "1:2 x 8"),
        (3, 10, 20, "1:1 x 10"),
        (4, 12, 24, "2:2 x 6"),
        (5, 16, 24, "2:1 x 8"),
        (6, 18, 24, "3:1 x 6"),
        (7, 20, 25, "4:1 x 5"),
        (8, 24, 28, "6:1 x 4"),
        (9, 24, 27, "8:1 x 3"),
        (10, 24, 26, "12:1 x 2"),
        (11, 28, 30, "14:1 x 2"),
        (12, 30, 30, "30 continuous"),
    ]


def test_bone_stress_table_bears_no_authors_name() -> None:
    table = stage_table("W-BSI")
    assert table.mark == "design"
    assert "Warden" not in table.label + table.note + table.code
    assert [(s.number, s.run_min, s.total_min) for s in table.stages[:7]] == [
        (0, 0, 30),
        (1, 6, 30),
        (2, 12, 30),
        (3, 18, 30),
        (4, 24, 30),
        (5, 20, 20),
        (6, 30, 30),
    ]
    assert [s.pace_pct for s in table.stages] == ["", "50", "50", "50", "50", "50-60", "60", "70", "80", "90", "100"]


@pytest.mark.parametrize("code", STAGE_TABLES)
def test_every_table_adds_up_begins_with_walking_and_names_its_source(code: str) -> None:
    table = stage_table(code)
    assert [stage.number for stage in table.stages] == list(range(table.top + 1))
    assert table.stages[0].run_min == 0
    assert all(stage.run_min <= stage.total_min for stage in table.stages)
    assert table.mark in MARKS
    assert table.source
    for stage in table.stages:
        if " x " in stage.bouts:
            bout, repeats = stage.bouts.split(" x ")
            running, walking = map(int, bout.split(":"))
            assert stage.run_min == running * int(repeats)
            assert stage.total_min == (running + walking) * int(repeats)


def test_unknown_table_and_stage() -> None:
    with pytest.raises(KeyError):
        stage_table("W-NONE")
    with pytest.raises(KeyError, match="W-GEN has no stage 13"):
        stage_table("W-GEN").stage(13)


def test_norms_by_age_and_sex() -> None:
    expected = {
        (19, "male"): 37,
        (20, "female"): 30,
        (29, "male"): 37,
        (30, "male"): 32,
        (39, "female"): 27,
        (40, "female"): 24,
        (50, "male"): 23,
        (60, "female"): 19,
        (70, "male"): 14,
        (75, "female"): 16,
    }
    for (age, sex), value in expected.items():
        found = norm("heel_raise", age, sex)
        assert found is not None
        assert (found.value, found.unit, found.set_up, found.mark) == (value, "reps", "incline", "found")
    stances = [(18, 45), (39, 45), (40, 42), (50, 41), (60, 32), (70, 22), (80, 9), (99, 9)]
    assert [(age, norm("single_leg_stance", age, None).value) for age, _ in stances] == stances  # type: ignore[union-attr]


def test_norm_not_known_is_none_and_unknown_sex_takes_the_stricter() -> None:
    assert norm("toe_strength", 40, "female") is None
    assert norm("single_leg_stance", 17, "female") is None
    assert norm("heel_raise", 75, "not_known").value == 16  # type: ignore[union-attr]
    assert norm("heel_raise", 25, None).value == 37  # type: ignore[union-attr]
    assert all(table.mark in MARKS and table.source for table in NORM_TABLES.values())


@pytest.mark.parametrize(
    ("condition", "asked", "ceiling"),
    [
        ("plantar_heel", None, 4),
        ("plantar_heel", 5, 4),
        ("plantar_heel", 2, 2),
        ("achilles_mid", None, 4),
        ("achilles_mid", 5, 5),
        ("achilles_ins", 5, 5),
        ("plantar_plate", None, 3),
        ("pttd", None, 3),
        ("post_op", None, 3),
        ("post_op", 1, 1),
        ("bsi_low", None, 0),
        ("bsi_high", 4, 0),
        ("flatfoot", None, 4),
        ("forefoot_other", None, 4),
        ("ankle_sprain", None, 4),
    ],
)
def test_pain_ceilings(condition: str, asked: int | None, ceiling: int) -> None:
    assert pain_ceiling(condition, asked) == ceiling


def test_rulebook_figures_are_marked_sourced_and_within_their_range() -> None:
    for figure in STANDARD.figures.values():
        assert figure.mark in MARKS, figure.key
        assert figure.source, figure.key
        assert figure.unit, figure.key
        assert figure.lowest <= figure.value <= figure.highest, figure.key


def test_no_figure_is_without_use() -> None:
    tables = {"figures_course.py", "figures_gates.py", "figures_safety.py"}
    code = "".join(path.read_text(encoding="utf-8") for path in CORE.glob("*.py") if path.name not in tables)
    looked_up = ("B1.", "stale.", "review.", "plan.top.")
    assert [key for key in STANDARD.figures if f'"{key}"' not in code and not key.startswith(looked_up)] == []


def test_a_clinics_copy_is_checked_and_named_in_the_decision() -> None:
    strict = STANDARD.changed("Clinic 2026", {"LD-14.clean": 3})
    case = read_case(strengthening())
    assert decide(case, case.today).decision == "PROGRESS"
    decision = decide(case, case.today, strict)
    assert (decision.decision, decision.rulebook, decision.rules_version) == ("HOLD", "Clinic 2026", "2026.1")
    assert STANDARD["LD-14.clean"] == 2
    with pytest.raises(RulebookError, match="must lie between 2 and 4 sessions"):
        STANDARD.changed("x", {"LD-14.clean": 1})
    with pytest.raises(RulebookError, match="no figure LD-99"):
        STANDARD.changed("x", {"LD-99.x": 1})


def test_codes_are_whole() -> None:
    assert {finding.group for finding in FINDINGS.values()} == set(FINDING_GROUPS)
    assert {site.risk for site in BONE_SITES.values()} == {"high", "low", "moderate"}
    assert len(BONE_SITES) == 14
    assert all(test.lowest < test.highest for test in TESTS.values())
    assert list(SURFACES) == [1, 2, 3, 4, 5]
    assert {condition for table in LOADING_TABLES.values() for condition in table.conditions} <= set(CONDITIONS)
    assert [table.code for table in loading_tables_for("plantar_heel")] == ["L-FAS"]
    assert [table.code for table in loading_tables_for("achilles_ins")] == ["L-ACH", "L-HSR"]
    assert loading_tables_for("post_op") == ()


def test_committed_documents_are_what_the_tables_say() -> None:
    assert (HELP / "90-rule-sheet.md").read_text(encoding="utf-8") == rule_sheet()
    assert (HELP / "phases.svg").read_text(encoding="utf-8") == phase_diagram()


def test_the_level_a_table_lacks_is_refused_only_in_its_phase() -> None:
    assert read_case(walk_running(state={"phase": "PH5", "level": 40})).state.level == 40
