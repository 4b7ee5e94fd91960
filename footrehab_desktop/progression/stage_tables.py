"""The walk–run tables: exact minutes of every stage, where they come from and how sure that is.

Minutes leave out the warm-up and cool-down walk. A table may be prescribed only if every stage has its minutes.
"""

from typing import Final, NamedTuple


class Stage(NamedTuple):
    """One stage: running and total minutes, bouts as ``run:walk x repeats``, and what to know."""

    number: int
    run_min: float
    total_min: float
    bouts: str
    note: str = ""
    pace_pct: str = ""


class StageTable(NamedTuple):
    """A walk–run table. ``first`` is the stage at which PH4 begins."""

    code: str
    label: str
    stages: tuple[Stage, ...]
    source: str
    mark: str
    note: str
    first: int

    @property
    def top(self) -> int:
        """Return the number of the last stage."""
        return self.stages[-1].number

    def stage(self, number: int) -> Stage:
        """Return a stage. Raises ``KeyError`` when the table does not have it."""
        for stage in self.stages:
            if stage.number == number:
                return stage
        raise KeyError(f"{self.code} has no stage {number}")


_S = Stage
_GEN = (
    _S(0, 0, 30, "walk 30", "Brisk walk; must be clean twice."),
    _S(1, 6, 18, "1:2 x 6", "Jog 1 min, walk 2 min, as in the articles."),
    _S(2, 8, 24, "1:2 x 8"),
    _S(3, 10, 20, "1:1 x 10"),
    _S(4, 12, 24, "2:2 x 6"),
    _S(5, 16, 24, "2:1 x 8"),
    _S(6, 18, 24, "3:1 x 6"),
    _S(7, 20, 25, "4:1 x 5"),
    _S(8, 24, 28, "6:1 x 4"),
    _S(9, 24, 27, "8:1 x 3", "Longer bouts, same running time."),
    _S(10, 24, 26, "12:1 x 2", "Longer bouts, same running time."),
    _S(11, 28, 30, "14:1 x 2"),
    _S(12, 30, 30, "30 continuous", "Three clean runs open the way to building volume."),
)
_STEP = (
    _S(0, 0, 30, "walk 30", "Brisk walk before the published stages; added by this product."),
    _S(1, 5, 30, "1:5 x 5"),
    _S(2, 10, 30, "2:4 x 5"),
    _S(3, 15, 30, "3:3 x 5"),
    _S(4, 20, 30, "4:2 x 5"),
    _S(5, 25, 30, "5:1 x 5"),
    _S(6, 30, 33, "10:1 x 3"),
    _S(7, 30, 30, "30 continuous", "Build from 20 to 30 min within the stage."),
)
_ARC = (
    _S(0, 0, 30, "walk 30", "Brisk walk before the published stages; added by this product."),
    _S(1, 10, 30, "2:4 x 5"),
    _S(2, 15, 30, "3:3 x 5"),
    _S(3, 20, 30, "4:2 x 5"),
    _S(4, 28, 32, "14:2 x 2"),
    _S(5, 30, 30, "30 continuous"),
)
_BSI = (
    _S(0, 0, 30, "walk 30", "Brisk walk on 5 days in a row without any symptom."),
    _S(1, 6, 30, "1:4 x 6", pace_pct="50"),
    _S(2, 12, 30, "2:3 x 6", pace_pct="50"),
    _S(3, 18, 30, "3:2 x 6", pace_pct="50"),
    _S(4, 24, 30, "4:1 x 6", pace_pct="50"),
    _S(5, 20, 20, "20 continuous", pace_pct="50-60"),
    _S(6, 30, 30, "30 continuous", pace_pct="60"),
    _S(7, 30, 30, "30 continuous", pace_pct="70"),
    _S(8, 30, 30, "30 continuous", pace_pct="80"),
    _S(9, 30, 30, "30 continuous", pace_pct="90"),
    _S(10, 30, 30, "30 continuous", "Then the gate to building volume.", "100"),
)
_TRIAL = (
    _S(0, 0, 30, "walk 30", "Brisk walk before the published stages; added by this product."),
    _S(1, 6, 10, "3:2 to 1.0 mile", "Distance 1.0 mile, effort 3; minutes at 10 min per mile."),
    _S(2, 9, 15, "3:2 to 1.5 mile", "Distance 1.5 mile, effort 3; minutes at 10 min per mile."),
    _S(3, 10, 15, "4:2 to 1.5 mile", "Distance 1.5 mile, effort 4; minutes at 10 min per mile."),
    _S(4, 13, 20, "4:2 to 2.0 mile", "Distance 2.0 mile, effort 4; minutes at 10 min per mile."),
    _S(5, 16, 20, "4:1 to 2.0 mile", "Distance 2.0 mile, effort 5; minutes at 10 min per mile."),
    _S(6, 20, 20, "2.0 mile continuous", "Distance 2.0 mile, effort 5; minutes at 10 min per mile."),
)
_INT = (
    _S(0, 0, 30, "walk 30", "Brisk walk before the published stages; added by this product."),
    _S(1, 8, 32, "1:3 x 8", "One week; at most 3 sessions a week."),
    _S(2, 10, 30, "1:2 x 10", "One week; at most 3 sessions a week."),
    _S(3, 16, 32, "2:2 x 8", "One week; at most 3 sessions a week."),
    _S(4, 24, 30, "4:1 x 6", "One week; at most 4 sessions a week."),
    _S(5, 24, 28, "6:1 x 4", "One week; at most 4 sessions a week."),
    _S(6, 28, 32, "7:1 x 4", "One week; at most 4 sessions a week."),
    _S(7, 32, 36, "8:1 x 4", "One week; at most 4 sessions a week."),
    _S(8, 36, 40, "9:1 x 4", "Builds to 45 to 60 min."),
)
_SFX = (
    _S(0, 0, 30, "walk 10 to 30", "Days 1 to 5: brisk walk 10, 15, 20, 25, 30 min."),
    _S(1, 5, 30, "walk 15, jog 5, walk 10", "Day 6 of the published plan."),
    _S(2, 10, 30, "walk 10, jog 10, walk 10", "Day 7 of the published plan."),
    _S(3, 15, 30, "walk 10, jog 15, walk 5", "Day 8 of the published plan."),
    _S(4, 20, 30, "walk 5, jog 20, walk 5", "Day 10 of the published plan."),
    _S(5, 25, 30, "walk 5, jog 25", "Day 11 of the published plan."),
    _S(6, 30, 30, "jog 30", "Day 12 of the published plan."),
    _S(7, 30, 30, "jog 15, run 5, jog 10", "Day 14 of the published plan."),
    _S(8, 30, 30, "jog 10, run 10, jog 10", "Day 15 of the published plan."),
    _S(9, 30, 30, "jog 10, run 15, jog 5", "Day 16 of the published plan."),
    _S(10, 30, 30, "jog 5, run 20, jog 5", "Day 18 of the published plan."),
    _S(11, 30, 30, "jog 5, run 25", "Day 19 of the published plan."),
    _S(12, 30, 30, "run 30", "Day 20 of the published plan."),
)

