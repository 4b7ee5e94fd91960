"""The words of the diary grid: what each line is called, what may be typed, and how choices read."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from footrehab_desktop.progression.codes import SESSION_KINDS
from footrehab_desktop.records.values import Side
from footrehab_desktop.ui.presenters.diary_cells import CHOICES, TEXTS, choices_hint, limits_of
from footrehab_desktop.ui.presenters.diary_lines import Heading, Row

# Lines that ask about one foot.
_SIDES: Final[dict[str, Side]] = {"ex_reps_left": "left", "ex_reps_right": "right"}


class DiaryWords(QObject):
    """Looks words up by the code of a line. ``name_of`` gives the name of an exercise by its id."""

    def __init__(self, name_of: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self._injured: Side | None = None
        self._target = ""
        self.weekdays = (
            self.tr("Mon"), self.tr("Tue"), self.tr("Wed"), self.tr("Thu"), self.tr("Fri"), self.tr("Sat"),
            self.tr("Sun"),
        )  # fmt: skip
        self._labels = self._asked_labels() | self._more_labels() | self._exercise_labels()
        self._scales = self._scale_words()
        self._choices = self._choice_words()
        self._headings = {
            "exercises": self.tr("Exercises"),
            "session": self.tr("Session"),
            "next_morning": self.tr("Next morning"),
            "day": self.tr("Day"),
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

    def _asked_labels(self) -> dict[str, str]:
        return {
            "exercises": self.tr("All exercises"),
            "kind": self.tr("What was done"),
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

    def _more_labels(self) -> dict[str, str]:
        return {
            "distance_km": self.tr("Distance, km"),
            "heart_rate": self.tr("Heart rate, mean"),
            "completed_pct": self.tr("Completed, %"),
            "sharp": self.tr("Sharp pain"),
            "limp": self.tr("Limp"),
            "ache_elsewhere_only": self.tr("Only ache elsewhere"),
            "tenderness": self.tr("New tenderness"),
            "settle_h": self.tr("Settled after, hours"),
            "rest_pain": self.tr("Pain at rest 0–10"),
            "pain_24h": self.tr("Pain after 24 h 0–10"),
            "pain_48h": self.tr("Pain after 48 h 0–10"),
            "swelling_h": self.tr("Swelling lasted, hours"),
            "foot_contacts": self.tr("Foot contacts"),
            "extra_reps": self.tr("Repetitions in reserve"),
            "outside_plan": self.tr("Outside the plan"),
            "source": self.tr("Who says so"),
            "confidence": self.tr("Confidence 0–10"),
            "resting_hr": self.tr("Resting heart rate"),
            "weight_kg": self.tr("Weight, kg"),
            "night_waking": self.tr("Woken by pain"),
        }

    def _exercise_labels(self) -> dict[str, str]:
        return {
            "ex_sets": self.tr("sets"),
            "ex_reps_left": self.tr("repetitions LEFT"),
            "ex_reps_right": self.tr("repetitions RIGHT"),
            "ex_load": self.tr("load"),
            "ex_pain_during": self.tr("pain during 0–10"),
            "ex_response": self.tr("response"),
            "ex_note": self.tr("note"),
        }

    def _scale_words(self) -> dict[str, str]:
        return {
            "exercises": self.tr("x all done, p part, n none; single ones below only where they differ"),
            "swelling": self.tr("0 none, 1 a trace, 2 clear, 3 marked"),
            "surface": self.tr("1 treadmill, track, grass, 2 firm flat trail, 3 flat road, 4 mixed or hilly, 5 rough"),
            "rpe": self.tr("0 no effort to 10 the hardest; for one type 1 and Enter"),
            "mood": self.tr("1 very low to 5 very good"),
            "confidence": self.tr("in the foot: 0 none to 10 full; for one type 1 and Enter"),
            "ache_elsewhere_only": self.tr("x only tired muscles on both sides, not the injury; n no"),
            "outside_plan": self.tr("x training that nobody prescribed; n prescribed"),
            "heart_rate": self.tr("mean of the session in beats a minute, 30 to 240"),
            "extra_reps": self.tr("repetitions that the last set would still have allowed, 0 to 50"),
        }

    def _choice_words(self) -> dict[str, str]:
        return {
            "yes": self.tr("yes"),
            "part": self.tr("part"),
            "no": self.tr("no"),
            "none": self.tr("none"),
            "soft_tissue": self.tr("soft tissue"),
            "bone": self.tr("bone"),
            "eased": self.tr("eased"),
            "same": self.tr("same"),
            "provoked": self.tr("provoked"),
            "patient": self.tr("patient"),
            "clinic": self.tr("clinic"),
            "device": self.tr("watch"),
        }

    def mark_side(self, injured: Side) -> None:
        """Mark the lines of this side from now on."""
        self._injured = injured

    def mark_target(self, target: str) -> None:
        """Say the effort target of today's plan where a heart rate is typed; "" where there is none."""
        self._target = target

    def heading(self, heading: Heading) -> str:
        """Return the words above a group of lines; sessions are numbered, and who tells about them is said."""
        words = self._headings[heading.group]
        if heading.group != "session":
            return words
        return self.tr("{session} {number}").format(session=words, number=heading.slot)

    def heading_note(self, heading: Heading) -> str:
        """Return what is said quietly beside a heading, ``""`` for most."""
        return self.tr("self-reported unless marked") if heading.group == "session" else ""

    def label(self, row: Row) -> str:
        """Return what a line is called on screen, where its heading says the rest."""
        if row.code == "ex_done":
            return self._name_of(row.exercise)
        words, side = self._labels[row.code], _SIDES.get(row.code)
        return self.tr("{side} ● involved").format(side=words) if side and self._injured in (side, "both") else words

    def full_label(self, row: Row) -> str:
        """Return what a line is called where no heading is seen: with its exercise or the number of its session."""
        label = self.label(row)
        if row.exercise and row.code != "ex_done":
            return self.tr("{exercise}: {label}").format(exercise=self._name_of(row.exercise), label=label)
        return self.tr("{number}: {label}").format(number=row.slot, label=label) if row.slot > 1 else label

    def hint(self, row: Row) -> str:
        """Return what may be typed in a line."""
        if row.code == "heart_rate" and self._target:
            return self.tr("30 to 240; today's target: {target}.").format(target=self._target)
        if row.code in self._scales:
            return self._scales[row.code][:1].upper() + self._scales[row.code][1:] + "."
        if row.code in CHOICES:
            return self.tr("Type {choices}.").format(choices=choices_hint(row.code))
        if row.code in TEXTS:
            return self.tr("Any words.")
        _label, low, high = limits_of(row)
        span = self.tr("{low} to {high}.").format(low=f"{low:g}", high=f"{high:g}")
        return self.tr("0 none to 10 the worst; for one type 1 and Enter.") if "pain" in row.code else span

    def keys(self, row: Row) -> str:
        """Return the keys that help on a line."""
        keys = [self.tr("Ctrl+↓ next group"), self.tr("Ctrl+D as the day before")]
        if row.exercise:
            keys.append(self.tr("Ctrl+E sets, load and response"))
        elif row.belongs == "session":
            keys.append(self.tr("Ctrl+O outside the plan"))
        else:
            keys.append(self.tr("Ctrl+Shift+D whole day as the day before"))
        return " · ".join((*keys, self.tr("F1 all keys")))

    def choice(self, row: Row, value: str) -> str:
        """Return a recorded choice as it reads; other texts as they are."""
        if row.code == "kind":
            return self._kinds.get(value, SESSION_KINDS.get(value, value))
        return self._choices.get(value, value) if row.code in CHOICES else value
