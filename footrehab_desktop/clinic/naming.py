"""How people and injuries are written, the same on screen and on paper."""

import re

from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.records.values import PatientDetails, Sex, Side

SEX_WORDS: dict[Sex, str] = {"female": "Female", "male": "Male", "intersex": "Intersex", "not_known": "Not known"}
SIDE_WORDS: dict[Side, str] = {"left": "LEFT foot", "right": "RIGHT foot", "both": "BOTH feet"}


def full_name(details: PatientDetails) -> str:
    """Return ``FAMILY, Given (Title)``."""
    name = f"{details.family_name.upper()}, {details.given_name}"
    return f"{name} ({details.title})" if details.title else name


def condition_name(code: str, language: str = "en") -> str:
    """Return the condition in words."""
    return patient_text(f"condition.{code}", language)


def phase_name(code: str, language: str = "en") -> str:
    """Return ``PH2 – Strengthen``."""
    return patient_text("phase.line", language, code=code, name=patient_text(f"phase.{code}", language))


# How the bouts of a stage are written in the tables, and the sentence for it; names are the sentence's figures.
_BOUTS = (
    (re.compile(r"(?P<run>\d+):(?P<walk>\d+) x (?P<times>\d+)"), "run.bouts"),
    (re.compile(r"(?P<run>\d+):(?P<walk>\d+) to (?P<miles>[\d.]+) mile"), "run.bouts_miles"),
    (re.compile(r"(?P<miles>[\d.]+) mile continuous"), "run.miles"),
    (re.compile(r"walk (?P<least>\d+) to (?P<most>\d+)"), "run.walk_between"),
    (re.compile(r"walk (?P<minutes>\d+)"), "run.walk"),
    (re.compile(r"(?:jog |run )?(?P<minutes>\d+)(?: continuous)?"), "run.continuous"),
)
_PART = re.compile(r"(walk|jog|run) (\d+)")


def bouts_words(bouts: str, language: str = "en") -> str:
    """Return a stage's bouts (``1:2 x 6``, ``walk 30``, ``walk 15, jog 5, walk 10``) as the patient reads them."""
    for pattern, text_id in _BOUTS:
        found = pattern.fullmatch(bouts)
        if found:
            return patient_text(text_id, language, **found.groupdict())
    parts = (_PART.fullmatch(part) for part in bouts.split(", "))
    return " · ".join(patient_text(f"run.part.{part[1]}", language, minutes=part[2]) for part in parts if part)
