"""Help: searchable, offline, one topic for each page and a few for the whole."""

from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.help_topics import HelpTopic, find_topics, load_topics
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.help_text import HelpText
from footrehab_desktop.ui.widgets.panels import Card, SectionHeader

_LINK = "topic"


class HelpPage(Page):
    """Topics at the left, the text at the right."""

    code: ClassVar[str] = "help"
    title: ClassVar[str] = "Help"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._topics = load_topics()
        self._shown: tuple[HelpTopic, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the help"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.topic_list = QListWidget()
        self.search.returnPressed.connect(self.topic_list.setFocus)
        self.topic_list.setAccessibleName(self.tr("Topics"))
        self.topic_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.topic_list.currentRowChanged.connect(self._show_row)
        self._none = theme.label(self.tr("Nothing found. Try fewer letters."), "soft", wrap=True)
        self.text = HelpText()
        self.text.setAccessibleName(self.tr("Help text"))
        self.text.anchorClicked.connect(self._follow)
        self._lay_out()
        self.topic_list.ensurePolished()  # or the rows would keep the height they have without the style sheet
        self._search("")

    def show_topic(self, code: str) -> None:
        """Show the help for a page or a topic; an unknown code shows the first steps."""
        self.search.clear()
        codes = [topic.code for topic in self._shown]
        self.topic_list.setCurrentRow(codes.index(code) if code in codes else 0)
        self.text.setFocus()

    def focus_first(self) -> None:
        self.search.setFocus()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        for part in (self.search, self._none, self.topic_list):
            left.addWidget(part)
        left.setStretch(2, 1)
        aside = QWidget()
        aside.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        aside.setFixedWidth(theme.scaled(260))
        card = Card()
        card.body.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(aside)
        row.addWidget(card, 1)
        column = page_layout(self)
        column.addWidget(SectionHeader(self.tr("Help"), large=True))
        column.addLayout(row, 1)

    def _search(self, typed: str) -> None:
        self._shown = find_topics(self._topics, typed)
        self.topic_list.clear()
        for topic in self._shown:
            self.topic_list.addItem(QListWidgetItem(topic.title))
        self._none.setVisible(not self._shown)
        if self._shown:
            self.topic_list.setCurrentRow(0)

    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self._shown):
            return
        self.text.show_markdown(self._shown[row].markdown)

    def _follow(self, link: QUrl) -> None:
        """Links lead to other topics only; nothing here opens an address."""
        if link.scheme() == _LINK:
            self.show_topic(link.path())
