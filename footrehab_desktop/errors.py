"""The kinds of error that a person may see. Messages are whole sentences and never hold patient data.

``UserFixableError``: the user can mend it, the message says how.
``SurroundingsError``: disk, lock, damaged file: the message says what happened, what is safe and what to do.
Everything else that is raised is our own bug.
"""


class FootRehabError(Exception):
    """Base of all errors made to be shown. ``str(error)`` is the sentence to show; it carries ids and codes only."""


class UserFixableError(FootRehabError):
    """Something the user entered or chose cannot be taken as it is."""


class SurroundingsError(FootRehabError):
    """The machine let us down; what was saved before is safe."""


class FieldError(UserFixableError):
    """One refused value. ``field`` names the place (a field code), ``message`` says what is allowed."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
