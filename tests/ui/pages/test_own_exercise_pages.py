"""Own exercises on the library page: kept while typed, refused at their field, shared with another clinic."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.own_exercises import open_library_file, save_own_exercise, share_own_exercises
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.library.exercises import Exercise
from footrehab_desktop.library.pictures import Photo
from footrehab_desktop.records.values_library import OwnPicture
from footrehab_desktop.ui.operations.own_library import OpenedFile
from footrehab_desktop.ui.own_pictures import picture_from_image
from footrehab_desktop.ui.pages.library_browser import PICTURES
from footrehab_desktop.ui.pages.library_page import LibraryPage
from footrehab_desktop.ui.pages.settings_clinic import ClinicSection
from footrehab_desktop.ui.pages.settings_page import SettingsPage
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.presenters.own_exercise import content_of, new_values
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import TODAY, make_session

SHORT = {"name": "Marble race", "steps": "Pick it up.\nDrop it.", "sets": 2.0, "reps": 10.0, "per_week": 7.0}
MANY = 2000


def shown(qtbot: QtBot, desk: PageDesk) -> LibraryPage:
    page = LibraryPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show_for(None, None)
    page.show()
    desk.settle()
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk) -> Iterator[LibraryPage]:
    yield shown(qtbot, desk)
    QGuiApplication.clipboard().clear()


def add(
    session: ClinicSession, name: str = "Marble race", exercise_id: str | None = None, **changes: object
) -> Exercise:
    content = content_of({**new_values(), **SHORT, "name": name, **changes}, {})
    with session.unit_of_work() as unit:
        exercise, _changes = save_own_exercise(unit, session.library, content, None, exercise_id)
    session.renew_library()
    return exercise


def image(colour: str = "teal", width: int = 400, height: int = 300) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


def fill(page: LibraryPage, **values: object) -> None:
    """Put values into the form as typing does."""
    for code, value in values.items():
        field = page.form.fields[code]
        field.set_value(value)
        field.changed.emit()


def start_typing(page: LibraryPage) -> None:
    page.new_requested()
    fill(page, **SHORT)


def save(desk: PageDesk, page: LibraryPage) -> None:
    """Save, and tell the page as the window does."""
    page.form.save()
    desk.settle()
    page.refresh(desk.announced[-1])


def names(page: LibraryPage) -> list[str]:
    rows = page.browser.list.rows
    return [row.name for number in range(rows.rowCount()) if (row := rows.row(number)) is not None]


def test_without_own_exercises_nothing_asks_about_them(page: LibraryPage) -> None:
    assert page.browser.choices["origin"].isHidden()
    assert page.change_button.isHidden()
    assert page.retire_button.isHidden()
    assert not page.copy_button.isHidden()
    assert page.left_out.isHidden()


def test_typing_with_a_picture_is_kept_and_comes_back(qtbot: QtBot, desk: PageDesk, page: LibraryPage) -> None:
    start_typing(page)
    QGuiApplication.clipboard().setImage(image())
    page.form.fields["picture"].paste()
    page.leave()
    desk.settle()
    again = shown(qtbot, desk)
    assert "not saved" in again.unsaved.label.text()
    again.unsaved.action.click()
    assert "restored" in again.form.restored.label.text()
    assert again.form.fields["name"].value() == "Marble race"
    assert [kept.caption for kept in again.form.fields["picture"].value()] == ["Start"]
    again.form.save()
    desk.settle()
    assert again.unsaved.isHidden()
    again.new_requested()
    assert again.form.fields["name"].value() is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"steps": "Only one."}, "steps"),
        ({"phases": None}, "phases"),
        ({"reps": None}, "reps"),
        ({"name": "x" * 201}, "name"),
        ({"purpose": "bell \x07"}, "purpose"),
    ],
)
def test_a_refusal_stands_at_its_field(
    desk: PageDesk, page: LibraryPage, changes: dict[str, object], field: str
) -> None:
    start_typing(page)
    fill(page, **changes)
    page.form.save()
    desk.settle()
    assert page.form.fields[field].error()
    with desk.session.unit_of_work() as unit:
        assert unit.own_exercises.all() == ()


def test_the_domain_fills_in_what_was_not_said(page: LibraryPage) -> None:
    page.new_requested()
    fill(page, positions="lying")
    fill(page, domain="plyometric")
    values = page.form.typed()
    assert (values["phases"], values["impact"], values["targets"]) == ("PH4 PH5 PH6", True, "spring")
    assert values["positions"] == "lying"


def test_pictures_are_ordered_named_and_removed(
    desk: PageDesk, dialogs: RecordingDialogs, page: LibraryPage, tmp_path: Path
) -> None:
    start_typing(page)
    pictures = page.form.fields["picture"]
    for number, colour in enumerate(("red", "green", "blue")):
        path = tmp_path / f"{number}.png"
        assert image(colour).save(str(path))
        dialogs.paths = [path]
        pictures.add_button.click()
        desk.settle()
    assert [kept.caption for kept in pictures.value()] == ["Start", "End", "End"]
    pictures.rows[1].caption.setCurrentText("Then")
    pictures.rows[2].up.click()
    assert [kept.caption for kept in pictures.value()] == ["Start", "End", "Then"]
    pictures.rows[0].remove.click()
    assert [kept.caption for kept in pictures.value()] == ["End", "Then"]
    assert not pictures.rows[0].up.isEnabled()
    assert not pictures.rows[1].down.isEnabled()
    save(desk, page)
    page.browser.go_to(desk.session.library.exercises[-1].id)
    frames = page.card.picture.frames
    assert [frame.caption for frame in frames if isinstance(frame, Photo)] == ["End", "Then"]


def test_what_is_no_picture_is_refused_where_it_was_chosen(
    desk: PageDesk, dialogs: RecordingDialogs, page: LibraryPage, tmp_path: Path
) -> None:
    start_typing(page)
    pictures = page.form.fields["picture"]
    QGuiApplication.clipboard().setText("words")
    pictures.paste()
    assert "clipboard holds no picture" in pictures.error()
    (tmp_path / "letter.png").write_text("not a picture")
    dialogs.paths = [tmp_path / "letter.png"]
    pictures.add_button.click()
    desk.settle()
    assert "not a picture" in pictures.error()
    assert pictures.value() == ()
    for _ in range(7):
        QGuiApplication.clipboard().setImage(image())
        pictures.paste()
    assert len(pictures.value()) == 6
    assert "at most 6" in pictures.error()


def test_a_copied_picture_file_is_pasted(desk: PageDesk, page: LibraryPage, tmp_path: Path) -> None:
    start_typing(page)
    path = tmp_path / "photo.jpg"
    assert image("green").save(str(path))
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(copied)
    page.form.fields["picture"].paste()
    desk.settle()
    assert [kept.media_type for kept in page.form.fields["picture"].value()] == ["image/jpeg"]


def test_the_next_version_keeps_its_pictures_and_place(qtbot: QtBot, desk: PageDesk) -> None:
    made = add(desk.session)
    with desk.session.unit_of_work() as unit:
        unit.own_exercises.save(made.id, unit.own_exercises.all()[0].content, [picture_of(image())])
        unit.commit()
    page = shown(qtbot, desk)
    page.browser.go_to(made.id)
    page.change_button.click()
    assert page.form.header.title.text() == "Change Marble race"
    fill(page, name="Marble relay")
    save(desk, page)
    row = page.browser.current()
    assert row is not None
    assert (row.id, row.name) == (made.id, "Marble relay")
    assert page.card.title.text() == "Marble relay"
    assert len(page.card.picture.frames) == 1


def picture_of(made: QImage) -> OwnPicture:
    return picture_from_image(made, "Start")


def test_an_exercise_of_a_newer_version_is_named_and_locks_nobody_out(qtbot: QtBot, desk: PageDesk) -> None:
    made = add(desk.session)
    with desk.session.unit_of_work() as unit:
        unit.own_exercises.save(made.id, {"name": "From the future", "hologram": True})
        unit.commit()
    desk.session.renew_library()
    page = shown(qtbot, desk)
    assert "From the future" in page.left_out.label.text()
    assert "From the future" not in names(page)
    assert desk.session.library.exercise(made.id).name == "From the future"


def test_a_ladder_that_comes_back_is_refused_at_the_neighbour(desk: PageDesk, qtbot: QtBot) -> None:
    lower = add(desk.session, "Lower step")
    upper = add(desk.session, "Upper step", easier=lower.id)
    page = shown(qtbot, desk)
    page.browser.go_to(lower.id)
    page.change_button.click()
    fill(page, easier=upper.id)
    page.form.save()
    desk.settle()
    assert "come back" in page.form.fields["easier"].error()


def test_a_library_file_is_looked_at_before_it_is_taken(
    qtbot: QtBot, desk: PageDesk, dialogs: RecordingDialogs, preferences: Preferences, tmp_path: Path
) -> None:
    made = add(desk.session)
    path = tmp_path / "own.footrehab-library"
    giving = shown(qtbot, desk)
    dialogs.paths = [path]
    giving._ask_where_to_save()
    desk.settle()
    settings = SettingsPage(desk.context)
    qtbot.addWidget(settings)
    settings.show_for(None, None)
    desk.settle()
    clinic = settings.show_section("clinic")
    assert isinstance(clinic, ClinicSection)
    with closing(make_session(tmp_path / "other")) as other:
        taking_desk = PageDesk(other, dialogs, preferences, TODAY)
        taking = shown(qtbot, taking_desk)
        open_file(taking, taking_desk, dialogs, path)
        view = taking.file_view
        assert view.isVisible()
        assert view.groups.text() == clinic.groups.text()
        assert len(view.groups.text().split()) == 6
        assert "compare the six groups" in view.warning.label.text()
        assert "New here: 1" in view.lists.toPlainText()
        assert "Marble race" in view.lists.toPlainText()
        view.leave_it.click()
        assert other.library.exercises == other.shipped.exercises
        open_file(taking, taking_desk, dialogs, path)
        view.take.click()
        taking_desk.settle()
        assert other.library.exercise(made.id) == made
        assert "Marble race" in names(taking)
        open_file(taking, taking_desk, dialogs, path)
        assert "taken before" in view.warning.label.text()
        assert not view.take.isEnabled()


def open_file(page: LibraryPage, desk: PageDesk, dialogs: RecordingDialogs, path: Path) -> None:
    dialogs.paths = [path]
    page._ask_for_file()
    desk.settle()


def test_a_file_that_is_not_whole_says_why(
    desk: PageDesk, dialogs: RecordingDialogs, page: LibraryPage, tmp_path: Path
) -> None:
    add(desk.session)
    with desk.session.unit_of_work() as unit:
        file = share_own_exercises(unit)
    path = tmp_path / "changed.footrehab-library"
    path.write_bytes(file.replace(b"Marble", b"Garble"))
    open_file(page, desk, dialogs, path)
    open_file(page, desk, dialogs, tmp_path / "gone")
    assert "changed or damaged" in str(dialogs.errors[0])
    assert "cannot be read" in str(dialogs.errors[1])
    assert not page.file_view.isVisible()


def test_nothing_to_share_is_said(desk: PageDesk, dialogs: RecordingDialogs, page: LibraryPage, tmp_path: Path) -> None:
    dialogs.paths = [tmp_path / "own.footrehab-library"]
    page._ask_where_to_save()
    desk.settle()
    assert "no own exercise" in str(dialogs.errors[0])
    assert not (tmp_path / "own.footrehab-library").exists()


def test_two_thousand_own_exercises_are_listed_and_filtered(qtbot: QtBot, desk: PageDesk) -> None:
    with desk.session.unit_of_work() as unit:
        for number in range(MANY):
            content = content_of({**new_values(), **SHORT, "name": f"Own exercise number {number}"}, {})
            unit.own_exercises.save(f"OWN-{number:05}", content)
        unit.commit()
    desk.session.renew_library()
    page = shown(qtbot, desk)
    shipped = len(desk.session.shipped.exercises)
    assert len(names(page)) == MANY + shipped
    page.browser.choices["origin"].choose("own")
    assert len(names(page)) == MANY
    assert "2000 of" in page.browser.count_words
    page.browser.choices["origin"].choose("shipped")
    assert len(names(page)) == shipped
    page.browser.clear_filter()
    page.browser.search.setText("number 1999")
    assert names(page)[0] == "Own exercise number 1999"
    page.browser.view.set_value(PICTURES)
    page.browser.show_view()
    assert page.browser.shown is not page.browser.list


@pytest.mark.parametrize("part", ["form", "file"])
def test_every_part_that_takes_the_keyboard_has_a_name(desk: PageDesk, page: LibraryPage, part: str) -> None:
    if part == "form":
        start_typing(page)
        QGuiApplication.clipboard().setImage(image())
        page.form.fields["picture"].paste()
    else:
        add(desk.session)
        with desk.session.unit_of_work() as unit:
            file = share_own_exercises(unit)
        with desk.session.unit_of_work() as unit:
            page._file_opened(OpenedFile(file, open_library_file(unit, desk.session.library, file)))
    reached = [
        widget
        for widget in page.stack.currentWidget().findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    ]
    assert reached
    for widget in reached:
        name = widget.accessibleName() or getattr(widget, "text", str)()
        inside_of_a_box = isinstance(widget.parent(), QComboBox)
        assert name or inside_of_a_box, f"{type(widget).__name__} has no name"
        assert inside_of_a_box or widget.height() >= 24
