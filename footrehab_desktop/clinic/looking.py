"""Who looked: opening a patient's record is noted once for each patient and each unlocking."""

import logging
from typing import Final

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import SurroundingsError

_LOG: Final = logging.getLogger(__name__)


def note_look(session: ClinicSession, patient_id: str) -> None:
    """Note that the patient's record was opened, unless this unlocking noted it before.

    Looking goes on when it cannot be written, e.g. on a full disk; the next look tries again.
    """
    if patient_id in session.looked_at:
        return
    try:
        with session.unit_of_work() as unit:
            unit.audit.note("patient.opened", patient_id)
            unit.commit()
    except SurroundingsError as error:
        _LOG.info("A look was not noted: %s", type(error).__name__)
        return
    session.looked_at.add(patient_id)
