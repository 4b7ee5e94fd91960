"""Exercises: which rule blocks them now."""

import pytest

from footrehab_desktop.progression import exercise_block, read_case
from tests.progression.building import (
    Json,
    ago,
    building,
    found,
    history,
    result,
    run,
    strength,
    strengthening,
    walk_running,
)
from tests.progression.row_examples_load import top_runs
from tests.progression.row_examples_safety import of

Exercise = tuple[str, bool, str, tuple[str, ...]]
RAISE: Exercise = ("EX-P04", False, "strength", ("PH2", "PH3"))
POGO: Exercise = ("EX-J03", True, "plyometric", ("PH3",))
TRIPOD: Exercise = ("EX-B01", False, "balance", ("PH1",))
FOAM: Exercise = ("EX-B04", False, "balance", ("PH2", "PH3"))
ROCK: Exercise = ("EX-M02", False, "mobility", ("PH1", "PH2", "PH3"))
SWIM: Exercise = ("EX-C04", False, "cardio", ("PH0", "PH1", "PH2"))
STRIDES: Exercise = ("EX-G13", True, "gait", ("PH5",))
HILLS: Exercise = ("EX-G12", True, "gait", ("PH5",))
STAGE: Exercise = ("EX-G15", True, "gait", ("PH4",))
SPRINT: Exercise = ("SP40", True, "gait", ("PH5",))
SOCKS: Exercise = ("EX-J02", True, "plyometric", ("PH3",))
PREPARING = {"state": {"phase": "PH3", "level": 2}}

ROWS: list[tuple[str | None, Json, Exercise]] = [
    (None, strengthening(), RAISE),
    ("SF-02", strengthening(findings=[found("calf_squeeze_positive")]), RAISE),
    ("SF-14", strengthening(findings=[found("ankle_squeeze_positive")], **PREPARING), POGO),
    (None, strengthening(findings=[found("ankle_squeeze_positive")]), RAISE),
    ("SF-09", strengthening(patient={"neuropathy": True}), TRIPOD),
    ("SF-09", strengthening(findings=[found("monofilament_not_felt")]), TRIPOD),
    (None, strengthening(), TRIPOD),
    (
        "SF-24",
        strengthening(patient={"birth_date": "2012-01-01"}, findings=[found("growth_plate_tenderness")], **PREPARING),
        POGO,
    ),
    (None, strengthening(**PREPARING), POGO),
    ("FL-07", strengthening(history=[history(5, "PAUSE", 3, 3)], **PREPARING), POGO),
    (None, strengthening(history=[history(5, "PAUSE", 3, 3)]), RAISE),
    ("FL-02", strengthening(state={**PREPARING["state"], "no_impact_until": ago(-1)}), POGO),
    (None, strengthening(state={**PREPARING["state"], "no_impact_until": ago(0)}), POGO),
    ("PP-02", of("plantar_plate", strengthening(tests=[result("plantar_plate_drawer", 2)], **PREPARING)), POGO),
    (None, of("plantar_plate", strengthening(tests=[result("plantar_plate_drawer", 1)], **PREPARING)), POGO),
    ("PP-04", of("plantar_plate", strengthening()), FOAM),
    (None, of("plantar_plate", strengthening(sessions=[strength("a", 3, pain_during=1)])), FOAM),
    (None, strengthening(), FOAM),
    ("AT-03", of("achilles_ins", strengthening()), ROCK),
    (None, of("achilles_ins", strengthening(**PREPARING)), ROCK),
    (None, of("achilles_mid", strengthening()), ROCK),
    ("TP-01", of("pttd", strengthening(**PREPARING)), SOCKS),
    (None, strengthening(**PREPARING), ("EX-J01", True, "plyometric", ("PH3",))),
    ("PO-02", strengthening(findings=[found("wound_not_closed")]), SWIM),
    (None, strengthening(), SWIM),
    ("GT-04", of("plantar_plate", walk_running()), HILLS),
    (None, of("plantar_plate", building()), HILLS),
    ("SP40", of("plantar_heel", walk_running()), SPRINT),
    ("SP40", of("bsi_low", building(sessions=[run("a", 3, pain_during=0)])), SPRINT),
    ("SP40", building(tests=[result("plantar_plate_drawer", 2)]), SPRINT),
    (None, building(), SPRINT),
    ("LD-05", of("plantar_heel", walk_running()), STRIDES),
    ("LD-05", of("plantar_heel", top_runs(12, 9, 3)), STRIDES),
    ("B.2", of("plantar_heel", top_runs(17, 11, 7, 3)), STRIDES),
    (None, building(), STRIDES),
    ("GA-34", strengthening(**PREPARING), STAGE),
    ("LD-19", strengthening(), POGO),
    (None, walk_running(), STAGE),
    ("B.2", strengthening(state={"phase": "PH1"}), RAISE),
    (None, strengthening(), ("EX-X", False, "strength", ())),
]


@pytest.mark.parametrize(
    ("rule", "case", "exercise"), [pytest.param(*row, id=f"{row[0]}-{n}") for n, row in enumerate(ROWS)]
)
def test_the_rule_that_blocks_an_exercise_is_named(rule: str | None, case: Json, exercise: Exercise) -> None:
    block = exercise_block(read_case(case), *exercise)
    assert (block and block.rule) == rule
    assert block is None or (block.sentence.endswith(".") and block.lifted_by.endswith("."))


def test_a_block_speaks_of_dates_and_limits() -> None:
    resting = read_case(strengthening(state={**PREPARING["state"], "no_impact_until": ago(-2)}))
    assert exercise_block(resting, *POGO).sentence == "No impact before 18-Mar-2026."  # type: ignore[union-attr]
    assert exercise_block(resting, *POGO).lifted_by == "Waiting until 18-Mar-2026 with settled pain."  # type: ignore[union-attr]
    late = exercise_block(read_case(strengthening(state={"phase": "PH1"})), *RAISE)
    assert late is not None
    assert late.lifted_by == "Reaching PH2."
    loose = read_case(of("plantar_plate", strengthening(tests=[result("plantar_plate_drawer", 2)], **PREPARING)))
    assert "below 2, or drawer pain of 1 or less" in exercise_block(loose, *POGO).lifted_by  # type: ignore[union-attr]
    sore = read_case(of("plantar_plate", strengthening()))
    assert exercise_block(sore, *FOAM).sentence == "No unstable ground while pain is above 1/10."  # type: ignore[union-attr]
