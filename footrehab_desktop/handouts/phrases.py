"""The fixed words of the printed sheets, keyed by id, so that another language is another table.

``{names}`` are filled in by ``say``; no sentence is glued from pieces.
"""

from collections.abc import Mapping
from datetime import date

from footrehab_desktop.handouts.content import Side

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SIDES: dict[Side, str] = {"left": "LEFT foot", "right": "RIGHT foot", "both": "BOTH feet"}

_ENGLISH: Mapping[str, str] = {
    "page": "Page {number} of {total}",
    "contact.title": "Pictures of the exercise library",
    "picture.start": "Start",
    "picture.then": "Then",
    "picture.end": "End",
    "picture.later": "Later",
    "picture.or": "Or",
    "picture.back": "Back",
    "picture.take_off": "Take-off",
    "picture.flight": "In the air",
    "picture.landing": "Landing",
    "printed": "Printed {day}",
    "born": "Born {day}",
    "record": "Record no. {number}",
    "phone": "Tel. {phone}",
    "stop_footer": "Stop and call the clinic if a stop sign appears or you are worried.",
    "exercises.title": "Your exercises",
    "exercises.review": "Next visit: {day}",
    "exercises.stop": "Stop and call the clinic if …",
    "exercises.note": "From your physiotherapist",
    "exercise.why": "Why:",
    "exercise.cues": "Remember:",
    "exercise.stop": "Stop if:",
    "exercise.note": "For you:",
    "exercise.how_much": "How much:",
    "exercise.done": "Tick when done",
    "run.title": "Your walk–run plan",
    "run.stage": "Stage {number} · {table}",
    "run.minutes": "{run} min running in {total} min",
    "run.warm_up": "Before:",
    "run.cool_down": "After:",
    "run.rules": "Rules for running",
    "run.source": "Source: {source}",
    "run.effort": "How hard:",
    "run.dates": "Your next runs. Write down your pain from 0 to 10.",
    "run.during": "During",
    "run.evening": "Evening",
    "run.morning": "Next morning",
    "run.of_ten": "/10",
    "run.only_clean": "Run on these days only if the run before went well. The next stage is set at your visit.",
    "bad_day.title": "On a day with more pain",
    "bad_day.lead": "Does it hurt more than usual today? Then do this in place of the plan above.",
    "bad_day.kept": "As always:",
    "bad_day.lighter": "Less today:",
    "bad_day.left_out": "Leave out:",
    "bad_day.instead": "To stay fit, choose one, easy and without impact:",
    "bad_day.call": "Still worse the next morning? Call the clinic before you run or jump again.",
    "diary.title": "Your diary",
    "diary.title_with_days": "Your diary · {first} to {last}",
    "diary.fill": "Fill the circle with a pen, not a pencil.",
    "diary.undo": "Wrong one? Cross it out fully, fill the right one.",
    "diary.scale": "Pain: 0 = none, 10 = the worst you can imagine. Leave blank what you did not notice.",
    "diary.limit": "Your pain limit: {ceiling} of 10",
    "diary.exercises": "Exercises: {names}",
    "diary.exercises_more": "Exercises: {names} and {rest} more",
    "diary.exercise_line": "Exercises done?",
    "diary.during": "Pain while active",
    "diary.morning": "Pain next morning",
    "diary.yes": "Yes",
    "diary.part": "Partly",
    "diary.no": "No",
    "diary.run": "Minutes run",
    "diary.stiff": "Minutes stiff on waking",
    "diary.notes": "Notes",
    "diary.bring": "Please bring this sheet to your next visit.",
    "diary.form": "Form {version} · page {number}",
    "progress.title": "Progress report",
    "progress.pain": "Pain, 0 to 10",
    "progress.no_pain": "No pain has been recorded yet.",
    "progress.during": "During activity",
    "progress.morning": "Next morning",
    "progress.latest": "{series}: {value} on {day}",
    "progress.ceiling": "Pain limit {ceiling}",
    "progress.run": "Minutes run in each week",
    "progress.no_run": "No running has been recorded yet.",
    "progress.full_week": "Week",
    "progress.light_week": "Light week",
    "progress.cap": "Limit of the week",
    "progress.measures": "Measures",
    "measure.name": "Measure",
    "measure.left": "LEFT",
    "measure.right": "RIGHT",
    "measure.symmetry": "Symmetry",
    "measure.judgement": "Against the goal",
    "measure.on": "Measured",
    "decision.title": "Review of {day}",
    "decision.PROGRESS": "PROGRESS: go one step up",
    "decision.HOLD": "HOLD: stay at this level",
    "decision.DELOAD": "DELOAD: a lighter week",
    "decision.REGRESS": "REGRESS: go one step down",
    "decision.PAUSE": "PAUSE: stop loading for now",
    "decision.REFER": "REFER: send on",
    "urgency.EMERGENCY": "Now: emergency department",
    "urgency.SAME_DAY": "The same day",
    "urgency.URGENT": "Within one to two working days",
    "urgency.SOON": "Within seven days",
    "urgency.ROUTINE": "Routine referral",
    "decision.reasons": "Why",
    "decision.not_met": "Not yet met for the next phase",
    "decision.missing": "Not recorded",
    "decision.tasks": "To do",
    "decision.rule": "Rule {rule}",
    "decision.next": "Next review: {day}",
    "decision.rules_version": "Rules {version}. A suggestion of the program; the clinician decides.",
    "comparison.title": "Two assessments compared",
    "comparison.chart": "Body chart: {assessment}",
    "comparison.marks": "Marks that changed:",
    "comparison.real": "Real change",
    "comparison.no_real": "No change beyond measurement error was found between these two days.",
    "comparison.measures": "Outcome measures",
    "comparison.gate": "Tests of the next gate without real change",
    "comparison.rest": "Other answers",
    "comparison.rest_listed": "Other answers that differ:",
    "comparison.real_listed": "Real change:",
    "comparison.same": "The same on both days:",
    "comparison.one_day": "Answered on one day only:",
    "comparison.same_counted": "{count} answers are the same on both days",
    "comparison.one_day_counted": "{count} were given on one day only",
    "comparison.elsewhere": "{counted}. They stand on the screen and in the signed assessments.",
    "comparison.appeared": "Findings that are new: {findings}.",
    "comparison.gone": "Findings that are gone: {findings}.",
    "comparison.more": "{count} more answers are in the record; they are shown on screen.",
    "comparison.legend": "▲ better, ▼ worse by more than measurement error · ≠ changed, or another answer · "
    "=\u00a0within\u00a0the\u00a0error or the same · ?\u00a0no error figure known",
    "comparison.what": "What",
    "comparison.left": "Patient's LEFT",
    "comparison.right": "Patient's RIGHT",
    "comparison.change": "change",
    "comparison.involved": "involved",
    "chart.left": "PATIENT'S LEFT",
    "chart.right": "PATIENT'S RIGHT",
    "chart.pain": "Pain, NPRS 0 to 10",
    "chart.tender": "Tender to pressure",
    "chart.nothing": "Nothing is marked.",
    "chart.involved": "● Involved side",
    "assessment.left": "LEFT",
    "assessment.right": "RIGHT",
    "referral.title": "Referral letter",
    "referral.draft": "DRAFT: the findings are not signed yet.",
    "referral.to": "To: {addressee}",
    "referral.when": "✚ Please see {when}",
    "referral.about": "{side} · {condition}",
    "referral.why": "Why",
    "referral.findings": "Findings",
    "referral.finding": "Finding",
    "referral.value": "Value or place",
    "referral.found": "Found on",
    "referral.tests": "Tests",
    "referral.absent": "Looked for and not found: {findings}.",
    "referral.more": "and {count} more reasons and findings in our record; please ask for them.",
    "referral.go_on": "May go on: {what}",
    "referral.colleague": "Colleague who sees the patient next",
    "referral.until_then": "What holds until your answer",
    "referral.thanks": "Thank you for seeing the patient. Please let us know the result.",
    "recovery.title": "Recovery key",
    "recovery.lead": "This key opens the clinic's record when no passphrase is known any more.",
    "recovery.made": "Made on {day} by {clinician}.",
    "recovery.keep": "Keep this sheet under lock and key, away from the laptop.",
    "recovery.danger": "Whoever has this sheet and the record can read everything in it.",
    "recovery.only": "It is shown once. If the sheet is lost, make a new key in Settings while a passphrase is known.",
    "recovery.use": "To use it: choose “Recovery key” on the unlock page and type the groups in order, row by row.",
}


def say(phrase: str, **names: object) -> str:
    """Return the phrase with its names filled in."""
    return _ENGLISH[phrase].format(**names)


def day(value: date) -> str:
    """Return a date nobody can misread: ``04-Mar-1984``."""
    return f"{value.day:02}-{_MONTHS[value.month - 1]}-{value.year:04}"


def weekday(value: date) -> str:
    """Return the short name of the weekday."""
    return WEEKDAYS[value.weekday()]


def side_in_words(side: Side) -> str:
    """Return the side in whole words, the deciding one in capitals."""
    return _SIDES[side]


def minutes(value: float) -> str:
    """Return minutes without needless decimals."""
    return f"{value:g}"
