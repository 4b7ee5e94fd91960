"""The body chart's geometry is an anatomy that can be clicked: whole, apart, inside the foot, alike on both sides."""

import json
from itertools import combinations
from pathlib import Path as FilePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.library.body_chart import (
    FOOT_SIDES,
    VIEWS,
    BodyChart,
    ChartMark,
    FootSide,
    FootView,
    body_chart,
    body_chart_fields,
    field_codes,
    load_body_chart,
)
from footrehab_desktop.library.body_chart_art import covering_views, foot_shapes, mark_shapes
from footrehab_desktop.library.drawing import Box, Path, Point
from footrehab_desktop.library.field_spec import CHOICE, NPRS, YES_NO
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.library.reading import LibraryError
from footrehab_desktop.progression.codes import BONE_SITES
from footrehab_desktop.resource_files import resource_path

VIEWS_AND_SIDES = [(view, side) for view in VIEWS for side in FOOT_SIDES]


@pytest.fixture(scope="module")
def chart() -> BodyChart:
    return body_chart()


def corners(path: Path) -> list[Point]:
    return [point for part in path.outlines for point in part]


def overlaps(first: Box, second: Box) -> bool:
    return (
        first.left < second.right
        and second.left < first.right
        and first.top < second.bottom
        and second.top < first.bottom
    )


def test_a_foot_has_at_least_45_named_regions_with_names_of_their_own(chart: BodyChart) -> None:
    assert len(chart.regions) >= 45
    assert len({region.name for region in chart.regions}) == len(chart.regions)


@pytest.mark.parametrize(
    "wanted",
    [
        *(f"toe_{toe}_mtp" for toe in range(1, 6)),
        *(f"toe_{toe}_{joint}" for toe in range(2, 6) for joint in ("dip", "pip")),
        *(f"metatarsal_{ray}_{part}" for ray in range(1, 6) for part in ("shaft", "base")),
        *(f"interspace_{gap}" for gap in range(1, 5)),
        "toe_1_ip", "sesamoid_medial", "sesamoid_lateral", "navicular", "cuboid", "calcaneus", "talus", "sinus_tarsi",
        "heel_pad", "plantar_fascia_origin", "plantar_fascia_band", "achilles_midportion", "achilles_insertion",
        "retrocalcaneal_bursa", "peroneal_tendons", "tibialis_posterior_tendon", "tibialis_anterior_tendon", "atfl",
        "cfl", "ptfl", "deltoid", "syndesmosis", "medial_malleolus", "lateral_malleolus", "distal_fibula",
        "posteromedial_tibia", "anterior_tibia",
    ],
)  # fmt: skip
def test_the_anatomy_a_clinician_asks_for_is_there(chart: BodyChart, wanted: str) -> None:
    assert chart.views_of(wanted)


@pytest.mark.parametrize("view", VIEWS)
def test_regions_lie_inside_the_outline(chart: BodyChart, view: str) -> None:
    shown = chart.view(view, "right")
    for code, area in shown.areas.items():
        outside = [point for point in corners(area.path) if not shown.outline.contains(point)]
        assert outside == [], code
    sheet = shown.outline.bounds
    assert sheet.left >= 0
    assert sheet.top >= 0
    assert sheet.right <= shown.width
    assert sheet.bottom <= shown.height


@pytest.mark.parametrize("view", VIEWS)
def test_no_two_regions_overlap(chart: BodyChart, view: str) -> None:
    """Two areas overlap only if the border of one crosses into the other or the whole of it lies there."""
    areas = chart.view(view, "right").areas
    for (first, one), (second, other) in combinations(areas.items(), 2):
        if overlaps(one.path.bounds, other.path.bounds):
            crossing = [point for point in corners(one.path) if other.path.contains(point)]
            crossing += [point for point in corners(other.path) if one.path.contains(point)]
            assert crossing == [], f"{first} and {second}"


@pytest.mark.parametrize("view", VIEWS)
def test_the_left_foot_is_the_mirror_of_the_right(chart: BodyChart, view: str) -> None:
    left, right = chart.view(view, "left"), chart.view(view, "right")
    assert left.areas.keys() == right.areas.keys()
    assert mirrored(left) == points_of(right)


def points_of(view: FootView) -> list[tuple[float, float]]:
    paths = [view.outline, *(line for _look, line in view.lines), *(area.path for area in view.areas.values())]
    found = [point for path in paths for piece in path.pieces for point in piece.points]
    found += [area.centre for area in view.areas.values()]
    return [(round(x, 6), round(y, 6)) for x, y in found]


def mirrored(view: FootView) -> list[tuple[float, float]]:
    return [(round(view.width - x, 6), y) for x, y in points_of(view)]


def test_every_bone_site_of_the_core_has_a_region_and_the_other_way_round(chart: BodyChart) -> None:
    """The neck of the femur is a bone site of the core and not on a foot; the chart's data says so, and only that."""
    assert chart.absent_sites == {"femoral_neck"}
    assert {region.site for region in chart.regions if region.site} == BONE_SITES.keys() - chart.absent_sites


