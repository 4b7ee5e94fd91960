"""The form of an episode as plain values."""

from dataclasses import dataclass, replace
from datetime import date

from footrehab_desktop.clinic.naming import phase_name
from footrehab_desktop.progression.codes import BONE_SITES, CONDITIONS, PHASES
from footrehab_desktop.records.values import EpisodeDetails, Side

BONE_STRESS = {"bsi_low": ("low", "moderate"), "bsi_high": ("high",)}


@dataclass(frozen=True, slots=True)
class TypedEpisode:
    """What the form holds. ``None`` where nothing usable is entered."""

    condition: str | None = None
    side: Side | None = None
    site: str | None = None
    onset_on: date | None = None
    activity: str = ""
    weekly_km_before: float | None = None
    goal: str = ""
    restriction: str | None = None
    pain_ceiling: float | None = None
    clearance_on: date | None = None
    energy_assessment_on: date | None = None

    def details(self, today: date, before: EpisodeDetails | None = None) -> EpisodeDetails:
        """Return the details: of a new episode, whose plan starts today, or those ``before`` with what was changed.

        Only for a form with condition and side.
        """
        if self.condition is None or self.side is None:
            raise ValueError("condition and side are needed")
        kept = before or EpisodeDetails(self.condition, self.side, plan_start=today)
        same_condition = before is not None and before.condition == self.condition
        return replace(
            kept,
            condition=self.condition,
            side=self.side,
            site=self.site if self.condition in BONE_STRESS else None,
            onset_on=self.onset_on,
            activity=self.activity,
            weekly_km_before=self.weekly_km_before,
            goal=self.goal,
            restriction=self.restriction,
            pain_ceiling=None if self.pain_ceiling is None else int(self.pain_ceiling),
            clearance_on=self.clearance_on,
            energy_assessment_on=self.energy_assessment_on,
            run_table=kept.run_table if same_condition else _run_table(self.condition),
        )


def _run_table(condition: str) -> str:
    return "W-BSI" if condition in BONE_STRESS else "W-GEN"


def phase_choices() -> list[tuple[str, str]]:
    """Return the phases as (code, words)."""
    return [(code, phase_name(code)) for code in PHASES]


def condition_choices() -> list[tuple[str, str]]:
    """Return the conditions as (code, words)."""
    return list(CONDITIONS.items())


def site_choices(condition: str | None) -> list[tuple[str, str]]:
    """Return the bones of a bone stress injury as (code, words); empty for other conditions."""
    risks = BONE_STRESS.get(condition or "", ())
    return [(site.code, site.label) for site in BONE_SITES.values() if site.risk in risks]
