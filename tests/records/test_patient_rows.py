"""No table can be forgotten: each is about patients or is known not to be, and a filled patient has a row in each."""

from footrehab_desktop.records.patient_rows import OF_PATIENTS, OF_THE_CLINIC
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.schema import Base
from tests.support.filled_patient import fill_patient

# Written only when two entries are joined.
NOT_IN_A_SINGLE_ENTRY = {"merge"}


def test_every_table_is_about_patients_or_known_not_to_be() -> None:
    every = {mapper.class_ for mapper in Base.registry.mappers}
    assert every == set(OF_PATIENTS) | OF_THE_CLINIC
    assert not set(OF_PATIENTS) & OF_THE_CLINIC


def test_the_rows_of_one_patient_are_found_in_every_table_and_nobody_elses(record: Record) -> None:
    with record.unit_of_work() as unit:
        own, other = fill_patient(unit, "Own"), fill_patient(unit, "Other")
        unit.commit()
        rows = unit.patient_content.rows([own.patient])
    assert {table for table, found in rows.items() if not found} == NOT_IN_A_SINGLE_ENTRY
    assert "Own" in str(rows)
    assert "Other" not in str(rows)
    assert other.patient not in str(rows)


def test_together_the_patients_hold_every_row_of_their_tables(record: Record) -> None:
    with record.unit_of_work() as unit:
        ids = [fill_patient(unit, name).patient for name in ("One", "Two")]
        unit.commit()
        rows = unit.patient_content.rows(ids)
    with record.engine.connect() as connection:
        for table, found in rows.items():
            counted = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 (our table)
            assert counted == len(found), table
