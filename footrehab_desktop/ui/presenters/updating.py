"""What is said about updates and about going back. No toolkit; local time for the eye."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from footrehab_desktop.clinic.updating import AfterUpdate, Former, PreparedUpdate, UpdateStanding
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.schema import REVISION
from footrehab_desktop.releases.installing import room_needed
from footrehab_desktop.releases.stick import Offer
from footrehab_desktop.ui.presenters.backup import many, moment_words, path_words, size_words

_KINDS: Final = {
    "deb": "installed as a Debian package",
    "tarball": "installed from the Linux archive",
    "windows": "installed by the Windows installer",
    "macos": "installed from the disk image",
}


_REPLACED: Final = "It takes the place of your version; keep the former disk image to go back."


@dataclass(frozen=True, slots=True)
class OfferWords:
    """What is shown of a release: a heading, where from, the news one by one, and what installing it means."""

    title: str
    origin: str
    news: tuple[str, ...]
    means: tuple[str, ...]


def version_words(stands: UpdateStanding, version: str) -> str:
    """Return a sentence about the version that runs, and whose releases it takes."""
    installation = stands.installation
    if installation is None:
        return f"Version {version}, running from its source."
    keys = [f"Takes releases signed with the key {key}." for key in stands.keys]
    return "\n".join([f"Version {version} of {_day(installation.built)}, {_KINDS[installation.kind]}.", *keys])


def offer_words(offer: Offer, version: str) -> OfferWords:
    """Return what is shown of a release that may be installed; ``version`` is the one that runs."""
    manifest, installer = offer.manifest, offer.installer
    means = [
        f"You have version {version}; it is kept to go back to." if installer.kind != "macos" else _REPLACED,
        _record_words(manifest.schema),
        f"The installer has {size_words(installer.size)}; about "
        f"{size_words(room_needed(installer.kind, installer.size))} of room are needed until it is done.",
    ]
    return OfferWords(
        title=f"Version {manifest.version} of {format_date(manifest.released)}",
        origin=(
            f"{path_words(offer.folder)}. Checked: the signature is genuine, it fits this computer, and every byte of "
            "the installer is as it was signed."
        ),
        news=manifest.news or ("The makers say nothing about what is new.",),
        means=tuple(means),
    )


def ask_words(offer: Offer) -> str:
    """Return what is going to happen, for the question with the passphrase."""
    return (
        "A backup of the record is made and checked, the installer is copied to this computer and compared again; then "
        "you may pull the stick out. The program closes, the installer runs, and the program opens again. "
        f"{_record_words(offer.manifest.schema)}"
    )


def ready_words(prepared: PreparedUpdate) -> str:
    """Return what was done so far, once everything is ready."""
    second = " and at the second place" if prepared.copied_to_second_place else ""
    return (
        f"The backup is made and checked, on this computer{second}. The installer is copied and compared; "
        "the stick can be pulled out."
    )


def typed_words() -> str:
    """Return what to do where no installer can be started from here."""
    return (
        "This computer has no program (pkexec) that asks for the administrator's password. Copy this command, paste it "
        "into the terminal of somebody who may install programs, close this program, then press Enter there:"
    )


def former_words(former: Former, version: str, now: datetime) -> tuple[str, ...]:
    """Return sentences about the version kept beside this one and what going back to it means for the record."""
    its = former.installation.version
    kept = f"Version {its} of {_day(former.installation.built)} is kept on this computer."
    starts = (
        f"Going back closes this program and starts version {its}; every backup stays. The menu goes on starting "
        f"version {version}: to stay with {its}, remove this version (records stay), then install that one from its "
        "stick."
    )
    if former.opens_record:
        return kept, starts, "It reads your record as it is, with everything that was entered since."
    if former.backup is None:
        unknown = (
            f"Version {its} made no backup of this record that is still here. If it refuses the record as newer, "
            f"go on with version {version}."
        )
        return kept, starts, unknown
    made = former.backup.manifest
    return (
        kept,
        starts,
        (
            f"Version {version} brought the record to a format that version {its} does not read: it will say that "
            f"the record is newer and offer the backup made {moment_words(made.made_at, now)} "
            f"({many(made.patients, 'patient', 'patients')}). What was entered since is not in that backup. It is not "
            "lost: the present record is backed up now and kept beside the restored one, and "
            f"version {version} reads it."
        ),
    )


def ask_back_words(former: Former, version: str, now: datetime) -> str:
    """Return what is going to happen, for the question with the passphrase."""
    its = former.installation.version
    starts = f"The record is backed up, this program closes, and version {its} starts."
    if former.opens_record or former.backup is None:
        return f"{starts} {former_words(former, version, now)[-1]}"
    made = moment_words(former.backup.manifest.made_at, now)
    return (
        f"{starts} It will offer the backup made {made}, because it does not read the present record. What was entered "
        f"since is not in that backup; it is kept, and version {version} reads it."
    )


def after_update_words(after: AfterUpdate, now: datetime) -> str:
    """Return the one sentence at the first start after an update."""
    if not after.done:
        return (
            f"The update to version {after.version} was not finished; this is still version {after.former}. "
            "The record is as it was. Settings, Update says more and starts it again."
        )
    if after.backup is None:
        return f"Updated from version {after.former} to {after.version}."
    made = moment_words(after.backup.manifest.made_at, now)
    return (
        f"Updated from version {after.former} to {after.version}. The backup before it is the one made {made}; "
        "Settings, Update goes back if you have to."
    )


def percent(done: int, total: int) -> int:
    """Return how far something has come in per cent."""
    return min(100, 100 * done // total) if total else 0


def _record_words(schema: str) -> str:
    if schema == REVISION:
        return f"Your record stays in its format ({REVISION})."
    return f"Your record will be upgraded from format {REVISION} to {schema} when it is opened next, on a copy."


def _day(built: str) -> str:
    try:
        return format_date(date.fromisoformat(built))
    except ValueError:
        return built
