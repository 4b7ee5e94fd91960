"""What the handouts page asks of the clinic: rendering, how it is printed, and keeping a copy of what was given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.handout_catalogue import Printing, WantedHandout, prepare_handout
from footrehab_desktop.clinic.print_choices import keep_for_clinic, keep_for_patient
from footrehab_desktop.clinic.print_handout import PreparedHandout, give_handout
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.joining import joined
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Assessment
from footrehab_desktop.ui.presenters.assess import form_from_draft, load_examined
from footrehab_desktop.ui.presenters.assess_signed import open_drafts
from footrehab_desktop.ui.presenters.handouts import REFERRAL_LETTER, kind_title

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class PreparedJob:
    """What one print holds. ``pdf`` are all ``handouts`` one after the other, empty when none could be made;

    ``refused`` says which could not, and why.
    """

    handouts: tuple[PreparedHandout, ...]
    pdf: bytes
    refused: tuple[str, ...] = ()


def prepare(session: "ClinicSession", wanted: WantedHandout, *, today: date) -> PreparedHandout:
    """Render a handout; nothing is kept yet."""
    with session.unit_of_work() as unit:
        unsigned = None
        if wanted.kind == REFERRAL_LETTER:
            unsigned = _unsigned(unit, session.forms, wanted.episode_id)
        return prepare_handout(Printing(unit, session.library, session.forms, today, unsigned), wanted)


def prepare_job(session: "ClinicSession", wanted: Sequence[WantedHandout], *, today: date) -> PreparedJob:
    """Render several as one print. One that cannot be made is left out and named."""
    handouts, refused = [], []
    for each in wanted:
        try:
            handouts.append(prepare(session, each, today=today))
        except UserFixableError as error:
            refused.append(str(error) if len(wanted) == 1 else f"{kind_title(each.kind)}: {error}")
    pdfs = [handout.pdf for handout in handouts]
    own_sheets = any(each.options.both_sides for each in wanted)
    pdf = joined(pdfs, own_sheets=own_sheets) if len(pdfs) > 1 else b"".join(pdfs)
    return PreparedJob(tuple(handouts), pdf, tuple(refused))


def _unsigned(unit: UnitOfWork, forms: Forms, episode_id: str) -> Assessment | None:
    """Return the answers typed last and not signed, or None when there are none."""
    drafts = open_drafts(unit, episode_id)
    if not drafts:
        return None
    form = form_from_draft(forms, load_examined(unit, episode_id), drafts[0].draft.content)
    made = replace(form.provisional(), amends=form.amends.id if form.amends else None)
    return made if made.observations else None


def give(session: "ClinicSession", *, episode_id: str, handouts: Sequence[PreparedHandout]) -> Changes:
    """Keep a copy of each handout that was printed or saved."""
    changes = Changes()
    for prepared in handouts:
        with session.unit_of_work() as unit:
            _handout, changes = give_handout(unit, episode_id, prepared)
    return changes


def keep_options(session: "ClinicSession", *, patient_id: str, options: PrintOptions) -> None:
    """Keep how a patient's handouts are printed."""
    with session.unit_of_work() as unit:
        keep_for_patient(unit, patient_id, options)


def keep_usual(session: "ClinicSession", *, patient_id: str, options: PrintOptions) -> Changes:
    """Print every patient's handouts in this way, where nothing else was chosen for one."""
    with session.unit_of_work() as unit:
        changes = keep_for_clinic(unit, options)
    with session.unit_of_work() as unit:
        keep_for_patient(unit, patient_id, options)
    return changes
