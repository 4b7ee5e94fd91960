"""``python -m tests.soak``: runs the long trials whole and tells; with ``--keep`` what held goes into a help page."""

import argparse
import importlib
import time
from datetime import date
from pathlib import Path
from typing import Final

from tests.soak.result import Trial

PAGE: Final = Path(__file__).parents[2] / "resources" / "help" / "safety" / "44-trials.md"
HEAD: Final = """# Trials of safety

What was done to the program on purpose, how often, how often it held, and when it was last done whole. Made by
`python3 packaging/dev.py soak --keep` on a computer with Linux; a part of each trial runs with every change.

| Trial | Tried | Held | Figures | Time | Last run |
|---|---|---|---|---|---|
"""
TRIALS: Final = (
    ("kills", "A writing process is killed at a random moment; what it said was saved is there, whole", 500),
    ("torn_logs", "The write-ahead log is cut, extended or harmed; the record opens with a whole earlier state", 1000),
    ("rotten_bits", "A bit is turned, a page zeroed, or the end lost; opening or the check notices it", 1100),
    ("power_losses", "Power is lost while the disk is written; opened anew, all of the unit is there or nothing", 2000),
    ("failing_writes", "The disk takes no more, or fails while recovering; a sentence, nothing lost, a way on", 1000),
    ("cut_short", "A backup, a restore or an upgrade ends at one step; a whole record and every backup are there", 600),
    (
        "updates",
        "An update from a stick ends at a step, on a full disk, in its installer; program and record work",
        120,
    ),
    ("hot_backups", "A backup is made while two write; it opens and holds what was saved before", 200),
    ("round_trips", "A record is lost and restored from a backup and a secret; every row is there", 200),
    ("rotations", "Three years of backups with gaps, wrong clocks and failures; what must stay does", 10_000),
    ("audit_tamperings", "The audit trail is tampered with or rolled back; the first bad entry is named", 1000),
    ("wrong_passphrases", "A wrong passphrase is tried; none opens, no file changes", 1000),
    ("locked_drafts", "The record is locked in the middle of typing; after unlocking the form holds every byte", 100),
    ("races", "Two programs start on one record at once; one gets in, the other is told, nothing is harmed", 100),
    ("canaries", "A fault is forced on every page in turn; no file but the record holds what was typed", 100),
    ("long_session", "A patient is opened, charted, searched and printed; memory, threads, files stay level", 1000),
    ("fuzzed_imports", "A harmed, hostile or foreign file is offered for import; it is taken or refused", 10_000),
)


def trials() -> tuple[Trial, ...]:
    """Return the trials; their modules are loaded here."""
    found = []
    for code, what, whole in TRIALS:
        found.append(Trial(code, what, whole, importlib.import_module(f"tests.soak.{code}").run))
    return tuple(found)


def main() -> int:
    """Read the command line, run, tell; 1 when a trial did not hold."""
    parser = argparse.ArgumentParser(prog="dev.py soak", description=__doc__)
    parser.add_argument("--only", choices=[code for code, _what, _whole in TRIALS], nargs="+")
    parser.add_argument("--scale", type=float, default=1.0, help="part of the whole, such as 0.05")
    parser.add_argument("--keep", action="store_true", help="keep what held whole in a page of the help")
    parsed = parser.parse_args()
    chosen = [trial for trial in trials() if not parsed.only or trial.code in parsed.only]
    held = [_try(trial, parsed.scale, keep=parsed.keep) for trial in chosen]
    return 0 if all(held) else 1


def _try(trial: Trial, scale: float, *, keep: bool) -> bool:
    began = time.monotonic()
    result = trial.run(max(1, round(trial.whole * scale)))
    seconds = time.monotonic() - began
    said = f"{trial.code}: {result.held:,} of {result.tried:,}; {result.figures}; {seconds:,.0f} s"
    print("ok  " if result.ok else "FAIL", said, flush=True)
    if keep and result.ok and scale >= 1:
        cells = (trial.what, f"{result.tried:,}", f"{result.held:,}", result.figures, f"{seconds:,.0f} s", _today())
        _keep(trial.what, f"| {' | '.join(cells)} |")
    return result.ok


def _keep(what: str, row: str) -> None:
    """Put a row into the page in the place of the one of the same trial; rows stand in the order of the trials."""
    lines = PAGE.read_text("utf-8").splitlines() if PAGE.exists() else []
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in lines if line.startswith("| ")}
    rows[what] = row
    kept = [rows[sentence] for _code, sentence, _whole in TRIALS if sentence in rows]
    PAGE.write_text(HEAD + "\n".join(kept) + "\n", "utf-8")


def _today() -> str:
    return f"{date.today():%d-%b-%Y}"


if __name__ == "__main__":
    raise SystemExit(main())
