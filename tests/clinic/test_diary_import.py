"""Importing a diary file: every row's fate before anything is written, nothing repaired, nothing guessed."""

import codecs
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footrehab_desktop.clinic.diary_import import Change, DryRun, dry_run, export_diary, import_diary
from footrehab_desktop.clinic.diary_import_cells import read_date
from footrehab_desktop.clinic.diary_import_columns import BY_HEADER, COLUMNS, plain
from footrehab_desktop.clinic.diary_import_file import (
    HOW_TO_SAVE,
    MOST_ROWS,
    cell_of,
    diary_file,
    read_sheet,
    template_file,
    text_of,
)
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession
from footrehab_desktop.resource_files import resource_path
from tests.support.session_factory import TODAY, ClinicWithPatient, shipped_library
from tests.support.simulated_diary import fill_diary, simulated_days

DAY = date(2026, 3, 4)
ON_FILE = DiarySession(DAY, 1, "run", True, minutes=30, run_min=10, pain_during=2, note="soft ground")
HEAD = "date,kind,minutes,pain_during,sleep_h\n"


def run(clinic: ClinicWithPatient, text: str | bytes, **more: object) -> DryRun:
    data = text if isinstance(text, bytes) else text.encode()
    with clinic.session.unit_of_work() as unit:
        return dry_run(unit, shipped_library(), clinic.episode_id, data, TODAY, **more)  # type: ignore[arg-type]


def take(clinic: ClinicWithPatient, text: str | bytes, seen: DryRun | None = None) -> DryRun:
    data = text if isinstance(text, bytes) else text.encode()
    with clinic.session.unit_of_work() as unit:
        return import_diary(unit, shipped_library(), clinic.episode_id, data, TODAY, seen=seen)[0]


def diary(clinic: ClinicWithPatient) -> tuple[list[DiarySession], list[DiaryDay], list[DiaryExercise]]:
    with clinic.session.unit_of_work() as unit:
        sessions = [replace(session, id="") for session in unit.diary.sessions(clinic.episode_id)]
        return sessions, list(unit.diary.days(clinic.episode_id)), list(unit.diary.exercises(clinic.episode_id))


def put(clinic: ClinicWithPatient, *sessions: DiarySession) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_sessions(clinic.episode_id, sessions)
        unit.commit()


def only_fault(found: DryRun) -> tuple[str, str]:
    (row,) = found.rows
    assert row.fate == "refused"
    (fault,) = row.faults
    return fault.column, fault.reason


def test_every_row_has_its_fate_and_a_dry_run_writes_nothing(clinic: ClinicWithPatient) -> None:
    put(clinic, ON_FILE)
    before = diary(clinic)
    found = run(
        clinic,
        HEAD
        + "2026-03-02,strength,25,1,7\n"  # new
        + "2026-03-04,run,30,2,\n"  # the same as on file
        + "2026-03-04,,,,7.5\n"  # a day beside it
        + "2026-03-05,run,30,12,\n",  # refused
    )
    assert [row.fate for row in found.rows] == ["new", "same", "new", "refused"]
    assert [row.line for row in found.rows] == [2, 3, 4, 5]
    assert found.rows[3].faults[0].column == "pain_during"
    assert found.rows[3].faults[0].reason == "Takes a whole number from 0 to 10."
    assert diary(clinic) == before


def test_a_change_names_old_and_new_and_the_import_keeps_the_rest(clinic: ClinicWithPatient) -> None:
    put(clinic, ON_FILE)
    text = "date;session;pain_during;swelling\n04-Mar-2026;1;5;1\n"
    found = run(clinic, text)
    assert found.rows[0].fate == "changed"
    assert found.rows[0].changes == (Change("pain_during", "2", "5"), Change("swelling", "", "1"))
    take(clinic, text, seen=found)
    assert diary(clinic)[0] == [replace(ON_FILE, pain_during=5, swelling=1)]
    assert run(clinic, text).counts == {"same": 1}


def test_good_rows_are_taken_and_refused_ones_left_out_whole(clinic: ClinicWithPatient) -> None:
    take(clinic, HEAD + "2026-03-02,strength,25,1,7\n2026-03-03,run,abc,1,8\n")
    sessions, days, _ = diary(clinic)
    assert [session.on for session in sessions] == [date(2026, 3, 2)]
    assert days == [DiaryDay(date(2026, 3, 2), sleep_h=7)]


