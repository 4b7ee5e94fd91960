"""Where the program's data and art lie: beside the package in an installation, beside it in the checkout otherwise."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """Return the path of one resource, e.g. ``resource_path("fonts", "NotoSans-Regular.ttf")``. It may not exist."""
    installed = _PACKAGE / "resources"
    root = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
