"""Signed assessments: frozen. An amendment is a new one that names the old; taking back needs a reason."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.repositories.base import AnySelect, Repository, columns_of, row_of
from footrehab_desktop.records.schema import AssessmentTable, ObservationTable, OutcomeTable
from footrehab_desktop.records.values import Assessment, AssessmentKind, Observation, OutcomeEntry

_OBSERVATION = columns_of(Observation, ObservationTable)
_OUTCOME = columns_of(OutcomeEntry, OutcomeTable)
_HEADER = (
    AssessmentTable.id,
    AssessmentTable.episode_id,
    AssessmentTable.kind,
    AssessmentTable.assessed_on,
    AssessmentTable.created_at,
    AssessmentTable.created_by,
    AssessmentTable.amends,
    AssessmentTable.reason,
    AssessmentTable.voided_at,
    AssessmentTable.voided_by,
    AssessmentTable.void_reason,
)


class Assessments(Repository):
    """What was measured and asked, and signed."""

    def sign(
        self,
        episode_id: str,
        kind: AssessmentKind,
        assessed_on: date,
        observations: Sequence[Observation],
        outcomes: Sequence[OutcomeEntry],
        *,
        amends: str | None = None,
        reason: str | None = None,
    ) -> Assessment:
        """Freeze an assessment. Raises ``NotOnFileError`` if the episode or the amended assessment is unknown."""
        self._transaction.writer()
        created = self._transaction.created()
        row = {
            **created,
            "episode_id": episode_id,
            "sequence": self._next_sequence(episode_id),
            "kind": kind,
            "assessed_on": assessed_on,
            "amends": amends,
            "reason": reason,
        }
        self._transaction.insert(AssessmentTable, [row])
        self._transaction.insert(
            ObservationTable, self._parts(created["id"], [row_of(value) for value in observations])
        )
        scored = [{**row_of(value), "items": list(value.items)} for value in outcomes]
        self._transaction.insert(OutcomeTable, self._parts(created["id"], scored))
        self._note("assessment.signed", created["id"], episode=episode_id, kind=kind, amends=amends)
        return Assessment(
            created["id"],
            episode_id,
            kind,
            assessed_on,
            tuple(observations),
            tuple(outcomes),
            created["created_at"],
            created["created_by"],
            amends,
            reason,
        )

    def get(self, assessment_id: str) -> Assessment:
        """Return one assessment, voided or not, or raise ``NotOnFileError``."""
        statement = select(*_HEADER).where(AssessmentTable.id == assessment_id)
        self._one(statement, "assessment", assessment_id)
        return self._read(statement, AssessmentTable.id == assessment_id)[0]

    def for_episode(self, episode_id: str) -> tuple[Assessment, ...]:
        """Return an episode's assessments, voided ones too, oldest first."""
        of_episode = AssessmentTable.episode_id == episode_id
        statement = select(*_HEADER).where(of_episode).order_by(AssessmentTable.assessed_on, AssessmentTable.sequence)
        return self._read(statement, of_episode)

    def void(self, assessment_id: str, reason: str) -> None:
        """Take an assessment back; it stays readable, with the reason. Voiding twice changes nothing."""
        if self.get(assessment_id).voided_at is not None:
            return
        self._transaction.update(AssessmentTable, AssessmentTable.id == assessment_id, self._voided(reason))
        self._note("assessment.voided", assessment_id)

    def _next_sequence(self, episode_id: str) -> int:
        newest = self._first(select(func.max(AssessmentTable.sequence)).where(AssessmentTable.episode_id == episode_id))
        return ((newest[0] if newest else None) or 0) + 1

    def _parts(self, assessment_id: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        own = {"assessment_id": assessment_id, "origin": self._transaction.origin}
        return [{"id": new_id(), **own, "position": place, **row} for place, row in enumerate(rows)]

    def _read(self, statement: AnySelect, which: ColumnElement[bool]) -> tuple[Assessment, ...]:
        observations: dict[str, list[Observation]] = defaultdict(list)
        parts = select(ObservationTable.assessment_id, *_OBSERVATION).join(AssessmentTable).where(which)
        for assessment_id, *row in self._rows(parts.order_by(ObservationTable.position)):
            observations[assessment_id].append(Observation(*row))
        outcomes: dict[str, list[OutcomeEntry]] = defaultdict(list)
        scores = select(OutcomeTable.assessment_id, *_OUTCOME).join(AssessmentTable).where(which)
        for assessment_id, instrument, items, *row in self._rows(scores.order_by(OutcomeTable.position)):
            outcomes[assessment_id].append(OutcomeEntry(instrument, tuple(items), *row))
        return tuple(
            Assessment(own, episode, kind, on, tuple(observations[own]), tuple(outcomes[own]), *rest)
            for own, episode, kind, on, *rest in self._rows(statement)
        )
