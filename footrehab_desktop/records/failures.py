"""What can go wrong with the record, each with its own sentence. No sentence holds anything a user typed."""

import errno
from pathlib import Path

from footrehab_desktop.errors import SurroundingsError, UserFixableError


class WrongPassphraseError(UserFixableError):
    """The passphrase does not open this clinician's key."""

    def __init__(self) -> None:
        super().__init__("This passphrase does not fit. Check Caps Lock and the keyboard language, then type it again.")


class WrongRecoveryKeyError(UserFixableError):
    """The recovery key is well formed but belongs to another record."""

    def __init__(self) -> None:
        super().__init__(
            "This recovery key is complete but belongs to another record. Look for the one of this clinic."
        )


class RecoveryKeyMistypedError(UserFixableError):
    """The recovery key has a typing error; found without touching the key file."""


class TooManyAttemptsError(UserFixableError):
    """Unlocking has to wait ``seconds`` after several wrong tries."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many wrong tries. Wait {seconds} seconds before the next one.")
        self.seconds = seconds


class ClinicianUnknownError(UserFixableError):
    """Nobody with this id has a key to the record."""

    def __init__(self) -> None:
        super().__init__("This clinician has no key to this record. Choose another name or use the recovery key.")


class LooksOnlyError(UserFixableError):
    """The one signed in may look and print, and change nothing."""

    def __init__(self) -> None:
        super().__init__("You can look, not change: your role is read-only. Nothing was changed; ask a lead to do it.")


class LastLeadError(UserFixableError):
    """Without this person nobody could look after the people any more."""

    def __init__(self) -> None:
        super().__init__("This is the only lead. Make somebody else a lead first.")


class RestrictedError(UserFixableError):
    """The patient's data are restricted: kept, but not to be worked with."""

    def __init__(self) -> None:
        super().__init__(
            "The use of this patient's data is restricted, so nothing was changed. "
            "Lift the restriction under Data and rights first."
        )


class JoinedError(UserFixableError):
    """The entry was joined into another of the same person, which is the one to work with."""

    def __init__(self) -> None:
        super().__init__(
            "This entry was joined with another one of the same person, so nothing was changed. "
            "Open the entry that was kept, or take the joining back there."
        )


class NotOnFileError(UserFixableError):
    """A row that was asked for, or that another one needs, is not in the record."""

    def __init__(self, kind: str, row_id: str = "") -> None:
        super().__init__(f"This {kind} is not on file any more. Go back to the list and choose again.")
        self.kind = kind
        self.row_id = row_id


class RecordLockedError(UserFixableError):
    """The record was closed; its key is gone from memory."""

    def __init__(self) -> None:
        super().__init__("The record is locked. Unlock it to go on.")


class RecordExistsError(UserFixableError):
    """A new record was asked for where one lies already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is already a record in {folder}. Unlock it, or choose another folder.")


class RecordBusyError(SurroundingsError):
    """Another part of the program wrote at the same time; nothing of this unit was kept."""

    def __init__(self) -> None:
        super().__init__("The record was busy with another change, so this one was not saved. Please try it again.")


class RecordMissingError(SurroundingsError):
    """There is a key file but no database beside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The key file is in {folder}, but the record itself (record.db) is missing. "
            "Put it back from where it was moved, or restore a backup."
        )


class KeyFileMissingError(SurroundingsError):
    """There is no key file; with a database present the data cannot be read without it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The key file keys.json is missing from {folder}. The record cannot be opened without it. "
            "Put it back from where it was moved, or take it from a backup."
        )


class KeyFileDamagedError(SurroundingsError):
    """The key file does not read as it was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The key file {path} is damaged. The record itself is untouched. Take keys.json from your newest backup."
        )


class KeyFileWeakenedError(SurroundingsError):
    """The key file names a key derivation below the floor: an attempt at a downgrade."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The key file {path} asks for less protection than this program allows; it was changed from outside. "
            "Nothing was opened. Take keys.json from your newest backup."
        )


class KeyFileNewerError(SurroundingsError):
    """The key file was written by a newer version of the program."""

    def __init__(self) -> None:
        super().__init__(
            "The key file was written by a newer version of FootRehab. Install that version; nothing was changed."
        )


class DatabaseDamagedError(SurroundingsError):
    """The right key does not read the database, or a page fails its check."""

    def __init__(self) -> None:
        super().__init__(
            "The passphrase is right, but the record file is damaged. Nothing was changed. "
            "Keep the file as it is and restore your newest backup."
        )


class DatabaseUnencryptedError(SurroundingsError):
    """The file in the record's place is a plain, unencrypted database."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not encrypted, so it is not a record of this program, and it was not opened. "
            "Move it away and restore your newest backup."
        )


class RecordNewerError(SurroundingsError):
    """The record has a schema that this version does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"This record was last used with a newer version of FootRehab (its format is {revision}). "
            "Install that version or a later one, or restore a backup that this one made; nothing was changed."
        )


class MigrationFailedError(SurroundingsError):
    """The record could not be brought to this version; the original stays as it was."""

    def __init__(self, check: str) -> None:
        super().__init__(
            f"The record could not be brought to this version ({check}). The original is unchanged; "
            "go on working with the version you had and report this."
        )


class RecordInUseError(SurroundingsError):
    """Another running program holds the record."""

    def __init__(self) -> None:
        super().__init__("FootRehab is already open with this record. Use the window that is open, or close it first.")


class FolderReadOnlyError(SurroundingsError):
    """The record's folder cannot be written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The folder {folder} cannot be written to, so the record was not opened. "
            "Give yourself the right to write there, or move the record to another folder."
        )


class DiskFullError(SurroundingsError):
    """There is no room left; the unit that needed it was rolled back."""

    def __init__(self) -> None:
        super().__init__(
            "The disk is full, so this change was not saved. What was saved before is safe. "
            "Free some space, then save again."
        )


class StorageFailedError(SurroundingsError):
    """The disk refused to read or write; ``code`` is SQLite's name for the fault."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"The disk could not be read or written ({code}), so this change was not saved. "
            "What was saved before is safe. Check the disk, then try again."
        )
        self.code = code


class BackupFailedError(SurroundingsError):
    """A copy was made but did not pass its checks; it was removed."""

    def __init__(self, check: str) -> None:
        super().__init__(
            f"The backup did not pass its check ({check}) and was removed. The record itself is unchanged."
        )


def os_failure(error: OSError, folder: Path) -> SurroundingsError:
    """Return the sentence for an error that the operating system gave while ``folder`` was read or written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FolderReadOnlyError(folder)
    return StorageFailedError(errno.errorcode.get(error.errno or 0, "unknown"))
