"""Started without a console, as from the start menu of Windows, nothing fails for want of one, and errors are shown."""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from footrehab_desktop import last_words

_NO_CONSOLE = """
import sys
sys.stdin = sys.stdout = sys.stderr = None
from footrehab_desktop.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["library"], 0),
        (["simulate", "--weeks", "1"], 0),
        (["decide", "no such file.json"], 2),
        (["decide", "-"], 1),
        (["verify", "--folder", "{folder}"], 1),
        (["no such command"], 2),
    ],
)
def test_every_command_ends_as_it_does_with_a_console(arguments: list[str], code: int, tmp_path: Path):
    given = [argument.format(folder=tmp_path) for argument in arguments]
    done = subprocess.run([sys.executable, "-c", _NO_CONSOLE, *given], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return what the plain window of Windows would show."""
    said: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(sys, "platform", "win32")
        importlib.reload(last_words)
        patched.setattr(last_words, "_show", said.append)
        yield said
    importlib.reload(last_words)


def test_on_windows_without_a_console_a_window_says_it(shown: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stderr", None)
    last_words.say("The folder is gone.")
    assert shown == ["The folder is gone."]


def test_an_uncaught_error_is_told_by_kind_and_place_never_by_its_text(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    last_words.take_over()
    with pytest.raises(ImportError) as caught:
        importlib.import_module("of_jane_doe")
    sys.excepthook(caught.type, caught.value, caught.tb)
    (sentence,) = shown
    assert "could not start (ModuleNotFoundError, " in sentence
    assert "Records are not touched" in sentence
    assert "jane" not in sentence


def test_with_a_console_python_says_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    before = sys.excepthook
    last_words.take_over()
    last_words.say("A sentence.")
    assert sys.excepthook is before
    assert capsys.readouterr().err == "A sentence.\n"
