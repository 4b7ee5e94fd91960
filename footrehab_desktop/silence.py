"""Refuses every network connection of this process, whoever asks for it, and counts the attempts.

The program makes none. A library that tried would be stopped here, before a name is looked up or an address reached.
"""

import sys
from functools import cache
from typing import Final

_EVENTS: Final = frozenset(
    {
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
        "socket.sendmsg",
        "socket.sendto",
    }
)
_LOCAL_FAMILIES: Final = frozenset({"AF_UNIX"})
_attempts: list[str] = []


class NetworkRefusedError(OSError):
    """Something in the program asked for the network, which it never uses."""

    def __init__(self) -> None:
        super().__init__("This program makes no network connections.")


@cache
def refuse_network() -> None:
    """Refuse from now on until the process ends, as Python keeps such a hook; a second call changes nothing."""
    sys.addaudithook(_refuse)


def attempts() -> int:
    """Return how many connections were asked for since the start, and refused."""
    return len(_attempts)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    # Called for every file opened and every module loaded: the common case has to be one look-up.
    if event not in _EVENTS:
        return
    family = getattr(arguments[0], "family", None) if arguments else None
    if getattr(family, "name", "") in _LOCAL_FAMILIES:
        return
    _attempts.append(event)
    raise NetworkRefusedError
