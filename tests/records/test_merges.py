"""Two entries of one person are joined and, taken back, are exactly what they were."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records.failures import JoinedError, RestrictedError
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.schema import Base
from footrehab_desktop.records.values import EpisodeDetails, PatientDetails
from tests.records.test_restriction import WRITES
from tests.support.filled_patient import Filled, fill_patient
from tests.support.record_factory import make_record

LOGS = {"merge", "audit_entry", "outlook"}
DAY = date(2026, 3, 2)


def dump(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but the logs, and what the search finds."""
    with record.engine.connect() as connection:
        rows = {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1")]  # noqa: S608 (our table)
            for name in Base.metadata.tables
            if name not in LOGS
        }
    with record.unit_of_work() as unit:
        words = [*"abcdefghij0123456789", "canary", "twin"]
        rows["search"] = [(word, *(row.record_number for row in unit.patients.search(word))) for word in words]
    return rows


def twins(record: Record) -> tuple[str, str]:
    with record.unit_of_work() as unit:
        kept, merged = fill_patient(unit, "Canary"), fill_patient(unit, "Twin")
        unit.commit()
    return kept.patient, merged.patient


def test_the_episodes_go_over_and_both_numbers_and_names_find_the_kept_entry(record: Record) -> None:
    kept, merged = twins(record)
    with record.unit_of_work() as unit:
        merge = unit.merges.join(kept, merged)
        unit.commit()
        assert len(unit.episodes.for_patient(kept)) == 2
        assert unit.episodes.for_patient(merged) == ()
        assert unit.patients.get(merged).merged_into == kept
        assert [row.id for row in unit.patients.search("")] == [kept]
        assert unit.patients.count() == 1
        for words in ("Twinfamily", "Canaryfamily", "2", "1"):
            assert [row.id for row in unit.patients.search(words)] == [kept], words
        assert unit.merges.into(merged) == kept
        assert [m.id for m in unit.merges.standing(kept)] == [merge.id]
        assert [entry.action for entry in unit.audit.entries(1)] == ["patient.merged"]
        unit.patients.update(kept, PatientDetails("New", "Name", DAY, "male"))
        assert [row.id for row in unit.patients.search("Twinfamily")] == [kept]
        assert len(unit.statements.for_patient(*unit.patients.group(kept))) == 2


def test_taken_back_both_are_as_they_were(record: Record) -> None:
    kept, merged = twins(record)
    before = dump(record)
    with record.unit_of_work() as unit:
        merge = unit.merges.join(kept, merged)
        unit.commit()
    assert dump(record) != before
    with record.unit_of_work() as unit:
        unit.merges.undo(merge.id)
        unit.commit()
        assert unit.merges.standing(kept) == ()
    assert dump(record) == before


def test_what_came_after_the_joining_stays_with_the_kept_entry(record: Record) -> None:
    kept, merged = twins(record)
    with record.unit_of_work() as unit:
        merge = unit.merges.join(kept, merged)
        later = unit.episodes.add(kept, EpisodeDetails("achilles_mid", "left", DAY)).id
        unit.merges.undo(merge.id)
        assert later in {episode.id for episode in unit.episodes.for_patient(kept)}
        assert len(unit.episodes.for_patient(merged)) == 1


@pytest.mark.parametrize(
    "name",
    ["patients.update", "patients.archive", "statements.add", "print_options.save", "drafts.save", "episodes.add"],
)
def test_the_joined_entry_stays_as_it_was(record: Record, name: str) -> None:
    kept, merged = twins(record)
    with record.unit_of_work() as unit:
        unit.merges.join(kept, merged)
        unit.commit()
    gone = Filled(merged, "", "", "")
    with record.unit_of_work() as unit, pytest.raises(JoinedError, match="joined with another"):
        WRITES[name](unit, gone)
    with record.unit_of_work() as unit:
        WRITES[name](unit, replace(gone, patient=kept))


def test_what_cannot_be_joined_is_refused(record: Record) -> None:
    kept, merged = twins(record)
    with record.unit_of_work() as unit:
        third = unit.patients.add(PatientDetails("C", "D", DAY, "male")).id
        with pytest.raises(UserFixableError, match="one and the same"):
            unit.merges.join(kept, kept)
        first = unit.merges.join(kept, merged)
        with pytest.raises(UserFixableError, match="joined with another already"):
            unit.merges.join(third, merged)
        second = unit.merges.join(third, kept)
        with pytest.raises(UserFixableError, match="Take that back first"):
            unit.merges.undo(first.id)
        unit.merges.undo(second.id)
        unit.merges.undo(first.id)
        with pytest.raises(UserFixableError, match="not on file"):
            unit.merges.undo(first.id)
        unit.patients.restrict(merged, "contested")
        with pytest.raises(RestrictedError):
            unit.merges.join(kept, merged)


@given(joins=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6))
@settings(max_examples=8)
def test_any_joinings_taken_back_in_turn_leave_everything_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, joins: list[tuple[int, int]]
) -> None:
    with make_record(tmp_path_factory.mktemp("merges") / "clinic") as record:
        with record.unit_of_work() as unit:
            people = [fill_patient(unit, name).patient for name in ("Ab", "Ab", "Cd", "Ef")]
            unit.commit()
        before, made = dump(record), []
        with record.unit_of_work() as unit:
            for kept, merged in joins:
                try:
                    made.append(unit.merges.join(people[kept], people[merged]).id)
                except UserFixableError:
                    continue
            unit.commit()
        with record.unit_of_work() as unit:
            assert sum(len(unit.episodes.for_patient(each)) for each in people) == len(people)
            for merge_id in reversed(made):
                unit.merges.undo(merge_id)
            unit.commit()
        assert dump(record) == before
        assert record.verify().ok
