"""The marks of the foot body chart, read from the answers of an assessment."""

from collections.abc import Iterable

from footrehab_desktop.library.body_chart import FOOT_SIDES, BodyChart, ChartMark, body_chart, field_codes
from footrehab_desktop.records.values import Assessment, Observation

NOTHING = "chart_nothing"


def chart_marks(assessment: Assessment) -> tuple[ChartMark, ...]:
    """Return what an assessment marks on the feet, region by region, left before right."""
    return marks_of(assessment.observations, body_chart())


def has_chart(assessment: Assessment) -> bool:
    """Tell whether the chart was asked at all: something is marked, or nothing hurts."""
    return any(each.code == NOTHING for each in assessment.observations) or bool(chart_marks(assessment))


def marks_of(observations: Iterable[Observation], chart: BodyChart) -> tuple[ChartMark, ...]:
    """Return the marks that observations stand for."""
    given = {(each.code, each.side): each for each in observations}
    marks: list[ChartMark] = []
    for region in chart.regions:
        for side in FOOT_SIDES:
            kind, pain, tender = (given.get((code, side)) for code in field_codes(region.code))
            if not (kind or pain or tender):
                continue
            marks.append(
                ChartMark(
                    region=region.code,
                    side=side,
                    kind=kind.text if kind else None,
                    pain=round(pain.number) if pain and pain.number is not None else None,
                    tender=_pressed(tender.text if tender else None),
                )
            )
    return tuple(marks)


def mark_words(mark: ChartMark) -> str:
    """Return what is marked in a region: the kind of pain, its strength, and whether pressure hurts."""
    kind = body_chart().kind(mark.kind).label if mark.kind else ""
    pain = "" if mark.pain is None else f"{mark.pain}/10"
    tender = {True: "tender", False: "not tender", None: ""}[mark.tender]
    return ", ".join(filter(None, (kind, pain, tender)))


def _pressed(answer: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(answer or "")
