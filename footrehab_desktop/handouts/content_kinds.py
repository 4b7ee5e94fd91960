"""All kinds of sheets that can be printed, as one type. Free of any PDF library."""

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
from footrehab_desktop.handouts.content_patient import (
    DiarySheet,
    ExerciseSheet,
    Leaflet,
    RunPlanSheet,
    TrafficLightCard,
)
from footrehab_desktop.handouts.content_record import PatientRecord

HandoutContent = (
    ExerciseSheet
    | DiarySheet
    | ProgressReport
    | DecisionSheet
    | ComparisonSheet
    | AssessmentSheet
    | ReferralLetter
    | Leaflet
    | Letter
    | BlankForm
    | RecoveryKeySheet
    | DayList
    | RunPlanSheet
    | TrafficLightCard
    | PatientRecord
)
