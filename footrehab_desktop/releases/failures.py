"""Why a release is refused or an update ends, each with its own sentence: what happened, what is safe, what to do."""

from pathlib import Path

from footrehab_desktop.errors import SurroundingsError, UserFixableError

_MIB = 1024 * 1024


class ManifestError(SurroundingsError):
    """The manifest cannot be used. ``place`` is where in it, e.g. ``installers[1].size``."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(
            f"manifest.json of the release cannot be used: {place} {reason}. Nothing was changed. "
            "Copy the release to the stick again from where you got it."
        )
        self.place = place


class FormatUnknownError(UserFixableError):
    """The manifest is of a later format than this program reads."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"manifest.json of the release has format {found}; this version reads format {known}. Nothing was changed. "
            "Install a release in between first, or start the installer on the stick by hand."
        )


class ForeignProductError(UserFixableError):
    """The release is one of another product."""

    def __init__(self) -> None:
        super().__init__("This is a release of another product, not of FootRehab Desktop. Choose another folder.")


class SignatureMissingError(UserFixableError):
    """A release folder has no signature file that can be read."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(
            f"{folder} has no {name}, so nobody can tell who made this release. It was not used. "
            "Copy the whole release folder to the stick again."
        )


class SignatureWrongError(SurroundingsError):
    """The signature does not fit the manifest under any key that this program knows."""

    def __init__(self) -> None:
        super().__init__(
            "The signature of the release does not fit: it was changed after it was signed, or it was not made by "
            "those who made this program. It was not used; do not start its installer either. "
            "Get the release again from where you got this program."
        )


class NoReleaseKeysError(UserFixableError):
    """This program was built without the key that releases are signed with."""

    def __init__(self) -> None:
        super().__init__(
            "This program was built without release keys, so it cannot tell whether a release is genuine. "
            "Check the stick as its page “Check this stick” says, then start the installer by hand."
        )


class ReleaseKeysDamagedError(SurroundingsError):
    """The program's own file of release keys does not read."""

    def __init__(self) -> None:
        super().__init__(
            "The file of release keys that belongs to the program (release_keys.pem) is damaged. "
            "The record is not touched. Install this version of the program again."
        )


class RunsFromSourceError(UserFixableError):
    """The program was not installed by one of its installers."""

    def __init__(self) -> None:
        super().__init__(
            "This program runs from its source and was not installed, so it cannot replace itself. "
            "Update the source (git pull), then run: python3 packaging/dev.py setup"
        )


class InstallationDamagedError(SurroundingsError):
    """The program's own note of how it was installed does not read."""

    def __init__(self) -> None:
        super().__init__(
            "The note that belongs to the program and says how it was installed (installation.json) is damaged. "
            "The record is not touched. Install this version of the program again."
        )


class NoReleaseFoundError(UserFixableError):
    """There is no release folder where one was looked for."""

    def __init__(self, place: Path | None) -> None:
        where = f"in {place}" if place is not None else "on any stick that is plugged in"
        super().__init__(
            f"There is no release {where}. A release is a folder such as FootRehab-Desktop-1.2.3 "
            "with a file manifest.json in it. Choose that folder, or the stick it lies on."
        )


class NotNewerError(UserFixableError):
    """The release is the version that runs, or an older one."""

    def __init__(self, found: str, present: str) -> None:
        what = "the version you have" if found == present else f"older than the one you have ({present})"
        super().__init__(
            f"The release has version {found}, which is {what}. It was not installed: an older program could not "
            "be trusted with a newer record. To go back, use Going back below."
        )


class SchemaOlderError(UserFixableError):
    """The release writes an older format of the record than the one on file."""

    def __init__(self, release: str, record: str) -> None:
        super().__init__(
            f"The release works with format {release} of the record; yours has format {record} already. "
            "It would refuse your record, so it was not installed. Ask for a later release."
        )


class RecordTooOldError(UserFixableError):
    """The release cannot bring a record as old as this one forward."""

    def __init__(self, oldest: str, record: str) -> None:
        super().__init__(
            f"The release takes records from format {oldest} on; yours has format {record}. "
            "Install a version in between first: it brings the record forward. Nothing was changed."
        )


class OtherSystemError(UserFixableError):
    """The release has no installer for this computer."""

    def __init__(self, wanted: str, has: str) -> None:
        super().__init__(
            f"The release has no installer for this computer ({wanted}); it has: {has}. "
            "Ask for a release that has one. Nothing was changed."
        )


class PayloadMissingError(SurroundingsError):
    """The installer that the manifest names is not in the release folder."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} is not in the release folder. Copy the whole folder to the stick again; nothing was changed."
        )


class PayloadWrongError(SurroundingsError):
    """The installer is not the one that was signed: cut short, damaged or exchanged."""

    def __init__(self, file: str, found: int, expected: int) -> None:
        cut = f"it has {found:,} bytes instead of {expected:,}" if found != expected else "its content differs"
        super().__init__(
            f"{file} is not as it was signed ({cut}), so it was not used; do not start it by hand either. "
            "Copy the release to the stick again. If it differs again, get it anew. Nothing was changed."
        )


class StickUnreadableError(SurroundingsError):
    """The stick was pulled out or cannot be read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} cannot be read: the stick was pulled out or is damaged. Nothing was changed. "
            "Plug it in again, or copy the release to another stick."
        )


class NoRoomForUpdateError(SurroundingsError):
    """The disk has too little room for the copy of the installer."""

    def __init__(self, folder: Path, needed: int) -> None:
        super().__init__(
            f"There is no room for the update in {folder}: about {needed // _MIB + 1:,} MB are needed. "
            "Program and record are as they were. Free some space, then start the update again."
        )


class UpdateFolderError(SurroundingsError):
    """The private folder of the update cannot be written to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} cannot be written to, so the update was not prepared. Program and record are as they were. "
            "Make sure that the folder belongs to you, then start the update again."
        )


class ArchiveUnusableError(SurroundingsError):
    """The archive is the one that was signed, and yet cannot be unpacked or holds no install script."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The archive of the release cannot be used ({name} is missing or does not unpack). Nothing was changed. "
            "Tell those who made the release, and go on working with this version."
        )


class InstallerNotStartedError(SurroundingsError):
    """The installer could not be started."""

    def __init__(self, command: str) -> None:
        super().__init__(
            f"The installer could not be started ({command}). Program and record are as they were; the backup is made. "
            "Start the installer on the stick by hand."
        )


class StoppedError(UserFixableError):
    """Somebody pressed Stop."""

    def __init__(self) -> None:
        super().__init__("Stopped. Program and record are as they were.")
