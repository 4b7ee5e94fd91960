"""The effort target of a plan in few words, for the line beneath the diary."""

from math import ceil, floor

from footrehab_desktop.clinic.run_outlook import EffortTarget
from footrehab_desktop.progression.heart_rate import Zone


def target_words(target: EffortTarget | None) -> str:
    """Return ``base 108–130, tempo 130–149 beats/min``, effort alone where beats mean nothing, "" without a target."""
    if target is None:
        return ""
    if target.effort_only:
        return ", ".join(
            f"{zone.label} effort {zone.lowest_effort}–{zone.highest_effort} of 10" for zone in target.zones
        )
    return ", ".join(f"{zone.label} {_beats(zone)}" for zone in target.zones) + " beats/min"


def _beats(zone: Zone) -> str:
    """Return whole beats, rounded towards the middle of the zone."""
    if zone.lowest_bpm is None:
        return ""
    return (
        f"from {ceil(zone.lowest_bpm)}"
        if zone.highest_bpm is None
        else f"{ceil(zone.lowest_bpm)}–{floor(zone.highest_bpm)}"
    )
