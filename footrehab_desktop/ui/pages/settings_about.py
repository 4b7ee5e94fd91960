"""Settings → About: what this program is, what it is for, and what is inside."""

from PySide6.QtWidgets import QHBoxLayout

from footrehab_desktop import __version__
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.about import components
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.settings_section import SettingsSection
from footrehab_desktop.ui.widgets.buttons import plain_button
from footrehab_desktop.ui.widgets.panels import Card


class AboutSection(SettingsSection):
    """Version, licence, intended use; the libraries on request."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        card = Card(self.tr("About FootRehab Desktop"))
        sentences = (
            self.tr("Version {version}. Licensed under Apache-2.0.").format(version=__version__),
            self.tr(
                "Intended use: it supports the decisions of a qualified physiotherapist in the rehabilitation of foot "
                "and toe injuries. It does not diagnose and does not replace clinical judgement."
            ),
            self.tr("It makes no network connections. The record is an encrypted file on this computer."),
        )
        for sentence in sentences:
            card.body.addWidget(theme.label(sentence, wrap=True))
        self._libraries = theme.label("", "soft", wrap=True)
        self._libraries.hide()
        self._libraries_button = plain_button(self.tr("Show the libraries inside"), self._show_libraries)
        row = QHBoxLayout()
        row.addWidget(self._libraries_button)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self._libraries)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def _show_libraries(self) -> None:
        lines = [f"{part.name} {part.version} – {part.licence}" for part in components()]
        self._libraries.setText("\n".join(lines))
        self._libraries.show()
        self._libraries_button.hide()
