"""The files a new reader starts from say what is so."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def locked(name: str) -> set[str]:
    lines = (ROOT / "packaging" / "lock" / name).read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0] for line in lines if re.match(r"[a-z0-9]", line)}


def test_every_component_that_runs_is_in_the_third_party_list():
    listed = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    assert [name for name in sorted(locked("run.txt")) if not re.search(rf"\b{re.escape(name)}\b", listed)] == []


def test_every_locked_package_has_hashes_and_names_no_host():
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "packaging" / "lock" / name).read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
        assert all("--hash=sha256:" in block for block in blocks)
        assert "://" not in text


def test_development_and_running_use_the_same_versions():
    run, dev = ((ROOT / "packaging" / "lock" / name).read_text(encoding="utf-8") for name in ("run.txt", "dev.txt"))
    pins = re.findall(r"^[a-z0-9-]+==[^ \\]+", run, re.MULTILINE)
    assert pins
    assert [pin for pin in pins if pin not in dev] == []


def test_the_readme_names_commands_that_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    helped = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "dev.py"), "--help"], capture_output=True, text=True, check=True
    ).stdout
    for verb in re.findall(r"packaging/dev\.py (\w+)", readme):
        assert verb in helped
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme):
        assert (ROOT / picture).is_file()


def test_continuous_integration_calls_the_readmes_test_command():
    assert "python3 packaging/dev.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 packaging/dev.py test" in (ROOT / "README.md").read_text(encoding="utf-8")
