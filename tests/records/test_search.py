"""Finding a patient while typing, and noticing one who is on file already."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.records.folding import fold, query_words
from footrehab_desktop.records.name_distance import within_one_edit
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.values import PatientDetails
from tests.records.conftest import RUNNER

PEOPLE = [
    PatientDetails("Łukasz", "Paweł", date(1984, 3, 4), "male", phone="07700 900123"),
    PatientDetails("Müller", "Jürgen", date(1990, 12, 31), "male", phone="+49 (30) 901820"),
    PatientDetails("O'Connor", "Siobhán", date(2001, 1, 2), "female"),
    PatientDetails("Smith-Jones", "Anne Marie", date(1984, 4, 3), "female"),
    PatientDetails("أحمد", "فاطمة", date(1977, 7, 7), "female"),
    PatientDetails("Nguyễn", "Thị Hà", date(1960, 2, 29), "female"),
    PatientDetails("🦶", "Foot", date(1999, 9, 9), "not_known"),
    PatientDetails("Ødegård", "Æsa", date(1955, 5, 5), "female", title="Dr"),
    PatientDetails('<b>"Bold"</b>', "100% _x*", date(1955, 5, 6), "intersex"),
]


@pytest.fixture
def people(record: Record) -> Record:
    with record.unit_of_work() as unit:
        for person in PEOPLE:
            unit.patients.add(person)
        unit.commit()
    return record


def found(record: Record, text: str, limit: int = 200) -> list[str]:
    with record.unit_of_work() as unit:
        return [row.family_name for row in unit.patients.search(text, limit)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lukasz", ["Łukasz"]),
        ("ŁUK", ["Łukasz"]),
        ("pawel luk", ["Łukasz"]),
        ("muller", ["Müller"]),
        ("Mu\u0308ller", ["Müller"]),
        ("jur", ["Müller"]),
        ("oconnor", ["O'Connor"]),
        ("o’con", ["O'Connor"]),
        ("siobhan", ["O'Connor"]),
        ("jones", ["Smith-Jones"]),
        ("smith-jo ann mar", ["Smith-Jones"]),
        ("احمد", ["أحمد"]),
        ("فاطمه", ["أحمد"]),
        ("nguyen ha", ["Nguyễn"]),
        ("🦶", ["🦶"]),
        ("odegard aesa", ["Ødegård"]),
        ("bold 100", ['<b>"Bold"</b>']),
        ("1984", ["Łukasz", "Smith-Jones"]),
        ("04031984", ["Łukasz"]),
        ("040384", ["Łukasz"]),
        ("4/3/1984", ["Łukasz"]),
        ("04.03.84", ["Łukasz"]),
        ("04 03 1984", ["Łukasz"]),
        ("1984-03-04", ["Łukasz"]),
        ("4/3", ["Łukasz"]),
        ("luk 04", ["Łukasz"]),
        ("07700 900123", ["Łukasz"]),
        ("07700-900123", ["Łukasz"]),
        ("7700", ["Łukasz"]),
        ("+4930901820", ["Müller"]),
        ("901820", ["Müller"]),
        ("8", ["Ødegård"]),
        ("luk mul", []),
        ("kasz", []),
        ("'\"*() AND OR NOT ^", []),
        ("---", []),
    ],
)
def test_what_is_typed_finds(people: Record, typed: str, expected: list[str]) -> None:
    assert sorted(found(people, typed)) == sorted(expected)


def test_without_words_the_newest_come_first_and_the_limit_holds(people: Record) -> None:
    assert found(people, "  ", 3) == [person.family_name for person in reversed(PEOPLE)][:3]


def test_hits_are_in_the_order_of_names_and_the_limit_takes_the_first(record: Record) -> None:
    with record.unit_of_work() as unit:
        for family in ("zeta", "Ärger", "Beta", "alpha", "Zz"):
            unit.patients.add(replace(RUNNER, family_name=family))
        unit.commit()
    assert found(record, "mir") == ["alpha", "Ärger", "Beta", "zeta", "Zz"]
    assert found(record, "mir", 2) == ["alpha", "Ärger"]


def test_changing_and_archiving_changes_what_is_found(people: Record) -> None:
    with people.unit_of_work() as unit:
        row = unit.patients.search("lukasz")[0]
        unit.patients.update(row.id, replace(PEOPLE[0], family_name="Kowalski"))
        unit.patients.archive(unit.patients.search("muller")[0].id)
        unit.commit()
    assert found(people, "lukasz") == []
    assert found(people, "kowal") == ["Kowalski"]
    assert found(people, "muller") == []


def test_same_names_are_marked_until_one_is_archived(record: Record) -> None:
    with record.unit_of_work() as unit:
        first = unit.patients.add(replace(RUNNER, family_name="Müller"))
        unit.patients.add(replace(RUNNER, family_name="MULLER", birth_date=date(1950, 1, 1)))
        unit.patients.add(replace(RUNNER, family_name="Mullen"))
        assert [row.look_alike for row in unit.patients.search("mul")] == [False, True, True]
        assert sum(row.look_alike for row in unit.patients.search("")) == 2
        unit.patients.archive(first.id)
        assert [row.look_alike for row in unit.patients.search("mul")] == [False, False]


@pytest.mark.parametrize(
    ("change", "likely"),
    [
        ({}, True),
        ({"family_name": "Miriam", "given_name": "Okafor", "birth_date": date(1950, 1, 1), "phone": ""}, True),
        ({"family_name": "OKAFOR", "birth_date": date(1950, 1, 1), "phone": ""}, True),
        ({"family_name": "Okofor", "phone": ""}, True),
        ({"given_name": "Mriiam", "phone": ""}, True),
        ({"family_name": "Okafo", "birth_date": date(1984, 4, 3), "phone": ""}, True),
        (
            {"family_name": "Smith", "given_name": "John", "birth_date": date(1950, 1, 1), "phone": "+07700-900123"},
            True,
        ),
        ({"family_name": "Smith", "phone": ""}, False),
        ({"family_name": "Okofor", "birth_date": date(1950, 1, 1), "phone": ""}, False),
        ({"family_name": "Okofor", "given_name": "Miryam", "phone": ""}, False),
        ({"family_name": "Smith", "given_name": "John", "birth_date": date(1950, 1, 1), "phone": "123"}, False),
    ],
)
def test_likely_duplicates(record: Record, change: dict[str, object], likely: bool) -> None:
    with record.unit_of_work() as unit:
        unit.patients.add(RUNNER)
        unit.patients.add(PatientDetails("Elsewhere", "Pat", date(1933, 3, 3), "male", phone="123"))
        hits = unit.patients.likely_duplicates(replace(RUNNER, **change))  # type: ignore[arg-type]  # the table above
    assert [row.family_name for row in hits] == (["Okafor"] if likely else [])


def test_the_likeliest_duplicate_comes_first(record: Record) -> None:
    with record.unit_of_work() as unit:
        unit.patients.add(replace(RUNNER, birth_date=date(1950, 1, 1), phone=""))
        exact = unit.patients.add(RUNNER)
        assert unit.patients.likely_duplicates(RUNNER)[0].id == exact.id


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_edit_is_what_the_textbook_says(one: str, other: str) -> None:
    near = {one}
    for i in range(len(one) + 1):
        near |= {one[:i] + letter + one[i:] for letter in "abc"}
        near |= {one[:i] + letter + one[i + 1 :] for letter in "abc"}
        near |= {one[:i] + one[i + 1 :], one[:i] + one[i + 1 : i + 2] + one[i : i + 1] + one[i + 2 :]}
    assert within_one_edit(one, other) == (other in near)


@given(st.text())
def test_folding_is_stable_and_its_words_are_plain(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert all(character == " " or not character.isascii() or character.isalnum() for character in folded)


@given(st.text(max_size=30))
def test_no_typing_breaks_the_query(text: str) -> None:
    assert all(word and '"' not in word for word in query_words(text))


def test_any_name_is_found_by_itself_and_any_text_can_be_typed(record: Record) -> None:
    names = st.text(min_size=1, max_size=12).filter(lambda name: bool(fold(name)) and "\0" not in name)

    @given(names, st.text(max_size=12))
    def check(name: str, typed: str) -> None:
        with record.unit_of_work() as unit:
            added = unit.patients.add(replace(RUNNER, family_name=name, given_name=""))
            unit.patients.search(typed)
            assert added.id in [row.id for row in unit.patients.search(name, 10_000)]

    check()
