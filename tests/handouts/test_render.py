"""What holds for every sheet: furniture on each page, text that can be read back, no markup, the same bytes again."""

import hashlib
import json
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from footrehab_desktop.handouts.content import PersonLine
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.handouts.render import render
from footrehab_desktop.handouts.text import clean, unprintable_characters

LETTER = PrintOptions(paper="Letter")
PAPER_POINTS = {"A4": (595, 842), "Letter": (612, 792)}
# Marks that no composed letter holds are drawn apart from their letter, and right-to-left text has its own test.
readable = st.text(
    st.one_of(
        st.sampled_from("<b>&lt;/b> \"'\n\t\x00\x07🙂🎉👍✓≥→½"),
        st.characters(min_codepoint=0x20, max_codepoint=0x2FF),
        st.characters(min_codepoint=0x391, max_codepoint=0x44F, categories=("L",)),
        st.characters(min_codepoint=0x1F600, max_codepoint=0x1F64F),
    ),
    max_size=250,
)


def normalised(text):
    """Return ``text`` as both sides of a comparison: cleaned, in compatible forms, without white space."""
    text = clean(text.replace("\x02", "-").replace("\ufffe", "-"))
    missing = unprintable_characters(text)
    text = "".join("\ufffd" if character in missing else character for character in text)
    return "".join(unicodedata.normalize("NFKC", text).split())


def all_text(handout):
    return "\n".join(extract_text(handout.pdf))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_page_tells_patient_side_page_and_date(patient_sheets, paper):
    for sheet in patient_sheets:
        handout = render(sheet, PrintOptions(paper=paper))
        pages = extract_text(handout.pdf)
        assert len(pages) == handout.pages
        for number, text in enumerate(pages, 1):
            assert "WEBER, Maria (Ms)" in text
            assert "Born 04-Mar-1984" in text
            assert "Record no. 128" in text
            assert "RIGHT foot" in text
            assert f"Page {number} of {handout.pages}" in text
            assert "Printed 21-Nov-2026" in text
            assert "Riverside Foot Clinic" in text


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_pages_have_the_size_of_the_paper(patient_sheets, recovery_key, paper):
    for sheet in (*patient_sheets, recovery_key):
        document = pypdfium2.PdfDocument(render(sheet, PrintOptions(paper=paper)).pdf)
        sizes = {tuple(round(side) for side in document.get_page_size(index)) for index in range(len(document))}
        document.close()
        assert sizes == {PAPER_POINTS[paper]}


@example("<b>bold</b> & <img src='/etc/hostname'> 0.1 <A <0.9 &amp; &#65;")
@example("Ł\x00ó\x07dź\ttab\x0b")
@settings(max_examples=100)
@given(readable)
def test_a_note_is_read_back_as_it_was_typed(exercise_sheet, note):
    handout = render(replace(exercise_sheet, exercises=(), run_plan=None, note=note))
    assert normalised(note) in normalised(all_text(handout))


@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي אבגדהוזחטיכלמנסעפצקרשת ABC 123"), max_size=80))
def test_right_to_left_notes_keep_every_letter(exercise_sheet, note):
    empty = normalised(all_text(render(replace(exercise_sheet, exercises=(), run_plan=None, note="."))))
    text = normalised(all_text(render(replace(exercise_sheet, exercises=(), run_plan=None, note="." + note))))
    assert sorted(text) == sorted(empty + normalised(note))


def test_an_arabic_name_reads_right_on_every_sheet(patient_sheets):
    for sheet in patient_sheets:
        person = PersonLine("محمد علي", sheet.person.birth_date, 7)
        for page in extract_text(render(replace(sheet, person=person)).pdf):
            # In which order a reader joins words of two directions is its own affair; test_text holds the drawn order.
            assert {"محمد", "علي"} <= set(unicodedata.normalize("NFKC", page).split())


def test_a_long_name_is_never_cut(patient_sheets):
    name = (
        "VON UND ZU HOHENSTEIN-SCHWARZENBERG-WITTGENSTEIN, Maximiliane Alexandra Theodora Charlotte-Sophie (Prof. Dr.)"
    )
    for sheet in patient_sheets:
        person = replace(sheet.person, name=name)
        for page in extract_text(render(replace(sheet, person=person)).pdf):
            assert normalised(name) in normalised(page)


