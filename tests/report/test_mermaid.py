"""Lineage as Mermaid."""

from __future__ import annotations

import re

from auditor.report.mermaid import MAX_EDGES, lineage, render
from auditor.report.parts.bill import collect, subject

LABEL = r'"[\w .,:/+@();#<>-]*"'
NODE = re.compile(rf"n\d+\[\(?{LABEL}\)?\]:::(yes|conditional|no|unknown)\Z")
EDGE = re.compile(rf"n\d+ (-->|-\.->)\|{LABEL}\| n\d+\Z")
OTHER = re.compile(r"(flowchart TD|classDef (yes|conditional|no|unknown) [\w:#,-]+)\Z")


def lines_of(text):
    return text.splitlines()


def test_every_line_is_a_node_an_edge_or_a_style(menagerie, hostile, poisoned):
    for audit in (menagerie, hostile, poisoned):
        lines = lines_of(render(audit))
        assert [line for line in lines if not any(form.match(line) for form in (NODE, EDGE, OTHER))] == []


def test_labels_hold_no_markup_but_the_line_break(poisoned):
    assert set(re.findall(r"<[^>]*>", render(poisoned))) <= {"<br>"}


def test_a_model_is_drawn_with_its_bases_and_datasets(few):
    bill = collect(few)
    drawn = lineage(bill, subject(few.models[0]).key)
    assert drawn is not None
    base = re.search(r'(n\d+)\["mistralai/Mistral-7B-v0.1<br>Apache-2.0"\]:::yes', drawn)[1]
    model = re.search(r'(n\d+)\["HuggingFaceH4/zephyr-7b-beta<br>MIT"\]:::yes', drawn)[1]
    data = re.search(r'(n\d+)\[\("HuggingFaceH4/ultrachat_200k<br>', drawn)[1]
    assert f'{base} -->|"finetune"| {model}' in drawn
    assert f'{data} -.->|"trained-on"| {model}' in drawn


def test_a_circle_ends(few):
    model = next(model for model in few.models if "cycle-a" in model.reference)
    drawn = lineage(collect(few), subject(model).key)
    assert drawn is not None
    assert drawn.count("-->") == 2


def test_a_model_that_comes_from_nothing_has_no_graph(clean):
    assert lineage(collect(clean), subject(clean.models[0]).key) is None
    assert "Qwen/Qwen2.5-7B" in render(clean)


def test_the_number_of_edges_is_within_what_is_drawn(menagerie):
    assert render(menagerie).count("|") / 2 <= MAX_EDGES
