"""Where each referring rule sends the patient, what it asks there, and what holds until the answer is in.

Product choices after the rules' own urgency (B.0) and place of referral (B.3, B.11); the clinician's addressee wins.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from footrehab_desktop.progression.decision import Reason


class Urgency(NamedTuple):
    """How fast: in words, and what stops and what may go on meanwhile, for every rule of that urgency."""

    when: str
    protect: str
    go_on: str


class Path(NamedTuple):
    """To whom a rule sends the patient, the question asked there, and what this rule adds to protection."""

    to: str
    question: str
    protect: str = ""


class Referral(NamedTuple):
    """All that the fired rules ask for together, the most urgent first."""

    urgency: str
    when: str
    to: tuple[str, ...]
    questions: tuple[str, ...]
    protect: tuple[str, ...]
    go_on: str


STOP: Final = "No loading of the foot beyond what cannot be avoided."
URGENCY_PATHS: Final[dict[str, Urgency]] = {
    "EMERGENCY": Urgency("now", STOP, "Nothing until it is settled."),
    "SAME_DAY": Urgency("today", STOP, "Nothing that loads the leg until it is settled."),
    "URGENT": Urgency(
        "within one to two working days", STOP, "Training that leaves the leg out, as far as it is well."
    ),
    "SOON": Urgency(
        "within a week",
        "No running, jumping or hopping.",
        "Work without impact and without symptoms, at today's level.",
    ),
    "ROUTINE": Urgency("the usual way", "No step up while waiting.", "The plan at today's level."),
}

EMERGENCY, GP = "Emergency department", "General practitioner"
ORTHOPAEDICS, SPORTS, SURGEON = "Orthopaedic or trauma clinic", "Sports physician", "Foot and ankle surgeon"
FOOT_SERVICE, OPERATOR = "Diabetic foot service", "Surgeon who operated"
THROMBOSIS = "Thrombosis service or emergency department"
_P = Path
_BONE = _P(SPORTS, "Is it a bone stress injury? Please image, MRI if the X-ray shows nothing.")
_RUPTURE = _P(EMERGENCY, "Is the Achilles tendon torn? Please examine, ultrasound if in doubt.",
              "Foot pointed down in a boot or splint, crutches.")  # fmt: skip
_INFECTION = _P(EMERGENCY, "Is it a spreading or joint infection?")
_PERFUSION = _P(EMERGENCY, "Is blood supply, compartment or nerve of the foot in danger?", "Nothing tight on the leg.")
_NO_CALF = "No massage, no compression and no work of the calf."
_ANSWER = "What should follow after 12 weeks of care without success?"
PATHS: Final[dict[str, Path]] = {
    "SF-01": _P(EMERGENCY, "Is there a fracture of ankle or midfoot? Please X-ray (Ottawa rules positive).",
                "Crutches, no weight on the foot until the X-ray is judged."),
    "SF-01:late": _P(GP, "Is there an overlooked fracture of ankle or midfoot? Please judge imaging.",
                     "Weight only as far as it does not hurt."),
    "SF-01:judgement": _P(EMERGENCY, "Is there a fracture of ankle or midfoot? The Ottawa rules do not hold here.",
                          "Crutches, no weight on the foot until it is judged."),
    "SF-02": _RUPTURE,
    "SF-02:signs": _RUPTURE,
    "SF-03": _P(THROMBOSIS, "Is there a deep vein thrombosis? Please take the ultrasound pathway.", _NO_CALF),
    "SF-03:unlikely": _P(THROMBOSIS, "Is there a deep vein thrombosis? Please take the D-dimer pathway.", _NO_CALF),
    "SF-04": _P(EMERGENCY, "Is there a pulmonary embolism?", "Rest; do not let the patient drive."),
    "SF-04:exertion": _P(EMERGENCY, "Is there a heart cause of the symptoms on exertion?",
                         "Rest; do not let the patient drive."),
    "SF-04:alone": _P(GP, "What is the cause of the new chest signs?", "No exertion."),
    "SF-05": _INFECTION,
    "SF-06": _PERFUSION,
    "SF-06:pulses": _PERFUSION,
    "SF-06:tissue": _PERFUSION,
    "SF-07": _P(EMERGENCY, "Is the limb in danger? Foot problem with diabetes or neuropathy.",
                "No weight on the foot, wound covered."),
    "SF-07:problem": _P(FOOT_SERVICE, "Please assess the foot problem with diabetes or neuropathy.",
                        "No weight on the sore place."),
    "SF-08": _P(FOOT_SERVICE, "Is it an acute Charcot foot?", "No weight on the foot."),
    "SF-09": _P(FOOT_SERVICE, "Please take over foot protection: protective sensation is lost.",
                "No drills barefoot or in socks; look at the feet every day."),
    "SF-10": _P(f"{GP} or pain clinic", "Is it a complex regional pain syndrome (Budapest criteria met)?",
                "No forced load; graded sensory work may go on."),
    "SF-11": _BONE._replace(to=ORTHOPAEDICS, protect="No running; crutches as long as walking hurts."),
    "SF-11:pain": _BONE._replace(to=ORTHOPAEDICS, protect="No running; crutches as long as walking hurts."),
    "SF-12": _BONE,
    "SF-13": _P(ORTHOPAEDICS, "Is it a midfoot (Lisfranc) injury? Please X-ray both feet with weight on them.",
                "No weight on the foot until the X-ray is judged."),
    "SF-14": _P(ORTHOPAEDICS, "Is the syndesmosis injured or unstable?", "Brace or boot; no turning on the foot."),
    "SF-15": _P(SURGEON, "Is the toe joint dislocated or its plate torn?", "Toe taped, stiff sole."),
    "SF-15:grade": _P(SURGEON, "Is the plantar plate torn (drawer grade 3)? Ultrasound or MRI.",
                      "Toe taped, stiff sole."),
    "SF-16": _P(SURGEON, "Has the tibialis posterior tendon given way?", "Arch supported, short walks only."),
    "SF-16:rigid": _P(SURGEON, "Please judge the rigid hindfoot deformity."),
    "SF-16:failed": _P(SURGEON, _ANSWER),
    "SF-17": _P(SPORTS, "Is the plantar fascia torn?", "Boot or crutches."),
    "SF-17:injection": _P(SPORTS, "Is the plantar fascia torn after the injection?", "Boot or crutches."),
    "SF-18": _P(GP, "What is the cause of the night pain? Please look for a tumour."),
    "SF-19": _P("Rheumatology", "Is there an inflammatory disease behind the foot pain?"),
    "SF-20": _P(f"{GP} or emergency department", "Gout or an infected joint?"),
    "SF-21": _P("Prescriber of the antibiotic", "Can the fluoroquinolone be changed? New tendon pain since.",
                "No tendon loading. The patient stops no medicine without the prescriber."),
    "SF-22": _P(EMERGENCY, "Is there a cauda equina compression?", "Do not let the patient drive."),
    "SF-23": _P(OPERATOR, "Is there a complication after the surgery?"),
    "SF-23:wound": _P(EMERGENCY, "The surgical wound is opening; please judge.", "Wound covered, foot high."),
    "SF-23:calf": _P(THROMBOSIS, "Is there a deep vein thrombosis after the surgery?", _NO_CALF),
    "SF-24": _P(SPORTS, "Please judge the tender growth plate.", "No jumps; the adult plan does not apply."),
    "SF-25": _P(f"Crisis team or {GP.lower()}", "Thoughts of self-harm were mentioned; please take over today.",
                "Do not leave the patient alone."),
    "SF-25:eating": _P(GP, "Is there an eating disorder?"),
    "BS-04": _BONE,
    "BS-04:signs": _BONE,
    "BS-05": _P(SPORTS, "Is energy availability too low? Please assess."),
    "PP-06": _P(SURGEON, _ANSWER),
    "HP-03": _P(SPORTS, _ANSWER),
    "TR-03": _P(SPORTS, _ANSWER),
}  # fmt: skip


def referral_of(reasons: Iterable[Reason]) -> Referral | None:
    """Return what the referring reasons ask for; ``reasons`` come the most urgent first. None when none refers."""
    sending = [reason for reason in reasons if reason.decision == "REFER"]
    if not sending:
        return None
    paths = [PATHS[reason.key] for reason in sending]
    urgency = sending[0].urgency or "ROUTINE"
    common = URGENCY_PATHS[urgency]
    first = [path for path, reason in zip(paths, sending, strict=True) if reason.urgency == sending[0].urgency]
    return Referral(
        urgency=urgency,
        when=common.when,
        to=_once(path.to for path in first),
        questions=_once(path.question for path in paths),
        protect=_once((common.protect, *(path.protect for path in paths))),
        go_on=common.go_on,
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
