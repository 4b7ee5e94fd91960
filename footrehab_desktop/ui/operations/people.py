"""Reads and changes who works with the record; each change derives a key, about a second on the worker."""

from datetime import date

from footrehab_desktop.clinic import people
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.surroundings import warnings
from footrehab_desktop.ui.operations.recovery_sheet import RecoverySheet
from footrehab_desktop.ui.presenters.people import PeopleView, people_view, standing_words


def load_people(session: ClinicSession) -> PeopleView:
    """Return the list as it is shown."""
    return people_view(people.list_people(session), session.clinician)


def load_standing(session: ClinicSession) -> str:
    """Return what the one signed in has to know all the time; mostly nothing."""
    from footrehab_desktop.ui.operations.updating import words_after_start  # asked for once, on the worker

    own = standing_words(session.clinician.role, people.passphrase_was_given(session))
    updated = words_after_start(session)
    return " ".join(sentence for sentence in (updated, own, *warnings(session)) if sentence)


def new_recovery_sheet(session: ClinicSession, today: date) -> RecoverySheet:
    """Make a new recovery key and return its sheet; the old key opens nothing any more."""
    with session.unit_of_work() as unit:
        clinic = unit.clinics.get()
    key = people.renew_recovery_key(session)
    return RecoverySheet(clinic.name, session.clinician.name, key, today, clinic.paper)
