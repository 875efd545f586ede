"""What a model is for, by the Hub's word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import dossier, snapshot


@pytest.mark.parametrize(
    ("front", "metadata", "name", "place"),
    [
        ("license: mit", {"pipeline_tag": "text-generation"}, "text-generation", "/pipeline_tag"),
        ("license: mit\npipeline_tag: fill-mask", {}, "fill-mask", 3),
        ("pipeline_tag: fill-mask", {"pipeline_tag": "text-generation"}, "text-generation", "/pipeline_tag"),
    ],
)
def test_the_metadata_speaks_before_the_card(front: str, metadata: dict[str, Any], name: str, place: object) -> None:
    subject = dossier(snapshot(front=front, **metadata)).subject
    assert subject is not None
    assert subject.task is not None
    assert subject.task.name == name
    assert place in (subject.task.citation.pointer, subject.task.citation.line)


@pytest.mark.parametrize("value", [None, 3, ["text-generation"]])
def test_what_is_no_word_is_no_task(value: object) -> None:
    subject = dossier(snapshot(pipeline_tag=value)).subject
    assert subject is not None
    assert subject.task is None
