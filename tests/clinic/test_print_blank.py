"""A blank form asks on paper what the screen asks, with room for every answer and for both feet."""

import pytest

from footrehab_desktop.clinic.print_blank import prepare_blank_diary, prepare_blank_form
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.handouts.diary_layout import DiaryKind
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.library.forms import KINDS
from tests.support.session_factory import TODAY


def form(session: ClinicSession, kind: str, condition: str = "") -> str:
    with session.unit_of_work() as unit:
        made = prepare_blank_form(unit, session.forms, kind, TODAY, PrintOptions(), condition=condition)
    return " ".join(" ".join(extract_text(made.pdf)).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_kind_is_there(session: ClinicSession, kind: str) -> None:
    printed = form(session, kind)
    for section in session.forms.for_kind(kind):
        usual = [field for field in section.fields if section.group(field.heading).is_usual("", 18)]
        assert section.title in printed or not usual
        assert all(field.label in printed for field in usual if not field.code.startswith("chart_"))


def test_each_kind_of_answer_has_its_room(session: ClinicSession) -> None:
    printed = form(session, "baseline")
    assert "Pain now: 0 1 2 3 4 5 6 7 8 9 10" in printed
    assert "Weight-bearing lunge: LEFT _________ cm RIGHT _________ cm" in printed
    assert "Chest pain: □ Yes □ No □ Not assessed" in printed
    assert "Onset: __-____-_____" in printed
    assert "PATIENT'S LEFT" in printed


def test_groups_for_one_condition_are_on_its_form_only(session: ClinicSession) -> None:
    general, own = form(session, "baseline"), form(session, "baseline", "plantar_plate")
    groups = [
        (section, group)
        for section in session.forms.for_kind("baseline")
        for group in section.groups
        if group.usual_for and "plantar_plate" in group.usual_for
    ]
    labels = [f.label for section, group in groups for f in section.fields if f.heading == group.heading]
    assert labels
    assert all(label in own for label in labels)
    assert any(label not in general for label in labels)


def test_nobody_is_named_on_it(session: ClinicSession) -> None:
    assert "Name ____" in form(session, "review")
    assert "RUNNER" not in form(session, "review")


@pytest.mark.parametrize("kind", ["short", "full"])
def test_a_blank_diary_has_room_for_the_name_and_keeps_its_geometry(session: ClinicSession, kind: DiaryKind) -> None:
    with session.unit_of_work() as unit:
        made = prepare_blank_diary(unit, kind, 7, TODAY, PrintOptions())
    printed = " ".join(" ".join(extract_text(made.pdf)).split())
    assert "Name ____" in printed
    assert " 7. " in printed
    assert "Record no. –" in printed
    assert made.sheet_id is not None
    assert made.sheet_id in printed
    assert made.layout is not None
    assert made.layout["sheet_id"] == made.sheet_id
