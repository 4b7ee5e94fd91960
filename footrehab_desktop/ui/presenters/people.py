"""The people of the record as plain values: what each line says and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from footrehab_desktop.records.people import Person
from footrehab_desktop.records.values import Clinician, Role

ROLE_WORDS: Final[dict[Role, str]] = {"lead": "Lead", "clinician": "Clinician", "read_only": "Read-only"}
ROLE_MEANINGS: Final[dict[Role, str]] = {
    "lead": "everything, also people, restoring a backup and erasing",
    "clinician": "everything that belongs to treating",
    "read_only": "looks at everything and changes nothing",
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list. ``state`` is empty for somebody with a passphrase of their own."""

    clinician_id: str
    name: str
    role: Role
    state: str
    is_me: bool
    removed: bool

    @property
    def detail(self) -> str:
        """Return the second line."""
        role = "Removed" if self.removed else ROLE_WORDS[self.role]
        return " · ".join(part for part in (role, self.state) if part)

    @property
    def spoken(self) -> str:
        """Return the whole line for a screen reader."""
        return f"{self.name}. {self.detail}"


@dataclass(frozen=True, slots=True)
class PeopleView:
    """The list, those who work here first; ``is_lead``: the one signed in may change it."""

    lines: tuple[PersonLine, ...]
    is_lead: bool


def people_view(people: Sequence[Person], me: Clinician) -> PeopleView:
    """Return the list as ``me`` sees it."""
    lines = [_line(person, me) for person in people]
    return PeopleView(tuple(sorted(lines, key=lambda line: line.removed)), me.role == "lead")


def standing_words(role: Role, given: bool) -> str:
    """Return what stands above every page: that one may only look, or that the passphrase is not one's own yet."""
    words = []
    if role == "read_only":
        words.append("You can look, not change: your role is read-only.")
    if given:
        words.append(
            "Somebody else knows your passphrase. Choose one of your own: Settings, People, Change my passphrase."
        )
    return " ".join(words)


def reason_against_change(line: PersonLine | None, is_lead: bool) -> str:
    """Return why nothing can be changed about the chosen person; empty when it can."""
    if not is_lead:
        return "Only a lead adds, changes and removes people."
    if line is None:
        return "Choose somebody in the list."
    if line.is_me:
        return "This is you: another lead changes your role or removes you."
    return "This person was removed." if line.removed else ""


def _line(person: Person, me: Clinician) -> PersonLine:
    clinician = person.clinician
    is_me = clinician.id == me.id
    return PersonLine(clinician.id, clinician.name, clinician.role, _state(person, is_me), is_me, not clinician.active)


def _state(person: Person, is_me: bool) -> str:
    if not person.clinician.active:
        return "the name stays on what was written"
    if not person.has_key:
        return "cannot unlock: give a passphrase"
    if person.given:
        return "has to choose a passphrase of their own"
    return "signed in now" if is_me else ""
