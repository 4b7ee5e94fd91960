"""A patient with at least one row in every table that holds anything about patients, each text carrying a canary."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import (
    DiaryDay,
    DiaryExercise,
    DiarySession,
    EpisodeDetails,
    Observation,
    OutcomeEntry,
    Outlook,
    PatientDetails,
    PlanItem,
    PrintedSheet,
)

DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Filled:
    """The ids of a filled patient."""

    patient: str
    episode: str
    session: str
    decision: str


def fill_patient(unit: UnitOfWork, canary: str = "Canary", born: date = date(1984, 3, 4)) -> Filled:
    """Write one of everything about a new patient; the caller commits."""

    def word(place: str) -> str:
        return f"{canary}{place}"

    def details(family: str) -> PatientDetails:
        given, notes = word("given"), word("notes")
        return PatientDetails(family, given, born, "female", "Dr", "020 7946", f"{canary}@mail", notes)

    patient = unit.patients.add(details(word("old"))).id
    unit.patients.update(patient, details(word("family")))
    unit.statements.add(patient, word("statement"))
    unit.print_options.save(patient, {"paper": "A5", "note": word("options")})
    unit.drafts.save(patient, "patient", {"notes": word("draft")})
    episode = unit.episodes.add(patient, EpisodeDetails("plantar_heel", "right", DAY, goal=word("goal"))).id
    unit.drafts.save(episode, "assessment:baseline", {"note": word("unsigned")})
    noted = (Observation("pain_now", number=2), Observation("assessment_note", text=word("observation")))
    unit.assessments.sign(episode, "baseline", DAY, noted, (OutcomeEntry("NPRS", (5,), 5.0, 0, word("version")),))
    said = {"decision": "HOLD", "phase": "PH2", "level": 1, "target_level": 1, "load_factor": 1.0, "reasons": []}
    decision = unit.decisions.add(
        episode, DAY, {**said, "explanation": [word("decision")]}, {"case": word("case")}, rules_version="1"
    ).id
    unit.decisions.respond(decision, "accepted", "HOLD", word("reason"))
    unit.decisions.respond(decision, "overridden", "REGRESS", word("again"))
    unit.decisions.set_next_review(decision, DAY)
    unit.decisions.add_state(episode, DAY, {"phase": "PH2", "level": 1, "said": word("state")}, decision)
    unit.plans.save(episode, [PlanItem("EX-I05", 2, 10, note=word("item"))], "W-GEN", word("plan"), decision)
    (session,) = unit.diary.put_sessions(episode, [DiarySession(DAY, 1, "run", impact=True, note=word("session"))])
    unit.diary.put_days(episode, [DiaryDay(DAY, mood=3, note=word("day"))])
    unit.diary.put_exercises(episode, [DiaryExercise(DAY, "EX-I05", note=word("exercise"))])
    unit.task_answers.answer(episode, "shoe:A", "done", None, word("answer"))
    sheet = PrintedSheet("exercise_sheet", word("title"), "A4", 1, b"%PDF-1.4 " + word("pdf").encode())
    unit.handouts.add(episode, sheet)
    unit.outlooks.put([Outlook(episode, "1", {"due": word("outlook")})])
    return Filled(patient, episode, session.id, decision)
