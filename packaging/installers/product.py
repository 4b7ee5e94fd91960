"""The one place for what all installers share: names, version, date, folders and file names.

The version stands in ``footrehab_desktop.__version__``; the date is the one of the source, not of the day of the build,
so that the same source gives the same bytes.
"""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import footrehab_desktop
from footrehab_desktop.records.migrate import MIGRATIONS

PRODUCT: Final = "footrehab-desktop"
TITLE: Final = "FootRehab Desktop"
COMMAND: Final = "footrehab"

ROOT: Final = Path(__file__).resolve().parents[2]
DIST: Final = ROOT / "dist"
BUILD: Final = ROOT / "build"
RESOURCES: Final = ROOT / "resources"

DEBIAN_ARCHITECTURE: Final = "amd64"
INSTALLATION_FILE: Final = "installation.json"
RELEASE_KEYS_FILE: Final = "release_keys.pem"


class InstallerError(Exception):
    """A build or a trial cannot go on; the sentence says what is missing or what was found."""


def version() -> str:
    """Return the program's version, such as ``0.1.0``."""
    return footrehab_desktop.__version__


def schema() -> str:
    """Return the newest revision of the record, such as ``0004``."""
    from alembic.script import ScriptDirectory

    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if head is None:
        raise InstallerError(f"There is no revision of the record in {MIGRATIONS}.")
    return head


def source_date_epoch() -> int:
    """Return the date of the source in seconds since 1970: the environment's, else the last commit's.

    Without git it is the date of the change log, which an archive of the source keeps.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH") or _last_commit()
    return int(given) if given else int((ROOT / "CHANGELOG.md").stat().st_mtime)


def _last_commit() -> str:
    try:
        asked = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return asked.stdout.strip()


def build_date() -> date:
    """Return the day of the source (UTC)."""
    return datetime.fromtimestamp(source_date_epoch(), UTC).date()


def deb_name(of_version: str | None = None) -> str:
    """Return the file name of the Debian package."""
    return f"{PRODUCT}_{of_version or version()}_{DEBIAN_ARCHITECTURE}.deb"


def tarball_name(of_version: str | None = None) -> str:
    """Return the file name of the archive for other Linux systems."""
    return f"FootRehab-Desktop-{of_version or version()}-linux-x86_64.tar.xz"


def windows_name(of_version: str | None = None) -> str:
    """Return the file name of the Windows installer."""
    return f"FootRehab-Desktop-{of_version or version()}-windows-x64-setup.exe"


def macos_name(architecture: str, of_version: str | None = None) -> str:
    """Return the file name of the disk image for macOS; ``architecture`` is ``arm64`` or ``x86_64``."""
    return f"FootRehab-Desktop-{of_version or version()}-macos-{architecture}.dmg"


def release_folder_name(of_version: str | None = None) -> str:
    """Return the name of the folder that goes onto the stick."""
    return f"FootRehab-Desktop-{of_version or version()}"
