"""Settings → Handouts: the clinic's logo, colour and footer, and how handouts are usually printed, with a sample."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.handouts.options import Brand
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.dialogs import FileQuestion
from footrehab_desktop.ui.operations import clinic_details as operations
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.handouts_options import OptionFields
from footrehab_desktop.ui.printing import as_image
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card, Notice
from footrehab_desktop.ui.widgets.text_fields import TextField

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.handouts.preview import PageImage
    from footrehab_desktop.ui.operations.clinic_details import PrintLook

_LOGO_HEIGHT = 48


class PrintCard(Card):
    """The look is saved with its button; a usual option holds as soon as it is chosen."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Look of handouts"), parent=parent)
        self._context = context
        self._logo = b""
        self.refused = Notice()
        self.refused.hide()
        self.accent = TextField(
            Ask(
                "accent", self.tr("Colour of headings"), self.tr("#RRGGBB such as #0B6B63, dark enough for grey print.")
            ),
            validate=lambda text: Brand(accent=text),
        )
        self.footer = TextField(
            Ask("footer", self.tr("Line at the foot of each page")), validate=lambda text: Brand(footer=text)
        )
        self.options = OptionFields(without=("paper",))
        self.options.changed.connect(self._keep_options)
        self.save_button = button(self.tr("Save the look of handouts"), on_press=self._save)
        self.sample = QLabel()
        self.sample.setObjectName("sheet")
        self.sample.setFrameShape(QFrame.Shape.Box)  # white paper on a white card needs its edge
        self.sample.setAccessibleName(self.tr("Sample of a handout"))
        self._lay_out()

    def _lay_out(self) -> None:
        fields, aside = QWidget(), QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._logo_row(), self.accent, self.footer, self.save_button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if part is self.save_button else Qt.AlignmentFlag(0))
        column.addWidget(theme.label(self.tr("Usually printed"), "lead"))
        column.addWidget(self.options)
        beside = QVBoxLayout(aside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(theme.label(self.tr("Sample"), "label"))
        beside.addWidget(self.sample)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(fields, 1)
        row.addWidget(aside)
        self.body.addWidget(self.refused)
        self.body.addLayout(row)

    def _logo_row(self) -> QWidget:
        self.logo = QLabel()
        self.logo.setAccessibleName(self.tr("Logo of the clinic"))
        self.choose_logo = button(self.tr("Choose a logo…"), on_press=self._choose_logo)
        self.remove_logo = plain_button(self.tr("Remove the logo"), self._remove_logo)
        holder = QWidget()
        row = FlowLayout(holder)
        for part in (self.logo, self.choose_logo, self.remove_logo):
            row.addWidget(part)
        return holder

    # Showing

    def load(self) -> None:
        """Read the look and the usual options."""
        session = self._context.session
        run_in_background(self, partial(operations.load_look, session), self._show)

    def _show(self, look: "PrintLook") -> None:
        self.accent.set_value(look.clinic.accent)
        self.footer.set_value(look.clinic.footer)
        self._show_logo(look.clinic.logo or b"")
        self.options.show_options(look.options)
        self.refused.show_text(look.refused)
        self._draw_sample()

    def _show_logo(self, logo: bytes) -> None:
        self._logo = logo
        pixmap = QPixmap()
        pixmap.loadFromData(logo)
        height = theme.scaled(_LOGO_HEIGHT)
        if not pixmap.isNull():
            pixmap = pixmap.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation)
        self.logo.setPixmap(pixmap)
        for part in (self.logo, self.remove_logo):
            part.setVisible(bool(logo))

    def _draw_sample(self) -> None:
        work = partial(operations.sample_page, self._context.session, self.options.options(), self._context.today())
        run_in_background(self, work, self._show_sample)

    def _show_sample(self, page: "PageImage") -> None:
        self.sample.setPixmap(QPixmap.fromImage(as_image(page)))

    # Changing

    def _choose_logo(self) -> None:
        question = FileQuestion(self.tr("Choose a logo"), "PNG, JPEG (*.png *.jpg *.jpeg)")
        self._context.dialogs.choose_open_path(question, self._read_logo)

    def _read_logo(self, path: Path) -> None:
        run_in_background(self, partial(operations.read_logo, path), self._take_logo, self._refused)

    def _take_logo(self, logo: bytes) -> None:
        self._show_logo(logo)
        self._save()

    def _remove_logo(self) -> None:
        self._show_logo(b"")
        self.choose_logo.setFocus()
        self._save()

    def _save(self) -> None:
        for field in (self.accent, self.footer):
            if not field.check():
                field.take_focus()
                return
        work = partial(
            operations.save_look,
            self._context.session,
            accent=self.accent.text(),
            footer=self.footer.text(),
            logo=self._logo,
        )
        self._context.status.saving()
        run_in_background(self, work, self._saved, self._refused)

    def _keep_options(self) -> None:
        work = partial(operations.save_usual_options, self._context.session, self.options.options())
        self._context.status.saving()
        run_in_background(self, work, self._saved, self._refused)

    def _saved(self, changes: "Changes") -> None:
        self._context.status.saved()
        self._context.announce(changes, self)
        self.load()

    def _refused(self, error: FootRehabError) -> None:
        self._context.status.not_saved(self.tr("see the message"))
        fields = {field.code: field for field in (self.accent, self.footer)}
        field = fields.get(error.field) if isinstance(error, FieldError) else None
        if field is None:
            self._context.dialogs.show_error(error)
        else:
            field.set_error(str(error))
            field.take_focus()
