"""The outcome measures (C): items, allowed answers, scoring rule, change values, bands and sources. No item wording."""

from typing import Final, NamedTuple

FOUND, MEMORY, DESIGN, DERIVED = "found", "memory", "design", "derived"


class ChangeValue(NamedTuple):
    """A change that counts: real (MDC) or meaningful to the patient (MCID), with mark and source.

    ``from_weeks``: it holds for scores at least so many weeks apart.
    """

    name: str
    value: float
    mark: str
    source: str
    from_weeks: int = 0


class Band(NamedTuple):
    """A named range of scores, ends included."""

    lowest: float
    highest: float
    label: str


class MeasureVersion(NamedTuple):
    """A form or formula of a measure. Scores of two versions are not compared."""

    code: str
    words: str
    item_ranges: tuple[tuple[int, int], ...]
    rule: str
    fewest: int
    lowest: float
    highest: float


class MeasureInfo(NamedTuple):
    """One outcome measure.

    ``item_ranges`` holds (lowest, highest) per item; ``fewest`` is the least number of answers that may be scored;
    ``not_applicable`` lists the items that may be marked so: they count as not answered, or leave the denominator with
    ``leaves_denominator``; ``void`` says why a needed item marked so ends the scoring. ``change`` lists MDC and MCID,
    strongest first. ``branches`` of the last item are (letter, highest answer). The first of ``versions`` is usual.
    """

    code: str
    item_ranges: tuple[tuple[int, int], ...]
    step: int
    rule: str
    fewest: int
    lowest: float
    highest: float
    unit: str
    higher_is_better: bool
    not_applicable: tuple[int, ...]
    change: tuple[ChangeValue, ...]
    source: str
    licence: str
    conditions: tuple[str, ...]
    bands: tuple[Band, ...] = ()
    version_note: str = ""
    versions: tuple[MeasureVersion, ...] = ()
    branches: tuple[tuple[str, int], ...] = ()
    leaves_denominator: bool = False
    void: str = ""

    @property
    def items(self) -> int:
        """Return the number of items."""
        return len(self.item_ranges)

    def version(self, code: str) -> MeasureVersion | None:
        """Return a version by its code, the usual one for "", None where there are none. ``KeyError`` if unknown."""
        if not self.versions:
            return None
        return {each.code: each for each in self.versions}[code or self.versions[0].code]

    def in_version(self, code: str) -> "MeasureInfo":
        """Return the measure as one of its versions has it. Raises ``KeyError`` for an unknown version."""
        found = self.version(code)
        if found is None:
            return self
        return self._replace(
            item_ranges=found.item_ranges,
            rule=found.rule,
            fewest=found.fewest,
            lowest=found.lowest,
            highest=found.highest,
        )

    def smallest(self, kind: str) -> ChangeValue | None:
        """Return the change value whose name begins with ``kind`` (``"MDC"`` or ``"MCID"``)."""
        return next((value for value in self.change if value.name.startswith(kind)), None)


_C = ChangeValue
_NO_TEXT = "Presumed protected; to be cleared by a person. No item wording is shipped."
_ALL = (
    "forefoot_other", "plantar_heel", "achilles_mid", "achilles_ins", "plantar_plate", "pttd", "flatfoot",
    "ankle_sprain", "post_op", "bsi_low", "bsi_high",
)  # fmt: skip
_FOREFOOT = ("forefoot_other", "plantar_plate")
_ACHILLES = ("achilles_mid", "achilles_ins")
_ARCH = ("pttd", "flatfoot")
_BONE = ("bsi_low", "bsi_high")
_FAAM = ("plantar_heel", *_FOREFOOT, "ankle_sprain", *_ARCH, "post_op")


def _same(count: int, lowest: int, highest: int) -> tuple[tuple[int, int], ...]:
    return ((lowest, highest),) * count


def _every(count: int) -> tuple[int, ...]:
    return tuple(range(1, count + 1))


_V = MeasureVersion
_FFI = (
    _V("total", "total \N{DIVISION SIGN} 230", _same(23, 0, 10), "percent", 21, 0, 100),
    _V("subscales", "mean of the three subscales", _same(23, 0, 10), "mean of subscales", 21, 0, 100),
    _V("vas", "old VAS form, total \N{DIVISION SIGN} 207", _same(23, 0, 9), "percent", 21, 0, 100),
)
_FFI_R = (
    _V("short", "short form, 34 items", _same(34, 1, 4), "percent from one", 31, 0, 100),
    _V("long", "long form, 68 items", _same(68, 1, 4), "percent from one", 62, 0, 100),
)
_GROC = (
    _V("7", "scale -7 to 7", _same(1, -7, 7), "mean", 1, -7, 7),
    _V("5", "scale -5 to 5", _same(1, -5, 5), "mean", 1, -5, 5),
)


