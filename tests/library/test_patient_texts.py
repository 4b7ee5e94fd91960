"""The catalogue of printed texts: every id that the program asks for is there, none is idle, placeholders agree."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import footrehab_desktop
from footrehab_desktop.library.patient_texts import catalogue, languages, patient_text

ENGLISH = catalogue("en")
PACKAGE = Path(footrehab_desktop.__path__[0])
FOLDERS = {"say": ("handouts",), "patient_text": ("handouts", "clinic", "ui", "library")}
MODULES = {
    path.relative_to(PACKAGE).parts[0]: [
        ast.parse(file.read_text("utf-8")) for file in sorted(PACKAGE.glob(f"{path.name}/**/*.py"))
    ]
    for path in sorted(PACKAGE.iterdir())
    if path.is_dir() and path.name in FOLDERS["patient_text"]
}
NODES = [(folder, node) for folder, modules in MODULES.items() for module in modules for node in ast.walk(module)]


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def pattern(node: ast.JoinedStr) -> str:
    """Return a regular expression for what an f-string can become."""
    parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.-]+" for part in node.values)
    return "".join(parts)


def calls():
    """Yield the calls that ask for a text by its id."""
    for folder, node in NODES:
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if folder in FOLDERS.get(name, ()):
                yield node


def test_every_text_that_is_asked_for_is_there_with_its_values():
    wrong = []
    for call in calls():
        first = call.args[0]
        if isinstance(first, ast.Constant):
            given = {keyword.arg for keyword in call.keywords} - {"language"}
            text = ENGLISH.get(str(first.value))
            if text is None or (None not in given and placeholders(text) != given):
                wrong.append((first.value, given, text))
        elif isinstance(first, ast.JoinedStr) and not any(re.fullmatch(pattern(first), known) for known in ENGLISH):
            wrong.append((pattern(first), set(), None))
    assert wrong == []
    assert sum(1 for _ in calls()) > 100


def test_no_text_is_idle():
    words = {node.value for _folder, node in NODES if isinstance(node, ast.Constant)}
    made = {pattern(node) for _folder, node in NODES if isinstance(node, ast.JoinedStr)}
    # An f-string without a word of its own matches everything: there, each part of the id must be a word of the code.
    made = {each for each in made if r"\." in each and re.search(r"[a-z]{3}", each)}
    idle = [
        known
        for known in ENGLISH
        if known not in words
        and not any(re.fullmatch(each, known) for each in made)
        and not all(part in words for part in known.split("."))
    ]
    assert idle == []


@pytest.mark.parametrize("language", languages())
def test_a_language_has_the_ids_and_placeholders_of_english(language):
    texts = catalogue(language)
    assert set(texts) == set(ENGLISH)
    assert [known for known in ENGLISH if placeholders(texts[known]) != placeholders(ENGLISH[known])] == []


def test_a_missing_id_and_a_missing_value_are_refused():
    with pytest.raises(KeyError):
        patient_text("no.such.text")
    with pytest.raises(KeyError):
        patient_text("born")
    with pytest.raises(FileNotFoundError):
        patient_text("born", "xx", day="today")
