"""What a clinic can send to whoever helps it: versions, the computer, and the newest lines of the log. No patient data.

The log holds types and places of faults, never what was typed (``error_hook``).
"""

import platform
from pathlib import Path
from typing import Final

from PySide6.QtCore import qVersion

from footrehab_desktop import __version__, silence
from footrehab_desktop.ui.error_hook import CRASH_NAME, LOG_NAME

NEWEST_LINES: Final = 200


def problem_report(log_folder: Path) -> str:
    """Return the report as text; a log that cannot be read is said to be so."""
    parts = [
        f"FootRehab Desktop {__version__}",
        f"{platform.system()} {platform.release()}, {platform.machine()}, Python {platform.python_version()}, "
        f"Qt {qVersion()}",
        f"Network connections asked for and refused since the start: {silence.attempts()}",
        _newest("Log", log_folder / LOG_NAME),
        _newest("Crashes", log_folder / CRASH_NAME),
    ]
    return "\n\n".join(parts) + "\n"


def _newest(title: str, path: Path) -> str:
    try:
        lines = path.read_text("utf-8", "replace").splitlines() if path.exists() else []
    except OSError as error:
        return f"{title}: cannot be read ({error.strerror})"
    # A crash names files by their whole path, which holds the name of whoever uses the computer.
    home = str(Path.home())
    shown = [line.replace(home, "~") for line in lines[-NEWEST_LINES:]]
    return "\n".join([f"{title}:", *(shown or ["nothing"])])
