"""Mutation testing of the progression core: one small fault at a time, which the core's tests must notice.

    python3 packaging/dev.py mutate                              every mutant of every module below (hours)
    python3 packaging/dev.py mutate --sample 400                 400 mutants drawn at random, the same each time
    python3 packaging/dev.py mutate --modules gates measures     only these modules

``mutmut`` makes the mutants in ``mutants/`` and runs the tests that reach each; ``mutmut show NAME`` prints one.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "footrehab_desktop.progression"
MUTANTS = ROOT / "mutants"
TESTS = "tests/progression"
MODULES = (
    "rule",
    *(f"rules_{name}" for name in ("safety", "condition", "session", "flare", "course", "load", "outcome")),
    *("gates", "clean", "planning", "deciding", "episode_state", "measures", "symmetry", "norms"),
)
SURVIVED = (0, 33)  # the tests passed; no test reaches it
Results = dict[str, int | None]


def mutmut(*names: str) -> None:
    """Run the named mutants (with ``*`` for any), two at a time; makes what is missing in ``mutants/`` first."""
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "2", *names]
    completed = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    if completed.returncode:
        raise SystemExit(completed.stdout[-3000:])


def results(modules: list[str]) -> Results:
    """Return the tests' exit code for every mutant of the modules, None where it was not tried."""
    found: Results = {}
    for module in modules:
        meta = MUTANTS / PACKAGE.replace(".", "/") / f"{module}.py.meta"
        found |= json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def called_at_import(names: list[str]) -> list[str]:
    """Return the mutants of functions that the rule tables call while they are built.

    Only the first test of a run sees such a call, so the choice of tests says nothing: all must be run.
    """
    stats = json.loads((MUTANTS / "mutmut-stats.json").read_text(encoding="utf-8"))
    reached = stats["tests_by_mangled_function_name"]
    return [name for name in names if len(reached.get(name.rpartition("__mutmut_")[0], ())) <= 1]


def run_all_tests(mutant: str) -> int:
    """Return the exit code of all tests of the core with one mutant switched on."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", TESTS]
    environment = {**os.environ, "MUTANT_UNDER_TEST": mutant}
    return subprocess.run(command, cwd=MUTANTS, env=environment, check=False, capture_output=True).returncode


def report(tried: Results) -> None:
    """Print mutants tried and killed for each module, then the survivors."""
    survivors = sorted(name for name, code in tried.items() if code in SURVIVED)
    for module in (*MODULES, ""):
        prefix = f"{PACKAGE}.{module}." if module else PACKAGE
        count = sum(name.startswith(prefix) for name in tried)
        killed = count - sum(name.startswith(prefix) for name in survivors)
        if count:
            print(f"{module or 'all':<16} {count:5} tried {killed:5} killed {100 * killed / count:6.1f} %")
    print("\nSurvivors:", *survivors, sep="\n  ")


def main() -> None:
    """Read the command line, run the mutants, report."""
    parser = argparse.ArgumentParser(prog="dev.py mutate", description="Mutation testing of the progression core.")
    parser.add_argument("--modules", nargs="+", choices=MODULES, default=list(MODULES), metavar="MODULE")
    parser.add_argument("--sample", type=int, metavar="N", help="try N mutants instead of all")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    chosen = parser.parse_args()
    mutmut(f"{PACKAGE}.symmetry.*")  # the smallest module: makes all mutants, so that they have names to choose from
    names = sorted(results(chosen.modules))
    if chosen.sample and chosen.sample < len(names):
        names = random.Random(chosen.seed).sample(names, chosen.sample)  # noqa: S311 - a repeatable choice, no secret
    print(f"{len(names)} mutants …", flush=True)
    mutmut(*names)
    codes = results(chosen.modules)
    tried = {name: codes[name] for name in names}
    survivors = [name for name in names if tried[name] in SURVIVED]
    tried |= {name: run_all_tests(name) for name in called_at_import(survivors)}
    report(tried)


if __name__ == "__main__":
    main()
