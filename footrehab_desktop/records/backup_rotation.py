"""Which backups may go: all of 48 hours stay, then one a day, a week, a month. Values in, names out; no clock, no disk.

Periods count that hold a backup, so a closed clinic or a clock that jumped loses nothing by the days that passed. What
lies in the future of the clock, or is known to be damaged, is neither counted nor removed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

KEEP_ALL: Final = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup: when it was made (UTC), how many audit entries it holds, and whether it is known to be whole."""

    name: str
    made_at: datetime
    sequence: int
    good: bool = True


def _day(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day


def _week(moment: datetime) -> tuple[int, ...]:
    year, week, _day_of_week = moment.isocalendar()
    return year, week


def _month(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month


PERIODS: Final[tuple[tuple[Callable[[datetime], tuple[int, ...]], int], ...]] = ((_day, 14), (_week, 8), (_month, 12))
"""What is kept of backups older than 48 hours: the newest of so many days, weeks and months that hold one."""


def to_remove(backups: Iterable[Kept], now: datetime) -> frozenset[str]:
    """Return the names of the backups that may be removed; never the one with the most audit entries."""
    past = sorted((one for one in backups if one.good and one.made_at <= now), key=lambda one: one.made_at)
    older = [one for one in past if one.made_at <= now - KEEP_ALL]
    staying = {one.name for one in past if one.made_at > now - KEEP_ALL}
    for period_of, many in PERIODS:
        newest = {period_of(one.made_at): one.name for one in older}
        staying.update(newest[period] for period in sorted(newest)[-many:])
    if past:
        staying |= {max(past, key=lambda one: (one.sequence, one.made_at)).name, past[-1].name}
    return frozenset(one.name for one in past) - staying
