"""Where a clinic's record lies when nothing else is said. Paths only; nothing is created here."""

from pathlib import Path

import platformdirs

APPLICATION = "FootRehab Desktop"


def default_record_folder() -> Path:
    """Return the folder of the clinic's own record."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "clinic"


def demo_record_folder() -> Path:
    """Return the folder of the demo clinic, apart from any real record."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False)) / "demo"
