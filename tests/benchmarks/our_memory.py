"""The program with its main window open: unlocked with the passphrase, Today painted. Prints its resident memory in MB.

Argument: the folder of a record made by ``tests.support``.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from footrehab_desktop import app
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.unlock_page import UnlockPage
from tests.benchmarks.resident import resident_mb
from tests.benchmarks.strict import fail_at_once

PASSPHRASE = "otter lamp velvet seven"
POLL_MS = 20


def unlock() -> None:
    """Type the passphrase and press the button, once the names stand on the page."""
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    if page.who.count() == 0:
        QTimer.singleShot(POLL_MS, window, unlock)
        return
    page.secret.set_value(PASSPHRASE)
    page.unlock_button.click()


def report() -> None:
    """Print the memory and end."""
    print(resident_mb(), flush=True)
    window.close()


fail_at_once()
folder = Path(sys.argv[1])
application = app.make_application()
theme.apply(application, "light", 100)
window = MainWindow(app.RecordGate(folder), Preferences(folder / "preferences.json"))
window.painted.connect(unlock)
window.unlocked.connect(lambda: QTimer.singleShot(500, window, report))
window.show()
application.exec()
background.shut_down()
