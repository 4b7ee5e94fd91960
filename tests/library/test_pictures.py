"""Every exercise has pictures that can be read: inside their box, with lines that print, start apart from end."""

import json
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.drawing import draw_shapes
from footrehab_desktop.handouts.look import PICTURE_COLOURS
from footrehab_desktop.library.drawing import Box, Drawing, Shape
from footrehab_desktop.library.load import load_library
from footrehab_desktop.library.pictures import CAPTIONS, HEIGHT, ROLES, WIDTH, draw_picture, picture, pictured_exercises
from footrehab_desktop.library.reading import LibraryError
from footrehab_desktop.resource_files import resource_path

THREE_CM = 3 / 2.54 * 72
EXERCISES = [exercise.id for exercise in load_library().exercises]
BODY = {"skin", "far", "work", "work_far"}
# What joints of a healthy adult reach, degrees.
MOTION = {
    "hip": (-30, 125),
    "knee": (0, 150),
    "ankle": (-55, 35),
    "toes": (-50, 80),
    "abd": (-20, 180),
    "rot": (-50, 60),
    "shoulder": (-70, 180),
    "elbow": (0, 150),
    "nod": (-45, 60),
    "look": (-80, 80),
}


def data(kind: str) -> list[tuple[str, dict]]:
    """Return all objects of the picture data that stand under a key."""
    found = []

    def walk(exercise_id: str, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == kind and isinstance(inner, dict):
                    found.append((exercise_id, inner))
                walk(exercise_id, inner)
        elif isinstance(value, list):
            for inner in value:
                walk(exercise_id, inner)

    for path in sorted(resource_path("pictures").glob("*.json")):
        for exercise_id, content in json.loads(path.read_text(encoding="utf-8")).items():
            walk(exercise_id, {exercise_id: content} if exercise_id == kind else content)
    return found


def extent(shape: Shape) -> Box:
    half = shape.width / 2 if shape.stroke else 0
    box = shape.path.bounds
    if shape.clip:
        return shape.clip.bounds
    return Box(box.left - half, box.top - half, box.right + half, box.bottom + half)


def grey_pictures(drawings: list[Drawing]) -> list[bytes]:
    """Return each drawing as it prints in black and white, 3 cm wide, one byte a pixel."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(THREE_CM, THREE_CM))
    for drawing in drawings:
        draw_shapes(canvas, drawing.shapes, PICTURE_COLOURS["colour"], left=0, top=THREE_CM, scale=THREE_CM / WIDTH)
        canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(buffer.getvalue())
    return [bytes(page.render(scale=1, grayscale=True).buffer) for page in document]


def test_every_exercise_has_pictures_and_every_picture_an_exercise() -> None:
    assert set(pictured_exercises()) == set(EXERCISES)


@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_picture(exercise_id: str) -> None:
    frames = picture(exercise_id)
    assert 2 <= len(frames) <= 4
    assert {frame.caption for frame in frames} <= set(CAPTIONS)
    assert frames[0].caption in {"start", "take_off", "flight"}
    for frame in frames:
        assert (frame.drawing.width, frame.drawing.height) == (WIDTH, HEIGHT)
        for shape in frame.drawing.shapes:
            assert {shape.fill, shape.stroke} - {""} <= set(ROLES)
            box = extent(shape)
            assert min(box.left, box.top) >= 0, box
            assert max(box.right, box.bottom) <= WIDTH, box
            if shape.stroke:
                assert visible_width(shape, frame.drawing) * THREE_CM / WIDTH >= 0.6
        assert min(rims(frame.drawing), default=1) * THREE_CM / WIDTH >= 0.6


def visible_width(shape: Shape, drawing: Drawing) -> float:
    """Return how much of a line is seen: half, where a body is filled over it."""
    covered = any(other.fill and not other.stroke and other.path == shape.path for other in drawing.shapes)
    return shape.width / 2 if covered else shape.width


def rims(drawing: Drawing) -> list[float]:
    """Return how far a dark body reaches out from behind a lighter one on all sides: the lines of limbs."""
    bodies = [(shape.fill, shape.path.bounds) for shape in drawing.shapes if shape.fill and not shape.stroke]
    found = []
    for place, (fill, box) in enumerate(bodies):
        if fill in {"ink", "soft"}:
            for _, inner in bodies[place + 1 :]:
                sides = inner.left - box.left, inner.top - box.top, box.right - inner.right, box.bottom - inner.bottom
                if 0 < sides[0] < 2 and sides == pytest.approx((sides[0],) * 4, abs=1e-6):
                    found.append(sides[0])
    return found


@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_nobody_sinks_into_the_floor(exercise_id: str) -> None:
    for frame in picture(exercise_id):
        shapes = frame.drawing.shapes
        floors = [s.path.bounds for s in shapes if s.stroke == "soft" and s.path.bounds.width > 80]
        for floor in (box.top for box in floors if box.height == 0):
            lowest = max(s.path.bounds.bottom for s in shapes if s.fill in BODY)
            assert lowest <= floor + 1.2


def test_each_moment_differs_visibly_from_the_one_before_in_black_and_white() -> None:
    pairs = [(e, a, b) for e in EXERCISES for a, b in zip(picture(e), picture(e)[1:], strict=False)]
    pictures = grey_pictures([frame.drawing for _, a, b in pairs for frame in (a, b)])
    alike = []
    for place, (exercise_id, first, second) in enumerate(pairs):
        before, after = pictures[2 * place], pictures[2 * place + 1]
        changed = sum(abs(a - b) > 40 for a, b in zip(before, after, strict=True)) / len(before)
        if changed < 0.01:
            alike.append((exercise_id, first.caption, second.caption, changed))
    assert alike == []


def test_the_working_leg_is_told_from_the_other_without_colour() -> None:
    grey = {role: 0.3 * c.red + 0.59 * c.green + 0.11 * c.blue for role, c in PICTURE_COLOURS["colour"].items()}
    assert set(grey) == set(ROLES)
    assert grey["skin"] - grey["work"] > 0.2
    assert grey["far"] - grey["work_far"] > 0.1
    assert min(grey[role] for role in ("skin", "work", "prop", "shirt", "paper")) - grey["ink"] > 0.3


@pytest.mark.parametrize("exercise_id", ["EX-P04", "EX-I01", "EX-B08"])
def test_mirrored_shows_the_other_side(exercise_id: str) -> None:
    for frame in picture(exercise_id):
        for shape, other in zip(frame.drawing.shapes, frame.mirrored().drawing.shapes, strict=True):
            box, flipped = shape.path.bounds, other.path.bounds
            assert (WIDTH - box.right, box.top, WIDTH - box.left) == pytest.approx(flipped[:3])


@pytest.mark.parametrize("joint", MOTION)
def test_joints_stay_within_what_people_can_do(joint: str) -> None:
    low, high = MOTION[joint]
    limbs = [limb for kind in ("right_leg", "left_leg", "right_arm", "left_arm", "figure") for limb in data(kind)]
    wrong = [(where, limb[joint]) for where, limb in limbs if joint in limb and not low <= limb[joint] <= high]
    assert wrong == []


def test_a_picture_is_drawn_once() -> None:
    assert picture("EX-P04") is picture("EX-P04")
    assert picture("EX-none") == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"frames": [{"caption": "start", "items": [{"unicorn": {}}]}]}, "unicorn"),
        ({"frames": [{"caption": "sometime", "items": []}]}, "sometime"),
        ({"frames": [{"caption": "start", "items": [], "extra": 1}]}, "extra"),
        ({"frames": [{"caption": "start", "items": [{"ball": {"size": 3}}]}]}, "at"),
        ({"frames": [{"caption": "start", "items": [{"figure": {"right_leg": {"kneee": 3}}}]}]}, "kneee"),
        ({"frames": [{"caption": "start", "items": [{"ball": {"at": ["right_hand", 0, 0]}}]}]}, "right_hand"),
    ],
)
def test_wrong_data_is_refused_and_named(content: dict, said: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError), match=said):
        draw_picture(content, {})


def test_damaged_files_are_told_with_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    from footrehab_desktop.library import pictures

    monkeypatch.setattr(pictures, "_data", lambda: {"EX-X": ("own.json", {"frames": [{"caption": "start"}]})})
    with pytest.raises(LibraryError, match=r"own\.json: EX-X"):
        picture("EX-X")


@given(x=st.floats(10, 90), y=st.floats(40, 91), lean=st.floats(-30, 60), hip=st.floats(30, 70))
def test_a_foot_that_is_put_somewhere_stands_there_when_the_leg_reaches(
    x: float, y: float, lean: float, hip: float
) -> None:
    from footrehab_desktop.library.figure import figure

    drawn = figure(at=(hip, 52.0), lean=lean, right_leg={"to": [x, y]})
    ball, ankle, joint = (drawn.anchors[f"right_{name}"] for name in ("ball", "ankle", "hip"))
    reach = ((ankle[0] - joint[0]) ** 2 + (ankle[1] - joint[1]) ** 2) ** 0.5
    assert reach <= 0.488 * 76 + 0.01
    if reach < 0.485 * 76:
        assert ball[0] == pytest.approx(x, abs=0.5)
