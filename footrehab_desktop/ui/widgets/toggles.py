"""Several of some options, put in and taken out one by one."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent

from footrehab_desktop.library.field_spec import NOTHING
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ERASE = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
TICK = "✓ "


class ToggleBar(SegmentBar):
    """Options that are chosen independently. Values are codes without spaces.

    A key of an option or a click changes it; the arrows move to an option and Space changes that; Backspace takes all
    out. The frame shows where the arrows are, the tick and the filling what is chosen.
    """

    def __init__(self, name: str, options: Sequence[Option]) -> None:
        self._chosen: frozenset[int] = frozenset()
        super().__init__(name, options)

    @property
    def value(self) -> str | None:
        """Return the codes of what is chosen in the order of the options, or None."""
        codes = [str(option.value) for index, option in enumerate(self._options) if index in self._chosen]
        return " ".join(codes) or None

    def choose(self, value: Hashable | None) -> None:
        """Choose without a signal; codes that are not options are left out."""
        codes = str(value or "").split()
        self._chosen = frozenset(index for index, option in enumerate(self._options) if option.value in codes)
        self._tell_name()
        self.update()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._index = min(max(self._index + _STEPS[key], 0), len(self._options) - 1)
            self.update()
        elif key == Qt.Key.Key_Space:
            self._pick(max(self._index, 0))
        elif key in _ERASE:
            self._change(frozenset())
        else:
            super().keyPressEvent(event)

    def _pick(self, index: int) -> None:
        """Put an option in or out. The one that says there is nothing and the others drive each other out."""
        self._index = index
        chosen = self._chosen ^ {index}
        if index in chosen:
            nothing = {place for place, option in enumerate(self._options) if option.value == NOTHING}
            chosen = frozenset({index}) if index in nothing else chosen - nothing
        self._change(chosen)

    def _click(self, index: int) -> None:
        self._pick(index)

    def _change(self, chosen: frozenset[int]) -> None:
        if self.isEnabled() and chosen != self._chosen:
            self._chosen = chosen
            self._tell_name()
            self.picked.emit()
        self.update()

    def _is_chosen(self, index: int) -> bool:
        return index in self._chosen

    def _words(self, index: int) -> str:
        words = super()._words(index)
        return TICK + words if index in self._chosen else words

    def _width_of(self, option: Option) -> int:
        # Room for the tick is kept, so that nothing moves when an option is chosen.
        return super()._width_of(option) + QFontMetrics(self.font()).horizontalAdvance(TICK)
