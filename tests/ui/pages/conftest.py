"""What every page test starts from."""

import pytest

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.ui.preferences import Preferences
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import TODAY


@pytest.fixture
def desk(
    session: ClinicSession, dialogs: RecordingDialogs, preferences: Preferences, request: pytest.FixtureRequest
) -> PageDesk:
    """Stand in for the frame around a page, on the shared day or the one that the test file calls ``TODAY``."""
    return PageDesk(session, dialogs, preferences, getattr(request.module, "TODAY", TODAY))
