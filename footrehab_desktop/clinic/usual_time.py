"""How long a phase usually takes, read from the words of the protocol: the one place where they stand."""

import re
from datetime import timedelta
from typing import NamedTuple

# "2 to 4 weeks", "2 days to 2 weeks, longer if walking hurts". Cycles and "as the surgeon decides" give no limit.
_RANGE = re.compile(r"(\d+)(?: (days|weeks))? to (\d+) (days|weeks)")
_UNIT = {"days": timedelta(days=1), "weeks": timedelta(days=7)}


class UsualTime(NamedTuple):
    """The shortest and the longest usual time of a phase."""

    shortest: timedelta
    longest: timedelta


def usual_time(duration: str) -> UsualTime | None:
    """Return the range that a protocol's words begin with, None when they set no limit."""
    found = _RANGE.match(duration)
    if found is None:
        return None
    low, low_unit, high, high_unit = found.groups()
    return UsualTime(int(low) * _UNIT[low_unit or high_unit], int(high) * _UNIT[high_unit])
