"""Makes a clinic of fictional patients: assessments, weeks of diary, every review, handouts, pictures.

The same seed gives the same content. Nobody in it exists.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from footrehab_desktop.clinic.assessments import standing_assessments
from footrehab_desktop.clinic.demo_stories import DemoClinic, DemoPatient, invent_patients, load_demo_clinic
from footrehab_desktop.clinic.demo_treatment import treat
from footrehab_desktop.clinic.own_exercises import content_to_copy, save_own_exercise
from footrehab_desktop.clinic.own_protocols import Adjustment, save_adjustment
from footrehab_desktop.clinic.print_assessment import prepare_assessment_sheet, prepare_comparison
from footrehab_desktop.clinic.print_diary import WantedDiary, prepare_diary
from footrehab_desktop.clinic.print_handout import (
    PreparedHandout,
    prepare_decision_sheet,
    prepare_exercise_sheet,
)
from footrehab_desktop.clinic.print_progress import KINDS as REPORT_KINDS
from footrehab_desktop.clinic.print_progress import prepare_progress_report
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import SurroundingsError, UserFixableError
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.library.load import load_library
from footrehab_desktop.library.pictures import picture
from footrehab_desktop.records.key_file import KdfSettings
from footrehab_desktop.records.record import create_record
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Clinic

DEMO_PASSPHRASE = "fictional patients only"  # noqa: S105 - shown on the unlock page of the demo clinic
# The passphrase is public, so the derivation is as short as a key file may have it.
DEMO_KDF = KdfSettings(memory_kib=64 * 1024, passes=3)
DEMO_DAY = date(2026, 3, 16)
PICTURE_DPI = 70
WORKING_TIME = time(10, 0, tzinfo=UTC)


class DemoClock:
    """The record's clock while the demo is made: ten o'clock on the day that is being played."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        """Return the moment."""
        return datetime.combine(self.day, WORKING_TIME)


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was made. ``files`` are the PDFs and pictures; ``recovery_key`` opens the demo record."""

    patients: int
    reviews: int
    decisions: dict[str, int]
    files: tuple[Path, ...]
    recovery_key: str

    @property
    def sentence(self) -> str:
        """Return the closing line of the command."""
        counts = ", ".join(f"{count} {decision}" for decision, count in sorted(self.decisions.items()))
        return f"{self.patients} fictional patients, {self.reviews} reviews ({counts}), {len(self.files)} files."


def make_demo(out: Path, *, patients: int, seed: int, tell: Callable[[str], None]) -> DemoSummary:
    """Make the demo clinic in ``out/clinic`` and its PDFs and pictures beside it; list each file through ``tell``.

    Raises ``UserFixableError`` when ``out`` is not new or empty, ``SurroundingsError`` when it cannot be written.
    """
    make_empty_folder(out)
    session, reviewed, summary = _treat_all(out / "clinic", patients, seed, DEMO_DAY)
    with session.record:
        files = [path for patient in reviewed for path in _print_all(session, patient, out)]
        files += _print_contact_sheet(session, reviewed, out)
    for path in files:
        tell(str(path))
    return DemoSummary(patients, summary.reviews, dict(summary.decisions), tuple(files), summary.recovery_key)


def make_demo_record(folder: Path, *, patients: int = 11, seed: int = 1, today: date) -> None:
    """Make the record of the demo clinic up to ``today``, for the program to open with ``DEMO_PASSPHRASE``."""
    making = folder.with_name(folder.name + ".making")
    shutil.rmtree(making, ignore_errors=True)
    session, _reviewed, _summary = _treat_all(making, patients, seed, today)
    session.close()
    making.rename(folder)


