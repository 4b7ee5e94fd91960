"""The program and its disk image for macOS: the target ``macos``. It runs on macOS alone, with Apple's own tools.

The recipe for PyInstaller is the shared one; ``bundle_options`` is what it adds there. Nobody has tried this on a Mac
yet: what can be checked elsewhere are the property lists, the icon and the commands.
"""

import argparse
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from footrehab_desktop.clinic.library_file import SUFFIX
from installers import components_inside, frozen, icons, product, release_record
from installers.product import TITLE, InstallerError
from installers.signing import add_key_options, release_keys_pem

IDENTIFIER: Final = "org.footrehab.desktop"
MINIMUM_SYSTEM: Final = "13.0"
APP_NAME: Final = f"{TITLE}.app"
LIBRARY_TYPE: Final = f"{IDENTIFIER}.library"
ENTITLEMENTS: Final = Path(__file__).parent / "macos" / "entitlements.plist"
# Where PyInstaller puts what is neither program nor library.
RESOURCES_OF_PACKAGE: Final = Path("Contents") / "Resources" / "footrehab_desktop" / "resources"
_NO_IDENTITY: Final = "-"  # signed by nobody: starts on this Mac alone without a question
_DARWIN: Final = "darwin"


def build(arguments: list[str]) -> None:
    """Make the program and its disk image in ``dist/``: the target ``macos``."""
    if sys.platform != _DARWIN:
        raise InstallerError("The disk image for macOS is made on a Mac: hdiutil and codesign are there alone.")
    chosen = _parser().parse_args(arguments)
    started = time.monotonic()
    release_keys = release_keys_pem(chosen.signing_key, chosen.also_trust)
    frozen.make_tree()
    app = product.BUILD / "macos" / APP_NAME
    shutil.rmtree(app.parent, ignore_errors=True)
    shutil.copytree(frozen.WORK / "dist" / APP_NAME, app, symlinks=True)
    frozen.stamp_resources(app / RESOURCES_OF_PACKAGE, "macos", release_keys)
    run(sign_command(app, chosen.identity))
    image = product.DIST / product.macos_name(architecture())
    image.unlink(missing_ok=True)
    (app.parent / "Applications").symlink_to("/Applications")
    run(image_command(app.parent, image))
    if chosen.notary_profile:
        for command in notarise_commands(image, chosen.notary_profile):
            run(command)
    release_record.note(image, "macos", components_inside.of_frozen_program(frozen.TREE), release_keys)
    print(f"{image}: {image.stat().st_size / 2**20:.1f} MB, made in {time.monotonic() - started:.0f} s")


def bundle_options() -> dict[str, Any]:
    """Return what PyInstaller's recipe passes to ``BUNDLE``."""
    return {
        "name": APP_NAME,
        "icon": icons.program_icon(product.BUILD),
        "bundle_identifier": IDENTIFIER,
        "version": product.version(),
        "info_plist": info_plist(),
    }


def info_plist() -> dict[str, Any]:
    """Return what macOS is told of the program: ``Info.plist``."""
    return {
        "CFBundleName": TITLE,
        "CFBundleDisplayName": TITLE,
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleShortVersionString": product.version(),
        "CFBundleVersion": product.version(),
        "CFBundlePackageType": "APPL",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "FootRehab library",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [LIBRARY_TYPE],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": LIBRARY_TYPE,
                "UTTypeDescription": "FootRehab library",
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [SUFFIX.removeprefix(".")],
                    "public.mime-type": ["application/x-footrehab-library"],
                },
            }
        ],
        "LSApplicationCategoryType": "public.app-category.medical",
        "LSMinimumSystemVersion": MINIMUM_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "Apache-2.0",
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
    }


def sign_command(app: Path, identity: str) -> list[str]:
    """Return the command that signs the program with everything inside, for Apple's hardened runtime."""
    options = ["--force", "--deep", "--options", "runtime", "--entitlements", str(ENTITLEMENTS)]
    moment = ["--timestamp=none"] if identity == _NO_IDENTITY else ["--timestamp"]
    return ["codesign", *options, *moment, "--sign", identity, str(app)]


def image_command(folder: Path, image: Path) -> list[str]:
    """Return the command that packs a folder into a compressed disk image."""
    return ["hdiutil", "create", "-volname", TITLE, "-srcfolder", str(folder), "-format", "ULFO", "-ov", str(image)]


def notarise_commands(image: Path, profile: str) -> tuple[list[str], list[str]]:
    """Return the commands that have Apple look at the image and fasten its answer to it; they need a network."""
    return (
        ["xcrun", "notarytool", "submit", str(image), "--keychain-profile", profile, "--wait"],
        ["xcrun", "stapler", "staple", str(image)],
    )


def architecture() -> str:
    """Return what this Mac's processor is called in file names."""
    return "arm64" if platform.machine() == "arm64" else "x86_64"


def run(command: Sequence[str]) -> None:
    """Run one of Apple's tools. Raises ``InstallerError`` with what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InstallerError(f"{command[0]} failed: {done.stderr.strip()[-1000:]}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py installer --target macos")
    parser.add_argument("--identity", default=_NO_IDENTITY, metavar="NAME", help="Developer ID to sign with")
    parser.add_argument("--notary-profile", metavar="NAME", help="notarytool's profile in the keychain; needs network")
    add_key_options(parser)
    return parser