def test_every_high_risk_site_says_how_to_press_on_it(chart: BodyChart) -> None:
    risky = [region for region in chart.regions if region.high_risk]
    assert {region.site for region in risky} == {
        code for code, site in BONE_SITES.items() if site.risk == "high"
    } - chart.absent_sites
    assert all(region.palpation and region.tissue == "bone" for region in risky)


@pytest.mark.parametrize(("view", "side"), VIEWS_AND_SIDES)
def test_the_middle_of_a_region_is_the_region(chart: BodyChart, view: str, side: FootSide) -> None:
    for code, area in chart.view(view, side).areas.items():
        found = chart.region_at(view, side, area.centre)
        assert found is not None
        assert found.code == code


@pytest.mark.parametrize("view", VIEWS)
def test_hardly_a_spot_of_the_foot_is_without_a_region(chart: BodyChart, view: str) -> None:
    shown = chart.view(view, "right")
    spots = [Point(x + 0.5, y + 0.5) for x in range(0, int(shown.width), 4) for y in range(0, int(shown.height), 4)]
    on_foot = [spot for spot in spots if shown.outline.contains(spot)]
    missed = [spot for spot in on_foot if chart.region_at(view, "right", spot) is None]
    assert len(missed) <= 0.01 * len(on_foot)


@given(x=st.floats(-20, 320), y=st.floats(-20, 320), view=st.sampled_from(VIEWS), side=st.sampled_from(FOOT_SIDES))
def test_beside_the_foot_there_is_no_region(x: float, y: float, view: str, side: FootSide) -> None:
    chart = body_chart()
    found = chart.region_at(view, side, Point(x, y))
    if not chart.view(view, side).outline.contains(Point(x, y)):
        assert found is None


# Which of two lies further to the little toe, to the toes or up: (view, the one, the other, x or y).
ORDER = [
    *(("dorsal", f"toe_{toe}_mtp", f"toe_{toe + 1}_mtp", "x") for toe in range(1, 5)),
    *(("dorsal", f"metatarsal_{ray}_shaft", f"metatarsal_{ray + 1}_shaft", "x") for ray in range(1, 5)),
    *(("dorsal", f"interspace_{ray}", f"metatarsal_{ray + 1}_shaft", "x") for ray in range(1, 5)),
    *(("dorsal", f"toe_{toe}_dip", f"toe_{toe}_pip", "y") for toe in range(2, 6)),
    *(("dorsal", f"toe_{ray}_mtp", f"metatarsal_{ray}_shaft", "y") for ray in range(1, 6)),
    *(("dorsal", f"metatarsal_{ray}_shaft", f"metatarsal_{ray}_base", "y") for ray in range(1, 6)),
    ("dorsal", "navicular", "cuboid", "x"),
    ("dorsal", "cuneiform_medial", "cuneiform_intermediate", "x"),
    ("dorsal", "cuneiform_intermediate", "cuneiform_lateral", "x"),
    ("dorsal", "cuneiform_medial", "navicular", "y"),
    ("dorsal", "navicular", "talus", "y"),
    ("dorsal", "medial_malleolus", "lateral_malleolus", "x"),
    ("dorsal", "medial_malleolus", "lateral_malleolus", "y"),
    ("plantar", "toe_5_mtp", "sesamoid_lateral", "x"),
    ("plantar", "sesamoid_lateral", "sesamoid_medial", "x"),
    ("plantar", "cuboid", "navicular", "x"),
    ("plantar", "plantar_fascia_band", "plantar_fascia_origin", "y"),
    ("plantar", "plantar_plate_2", "toe_2_mtp", "y"),
    ("heel", "achilles_midportion", "achilles_insertion", "y"),
    ("heel", "achilles_insertion", "heel_pad", "y"),
    ("heel", "medial_malleolus", "lateral_malleolus", "x"),
    ("heel", "medial_malleolus", "lateral_malleolus", "y"),
    ("medial", "toe_1_mtp", "navicular", "x"),
    ("medial", "navicular", "medial_malleolus", "x"),
    ("medial", "medial_malleolus", "achilles_midportion", "x"),
    ("lateral", "achilles_insertion", "metatarsal_5_base", "x"),
    ("lateral", "cuboid", "metatarsal_5_base", "x"),
    ("lateral", "lateral_malleolus", "cfl", "y"),
    ("lateral", "ptfl", "atfl", "x"),
]


@pytest.mark.parametrize(("view", "first", "second", "axis"), ORDER)
def test_regions_stand_to_each_other_as_in_the_anatomy(
    chart: BodyChart, view: str, first: str, second: str, axis: str
) -> None:
    areas = chart.view(view, "right").areas
    assert getattr(areas[first].centre, axis) < getattr(areas[second].centre, axis)


