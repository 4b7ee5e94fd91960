"""The shared progression core: values in, decision out. Standard library only."""

from footrehab_desktop.progression.blocking import exercise_block, gate_progress
from footrehab_desktop.progression.case_json import (
    CaseError,
    Fault,
    case_schema,
    read_case,
    state_from_json,
    state_to_json,
    write_case,
)
from footrehab_desktop.progression.ceilings import pain_ceiling
from footrehab_desktop.progression.deciding import decide
from footrehab_desktop.progression.decision import Block, Decision, GateItem, Reason
from footrehab_desktop.progression.decision_json import write_decision
from footrehab_desktop.progression.episode_state import advance, begin, choose_table, history_item
from footrehab_desktop.progression.explain import explain_decision, what_would_change
from footrehab_desktop.progression.group_readings import GroupReading, group_readings
from footrehab_desktop.progression.measure_table import MeasureInfo
from footrehab_desktop.progression.measures import Score, change_wording, measure_info, measures_for, score
from footrehab_desktop.progression.norms import Norm, norm
from footrehab_desktop.progression.real_change import TestChange, change_sentence, measure_change, real_change
from footrehab_desktop.progression.referral_paths import Referral, referral_of
from footrehab_desktop.progression.rulebook import RULES_VERSION, STANDARD, Rulebook
from footrehab_desktop.progression.stage_tables import STAGE_TABLES, Stage, StageTable, stage_table
from footrehab_desktop.progression.symmetry import limb_symmetry
from footrehab_desktop.progression.values import Case, Episode, Intake, State

__all__ = [
    "RULES_VERSION",
    "STAGE_TABLES",
    "STANDARD",
    "Block",
    "Case",
    "CaseError",
    "Decision",
    "Episode",
    "Fault",
    "GateItem",
    "GroupReading",
    "Intake",
    "MeasureInfo",
    "Norm",
    "Reason",
    "Referral",
    "Rulebook",
    "Score",
    "Stage",
    "StageTable",
    "State",
    "TestChange",
    "advance",
    "begin",
    "case_schema",
    "change_sentence",
    "change_wording",
    "choose_table",
    "decide",
    "exercise_block",
    "explain_decision",
    "gate_progress",
    "group_readings",
    "history_item",
    "limb_symmetry",
    "measure_change",
    "measure_info",
    "measures_for",
    "norm",
    "pain_ceiling",
    "read_case",
    "real_change",
    "referral_of",
    "score",
    "stage_table",
    "state_from_json",
    "state_to_json",
    "what_would_change",
    "write_case",
    "write_decision",
]
