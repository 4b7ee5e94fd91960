"""Every version of the plan: when, who, why and what changed; any two side by side; an earlier one taken again."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import Plan
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.presenters.plan_history import (
    SAME,
    PlanHistory,
    compare_rows,
    compare_summary,
    version_rows,
)
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.reading_table import ReadingTable

_MOST_CHANGES = 6


class PlanHistoryView(QWidget):
    """``version_taken`` carries the ``Plan`` that is to be edited again."""

    version_taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history: PlanHistory | None = None
        self._library: Library | None = None
        self.table = ReadingTable(
            self.tr("Versions of the plan, newest first"),
            (self.tr("Version"), self.tr("Why, and what changed")),
            (0.36, 0.64),
        )
        self.other = QComboBox()
        self.other.setAccessibleName(self.tr("Compare with"))
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other.setMinimumContentsLength(12)
        self.compared = ReadingTable(
            self.tr("Both versions side by side"),
            (self.tr("Exercise"), self.tr("Before"), self.tr("After"), self.tr("Change")),
            (0.25, 0.26, 0.26, 0.23),
        )
        self._comparison = Card()
        self._summary = theme.label("", "soft", wrap=True)
        self._nothing = theme.label(
            self.tr("No plan was saved yet. Every saving makes a version that stays here."), "soft", wrap=True
        )
        self.take = button(self.tr("Take this version again"), on_press=self._take)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(self._version_chosen)
        self.other.currentIndexChanged.connect(self._show_comparison)

    def _lay_out(self) -> None:
        versions, comparison = Card(self.tr("Versions")), self._comparison
        versions.body.addWidget(self.table, 1)
        versions.body.addWidget(self._nothing)
        actions = QHBoxLayout()
        actions.addWidget(self.take)
        actions.addStretch(1)
        versions.body.addLayout(actions)
        versions.body.addStretch(0)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._heading = theme.label("", "lead", wrap=True)
        beside = theme.label(self.tr("Compare with"), "label")
        beside.setBuddy(self.other)
        line.addWidget(self._heading, 1)
        line.addWidget(beside)
        line.addWidget(self.other)
        comparison.body.addLayout(line)
        comparison.body.addWidget(self._summary)
        comparison.body.addWidget(self.compared, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(two_panes(versions, comparison, widths=(560, 600)))

    def take_focus(self) -> None:
        """Put the keyboard on the newest version."""
        if not self.table.isHidden():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_history(self, history: PlanHistory, library: Library) -> None:
        """Show the versions, the newest one against the one before."""
        self._history, self._library = history, library
        rows = version_rows(history, library)
        self.table.show_rows(
            [
                (f"{row.version} · {row.saved}\n{row.clinician}", _listed((*filter(None, (row.why,)), *row.changes)))
                for row in rows
            ]
        )
        self._nothing.setVisible(not rows)
        for widget in (self.table, self.take, self._comparison):
            widget.setVisible(bool(rows))
        self._version_chosen()

    def _chosen(self) -> Plan | None:
        """Return the version that the keyboard is on."""
        row = self.table.current_row()
        versions = self._history.versions if self._history else ()
        return versions[row] if 0 <= row < len(versions) else None

    def _version_chosen(self) -> None:
        """Offer every other version to compare with, the one before first."""
        chosen = self._chosen()
        self.take.setEnabled(chosen is not None)
        with QSignalBlocker(self.other):
            self.other.clear()
            if chosen is not None and self._history is not None:
                others = [plan for plan in self._history.versions if plan.version != chosen.version]
                for plan in others:
                    self.other.addItem(self.tr("Version {number}").format(number=plan.version), plan.version)
                before = max((p.version for p in others if p.version < chosen.version), default=0)
                self.other.setCurrentIndex(max(0, self.other.findData(before)))
        self.other.setEnabled(self.other.count() > 0)
        self._show_comparison()

    def _show_comparison(self) -> None:
        chosen, other = self._chosen(), self._other()
        if chosen is None or self._library is None:
            self._heading.setText(self.tr("Two versions side by side"))
            self.compared.show_rows(())
            self._summary.setText("")
            return
        earlier, later = (chosen, chosen) if other is None else sorted((chosen, other), key=lambda plan: plan.version)
        rows = compare_rows(earlier, later, self._library)
        self._heading.setText(
            self.tr("Versions {earlier} and {later}").format(earlier=earlier.version, later=later.version)
            if other is not None
            else self.tr("Version {number}, the only one").format(number=chosen.version)
        )
        version = self.tr("Version {number}")
        self.compared.texts.show_headings(
            (
                self.tr("Exercise"),
                version.format(number=earlier.version),
                version.format(number=later.version),
                self.tr("Change"),
            )
        )
        self._summary.setText(compare_summary(rows))
        strong = [number for number, row in enumerate(rows) if row.kind != SAME]
        self.compared.show_rows(
            [(row.name, row.earlier, row.later, row.change or row.kind) for row in rows], strong=strong
        )

    def _other(self) -> Plan | None:
        wanted = self.other.currentData()
        versions = self._history.versions if self._history else ()
        return next((plan for plan in versions if plan.version == wanted), None)

    def _take(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.version_taken.emit(chosen)


def _listed(changes: tuple[str, ...]) -> str:
    """Return the first changes on lines of their own; the comparison shows all of them."""
    if len(changes) <= _MOST_CHANGES:
        return "\n".join(changes)
    return "\n".join((*changes[:_MOST_CHANGES], f"… {len(changes) - _MOST_CHANGES} more"))