def test_the_base_of_the_fifth_metatarsal_is_the_prominence_of_the_outer_edge(chart: BodyChart) -> None:
    areas = chart.view("dorsal", "right").areas
    assert areas["metatarsal_5_base"].path.bounds.right > areas["cuboid"].path.bounds.right
    assert areas["toe_1_tip"].path.bounds.width > 1.5 * areas["toe_2_dip"].path.bounds.width


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("nav", "navicular"),
        ("morton", "interspace_3"),
        ("5th met", "metatarsal_5_base"),
        ("shin splints", "posteromedial_tibia"),
        ("ATFL", "atfl"),
        ("fasciitis", "plantar_fascia_origin"),
        ("FHL", "flexor_hallucis_longus"),
    ],
)
def test_regions_are_found_by_name_and_by_other_names(chart: BodyChart, typed: str, wanted: str) -> None:
    assert wanted in [region.code for region in chart.search(typed)]


def test_a_name_comes_before_another_name(chart: BodyChart) -> None:
    assert chart.search("nav")[0].code == "navicular"
    assert chart.search("") == chart.regions
    assert chart.search("no such place") == ()


def test_each_region_gives_three_fields_of_both_sides(chart: BodyChart) -> None:
    fields = {field.code: field for field in body_chart_fields()}
    assert len(fields) == 3 * len(chart.regions)
    for region in chart.regions:
        kind, pain, tender = (fields[code] for code in field_codes(region.code))
        assert (kind.kind, pain.kind, tender.kind) == (CHOICE, NPRS, YES_NO)
        assert all(field.two_sided and field.label.startswith(region.name) for field in (kind, pain, tender))
        assert (tender.finding, tender.site) == (
            ("focal_bone_tenderness", region.site) if region.site else (None, None)
        )
        assert dict(kind.choices).keys() == {each.code for each in chart.kinds}


def test_the_fields_stand_in_the_section_of_the_form() -> None:
    section = load_forms().section("body_chart")
    assert section.fields[0].code == "chart_nothing"
    assert section.fields[1:] == body_chart_fields()


def test_kinds_of_pain_differ_in_colour_and_in_pattern(chart: BodyChart) -> None:
    assert 2 <= len(chart.kinds) <= 7
    assert len({kind.colour for kind in chart.kinds}) == len({kind.pattern for kind in chart.kinds}) == len(chart.kinds)


def test_every_pattern_fills_its_region_and_stays_inside(chart: BodyChart) -> None:
    area = chart.view("plantar", "right").areas["heel_pad"]
    for kind in chart.kinds:
        pale, pattern, border = mark_shapes(area.path, kind)
        assert (pale.fill, border.stroke) == (f"{kind.colour}_pale", kind.colour)
        assert pattern.clip == area.path
        drawn = pattern.path.bounds
        assert drawn.width >= 0.9 * area.path.bounds.width, kind.code
        assert drawn.height >= 0.9 * area.path.bounds.height, kind.code


def test_marks_lie_beneath_the_lines_of_the_foot(chart: BodyChart) -> None:
    view = chart.view("plantar", "right")
    shapes = foot_shapes(view, [(view.areas["heel_pad"], chart.kinds[0])])
    marked = [n for n, shape in enumerate(shapes) if shape.stroke == chart.kinds[0].colour]
    contour = [n for n, shape in enumerate(shapes) if shape.path == view.lines[0][1] and shape.stroke]
    assert max(marked) < min(contour)


@given(st.sets(st.sampled_from([region.code for region in body_chart().regions]), max_size=8))
def test_the_views_chosen_show_every_mark(regions: set[str]) -> None:
    chart = body_chart()
    views = covering_views(chart, [ChartMark(region, "left", pain=3) for region in regions])
    assert all(set(views) & set(chart.views_of(region)) for region in regions)
    assert list(views) == [code for code in VIEWS if code in views]


def broken(tmp_path: FilePath, file: str, **changes: object) -> FilePath:
    """Copy the chart's files with some top-level keys of one of them changed."""
    for path in resource_path("body_chart").glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        if path.name == file:
            content.update(changes)
        (tmp_path / path.name).write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


REGION = {"code": "navicular", "name": "Navicular", "tissue": "bone", "site": "navicular", "palpation": "Press."}


@pytest.mark.parametrize(
    ("file", "changes", "reason"),
    [
        ("heel.json", {"outline": "M 0 0 Q 3"}, "outline"),
        ("heel.json", {"regions": [{"code": "elbow", "x": 1, "y": 1, "path": "M 0 0 L 1 1 L 2 0 Z"}]}, "not known"),
        ("heel.json", {"colour": "red"}, "not a key that is known"),
        ("regions.json", {"regions": [REGION, REGION]}, "has a code twice"),
        ("regions.json", {"regions": [REGION | {"palpation": None}]}, "says how to press on it"),
        ("regions.json", {"regions": [REGION | {"site": "skull"}]}, "not known"),
        ("regions.json", {"not_on_a_foot": ["skull"]}, "not known"),
        ("regions.json", {"regions": [REGION | {"code": "spare"}]}, "is drawn in no view"),
    ],
)
def test_a_damaged_file_is_named_with_its_fault(
    tmp_path: FilePath, file: str, changes: dict[str, object], reason: str
) -> None:
    with pytest.raises(LibraryError, match=reason):
        load_body_chart(broken(tmp_path, file, **changes))
