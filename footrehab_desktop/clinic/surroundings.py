"""What may be wrong around a record that opened well: its folder, and the clock of the computer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.shared_places import unsafe_place

# Clocks of computers that were off for a while are set by hand, or by another computer, to within this time.
TOLERANCE: Final = timedelta(minutes=5)
_ENTRIES: Final = 100


def warnings(session: ClinicSession) -> tuple[str, ...]:
    """Return the sentences for the clinician; mostly none."""
    return tuple(_warnings(session))


def _warnings(session: ClinicSession) -> Iterator[str]:
    place = unsafe_place(session.record.folder)
    if place is not None:
        yield place
    with session.unit_of_work() as unit:
        now = unit.now()
        newest = max((entry.at for entry in unit.audit.entries(_ENTRIES)), default=now)
    if newest - now > TOLERANCE:
        yield _clock_words(now, newest)


def _clock_words(now: datetime, newest: datetime) -> str:
    return (
        f"The clock of this computer says {_moment(now)}, but something was entered at {_moment(newest)}. Set the "
        "clock: days of entries, reviews and backups go by it. What is on file keeps its order."
    )


def _moment(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{format_date(local.date())} {local:%H:%M}"
