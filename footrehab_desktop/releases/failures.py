"""Why a release is refused or an update ends, each with its own sentence: what happened, what is safe, what to do."""

from pathlib import Path

from footrehab_desktop.errors import SurroundingsError, UserFixableError


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
