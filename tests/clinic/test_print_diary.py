"""The diary of a patient on paper and in the record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.episodes import change_episode
from footrehab_desktop.clinic.print_diary import WantedDiary, prepare_diary
from footrehab_desktop.clinic.print_handout import PreparedHandout, give_handout
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.diary_layout import DiaryKind, layout_pages
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

A4 = PrintOptions()


def diary(
    clinic: ClinicWithPatient,
    options: PrintOptions = A4,
    first_day: date = TODAY,
    kind: DiaryKind = "short",
    days: int = 7,
) -> PreparedHandout:
    with clinic.session.unit_of_work() as unit:
        wanted = WantedDiary(first_day, kind, days)
        return prepare_diary(unit, clinic.session.library, clinic.episode_id, wanted, TODAY, options)


def words_of(prepared: PreparedHandout) -> str:
    return " ".join(" ".join(extract_text(prepared.pdf)).split())


@pytest.mark.parametrize(("kind", "days"), [("short", 7), ("full", 14)])
def test_a_given_diary_keeps_its_sheet_id_with_the_very_geometry_of_the_paper(
    clinic: ClinicWithPatient, kind: DiaryKind, days: int
) -> None:
    prepared = diary(clinic, PrintOptions(paper="Letter", size="large_print"), kind=kind, days=days)
    with clinic.session.unit_of_work() as unit:
        _, changes = give_handout(unit, clinic.episode_id, prepared)
    assert changes.handouts == {clinic.episode_id}
    with clinic.session.unit_of_work() as unit:
        (listed,) = unit.handouts.for_episode(clinic.episode_id)
        kept = unit.handouts.get(listed.id)
    assert (kept.pdf, kept.sheet_id, kept.paper) == (prepared.pdf, prepared.sheet_id, "Letter")
    assert kept.layout == prepared.layout
    assert len(layout_pages(dict(kept.layout or {}))) == kept.pages
    assert kept.options is not None
    assert kept.options["size"] == "large_print"
    assert kept.sheet_id
    assert kept.sheet_id in words_of(prepared)
    assert "16-Mar-2026" in words_of(prepared)


def test_each_diary_has_an_id_of_its_own_that_tells_nothing_of_the_patient(clinic: ClinicWithPatient) -> None:
    assert len({diary(clinic).sheet_id for _ in range(5)}) == 5


def test_dates_are_written_with_the_month_in_letters(clinic: ClinicWithPatient) -> None:
    assert "03-Apr-2026" in words_of(diary(clinic, first_day=date(2026, 4, 3)))


def test_it_says_under_which_plan_and_in_which_of_its_weeks_it_is_kept(clinic: ClinicWithPatient) -> None:
    assert "Plan 0, week" in words_of(diary(clinic))
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        plan, episode = unit.plans.current(clinic.episode_id), unit.episodes.get(clinic.episode_id)
    assert plan is not None
    start = episode.details.plan_start
    assert f"Plan {plan.version}, week 3" in words_of(diary(clinic, first_day=start + timedelta(days=20)))
    assert f"Plan {plan.version}, week 4" in words_of(diary(clinic, first_day=start + timedelta(days=21)))


def test_the_limit_is_the_one_the_clinician_set(clinic: ClinicWithPatient) -> None:
    assert "Your pain limit: 4 of 10" in words_of(diary(clinic))
    with clinic.session.unit_of_work() as unit:
        details = replace(unit.episodes.get(clinic.episode_id).details, pain_ceiling=2)
        change_episode(unit, clinic.episode_id, details, TODAY)
    assert "Your pain limit: 2 of 10" in words_of(diary(clinic))


def test_paper_that_is_too_small_to_be_read_back_is_refused_with_what_to_do(clinic: ClinicWithPatient) -> None:
    with pytest.raises(UserFixableError, match="needs A4 or Letter"):
        diary(clinic, PrintOptions(paper="A5"))
