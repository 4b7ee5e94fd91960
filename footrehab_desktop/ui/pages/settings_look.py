"""Settings → Appearance and lock: colours, text size, and when an idle record locks. Each holds at once."""

import sys

from footrehab_desktop.errors import FieldError
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.settings_section import SettingsSection
from footrehab_desktop.ui.preferences import IDLE_MINUTES, TEXT_SCALES
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.text_fields import NumberField

_THEMES = (("system", "As the computer"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))


class LookSection(SettingsSection):
    """How the program looks for this person on this computer, and how long it waits before it locks."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        for card in (self._look_card(), self._lock_card()):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _look_card(self) -> Card:
        values = self.context.preferences.values
        card = Card(self.tr("Appearance"))
        self.theme = ChoiceField(Ask("theme", self.tr("Colours")), _THEMES)
        self.theme.set_value(values.theme)
        self.theme.changed.connect(self._change_theme)
        self.text_size = ChoiceField(
            Ask("text_scale", self.tr("Text size")), [(str(size), f"{size} %") for size in TEXT_SCALES]
        )
        self.text_size.set_value(str(values.text_scale))
        self.text_size.changed.connect(self._change_text_size)
        card.body.addWidget(self.theme)
        card.body.addWidget(self.text_size)
        return card

    def _lock_card(self) -> Card:
        words = (
            self.tr("It also locks when the computer wakes up from sleep, and with Ctrl+L.")
            if sys.platform == "darwin"
            else self.tr("It also locks when the computer sleeps or its screen is locked, and with Ctrl+L.")
        )
        card = Card(self.tr("Lock"), words)
        low, high = IDLE_MINUTES
        hint = self.tr("{low} to {high} minutes without a key or the mouse.").format(low=low, high=high)
        self.idle = NumberField(
            Ask("idle", self.tr("Lock the record after"), hint), unit=self.tr("min"), validate=_check_minutes
        )
        self.idle.set_value(self.context.preferences.values.idle_lock_minutes)
        self.idle.committed.connect(self._change_idle)
        card.body.addWidget(self.idle)
        return card

    def _change_theme(self) -> None:
        if self.theme.value() is None:
            self.theme.set_value(self.context.preferences.values.theme)
        else:
            self.context.preferences.change(theme=self.theme.value())

    def _change_text_size(self) -> None:
        chosen = self.text_size.value()
        if chosen is None:
            self.text_size.set_value(str(self.context.preferences.values.text_scale))
        else:
            self.context.preferences.change(text_scale=int(chosen))

    def _change_idle(self) -> None:
        minutes = self.idle.value()
        if minutes is not None and self.idle.check():
            self.context.preferences.change(idle_lock_minutes=int(minutes))


def _check_minutes(minutes: float) -> None:
    low, high = IDLE_MINUTES
    if not low <= minutes <= high or minutes != int(minutes):
        raise FieldError("idle", f"Choose {low} to {high} minutes, a whole number.")
