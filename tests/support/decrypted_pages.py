"""What lies in a record's files once the encryption is taken off: every page, free ones too, and every frame of the
log. Written after SQLCipher's file format, without its code, so that nothing is hidden by asking the database.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
RESERVED = 80  # 16 bytes of initial vector, 64 of the page's code
_LOG_HEADER, _FRAME_HEADER = 32, 24


def decrypted_pages(folder: Path, data_key: bytes) -> Iterator[bytes]:
    """Yield every page of ``record.db`` and of the log beside it."""
    database = (folder / "record.db").read_bytes()
    for start in range(0, len(database), PAGE):
        yield _decrypted(database[start : start + PAGE], data_key, first=start == 0)
    log = folder / "record.db-wal"
    content = log.read_bytes() if log.exists() else b""
    for start in range(_LOG_HEADER, len(content), _FRAME_HEADER + PAGE):
        number = int.from_bytes(content[start : start + 4], "big")
        body = content[start + _FRAME_HEADER : start + _FRAME_HEADER + PAGE]
        yield _decrypted(body, data_key, first=number == 1)


def _decrypted(page: bytes, data_key: bytes, *, first: bool) -> bytes:
    body = page[16 if first else 0 : PAGE - RESERVED]
    vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    opener = Cipher(algorithms.AES256(data_key), modes.CBC(vector)).decryptor()
    return opener.update(body) + opener.finalize()
