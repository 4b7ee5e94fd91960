"""Settings survive a restart, a damaged file and a full disk; nothing unknown gets in."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.ui.preferences import Preferences, PreferenceValues


def test_changes_are_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "preferences.json"
    first, heard = Preferences(path), []
    first.on_change(heard.append)
    first.change(theme="dark", text_scale=150)
    first.change(theme="dark")
    assert [values.theme for values in heard] == ["dark"]
    assert Preferences(path).values == PreferenceValues(theme="dark", text_scale=150)


@pytest.mark.parametrize(
    "changed",
    [{"theme": "pink"}, {"text_scale": 90}, {"text_scale": True}, {"idle_lock_minutes": 0}, {"patient": "Obi"}],
)
def test_what_is_not_allowed_is_refused(preferences: Preferences, changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(changed))):
        preferences.change(**changed)
    assert preferences.values == PreferenceValues()


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(lambda x: json.dumps(x).encode())
)
def test_a_damaged_file_means_defaults(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("damaged") / "preferences.json"
    path.write_bytes(content)
    assert Preferences(path).values == PreferenceValues()


def test_one_bad_value_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(json.dumps({"theme": "dark", "text_scale": "huge", "added_later": 1}))
    assert Preferences(path).values == PreferenceValues(theme="dark")


def test_an_unwritable_place_does_not_stop_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    preferences = Preferences(tmp_path / "file" / "preferences.json")
    preferences.change(theme="light")
    assert preferences.values.theme == "light"
