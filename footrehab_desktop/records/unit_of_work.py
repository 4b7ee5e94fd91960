"""One user action, all or nothing: leaving the block without ``commit()`` takes everything back."""

from datetime import datetime
from types import TracebackType
from typing import Self

from footrehab_desktop.records.repositories.assessments import Assessments
from footrehab_desktop.records.repositories.audit import Audit
from footrehab_desktop.records.repositories.caseload import Caseload
from footrehab_desktop.records.repositories.clinicians import Clinicians
from footrehab_desktop.records.repositories.clinics import Clinics
from footrehab_desktop.records.repositories.decisions import Decisions
from footrehab_desktop.records.repositories.diary import Diary
from footrehab_desktop.records.repositories.drafts import Drafts
from footrehab_desktop.records.repositories.episodes import Episodes
from footrehab_desktop.records.repositories.erasures import Erasures
from footrehab_desktop.records.repositories.handouts import Handouts
from footrehab_desktop.records.repositories.merges import Merges
from footrehab_desktop.records.repositories.outlooks import Outlooks
from footrehab_desktop.records.repositories.own_library import OwnExercises, OwnProtocols, SharingKeys
from footrehab_desktop.records.repositories.patient_content import PatientContent
from footrehab_desktop.records.repositories.patients import Patients
from footrehab_desktop.records.repositories.plans import Plans
from footrehab_desktop.records.repositories.print_options import PrintOptions
from footrehab_desktop.records.repositories.record_ages import RecordAges
from footrehab_desktop.records.repositories.statements import Statements
from footrehab_desktop.records.repositories.tasks import TaskAnswers
from footrehab_desktop.records.transaction import RecordContext, Transaction


class UnitOfWork:
    """The repositories in one transaction; used in a ``with`` block on one thread.

    It sees one state of the record from its first look on, and becomes a writer with its first change.
    """

    def __init__(self, context: RecordContext) -> None:
        self._transaction = Transaction(context)
        self.clinician_id = context.clinician_id
        self.clinics = Clinics(self._transaction)
        self.clinicians = Clinicians(self._transaction)
        self.patients = Patients(self._transaction)
        self.statements = Statements(self._transaction)
        self.merges = Merges(self._transaction)
        self.erasures = Erasures(self._transaction)
        self.record_ages = RecordAges(self._transaction)
        self.patient_content = PatientContent(self._transaction)
        self.caseload = Caseload(self._transaction)
        self.episodes = Episodes(self._transaction)
        self.assessments = Assessments(self._transaction)
        self.drafts = Drafts(self._transaction)
        self.plans = Plans(self._transaction)
        self.diary = Diary(self._transaction)
        self.decisions = Decisions(self._transaction)
        self.task_answers = TaskAnswers(self._transaction)
        self.outlooks = Outlooks(self._transaction)
        self.handouts = Handouts(self._transaction)
        self.print_options = PrintOptions(self._transaction)
        self.own_exercises = OwnExercises(self._transaction)
        self.own_protocols = OwnProtocols(self._transaction)
        self.sharing_keys = SharingKeys(self._transaction)
        self.audit = Audit(self._transaction)

    def __enter__(self) -> Self:
        self._transaction.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transaction.close()

    def commit(self) -> None:
        """Make everything done so far permanent; only after this returns may a screen say "saved"."""
        self._transaction.commit()

    def now(self) -> datetime:
        """Return the record's clock in UTC."""
        return self._transaction.now()
