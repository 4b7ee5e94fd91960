"""Loading tables for tendon and fascia (B.15): what to do at each stage, where it comes from and how sure that is."""

from typing import Final, NamedTuple


class LoadingStage(NamedTuple):
    """One stage of a loading table: when, and each exercise with its dose."""

    code: str
    weeks: str
    doses: tuple[str, ...]
    mark: str


class LoadingTable(NamedTuple):
    """A loading table for some conditions."""

    code: str
    label: str
    conditions: tuple[str, ...]
    frequency: str
    tempo: str
    stages: tuple[LoadingStage, ...]
    source: str
    note: str = ""


_S = LoadingStage
_ACHILLES = ("achilles_mid", "achilles_ins")
_TABLES: Final[tuple[LoadingTable, ...]] = (
    LoadingTable(
        "L-ACH",
        "Achilles loading in stages",
        _ACHILLES,
        "daily in stages A and B",
        "",
        (
            _S("A", "1-2", ("ankle pumps", "double-leg raise, floor 3 x 10-15", "single-leg raise, floor 3 x 10",
               "eccentric, floor 3 x 10", "seated 3 x 10"), "found"),
            _S("B", "2-5", ("double-leg raise, step 3 x 15", "single-leg raise, step 3 x 15", "eccentric 3 x 15",
               "seated 3 x 15", "quick rebound 3 x 20"), "found"),
            _S("C", "3-12", ("heavier strength", "begin or build running and jumping if stage B is handled"), "found"),
            _S("D", "12-26", ("maintenance 2-3 times a week",), "memory"),
        ),
        "PMC7249277 table 2; bmcmusculoskeletdisord s12891-021-04553-6 table 1; andrewstemler.com",
        "Below 10 single-leg raises: stage A. Insertional: stay on the floor. Another source gives 3 x 10 in stage B.",
    ),
    LoadingTable(
        "L-HSR",
        "Heavy slow resistance",
        _ACHILLES,
        "3 times a week; seated, leg press and standing",
        "3 s up, 3 s down",
        (
            _S("1", "1", ("3 x 15RM",), "found"),
            _S("2", "2-3", ("3 x 12RM",), "found"),
            _S("3", "4-5", ("4 x 10RM",), "found"),
            _S("4", "6-8", ("4 x 8RM",), "found"),
            _S("5", "9-12", ("4 x 6RM",), "found"),
        ),
        "pro.uptodatefree.ir/Show/103058 from Beyer 2015; weeks 6-8 from motiv8run.com",
        "Rest 2 to 3 min between sets, 5 min between exercises.",
    ),
    LoadingTable(
        "L-ECC",
        "Eccentric calf loading",
        ("achilles_mid",),
        "twice daily",
        "slow lowering",
        (_S("1", "1-12", ("3 x 15 straight knee", "3 x 15 bent knee", "add 5 kg a week"), "found"),),
        "zacharywalston.com",
    ),
    LoadingTable(
        "L-FAS",
        "High load for the plantar fascia",
        ("plantar_heel",),
        "every other day",
        "3 s up, 2 s hold, 3 s down",
        (
            _S("1", "1-2", ("single-leg raise over rolled towel 3 x 12RM",), "found"),
            _S("2", "3-4", ("single-leg raise over rolled towel 4 x 10RM",), "found"),
            _S("3", "5-12", ("single-leg raise over rolled towel 5 x 8RM, backpack load",), "found"),
        ),
        "aevumhealth.com.au, Rathleff 2015; rest from trialsjournal s13063-019-3977-0",
        "Rest 2 min. Self-dosed 8RM, as many sets as possible, did equally well (pubmed 31204294).",
    ),
)  # fmt: skip
LOADING_TABLES: Final[dict[str, LoadingTable]] = {table.code: table for table in _TABLES}


def loading_tables_for(condition: str) -> tuple[LoadingTable, ...]:
    """Return the loading tables for a condition."""
    return tuple(table for table in _TABLES if condition in table.conditions)
