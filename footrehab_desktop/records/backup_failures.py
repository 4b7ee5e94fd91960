"""What can go wrong with a backup or its restoring, each with its own sentence."""

from pathlib import Path

from footrehab_desktop.errors import SurroundingsError, UserFixableError

_MIB = 1024 * 1024


class NoRoomForBackupError(SurroundingsError):
    """The disk has too little room for another copy."""

    def __init__(self, folder: Path, free: int, needed: int) -> None:
        super().__init__(
            f"There is no room for a backup in {folder}: {free // _MIB} MB are free, "
            f"about {needed // _MIB + 1} MB are needed. The record and every older backup are untouched. "
            "Free some space, then press Back up now."
        )


class NotABackupError(UserFixableError):
    """The chosen folder holds nothing that reads as a backup."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no backup in {folder}. Choose the folder that the backups were copied to.")


class BackupDamagedError(SurroundingsError):
    """A backup is not as it was written; ``part`` is the file or check that differs."""

    def __init__(self, part: str) -> None:
        super().__init__(
            f"This backup is damaged ({part} is not as it was written), so it was not used. Nothing was changed. "
            "Choose another backup."
        )
        self.part = part


class BackupNewerError(SurroundingsError):
    """A backup was made by a newer version of the program."""

    def __init__(self, program: str, revision: str) -> None:
        super().__init__(
            f"This backup was made with FootRehab {program} (format {revision}), which is newer than this program. "
            "Install that version or a later one; nothing was changed."
        )


class OtherRecordError(UserFixableError):
    """A backup belongs to another record than the one that is open."""

    def __init__(self) -> None:
        super().__init__(
            "This backup belongs to another record. It can be restored on a computer without a record, "
            "from the first page of the program."
        )


class SecondPlaceLostError(SurroundingsError):
    """The second place went away or refused while a backup was copied to it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The backup could not be copied to {folder}: it was removed or cannot be written to. "
            "The backups on this computer are complete. Plug it in again, then press Back up now."
        )


class SecondPlaceInsideError(UserFixableError):
    """The folder chosen as second place lies in the record's own folder."""

    def __init__(self) -> None:
        super().__init__("This folder belongs to the record itself. Choose one on another disk, such as a USB stick.")


class PlaceOfOtherRecordError(UserFixableError):
    """The folder chosen as second place holds the backups of another record."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds the backups of another record. Choose another folder or another stick.")


class SecondPlaceUnreliableError(SurroundingsError):
    """What was copied to the second place does not read back as it was written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The copy in {folder} does not read back as it was written, so it was removed. Use another stick or disk. "
            "The backups on this computer are complete."
        )
