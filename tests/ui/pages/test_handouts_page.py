"""The handouts page on a real record: the very PDF is previewed, saved, kept, and shown again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.drafts import find_draft, save_draft
from footrehab_desktop.clinic.referral import LetterText
from footrehab_desktop.handouts.preview import extract_text, page_count
from footrehab_desktop.records.values import Handout, Observation
from footrehab_desktop.ui.pages.handouts_page import HandoutsPage
from footrehab_desktop.ui.pages.wanted_sheet import want_sheet
from tests.support.page_desk import PageDesk
from tests.support.session_factory import ClinicWithPatient, start_plan


def show(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> HandoutsPage:
    page = HandoutsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 600)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    qtbot.waitExposed(page)
    desk.settle()
    return page


def given(clinic: ClinicWithPatient) -> list[Handout]:
    with clinic.session.unit_of_work() as unit:
        return [unit.handouts.get(handout.id) for handout in unit.handouts.for_episode(clinic.episode_id)]


def choose(page: HandoutsPage, desk: PageDesk, kind: str) -> None:
    for _press in range(page.kind.count()):
        if page.kind.kind() != kind:
            QTest.keyClick(page.kind, Qt.Key.Key_Down)
    assert page.kind.kind() == kind
    desk.settle()


def test_only_what_exists_is_offered(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page = show(qtbot, desk, clinic)
    assert [page.kind.item(row).text() for row in range(page.kind.count())] == [
        "Diary",
        "Progress report",
        "Progress report for the clinician",
        "Referral letter",
    ]
    start_plan(clinic)
    page.show_for(clinic.patient_id, clinic.episode_id)
    desk.settle()
    assert page.kind.count() == 6
    choose(page, desk, "progress_report")
    page.refresh(Changes(plans=frozenset({clinic.episode_id})))
    desk.settle()
    assert page.kind.kind() == "exercise_sheet", "a saved plan offers its sheet"


def test_saving_writes_the_previewed_bytes_and_keeps_them(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    assert page.kind.kind() == "exercise_sheet"
    target = tmp_path / "sheet.pdf"
    desk.dialogs.paths.append(target)
    page.preview.save_button.setFocus()
    QTest.keyClick(page.preview.save_button, Qt.Key.Key_Space)
    desk.settle()
    desk.settle()
    (kept,) = given(clinic)
    assert target.read_bytes() == kept.pdf
    assert (kept.kind, kept.paper, kept.pages) == ("exercise_sheet", "A4", page_count(kept.pdf))
    (question,) = desk.dialogs.asked
    assert question.name == "exercise-sheet_record-1_2026-03-16.pdf"
    assert desk.announced[-1].handouts == {clinic.episode_id}
    assert page.history.rows.rowCount() == 1


def test_the_same_preview_is_kept_once(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    for name in ("one.pdf", "two.pdf"):
        desk.dialogs.paths.append(tmp_path / name)
        page.preview.save_as()
        desk.settle()
        desk.settle()
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert len(given(clinic)) == 1


def test_the_diary_takes_its_first_day_and_paper(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    assert not page.first_day.isVisible()
    choose(page, desk, "diary")
    assert page.first_day.isVisible()
    page.first_day.editor.clear()
    QTest.keyClicks(page.first_day.editor, "next year maybe")
    QTest.keyClick(page.first_day.editor, Qt.Key.Key_Return)
    assert page.first_day.error()
    page.first_day.editor.clear()
    QTest.keyClicks(page.first_day.editor, "23/3/26")
    QTest.keyClick(page.first_day.editor, Qt.Key.Key_Return)
    QTest.keyClick(page.paper.bar, Qt.Key.Key_Right)
    desk.settle()
    desk.dialogs.paths.append(tmp_path / "diary.pdf")
    page.preview.save_as()
    desk.settle()
    desk.settle()
    (kept,) = given(clinic)
    assert (kept.kind, kept.paper, kept.pages) == ("diary", "Letter", 1)
    assert kept.sheet_id
    assert kept.layout


def test_what_was_given_is_shown_again_byte_for_byte(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    desk.dialogs.paths += [tmp_path / "first.pdf", tmp_path / "again.pdf"]
    page.preview.save_as()
    desk.settle()
    desk.settle()
    choose(page, desk, "progress_report")
    page.history.setFocus()
    page.history.setCurrentIndex(page.history.rows.index(0, 0))
    QTest.keyClick(page.history, Qt.Key.Key_Return)
    desk.settle()
    assert "as given on" in page.message.label.text()
    page.preview.save_as()
    desk.settle()
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "first.pdf").read_bytes()
    assert len(given(clinic)) == 1
    QTest.keyClick(page.back, Qt.Key.Key_Space)
    desk.settle()
    assert not page.message.isVisible()


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_kept(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    start_plan(clinic)
    page = show(qtbot, desk, clinic)
    desk.dialogs.paths.append(tmp_path / "no such folder" / "sheet.pdf")
    page.preview.save_as()
    desk.settle()
    assert "could not be saved" in str(desk.dialogs.errors[0])
    assert given(clinic) == []


def squeeze_drafted(clinic: ClinicWithPatient) -> None:
    """Keep a baseline with a positive calf squeeze as typed and not signed."""
    typed = {"kind": "baseline", "assessed_on": "2026-03-16", "typed": {"calf_squeeze_positive|": "yes"}}
    with clinic.session.unit_of_work() as unit:
        save_draft(unit, clinic.episode_id, "assessment:baseline", typed)


def shown_text(page: HandoutsPage) -> str:
    return " ".join(" ".join(extract_text(page.preview._pdf)).split())


def save_shown(page: HandoutsPage, desk: PageDesk, target: Path) -> None:
    desk.dialogs.paths.append(target)
    page.preview.save_as()
    desk.settle()
    desk.settle()


def test_the_referral_letter_takes_addressee_and_note_and_keeps_them(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    squeeze_drafted(clinic)
    want_sheet(clinic.episode_id, "referral_letter")
    page = show(qtbot, desk, clinic)
    assert page.kind.kind() == "referral_letter"
    assert "To: Emergency department" in shown_text(page)
    page.letter.addressee.take_focus()
    QTest.keyClicks(page.letter.addressee.editor, "Dr Varga")
    QTest.keyClick(page.letter.addressee.editor, Qt.Key.Key_Return)
    QTest.keyClicks(page.letter.note.editor, "Comes by taxi.")
    page.leave()
    desk.settle()
    assert "To: Dr Varga" in shown_text(page)
    assert "Comes by taxi." in shown_text(page)
    again = show(qtbot, desk, clinic)
    choose(again, desk, "referral_letter")
    assert again.letter.text() == LetterText("Dr Varga", "Comes by taxi.")
    save_shown(again, desk, tmp_path / "letter.pdf")
    (kept,) = given(clinic)
    assert kept.kind == "referral_letter"
    with clinic.session.unit_of_work() as unit:
        assert find_draft(unit, clinic.episode_id, "referral_letter") is None, "given: the next letter begins empty"


def test_a_letter_from_unsigned_answers_is_a_draft_until_they_are_signed(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, tmp_path: Path
) -> None:
    squeeze_drafted(clinic)
    page = show(qtbot, desk, clinic)
    choose(page, desk, "referral_letter")
    assert "DRAFT: the findings are not signed yet." in shown_text(page)
    assert "Is the Achilles tendon torn?" in shown_text(page)
    assert "not signed yet" in page.message.label.text()
    save_shown(page, desk, tmp_path / "draft.pdf")
    squeeze = UnsignedAssessment(
        clinic.episode_id, "baseline", desk.today, (Observation("calf_squeeze_positive", text="yes"),)
    )
    with clinic.session.unit_of_work() as unit:
        _signed, changes = sign_assessment(unit, clinic.session.forms, squeeze, desk.today)
    page.refresh(changes)
    desk.settle()
    assert "DRAFT" not in shown_text(page)
    assert page.message.isHidden()
    save_shown(page, desk, tmp_path / "signed.pdf")
    assert [handout.title for handout in given(clinic)] == ["Referral letter", "Referral letter (draft)"]
    assert "DRAFT" in " ".join(extract_text(given(clinic)[1].pdf))


def test_a_wish_for_another_episode_is_dropped(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    want_sheet("another episode", "referral_letter")
    assert show(qtbot, desk, clinic).kind.kind() == "diary"
