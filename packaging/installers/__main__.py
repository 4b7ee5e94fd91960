"""Make one installer or run one trial: ``dev.py installer --target frozen``; what stands behind goes to the target.

A target is a function that takes the other arguments of the command line and raises ``InstallerError`` with a sentence
when it cannot go on. Its module is loaded when it is asked for.
"""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

from installers.product import InstallerError

TARGETS: Final[dict[str, str]] = {
    "check-stick": "installers.release_check:check_stick",
    "frozen": "installers.frozen:build",
    "deb": "installers.debian:build",
    "tarball": "installers.tarball:build",
    "trial-frozen": "installers.trial_frozen:run",
    "trial-deb": "installers.trial_deb:run",
    "macos": "installers.macos:build",
    "new-signing-key": "installers.signing:new_signing_key",
    "release": "installers.release:build",
    "trial-windows": "installers.trial_windows:run",
    "windows": "installers.windows:build",
}


def target(name: str) -> Callable[[list[str]], None]:
    """Return the function behind a target."""
    module, _, function = TARGETS[name].partition(":")
    found: Callable[[list[str]], None] = getattr(import_module(module), function)
    return found


def main() -> int:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(prog="dev.py installer", description=__doc__, add_help=False)
    parser.add_argument("--target", choices=TARGETS, required=True)
    parsed, rest = parser.parse_known_args()
    try:
        target(parsed.target)(rest)
    except InstallerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
