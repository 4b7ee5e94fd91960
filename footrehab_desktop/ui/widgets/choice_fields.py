"""Fields that are picked: pain 0 to 10, yes/no, sides, one of several. Nothing is chosen before the user chooses."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QKeyEvent

from footrehab_desktop.records.values import Side
from footrehab_desktop.ui.widgets.field import Ask, Check, Field
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar
from footrehab_desktop.ui.widgets.toggles import ToggleBar

Chosen = TypeVar("Chosen", bound=int | str)


class _BarField(Field[Chosen], Generic[Chosen]):
    """A field whose input is a bar of options."""

    bar: SegmentBar

    def _set_bar(self, bar: SegmentBar) -> None:
        self.bar = bar
        self._row.addWidget(bar, 1)
        name = bar.accessibleName()
        self._set_editor(bar, name)
        bar.picked.connect(self._edited)

    def value(self) -> Chosen | None:
        """Return what is chosen, or None."""
        return self.bar.value  # type: ignore[return-value]  # the options were made from values of this type

    def set_value(self, value: Chosen | None) -> None:
        """Choose without a signal."""
        self.bar.choose(value)
        self.set_error("")

    def entry(self) -> Chosen | None:
        """Return what is chosen."""
        return self.value()

    def show_entry(self, entry: Any) -> None:
        """Choose what was chosen before."""
        self.set_value(entry)

    def _mark_refused(self, refused: bool) -> None:
        self.bar.set_refused(refused)


class NprsField(_BarField[int]):
    """Pain from 0 to 10: type it ("1" then "0" quickly is ten), use the arrows, or click; Backspace clears."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(ask)
        options = [Option(score, str(score), str(score)) for score in range(11)]
        self._set_bar(SegmentBar(ask.spoken, options, cell_width=34))


class ChoiceField(_BarField[str]):
    """One of several. ``options`` are (value, words); digits 1 to 9 pick them in order. ``wide`` for sentences."""

    def __init__(
        self,
        ask: Ask,
        options: Sequence[tuple[str, str]],
        *,
        wide: bool = False,
        validate: Check[str] | None = None,
    ) -> None:
        super().__init__(ask, validate)
        self._set_bar(SegmentBar(ask.spoken, _options(options), wide=wide))


class SeveralField(_BarField[str]):
    """Several of some: a key or click puts one in or takes it out again; Backspace takes all out.

    The value is the chosen codes with single spaces between, in the order of the options.
    """

    def __init__(self, ask: Ask, options: Sequence[tuple[str, str]]) -> None:
        super().__init__(ask)
        self._set_bar(ToggleBar(ask.spoken, _options(options)))


def _options(options: Sequence[tuple[str, str]]) -> list[Option]:
    return [Option(value, words, key) for (value, words), key in zip(options, _keys(options), strict=True)]


def _keys(options: Sequence[tuple[str, str]]) -> list[str]:
    letters = [words[:1].casefold() for _value, words in options]
    if len(set(letters)) == len(letters) and all(letter.isalpha() for letter in letters):
        return letters
    return [str(place) if place < 10 else "" for place in range(1, len(options) + 1)]


class YesNoField(_BarField[bool]):
    """Yes or no by ``y`` and ``n``; unanswered until answered. With ``hurry`` a key also moves on to the next field."""

    def __init__(self, ask: Ask, *, hurry: bool = False) -> None:
        super().__init__(ask)
        self._hurry = hurry
        self._set_bar(SegmentBar(ask.spoken, [Option(True, self.tr("Yes"), "y"), Option(False, self.tr("No"), "n")]))

    def _goes_on(self, event: QKeyEvent) -> bool:
        if self._hurry and event.text().lower() in ("y", "n") and not event.modifiers():
            self.bar.keyPressEvent(event)
            return True
        return super()._goes_on(event)


class SideField(_BarField[Side]):
    """Left, right or both, in words, in this order; no default."""

    def __init__(self, ask: Ask, *, allow_both: bool = True) -> None:
        super().__init__(ask)
        options = [Option("left", self.tr("Left"), "l"), Option("right", self.tr("Right"), "r")]
        if allow_both:
            options.append(Option("both", self.tr("Both"), "b"))
        self._set_bar(SegmentBar(ask.spoken, options))
