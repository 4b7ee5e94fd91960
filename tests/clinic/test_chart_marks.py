"""The marks of the body chart as an assessment's answers hold them."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.chart_marks import marks_of
from footrehab_desktop.library.body_chart import FOOT_SIDES, ChartMark, body_chart, field_codes
from footrehab_desktop.records.values import Observation, Side

REGIONS = [region.code for region in body_chart().regions]
MARKS = st.builds(
    ChartMark,
    region=st.sampled_from(REGIONS),
    side=st.sampled_from(FOOT_SIDES),
    kind=st.sampled_from([kind.code for kind in body_chart().kinds]) | st.none(),
    pain=st.integers(0, 10) | st.none(),
    tender=st.booleans() | st.none(),
).filter(lambda mark: (mark.kind, mark.pain, mark.tender) != (None, None, None))


def answers(mark: ChartMark) -> list[Observation]:
    """Return a mark as it is signed."""
    kind, pain, tender = field_codes(mark.region)
    side: Side = mark.side
    return [
        *([Observation(kind, side, text=mark.kind)] if mark.kind else []),
        *([Observation(pain, side, number=mark.pain)] if mark.pain is not None else []),
        *([Observation(tender, side, text="yes" if mark.tender else "no")] if mark.tender is not None else []),
    ]


@given(st.lists(MARKS, unique_by=lambda mark: (mark.region, mark.side)), st.randoms())
def test_marks_come_back_from_answers_in_any_order(marks: list[ChartMark], chance: Random) -> None:
    signed = [answer for mark in marks for answer in answers(mark)]
    signed.append(Observation("heel_raise", "left", number=20))
    chance.shuffle(signed)
    read = marks_of(signed, body_chart())
    assert set(read) == set(marks)
    assert [(REGIONS.index(mark.region), mark.side) for mark in read] == sorted(
        (REGIONS.index(mark.region), mark.side) for mark in marks
    )


def test_not_assessed_is_neither_tender_nor_not() -> None:
    signed = [Observation(field_codes("navicular")[2], "left", text="not_assessed")]
    assert marks_of(signed, body_chart()) == (ChartMark("navicular", "left"),)
