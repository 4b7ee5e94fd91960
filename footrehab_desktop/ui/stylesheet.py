"""The one style sheet, made from the tokens and the type scale. Widgets ask for a look by the properties used here."""

from string import Template

from footrehab_desktop.resource_files import resource_path
from footrehab_desktop.ui.tokens import Tokens, mix

# Point sizes at 100 %; every other size on screen derives from these four.
TYPE_SCALE = {"body": 11.0, "lead": 13.0, "title": 16.0, "display": 22.0}

_SHEET = Template("""
QMainWindow, QDialog, QWidget#page, QStackedWidget, QScrollArea, QWidget#scrolled { background: $page; }
QScrollArea, QFrame#plain { border: none; }
QToolTip { background: $ink; color: $card; border: none; padding: 4px 8px; }
QLabel[role="lead"] { font-size: ${lead}pt; font-weight: 600; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="display"] { font-size: ${display}pt; font-weight: 600; }
QLabel[role="soft"] { color: $soft; }
QLabel[role="label"] { font-weight: 600; }
QLabel[role="error"] { color: $refer; }
QLabel[role="accent"] { color: $accent; font-weight: 600; }

QStackedWidget#inCard { background: $card; }
QFrame#card { background: $card; border: 1px solid $quiet; border-radius: 8px; }
QFrame#rail { background: $card; border: none; border-right: 1px solid $quiet; }
QFrame#banner { background: $card; border: none; border-bottom: 1px solid $quiet; border-left: 4px solid $accent; }
QFrame#tabs { background: $card; border: none; border-bottom: 1px solid $quiet; }
QFrame#statusLine { background: $card; border: none; border-top: 1px solid $quiet; }
QFrame#notice { background: $notice; border: 1px solid $accent; border-radius: 6px; }
QFrame#rule { background: $quiet; border: none; max-height: 1px; min-height: 1px; }

QPushButton {
    background: $card; color: $ink; border: 1px solid $line; border-radius: 6px; padding: 6px 14px;
    min-height: 22px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $faint; border-color: $quiet; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $quiet; color: $faint; border-color: $quiet; }
QPushButton[kind="danger"] { color: $refer; border-color: $refer; }
QPushButton[kind="danger"]:disabled { color: $faint; border-color: $quiet; }
QPushButton[kind="plain"] { background: transparent; border-color: transparent; color: $accent; font-weight: 600; }
QPushButton[kind="plain"]:hover { background: $hover; }
QPushButton[kind="plain"]:focus { border-color: $accent; }
QPushButton[kind="plain"]:disabled { color: $faint; }
QPushButton[kind="fact"] { background: transparent; border: 2px solid transparent; color: $accent; font-weight: 600;
    padding: 0 4px; min-height: 24px; }
QPushButton[kind="fact"]:hover { background: $hover; }
QPushButton[kind="fact"]:focus { border-color: $accent; padding: 0 4px; }
QPushButton[kind="rail"] {
    background: transparent; border: 2px solid transparent; padding: 6px 20px 6px 12px; text-align: left;
    min-height: 28px; }
QPushButton[kind="rail"]:hover { background: $hover; }
QPushButton[kind="rail"]:checked { background: $chosen; color: $accent; font-weight: 600; padding-right: 4px; }
QPushButton[kind="rail"]:focus { border-color: $accent; }
QPushButton[kind="tab"] { background: transparent; border: none; border-bottom: 3px solid transparent; border-radius: 0;
    padding: 6px 12px 5px 12px; color: $soft; }
QPushButton[kind="tab"]:hover { color: $ink; background: $hover; }
QPushButton[kind="tab"]:checked { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QPushButton[kind="tab"]:focus { color: $ink; background: $chosen; border-bottom-color: $accent; }
QPushButton[kind="tab"]:disabled { color: $faint; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {
    background: $card; color: $ink; border: 1px solid $line; border-radius: 6px;
    padding: 5px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QSpinBox { min-height: 22px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
    border: 2px solid $accent; padding: 4px 7px; }
QLineEdit[refused="true"], QPlainTextEdit[refused="true"] { border: 2px solid $refer; padding: 4px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
    background: $page; color: $soft; border-color: $quiet; }
QTextBrowser { border: none; background: $card; padding: 0; }
QTextBrowser:focus { border: 2px solid $accent; border-radius: 6px; padding: 0; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$controls/arrow-down.png"); width: ${mark}px; height: ${mark}px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: 24px; }
QSpinBox::up-arrow { image: url("$controls/arrow-up.png"); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url("$controls/arrow-down.png"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $card; color: $ink; border: 1px solid $line; }
QCheckBox, QRadioButton {
    spacing: 8px; min-height: 24px; border: 2px solid transparent; border-radius: 4px;
    padding: 1px 4px 1px 1px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QListView::indicator {
    width: ${box}px; height: ${box}px; border: 1px solid $line; border-radius: 4px; background: $card; }
QCheckBox::indicator:checked, QListView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$controls/$check.png"); }

QAbstractItemView { background: $card; color: $ink; border: 1px solid $quiet; border-radius: 6px; outline: none;
    alternate-background-color: $page; selection-background-color: $chosen; selection-color: $ink;
    gridline-color: $quiet; }
QAbstractItemView:focus { border: 2px solid $accent; }
QListView::item { padding: 6px 8px; }
QListView::item:selected, QTableView::item:selected { background: $chosen; color: $ink; }
QHeaderView { background: $card; border: none; }
QHeaderView::section {
    background: $card; color: $soft; border: none; border-bottom: 1px solid $line; padding: 6px 8px;
    font-weight: 600; }
QTableCornerButton::section { background: $card; border: none; border-bottom: 1px solid $line; }
QProgressBar { background: $quiet; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $handle; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $line; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QMenu { background: $card; color: $ink; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $chosen; }
""")


def style_sheet(tokens: Tokens, scale: int) -> str:
    """Return the whole style sheet. ``scale`` is the text size in per cent, 100 to 200."""
    sizes = {role: f"{points * scale / 100:.2f}" for role, points in TYPE_SCALE.items()}
    derived = {
        "hover": mix(tokens.ink, tokens.card, 0.06),
        "pressed": mix(tokens.ink, tokens.card, 0.12),
        "chosen": mix(tokens.accent, tokens.card, 0.12),
        "notice": mix(tokens.accent, tokens.card, 0.08),
        "accent_hover": mix(tokens.ink, tokens.accent, 0.15),
        "handle": mix(tokens.line, tokens.page, 0.6),
        "faint": mix(tokens.soft, tokens.card, 0.7),
    }
    lengths = {"mark": str(round(14 * scale / 100)), "box": str(round(16 * scale / 100))}
    marks = {
        "controls": resource_path("icons", "controls").as_posix(),
        "check": "check-white" if tokens.on_accent == "#FFFFFF" else "check-black",
    }
    return _SHEET.substitute(tokens._asdict() | derived | sizes | lengths | marks)
