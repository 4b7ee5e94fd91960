"""Recognises folders that are no safe place for a record: kept in step with other computers, or lying on another one.

Such a service copies files in the middle of a write and may put an older file in the place of a newer one.
"""

import os
import re
import sys
from pathlib import Path
from typing import Final

_SERVICES: Final = (
    (re.compile(r"onedrive\b.*", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox\b.*", re.IGNORECASE), "Dropbox"),
    (re.compile(r"google ?drive\b.*|my drive|meine ablage", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive.*|mobile documents", re.IGNORECASE), "iCloud"),
    (re.compile(r"nextcloud\b.*|owncloud\b.*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"box sync|box", re.IGNORECASE), "Box"),
    (re.compile(r"pcloud ?drive|pcloudsync", re.IGNORECASE), "pCloud"),
    (re.compile(r"megasync.*|mega", re.IGNORECASE), "MEGA"),
)
_SYNCTHING_MARK: Final = ".stfolder"
_NETWORK_SYSTEMS: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "davfs", "9p"})
_MOUNTS: Final = Path("/proc/mounts")


def unsafe_place(folder: Path, mounts: Path = _MOUNTS) -> str | None:
    """Return a sentence about why the folder is no safe place for a record, or None. ``mounts`` is Linux's list."""
    service = _service(folder)
    if service is not None:
        return (
            f"The record lies in a folder that {service} copies to other computers. That can damage it, and patients' "
            "data leave this computer. Move the record to a folder of this computer alone."
        )
    if _is_on_another_computer(folder, mounts):
        return (
            "The record lies on another computer, reached over the network. That can damage it. Move the record to a "
            "folder of this computer."
        )
    return None


def _service(folder: Path) -> str | None:
    for part in folder.parts:
        for pattern, name in _SERVICES:
            if pattern.fullmatch(part):
                return name
    marked = any((place / _SYNCTHING_MARK).exists() for place in (folder, *folder.parents))
    return "Syncthing" if marked else None


def _is_on_another_computer(folder: Path, mounts: Path) -> bool:
    if str(folder).startswith("\\\\") or _is_network_drive(folder):
        return True
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    here, longest, kind = os.path.realpath(folder), "", ""
    for line in lines:
        _device, place, system, *_rest = line.split()
        place = place.replace("\\040", " ")
        if len(place) >= len(longest) and (here + "/").startswith(place.rstrip("/") + "/"):
            longest, kind = place, system
    return kind in _NETWORK_SYSTEMS


if sys.platform == "win32":

    def _is_network_drive(folder: Path) -> bool:
        """Tell whether a drive's letter stands for a folder of another computer, as Windows says (DRIVE_REMOTE)."""
        import ctypes

        remote = 4
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor)
        return kind == remote

else:

    def _is_network_drive(folder: Path) -> bool:
        return False
