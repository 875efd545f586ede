"""The drawing of a lineage: who stands where, circles and depths included."""

from __future__ import annotations

from auditor.report.page.graph import draw
from auditor.report.parts.bill import TRAINED_ON, Bill, BillPart, Edge
from auditor.schema.citation import Citation
from auditor.schema.reference import RepoType

CITED = Citation(source="pkg:huggingface/a/b@0", file="README.md", sha256="0" * 64)


def lineage(*edges):
    names = dict.fromkeys(name for edge in edges for name in edge[:2])
    parts = {name: BillPart(name, RepoType.MODEL, name) for name in names}
    relation = {True: TRAINED_ON, False: "finetune"}
    made = tuple(Edge(child, parent, relation[parent.startswith("data")], CITED) for child, parent in edges)
    return Bill(parts, made)


def columns(drawing):
    return {node.name: node.x for node in drawing.nodes}


def test_a_part_stands_left_of_all_that_is_made_of_it():
    drawing = draw(lineage(("m", "b"), ("m", "a"), ("b", "a"), ("a", "data")), "m")
    at = columns(drawing)
    assert at["data"] < at["a"] < at["b"] < at["m"]
    assert len(drawing.arrows) == 4


def test_boxes_do_not_overlap_and_stand_within_the_drawing():
    edges = [("m", f"b{number}") for number in range(5)] + [("b3", f"c{number}") for number in range(3)]
    drawing = draw(lineage(*edges), "m")
    places = [(node.x, node.y) for node in drawing.nodes]
    for x, y in places:
        assert 0 <= x <= drawing.width - 224
        assert 0 <= y <= drawing.height - 58
        assert not any(x == other and 0 < abs(y - below) < 58 for other, below in places)
    assert len(set(places)) == 9


def test_a_circle_is_drawn_once_round():
    drawing = draw(lineage(("a", "b"), ("b", "a")), "a")
    assert len(drawing.nodes) == 2
    assert len(drawing.arrows) == 2


def test_a_model_that_names_itself_and_a_deep_lineage_are_drawn():
    assert len(draw(lineage(("a", "a")), "a").nodes) == 1
    deep = draw(lineage(*((f"m{number}", f"m{number + 1}") for number in range(3_000))), "m0")
    assert len(deep.nodes) == 3_001


def test_what_does_not_fit_is_counted():
    drawing = draw(lineage(*(("m", f"data{number:02}") for number in range(40))), "m")
    assert (len(drawing.nodes), drawing.more) == (13, 28)


def test_nothing_is_drawn_of_a_model_without_origins():
    assert draw(Bill(), "m") is None
