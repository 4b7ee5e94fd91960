"""Checking an installer of 60 MB on a stick and copying it, against reading it once with its digest."""

import hashlib
import os
import statistics
import tempfile
from pathlib import Path

from footrehab_desktop.releases import installing, stick
from footrehab_desktop.releases.progress import Progress
from footrehab_desktop.releases.stick import Offer, Present
from tests.benchmarks.figures import Figure, interleaved, milliseconds
from tests.support.release_on_stick import put_on_stick, release, throwaway_key

SIZE_MB = 60
CHECK_GOAL, COPY_GOAL_S = 1.3, 5


def measure(runs: int) -> list[Figure]:
    """Return the check as a multiple of the bare digest, and the seconds of a copy that is compared."""
    with tempfile.TemporaryDirectory(prefix="footrehab-bench-") as place:
        offer = _offer(Path(place))
        ours, bare = interleaved(
            lambda: milliseconds(lambda: stick.check_payload(offer, Progress())),
            lambda: milliseconds(lambda: _bare_digest(offer.payload)),
            runs,
        )
        copies = [
            milliseconds(lambda: installing.copy_payload(offer, Path(place) / "update", Progress())) / 1000
            for _ in range(max(3, runs // 2))
        ]
    checked = f"{SIZE_MB} MB in {ours:.0f} ms, hashlib.file_digest {bare:.0f} ms; median of {runs}, files in memory"
    copied = f"{SIZE_MB} MB written through to the disk and read back; median of {len(copies)}"
    return [
        Figure("check of an installer against bare", ours / bare, "×", CHECK_GOAL, checked),
        Figure("copy of an installer, compared", statistics.median(copies), "s", COPY_GOAL_S, copied),
    ]


def _offer(place: Path) -> Offer:
    """Put a release with a package of random bytes on a stick."""
    made, payload = release(payload=os.urandom(SIZE_MB * 1024 * 1024), kind="deb")
    folder = put_on_stick(place, made, payload)
    return stick.offer_in(folder, Present("0.1.0", "deb", "x86_64", throwaway_key()[1], "0004"))


def _bare_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
