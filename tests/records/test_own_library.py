"""Own exercises, adjusted protocols and sharing keys: versions stand in order, nothing is overwritten."""

from footrehab_desktop.records.record import Record
from footrehab_desktop.records.values_library import OwnPicture, TrustedKey

PICTURE = OwnPicture("Start", "image/png", 4, 3, b"\x89PNG not really \x00")


def test_saving_again_makes_the_next_version_and_keeps_the_pictures(record: Record) -> None:
    with record.unit_of_work() as unit:
        unit.own_exercises.save("OWN-1", {"name": "Towel slide"}, [PICTURE])
        unit.own_exercises.save("OWN-2", {"name": "Heel tap"})
        second = unit.own_exercises.save("OWN-1", {"name": "Towel slide, slow"})
        unit.commit()
    with record.unit_of_work() as unit:
        assert [(e.exercise_id, e.version) for e in unit.own_exercises.all()] == [("OWN-1", 2), ("OWN-2", 1)]
        assert unit.own_exercises.all()[0] == second
        assert unit.own_exercises.pictures("OWN-1") == (PICTURE,)
        unit.own_exercises.save("OWN-1", {"name": "Towel slide"}, [])
        assert unit.own_exercises.pictures("OWN-1") == ()


def test_a_retired_exercise_is_off_the_list_and_still_has_its_name(record: Record) -> None:
    with record.unit_of_work() as unit:
        unit.own_exercises.save("OWN-1", {"name": "Towel slide"})
        unit.own_exercises.retire("OWN-1", "Twice on file")
        unit.own_exercises.retire("OWN-1", "Twice on file")
        unit.own_exercises.retire("OWN-9", "Never there")
        unit.commit()
        assert unit.own_exercises.all() == ()
        assert [e.content["name"] for e in unit.own_exercises.newest()] == ["Towel slide"]
        assert [entry.action for entry in unit.audit.entries(3)].count("own_exercise.retired") == 1
        unit.own_exercises.save("OWN-1", {"name": "Towel slide again"})
        assert [e.version for e in unit.own_exercises.all()] == [2]


def test_protocol_versions_stand_newest_first_until_taken_back(record: Record) -> None:
    with record.unit_of_work() as unit:
        first = unit.own_protocols.save("plantar_heel", {"PH2": {"weeks": 4}})
        second = unit.own_protocols.save("plantar_heel", {"PH2": {"weeks": 5}})
        unit.own_protocols.save("pttd", {})
        assert unit.own_protocols.versions("plantar_heel") == (second, first)
        unit.own_protocols.void(second.id, "Too long")
        unit.own_protocols.void(second.id, "Too long")
        assert unit.own_protocols.versions("plantar_heel") == (first,)
        assert unit.own_protocols.save("plantar_heel", {}).version == 3


def test_keys_for_sharing(record: Record) -> None:
    with record.unit_of_work() as unit:
        assert unit.sharing_keys.own() is None
        unit.sharing_keys.keep_own(b"p" * 32, b"q" * 32)
        unit.sharing_keys.trust(b"r" * 32, "Hill Clinic")
        unit.commit()
        assert unit.sharing_keys.own() == (b"p" * 32, b"q" * 32)
        (known,) = unit.sharing_keys.trusted()
        assert known == TrustedKey(b"r" * 32, "Hill Clinic", known.trusted_at)
        assert "p" * 32 not in str([entry.detail for entry in unit.audit.entries(5)])
