"""Settings survive a restart, a damaged file and a full disk; nothing unknown gets in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.ui.preferences import Preferences, PreferenceValues


def test_changes_are_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "preferences.txt"
    first, heard = Preferences(path), []
    first.on_change(heard.append)
    first.change(theme="dark", text_scale=150)
    first.change(theme="dark")
    assert [values.theme for values in heard] == ["dark"]
    assert Preferences(path).values == PreferenceValues(theme="dark", text_scale=150)


@pytest.mark.parametrize(
    "changed",
    [
        {"theme": "pink"},
        {"record_folder": "a\nb"},
        {"text_scale": 90},
        {"text_scale": True},
        {"idle_lock_minutes": 0},
        {"patient": "Obi"},
    ],
)
def test_what_is_not_allowed_is_refused(preferences: Preferences, changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(changed))):
        preferences.change(**changed)
    assert preferences.values == PreferenceValues()


WORDS = st.text().map(lambda text: f"theme = {text}\ntext_scale = {text}".encode("utf-8", "replace"))


@given(st.binary(max_size=200) | WORDS)
def test_a_damaged_file_means_defaults(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("damaged") / "preferences.txt"
    path.write_bytes(content)
    values = Preferences(path).values
    assert values.theme in ("system", "light", "dark", "contrast")
    assert values._replace(theme="system") == PreferenceValues()


def test_folders_and_geometry_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "preferences.txt"
    kept = {"record_folder": "C:\\Praxis = Köln\\Akten", "geometry": "AdnQywADAAA==", "last_clinician_id": "007"}
    Preferences(path).change(**kept)
    assert Preferences(path).values == PreferenceValues(**kept)


def test_one_bad_value_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "preferences.txt"
    path.write_text("theme = dark\ntext_scale = huge\nadded_later = 1\nno sign\n")
    assert Preferences(path).values == PreferenceValues(theme="dark")


def test_an_unwritable_place_does_not_stop_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    preferences = Preferences(tmp_path / "file" / "preferences.txt")
    preferences.change(theme="light")
    assert preferences.values.theme == "light"
