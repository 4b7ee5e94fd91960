"""The pictures of an own exercise: taken from a file or the clipboard, put in order, and named."""

from base64 import b64decode, b64encode
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from footrehab_desktop.clinic.picture_checks import FIELD as CODE
from footrehab_desktop.clinic.picture_checks import MOST_PICTURES
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records.values_library import OwnPicture
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.dialogs import FileQuestion
from footrehab_desktop.ui.operations.own_library import read_picture
from footrehab_desktop.ui.own_pictures import picture_from_image
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout

_THUMB = 96
_LONGEST_CAPTION = 24
_KINDS = "*.png *.jpg *.jpeg *.webp *.bmp *.gif"


class PicturesField(Field[tuple[OwnPicture, ...]]):
    """Up to six pictures in their order. Ctrl+V anywhere in the form, outside a text, pastes one."""

    def __init__(self, context: PageContext) -> None:
        most = self.tr("At most {count}. Photos are made smaller; place and camera data are dropped.")
        super().__init__(Ask(CODE, self.tr("Pictures"), most.format(count=MOST_PICTURES)))
        self._context = context
        self._pictures: list[OwnPicture] = []
        self._encoded: dict[bytes, str] = {}
        self.add_button = button(self.tr("Add from a file …"), on_press=self._ask_for_file)
        self.paste_button = button(self.tr("Paste a picture (Ctrl+V)"), on_press=self.paste)
        self.rows: list[PictureRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        ways = FlowLayout()
        ways.addWidget(self.add_button)
        ways.addWidget(self.paste_button)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(self._list)
        column.addLayout(ways)
        self._row.addLayout(column, 1)
        self._set_editor(self.add_button, self.tr("Add a picture from a file"), watched=False)

    def value(self) -> tuple[OwnPicture, ...]:
        """Return the pictures in their order."""
        return tuple(self._pictures)

    def set_value(self, value: tuple[OwnPicture, ...] | None) -> None:
        """Show pictures without a signal."""
        self._pictures = list(value or ())
        self.set_error("")
        self._show()

    def entry(self) -> Any:
        """Return the pictures as plain JSON."""
        return [
            {
                "caption": picture.caption,
                "media_type": picture.media_type,
                "width": picture.width,
                "height": picture.height,
                "image": self._text_of(picture.image),
            }
            for picture in self._pictures
        ]

    def show_entry(self, entry: Any) -> None:
        """Show what ``entry`` returned before."""
        self.set_value(tuple(OwnPicture(**{**part, "image": b64decode(part["image"])}) for part in entry or ()))

    def is_empty(self) -> bool:
        """Tell whether there is no picture."""
        return not self._pictures

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Take the picture that the clipboard holds, or the file that was copied."""
        clipboard = QGuiApplication.clipboard()
        urls = clipboard.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self._read(Path(urls[0].toLocalFile()))
            return
        try:
            self._add(picture_from_image(clipboard.image(), self._next_caption()))
        except FieldError as refusal:
            self.set_error(str(refusal))

    def _ask_for_file(self) -> None:
        question = FileQuestion(self.tr("Add a picture"), self.tr("Pictures ({kinds})").format(kinds=_KINDS))
        self._context.dialogs.choose_open_path(question, self._read)

    def _read(self, path: Path) -> None:
        read_picture(self, path, caption=self._next_caption(), on_done=self._add, on_error=self._refuse)

    def _refuse(self, error: FootRehabError) -> None:
        self.set_error(str(error))

    def _add(self, picture: OwnPicture) -> None:
        if len(self._pictures) >= MOST_PICTURES:
            self.set_error(self.tr("An exercise takes at most {count} pictures.").format(count=MOST_PICTURES))
            return
        self._change([*self._pictures, picture])
        self.rows[-1].caption.setFocus()

    def _next_caption(self) -> str:
        return self.tr("End") if self._pictures else self.tr("Start")

    def _change(self, pictures: list[OwnPicture]) -> None:
        self._pictures = pictures
        self._show()
        self._edited()

    def _show(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        last = len(self._pictures) - 1
        self.rows = [PictureRow(place, last, picture) for place, picture in enumerate(self._pictures)]
        for place, row in enumerate(self.rows):
            self._list.addWidget(row)
            row.up.clicked.connect(partial(self._move, place, -1))
            row.down.clicked.connect(partial(self._move, place, 1))
            row.remove.clicked.connect(partial(self._remove, place))
            row.caption.currentTextChanged.connect(partial(self._name, place))
        self._order_keyboard()

    def _order_keyboard(self) -> None:
        """Rows made later still come before the buttons beneath them."""
        stops = [stop for row in self.rows for stop in row.stops] + [self.add_button, self.paste_button]
        for before, behind in pairwise(stops):
            QWidget.setTabOrder(before, behind)

    def _name(self, place: int, caption: str) -> None:
        self._pictures[place] = replace(self._pictures[place], caption=caption.strip())
        self._edited()

    def _move(self, place: int, by: int) -> None:
        pictures = list(self._pictures)
        pictures.insert(place + by, pictures.pop(place))
        self._change(pictures)
        moved = self.rows[place + by]
        next(stop for stop in (moved.up if by < 0 else moved.down, moved.caption) if stop.isEnabled()).setFocus()

    def _remove(self, place: int) -> None:
        self._change([picture for number, picture in enumerate(self._pictures) if number != place])
        (self.rows[min(place, len(self.rows) - 1)].remove if self.rows else self.add_button).setFocus()

    def _text_of(self, image: bytes) -> str:
        if image not in self._encoded:
            self._encoded[image] = b64encode(image).decode()
        return self._encoded[image]


class PictureRow(QWidget):
    """One picture: small, with what stands below it, and the buttons that move or remove it."""

    def __init__(self, place: int, last: int, picture: OwnPicture) -> None:
        super().__init__()
        shown = QLabel()
        shown.setPixmap(_small(picture))
        shown.setFixedSize(QSize(theme.scaled(_THUMB), theme.scaled(_THUMB)))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        number = {"number": place + 1}
        self.caption = QComboBox()
        self.caption.setEditable(True)
        self.caption.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.caption.addItems([self.tr("Start"), self.tr("Then"), self.tr("End"), self.tr("Wrong"), self.tr("Detail")])
        self.caption.setCurrentText(picture.caption)
        self.caption.setAccessibleName(self.tr("Words below picture {number}").format(**number))
        line = self.caption.lineEdit()
        if line is not None:
            line.setMaxLength(_LONGEST_CAPTION)
        self.up = button(self.tr("Earlier"))
        self.up.setAccessibleName(self.tr("Move picture {number} earlier").format(**number))
        self.up.setEnabled(place > 0)
        self.down = button(self.tr("Later"))
        self.down.setAccessibleName(self.tr("Move picture {number} later").format(**number))
        self.down.setEnabled(place < last)
        self.remove = plain_button(self.tr("Remove"))
        self.remove.setAccessibleName(self.tr("Remove picture {number}").format(**number))
        steps = FlowLayout()
        for step in (self.up, self.down, self.remove):
            steps.addWidget(step)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.caption)
        words.addLayout(steps)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(shown)
        row.addLayout(words, 1)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Return what the keyboard reaches, in order."""
        return (self.caption, self.up, self.down, self.remove)


def _small(picture: OwnPicture) -> QPixmap:
    image = QImage.fromData(picture.image)
    side = theme.scaled(_THUMB)
    ratio = Qt.AspectRatioMode.KeepAspectRatio
    return QPixmap.fromImage(image.scaled(side, side, ratio, Qt.TransformationMode.SmoothTransformation))
