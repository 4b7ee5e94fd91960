"""The form of an episode as plain values."""

from dataclasses import replace
from datetime import date

import pytest

from footrehab_desktop.progression.codes import BONE_SITES, CONDITIONS
from footrehab_desktop.records.values import EpisodeDetails
from footrehab_desktop.ui.presenters.episode import TypedEpisode, condition_choices, phase_choices, site_choices

TODAY = date(2026, 3, 16)
TYPED = TypedEpisode("plantar_heel", "right", onset_on=date(2026, 1, 5), activity="Runner", weekly_km_before=30.5)


def test_a_new_episode_starts_today_with_the_table_of_its_condition() -> None:
    made = TYPED.details(TODAY)
    assert (made.plan_start, made.run_table, made.site, made.weekly_km_before) == (TODAY, "W-GEN", None, 30.5)
    bone = replace(TYPED, condition="bsi_low", site="fibula").details(TODAY)
    assert (bone.run_table, bone.site) == ("W-BSI", "fibula")


def test_a_bone_is_kept_with_a_bone_stress_injury_only() -> None:
    assert replace(TYPED, site="fibula").details(TODAY).site is None


def test_a_change_keeps_what_the_form_does_not_show() -> None:
    before = EpisodeDetails(
        "plantar_heel", "left", date(2026, 1, 1), first_run_on=date(2026, 2, 1), reassessed_on=date(2026, 2, 9),
        run_table="W-LVL",
    )  # fmt: skip
    after = replace(TYPED, pain_ceiling=3.0, restriction="PH4").details(TODAY, before)
    assert (after.plan_start, after.first_run_on, after.reassessed_on) == (
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 2, 9),
    )
    assert (after.side, after.pain_ceiling, after.restriction, after.run_table) == ("right", 3, "PH4", "W-LVL")


def test_another_condition_takes_its_own_table() -> None:
    before = EpisodeDetails("plantar_heel", "left", TODAY, run_table="W-GEN")
    assert replace(TYPED, condition="bsi_high").details(TODAY, before).run_table == "W-BSI"


def test_condition_and_side_are_needed() -> None:
    for lacking in (replace(TYPED, condition=None), replace(TYPED, side=None)):
        with pytest.raises(ValueError, match="condition and side"):
            lacking.details(TODAY)


def test_every_condition_and_phase_is_offered_and_bones_by_their_risk() -> None:
    assert dict(condition_choices()) == CONDITIONS
    assert phase_choices()[0][1].startswith("PH0 – ")
    assert site_choices("plantar_heel") == []
    assert site_choices(None) == []
    low, high = (dict(site_choices(code)) for code in ("bsi_low", "bsi_high"))
    assert not set(low) & set(high)
    assert set(low) | set(high) == set(BONE_SITES)
