"""The way into the record, as the first pages see it.

The composition root implements it; every slow call runs in the background.
"""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from footrehab_desktop.clinic.session import ClinicSession
    from footrehab_desktop.records.backup_store import Backup
    from footrehab_desktop.records.restore import Rehearsal
    from footrehab_desktop.records.values import Clinic, Clinician


class Gate(Protocol):
    """Opens or makes the record of one folder."""

    is_demo: bool
    """True for the demo clinic of fictional patients."""

    @property
    def demo_passphrase(self) -> str:
        """The passphrase of the demo clinic, filled in for the visitor; empty for a real clinic."""

    def may_exist(self) -> bool:
        """Tell at once, without loading anything, whether the folder holds something."""

    def exists(self) -> bool:
        """Tell whether there is a record in the folder."""

    def clinicians(self) -> "tuple[Clinician, ...]":
        """Return who can unlock. Quick, needs no passphrase."""

    def warm_up(self) -> None:
        """Load the libraries that unlocking needs, while the passphrase is typed."""

    def unlock(self, clinician_id: str, passphrase: str) -> "ClinicSession":
        """Open the record; about one second. Raises ``UserFixableError`` when the passphrase is wrong."""

    def recover(self, recovery_key: str, clinician_id: str, new_passphrase: str) -> "ClinicSession":
        """Open the record with the key from the recovery sheet and give the clinician a new passphrase."""

    def create(self, clinic: "Clinic", clinician_name: str, passphrase: str) -> "tuple[ClinicSession, str]":
        """Make a new record; return it open, with the recovery key."""

    def backups_in(self, folder: "Path | None") -> "tuple[Backup, ...]":
        """Return the backups in a folder, newest first; None: those beside the record. Quick."""

    def clinicians_of(self, backup: "Backup") -> "tuple[Clinician, ...]":
        """Return who can open a backup with a passphrase."""

    def rehearse(self, backup: "Backup", clinician_id: str, secret: str, is_recovery_key: bool) -> "Rehearsal":
        """Read a backup from end to end; seconds on a large record. Raises what is wrong with it or the secret."""

    def restore(self, backup: "Backup", clinician_id: str, secret: str, is_recovery_key: bool) -> "Rehearsal":
        """Put a backup in the record's place; what lay there is kept beside it. Raises as ``rehearse``."""

    def demo(self) -> "Gate":
        """Return the way into the demo clinic of fictional patients."""

    def prepare_demo(self) -> None:
        """Make the demo clinic unless it exists; takes some seconds. Does nothing for a real clinic."""
