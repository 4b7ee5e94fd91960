"""Norms by age and sex (B.9), with unit, set-up, source and mark."""

from typing import Final, NamedTuple


class Norm(NamedTuple):
    """A reference value; ``set_up`` is the way of testing it holds for."""

    test: str
    value: float
    unit: str
    set_up: str
    source: str
    mark: str


class NormRow(NamedTuple):
    """Reference values from an age (years, included) up to the next row's."""

    test: str
    from_age: int
    male: float
    female: float


class NormTable(NamedTuple):
    """The rows of one test, youngest first."""

    unit: str
    set_up: str
    source: str
    mark: str
    rows: tuple[NormRow, ...]


_R = NormRow
NORM_TABLES: Final[dict[str, NormTable]] = {
    "heel_raise": NormTable(
        "reps",
        "incline",
        "naasphysiotherapy.ie, Hébert-Losier 2017 (n 566, pubmed 28886865); below 20 years: as 20-29",
        "found",
        (
            _R("heel_raise", 0, 37, 30),
            _R("heel_raise", 30, 32, 27),
            _R("heel_raise", 40, 28, 24),
            _R("heel_raise", 50, 23, 21),
            _R("heel_raise", 60, 19, 19),
            _R("heel_raise", 70, 14, 16),
        ),
    ),
    "single_leg_stance": NormTable(
        "s",
        "barefoot, hands on hips, eyes open, best of 3, cap 45 s",
        "Springer 2007, rounded",
        "memory",
        (
            _R("single_leg_stance", 18, 45, 45),
            _R("single_leg_stance", 40, 42, 42),
            _R("single_leg_stance", 50, 41, 41),
            _R("single_leg_stance", 60, 32, 32),
            _R("single_leg_stance", 70, 22, 22),
            _R("single_leg_stance", 80, 9, 9),
        ),
    ),
    "single_leg_stance_closed": NormTable(
        "s",
        "barefoot, hands on hips, eyes closed, best of 3, cap 45 s",
        "Springer 2007, rounded",
        "memory",
        (
            _R("single_leg_stance_closed", 18, 15, 15),
            _R("single_leg_stance_closed", 40, 13, 13),
            _R("single_leg_stance_closed", 50, 8, 8),
            _R("single_leg_stance_closed", 60, 4, 4),
            _R("single_leg_stance_closed", 70, 3, 3),
            _R("single_leg_stance_closed", 80, 2, 2),
        ),
    ),
    "weight_bearing_lunge": NormTable(
        "cm",
        "knee_to_wall",
        "medluna.com 28108266 (10.3 ± 3.0 cm)",
        "found",
        (_R("weight_bearing_lunge", 18, 10.3, 10.3),),
    ),
    "mtp1_extension": NormTable(
        "deg",
        "seated, passive",
        "textbook 65-70°: podiapaedia.org; orthopaedicsone.com",
        "found",
        (_R("mtp1_extension", 18, 65, 65),),
    ),
    "arch_height_index": NormTable(
        "ratio",
        "standing",
        "Butler 2008 JAPMA (0.34 ± 0.03, runners)",
        "memory",
        (_R("arch_height_index", 18, 0.34, 0.34),),
    ),
}


def norm(test: str, age: int, sex: str | None) -> Norm | None:
    """Return the reference value of a test for an age in years; None where no norm was found.

    When sex is not recorded, or neither female nor male, the higher (stricter) of the two values stands.
    """
    table = NORM_TABLES.get(test)
    rows = [row for row in table.rows if row.from_age <= age] if table else []
    if table is None or not rows:
        return None
    row = rows[-1]
    value = {"female": row.female, "male": row.male}.get(sex or "", max(row.female, row.male))
    return Norm(test, value, table.unit, table.set_up, table.source, table.mark)
