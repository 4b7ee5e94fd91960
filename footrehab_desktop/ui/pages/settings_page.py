"""Settings: a list of sections at the left, one of them shown; a section is made on its first visit."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import Page, PageContext, page_layout, scrolling
from footrehab_desktop.ui.pages.settings_section import SettingsSection
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE
from footrehab_desktop.ui.widgets.panels import SectionHeader

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

_WIDEST = 900
_LIST_WIDTH = 210


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One section: its code, its words, and ``module:Class`` below ``ui.pages``."""

    code: str
    title: str
    target: str

    def load(self) -> type[SettingsSection]:
        """Import the section's module and return its class."""
        module, name = self.target.split(":")
        found = getattr(import_module(f"footrehab_desktop.ui.pages.{module}"), name)
        if not (isinstance(found, type) and issubclass(found, SettingsSection)):
            raise TypeError(self.target)
        return found


SECTIONS = (
    SectionEntry("clinic", "Clinic and handouts", "settings_clinic:ClinicSection"),
    SectionEntry("people", "People", "settings_people:PeopleSection"),
    SectionEntry("backup", "Backup", "settings_backup:BackupSection"),
    SectionEntry("data", "Privacy and data", "settings_data:DataSection"),
    SectionEntry("look", "Appearance and lock", "settings_look:LookSection"),
    SectionEntry("update", "Update", "settings_update:UpdateSection"),
    SectionEntry("about", "About", "settings_about:AboutSection"),
)


class SettingsPage(Page):
    """Arrows choose a section, Enter or Tab goes into it."""

    code: ClassVar[str] = "settings"
    title: ClassVar[str] = "Settings"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._made: dict[str, SettingsSection] = {}
        self._places: dict[str, int] = {}
        self.sections = _SectionList()
        self.sections.currentRowChanged.connect(self._show_row)
        self.sections.entered_section.connect(self._go_in)
        self.shown = QStackedWidget()
        self._lay_out()

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        if self.sections.currentRow() < 0:
            self.sections.setCurrentRow(0)
        else:
            self._current().load()

    def show_section(self, code: str) -> SettingsSection:
        """Show a section and return it."""
        self.sections.setCurrentRow([entry.code for entry in SECTIONS].index(code))
        return self._made[code]

    def refresh(self, changes: "Changes") -> None:
        if changes.clinic or changes.library:
            for section in self._made.values():
                section.load()

    def leave(self) -> None:
        for section in self._made.values():
            section.leave()

    def focus_first(self) -> None:
        self.sections.setFocus()

    def _lay_out(self) -> None:
        column = page_layout(self)
        column.addWidget(SectionHeader(self.tr("Settings"), large=True))
        beside = theme.scale() < STACKED_FROM_SCALE
        parts = QHBoxLayout() if beside else QVBoxLayout()
        parts.setSpacing(16)
        if beside:
            self.sections.setFixedWidth(theme.scaled(_LIST_WIDTH))
        else:
            self.sections.setFixedHeight(self.sections.sizeHintForRow(0) * 3)
        parts.addWidget(self.sections)
        parts.addWidget(self.shown, 1)
        column.addLayout(parts, 1)

    def _current(self) -> SettingsSection:
        return self._section(SECTIONS[self.sections.currentRow()])

    def _section(self, entry: SectionEntry) -> SettingsSection:
        if entry.code not in self._made:
            made = entry.load()(self.context)
            self._made[entry.code] = made
            self._places[entry.code] = self.shown.addWidget(scrolling(made, widest=theme.scaled(_WIDEST)))
        return self._made[entry.code]

    @Slot(int)
    def _show_row(self, row: int) -> None:
        if row < 0:
            return
        self.leave()
        section = self._section(SECTIONS[row])
        section.load()
        self.shown.setCurrentIndex(self._places[SECTIONS[row].code])

    @Slot()
    def _go_in(self) -> None:
        self.sections.focusNextChild()


class _SectionList(QListWidget):
    """The sections by name. Signal: ``entered_section()`` on Enter."""

    entered_section = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Sections of the settings"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ensurePolished()  # or the rows would keep the height they have without the style sheet
        for entry in SECTIONS:
            self.addItem(QListWidgetItem(entry.title))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_section.emit()
        else:
            super().keyPressEvent(event)