_ROWS: Final[tuple[MeasureInfo, ...]] = (
    MeasureInfo(
        "LEFS", _same(20, 0, 4), 1, "sum", 18, 0, 80, "points", True, (),
        (_C("MDC90", 9, FOUND, "Binkley 1999"), _C("MCID", 9, FOUND, "Binkley 1999; 9-16 by size of change")),
        "ptjournal.apta.org/content/79/4/371, Binkley 1999", _NO_TEXT, (*_BONE, "post_op"),
    ),
    MeasureInfo(
        "FAAM-ADL", _same(21, 0, 4), 1, "percent", 19, 0, 100, "%", True, _every(21),
        (_C("MDC95", 5.8, FOUND, "SEM 2.1, yhocphuchoi.com"), _C("MCID", 8, MEMORY, "Martin 2005")),
        "yhocphuchoi.com; Martin 2005", _NO_TEXT, _FAAM,
    ),
    MeasureInfo(
        "FAAM-Sport", _same(8, 0, 4), 1, "percent", 7, 0, 100, "%", True, _every(8),
        (_C("MDC95", 12.5, FOUND, "SEM 4.5, yhocphuchoi.com"), _C("MCID", 9, MEMORY, "Martin 2005")),
        "yhocphuchoi.com; Martin 2005", _NO_TEXT, ("ankle_sprain", *_FOREFOOT),
    ),
    MeasureInfo(
        "FFI", _same(23, 0, 10), 1, "percent", 21, 0, 100, "%", False, _every(23),
        (_C("MCID", 7, MEMORY, "Landorf & Radford 2008"),),
        "sralab.org/foot-function-index", _NO_TEXT, ("plantar_heel", *_ARCH),
        version_note="Items 1 to 9 pain, 10 to 18 disability, 19 to 23 activity.",
        versions=_FFI, leaves_denominator=True,
    ),
    MeasureInfo(
        "FFI-R", _same(34, 1, 4), 1, "percent from one", 31, 0, 100, "%", False, (), (),
        "jfootankleres 6/1/5", _NO_TEXT, (), versions=_FFI_R,
    ),
    MeasureInfo(
        "VISA-A", (*_same(7, 0, 10), (0, 30)), 1, "sum", 8, 0, 100, "points", True, (8,),
        (_C("MDC", 18, MEMORY, "low confidence"), _C("MCID at 12 weeks", 14, FOUND, "ryortho.com, Lagas 2021"),
         _C("MCID at 24 weeks", 7, FOUND, "ryortho.com, Lagas 2021", 24)),
        "bjsm 35/5/335", _NO_TEXT, _ACHILLES,
        version_note="Item 8 has three branches, of which one is answered. Without sport the score is not valid.",
        # The highest answers of the branches are recalled from Robinson 2001, not read.
        branches=(("a", 30), ("b", 20), ("c", 10)), void="without sport the score is not valid; use LEFS",
    ),
    MeasureInfo(
        "FADI", _same(26, 0, 4), 1, "percent", 23, 0, 100, "%", True, _every(26),
        (_C("MDC", 4.5, MEMORY, "low confidence"),),
        "proquest 206650287, Hale & Hertel 2005", _NO_TEXT, (),
    ),
    MeasureInfo(
        "FADI-Sport", _same(8, 0, 4), 1, "percent", 7, 0, 100, "%", True, _every(8),
        (_C("MDC", 6.4, MEMORY, "low confidence"),),
        "proquest 206650287, Hale & Hertel 2005", _NO_TEXT, (),
    ),
    MeasureInfo(
        "PSFS", _same(5, 0, 10), 1, "mean", 1, 0, 10, "points", True, (),
        (_C("MDC90", 2, MEMORY, "Stratford 1995"), _C("MCID small", 1.3, FOUND, "Abbott 2014"),
         _C("MCID medium", 2.3, FOUND, "Abbott 2014"), _C("MCID large", 2.7, FOUND, "Abbott 2014")),
        "Abbott 2014 JOSPT", "Activities are the patient's own words.", _ALL,
        version_note="Three activities, one to five are possible; the same ones each time.",
    ),
    MeasureInfo(
        "NPRS", _same(1, 0, 10), 1, "mean", 1, 0, 10, "points", False, (),
        (_C("MCID", 2, FOUND, "PMC7990728 table 5"),), "PMC7990728; Abbott 2014", "Generic.", _ALL,
    ),
    MeasureInfo(
        "TSK-11", _same(11, 1, 4), 1, "sum", 10, 11, 44, "points", False, (),
        (_C("MDC95", 7.0, DERIVED, "SEM 2.54"), _C("MCID", 4, FOUND, "Woby 2005")),
        "metajournal Woby 2005", _NO_TEXT, _ACHILLES,
        (Band(11, 22, "minimal"), Band(23, 28, "low"), Band(29, 35, "moderate"), Band(36, 44, "high")),
    ),
    MeasureInfo(
        "I-PRRS", _same(6, 0, 100), 10, "sum of tens", 6, 0, 60, "points", True, (), (),
        "Glazer 2009; pubmed 19295964", _NO_TEXT, _ALL,
        (Band(0, 49.9, "below the 50 asked for"), Band(50, 60, "ready")),
    ),
    MeasureInfo(
        "EQ-5D-5L", (*_same(5, 1, 5), (0, 100)), 1, "profile", 6, 0, 100, "VAS", True, (),
        (_C("MCID", 8, MEMORY, "VAS 7-8"),), "euroqol.org FAQ",
        "Trademark; registration needed. Five digits and the VAS only; no value set is shipped.", (),
    ),
    MeasureInfo(
        "UWRI", _same(9, 0, 4), 1, "sum", 9, 0, 36, "points", True, (),
        (_C("MDC95", 4.1, DERIVED, "SEM 1.47"), _C("MCID", 8, FOUND, "pubmed 33115339; PMC7060789 table 5")),
        "pubmed 33115339; PMC7060789", _NO_TEXT, _ALL,
    ),
    MeasureInfo(
        "GROC", _same(1, -7, 7), 1, "mean", 1, -7, 7, "points", True, (), (), "generic", "Generic.", (), versions=_GROC,
    ),
    MeasureInfo(
        "FPI-6", _same(6, -2, 2), 1, "sum", 6, -12, 12, "points", True, (), (),
        "paragonorthotic.com; pubmed 18822155", "Copyright Redmond; boxes only, own wording.", (),
        (Band(-12, -5, "highly supinated"), Band(-4, -1, "supinated"), Band(0, 5, "normal"), Band(6, 9, "pronated"),
         Band(10, 12, "highly pronated")),
    ),
    MeasureInfo(
        "VAS-first-step", _same(1, 0, 100), 1, "mean", 1, 0, 100, "mm", False, (),
        (_C("MCID", 19, FOUND, "jfootankleres 3/1/7, Landorf 2010"),), "jfootankleres 3/1/7, Landorf 2010", "Generic.",
        ("plantar_heel",),
    ),
)  # fmt: skip
MEASURE_TABLE: Final[dict[str, MeasureInfo]] = {row.code: row for row in _ROWS}

