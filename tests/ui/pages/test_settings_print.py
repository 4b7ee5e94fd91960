"""Settings → Handouts: logo, colour, footer and what is usual, kept in the record and shown on a sample."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.print_choices import usual_options
from footrehab_desktop.records.values import Clinic
from footrehab_desktop.ui.operations.clinic_details import LOGO_EDGE, save_clinic
from footrehab_desktop.ui.pages.settings_print import PrintCard
from tests.support.handout_desk import turn_to
from tests.support.page_desk import PageDesk


@pytest.fixture
def card(qtbot: QtBot, desk: PageDesk) -> PrintCard:
    made = PrintCard(desk.context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.load()
    made.show()
    qtbot.waitExposed(made)
    desk.settle()
    desk.settle()
    return made


def clinic(desk: PageDesk) -> Clinic:
    with desk.session.unit_of_work() as unit:
        return unit.clinics.get()


def picture(path: Path, width: int = 1600, height: int = 400) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#0B3D91"))
    assert image.save(str(path))
    return path


def choose_logo(card: PrintCard, desk: PageDesk, path: Path) -> None:
    desk.dialogs.paths.append(path)
    desk.press(card.choose_logo)


def sample(card: PrintCard) -> QImage:
    return card.sample.pixmap().toImage()


def test_a_logo_is_kept_small_shown_on_the_sample_and_removed(card: PrintCard, desk: PageDesk, tmp_path: Path) -> None:
    plain = sample(card)
    assert not card.remove_logo.isVisible()
    choose_logo(card, desk, picture(tmp_path / "logo.png"))
    kept = QImage.fromData(clinic(desk).logo or b"")
    assert (kept.width(), kept.height()) == (LOGO_EDGE, LOGO_EDGE // 4)
    assert not card.logo.pixmap().isNull()
    assert sample(card) != plain, "the sample carries it"
    assert desk.announced[-1].clinic
    desk.press(card.remove_logo)
    assert clinic(desk).logo is None
    assert sample(card) == plain
    assert not card.logo.isVisible()


def test_what_is_no_picture_is_refused_with_what_is_taken(card: PrintCard, desk: PageDesk, tmp_path: Path) -> None:
    choose_logo(card, desk, picture(tmp_path / "logo.png"))
    before = clinic(desk).logo
    (tmp_path / "letter.png").write_text("not a picture")
    choose_logo(card, desk, tmp_path / "letter.png")
    choose_logo(card, desk, tmp_path / "gone.png")
    no_picture, gone = map(str, desk.dialogs.errors)
    assert "PNG, JPEG" in no_picture
    assert "Choose another one" in gone
    assert str(tmp_path) not in gone
    assert clinic(desk).logo == before


@pytest.mark.parametrize(
    ("typed", "why"), [("#FFEE00", "reads badly in grey"), ("teal", "takes the form #RRGGBB"), ("#12345", "#RRGGBB")]
)
def test_a_colour_that_cannot_be_read_in_grey_is_refused(card: PrintCard, desk: PageDesk, typed: str, why: str) -> None:
    card.accent.set_value(typed)
    desk.press(card.save_button)
    assert why in card.accent.error()
    assert card.accent.editor.hasFocus()
    assert clinic(desk).accent is None


def test_colour_and_footer_are_saved_and_drawn(card: PrintCard, desk: PageDesk) -> None:
    plain = sample(card)
    card.accent.set_value("#0B3D91")
    card.footer.set_value("Open on Saturdays")
    desk.press(card.save_button)
    assert (clinic(desk).accent, clinic(desk).footer) == ("#0B3D91", "Open on Saturdays")
    assert sample(card) != plain
    card.footer.set_value("")
    desk.press(card.save_button)
    assert clinic(desk).footer is None


def test_a_footer_that_is_too_long_is_refused(card: PrintCard, desk: PageDesk) -> None:
    card.footer.set_value("x" * 300)
    desk.press(card.save_button)
    assert "at most 200" in card.footer.error()
    assert clinic(desk).footer is None


def test_a_usual_option_holds_as_soon_as_it_is_chosen(card: PrintCard, desk: PageDesk) -> None:
    plain = sample(card)
    turn_to(card.options.fields["size"], "large_print")
    for _round in range(3):
        desk.settle()
    with desk.session.unit_of_work() as unit:
        options, refused = usual_options(unit)
    assert (options.size, refused) == ("large_print", "")
    assert sample(card) != plain
    assert "paper" not in card.options.fields, "the paper in the printer is chosen on the card of the clinic"


def test_saving_the_clinic_leaves_its_look_alone(card: PrintCard, desk: PageDesk) -> None:
    card.accent.set_value("#0B3D91")
    desk.press(card.save_button)
    save_clinic(desk.session, replace(clinic(desk), phone="0555 010 200", accent=None))
    assert (clinic(desk).phone, clinic(desk).accent) == ("0555 010 200", "#0B3D91")
