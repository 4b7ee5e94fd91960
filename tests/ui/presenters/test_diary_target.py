"""The target beneath the diary: whole beats inside the zone, effort alone where beats mean nothing."""

from footrehab_desktop.clinic.run_outlook import BETA_BLOCKER, EffortTarget
from footrehab_desktop.progression.heart_rate import heart_rate_zones
from footrehab_desktop.ui.presenters.diary_target import target_words


def test_beats_are_whole_and_inside_the_zone() -> None:
    _recovery, base, steady, _hard, hardest = heart_rate_zones(40, 60)
    assert target_words(EffortTarget((base,), 60)) == "base 108–130 beats/min"
    assert target_words(EffortTarget((base, steady), 60)) == "base 108–130, steady 132–148 beats/min"
    assert target_words(EffortTarget((hardest,), 60)) == "very hard from 168 beats/min"


def test_effort_stands_alone_with_a_beta_blocker() -> None:
    zones = heart_rate_zones(40, 60, effort_only=True)
    assert target_words(EffortTarget(zones[1:2], None, BETA_BLOCKER)) == "base effort 3–4 of 10"


def test_nothing_is_said_without_a_target() -> None:
    assert target_words(None) == ""
