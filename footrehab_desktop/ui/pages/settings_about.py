"""Settings → About: what this program is, what it is for, and what is inside."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from footrehab_desktop import __version__, silence
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.about import components
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.settings_section import SettingsSection
from footrehab_desktop.ui.preferences import log_folder
from footrehab_desktop.ui.problem_report import problem_report
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.panels import Card

_REPORT_HEIGHT = 320


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
        self.column.addWidget(self._silence_card())
        self.column.addWidget(self._report_card())
        self.column.addStretch(1)

    def load(self) -> None:
        """Count the attempts anew; the report is made when it is asked for."""
        self.attempts.setText(
            self.tr("Connections asked for since the program was started, all refused: {number}").format(
                number=silence.attempts()
            )
        )

    def _silence_card(self) -> Card:
        card = Card(self.tr("No network"))
        card.body.addWidget(
            theme.label(
                self.tr(
                    "The program refuses every network connection of its own process, so no part of it can send or "
                    "fetch anything. Patients' data leave this computer only when you export, print or copy them."
                ),
                wrap=True,
            )
        )
        self.attempts = theme.label("", "lead", wrap=True)
        card.body.addWidget(self.attempts)
        return card

    def _report_card(self) -> Card:
        card = Card(self.tr("Problem report"))
        card.body.addWidget(
            theme.label(
                self.tr(
                    "For whoever helps you: versions and places of faults, no patient data. Read it before you pass "
                    "it on."
                ),
                wrap=True,
            )
        )
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Problem report"))
        self.report.setTabChangesFocus(True)
        self.report.hide()
        self.show_report = button(self.tr("Show the report"), on_press=self._show_report)
        self.copy_report = button(self.tr("Copy the report"), on_press=self._copy_report)
        self.copy_report.hide()
        row = QHBoxLayout()
        row.addWidget(self.show_report)
        row.addWidget(self.copy_report)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self.report)
        return card

    def _show_report(self) -> None:
        self.report.setPlainText(problem_report(log_folder()))
        self.report.setMinimumHeight(theme.scaled(_REPORT_HEIGHT))
        self.report.show()
        self.copy_report.show()
        self.copy_report.setFocus()
        self.show_report.setText(self.tr("Show it anew"))

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.context.status.say(self.tr("The report is on the clipboard."))

    def _show_libraries(self) -> None:
        lines = [f"{part.name} {part.version} – {part.licence}" for part in components()]
        self._libraries.setText("\n".join(lines))
        self._libraries.show()
        self._libraries_button.hide()
