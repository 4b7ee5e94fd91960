"""One command for everything a developer or a first user does from a checkout.

    python3 packaging/dev.py run      set up and open the program on the demo clinic (headless: make demo_output)
    python3 packaging/dev.py test     set up and run the whole test suite
    python3 packaging/dev.py check    format, lint, types, layer contracts and tests: what CI runs
    python3 packaging/dev.py bench    the benchmark, as JSON and a table
    python3 packaging/dev.py kill     kill -9 while typing, a hundred times (--runs 100)
    python3 packaging/dev.py soak     long trials of what must never happen (--only kills, --scale 0.05, --keep)
    python3 packaging/dev.py sheets   random handouts read back by two PDF readers (--count 1000)
    python3 packaging/dev.py mutate   mutation testing of the progression core (--sample 400; not on Windows)
    python3 packaging/dev.py contact-sheet   all pictures of the exercise library as a PDF
    python3 packaging/dev.py installer --target T   make an installer or try one (which: see packaging/installers)
    python3 packaging/dev.py setup    only set up
    python3 packaging/dev.py lock     resolve the dependencies again (needs network)

Needs Python 3.11 or newer and nothing else. The environment is ``.venv`` in the checkout.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "packaging" / "lock"
STAMP = VENV / ".footrehab-setup"

# What a bare Debian or Ubuntu lacks for Qt's offscreen and xcb platforms, for fonts, and for the tests' virtual screen.
SYSTEM_PACKAGES = [
    "libglib2.0-0",
    "libegl1",
    "libgl1",
    "libx11-6",
    "libdbus-1-3",
    "libfontconfig1",
    "libfreetype6",
    "libxkbcommon0",
    "libbrotli1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
    "libcups2",
    "xvfb",
    "binutils",  # PyInstaller reads libraries with it
    "nsis",
]


class SetupError(Exception):
    """Set-up cannot go on; the message says what to type."""


def run(*command: str, **options: object) -> None:
    """Run a command and stop with its exit code if it fails."""
    completed = subprocess.run(command, cwd=ROOT, check=False, **options)  # type: ignore[call-overload]
    if completed.returncode:
        raise SystemExit(completed.returncode)


def tool(name: str) -> str:
    """Return the path of a program inside the environment."""
    folder, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return str(VENV / folder / f"{name}{suffix}")


def check_python() -> None:
    """Refuse a Python that the locked dependencies do not support."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is run by whatever python3 the machine has
        raise SetupError(f"FootRehab Desktop needs Python 3.11 or newer; this is {platform.python_version()}.")


def missing_system_packages() -> list[str]:
    """Return the Debian packages that are not installed; empty on other systems."""
    if not shutil.which("dpkg-query"):
        return []
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Abbrev}\n"], capture_output=True, text=True, check=False
    ).stdout
    installed = {line.split()[0] for line in listing.splitlines() if line.split()[1:2] == ["ii"]}
    # Debian's own Python keeps the library that a frozen program takes along in a package apart.
    own = [f"libpython3.{sys.version_info.minor}"] if sys.base_prefix == "/usr" else []
    # Newer releases renamed some packages for 64-bit time; the new name serves as well.
    return [name for name in SYSTEM_PACKAGES + own if name not in installed and f"{name}t64" not in installed]


def install_system_packages(names: list[str]) -> None:
    """Install Debian packages as root; otherwise say the one command to type."""
    if not names:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupError(
            "Some system libraries are missing. Type this once, then start again:\n  sudo " + " ".join(command)
        )
    print(f"Installing {len(names)} system packages …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", "-q", stdout=subprocess.DEVNULL, env=environment)
    run(*command, stdout=subprocess.DEVNULL, env=environment)


def make_environment() -> None:
    """Create ``.venv``; on Debian the venv module is a package of its own, which root gets installed."""
    if Path(tool("python")).exists():
        return
    if shutil.which("dpkg-query") and not _ensurepip_works():
        install_system_packages([f"python3.{sys.version_info.minor}-venv"])
    run(sys.executable, "-m", "venv", str(VENV))


def _ensurepip_works() -> bool:
    probe = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    return probe.returncode == 0


def fingerprint(lock: Path) -> str:
    """Return what must be unchanged for the set-up to be skipped: lock, project file, interpreter, system packages."""
    text = lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    return hashlib.sha256(text + " ".join(SYSTEM_PACKAGES).encode()).hexdigest()


