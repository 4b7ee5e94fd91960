"""The form of a new episode as plain values."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.progression.codes import BONE_SITES, CONDITIONS
from footrehab_desktop.records.values import EpisodeDetails, Side

BONE_STRESS = {"bsi_low": ("low", "moderate"), "bsi_high": ("high",)}


@dataclass(frozen=True, slots=True)
class TypedEpisode:
    """What the new-episode form holds. ``None`` where nothing usable is entered."""

    condition: str | None = None
    side: Side | None = None
    site: str | None = None
    onset_on: date | None = None
    activity: str = ""
    weekly_km_before: float | None = None
    goal: str = ""

    def details(self, today: date) -> EpisodeDetails:
        """Return the details; the plan starts today. Only for a form with condition and side."""
        if self.condition is None or self.side is None:
            raise ValueError("condition and side are needed")
        return EpisodeDetails(
            condition=self.condition,
            side=self.side,
            plan_start=today,
            site=self.site if self.condition in BONE_STRESS else None,
            onset_on=self.onset_on,
            activity=self.activity,
            weekly_km_before=self.weekly_km_before,
            goal=self.goal,
            run_table="W-BSI" if self.condition in BONE_STRESS else "W-GEN",
        )


def condition_choices() -> list[tuple[str, str]]:
    """Return the conditions as (code, words)."""
    return list(CONDITIONS.items())


def site_choices(condition: str | None) -> list[tuple[str, str]]:
    """Return the bones of a bone stress injury as (code, words); empty for other conditions."""
    risks = BONE_STRESS.get(condition or "", ())
    return [(site.code, site.label) for site in BONE_SITES.values() if site.risk in risks]
