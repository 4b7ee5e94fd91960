"""Who may do what: a lead everything, a clinician what belongs to treating, read-only looks.

Use cases ask here before they begin; the record itself refuses every change of a person who may only look.
"""

from typing import Final

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records.values import Role

_RANK: Final[dict[Role, int]] = {"read_only": 0, "clinician": 1, "lead": 2}
_WHY: Final[dict[Role, str]] = {
    "read_only": "",
    "clinician": "You can look, not change: your role is read-only.",
    "lead": "Only a lead may do this. Ask one of the clinic's leads.",
}


class NotAllowedError(UserFixableError):
    """The role of the one signed in is too small for this."""


def reason_against(session: ClinicSession, role: Role) -> str:
    """Return why what needs ``role`` is off for the one signed in, as a sentence; empty when it is allowed."""
    return "" if _RANK[session.clinician.role] >= _RANK[role] else _WHY[role]


def require(session: ClinicSession, role: Role) -> None:
    """Raise ``NotAllowedError`` unless the one signed in has at least this role."""
    reason = reason_against(session, role)
    if reason:
        raise NotAllowedError(reason)
