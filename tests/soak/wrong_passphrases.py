"""Wrong passphrases by the hundred: none opens, and not a byte of keys and data changes."""

import hashlib
import random
import tempfile
from pathlib import Path

from footrehab_desktop.records.key_file import open_wrap, read_key_file
from footrehab_desktop.records.passphrase import passphrase_bytes
from tests.soak.result import SoakResult
from tests.support.record_factory import PASSPHRASE, make_folder


def run(count: int) -> SoakResult:
    """Try ``count`` passphrases that are one edit from the right one, or random; without pauses."""
    chance = random.Random(3)
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
        made = make_folder(Path(place))
        before = _digest(made.folder)
        wrap = read_key_file(made.folder).clinician_wrap(made.clinician_id)
        held = sum(open_wrap(wrap, passphrase_bytes(_wrong(chance))) is None for _ in range(count))
        assert _digest(made.folder) == before, "a wrong try changed a file"
        assert open_wrap(wrap, passphrase_bytes(PASSPHRASE)) == made.data_key
    return SoakResult(count, held, "files unchanged, the right one opens after them")


def _wrong(chance: random.Random) -> str:
    place, other = chance.randrange(len(PASSPHRASE)), chr(chance.randrange(33, 1000))
    near = PASSPHRASE[:place] + other + PASSPHRASE[place + chance.randrange(2) :]
    return near if near != PASSPHRASE and chance.randrange(4) else f"{chance.getrandbits(128):x}"


def _digest(folder: Path) -> str:
    content = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return hashlib.sha256(content).hexdigest()
