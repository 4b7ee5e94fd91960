"""The search: filters, counts, ranking, synonyms, typing errors; and the same for 2,000 exercises as for a few."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.library.exercise_search import ExerciseFilter, ExerciseSearch
from footrehab_desktop.library.exercises import DOMAINS, EQUIPMENT, POSITIONS, TARGETS
from footrehab_desktop.library.load import load_library
from footrehab_desktop.progression.codes import CONDITIONS, PHASES

LIBRARY = load_library()
SEARCH = ExerciseSearch(LIBRARY.exercises)
ALL = {exercise.id for exercise in LIBRARY.exercises}


def found(**wanted: object) -> list[str]:
    return list(SEARCH.find(ExerciseFilter(**wanted)).ids)  # type: ignore[arg-type]  # a filter by its parts' names


def test_nothing_wanted_shows_everything_in_order() -> None:
    assert found() == [exercise.id for exercise in LIBRARY.exercises]
    assert len(SEARCH) == len(ALL)


def test_each_part_narrows_by_itself() -> None:
    assert set(found(phase="PH0", domain="cardio")) == {"EX-C01", "EX-C02", "EX-C04", "EX-C08"}
    assert set(found(impact="yes")) | set(found(impact="no")) == ALL
    assert "EX-P07" in found(condition="plantar_heel", target="plantar_fascia", phase="PH2")
    assert "EX-P07" not in found(condition="plantar_plate")
    assert set(found(position="water")) == {"EX-C02", "EX-C04", "EX-C06"}


def test_equipment_is_what_is_at_hand_and_shows_what_needs_nothing_else() -> None:
    nothing = found(equipment=frozenset())
    assert nothing
    assert all(not LIBRARY.exercise(id_).equipment for id_ in nothing)
    towel = set(found(equipment=frozenset({"towel"})))
    assert set(nothing) <= towel
    assert "EX-P07" not in towel
    assert "EX-I02" in towel
    assert "EX-P07" in found(equipment=frozenset({"towel", "step", "wall"}))
    assert set(found(equipment=frozenset(EQUIPMENT))) == ALL


def test_favourites() -> None:
    search = ExerciseSearch(LIBRARY.exercises, {"EX-I05", "EX-P02", "own-1"})
    assert search.find(ExerciseFilter(favourites=True)).ids == ("EX-I05", "EX-P02")
    assert search.find(ExerciseFilter(domain="intrinsic")).counts["favourites"] == {"yes": 1}
    search.mark_favourites(())
    assert search.find(ExerciseFilter(favourites=True)).ids == ()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("towel scrunch", "EX-I02"),
        ("TOWEL  scrúnch", "EX-I02"),
        ("toe curl", "EX-I01"),
        ("toe curl with towel", "EX-I02"),
        ("marble", "EX-I03"),
        ("clamshell", "EX-P17"),
        ("alfredson", "EX-P05"),
        ("HSR", "EX-P08"),
        ("rathleff", "EX-P07"),
        ("aqua jogging", "EX-C02"),
        ("elliptical", "EX-C03"),
        ("stairs", "EX-G19"),
        ("EX-P04", "EX-P04"),
        ("ex p04", "EX-P04"),
        ("short foot", "EX-I05"),
    ],
)
def test_a_name_or_another_name_comes_first(text: str, first: str) -> None:
    assert found(text=text)[0] == first


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("towle scrunch", "EX-I02"),
        ("achiles", "EX-P01"),
        ("balnce", "EX-B06"),
        ("eccentirc", "EX-P05"),
        ("treadmil wlak", "EX-G03"),
        ("plyometrc", "EX-J03"),
        ("proprioceptoin", "EX-B04"),
        ("elipticl", "EX-C03"),
    ],
)
def test_typing_errors_are_forgiven(text: str, among: str) -> None:
    assert among in found(text=text)


def test_a_word_counts_more_in_the_name_than_in_a_synonym_the_target_or_elsewhere() -> None:
    plain = LIBRARY.exercise("EX-R10")
    at = [
        replace(plain, id="text", purpose="A zebra walks."),
        replace(plain, id="target", target="Zebra"),
        replace(plain, id="synonym", synonyms=("zebra",)),
        replace(plain, id="name", name="Zebra"),
        replace(plain, id="nowhere"),
    ]
    search = ExerciseSearch(at)
    assert search.find(ExerciseFilter(text="zebra")).ids == ("name", "synonym", "target", "text")
    assert search.find(ExerciseFilter(text="zebar")).ids == ("name", "synonym", "target", "text")


def test_every_word_is_wanted_and_nonsense_finds_nothing() -> None:
    assert found(text="towel submarine") == []
    assert found(text="xqzw") == []
    assert found(text="zz") == []
    assert found(text="<b>") == found(text="b")


def test_signs_alone_do_not_restrict() -> None:
    assert set(found(text="  …  ")) == ALL


FILTERS = st.builds(
    ExerciseFilter,
    phase=st.sampled_from(["", *PHASES]),
    domain=st.sampled_from(["", *DOMAINS]),
    target=st.sampled_from(["", *TARGETS]),
    condition=st.sampled_from(["", *CONDITIONS]),
    position=st.sampled_from(["", *POSITIONS]),
    impact=st.sampled_from(["", "yes", "no"]),
    equipment=st.none() | st.frozensets(st.sampled_from(list(EQUIPMENT))),
    text=st.sampled_from(["", "calf", "heel raise", "band", "balnce"]),
)


@given(FILTERS)
def test_counts_are_what_the_filter_would_show(wanted: ExerciseFilter) -> None:
    result = SEARCH.find(wanted)
    for name in ("phase", "domain", "impact"):
        for code, count in result.counts[name].items():
            assert count == len(SEARCH.find(replace(wanted, **{name: code})).ids)
    for name, count in result.if_dropped.items():
        assert count == len(SEARCH.find(wanted.without(name)).ids)
        assert count >= len(result.ids)
    for name, count in result.alone.items():
        assert count == len(SEARCH.find(wanted.only(name)).ids)
    assert set(result.alone) == set(result.if_dropped) == set(wanted.active)


@given(FILTERS)
def test_what_is_found_fits_every_part(wanted: ExerciseFilter) -> None:
    for exercise_id in SEARCH.find(wanted).ids:
        exercise = LIBRARY.exercise(exercise_id)
        assert wanted.phase in ("", *exercise.phases)
        assert wanted.domain in ("", exercise.domain)
        assert wanted.target in ("", *exercise.targets)
        assert wanted.condition in ("", *exercise.conditions)
        assert wanted.position in ("", *exercise.positions)
        assert wanted.impact in ("", "yes" if exercise.impact else "no")
        assert wanted.equipment is None or set(exercise.equipment) <= wanted.equipment


@given(st.text(max_size=30))
def test_no_text_breaks_the_search(text: str) -> None:
    assert set(found(text=text)) <= ALL


def test_own_exercises_are_found_like_the_program_s() -> None:
    own = replace(LIBRARY.exercise("EX-P02"), id="own-1", name="Rope-ladder rises", synonyms=(), equipment=("step",))
    search = ExerciseSearch((*LIBRARY.exercises, own))
    assert search.find(ExerciseFilter(text="rope ladder")).ids[0] == "own-1"
    assert search.find(ExerciseFilter(equipment=frozenset({"step"}), phase="PH1")).ids[-1] == "own-1"
