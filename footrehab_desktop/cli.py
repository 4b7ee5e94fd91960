"""The ``footrehab`` command. Each verb imports only what it needs, so that ``decide`` works without Qt or a database.

Exit codes: 0 done, 1 the surroundings or the input stopped it (the sentence says how), 2 wrong usage or bad case.
"""

import argparse
import gc
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from footrehab_desktop import __version__, last_words, silence
from footrehab_desktop.errors import FootRehabError, UserFixableError

if TYPE_CHECKING:
    from footrehab_desktop.records.record import Record

DONE, FAILED, BAD_INPUT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    silence.refuse_network()
    last_words.take_over()
    parsed = _parser().parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except FootRehabError as error:
        last_words.say(str(error))
        return FAILED
    return code


class _Parser(argparse.ArgumentParser):
    """Tells what was typed wrong even without a console, where older Pythons fail for want of one."""

    def error(self, message: str) -> NoReturn:
        last_words.say(f"{self.format_usage()}{self.prog}: error: {message}")
        sys.exit(BAD_INPUT)


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="footrehab", description="Foot and toe rehabilitation, from the first assessment back to running. Offline."
    )
    parser.add_argument("--version", action="version", version=f"FootRehab Desktop {__version__}")
    parser.add_argument("--folder", type=Path, help="where the clinic's record lies (default: the user's data folder)")
    parser.add_argument("--demo", action="store_true", help="open a clinic of fictional patients")
    parser.set_defaults(run=_open)
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_demo(verbs)
    _add_decide(verbs)
    _add_library(verbs)
    _add_simulate(verbs)
    _add_handout(verbs)
    _add_backup(verbs)
    _add_export(verbs)
    verify = verbs.add_parser("verify", help="check that the record is whole and that its decisions can be proven")
    verify.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help="where the clinic's record lies")
    verify.set_defaults(run=_verify)
    return parser


