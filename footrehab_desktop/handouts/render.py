"""The one door to a printed handout: a content value in, PDF bytes out. Nothing is written to disk."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from threading import Lock
from typing import Any

from footrehab_desktop.handouts.assessment_sheet import draw_assessment_sheet
from footrehab_desktop.handouts.blank_form import draw_blank_form
from footrehab_desktop.handouts.comparison_sheet import draw_comparison_sheet
from footrehab_desktop.handouts.content_clinician import (
    AssessmentSheet,
    BlankForm,
    ComparisonSheet,
    DayList,
    DecisionSheet,
    Letter,
    ProgressReport,
    RecoveryKeySheet,
    ReferralLetter,
)
from footrehab_desktop.handouts.content_kinds import HandoutContent
from footrehab_desktop.handouts.content_patient import (
    DiarySheet,
    ExerciseSheet,
    Leaflet,
    RunPlanSheet,
    TrafficLightCard,
)
from footrehab_desktop.handouts.content_record import PatientRecord
from footrehab_desktop.handouts.day_list import draw_day_list
from footrehab_desktop.handouts.decision_sheet import draw_decision_sheet
from footrehab_desktop.handouts.diary_sheet import draw_diary_sheet
from footrehab_desktop.handouts.exercise_sheet import draw_exercise_sheet
from footrehab_desktop.handouts.leaflet import draw_leaflet
from footrehab_desktop.handouts.letter import draw_letter
from footrehab_desktop.handouts.look import Look, Reader, look_for
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.patient_record import draw_patient_record
from footrehab_desktop.handouts.progress_report import draw_progress_report
from footrehab_desktop.handouts.recovery_key_sheet import draw_recovery_key_sheet
from footrehab_desktop.handouts.referral_letter import draw_referral_letter
from footrehab_desktop.handouts.run_plan_sheet import draw_run_plan_sheet
from footrehab_desktop.handouts.text import unprintable_characters
from footrehab_desktop.handouts.traffic_light import draw_traffic_light
from footrehab_desktop.library.pictures import Frame

# What draws each kind of sheet that has no geometry to be read back.
_DRAWN_BY: Mapping[type[object], Callable[[Any, Look], tuple[bytes, int]]] = {
    ExerciseSheet: draw_exercise_sheet,
    ProgressReport: draw_progress_report,
    DecisionSheet: draw_decision_sheet,
    ComparisonSheet: draw_comparison_sheet,
    AssessmentSheet: draw_assessment_sheet,
    ReferralLetter: draw_referral_letter,
    Leaflet: draw_leaflet,
    Letter: draw_letter,
    BlankForm: draw_blank_form,
    RecoveryKeySheet: draw_recovery_key_sheet,
    DayList: draw_day_list,
    RunPlanSheet: draw_run_plan_sheet,
    TrafficLightCard: draw_traffic_light,
    PatientRecord: draw_patient_record,
}
# Whose sheets are set in the larger print of a leaflet, and whose large print may be smaller.
_FOR_PATIENTS = (ExerciseSheet, Leaflet, RunPlanSheet, TrafficLightCard)
_FOR_STAFF = (BlankForm, AssessmentSheet, DayList)
# A font file that is open has one reading position; two sheets drawn at once would move it for each other.
_ONE_AT_A_TIME = Lock()
DEFAULT_OPTIONS = PrintOptions()


@dataclass(frozen=True, slots=True)
class RenderedHandout:
    """A finished PDF. ``layout`` is the geometry of a sheet that can be read back (mm, origin top left), else ``None``.

    ``unprintable`` holds the characters that no embedded font has; they stand as ``�`` on paper.
    """

    pdf: bytes
    pages: int
    layout: dict[str, Any] | None = None
    unprintable: str = ""


def render(content: HandoutContent, options: PrintOptions = DEFAULT_OPTIONS) -> RenderedHandout:
    """Draw a handout; the same content and options give the same bytes.

    Raises ``UserFixableError`` when the sheet cannot be printed that way.
    """
    with _ONE_AT_A_TIME:
        pdf, pages, layout = _drawn(content, options)
    missing = frozenset[str]().union(*map(unprintable_characters, _texts(content)))
    return RenderedHandout(pdf, pages, layout, "".join(sorted(missing)))


def _drawn(content: HandoutContent, options: PrintOptions) -> tuple[bytes, int, dict[str, Any] | None]:
    if isinstance(content, DiarySheet):
        return draw_diary_sheet(content, look_for(options, "patient"))
    return (*_DRAWN_BY[type(content)](content, look_for(options, _reader_of(content))), None)


def _reader_of(content: HandoutContent) -> Reader:
    if isinstance(content, ProgressReport):
        return "patient" if content.reader == "patient" else "staff"
    if isinstance(content, _FOR_PATIENTS):
        return "patient"
    return "staff" if isinstance(content, _FOR_STAFF) else "clinician"


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a content value; the captions of pictures are fixed words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, Frame):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