MAIN_MEASURES: Final[dict[str, tuple[str, ...]]] = {
    "plantar_heel": ("FFI", "FAAM-ADL"),
    "plantar_plate": ("FAAM-ADL", "PSFS"),
    "forefoot_other": ("FAAM-ADL", "PSFS"),
    "achilles_mid": ("VISA-A",),
    "achilles_ins": ("VISA-A",),
    "ankle_sprain": ("FAAM-ADL", "FAAM-Sport"),
    "bsi_low": ("LEFS", "UWRI"),
    "bsi_high": ("LEFS", "UWRI"),
    "pttd": ("FAAM-ADL", "FFI"),
    "flatfoot": ("FAAM-ADL", "FFI"),
    "post_op": ("LEFS", "FAAM-ADL"),
}
"""The main outcome measure of each condition, first choice first."""


class Subscale(NamedTuple):
    """A part of a measure with a score of its own: items from ``first`` up to, not including, ``end``, from 0.

    ``change`` is its own meaningful change, None where none is known.
    """

    name: str
    first: int
    end: int
    change: ChangeValue | None = None


FFI_SUBSCALES: Final = (
    Subscale("pain", 0, 9, _C("MCID", 12, MEMORY, "Landorf & Radford 2008")),
    Subscale("disability", 9, 18, _C("MCID", 7, MEMORY, "Landorf & Radford 2008")),
    Subscale("activity", 18, 23),
)

PSFS_ACTIVITY_CHANGE: Final = ChangeValue("MDC90", 3, MEMORY, "Stratford 1995")
"""The change of a single activity of the PSFS; the values in its row hold for the mean."""

SCHEDULED: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "plantar_heel": (("FFI", "FAAM-ADL"), ("VAS-first-step",)),
    "plantar_plate": (("FAAM-ADL",), ("PSFS",)),
    "forefoot_other": (("FAAM-ADL",), ("PSFS",)),
    "achilles_mid": (("VISA-A",), ("TSK-11",)),
    "achilles_ins": (("VISA-A",), ("TSK-11",)),
    "ankle_sprain": (("FAAM-ADL",), ("FAAM-Sport",)),
    "bsi_low": (("LEFS",), ("UWRI",)),
    "bsi_high": (("LEFS",), ("UWRI",)),
    "pttd": (("FAAM-ADL", "FFI"),),
    "flatfoot": (("FAAM-ADL", "FFI"),),
    "post_op": (("LEFS",), ("FAAM-ADL",)),
}
"""What is asked again and again in each condition; of alternatives one is enough."""

SCHEDULED_RUNNER: Final = (("UWRI",), ("PSFS",))
"""What runners are asked in every condition. The NPRS has a section of its own in every assessment."""

SCHEDULED_RETURN: Final = (("I-PRRS",),)
RETURN_PHASES: Final = frozenset({"PH4", "PH5"})
"""What is asked on the way back to sport, and in which phases that is."""

SCHEDULE_WEEKS: Final[tuple[int, ...]] = (0, 3, 6, 9, 12)
SCHEDULE_AFTER_WEEKS: Final = 12
SCHEDULE_EARLY_DAYS: Final = 7
"""A measure taken up to so many days before its day counts for it: product choice."""
