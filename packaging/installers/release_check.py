"""Checks a release folder anew, from its files alone: the target ``check-stick``.

It knows nothing of how the folder was made: SHA-256 of the standard library against ``SHA256SUMS``, and ``openssl`` for
the signature when the public key is given. The same steps by hand:

    sha256sum -c SHA256SUMS
    openssl base64 -d -A -in manifest.json.sig -out manifest.raw
    openssl pkeyutl -verify -pubin -inkey RELEASE.public.pem -rawin -in manifest.json -sigfile manifest.raw
"""

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from installers.product import InstallerError

SUMS: Final = "SHA256SUMS"
_LINE: Final = re.compile(r"([0-9a-f]{64})  ([^/\\]+)")
_BLOCK: Final = 1 << 20


def check_stick(arguments: list[str]) -> None:
    """Check a release folder: the target ``check-stick``."""
    parser = argparse.ArgumentParser(
        prog="dev.py installer --target check-stick",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--folder", type=Path, required=True, metavar="DIR", help="the release folder on the stick")
    parser.add_argument("--public-key", type=Path, metavar="FILE", help="the release key's public half (PEM)")
    chosen = parser.parse_args(arguments)
    problems = [*problems_of(chosen.folder), *signature_problems(chosen.folder, chosen.public_key)]
    if problems:
        raise InstallerError("This release must not be given away:\n  " + "\n  ".join(problems))
    count = len(read_sums(chosen.folder))
    signed = "the signature holds" if chosen.public_key else "the signature was not checked: give --public-key"
    print(f"{chosen.folder}: {count} files are as {SUMS} and the manifest say; {signed}.")


def problems_of(folder: Path) -> tuple[str, ...]:
    """Return what is wrong with the files of a release folder; nothing when they are as they were made."""
    try:
        sums = read_sums(folder)
    except InstallerError as error:
        return (str(error),)
    there = {path.name for path in folder.iterdir()} - {SUMS}
    return (
        *(f"{name} is missing." for name in sorted(sums.keys() - there)),
        *(f"{name} is not in {SUMS}." for name in sorted(there - sums.keys())),
        *(f"{name} was changed." for name in sorted(sums.keys() & there) if _digest(folder / name) != sums[name]),
        *_manifest_problems(folder, sums),
    )


def read_sums(folder: Path) -> Mapping[str, str]:
    """Return SHA-256 by file name as ``SHA256SUMS`` has it. Raises ``InstallerError`` for another form."""
    try:
        lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InstallerError(f"{folder} has no {SUMS} that can be read.") from error
    found = [_LINE.fullmatch(line) for line in lines]
    sums = {match[2]: match[1] for match in found if match}
    if not sums or len(sums) < len(lines):
        raise InstallerError(f"{SUMS} has a line of another form.")
    return sums


def signature_problems(folder: Path, public_key: Path | None) -> tuple[str, ...]:
    """Return what ``openssl`` finds wrong with the manifest's signature; nothing without a key."""
    if public_key is None:
        return ()
    if not shutil.which("openssl"):
        return ("openssl is not installed, so the signature cannot be checked here.",)
    try:
        raw = base64.b64decode((folder / "manifest.json.sig").read_bytes(), validate=False)
    except (OSError, ValueError):
        return ("manifest.json.sig cannot be read.",)
    with tempfile.TemporaryDirectory() as place:
        signature = Path(place) / "signature"
        signature.write_bytes(raw)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(public_key), "-rawin"]
        files = ["-in", str(folder / "manifest.json"), "-sigfile", str(signature)]
        done = subprocess.run([*command, *files], capture_output=True, check=False)
    return () if done.returncode == 0 else ("The signature does not fit manifest.json.",)


def _manifest_problems(folder: Path, sums: Mapping[str, str]) -> Iterator[str]:
    """Yield where the manifest says otherwise than ``SHA256SUMS``."""
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        told = {each["file"]: each["sha256"] for each in manifest["installers"]} | manifest["files"]
    except (OSError, ValueError, KeyError, TypeError):
        yield "manifest.json cannot be read."
        return
    for name, digest in sorted(told.items()):
        if sums.get(name) != digest:
            yield f"manifest.json tells another SHA-256 of {name} than {SUMS}."
    for name in sorted(sums.keys() - told.keys() - {"manifest.json", "manifest.json.sig"}):
        yield f"manifest.json does not know {name}."


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
