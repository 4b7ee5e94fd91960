"""The words of the diary grid: what each line is called, what may be typed, and how choices read."""

from PySide6.QtCore import QObject

from footrehab_desktop.progression.codes import SESSION_KINDS
from footrehab_desktop.ui.presenters.diary import CHOICES, TEXTS, Row, choices_hint, limits_of


class DiaryWords(QObject):
    """Looks words up by the code of a line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.weekdays = (
            self.tr("Mon"), self.tr("Tue"), self.tr("Wed"), self.tr("Thu"), self.tr("Fri"), self.tr("Sat"),
            self.tr("Sun"),
        )  # fmt: skip
        self._labels = self._line_labels() | self._detail_labels()
        self._scales = {
            "swelling": self.tr("0 none, 1 a trace, 2 clear, 3 marked"),
            "surface": self.tr("1 treadmill, track, grass, 2 firm flat trail, 3 flat road, 4 mixed or hilly, 5 rough"),
            "rpe": self.tr("0 no effort to 10 the hardest"),
            "mood": self.tr("1 very low to 5 very good"),
        }
        self._choices = {
            "yes": self.tr("yes"),
            "part": self.tr("part"),
            "no": self.tr("no"),
            "none": self.tr("none"),
            "soft_tissue": self.tr("soft tissue"),
            "bone": self.tr("bone"),
        }
        self._kinds = {
            "run": self.tr("run"),
            "walk": self.tr("walk"),
            "strength": self.tr("strength"),
            "plyometric": self.tr("jumps"),
            "cycle": self.tr("cycle"),
            "swim": self.tr("swim"),
            "other": self.tr("other"),
        }

    def _line_labels(self) -> dict[str, str]:
        return {
            "exercises": self.tr("Exercises done"),
            "kind": self.tr("Session"),
            "minutes": self.tr("Minutes"),
            "run_min": self.tr("Running minutes"),
            "pain_during": self.tr("Pain during 0–10"),
            "pain_evening": self.tr("Pain that evening 0–10"),
            "next_morning_pain": self.tr("Pain next morning 0–10"),
            "next_morning_stiffness_min": self.tr("Stiff next morning, min"),
            "swelling": self.tr("Swelling 0–3"),
            "rpe": self.tr("Effort 0–10"),
            "surface": self.tr("Surface 1–5"),
            "shoe": self.tr("Shoe"),
            "sleep_h": self.tr("Sleep, hours"),
            "mood": self.tr("Mood 1–5"),
            "note": self.tr("Note"),
        }

    def _detail_labels(self) -> dict[str, str]:
        return {
            "completed_pct": self.tr("Completed, %"),
            "sharp": self.tr("Sharp pain"),
            "limp": self.tr("Limp"),
            "tenderness": self.tr("New tenderness"),
            "settle_h": self.tr("Settled after, hours"),
            "rest_pain": self.tr("Pain at rest 0–10"),
            "pain_24h": self.tr("Pain after 24 h 0–10"),
            "pain_48h": self.tr("Pain after 48 h 0–10"),
            "swelling_h": self.tr("Swelling lasted, hours"),
            "night_waking": self.tr("Woken by pain"),
        }

    def label(self, row: Row) -> str:
        """Return what a line is called; further sessions are numbered."""
        label = self._labels[row.code]
        return self.tr("{number}: {label}").format(number=row.slot, label=label) if row.slot > 1 else label

    def hint(self, row: Row) -> str:
        """Return what may be typed in a line."""
        if row.code in CHOICES:
            return self.tr("Type {choices}.").format(choices=choices_hint(row.code))
        if row.code in TEXTS:
            return self.tr("Any words.")
        _label, low, high = limits_of(row)
        span = self.tr("{low} to {high}.").format(low=f"{low:g}", high=f"{high:g}")
        scale = self._scales.get(row.code, "")
        return f"{scale}." if scale else span

    def choice(self, code: str, value: str) -> str:
        """Return a recorded choice as it reads; other texts as they are."""
        if code == "kind":
            return self._kinds.get(value, SESSION_KINDS.get(value, value))
        return self._choices.get(value, value) if code in CHOICES else value
