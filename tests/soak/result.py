"""What a trial tells: how often something was tried, how often it held, and its figures."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SoakResult:
    """``held`` of ``tried`` cases went as they should; ``figures`` says in words what was measured beside that."""

    tried: int
    held: int
    figures: str = ""

    @property
    def ok(self) -> bool:
        """Say whether something was tried and every case held."""
        return 0 < self.tried == self.held


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial: what it does in one sentence, how many cases the whole one has, and what runs so many of them."""

    code: str
    what: str
    whole: int
    run: Callable[[int], SoakResult]