_opened: list[str] = []
sys.addaudithook(lambda event, details: _opened.append(str(details[0])) if event in ("open", "os.open") else None)


def test_markup_is_printed_and_no_path_in_it_is_opened(exercise_sheet, tmp_path):
    picture = tmp_path / "canary.png"
    picture.write_bytes(b"not a picture")
    note = f'<img src="{picture}"/> <img src="file://{picture}"> <a href="http://127.0.0.1:9/">x</a> <para>'
    _opened.clear()
    handout = render(replace(exercise_sheet, exercises=(), run_plan=None, note=note))
    assert not [path for path in _opened if "canary" in path]
    assert normalised(note) in normalised(all_text(handout))
    assert b"/URI" not in handout.pdf


def test_ten_thousand_characters_flow_over_pages(exercise_sheet, exercise, decision):
    note = "".join(f"word{number} " for number in range(1300))
    assert len(note) > 10_000
    long_exercise = replace(exercise, note=note, dose=note[:1500], steps=(note[:4000],))
    handout = render(replace(exercise_sheet, exercises=(exercise, long_exercise, exercise), note=note))
    text = normalised(all_text(handout))
    assert handout.pages > 4
    assert text.count("word1299") == 2
    assert text.count("word100word101") == 4
    assert render(replace(decision, heading=note)).pages > 2


def test_one_endless_word_and_a_wall_of_lines_find_room(exercise_sheet):
    word = "x" * 10_000
    text = normalised(all_text(render(replace(exercise_sheet, exercises=(), run_plan=None, note=word))))
    assert text.count("x") >= 10_000
    assert render(replace(exercise_sheet, note="\n" * 9_999 + "end")).pages > 100


def test_the_same_content_gives_the_same_bytes_in_another_process(diary, exercise_sheet):
    program = (
        "import sys, json, hashlib, datetime as d\n"
        "from footrehab_desktop.handouts.content_clinician import RecoveryKeySheet\n"
        "from footrehab_desktop.handouts.render import render\n"
        "sheet = RecoveryKeySheet('Clinic 🙂 علي', 'Jane', ('ABCDE', 'FGHJK'), d.date(2026, 11, 21))\n"
        "print(json.dumps(hashlib.sha256(render(sheet).pdf).hexdigest()))\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True
        )
        for seed in ("1", "2")
    ]
    assert json.loads(runs[0].stdout) == json.loads(runs[1].stdout)
    for sheet in (diary, exercise_sheet):
        first, second = render(sheet, LETTER), render(sheet, LETTER)
        assert hashlib.sha256(first.pdf).digest() == hashlib.sha256(second.pdf).digest()


def test_metadata_names_neither_author_nor_patient_nor_place(patient_sheets):
    for sheet in patient_sheets:
        document = pypdfium2.PdfDocument(render(sheet).pdf)
        metadata = document.get_metadata_dict()
        document.close()
        assert metadata["Author"] == ""
        assert metadata["Creator"] == "FootRehab Desktop"
        assert not re.search(r"WEBER|Weber|/|\\|Heel", metadata["Title"] + metadata["Subject"] + metadata["Keywords"])


def test_characters_without_a_glyph_are_reported(exercise_sheet):
    person = replace(exercise_sheet.person, name="王, 小明")
    assert render(replace(exercise_sheet, person=person)).unprintable == "".join(sorted("王小明"))
    assert render(exercise_sheet).unprintable == ""


def test_importing_the_package_and_its_values_loads_no_pdf_library():
    program = (
        "import sys, footrehab_desktop.handouts.content_clinician, footrehab_desktop.handouts.content_patient\n"
        "sys.exit(bool({'reportlab', 'pypdfium2', 'bidi', 'arabic_reshaper'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_sheets_drawn_from_several_threads_are_whole(exercise_sheet, diary, report):
    sheets = (exercise_sheet, diary, report) * 4
    alone = [render(sheet).pdf for sheet in sheets]
    with ThreadPoolExecutor(4) as pool:
        together = [handout.pdf for handout in pool.map(render, sheets)]
    assert together == alone
