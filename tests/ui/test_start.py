"""The unlock page must not wait for anything heavy: a fresh process tells what it loaded before its first paint."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from footrehab_desktop.records.key_file import KdfSettings
from footrehab_desktop.records.record import create_record
from footrehab_desktop.records.values import Clinic

PROGRAM = """
import json, sys
from pathlib import Path
from footrehab_desktop import app
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.preferences import Preferences

folder = Path(sys.argv[1])
application = app.make_application()
theme.apply(application, "system", 100)
window = MainWindow(app.RecordGate(folder), Preferences(folder.parent / "preferences.json"))
at_paint = []

def note():
    at_paint.extend(sorted(sys.modules))

window.painted.connect(note)
window.show()
while not at_paint:
    application.processEvents()
background.wait_until_idle(60)
page = window.centralWidget()
print(json.dumps({
    "page": type(page).__name__,
    "modules": at_paint,
    "later": sorted(sys.modules),
    "who": page.who.itemText(0) if hasattr(page, "who") else "",
}))
window.close()
background.shut_down()
"""
HEAVY = ("sqlalchemy", "alembic", "sqlcipher3", "pyqtgraph", "numpy", "reportlab", "pypdfium2", "yaml", "cryptography")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    record, _key = create_record(
        tmp_path / "record", Clinic("Riverside"), "Ada Okafor", "seven quiet herons wade", kdf=KdfSettings(64 * 1024, 3)
    )
    record.close()
    return tmp_path / "record"


def start(folder: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_the_unlock_page_paints_before_anything_heavy_is_loaded(folder: Path) -> None:
    found = start(folder)
    assert found["page"] == "UnlockPage"
    modules = found["modules"]
    assert isinstance(modules, list)
    assert not [name for name in HEAVY if name in modules]
    assert "footrehab_desktop.records.values" not in modules
    assert found["who"] == "Ada Okafor"
    later = found["later"]
    assert isinstance(later, list)
    assert "sqlalchemy" in later, "unlocking should find the database library already loaded"


def test_a_folder_without_a_record_leads_to_the_set_up(tmp_path: Path) -> None:
    leftover = tmp_path / "record" / "note.txt"
    leftover.parent.mkdir()
    leftover.write_text("not a record")
    assert start(leftover.parent)["page"] == "FirstRunPage"
    assert start(tmp_path / "nothing")["page"] == "FirstRunPage"
