"""A text of the help with its pictures, which are never wider than the window."""

from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from footrehab_desktop.resource_files import resource_path

_FEATURES: Final = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_PICTURES: Final = "pictures/"


class HelpText(QTextBrowser):
    """Shows Markdown. Pictures come from the folder of the help, and from nowhere else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        # A bar that comes and goes would change the width while a text is read, and its pictures with it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(8)

    def show_markdown(self, markdown: str) -> None:
        """Show a text from its beginning."""
        self._markdown = markdown
        self._read()
        self.moveCursor(self.textCursor().MoveOperation.Start)

    def loadResource(self, kind: int, name: QUrl | str, /) -> Any:
        path = QUrl(name).path()
        if kind != QTextDocument.ResourceType.ImageResource.value or not path.startswith(_PICTURES):
            return None
        image = QImage(str(resource_path("help", "pictures", path.removeprefix(_PICTURES))))
        ratio = self.devicePixelRatioF()
        room = round((self.viewport().width() - 2 * self.document().documentMargin()) * ratio)
        if image.width() > room > 0:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if _PICTURES in self._markdown and event.size().width() != event.oldSize().width():
            self._read()

    def _read(self) -> None:
        place = self.verticalScrollBar().value()
        self.document().setMarkdown(self._markdown, _FEATURES)
        self.verticalScrollBar().setValue(place)
