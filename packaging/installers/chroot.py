"""A small Debian without Python in a folder, to try packages in. Root is needed.

Each command runs in mount and process namespaces of its own: whatever is mounted for it is gone when it ends, also when
it is killed. Without ``network`` there is no interface at all.
"""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from installers.product import InstallerError

SUITE: Final = "bookworm"
USER: Final = "therapist"
HOME: Final = f"/home/{USER}"
_USER_ID: Final = "1000"
_ENTER: Final = """
root=$1 user=$2
shift 2
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mkdir -p /tmp/.X11-unix "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
exec chroot --userspec="$user" "$root" "$@"
"""
_BOOTSTRAP_SECONDS: Final = 900


class Chroot:
    """A Debian in ``root``; ``run`` does a command in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(
        self, *command: str, seconds: float, user: str = "", display: str = "", typed: str = "", network: bool = False
    ) -> str:
        """Run a command, as root or as the ordinary user, and return what it printed on both streams.

        Raises ``InstallerError`` when it fails or takes too long.
        """
        done = self.attempt(*command, seconds=seconds, user=user, display=display, typed=typed, network=network)
        if done.returncode:
            told = f"{done.stdout}{done.stderr}"[-1500:]
            raise InstallerError(f"“{' '.join(command)[:200]}” failed ({done.returncode}): {told}")
        return done.stdout + done.stderr

    def attempt(
        self, *command: str, seconds: float, user: str = "", display: str = "", typed: str = "", network: bool = False
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command that may fail."""
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
        owner = f"{_USER_ID}:{_USER_ID}" if user else "0:0"
        environment = [
            "DEBIAN_FRONTEND=noninteractive",
            f"HOME={HOME if user else '/root'}",
            "LC_ALL=C.UTF-8",
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            *([f"DISPLAY={display}"] if display else []),
        ]
        entered = ["sh", "-eu", "-c", _ENTER, "sh", str(self.root), owner, "/usr/bin/env", "-i", *environment]
        try:
            return subprocess.run(
                [*apart, *entered, *command], input=typed, capture_output=True, text=True, check=False, timeout=seconds
            )
        except subprocess.TimeoutExpired:
            raise InstallerError(f"“{' '.join(command)[:200]}” took longer than {seconds:.0f} s.") from None

    def inside(self, path: str) -> Path:
        """Return where a path of the chroot lies outside."""
        return self.root / path.lstrip("/")


def unpacked(base: Path, root: Path) -> Chroot:
    """Unpack a kept system into ``root``."""
    root.mkdir(parents=True)
    subprocess.run(["tar", "--numeric-owner", "-xf", str(base), "-C", str(root)], check=True)
    return Chroot(root)


def bootstrap(base: Path, packages: Sequence[str]) -> None:
    """Make a minimal system, let it download ``packages`` with all they need, uninstalled, and keep it as ``base``."""
    root = base.with_suffix(".root")
    shutil.rmtree(root, ignore_errors=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    log = base.with_suffix(".log")
    with log.open("w", encoding="utf-8") as file:
        made = subprocess.run(
            ["debootstrap", "--variant=minbase", SUITE, str(root)],
            stdout=file,
            stderr=file,
            check=False,
            timeout=_BOOTSTRAP_SECONDS,
        )
    if made.returncode:
        raise InstallerError(f"debootstrap failed:\n{log.read_text(encoding='utf-8')[-1500:]}")
    system = Chroot(root)
    shutil.copyfile("/etc/resolv.conf", system.inside("/etc/resolv.conf"))
    system.run("apt-get", "update", "-q", seconds=300, network=True)
    download = ("apt-get", "install", "-y", "-q", "--no-install-recommends", "--download-only")
    system.run(*download, *packages, seconds=600, network=True)
    system.run("useradd", "--create-home", "--uid", _USER_ID, USER, seconds=20)
    packed = ["tar", "--numeric-owner", "-cf", f"{base}.part", "-C", str(root), "."]
    subprocess.run(packed, check=True)
    Path(f"{base}.part").rename(base)
    shutil.rmtree(root)
