"""Help: a topic for every page, found by typing, links lead to topics only."""

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from footrehab_desktop.resource_files import resource_path
from footrehab_desktop.ui.help_topics import find_topics, load_topics
from footrehab_desktop.ui.pages.help_text import HelpText
from footrehab_desktop.ui.pages.registry import PAGES
from footrehab_desktop.ui.tokens import DECISION_LOOK
from tests.support.links import links_in


def test_every_page_has_a_topic() -> None:
    codes = {topic.code for topic in load_topics()}
    assert set(PAGES) - {"help"} <= codes


def test_links_lead_somewhere() -> None:
    topics = load_topics()
    codes = {topic.code for topic in topics}
    for topic in topics:
        for link in links_in(topic.markdown):
            shown = resource_path("help").joinpath(link).is_file() if link.startswith("pictures/") else False
            assert shown or link.removeprefix("topic:") in codes, (topic.code, link)


def test_every_picture_says_in_words_what_it_shows() -> None:
    pictures = [words for topic in load_topics() for words in re.findall(r"!\[([^]]*)\]\(", topic.markdown)]
    assert pictures
    assert all(len(words) > 20 for words in pictures)


def test_a_text_with_pictures_is_shown_once_at_any_width(qtbot: QtBot) -> None:
    text = HelpText()
    qtbot.addWidget(text)
    text.resize(900, 400)
    with qtbot.waitExposed(text):
        text.show()
    topic = next(topic for topic in load_topics() if topic.code == "comparing")
    for width in (None, 500, 1200):
        if width:
            text.resize(width, 400)
        else:
            text.show_markdown(topic.markdown)
        assert text.toPlainText().count(topic.title) == 1
        first = text.document().begin()
        assert [first.blockFormat().headingLevel(), first.next().blockFormat().headingLevel()] == [1, 0]


def test_no_picture_is_wider_than_its_text(qtbot: QtBot) -> None:
    text = HelpText()
    qtbot.addWidget(text)
    text.resize(500, 400)
    with qtbot.waitExposed(text):
        text.show()
    text.show_markdown("# Feet\n\n![Two feet with marks on them](pictures/body-chart.png)\n")
    assert 400 < picture_width(text) <= text.viewport().width()
    text.resize(350, 400)
    assert 250 < picture_width(text) <= text.viewport().width()
    text.resize(2000, 400)
    assert picture_width(text) == 900, "a picture is never drawn larger than it is"


def test_a_text_shows_no_picture_from_anywhere_else(qtbot: QtBot) -> None:
    text = HelpText()
    qtbot.addWidget(text)
    for name in (str(resource_path("help", "phases.svg")), "../phases.svg", "file:///etc/hostname"):
        assert text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name)) is None


def picture_width(text: HelpText) -> int:
    image = text.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("pictures/body-chart.png"))
    assert isinstance(image, QImage)
    return round(image.width() / image.devicePixelRatio())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("body chart", "body-chart"),
        ("tender", "body-chart"),
        ("compare", "comparing"),
        ("measurement error", "comparing"),
        ("referral letter", "handouts"),
        ("own exercise", "library"),
        ("template", "plan"),
    ],
)
def test_help_finds_what_is_new(typed: str, code: str) -> None:
    assert code in [topic.code for topic in find_topics(load_topics(), typed)]


def test_every_decision_is_explained_with_its_sign() -> None:
    text = next(topic.markdown for topic in load_topics() if topic.code == "decisions")
    for look in DECISION_LOOK.values():
        assert f"| {look.sign} | {look.word} |" in text


def test_typing_finds_topics_with_the_title_first() -> None:
    topics = load_topics()
    assert find_topics(topics, "") == topics
    assert find_topics(topics, "recovery key")[0].code == "people"
    assert find_topics(topics, "xyzzy") == ()
