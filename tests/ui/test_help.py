"""Help: a topic for every page, found by typing, links lead to topics only."""

from footrehab_desktop.ui.help_topics import find_topics, load_topics
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
            assert link.removeprefix("topic:") in codes, (topic.code, link)


def test_every_decision_is_explained_with_its_sign() -> None:
    text = next(topic.markdown for topic in load_topics() if topic.code == "decisions")
    for look in DECISION_LOOK.values():
        assert f"| {look.sign} | {look.word} |" in text


def test_typing_finds_topics_with_the_title_first() -> None:
    topics = load_topics()
    assert find_topics(topics, "") == topics
    assert find_topics(topics, "recovery key")[0].code == "safety"
    assert find_topics(topics, "xyzzy") == ()
