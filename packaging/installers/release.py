"""The release folder, as it goes onto a stick: the target ``release``.

It gathers the installers in ``dist/`` by their build records and refuses what no practice should get: rehearsals,
builds of another version or of changed source, programs without the release key. The same installers give the same
folder, byte for byte: nothing in it tells when or where it was made.
"""

import argparse
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from alembic.script import ScriptDirectory

from footrehab_desktop.progression.rulebook import RULES_VERSION
from footrehab_desktop.records.migrate import MIGRATIONS
from footrehab_desktop.releases import manifest
from footrehab_desktop.releases.manifest import Architecture, Installer, ReleaseManifest, System
from installers import components_merge, frozen, licences, notes, printable, product, release_record, signing
from installers.components_bom import bill_of_materials
from installers.notes import Notes
from installers.product import InstallerError
from installers.release_check import SUMS, problems_of
from installers.release_record import BuildRecord

CHANGELOG: Final = product.ROOT / "CHANGELOG.md"
COMPONENTS_FILE: Final = "components.cdx.json"
LICENCES_FILE: Final = "third-party-licences.txt"
NOTES_FILE: Final = "release-notes.txt"
INSTALL_SHEET: Final = "install-and-first-steps.pdf"
CHECK_SHEET: Final = "check-this-stick.pdf"
LICENCE: Final = "Apache-2.0"

# Which file each installer is, and for which system; a release holds those that were built.
_TARGETS: Final[tuple[tuple[Callable[[], str], System, Architecture], ...]] = (
    (product.windows_name, "windows", "x86_64"),
    (product.deb_name, "linux", "x86_64"),
    (product.tarball_name, "linux", "x86_64"),
    (lambda: product.macos_name("arm64"), "macos", "arm64"),
    (lambda: product.macos_name("x86_64"), "macos", "x86_64"),
)
_INSTALLER_FILES: Final = ("*.deb", "*.tar.xz", "*-setup.exe", "*.dmg")


def build(arguments: list[str]) -> None:
    """Make the release folder: the target ``release``."""
    parser = argparse.ArgumentParser(prog="dev.py installer --target release")
    parser.add_argument("--signing-key", type=Path, required=True, metavar="FILE", help="the private release key")
    parser.add_argument("--out", type=Path, default=product.DIST, metavar="DIR", help="where the folder is made")
    chosen = parser.parse_args(arguments)
    folder = make_release(chosen.signing_key, chosen.out)
    print(f"{folder}:")
    for path in sorted(folder.iterdir()):
        print(f"  {path.stat().st_size:>12,}  {path.name}")
    print("Copy the folder to the stick, then: --target check-stick --folder DIR --public-key FILE")


def make_release(signing_key: Path, out: Path) -> Path:
    """Make the release folder in ``out`` and return it; nothing is left there when it cannot be made."""
    folder = out / product.release_folder_name()
    if folder.exists():
        raise InstallerError(f"{folder} is there already: delete it, or name another folder with --out.")
    told = notes.read_notes(CHANGELOG.read_text(encoding="utf-8"), product.version())
    records = gather(product.DIST)
    key = signing.public_half(signing_key)
    check_records(records, key)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        _fill(unfinished, records, told, signing_key, key)
        problems = problems_of(unfinished)
        if problems:
            raise InstallerError("The folder that was made is not right: " + " ".join(problems))
        frozen.even_out(unfinished)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return folder


def gather(dist: Path) -> tuple[BuildRecord, ...]:
    """Return the records of the installers that were built. Raises ``InstallerError`` when others lie there too."""
    names = {name() for name, _, _ in _TARGETS}
    there = {path.name for pattern in _INSTALLER_FILES for path in dist.glob(pattern)}
    strange = sorted(there - names)
    if strange:
        raise InstallerError(
            f"{', '.join(strange)} in {dist} is not of version {product.version()}: delete it, or build it again."
        )
    found = tuple(release_record.read(dist / name()) for name, _, _ in _TARGETS if name() in there)
    if not found:
        raise InstallerError(f"There is no installer in {dist}: build deb, tarball or windows first.")
    return found


def check_records(records: Sequence[BuildRecord], key: str) -> None:
    """Refuse installers that do not belong into one release signed with ``key`` (PEM)."""
    refused = [(record, reason) for record in records for reason in _reasons(record, key)]
    if refused:
        told = "\n  ".join(f"{record.installer.name} {reason}" for record, reason in refused)
        raise InstallerError(f"These installers cannot be released:\n  {told}")
    if len({record.source for record in records}) > 1:
        raise InstallerError("The installers were built from different commits: build all of them from one.")


def _reasons(record: BuildRecord, key: str) -> list[str]:
    """Return why an installer may not be released."""
    found = [
        (record.rehearsal, "is a rehearsal."),
        (record.version != product.version(), f"says it is version {record.version}."),
        (record.schema != product.schema(), f"has schema {record.schema}, not {product.schema()}."),
        (record.source.endswith(release_record.CHANGED), "was built from source with changes that no commit holds."),
        (not record.release_keys, "was built without --signing-key: it could not check the next release."),
        (
            bool(record.release_keys) and key not in record.release_keys,
            "was built with another release key: it would refuse the next release.",
        ),
    ]
    return [reason for holds, reason in found if holds]


def _fill(folder: Path, records: Sequence[BuildRecord], told: Notes, signing_key: Path, key: str) -> None:
    """Write everything into an empty folder; what names the others comes after them."""
    installers = tuple(_installer(record) for record in records)
    for record in records:
        shutil.copyfile(record.installer, folder / record.installer.name)
    inside = components_merge.of_installers({record.kind: record.components for record in records})
    merged = tuple(component for component, _ in inside)
    kinds = {components_merge.key(component): kinds for component, kinds in inside}
    facts = printable.SheetFacts(told.version, told.released, installers, signing.fingerprint(key))
    files: Mapping[str, bytes] = {
        COMPONENTS_FILE: bill_of_materials(told.version, LICENCE, merged, kinds),
        LICENCES_FILE: licences.third_party_licences(told.version, merged).encode(),
        NOTES_FILE: told.text.encode(),
        INSTALL_SHEET: printable.install_sheet(facts),
        CHECK_SHEET: printable.check_sheet(facts),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    listed = manifest.to_bytes(_manifest(folder, told, installers, files))
    (folder / manifest.MANIFEST_FILE).write_bytes(listed)
    (folder / manifest.SIGNATURE_FILE).write_bytes(signing.sign(listed, signing_key))
    names = sorted(path.name for path in folder.iterdir())
    lines = [f"{release_record.file_digest(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines), encoding="ascii", newline="\n")


def _manifest(
    folder: Path, told: Notes, installers: tuple[Installer, ...], files: Mapping[str, bytes]
) -> ReleaseManifest:
    return ReleaseManifest(
        version=told.version,
        released=told.released,
        schema=product.schema(),
        oldest_schema=oldest_schema(),
        rulebook=RULES_VERSION,
        news=told.news,
        installers=installers,
        files={name: release_record.file_digest(folder / name) for name in files},
    )


def oldest_schema() -> str:
    """Return the oldest format of the record that this version can bring forward."""
    base = ScriptDirectory(str(MIGRATIONS)).get_base()
    if base is None:
        raise InstallerError("The record has no first format.")
    return base


def _installer(record: BuildRecord) -> Installer:
    """Return what the manifest says of an installer."""
    system, architecture = next(
        (system, architecture) for name, system, architecture in _TARGETS if name() == record.installer.name
    )
    return Installer(record.kind, system, architecture, record.installer.name, record.size, record.sha256)
