"""Advice for patients: easy words, sources that exist, and the figures of the rulebook that the patient is on."""

import json
from pathlib import Path

import pytest
import textstat

from footrehab_desktop.library import advice as advice_module
from footrehab_desktop.library.advice import ADVICE_IDS, advice_text, load_advice
from footrehab_desktop.library.reading import LibraryError
from footrehab_desktop.library.sources import KINDS
from footrehab_desktop.progression import STANDARD
from footrehab_desktop.progression.catalogue import covered_ids
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.resource_files import resource_path

HIGHEST_GRADE = 6
REQUIREMENTS = Path(__file__).parent.parent / "traceability" / "requirements.json"


def words_of(advice_id: str, condition: str) -> str:
    blocks = advice_text(load_advice()[advice_id], condition)
    return " ".join(line for block in blocks for line in block.lines)


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("advice_id", ADVICE_IDS)
def test_every_sheet_has_something_to_say_to_everyone_in_easy_words(advice_id: str, condition: str) -> None:
    text = words_of(advice_id, condition)
    assert len(text.split()) > 40
    assert textstat.flesch_kincaid_grade(text) <= HIGHEST_GRADE
    assert "{" not in text


@pytest.mark.parametrize("advice_id", ADVICE_IDS)
def test_the_short_words_are_few(advice_id: str) -> None:
    for block in load_advice()[advice_id].blocks:
        assert 1 <= len(block.short) <= 4
        assert all(len(line.split()) <= 12 for line in block.short)


def test_what_is_cited_exists() -> None:
    requirements = {row["id"] for row in json.loads(REQUIREMENTS.read_text("utf-8"))["requirements"]}
    known = requirements | set(covered_ids()) | set(KINDS)
    cited = {source for sheet in load_advice().values() for block in sheet.blocks for source in block.sources}
    assert cited - known == set()


def test_the_figures_are_those_of_the_rulebook() -> None:
    book = STANDARD.changed("Harbour", {"FW-01.km": 640, "FL-02.days": 10})
    sheets = load_advice()
    shoes = " ".join(line for block in advice_text(sheets["shoes"], "plantar_heel", None, book) for line in block.lines)
    flare = [line for block in advice_text(sheets["flare_care"], "plantar_heel", 2, book) for line in block.lines]
    assert "about 640 km" in shoes
    assert "if it comes back a second time within 10 days," in flare
    assert "Pain went above 2 out of 10 more than once, or far above it." in flare


def test_where_no_pain_is_allowed_no_limit_is_spoken_of() -> None:
    bone = words_of("flare_care", "bsi_low")
    assert "Any pain at the bone" in bone
    assert "out of 10 more than once" not in bone
    assert "Any pain at the bone" not in words_of("flare_care", "plantar_heel")


BONE = ("bsi_low", "bsi_high")


def short_words(advice_id: str, condition: str) -> str:
    return " ".join(line for block in advice_text(load_advice()[advice_id], condition) for line in block.short)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_who_does_not_feel_cold_or_heat_is_told_to_leave_them(condition: str) -> None:
    flare = words_of("flare_care", condition)
    assert "Diabetes, numb skin or poor blood flow? Use no ice and no heat." in flare
    assert "no ice, no heat" in short_words("flare_care", condition)
    assert "Do not walk barefoot" in words_of("shoes", condition)


@pytest.mark.parametrize("condition", BONE)
@pytest.mark.parametrize("advice_id", ADVICE_IDS)
def test_nobody_with_a_bone_stress_injury_reads_that_some_pain_is_fine(advice_id: str, condition: str) -> None:
    for text in (words_of(advice_id, condition), short_words(advice_id, condition)):
        for wrong in ("out of 10", "half as much", "half for a week", "until pain is", "feels all right"):
            assert wrong not in text
    for told in ("flare_care", "load", "long_term"):
        assert "ever run through pain at the bone" in words_of(told, condition)


def test_a_high_risk_bone_is_never_restarted_at_home_and_is_looked_at_the_same_day() -> None:
    high, low = words_of("flare_care", "bsi_high"), words_of("flare_care", "bsi_low")
    assert "Not before the clinic or your doctor says so." in high
    assert "Call us the same day, even if it has gone." in high
    assert "level lower" not in high
    assert "Walk without any pain for 2 days first." in low


def test_a_limit_of_zero_without_a_bone_injury_speaks_of_no_bone_and_of_no_pain_left() -> None:
    blocks = advice_text(load_advice()["flare_care"], "post_op", 0)
    text = " ".join(line for block in blocks for line in block.lines)
    assert "bone" not in text
    assert "out of 10" not in text
    assert "Wait until there is no pain" in text


@pytest.mark.parametrize("condition", CONDITIONS)
def test_what_needs_help_at_once_is_not_left_to_a_call_at_the_clinic(condition: str) -> None:
    """The leaflet and the traffic-light card name the same signs for the same haste."""
    blocks = {block.heading: block.lines for block in advice_text(load_advice()["flare_care"], condition)}
    (called,) = (" ".join(lines) for heading, lines in blocks.items() if heading.startswith("Call the clinic"))
    for sign in ("cannot stand", "cold, blue", "numb", "fever", "breathe", "calf", "chest"):
        assert sign in " ".join(blocks["Get help at once"])
        assert sign not in called


def test_water_and_running_wait_for_leave() -> None:
    assert "Stay out of the water until the wound is closed." in words_of("load", "post_op")
    for condition in CONDITIONS:
        assert "Run only once your clinic has told you to start." in words_of("load", condition)


def test_conditions_get_their_own_blocks() -> None:
    def headings(condition: str) -> list[str]:
        return [block.heading for block in advice_text(load_advice()["healing"], condition)]

    assert headings("ankle_sprain")[0] == "Your ankle"
    assert headings("post_op")[0] == "After your operation"
    assert all(headings(condition)[0].startswith(("Your", "After")) for condition in CONDITIONS)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"lines": ["After {km} km"]}, "a name in braces has no figure"),
        ({"figures": {"km": "FW-99.km"}}, "there is no figure FW-99.km"),
        ({"conditions": ["tennis_elbow"]}, "'tennis_elbow' is not known"),
        ({"sources": []}, "needs at least 1 entries"),
        ({"icon": "unicorn"}, "'unicorn' is not known"),
        ({"colour": "red"}, "is not a key that is known here"),
    ],
)
def test_a_fault_in_a_sheet_is_named_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], fault: str
) -> None:
    for advice_id in ADVICE_IDS:
        name = f"{advice_id}.en.json"
        (tmp_path / name).write_text(resource_path("advice", name).read_text("utf-8"), "utf-8")
    block = {
        "heading": "Shoes",
        "icon": "shoe",
        "lines": ["Try them on."],
        "short": ["Try."],
        "sources": ["S000-20"],
        **change,
    }
    sheet = {"id": "shoes", "title": "Shoes", "lead": "Good shoes fit.", "blocks": [block]}
    (tmp_path / "shoes.en.json").write_text(json.dumps(sheet), "utf-8")
    monkeypatch.setattr(advice_module, "resource_path", lambda _folder, name: tmp_path / name)
    load_advice.cache_clear()
    with pytest.raises(LibraryError) as refusal:
        load_advice()
    load_advice.cache_clear()
    (found,) = [str(f) for f in refusal.value.faults]
    assert found.startswith("shoes.en.json: Shoes")
    assert fault in found
