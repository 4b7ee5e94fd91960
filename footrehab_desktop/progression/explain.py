"""Writes whole sentences from the reasons of a decision, once, for screen, paper and audit record."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from footrehab_desktop.progression import codes
from footrehab_desktop.progression.decision import Decision, Fact, GateItem, Reason, Task, Value
from footrehab_desktop.progression.gates import GateRow, Outcome
from footrehab_desktop.progression.sentences import CHANGES, GATE_SENTENCES, HEADLINES, SENTENCES
from footrehab_desktop.progression.sentences_safety import TASK_SENTENCES

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FIELD_LABELS: Final = {
    "rest_pain": "the pain at rest",
    "swelling": "the swelling",
    "sharp": "whether pain was sharp",
    "limp": "whether there was a limp",
    "pain_48h": "the pain after two days",
    "gait_assessed_on": "a gait assessment",
    "orthosis_strengthening_plan": "a paired strengthening plan",
}
ENERGY_LABELS: Final = {
    "neck_sacrum_pelvis": "bone stress injuries of femoral neck, sacrum or pelvis: {value}",
    "elsewhere": "bone stress injuries at other sites: {value}",
    "training_months_lost": "months of training lost to bone stress injury: {value}",
}
GAIT_LABELS: Final = {
    "items_worse": "items worse: {value}, {on}",
    "cadence_change_pct": "cadence change {value} %, {on}",
    "contact_difference_pct": "contact time difference {value} %, {on}",
}
KNOWN_RISKS: Final = {"diabetes": "diabetes", "neuropathy": "neuropathy"}
AS_PERCENT: Final = {"load": 0, "growth": 1, "blocked": 1}
"""Factors that sentences give in percent: a load as it is, a growth as the part above 1."""

# A figure that shares its name with a fact of the same sentence goes by this name.
LIMIT_NAMES: Final = {
    "swelling_h": "swelling_limit",
    "completed_pct": "completed_limit",
    "adherence_pct": "adherence_limit",
    "loss_pct": "loss_limit",
}


def day(value: date) -> str:
    """Return a date as 04-Mar-2026, the same on every machine."""
    return f"{value.day:02d}-{MONTHS[value.month - 1]}-{value.year:04d}"


def explain_decision(decision: Decision) -> tuple[str, ...]:
    """Return the decision, every reason, what would change a HOLD, and the tasks, as sentences."""
    return (
        headline(decision),
        *(reason_sentence(reason) for reason in decision.reasons),
        *what_would_change(decision),
        *(task_sentence(task) for task in decision.tasks),
    )


def headline(decision: Decision) -> str:
    """Return the sentence that says what to do."""
    template = HEADLINES[decision.urgency or decision.decision]
    return template.format_map(
        {
            "level": decision.level,
            "target_level": decision.target_level,
            "phase": _phase(decision.phase),
            "load_pct": f"{100 * decision.load_factor:g}",
            "next_level": decision.next_level,
            "next_phase": _phase(decision.next_phase),
        }
    )


def reason_sentence(reason: Reason) -> str:
    """Return what a fired rule says."""
    return SENTENCES[reason.key].format_map(_words(reason.facts, reason.figures))


def task_sentence(task: Task) -> str:
    """Return what a task says."""
    return TASK_SENTENCES[task.key].format_map(_words(task.facts, task.figures))


def what_would_change(decision: Decision) -> tuple[str, ...]:
    """Return, for a HOLD, what would change each reason to hold; nothing for other decisions."""
    if decision.decision != "HOLD":
        return ()
    holding = [reason for reason in decision.reasons if reason.decision == "HOLD"]
    changes = (CHANGES[reason.key].format_map(_words(reason.facts, reason.figures)) for reason in holding)
    return tuple(dict.fromkeys(changes))


def gate_item(row: GateRow, outcome: Outcome) -> GateItem:
    """Return a gate item with its sentence."""
    words = {
        "label": row.label[0].upper() + row.label[1:],
        "need": outcome.need.replace(">=", "at least").replace("<=", "at most"),
        "have": "" if outcome.have is None else f"{outcome.have:g}",
        "on": "" if outcome.on is None else day(outcome.on),
    }
    sentence = GATE_SENTENCES[_gate_form(outcome)].format_map(words)
    return GateItem(row.gate, row.item, outcome.need, outcome.have, outcome.state, outcome.on, sentence)


def _gate_form(outcome: Outcome) -> str:
    if outcome.state in {"stale", "unknown"}:
        return outcome.state
    if outcome.have is None:
        return f"{outcome.state} bare"
    return f"{outcome.state} undated" if outcome.on is None else outcome.state


def _phase(code: str) -> str:
    return f"{code} ({codes.PHASES[code]})"


def _words(facts: tuple[Fact, ...], figures: tuple[Fact, ...]) -> Mapping[str, str]:
    """Return the words for the places of a sentence: facts, their dates, figures, and lists of findings."""
    words: dict[str, str] = {}
    for figure in figures:
        words[LIMIT_NAMES.get(figure.fact, figure.fact)] = _plain(figure.value)
        if figure.fact in AS_PERCENT:
            part = float(str(figure.value)) - AS_PERCENT[figure.fact]
            words[f"{figure.fact}_pct"] = f"{round(100 * part, 6):g}"
    for fact in facts:
        words[fact.fact] = _format(fact)
        if fact.on is not None:
            words[f"{fact.fact}_on"] = day(fact.on)
            words.setdefault("on", day(fact.on))
    words["findings"] = "; ".join(filter(None, map(_finding, facts)))
    words["energy"] = "; ".join(filter(None, (_listed(fact, ENERGY_LABELS) or _finding(fact) for fact in facts)))
    words["gait"] = "; ".join(filter(None, (_listed(fact, GAIT_LABELS) for fact in facts)))
    return words


def _listed(fact: Fact, labels: Mapping[str, str]) -> str:
    label = labels.get(fact.fact)
    on = "" if fact.on is None else day(fact.on)
    return label.format_map({"value": _plain(fact.value), "on": on}) if label else ""


def _finding(fact: Fact) -> str:
    """Return a finding with its value, unit and date; other facts that stand beside findings in words."""
    if fact.fact in KNOWN_RISKS:
        return KNOWN_RISKS[fact.fact]
    if fact.fact == "tenderness" and fact.on is not None:
        return f"new bone tenderness ({day(fact.on)})"
    if fact.fact == "site":
        return _label(str(fact.value), {code: site.label for code, site in codes.BONE_SITES.items()})
    if fact.fact == "drawer_grade" and fact.on is not None:
        return f"toe drawer grade {_plain(fact.value)} ({day(fact.on)})"
    finding = codes.FINDINGS.get(fact.fact)
    if finding is None or fact.on is None:
        return ""
    if fact.value is True:
        return f"{finding.label} ({day(fact.on)})"
    return f"{finding.label}: {_plain(fact.value)} {finding.unit} ({day(fact.on)})"


def _label(code: str, labels: Mapping[str, str]) -> str:
    return labels.get(code, code)


_TEST_LABELS: Final = {code: test.label for code, test in codes.TESTS.items()}
_FORMATS: Final[Mapping[str, Callable[[str], str]]] = {
    "next_phase": _phase,
    "restriction": _phase,
    "trigger": lambda code: _label(code, codes.TRIGGERS).lower(),
    "tests_due": lambda code: _label(code, _TEST_LABELS),
    "domains": lambda code: _label(code, _TEST_LABELS),
    "asked": lambda code: _label(code, codes.ADDITIONS),
    "doses": lambda code: _label(code, codes.ADDITIONS).lower(),
    "lacking": lambda code: _label(code, FIELD_LABELS),
}


def _format(fact: Fact) -> str:
    """Return a fact's value in words."""
    convert = _FORMATS.get(fact.fact, str)
    if isinstance(fact.value, tuple):
        return ", ".join(convert(part) for part in fact.value)
    if isinstance(fact.value, str):
        return convert(fact.value)
    return _plain(fact.value)


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day(value)
    return f"{value:g}" if isinstance(value, int | float) else str(value)
