"""The words of a reading of one group of findings: what is computed, what came out, what is still open."""

from typing import Final

# What is computed for a group, by the finding that the group is known by.
TITLES: Final[dict[str, str]] = {
    "malleolar_zone_pain": "Ottawa ankle and foot rules",
    "calf_squeeze_positive": "Achilles rupture, {rupture} of 4 signs besides the calf squeeze",
    "unexplained_calf_swelling": "Wells score {wells}",
    "spreading_redness": "Infection",
    "foot_ulcer": "Foot at risk",
    "focal_bone_tenderness": "Bone stress{site}",
    "disproportionate_pain": "Budapest, {symptoms} of 4 symptoms, {signs} of 4 signs",
}
SITE: Final = ", {label} ({risk} risk)"

# What came out, by the row that fired; other rows say how urgent it is.
RESULTS: Final[dict[str, str]] = {
    "SF-01": "X-ray asked for today",
    "SF-01:late": "more than 10 days ago, so imaging by judgement within a week",
    "SF-01:judgement": "the rules do not hold, so imaging by judgement today",
    "SF-03": "thrombosis likely, sent on today",
    "SF-03:unlikely": "unlikely, but the calf still goes the D-dimer way today",
    "SF-10": "criteria met, sent on within a week",
}
URGENT_RESULTS: Final[dict[str, str]] = {
    "EMERGENCY": "emergency department now",
    "SAME_DAY": "sent on today",
    "URGENT": "sent on within one to two working days",
    "SOON": "sent on within a week",
    "ROUTINE": "sent on the usual way",
}
BECAUSE: Final = " ({found})"
CLEAR: Final[dict[str, str]] = {
    "malleolar_zone_pain": "no X-ray asked for",
    "unexplained_calf_swelling": "unlikely, no suspicious calf",
    "disproportionate_pain": "criteria not met",
}
NO_RESULT: Final = "no rule asks for a referral"
OPEN: Final = "{title} so far; {count} open, first: {name}."
UNTITLED_OPEN: Final = "{count} open, first: {name}."
MORE: Final = "{shown}; and {more} more"
UNKNOWN_RISK: Final = "whether the patient has diabetes or neuropathy"
