"""The banner's warning carries the sign, the word and the colour of the decision that stands."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.review import override_decision, review_episode
from footrehab_desktop.ui.operations.banner import load_banner
from footrehab_desktop.ui.patient_banner import Alert, PatientBanner
from footrehab_desktop.ui.widgets.panels import Chip
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan


@pytest.mark.parametrize(("final", "alerts"), [("PAUSE", (Alert("❙❙ Pause", "pause"),)), ("HOLD", ()), ("DELOAD", ())])
def test_a_pause_is_warned_of_with_its_own_sign(
    qtbot: QtBot, clinic: ClinicWithPatient, final: str, alerts: tuple[Alert, ...]
) -> None:
    start_plan(clinic, since=TODAY - timedelta(days=7))
    with clinic.session.unit_of_work() as unit:
        made, _changes = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    with clinic.session.unit_of_work() as unit:
        override_decision(unit, made.stored.id, final, "Swollen today", TODAY)
    content = load_banner(clinic.session, clinic.patient_id, clinic.episode_id, TODAY)
    assert content.alerts == alerts
    banner = PatientBanner()
    qtbot.addWidget(banner)
    banner.show_patient(content)
    assert [chip.text() for chip in banner.findChildren(Chip)] == [alert.words for alert in alerts]