def test_fates_that_changed_since_they_were_seen_stop_the_import(clinic: ClinicWithPatient) -> None:
    text = HEAD + "2026-03-04,run,30,4,\n"
    seen = run(clinic, text)
    put(clinic, ON_FILE)
    with pytest.raises(UserFixableError, match="changed in the meantime"):
        take(clinic, text, seen=seen)
    assert diary(clinic)[0] == [ON_FILE]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("2026-03-04,run,30,3.5,", "pain_during", "whole number from 0 to 10"),
        ("2026-03-04,run,30,-1,", "pain_during", "whole number from 0 to 10"),
        ("2026-03-04,run,30,=1+1,", "pain_during", "whole number from 0 to 10"),
        ("2026-03-04,run,30,1e1,", "pain_during", "whole number from 0 to 10"),
        ("2026-03-04,run,nan,3,", "minutes", "number from 0 to 600"),
        ("2026-03-04,run,1.234.567,3,", "minutes", "number from 0 to 600"),
        ("2026-03-04,jog,30,3,", "kind", "run, walk, strength, plyometric, cycle, swim, other"),
        ("2026-03-04,,30,3,", "kind", "A new session needs its kind"),
        ("4/3/26,run,30,3,", "date", "04-Mar-2026 or 03-Apr-2026 or 26-Mar-2004"),
        ("4/3/2026,run,30,3,", "date", "04-Mar-2026 or 03-Apr-2026."),
        ("31/2/2026,run,30,3,", "date", "no such day"),
        ("yesterday,run,30,3,", "date", "2026-03-04 or 04-Mar-2026"),
        (",run,30,3,", "date", "Is needed"),
        ("2026-03-17,run,30,3,", "date", "has not come yet"),
        ("2026-03-04,,,,", "", "nothing to enter"),
        ("2026-03-04,run,30,3,7,5", "", "more cells than there are columns"),
    ],
)
def test_a_refused_row_names_the_column_and_what_is_allowed(
    clinic: ClinicWithPatient, row: str, column: str, words: str
) -> None:
    named, reason = only_fault(run(clinic, HEAD + row + "\n"))
    assert named == column
    assert words in reason


def test_a_row_names_all_its_faults_at_once(clinic: ClinicWithPatient) -> None:
    (row,) = run(clinic, HEAD + "4/3/26,jog,long,11,25\n").rows
    assert [fault.column for fault in row.faults] == ["date", "kind", "minutes", "pain_during", "sleep_h"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", DAY),
        ("04-Mar-2026", DAY),
        ("4 March 2026", DAY),
        ("2026/3/4", DAY),
        ("25/3/2026", date(2026, 3, 25)),
        ("03.25.2026", date(2026, 3, 25)),
        ("5.5.2026", date(2026, 5, 5)),
    ],
)
def test_dates_with_one_reading_are_taken(text: str, day: date) -> None:
    assert read_date(text, TODAY, None) == day


def test_said_order_of_day_and_month_settles_unclear_dates(clinic: ClinicWithPatient) -> None:
    text = HEAD + "4/3/2026,run,30,3,\n4/3/26,walk,30,3,\n"
    assert run(clinic, text).asks_for_order
    found = run(clinic, "date,kind\n4/3/26,run\n", order="day_first")
    assert (found.rows[0].on, found.asks_for_order) == (DAY, False)
    assert run(clinic, "date,kind\n4/3/2025,run\n", order="month_first").rows[0].on == date(2025, 4, 3)
    assert run(clinic, "date,kind\n25/3/2025,run\n", order="month_first").rows[0].fate == "refused"


def test_several_sessions_of_a_day_are_to_be_numbered(clinic: ClinicWithPatient) -> None:
    found = run(clinic, "date,kind\n2026-03-04,run\n2026-03-04,strength\n")
    assert [row.faults[0].column for row in found.rows] == ["session", "session"]
    found = run(clinic, "date,session,kind\n2026-03-04,1,run\n2026-03-04,2,strength\n2026-03-04,2,walk\n")
    assert [row.fate for row in found.rows] == ["new", "new", "refused"]
    assert "Line 3" in found.rows[2].faults[0].reason


def test_rows_that_contradict_each_other_about_a_day_are_refused(clinic: ClinicWithPatient) -> None:
    found = run(clinic, "date,sleep_h,mood\n2026-03-04,7,\n2026-03-04,7,4\n2026-03-04,8,\n")
    assert [row.fate for row in found.rows] == ["new", "new", "refused"]
    assert "Line 2 says 7" in found.rows[2].faults[0].reason


