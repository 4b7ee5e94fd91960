"""A patient of words that occur nowhere else: after work and faults on every page, no file but the record holds one."""

import gc
import logging
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final, NoReturn

from PySide6.QtWidgets import QApplication

from footrehab_desktop.app import make_application
from footrehab_desktop.clinic.handout_catalogue import Printing, WantedHandout, prepare_handout
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.records.values import DiaryDay, DiarySession, EpisodeDetails, PatientDetails
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.error_hook import ErrorHook
from footrehab_desktop.ui.pages.registry import CLINIC_PAGES, PATIENT_PAGES
from footrehab_desktop.ui.problem_report import problem_report
from tests.soak.result import SoakResult
from tests.support.lock_window import LockWindow, lock_window, settle
from tests.support.session_factory import TODAY

CANARY: Final = "Zanzibarowska"
BIRTH: Final = date(1913, 11, 17)
TRACES: Final = (CANARY, CANARY.casefold(), "1913-11-17", "17-Nov-1913", "0999123456789")
PERSON: Final = PatientDetails(CANARY, CANARY, BIRTH, "female", phone="0999123456789", email=CANARY, notes=CANARY)
EPISODE: Final = EpisodeDetails("plantar_heel", "right", TODAY, activity=CANARY, goal=CANARY)
_FOLDERS: Final = ("TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")


def run(count: int) -> SoakResult:
    """Visit every page in turn and force a fault on it, ``count`` times; then look into every file and window title."""
    chance, titles = random.Random(2), set[str]()
    application = make_application()
    theme.apply(application, "light", 100)
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as name:
        place = Path(name)
        with _account(place), _hook(place / "log") as hook, lock_window(place / "clinic") as desk:
            patient_id = _fill(desk)
            pages = [*((entry.code, patient_id) for entry in PATIENT_PAGES), *((e.code, None) for e in CLINIC_PAGES)]
            for number in range(count):
                code, whose = pages[number % len(pages)]
                desk.go(code, whose)
                _force_a_fault(desk, hook, chance)
                titles |= {window.windowTitle() for window in QApplication.topLevelWidgets()}
            desk.window.lock()
            settle()
            background.shut_down()
        found = _hits(place)
        told = problem_report(place / "log")
    gc.collect()
    assert not found, f"found in {found}"
    assert not [trace for trace in TRACES for text in (told, *titles) if trace in text]
    assert "ValueError" in told
    return SoakResult(count, count, f"0 hits in files, log, report and {len(titles)} window titles")


@contextmanager
def _account(place: Path) -> Iterator[None]:
    """Have whatever is written outside the record lie below ``place``."""
    before = {name: os.environ.get(name) for name in _FOLDERS}
    for name in _FOLDERS:
        (place / name).mkdir()
        os.environ[name] = str(place / name)
    tempfile.tempdir = None
    yield
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})
    tempfile.tempdir = None


@contextmanager
def _hook(folder: Path) -> Iterator[ErrorHook]:
    made = ErrorHook(folder)
    made.install()
    level, logging.root.level = logging.root.level, logging.DEBUG
    yield made
    logging.root.level = level
    made.uninstall()


def _fill(desk: LockWindow) -> str:
    with desk.session.unit_of_work() as unit:
        patient = unit.patients.add(PERSON)
        episode = unit.episodes.add(patient.id, EPISODE)
        unit.diary.put_sessions(episode.id, [DiarySession(TODAY, 1, "run", impact=True, minutes=20, note=CANARY)])
        unit.diary.put_days(episode.id, [DiaryDay(TODAY, note=CANARY)])
        unit.drafts.save(patient.id, "patient", {"family_name": CANARY})
        unit.commit()
    with desk.session.unit_of_work() as unit:
        at = Printing(unit, desk.session.library, desk.session.forms, TODAY)
        assert prepare_handout(at, WantedHandout("progress_report", episode.id, PrintOptions(), TODAY)).pdf
    return patient.id


def _force_a_fault(desk: LockWindow, hook: ErrorHook, chance: random.Random) -> None:
    """Fail with the canary in the error's own words, on the main thread or the worker."""
    if chance.randrange(2):
        background.run_in_background(desk.window, _fail, lambda _nothing: None)
        settle()
        return
    try:
        _fail()
    except ValueError as error:
        hook.handle(type(error), error, error.__traceback__)


def _fail() -> NoReturn:
    typed = {"family_name": CANARY, "born": BIRTH.isoformat()}
    raise ValueError(f"cannot read {typed!r} of {CANARY}")


def _hits(place: Path) -> list[str]:
    """Return the names of the files that hold a trace as it would be written by anybody."""
    wanted = [trace.encode(encoding) for trace in TRACES for encoding in ("utf-8", "utf-16-le")]
    files = [path for path in place.rglob("*") if path.is_file()]
    return [path.name for path in files if any(trace in path.read_bytes() for trace in wanted)]
