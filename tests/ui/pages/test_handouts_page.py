"""The handouts page on a real record: the very PDF is previewed, saved, kept, and shown again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.drafts import find_draft, save_draft
from footrehab_desktop.clinic.referral import LetterText
from footrehab_desktop.clinic.review import review_episode
from footrehab_desktop.handouts.preview import page_count
from footrehab_desktop.records.values import Observation
from footrehab_desktop.ui.pages.wanted_sheet import want_sheet
from tests.support.handout_desk import (
    choose,
    given,
    message,
    prepared,
    save_shown,
    set_option,
    show_page,
    shown_text,
    tick,
    turn_to,
)
from tests.support.page_desk import PageDesk
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan


def test_a_saved_plan_offers_its_sheet(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = show_page(qtbot, desk, clinic)
    assert page.choose.kinds.kind() == "diary", "the first that can be printed"
    choose(page, desk, "exercise_sheet")
    assert "There is no plan yet" in message(page)
    assert not page.preview.print_button.isEnabled()
    choose(page, desk, "progress_report")
    start_plan(clinic)
    page.refresh(Changes(plans=frozenset({clinic.episode_id})))
    desk.settle()
    assert page.choose.kinds.kind() == "exercise_sheet"
    assert message(page) == ""
    assert page.preview.print_button.isEnabled()


def test_saving_writes_the_previewed_bytes_and_keeps_them(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    assert page.choose.kinds.kind() == "exercise_sheet"
    saved = save_shown(page, desk, tmp_path / "sheet.pdf")
    (kept,) = given(clinic)
    assert saved == kept.pdf
    assert (kept.kind, kept.paper, kept.pages) == ("exercise_sheet", "A4", page_count(kept.pdf))
    (question,) = desk.dialogs.asked
    assert question.name == "exercise-sheet_record-1_2026-03-16.pdf"
    assert desk.announced[-1].handouts == {clinic.episode_id}
    assert page.choose.given.table.rows.rowCount() == 1


def test_the_same_preview_is_kept_once(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    first, second = (save_shown(page, desk, tmp_path / name) for name in ("one.pdf", "two.pdf"))
    assert first == second
    assert len(given(clinic)) == 1


def test_the_diary_takes_its_first_day_length_and_paper(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    first_day = page.choose.asks.first_day
    assert not first_day.isVisible()
    choose(page, desk, "diary")
    assert first_day.isVisible()
    first_day.editor.clear()
    QTest.keyClicks(first_day.editor, "next year maybe")
    QTest.keyClick(first_day.editor, Qt.Key.Key_Return)
    assert first_day.error()
    first_day.editor.clear()
    QTest.keyClicks(first_day.editor, "23/3/26")
    QTest.keyClick(first_day.editor, Qt.Key.Key_Return)
    QTest.keyClick(page.choose.asks.days.bar, Qt.Key.Key_Right)
    set_option(page, desk, paper="Letter")
    save_shown(page, desk, tmp_path / "diary.pdf")
    (kept,) = given(clinic)
    assert (kept.kind, kept.paper, kept.pages) == ("diary", "Letter", 2), "a week a page"
    assert "23-Mar" in shown_text(page)
    assert "05-Apr" in shown_text(page)
    assert kept.sheet_id
    assert kept.layout is not None
    assert kept.layout["sheet_id"] == kept.sheet_id


def test_what_was_given_is_shown_and_saved_again_byte_for_byte(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    first = save_shown(page, desk, tmp_path / "first.pdf")
    choose(page, desk, "progress_report")
    page.choose.views.choose("given")
    page.choose.given.table.setFocus()
    QTest.keyClick(page.choose.given.table, Qt.Key.Key_Return)
    desk.settle()
    assert "as given on" in message(page)
    assert page.preview.print_button.text() == "Print again"
    assert save_shown(page, desk, tmp_path / "again.pdf") == first
    assert len(given(clinic)) == 1, "printing it again gives nothing new"
    QTest.keyClick(page.show_pane.back, Qt.Key.Key_Space)
    desk.settle()
    assert message(page) == ""
    assert page.preview.print_button.text() == "Print"


def test_a_new_one_like_the_given_one_is_printed_the_same_way(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    choose(page, desk, "flare_care")
    set_option(page, desk, size="large_print")
    save_shown(page, desk, tmp_path / "large.pdf")
    set_option(page, desk, size="normal")
    page.choose.given.table.setFocus()
    QTest.keyClick(page.choose.given.table, Qt.Key.Key_Return)
    desk.settle()
    QTest.keyClick(page.show_pane.again, Qt.Key.Key_Space)
    desk.settle()
    (made,) = prepared(page)
    assert (made.kind, made.options and made.options["size"]) == ("flare_care", "large_print")
    assert made.pdf == given(clinic)[0].pdf, "same values, same day: same bytes"


def test_several_kinds_are_one_job_and_each_is_kept_on_its_own(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    tick(page, desk, "exercise_sheet", "diary", "traffic_light")
    assert page.preview.print_button.text() == "Print 3 handouts"
    assert page.choose.pack_words.text() == "3 ticked: printed together, each kept on its own."
    saved = save_shown(page, desk, tmp_path / "pack.pdf")
    kept = given(clinic)
    assert {each.kind for each in kept} == {"exercise_sheet", "diary", "traffic_light"}
    assert page_count(saved) == sum(each.pages for each in kept)
    assert all(page_count(each.pdf) == each.pages for each in kept)
    choose(page, desk, "flare_care")
    assert page.preview.print_button.text() == "Print", "another one is looked at alone"
    assert page.choose.kinds.ticks() == ("exercise_sheet", "diary", "traffic_light")


def test_what_cannot_be_printed_takes_no_tick_and_a_draft_among_several_is_said(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    tick(page, desk, "diary", "comparison")
    assert page.choose.kinds.ticks() == ("diary",), "what cannot be printed takes no tick"
    tick(page, desk, "letter_coach")
    assert [made.kind for made in prepared(page)] == ["diary", "letter_coach"]
    assert "DRAFT: note the patient's consent" in message(page)


def test_how_it_is_printed_is_kept_for_the_patient_and_can_become_usual(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    assert page.choose.options_line.text() == "A4 · normal print · colour · pictures"
    QTest.keyClick(page.choose.options_line, Qt.Key.Key_Space)
    form = page.choose.options
    assert form.isVisible()
    assert form.kept.text() == "As usual in this clinic."
    assert not form.usual.isEnabled()
    set_option(page, desk, size="large_print", colours="black_and_white")
    assert form.kept.text() == "Kept for this patient."
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert page.choose.options_line.text() == "A4 · large print · black and white · pictures"
    again = show_page(qtbot, desk, clinic)
    assert again.choose.options_line.text() == "A4 · large print · black and white · pictures"
    QTest.keyClick(again.choose.options.usual, Qt.Key.Key_Space)
    desk.settle()
    assert again.choose.options.kept.text() == "As usual in this clinic."
    assert desk.announced[-1].clinic
    set_option(again, desk, size="normal")
    QTest.keyClick(again.choose.options.back, Qt.Key.Key_Space)
    desk.settle()
    assert again.choose.options_line.text() == "A4 · large print · black and white · pictures"
    (made,) = prepared(again)
    assert made.options is not None
    assert (made.options["size"], made.options["colours"]) == ("large_print", "black_and_white")


def test_the_layout_of_the_exercise_sheet_is_kept_too(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    turn_to(page.choose.asks.layouts["exercise_sheet"], "poster")
    desk.settle()
    (made,) = prepared(page)
    assert made.options is not None
    assert made.options["layout"] == "poster"
    again = show_page(qtbot, desk, clinic)
    assert again.choose.asks.layout_of("exercise_sheet") == "poster"
    assert prepared(again)[0].pdf == made.pdf


def test_a_sheet_is_a_draft_while_the_newest_review_waits_for_its_answer(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    page = show_page(qtbot, desk, clinic)
    choose(page, desk, "exercise_sheet")
    assert "DRAFT" in shown_text(page)
    assert "the newest review waits for your answer" in message(page)


@pytest.mark.parametrize("place", ["no such folder/sheet.pdf", "."])
def test_a_place_that_cannot_be_written_is_told_and_nothing_is_kept(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path, place: str
) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    before = sorted(tmp_path.iterdir())
    desk.dialogs.paths.append(tmp_path / place)
    page.preview.save_as()
    desk.settle()
    (error,) = desk.dialogs.errors
    assert "could not be saved" in str(error)
    assert "Nothing was recorded as given" in str(error)
    assert given(clinic) == []
    assert sorted(tmp_path.iterdir()) == before, "nothing half-written is left"
    assert page.preview.save_button.isEnabled(), "the preview is still there to be saved elsewhere"


def test_without_a_printer_the_sentence_says_what_to_do_and_nothing_is_kept(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("footrehab_desktop.ui.printing.QPrinterInfo.availablePrinterNames", list)
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    page.print_requested()
    desk.settle()
    (error,) = desk.dialogs.errors
    assert "No printer is set up" in str(error)
    assert "Save the pages as a PDF file" in str(error)
    assert given(clinic) == []


def test_a_cancelled_print_is_said_and_keeps_nothing(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    page.preview.cancelled.emit()
    desk.settle()
    assert desk.status[-1] == "Nothing was printed and nothing recorded as given."
    assert given(clinic) == []


def squeeze_drafted(clinic: ClinicWithPatient) -> None:
    """Keep a baseline with a positive calf squeeze as typed and not signed."""
    typed = {"kind": "baseline", "assessed_on": "2026-03-16", "typed": {"calf_squeeze_positive|": "yes"}}
    with clinic.session.unit_of_work() as unit:
        save_draft(unit, clinic.episode_id, "assessment:baseline", typed)


def test_the_referral_letter_takes_addressee_and_note_and_keeps_them(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    squeeze_drafted(clinic)
    want_sheet(clinic.episode_id, "referral_letter")
    page = show_page(qtbot, desk, clinic)
    assert page.choose.kinds.kind() == "referral_letter"
    assert "To: Emergency department" in shown_text(page)
    letter = page.choose.asks.letters["referral_letter"]
    letter.addressee.take_focus()
    QTest.keyClicks(letter.addressee.editor, "Dr Varga")
    QTest.keyClick(letter.addressee.editor, Qt.Key.Key_Return)
    QTest.keyClicks(letter.note.editor, "Comes by taxi.")
    page.leave()
    desk.settle()
    assert "To: Dr Varga" in shown_text(page)
    assert "Comes by taxi." in shown_text(page)
    again = show_page(qtbot, desk, clinic)
    choose(again, desk, "referral_letter")
    assert again.choose.asks.letters["referral_letter"].text() == LetterText("Dr Varga", "Comes by taxi.")
    save_shown(again, desk, tmp_path / "letter.pdf")
    (kept,) = given(clinic)
    assert kept.kind == "referral_letter"
    with clinic.session.unit_of_work() as unit:
        assert find_draft(unit, clinic.episode_id, "referral_letter") is None, "given: the next letter begins empty"


def test_a_letter_from_unsigned_answers_is_a_draft_until_they_are_signed(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    squeeze_drafted(clinic)
    page = show_page(qtbot, desk, clinic)
    choose(page, desk, "referral_letter")
    assert "DRAFT: the findings are not signed yet." in shown_text(page)
    assert "Is the Achilles tendon torn?" in shown_text(page)
    assert "not signed yet" in message(page)
    save_shown(page, desk, tmp_path / "draft.pdf")
    squeeze = UnsignedAssessment(
        clinic.episode_id, "baseline", desk.today, (Observation("calf_squeeze_positive", text="yes"),)
    )
    with clinic.session.unit_of_work() as unit:
        _signed, changes = sign_assessment(unit, clinic.session.forms, squeeze, desk.today)
    page.refresh(changes)
    desk.settle()
    assert "DRAFT" not in shown_text(page)
    assert message(page) == ""
    save_shown(page, desk, tmp_path / "signed.pdf")
    assert [handout.title for handout in given(clinic)] == ["Referral letter", "Referral letter (draft)"]


def test_a_letter_to_the_coach_waits_for_the_consent(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    page = show_page(qtbot, desk, clinic)
    choose(page, desk, "letter_coach")
    assert "note the patient's consent" in message(page)
    consent = page.choose.asks.consent
    assert not consent.identity.isEnabled(), "more than the letter is agreed to after the letter"
    for box, names_birth_date in ((consent.letter, False), (consent.identity, True)):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        desk.settle()
        assert message(page) == ""
        assert "DRAFT" not in shown_text(page)
        assert ("Born" in shown_text(page)) == names_birth_date
    consent.letter.setFocus()
    QTest.keyClick(consent.letter, Qt.Key.Key_Space)
    desk.settle()
    assert "DRAFT" in shown_text(page)
    assert "Born" not in shown_text(page)
    assert not consent.identity.isChecked()


def test_a_wish_for_another_episode_is_dropped(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    want_sheet("another episode", "referral_letter")
    assert show_page(qtbot, desk, clinic).choose.kinds.kind() == "diary"