def test_exercises_go_by_number_or_exact_name_and_agree_with_the_day(clinic: ClinicWithPatient) -> None:
    name = shipped_library().exercise("EX-I05").name
    text = f'date,exercise,done,reps_left,exercises\n2026-03-04,"{name}",yes,10,\n2026-03-05,ex-p04,part,,\n'
    found = run(clinic, text + "2026-03-06,Short,yes,,\n2026-03-06,,yes,,\n2026-03-04,,,,no\n")
    assert [row.fate for row in found.rows] == ["new", "new", "refused", "refused", "refused"]
    assert "No exercise is called so" in found.rows[2].faults[0].reason
    assert "which exercise" in found.rows[3].faults[0].reason
    assert "All exercises of this day say no" in found.rows[4].faults[0].reason
    take(clinic, text)
    assert diary(clinic)[2] == [
        DiaryExercise(DAY, "EX-I05", done="yes", reps_left=10),
        DiaryExercise(date(2026, 3, 5), "EX-P04", done="part"),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_by_the_header(clinic: ClinicWithPatient, separator: str) -> None:
    cells = [["Date", "Type", "Sleep (h)", "Pain during"], ["2026-03-04", "Run", '"7,5"', "3"]]
    found = run(clinic, "\n".join(separator.join(row) for row in cells))
    assert (found.rows[0].fate, found.separator) == ("new", separator)
    assert Change("sleep_h", "", "7.5") in found.rows[0].changes


def test_a_first_line_of_a_spreadsheet_program_names_the_separator_and_lines_count_on(
    clinic: ClinicWithPatient,
) -> None:
    found = run(clinic, "sep=;\r\ndate;kind;shoe\r\n\r\n2026-03-04;run;Löwe\r\n")
    assert (found.rows[0].fate, found.rows[0].line) == ("new", 4)


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", codecs.BOM_UTF8, "UTF-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16"),
        ("cp1252", b"", "Windows-1252"),
    ],
)
def test_characters_are_read_as_they_were_written(
    clinic: ClinicWithPatient, codec: str, mark: bytes, name: str
) -> None:
    found = run(clinic, mark + "date,kind,shoe\n2026-03-04,run,Löwe\n".encode(codec))
    assert found.encoding == name
    assert Change("shoe", "", "Löwe") in found.rows[0].changes


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"kind,minutes\nrun,30\n", "No column is called date"),
        (b"date,colour\n2026-03-04,red\n", "no column of the diary"),
        (b"date,rpe,effort\n2026-03-04,3,3\n", "both mean rpe"),
        (b"date,kind\n2026-03-04,run\0\n", "not a text file"),
        ("date,kind\n2026-03-04,run\n".encode("utf-16-le"), "not a text file"),
        (b"date,kind\n2026-03-04,\x81\xff\n", HOW_TO_SAVE),
        (codecs.BOM_UTF16_LE + b"d\0a", HOW_TO_SAVE),
        (b'date,kind\n2026-03-04,"run\n', "quotation mark"),
        (b"date,kind\n2026-03-04," + b"x" * 10_000_000 + b"\n", "too long"),
        (b"date,kind\n" + b"2026-03-04,run\n" * (MOST_ROWS + 1), "more than 20,000 rows"),
        (b"x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_a_file_that_is_no_diary_is_refused_with_the_way_to_mend_it(
    clinic: ClinicWithPatient, data: bytes, words: str
) -> None:
    with pytest.raises(UserFixableError) as refused:
        run(clinic, data)
    assert words in str(refused.value)


def test_columns_that_the_diary_does_not_have_are_named(clinic: ClinicWithPatient) -> None:
    found = run(clinic, "date,kind,Weather,pain (evening)\n2026-03-04,run,rain,9\n")
    assert found.not_taken == ("Weather", "pain (evening)")


def test_formulas_are_text_and_come_back_as_they_were(clinic: ClinicWithPatient) -> None:
    text = 'date,kind,session_note\n2026-03-04,run,"=HYPERLINK(""x"")"\n'
    take(clinic, text)
    assert diary(clinic)[0][0].note == '=HYPERLINK("x")'
    with clinic.session.unit_of_work() as unit:
        file = export_diary(unit, clinic.episode_id)
    assert "\"'=HYPERLINK" in file.decode("utf-8-sig")
    assert run(clinic, file).counts == {"same": 1}


@given(st.text())
def test_a_text_survives_the_mark_against_formulas(text: str) -> None:
    assert text_of(cell_of(text)) == text


def test_a_simulated_half_year_goes_out_and_comes_back_into_another_record(clinic: ClinicWithPatient) -> None:
    days = simulated_days(TODAY - timedelta(weeks=26), 26, seed=9)
    file = diary_file([day.session for day in days if day.session], [day.day for day in days if day.day], [])
    assert take(clinic, file).counts.keys() == {"new"}
    sessions, stored, _ = diary(clinic)
    assert sessions == [day.session for day in days if day.session]
    assert stored == [day.day for day in days if day.day]
    assert run(clinic, file).counts.keys() == {"same"}


