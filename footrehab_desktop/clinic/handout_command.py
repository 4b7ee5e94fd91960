"""Writes handouts as files: every kind in every layout for the demo patients, or those of one patient of a record."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, get_args

from footrehab_desktop.clinic.assessments import standing_assessments
from footrehab_desktop.clinic.demo import DEMO_DAY, DEMO_PASSPHRASE, make_demo_record, make_empty_folder
from footrehab_desktop.clinic.handout_catalogue import KINDS, HandoutKind, Printing, WantedHandout, prepare_handout
from footrehab_desktop.clinic.print_choices import print_choices
from footrehab_desktop.clinic.print_handout import PreparedHandout, give_handout
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import SurroundingsError, UserFixableError
from footrehab_desktop.handouts.diary_layout import LENGTHS, DiaryKind
from footrehab_desktop.handouts.options import PrintOptions, choices_of
from footrehab_desktop.library.forms import KINDS as FORM_KINDS
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.library.load import load_library
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.record import Record, unlock_record
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Episode

ALL: Final = "all"
# What is varied, one after the other, where the command does not say.
VARIED: Final = ("paper", "orientation", "size", "colours")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class HandoutOrder:
    """What is to be written: ``kind`` or "all" into ``out``; ``chosen`` print options; ``layout`` a file for the
    geometry of the first diary."""

    kind: str
    out: Path
    chosen: Mapping[str, Any] = field(default_factory=dict)
    layout: Path | None = None

    def check(self) -> None:
        """Refuse what is not there with what is: ``UserFixableError``."""
        if self.kind != ALL and self.kind not in KINDS:
            raise UserFixableError(f"There is no handout “{self.kind}”. Kinds: {ALL}, {', '.join(KINDS)}.")
        PrintOptions.from_json(self.chosen)
        if self.layout is not None and self.kind not in (ALL, "diary"):
            raise UserFixableError("Only a diary has a geometry to write: leave --layout out, or name --kind diary.")

    @property
    def kinds(self) -> tuple[HandoutKind, ...]:
        """Return the kinds that are asked for."""
        return tuple(KINDS.values()) if self.kind == ALL else (KINDS[self.kind],)


@dataclass(slots=True)
class _Writer:
    """Writes files and counts them; ``refused`` counts the reasons of those that could not be made."""

    order: HandoutOrder
    tell: Tell
    written: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    layout_written: bool = False

    def make(self, at: Printing, wanted: WantedHandout, stem: str) -> PreparedHandout | None:
        """Render one handout and write it; one that cannot be made is counted with its reason."""
        try:
            prepared = prepare_handout(at, wanted)
        except UserFixableError as error:
            self.refused[str(error)] += 1
            return None
        pdf = self.order.out / f"{stem}.pdf"
        self._write(pdf, prepared.pdf)
        self.written[prepared.kind] += 1
        if prepared.layout is not None:
            geometry = json.dumps(prepared.layout, indent=1).encode()
            self._write(pdf.with_suffix(".json"), geometry)
            if self.order.layout is not None and not self.layout_written:
                self.layout_written = True
                self._write(self.order.layout, geometry)
        return prepared

    def sum_up(self) -> None:
        """Tell what was made and what not. Raises ``UserFixableError`` when nothing was."""
        for kind, count in self.written.items():
            self.tell(f"{count:4}  {kind}")
        for reason, count in self.refused.items():
            self.tell(f"{count:4}  not made: {reason}")
        if not self.written:
            raise UserFixableError("No handout could be made. " + " ".join(self.refused))
        self.tell(f"{self.written.total()} handouts written, {self.refused.total()} not made.")

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.write_bytes(content)
        except OSError as error:
            raise SurroundingsError(f"{path} cannot be written ({error.strerror}). Choose another place.") from None
        self.tell(str(path))


def write_demo_handouts(order: HandoutOrder, *, patients: int, tell: Tell) -> None:
    """Write the handouts of a demo clinic: of its first patient in every style, of the others in one each."""
    order.check()
    make_empty_folder(order.out)
    writer = _Writer(order, tell)
    with TemporaryDirectory(prefix="footrehab-demo-") as folder:
        place = Path(folder) / "clinic"
        make_demo_record(place, patients=patients, today=DEMO_DAY)
        record = unlock_record(place, list_clinicians(place)[0].id, DEMO_PASSPHRASE)
        with record:
            session = ClinicSession(record, load_library(), load_forms())
            with session.unit_of_work() as unit:
                at = Printing(unit, session.library, session.forms, DEMO_DAY)
                for place_in_list, episode in enumerate(_by_record_number(unit)):
                    styles = _styles(order.chosen)
                    some = styles if not place_in_list else [styles[place_in_list % len(styles)]]
                    for options in some:
                        _write_all(at, writer, episode, options)
    writer.sum_up()


def write_patient_handouts(record: Record, order: HandoutOrder, *, record_number: int, today: date, tell: Tell) -> None:
    """Write the handouts of one patient, printed as it is kept for them; a copy of each is kept in the record."""
    order.check()
    session = ClinicSession(record, load_library(), load_forms())
    with session.unit_of_work() as unit:
        episode = _episode_of(unit, record_number)
        kept = print_choices(unit, episode.patient_id).options
        options = PrintOptions.from_json({**kept.to_json(), **order.chosen}, kept.brand)
        make_empty_folder(order.out)
        writer = _Writer(order, tell)
        made = _write_all(Printing(unit, session.library, session.forms, today), writer, episode, options)
    for prepared in made:
        with session.unit_of_work() as unit:
            give_handout(unit, episode.id, prepared)
    writer.sum_up()
    tell("A copy of each is kept in the record. The files are no longer protected by its encryption.")


def _styles(chosen: Mapping[str, Any]) -> list[PrintOptions]:
    """Return the usual style, then those that differ from it in one thing that the command leaves open."""
    usual = PrintOptions.from_json(chosen)
    others = [
        replace(usual, **{name: value})
        for name in VARIED
        if name not in chosen
        for value in choices_of(name)
        if value != getattr(usual, name)
    ]
    return [usual, *others]


def _write_all(at: Printing, writer: _Writer, episode: Episode, options: PrintOptions) -> list[PreparedHandout]:
    number = at.unit.patients.get(episode.patient_id).record_number
    made = []
    for kind in writer.order.kinds:
        for name, wanted in _versions(at, kind, episode.id, options):
            style = "-".join(str(getattr(options, each)) for each in VARIED)
            prepared = writer.make(at, wanted, f"{number:03d}-{name}-{style}")
            if prepared is not None:
                made.append(prepared)
    return made


def _versions(
    at: Printing, kind: HandoutKind, episode_id: str, options: PrintOptions
) -> Iterator[tuple[str, WantedHandout]]:
    """Yield every version of a kind with the name of its file: layouts, lengths of the diary, forms."""
    decision = at.unit.decisions.latest(episode_id)
    plain = WantedHandout(
        kind.code,
        episode_id,
        options,
        at.today,
        decision_id=decision.id if decision else None,
        assessments=_assessments(at, kind, episode_id),
    )
    if "diary" in kind.asks:
        for diary_kind in get_args(DiaryKind):
            for days in LENGTHS:
                yield f"{kind.code}-{diary_kind}-{days}", replace(plain, diary_kind=diary_kind, days=days)
    elif "form" in kind.asks:
        for form in FORM_KINDS:
            yield f"{kind.code}-{form}", replace(plain, form_kind=form)
    else:
        for layout in kind.layouts:
            name = kind.code if len(kind.layouts) == 1 else f"{kind.code}-{layout}"
            yield name, replace(plain, options=replace(options, layout=layout))


def _assessments(at: Printing, kind: HandoutKind, episode_id: str) -> tuple[str, ...]:
    """Return the newest assessment, or the first and the newest where two are compared."""
    standing = [each.id for each in standing_assessments(at.unit, episode_id)]
    if "two_assessments" in kind.asks:
        return (standing[0], standing[-1]) if len(standing) > 1 else ()
    return tuple(standing[-1:])


def _by_record_number(unit: UnitOfWork) -> list[Episode]:
    numbers = {episode.id: unit.patients.get(episode.patient_id).record_number for episode in unit.episodes.active()}
    return sorted(unit.episodes.active(), key=lambda episode: numbers[episode.id])


def _episode_of(unit: UnitOfWork, record_number: int) -> Episode:
    for episode in unit.episodes.active():
        if unit.patients.get(episode.patient_id).record_number == record_number:
            return episode
    raise UserFixableError(f"Record {record_number} has no open episode. Name the number of a patient under treatment.")
