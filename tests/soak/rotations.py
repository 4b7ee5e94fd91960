"""Three years of backups, at random: days off, clocks that jump, copies that fail or rot. What must stay does.

After every rotation: each period that is to be held and was held still has a whole backup, a failed backup removed
none, and the backup with the most entries is there.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from footrehab_desktop.records.backup_rotation import KEEP_ALL, PERIODS, Kept, to_remove
from tests.soak.result import SoakResult

DAYS: Final = 3 * 365
START: Final = datetime(2026, 3, 16, 8, tzinfo=UTC)


@dataclass
class _History:
    """A clinic's backups as the rule leaves them, with the clock of the laptop, which may be wrong."""

    chance: random.Random
    kept: list[Kept] = field(default_factory=list)
    made: int = 0
    clock_is_off: timedelta = timedelta()
    most: int = 0

    def work(self, moment: datetime) -> bool:
        """Make one backup, or fail at it; say whether what must stay stayed."""
        now = moment + self.clock_is_off
        if self.chance.random() < 0.03:
            return True  # a failed backup: the rule is not asked, so nothing goes
        self.made += 1
        self.kept.append(Kept(str(self.made), now, self.made, self.chance.random() > 0.01))
        going = to_remove(self.kept, now)
        self.most = max(self.most, len(self.kept) - len(going))
        if not going:
            return True
        rest = [one for one in self.kept if one.name not in going]
        ok = _periods_hold(self.kept, rest, now) and _newest_stays(self.kept, going, now)
        self.kept = rest
        return ok

    def turn_the_clock(self) -> None:
        """Let the clock jump now and then, and be put right later."""
        if self.clock_is_off:
            if self.chance.random() < 0.2:
                self.clock_is_off = timedelta()
        elif self.chance.random() < 0.004:
            self.clock_is_off = timedelta(days=self.chance.choice((-3650, -30, -1, 1, 45, 3650)))


def run(count: int) -> SoakResult:
    """Live through ``count`` histories."""
    held, most = 0, 0
    for number in range(count):
        history = _History(random.Random(number))
        held += all(_day(history, START + timedelta(days=day)) for day in range(DAYS))
        most = max(most, history.most)
    return SoakResult(count, held, f"three years each; at most {most} backups kept at a time")


def _day(history: _History, morning: datetime) -> bool:
    history.turn_the_clock()
    if morning.weekday() >= 5 or history.chance.random() < 0.05:
        return True
    many = history.chance.choice((1, 1, 2, 3))
    return all(history.work(morning + timedelta(hours=2 * number)) for number in range(many))


def _periods_hold(before: list[Kept], after: list[Kept], now: datetime) -> bool:
    older = [one for one in before if one.good and one.made_at <= now - KEEP_ALL]
    there = [one for one in after if one.good]
    for period_of, many in PERIODS:
        wanted = sorted({period_of(one.made_at) for one in older})[-many:]
        if not {period_of(one.made_at) for one in there} >= set(wanted):
            return False
    return True


def _newest_stays(before: list[Kept], going: frozenset[str], now: datetime) -> bool:
    good = [one for one in before if one.good and one.made_at <= now]
    young = [one.name for one in before if one.made_at > now - KEEP_ALL or not one.good]
    return going.isdisjoint(young) and (not good or max(good, key=lambda one: one.sequence).name not in going)
