"""What a write changed, announced once so that every page can refresh what it shows."""

from dataclasses import dataclass

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of what changed: patients by patient id, everything else by episode id; ``clinic`` for the practice,
    ``library`` for its own exercises and protocols.
    """

    patients: frozenset[str] = _NONE
    episodes: frozenset[str] = _NONE
    assessments: frozenset[str] = _NONE
    plans: frozenset[str] = _NONE
    diary: frozenset[str] = _NONE
    decisions: frozenset[str] = _NONE
    handouts: frozenset[str] = _NONE
    clinic: bool = False
    library: bool = False

    def concern_episode(self, episode_id: str | None) -> bool:
        """Tell whether anything of this episode changed."""
        groups = (self.episodes, self.assessments, self.plans, self.diary, self.decisions, self.handouts)
        return any(episode_id in group for group in groups)