def make_empty_folder(out: Path) -> None:
    """Make a folder; ``UserFixableError`` when it holds something, ``SurroundingsError`` when it cannot be made."""
    if out.exists() and any(out.iterdir()):
        raise UserFixableError(f"{out} is not empty. Name a new or empty folder.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SurroundingsError(f"{out} cannot be made ({error.strerror}). Choose another folder.") from None


@dataclass(slots=True)
class _Tally:
    recovery_key: str
    reviews: int
    decisions: Counter[str]


def _treat_all(folder: Path, patients: int, seed: int, today: date) -> tuple[ClinicSession, list[DemoPatient], _Tally]:
    demo = load_demo_clinic()
    clock = DemoClock(today)
    record, recovery_key = create_record(
        folder, _clinic(demo), demo.clinician, DEMO_PASSPHRASE, kdf=DEMO_KDF, clock=clock
    )
    session = ClinicSession(record, load_library(), load_forms())
    _make_it_theirs(session, demo)
    tally = _Tally(recovery_key, 0, Counter())
    treated = []
    for patient in invent_patients(demo, patients, seed):
        decisions = treat(session, patient, clock, today)
        tally.reviews += len(decisions)
        tally.decisions.update(decisions)
        treated.append(patient)
    return session, treated, tally


def _make_it_theirs(session: ClinicSession, demo: DemoClinic) -> None:
    """Add the clinic's own exercise, and adjust figures of a protocol."""
    own, adjusted = demo.own_exercise, demo.adjusted
    with session.unit_of_work() as unit:
        content = content_to_copy(session.library.exercise(own["copy_of"])) | own["change"]
        save_own_exercise(unit, session.library, content, ())
    with session.unit_of_work() as unit:
        save_adjustment(unit, session.library, adjusted["condition"], Adjustment(adjusted["figures"], {}))
    session.renew_library()


def _clinic(demo: DemoClinic) -> Clinic:
    return Clinic(demo.name, "A4", demo.address, demo.phone)


def _print_contact_sheet(session: ClinicSession, patients: list[DemoPatient], out: Path) -> list[Path]:
    """Print the pictures of the exercises that stand in the plans."""
    from footrehab_desktop.handouts.contact_sheet import PicturedExercise, draw_contact_sheet
    from footrehab_desktop.handouts.preview import save_pngs

    with session.unit_of_work() as unit:
        plans = [unit.plans.current(patient.episode_id) for patient in patients]
    used = {item.exercise_id for plan in plans if plan for item in plan.items}
    pdf = out / "contact_sheet.pdf"
    pdf.write_bytes(
        draw_contact_sheet(
            PicturedExercise(exercise.id, exercise.name, picture(exercise.id))
            for exercise in session.shipped.exercises
            if exercise.id in used
        )[0]
    )
    return [pdf, *save_pngs(pdf.read_bytes(), out / "pictures", pdf.stem, PICTURE_DPI)]


def _print_all(session: ClinicSession, patient: DemoPatient, out: Path) -> list[Path]:
    from footrehab_desktop.handouts.preview import save_pngs

    stem = f"{patient.number:03d}-{patient.story.condition}"
    pictures = out / "pictures"
    pictures.mkdir(exist_ok=True)
    files: list[Path] = []
    for prepared in (*_handouts(session, patient), *patient.given):
        pdf = out / "handouts" / f"{stem}-{prepared.kind}.pdf"
        pdf.parent.mkdir(exist_ok=True)
        pdf.write_bytes(prepared.pdf)
        files += [pdf, *save_pngs(prepared.pdf, pictures, pdf.stem, PICTURE_DPI)]
    return files


def _handouts(session: ClinicSession, patient: DemoPatient) -> list[PreparedHandout]:
    episode_id, today, options = patient.episode_id, DEMO_DAY, PrintOptions(paper=patient.paper)
    with session.unit_of_work() as unit:
        prepared = [
            prepare_exercise_sheet(unit, session.library, episode_id, today, options),
            prepare_diary(
                unit,
                session.library,
                episode_id,
                WantedDiary(today + timedelta(days=1)),
                today,
                options,
                choose=patient.chance.choice,
            ),
            *(
                prepare_progress_report(unit, session.library, session.forms, episode_id, today, options, reader=reader)
                for reader in REPORT_KINDS
            ),
        ]
        decision = unit.decisions.latest(episode_id)
        if decision is not None:
            prepared.append(prepare_decision_sheet(unit, decision.id, today, options))
        first, newest = _first_and_newest(unit, episode_id)
        prepared.append(prepare_assessment_sheet(unit, session.forms, newest, today, options))
        prepared.append(prepare_comparison(unit, session.forms, episode_id, (first, newest), today, options))
    return prepared


def _first_and_newest(unit: UnitOfWork, episode_id: str) -> tuple[str, str]:
    """Return the ids of the first assessment and of the newest review: what is worth comparing."""
    standing = standing_assessments(unit, episode_id)
    return standing[0].id, [each.id for each in standing if each.kind == "review"][-1]
