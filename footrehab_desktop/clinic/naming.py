"""How people and injuries are written, the same on screen and on paper."""

import re

from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.records.values import PatientDetails, Sex, Side

SEX_WORDS: dict[Sex, str] = {"female": "Female", "male": "Male", "intersex": "Intersex", "not_known": "Not known"}
SIDE_WORDS: dict[Side, str] = {"left": "LEFT foot", "right": "RIGHT foot", "both": "BOTH feet"}


def full_name(details: PatientDetails) -> str:
    """Return ``FAMILY, Given (Title)``."""
    name = f"{details.family_name.upper()}, {details.given_name}"
    return f"{name} ({details.title})" if details.title else name


def condition_name(code: str) -> str:
    """Return the condition in words."""
    return CONDITIONS[code]


def phase_name(code: str) -> str:
    """Return ``PH2 – Strengthen``."""
    return f"{code} – {PHASES[code]}"


def bouts_words(bouts: str) -> str:
    """Return a stage's bouts (``1:2 x 6``, ``walk 30``, ``30 continuous``) as the patient reads them."""
    intervals = re.fullmatch(r"(\d+):(\d+) x (\d+)", bouts)
    if intervals:
        run, walk, times = intervals.groups()
        return patient_text("run.bouts", run=run, walk=walk, times=times)
    minutes = re.sub(r"\D", "", bouts)
    return patient_text("run.walk" if bouts.startswith("walk") else "run.continuous", minutes=minutes)