def test_a_chosen_week_is_exported_alone(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        fill_diary(unit, clinic.episode_id, TODAY - timedelta(weeks=4), 4, seed=2)
    week = TODAY - timedelta(weeks=2)
    with clinic.session.unit_of_work() as unit:
        rows = read_sheet(export_diary(unit, clinic.episode_id, week, week + timedelta(days=6))).rows
    assert {date.fromisoformat(row.cells["date"]) for row in rows} <= {week + timedelta(days=n) for n in range(7)}
    assert rows


pains = st.none() | st.integers(0, 10)
notes = st.text(st.characters(blacklist_categories=("Cc", "Cs")) | st.sampled_from("\n\t"), max_size=20)
some_days = st.dates(date(2025, 1, 1), TODAY)
session_entries = st.builds(
    DiarySession,
    on=some_days,
    slot=st.integers(1, 3),
    kind=st.sampled_from(("run", "walk", "strength", "other")),
    impact=st.booleans(),
    at=st.none() | st.sampled_from(("06:05", "18:30")),
    minutes=st.none() | st.integers(60, 60_000).map(lambda tenth: tenth / 100),
    run_min=st.none() | st.integers(0, 60),
    pain_during=pains,
    sharp=st.none() | st.booleans(),
    tenderness=st.none() | st.sampled_from(("none", "bone")),
    source=st.none() | st.sampled_from(("clinic", "device")),
    shoe=st.none() | st.text(st.characters(blacklist_categories=("Cc", "Cs")), min_size=1, max_size=20),
    note=notes,
).filter(lambda s: s.minutes is None or s.run_min is None or s.run_min <= s.minutes)
day_entries = st.builds(
    DiaryDay,
    on=some_days,
    morning_pain=pains,
    sleep_h=st.none() | st.sampled_from((6, 7.25)),
    exercises=st.none() | st.just("part"),
    night_waking=st.none() | st.booleans(),
    note=notes,
)
exercise_entries = st.builds(
    DiaryExercise, on=some_days, exercise_id=st.sampled_from(("EX-I05", "EX-P04")), done=st.just("yes"),
    reps_left=st.none() | st.integers(0, 50), load=notes, response=st.none() | st.just("eased"), note=notes,
)  # fmt: skip


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(session_entries, max_size=6, unique_by=lambda s: (s.on, s.slot)),
    st.lists(day_entries, max_size=6, unique_by=lambda d: d.on),
    st.lists(exercise_entries, max_size=4, unique_by=lambda e: (e.on, e.exercise_id)),
)
def test_what_is_exported_comes_back_the_same(
    clinic: ClinicWithPatient,
    sessions: list[DiarySession],
    days: list[DiaryDay],
    exercises: list[DiaryExercise],
) -> None:
    told = [day for day in days if day != DiaryDay(day.on)]
    file = diary_file(sessions, told, exercises)
    with clinic.session.unit_of_work() as unit:
        if not (sessions or told or exercises):
            return
        unit.diary.put_sessions(clinic.episode_id, sessions)
        unit.diary.put_days(clinic.episode_id, told)
        unit.diary.put_exercises(clinic.episode_id, exercises)
        found = dry_run(unit, shipped_library(), clinic.episode_id, file, TODAY)
    assert set(found.counts) == {"same"}, [row for row in found.rows if row.fate != "same"][:3]
    fresh = run(clinic, file)
    assert set(fresh.counts) == {"new"}, [row for row in fresh.rows if row.fate != "new"][:3]


header_cells = st.sampled_from(["date", "kind", "session", "minutes", "pain", "sleep_h", "exercise", "done", "x", ""])
cells = st.text(max_size=12) | st.sampled_from(
    ["2026-03-04", "4/3/26", "run", "7,5", "yes", "EX-I05", "=1", "-5", "1e9", "٣", "²"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=80)
    | st.tuples(
        st.lists(header_cells, max_size=6),
        st.lists(st.lists(cells, max_size=7), max_size=4),
        st.sampled_from([",", ";", "\t"]),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    ).map(lambda f: "\n".join(f[2].join(row) for row in (["date", *f[0]], *f[1])).encode(f[3], "replace"))
)
def test_no_file_breaks_the_dry_run_and_none_writes(clinic: ClinicWithPatient, data: bytes) -> None:
    try:
        found = run(clinic, data)
    except UserFixableError:
        pass
    else:
        assert all(row.faults if row.fate == "refused" else row.on for row in found.rows)
    assert diary(clinic) == ([], [], [])


def test_every_header_means_one_column_and_the_help_names_them_all() -> None:
    assert all(BY_HEADER[plain(column.name)] is column for column in COLUMNS)
    page = resource_path("help", "35-import.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"| {column.name} | {column.meaning} | {column.allowed} |" in page


def test_the_template_holds_every_column_and_no_row() -> None:
    sheet = read_sheet(template_file())
    assert (sheet.rows, sheet.not_taken) == ((), ())
    assert template_file().decode("utf-8-sig").strip().split(",") == [column.name for column in COLUMNS]