def _add_demo(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = verbs.add_parser("demo", help="make a clinic of fictional patients, their handouts and pictures")
    demo.add_argument("--out", type=Path, required=True, help="folder to make; it must be new or empty")
    demo.add_argument("--patients", type=_positive, default=11, help="how many (default 11: one per condition)")
    demo.add_argument("--seed", type=int, default=1, help="same seed, same content (default 1)")
    demo.set_defaults(run=_demo)


def _add_decide(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    decide = verbs.add_parser("decide", help="read one case, print one decision")
    decide.add_argument("case", nargs="?", help="a JSON file, or - for standard input")
    output = decide.add_mutually_exclusive_group()
    output.add_argument("--schema", action="store_true", help="print the JSON Schema of the case")
    output.add_argument("--explain", action="store_true", help="print the decision and its reasons as sentences")
    decide.set_defaults(run=_decide)


def _add_library(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    library = verbs.add_parser("library", help="list the exercises, or print all their pictures")
    output = library.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="print every exercise with its fields and pictures")
    output.add_argument("--contact-sheet", type=Path, metavar="FILE.pdf", help="write a PDF with all pictures")
    library.set_defaults(run=_library)


def _add_simulate(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    simulate = verbs.add_parser("simulate", help="let virtual patients keep a diary: a model, not evidence")
    simulate.add_argument("--weeks", type=_positive, default=40, help="how long (default 40)")
    simulate.add_argument("--seed", type=int, default=1, help="same seed, same patients (default 1)")
    simulate.add_argument("--patients", type=_positive, help="how many (default 1; with --report 1000)")
    output = simulate.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="print the diaries and the model behind them")
    output.add_argument("--report", action="store_true", help="compare progression by criteria with the clock")
    simulate.set_defaults(run=_simulate)


def _add_handout(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    handout = verbs.add_parser("handout", help="write handouts as PDF files: of the demo patients, or of one patient")
    whose = handout.add_mutually_exclusive_group(required=True)
    whose.add_argument("--demo", action="store_true", default=argparse.SUPPRESS, help="of fictional patients")
    whose.add_argument("--record", type=_positive, metavar="NUMBER", help="of one patient; asks for the passphrase")
    handout.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help="where the clinic's record lies")
    handout.add_argument("--kind", default="all", help="one kind of handout (default: all)")
    handout.add_argument("--out", type=Path, required=True, help="folder to make; it must be new or empty")
    handout.add_argument("--patients", type=_positive, default=11, help="how many of the demo (default 11)")
    handout.add_argument("--paper", help="A4, Letter or A5; without it the demo is printed on all")
    handout.add_argument("--size", help="normal, large_print or low_literacy")
    handout.add_argument("--colours", help="colour, black_and_white or toner_saver")
    handout.add_argument("--layout", type=Path, metavar="FILE.json", help="also write the geometry of the first diary")
    handout.set_defaults(run=_handout)


def _add_export(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = verbs.add_parser("export", help="write one patient's whole record to a ZIP file; asks for the passphrase")
    export.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help="where the clinic's record lies")
    export.add_argument("--record", type=_positive, metavar="NUMBER", required=True, help="whose record")
    export.add_argument("--out", type=Path, required=True, help="the folder to put the file in; it has to be there")
    export.set_defaults(run=_export)


def _add_backup(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = verbs.add_parser("backup", help="make a backup of the record and check it; asks for the passphrase")
    backup.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help="where the clinic's record lies")
    backup.add_argument("--to", type=Path, metavar="FOLDER", help="copy it to a second place too, such as a stick")
    backup.set_defaults(run=_backup)
    restore = verbs.add_parser("restore", help="put a backup in the record's place; asks for the backup's passphrase")
    restore.add_argument("backup", type=Path, help="a backup, or a folder with backups: then the newest is taken")
    restore.add_argument("--folder", type=Path, default=argparse.SUPPRESS, help="where the clinic's record lies")
    restore.add_argument("--rehearse", action="store_true", help="only read the backup from end to end")
    restore.add_argument("--recovery-key", action="store_true", help="ask for the recovery key instead")
    restore.set_defaults(run=_restore)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("takes a whole number of at least 1")
    return number


def _open(parsed: argparse.Namespace) -> int:
    # What is loaded now stays: looking for garbage in it only holds up the first paint. run_app turns it on again.
    gc.disable()
    from footrehab_desktop.app import run_app

    return run_app(parsed.folder, demo=parsed.demo)


def _demo(parsed: argparse.Namespace) -> int:
    from footrehab_desktop.clinic.demo import make_demo

    summary = make_demo(parsed.out, patients=parsed.patients, seed=parsed.seed, tell=print)
    print(summary.sentence)
    return DONE


def _decide(parsed: argparse.Namespace) -> int:
    from footrehab_desktop import progression

    if parsed.schema:
        print(json.dumps(progression.case_schema(), indent=2))
        return DONE
    if parsed.case is None:
        print("footrehab decide: name a case file, or - for standard input", file=sys.stderr)
        return BAD_INPUT
    try:
        case = progression.read_case(_read_json(parsed.case))
    except progression.CaseError as error:
        for fault in error.faults:
            print(f"{fault.path}: {fault.message}", file=sys.stderr)
        return BAD_INPUT
    decision = progression.decide(case, case.today)
    if parsed.explain:
        print("\n".join(progression.explain_decision(decision)))
    else:
        print(json.dumps(progression.write_decision(decision), indent=2, ensure_ascii=False))
    return DONE


def _read_json(name: str) -> object:
    """Parse a case file. Raises ``CaseError`` with the place where it is not JSON; a repeated key is refused."""
    from footrehab_desktop.progression import CaseError, Fault

    try:
        text = _typed().read() if name == "-" else Path(name).read_text(encoding="utf-8")
        value: object = json.loads(text, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except OSError as error:
        raise CaseError((Fault("$", f"the file cannot be read ({error.strerror})"),)) from None
    except UnicodeDecodeError:
        raise CaseError((Fault("$", "the file is not UTF-8 text"),)) from None
    except json.JSONDecodeError as error:
        raise CaseError((Fault("$", f"not JSON at line {error.lineno}, column {error.colno}"),)) from None
    except RecursionError:
        raise CaseError((Fault("$", "nested too deeply"),)) from None
    except ValueError as error:
        raise CaseError((Fault("$", str(error)),)) from None
    return value


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise ValueError("a key is given twice in one object")
    return keys


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number of JSON")


def _library(parsed: argparse.Namespace) -> int:
    from footrehab_desktop.library.load import load_library

    library = load_library()
    if parsed.json:
        from footrehab_desktop.library.listing import library_listing

        print(json.dumps(library_listing(library), indent=2, ensure_ascii=False))
    elif parsed.contact_sheet:
        from footrehab_desktop.clinic.contact_sheet import save_contact_sheet

        pages = save_contact_sheet(library, parsed.contact_sheet)
        print(f"{len(library.exercises)} exercises on {pages} pages: {parsed.contact_sheet}")
    else:
        print("\n".join(f"{exercise.id}  {exercise.name}" for exercise in library.exercises))
    return DONE


def _simulate(parsed: argparse.Namespace) -> int:
    from footrehab_desktop.clinic import simulation_report as report

    seed, weeks = parsed.seed, parsed.weeks
    if parsed.report:
        print("\n".join(report.run_report(seed, parsed.patients or 1000, weeks)))
    elif parsed.json:
        print(json.dumps(report.diaries_json(seed, parsed.patients or 1, weeks), indent=1))
    else:
        print(report.MODEL_SENTENCE)
        for number, days in report.diaries(seed, parsed.patients or 1, weeks):
            print("\n".join(report.diary_lines(number, days)))
    return DONE


def _handout(parsed: argparse.Namespace) -> int:
    from footrehab_desktop.clinic import handout_command as command

    given = {name: getattr(parsed, name) for name in ("paper", "size", "colours")}
    chosen = {name: value for name, value in given.items() if value is not None}
    order = command.HandoutOrder(parsed.kind, parsed.out, chosen, parsed.layout)
    try:
        order.check()
    except UserFixableError as error:
        print(f"footrehab handout: {error}", file=sys.stderr)
        return BAD_INPUT
    if parsed.record is None:
        command.write_demo_handouts(order, patients=parsed.patients, tell=print)
        return DONE
    with _unlocked(parsed.folder) as record:
        today = date.today()  # noqa: DTZ011 - the local day
        command.write_patient_handouts(record, order, record_number=parsed.record, today=today, tell=print)
    return DONE


def _unlocked(folder: Path | None) -> "Record":
    """Open the clinic's record with the passphrase of its first clinician."""
    from footrehab_desktop.records.folders import default_record_folder
    from footrehab_desktop.records.key_file import list_clinicians
    from footrehab_desktop.records.record import unlock_record
    from footrehab_desktop.records.restore import finish_if_cut_short

    place = folder or default_record_folder()
    finish_if_cut_short(place)
    clinicians = list_clinicians(place)
    return unlock_record(place, clinicians[0].id, _ask_passphrase(clinicians[0].name))


def _export(parsed: argparse.Namespace) -> int:
    from footrehab_desktop.clinic.export_command import write_patient_record

    with _unlocked(parsed.folder) as record:
        today = date.today()  # noqa: DTZ011 - the local day
        write_patient_record(record, parsed.out, record_number=parsed.record, today=today, tell=print)
    return DONE


def _verify(parsed: argparse.Namespace) -> int:
    from footrehab_desktop.clinic.replay import verify_with_decisions

    with _unlocked(parsed.folder) as record:
        report = verify_with_decisions(record)
    for item in report.items:
        print(f"{'ok  ' if item.ok else 'FAIL'} {item.sentence}")
    return DONE if report.ok else FAILED


def _backup(parsed: argparse.Namespace) -> int:
    from footrehab_desktop.clinic.backup_command import make_backup

    with _unlocked(parsed.folder) as record:
        print(make_backup(record, parsed.to))
    return DONE


def _restore(parsed: argparse.Namespace) -> int:
    from footrehab_desktop.clinic import backup_command as command
    from footrehab_desktop.records.folders import default_record_folder

    place = parsed.folder or default_record_folder()
    backup, clinician = command.newest_of(parsed.backup)
    what = "Recovery key: " if parsed.recovery_key else f"Passphrase of {clinician.name}: "
    wish = command.wish(backup, place, clinician.id, _ask_secret(what), is_recovery_key=parsed.recovery_key)
    print(command.rehearse(wish) if parsed.rehearse else command.restore(wish))
    return DONE


def _ask_passphrase(name: str) -> str:
    return _ask_secret(f"Passphrase of {name}: ")


def _ask_secret(what: str) -> str:
    if _typed().isatty():
        import getpass

        return getpass.getpass(what)
    return _typed().readline().rstrip("\n")


def _typed() -> TextIO:
    """Return what is typed or piped in; a program started from the start menu of Windows has no console."""
    if sys.stdin is None:
        raise UserFixableError("This command asks for something: type it in a console window, as footrehab.")
    return sys.stdin
