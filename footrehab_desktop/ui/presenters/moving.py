"""What is said while a record moves to another laptop, and afterwards. No toolkit."""

from dataclasses import dataclass
from datetime import datetime

from footrehab_desktop.records.restore import Rehearsal
from footrehab_desktop.ui.presenters.backup import many, moment_words, rehearsal_words


@dataclass(frozen=True, slots=True)
class MovedWords:
    """A title, and headings with their sentences in reading order."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def moving_words(rehearsal: Rehearsal, now: datetime) -> str:
    """Return whose record the backup holds and that it is whole."""
    return f"{rehearsal.clinic}. {rehearsal_words(rehearsal, now)}"


def moved_words(rehearsal: Rehearsal, now: datetime) -> MovedWords:
    """Return what was taken over, what was not, and what to do on the other laptop."""
    held = many(rehearsal.patients, "patient", "patients")
    newest = f", newest entry {moment_words(rehearsal.newest_entry, now)}" if rehearsal.newest_entry else ""
    return MovedWords(
        "The record is on this laptop",
        (
            ("Compare", (f"{rehearsal.clinic}: {held}{newest}.", _COMPARE)),
            ("On the other laptop", (_ONE_LAPTOP, _PUT_AWAY)),
            ("On this one", (_CAME, _CAME_NOT, _SECOND_PLACE)),
        ),
    )


_COMPARE = (
    "Settings, Backup on the other laptop shows the same number and the same newest entry. If something newer stands "
    "there, back up again and move again."
)
_ONE_LAPTOP = "Enter nothing there any more: two laptops with one record drift apart, and nothing joins them again."
_PUT_AWAY = (
    "Keep it switched off for a week or two as a reserve. Then remove the program there together with its records."
)
_CAME = (
    "Everything in the record came with it: patients, plans, handouts, own exercises, the clinic's details and print "
    "options, and the people with their passphrases of that day."
)
_CAME_NOT = "Colours, text size, minutes to the lock and favourite exercises belong to a laptop: choose them anew."
_SECOND_PLACE = "Choose the second place for backups anew, under Settings, Backup. The stick you used will do."
