"""Which backups stay, over years of random days: gaps, clocks that jump, copies that failed or rotted."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.records.backup_rotation import KEEP_ALL, PERIODS, Kept, to_remove

NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)


def made(*ages: timedelta) -> list[Kept]:
    """Return backups of these ages, the oldest with the fewest entries."""
    return [Kept(f"{age}", NOW - age, number) for number, age in enumerate(sorted(ages, reverse=True))]


def hours(*numbers: float) -> list[Kept]:
    return made(*(timedelta(hours=number) for number in numbers))


def staying(backups: list[Kept]) -> set[float]:
    going = to_remove(backups, NOW)
    return {(NOW - one.made_at) / timedelta(hours=1) for one in backups if one.name not in going}


def test_everything_of_48_hours_stays() -> None:
    every_half_hour = hours(*(number / 2 for number in range(96)))
    assert to_remove(every_half_hour, NOW) == frozenset()


def test_of_older_days_the_newest_stays() -> None:
    # 12:00 two days back is the border; of the day before that the one of 20:00 and of 8:00.
    assert staying(hours(0.1, 64, 76)) == {0.1, 64}


def test_fourteen_days_eight_weeks_and_twelve_months_are_held() -> None:
    kept: list[Kept] = []
    for day in range(1200):
        now = NOW + timedelta(days=day)
        kept.append(Kept(f"{day}", now, day))
        going = to_remove(kept, now)
        kept = [one for one in kept if one.name not in going]
    now = kept[-1].made_at
    older = [one for one in kept if one.made_at <= now - KEEP_ALL]
    for period_of, many in PERIODS:
        assert len({period_of(one.made_at) for one in older}) >= many
    assert len(kept) <= 2 + 14 + 8 + 12
    assert timedelta(days=330) < now - kept[0].made_at < timedelta(days=400)


def test_a_clinic_closed_for_a_year_keeps_what_it_has() -> None:
    days = made(*(timedelta(days=365 + number) for number in range(14)))
    assert to_remove(days, NOW) == frozenset()


def test_a_damaged_backup_is_no_reason_to_remove_the_good_one_beside_it() -> None:
    good, rotten = (
        Kept("good", NOW - timedelta(days=5, hours=3), 1),
        Kept("bad", NOW - timedelta(days=5), 2, good=False),
    )
    other = Kept("new", NOW, 3)
    assert to_remove([good, rotten, other], NOW) == frozenset()


def test_what_was_made_in_the_future_of_a_wrong_clock_neither_goes_nor_pushes_out() -> None:
    real = made(*(timedelta(days=number) for number in range(3, 17)))
    wrong = [Kept(f"x{n}", NOW + timedelta(days=3650 + n * 40), 100 + n) for n in range(30)]
    assert to_remove([*real, *wrong], NOW) == frozenset()


def test_with_the_clock_years_back_nothing_newer_goes() -> None:
    real = made(*(timedelta(days=number) for number in range(40)))
    back = NOW - timedelta(days=3650)
    assert to_remove([*real, Kept("back", back, 99)], back) == frozenset()


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
SHELVES = st.lists(st.tuples(MOMENTS, st.booleans()), max_size=60)


@given(SHELVES, MOMENTS)
def test_each_period_held_before_is_held_after_and_the_newest_entries_stay(
    shelf: list[tuple[datetime, bool]], now: datetime
) -> None:
    backups = [Kept(str(number), moment, number, good) for number, (moment, good) in enumerate(shelf)]
    random.Random(1).shuffle(backups)
    going = to_remove(backups, now)
    rest = [one for one in backups if one.name not in going]
    good = [one for one in backups if one.good and one.made_at <= now]
    assert {one.name for one in backups if not one.good or one.made_at > now - KEEP_ALL} & going == set()
    if good:
        assert max(good, key=lambda one: one.sequence) in rest
    for period_of, many in PERIODS:
        older = [one for one in good if one.made_at <= now - KEEP_ALL]
        wanted = sorted({period_of(one.made_at) for one in older})[-many:]
        assert {period_of(one.made_at) for one in rest if one.good} >= set(wanted)
    assert to_remove(rest, now) == frozenset()
