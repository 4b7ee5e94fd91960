"""What may not be loaded yet when the first page is on screen: charts, print and migrations."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.record_factory import PASSPHRASE, make_folder

ROOT = Path(__file__).parent.parent.parent
NOT_YET = {"alembic", "reportlab", "pypdfium2", "pyqtgraph", "numpy"}

OPENING = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from footrehab_desktop import app
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.preferences import Preferences

folder, passphrase = Path(sys.argv[1]), sys.argv[2]

def unlock():
    page = window.centralWidget()
    if page.who.count() == 0:
        QTimer.singleShot(20, window, unlock)
        return
    page.secret.set_value(passphrase)
    page.unlock_button.click()

def leave():
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
    window.close()

application = app.make_application()
theme.apply(application, "light", 100)
window = MainWindow(app.RecordGate(folder), Preferences(folder / "preferences.json"))
window.painted.connect(unlock)
window.unlocked.connect(lambda: QTimer.singleShot(200, window, leave))
window.show()
application.exec()
background.shut_down()
"""


def test_the_first_page_needs_neither_charts_nor_print_nor_migrations(tmp_path: Path) -> None:
    make_folder(tmp_path)
    command = [sys.executable, "-c", OPENING, str(tmp_path), PASSPHRASE]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=100)
    assert completed.returncode == 0, completed.stderr
    loaded = set(json.loads(completed.stdout))
    assert "sqlalchemy" in loaded
    assert not loaded & NOT_YET