def setup() -> None:
    """Make the environment ready; returns at once when nothing changed since the last time."""
    check_python()
    lock = LOCKS / "dev.txt"
    mark = fingerprint(lock)
    if STAMP.exists() and STAMP.read_text() == mark:
        return
    install_system_packages(missing_system_packages())
    make_environment()
    print("Installing the locked dependencies …", flush=True)
    pip = (tool("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", str(lock))
    run(*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(mark)


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def command_run(arguments: list[str]) -> None:
    """Open the program on the demo clinic, or do the same job without a display."""
    if has_display():
        run(tool("footrehab"), "--demo", *arguments)
        return
    print(
        "There is no display: making the demo clinic, its handouts and its pictures in demo_output instead.", flush=True
    )
    run(tool("footrehab"), "demo", "--out", "demo_output", *arguments)


def command_test(arguments: list[str]) -> None:
    """Run the whole suite, two processes at a time."""
    run(tool("python"), "-m", "pytest", "-n", "2", "--dist", "loadgroup", *arguments, env=test_environment())


def test_environment() -> dict[str, str]:
    """Return the environment of a test run: no screen needed, no bytecode of other versions reused."""
    return {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


def command_check(arguments: list[str]) -> None:
    """Run everything that CI runs."""
    run(tool("ruff"), "format", "--check", ".")
    run(tool("ruff"), "check", ".")
    run(tool("mypy"))
    run(tool("lint-imports"))
    command_test(arguments)


def command_bench(arguments: list[str]) -> None:
    """Run the benchmark; writes benchmark.json and prints a table."""
    run(tool("python"), "-m", "tests.benchmarks", *arguments, env=test_environment())


def command_kill(arguments: list[str]) -> None:
    """Kill the program while somebody types, open the record again, and tell how much typing was lost."""
    run(tool("python"), "-m", "tests.support.kill_run", *arguments, env=test_environment())


def command_soak(arguments: list[str]) -> None:
    """Kill, harm and fill up the record as often as promised, and tell how often it held."""
    run(tool("python"), "-m", "tests.soak", *arguments, env=test_environment())


def command_sheets(arguments: list[str]) -> None:
    """Print sheets with anything in their fields and read them back with two PDF readers."""
    parser = argparse.ArgumentParser(prog="dev.py sheets")
    parser.add_argument("--count", type=int, default=1000)
    parsed = parser.parse_args(arguments)
    test = ("-m", "pytest", "--timeout", "0", "-n", "2", "tests/handouts/test_random_sheets.py")
    run(tool("python"), *test, env={**test_environment(), "FOOTREHAB_RANDOM_SHEETS": str(parsed.count)})


def command_mutate(arguments: list[str]) -> None:
    """Make small faults in the progression core and tell which ones its tests miss."""
    run(tool("python"), "packaging/mutate.py", *arguments, env=test_environment())


def command_contact_sheet(arguments: list[str]) -> None:
    """Write all pictures of the exercise library to contact_sheet.pdf, to be looked at."""
    run(tool("footrehab"), "library", "--contact-sheet", *(arguments or ["contact_sheet.pdf"]))


def command_installer(arguments: list[str]) -> None:
    """Make an installer or the frozen program, or try one; results lie in dist/."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
    run(tool("python"), "-m", "installers", *arguments, env=environment)


def command_lock(arguments: list[str]) -> None:
    """Resolve the dependencies for all platforms, with hashes, into packaging/lock."""
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "venv", folder)
        binary = Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python"
        run(str(binary), "-m", "pip", "install", "--quiet", "uv")
        common = (
            "--universal",
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-annotate",
            "--no-header",
            *arguments,
        )
        compile_command = (str(binary), "-m", "uv", "pip", "compile", "-q", "pyproject.toml", *common)
        run(*compile_command, "-o", str(LOCKS / "run.txt"))
        run(*compile_command, "--group", "dev", "-o", str(LOCKS / "dev.txt"))


COMMANDS = {
    "run": command_run,
    "test": command_test,
    "check": command_check,
    "bench": command_bench,
    "kill": command_kill,
    "soak": command_soak,
    "sheets": command_sheets,
    "mutate": command_mutate,
    "contact-sheet": command_contact_sheet,
    "installer": command_installer,
    "setup": lambda _arguments: None,
    "lock": command_lock,
}


def main() -> int:
    """Read the command line, set up, do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    parsed, rest = parser.parse_known_args()
    try:
        if parsed.command != "lock":
            setup()
        COMMANDS[parsed.command](rest)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
