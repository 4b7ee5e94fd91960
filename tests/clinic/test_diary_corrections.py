"""Corrections of a diary: every old value stays, with when and by whom; what was never corrected is not listed."""

from datetime import date

from footrehab_desktop.clinic.diary_corrections import CorrectedValue, Correction, diary_corrections
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession
from footrehab_desktop.ui.presenters.diary_corrections import correction_lines
from tests.support.record_factory import CLINICIAN
from tests.support.session_factory import ClinicWithPatient

DAY, OTHER_DAY = date(2026, 3, 4), date(2026, 3, 5)
RUN = DiarySession(DAY, 1, "run", True, minutes=30, pain_during=2)


def corrections(clinic: ClinicWithPatient) -> tuple[Correction, ...]:
    with clinic.session.unit_of_work() as unit:
        return diary_corrections(unit, clinic.episode_id)


def put(
    clinic: ClinicWithPatient,
    sessions: tuple[DiarySession, ...] = (),
    days: tuple[DiaryDay, ...] = (),
    exercises: tuple[DiaryExercise, ...] = (),
) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_sessions(clinic.episode_id, sessions)
        unit.diary.put_days(clinic.episode_id, days)
        unit.diary.put_exercises(clinic.episode_id, exercises)
        unit.commit()


def test_nothing_is_a_correction_before_something_was_changed(clinic: ClinicWithPatient) -> None:
    put(clinic, (RUN,), (DiaryDay(DAY, mood=3),))
    put(clinic, (RUN,), (DiaryDay(DAY, mood=3),))
    assert corrections(clinic) == ()


def test_each_change_is_listed_with_old_and_new_newest_first(clinic: ClinicWithPatient) -> None:
    put(clinic, (RUN, DiarySession(OTHER_DAY, 1, "walk", False)), (DiaryDay(DAY, mood=3),))
    put(clinic, (DiarySession(DAY, 1, "run", True, minutes=30, pain_during=5),))
    put(clinic, days=(DiaryDay(DAY, mood=4, sleep_h=7.5),))
    put(clinic, (DiarySession(DAY, 1, "run", True, minutes=30, pain_during=6),))
    newest, day, oldest = corrections(clinic)
    assert newest.values == (CorrectedValue("Pain during", "5", "6"),)
    assert day.values == (CorrectedValue("Hours of sleep", "", "7.5"), CorrectedValue("Mood", "3", "4"))
    assert oldest.values == (CorrectedValue("Pain during", "2", "5"),)
    assert (oldest.by, oldest.on, oldest.part, oldest.place) == (CLINICIAN, DAY, "session", "1")
    assert newest.at >= day.at >= oldest.at


def test_a_session_taken_out_says_what_it_said_and_a_later_one_is_no_correction_of_it(
    clinic: ClinicWithPatient,
) -> None:
    put(clinic, (RUN,))
    with clinic.session.unit_of_work() as unit:
        unit.diary.remove_session(unit.diary.sessions(clinic.episode_id)[0].id, "Typed for the wrong day")
        unit.commit()
    put(clinic, (DiarySession(DAY, 1, "walk", False),))
    (found,) = corrections(clinic)
    assert found.taken_out
    assert CorrectedValue("Pain during", "2", "") in found.values
    (line,) = correction_lines([found], str)
    assert line.what.startswith("Taken out. It said: Kind of training run")


def test_lines_name_day_entry_and_every_value(clinic: ClinicWithPatient) -> None:
    put(clinic, exercises=(DiaryExercise(DAY, "EX-I05", done="no", reps_left=8),))
    put(clinic, exercises=(DiaryExercise(DAY, "EX-I05", done="yes"),))
    (line,) = correction_lines(corrections(clinic), lambda exercise_id: f"name of {exercise_id}")
    assert line.entry == "04-Mar-2026 (Wed)\nname of EX-I05"
    assert line.what == "Whether it was done: no → yes\nRepetitions LEFT: 8 → not recorded"
    assert CLINICIAN in line.corrected


def test_another_episode_is_not_shown(clinic: ClinicWithPatient) -> None:
    put(clinic, (RUN,))
    put(clinic, (DiarySession(DAY, 1, "walk", False),))
    with clinic.session.unit_of_work() as unit:
        assert diary_corrections(unit, "00000000-0000-7000-8000-000000000000") == ()
