"""Patient data on the clipboard: kept out of clipboard histories, taken away after a minute and when the record locks.

The marks are those that clipboard managers of Windows and of KDE look for; others may not heed them.
"""

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QPixmap

CLEARED_AFTER_MS = 60_000
_OURS = "application/x-footrehab-patient"
_NO = bytes(4)
_MARKS = {
    _OURS: b"1",
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': _NO,
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': _NO,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': _NO,
}


def copy_text(text: str) -> None:
    """Put text about a patient on the clipboard."""
    data = QMimeData()
    data.setText(text)
    _copy(data)


def copy_picture(picture: QPixmap) -> None:
    """Put a picture about a patient on the clipboard."""
    data = QMimeData()
    data.setImageData(picture.toImage())
    _copy(data)


def clear() -> None:
    """Empty the clipboard if what it holds was copied in this program, in whatever way; others' content stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard() or _is_ours(clipboard.mimeData()):
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _is_ours(data: QMimeData | None) -> bool:
    """An empty clipboard has no data at all on some systems."""
    return data is not None and data.hasFormat(_OURS)


def _copy(data: QMimeData) -> None:
    for name, content in _MARKS.items():
        data.setData(name, content)
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(data)
    _Copied.number += 1
    number = _Copied.number
    QTimer.singleShot(CLEARED_AFTER_MS, clipboard, lambda: _take_away(number))


class _Copied:
    """Counts what was copied, so that a later copy has its own minute."""

    number = 0


def _take_away(number: int) -> None:
    if number == _Copied.number:
        clear()