_TABLES: Final[tuple[StageTable, ...]] = (
    StageTable(
        "W-GEN",
        "General walk–run table",
        _GEN,
        "First stage S002-17; the rest set by this product against the published tables",
        "design",
        "The product's default.",
        1,
    ),
    StageTable(
        "W-STEP",
        "Clinic table in five-minute steps",
        _STEP,
        "stepaheadathlete.com/blog/walk-jog-progression-and-why-i-love-running",
        "found",
        "Every other day; repeat or go back a stage with symptoms; only when a 30 min walk is easy.",
        1,
    ),
    StageTable(
        "W-ARC",
        "Clinic table in five stages",
        _ARC,
        "arc-running.com/run-walk-progression",
        "found",
        "Beyond stage 5 about 10 % a week, every third or fourth week less; pain below 3/10, not lingering next day.",
        1,
    ),
    StageTable(
        "W-TRIAL",
        "Programme of a trial with soldiers",
        _TRIAL,
        "trialsjournal.biomedcentral.com/articles/10.1186/s13063-023-07502-x/tables/1",
        "found",
        "Published as miles; the minutes here are reckoned at 10 min per mile [derived]. Level ground, each stage "
        "twice.",
        1,
    ),
    StageTable(
        "W-INT",
        "Clinic interval plan, a week per stage",
        _INT,
        "paperzz.com/doc/7833418",
        "found",
        "The ratios are published; the number of repeats is set by this product to about 30 min [design].",
        1,
    ),
    StageTable(
        "W-SFX",
        "Stress-fracture plan of a sports-medicine clinic",
        _SFX,
        "sunnycoastsportsmedicine.com.au/return-to-running-protocol-post-injury",
        "found",
        "The published plan runs on consecutive days; here a day of rest stands between runs.",
        1,
    ),
    StageTable(
        "W-BSI",
        "Walk–run table for bone stress injury",
        _BSI,
        "Minutes set by this product; symptom-free during, after and next day: Warden 2021 abstract",
        "design",
        "The product's default for bone stress injury; not the protocol of any other author. Metatarsal: stages 1 to 6 "
        "on a soft level surface in a cushioned, slightly stiff shoe.",
        1,
    ),
)
STAGE_TABLES: Final[dict[str, StageTable]] = {table.code: table for table in _TABLES}


def stage_table(code: str) -> StageTable:
    """Return a walk–run table. Raises ``KeyError`` for an unknown code."""
    return STAGE_TABLES[code]
