"""The form beneath the list of people: it asks what the chosen act needs, and nothing else."""

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.passphrase import check_passphrase
from footrehab_desktop.records.values import Role
from footrehab_desktop.ui.gate_page import SecretField
from footrehab_desktop.ui.presenters.people import ROLE_MEANINGS, ROLE_WORDS, PersonLine
from footrehab_desktop.ui.widgets.buttons import plain_button, primary_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.panels import Card, SectionHeader
from footrehab_desktop.ui.widgets.text_fields import TextField


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in; what the act did not ask for is empty."""

    name: str = ""
    role: Role = "clinician"
    old: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)


class PersonForm(Card):
    """Signals: ``wanted(Wanted)`` when everything is filled in; ``left()`` when it is not wanted after all."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.header = SectionHeader(" ", " ")
        self.name = TextField(Ask("clinician_name", self.tr("Name, as it stands on what they write"), required=True))
        words = [(role, f"{ROLE_WORDS[role]}: {meaning}") for role, meaning in ROLE_MEANINGS.items()]
        self.role = ChoiceField(Ask("role", self.tr("Role"), required=True), words, wide=True)
        self.old = SecretField(Ask("old", self.tr("Your passphrase until now"), required=True))
        self.passphrase = SecretField(
            Ask("passphrase", self.tr("New passphrase"), self.tr("At least 12 characters; a few words."), required=True)
        )
        self.repeat = SecretField(Ask("repeat", self.tr("The new passphrase once more"), required=True))
        self.go_on = primary_button("", self._go_on)
        self.cancel = plain_button(self.tr("Cancel"), self.left.emit)
        self.old.entered.connect(self.passphrase.take_focus)
        self.passphrase.entered.connect(self.repeat.take_focus)
        self.repeat.entered.connect(self._go_on)
        self._asked: tuple[Field[str], ...] = ()
        self.body.addWidget(self.header)
        for part in self._fields():
            self.body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.go_on)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.body.addLayout(row)

    def ask_for_new_person(self) -> None:
        """Ask for everything about somebody new."""
        words = self.tr("They are asked to replace this first passphrase by one that nobody else knows.")
        self._ask(self.tr("Add a person"), words, self.tr("Add"), (self.name, self.role, self.passphrase, self.repeat))

    def ask_for_role(self, line: PersonLine) -> None:
        """Ask for another role."""
        title = self.tr("Role of {name}").format(name=line.name)
        self._ask(title, "", self.tr("Change the role"), (self.role,))
        self.role.set_value(line.role)

    def ask_for_passphrase_of(self, line: PersonLine) -> None:
        """Ask for a passphrase for somebody else."""
        title = self.tr("New passphrase for {name}").format(name=line.name)
        words = self.tr("Tell it to them in person. They are asked to replace it by one that nobody else knows.")
        self._ask(title, words, self.tr("Give it"), (self.passphrase, self.repeat))

    def ask_for_own_passphrase(self) -> None:
        """Ask for the passphrase until now and the new one."""
        words = self.tr("Nobody can look it up. Who forgets it needs a lead or the recovery key.")
        asked = (self.old, self.passphrase, self.repeat)
        self._ask(self.tr("Change my passphrase"), words, self.tr("Change my passphrase"), asked)

    def show_fault(self, place: str, sentence: str) -> bool:
        """Show a refusal at its field; false when the form has no such field."""
        for part in self._asked:
            if part.code == place:
                part.set_error(sentence)
                part.take_focus()
                return True
        return False

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        if self._asked:
            self._asked[0].take_focus()

    def clear(self) -> None:
        """Forget what was typed."""
        for part in self._fields():
            part.set_value(None)

    def _fields(self) -> tuple[Field[str], ...]:
        return (self.name, self.role, self.old, self.passphrase, self.repeat)

    def _ask(self, title: str, words: str, accept: str, asked: tuple[Field[str], ...]) -> None:
        self.clear()
        self._asked = asked
        self.header.title.setText(title)
        self.header.set_detail(words)
        self.go_on.setText(accept)
        for part in self._fields():
            part.setVisible(part in asked)

    def _go_on(self) -> None:
        refused = [part for part in self._asked if not part.check()] or self._passphrase_faults()
        if refused:
            refused[0].take_focus()
            return
        role: Role = next((role for role in ROLE_WORDS if role == self.role.value()), "clinician")
        name = (self.name.value() or "").strip()
        self.wanted.emit(Wanted(name, role, self.old.value() or "", self.passphrase.value() or ""))

    def _passphrase_faults(self) -> list[Field[str]]:
        if self.passphrase not in self._asked:
            return []
        try:
            check_passphrase(self.passphrase.value() or "")
        except FieldError as refusal:
            self.passphrase.set_error(str(refusal))
            return [self.passphrase]
        if self.passphrase.value() != self.repeat.value():
            self.repeat.set_error(self.tr("This differs from the passphrase above."))
            return [self.repeat]
        return []
