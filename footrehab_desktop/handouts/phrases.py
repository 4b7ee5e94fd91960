"""The fixed words of the printed sheets in one language, and dates and sides in its words."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.handouts.content import Side
from footrehab_desktop.library.patient_texts import patient_text

DAYS_OF_THE_WEEK = range(1, 8)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; every text is in the catalogue of ``library.patient_texts``."""

    language: str = "en"

    def say(self, text_id: str, **names: object) -> str:
        """Return the text with its names filled in. Raises ``KeyError`` for an unknown id or a missing name."""
        return patient_text(text_id, self.language, **names)

    def day(self, value: date) -> str:
        """Return a date nobody can misread: ``04-Mar-1984``."""
        month = self.say(f"month.{value.month}")
        return self.say("date", day=f"{value.day:02}", month=month, year=f"{value.year:04}")

    def day_and_month(self, value: date) -> str:
        """Return a date whose year stands elsewhere on the sheet: ``04-Mar``."""
        return self.say("date.day_and_month", day=f"{value.day:02}", month=self.say(f"month.{value.month}"))

    def weekday(self, value: date) -> str:
        """Return the short name of the weekday."""
        return self.say(f"weekday.{value.isoweekday()}")

    @property
    def weekdays(self) -> tuple[str, ...]:
        """The short names of the days of a week, Monday first."""
        return tuple(self.say(f"weekday.{number}") for number in DAYS_OF_THE_WEEK)

    def side(self, side: Side) -> str:
        """Return the side in whole words, the deciding one in capitals."""
        return self.say(f"side.{side}")

    def number(self, value: float) -> str:
        """Return a number without needless decimals, with the language's decimal sign."""
        return f"{value:g}".replace(".", self.say("decimal"))
