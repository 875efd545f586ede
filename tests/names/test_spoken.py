"""Where a text spells a family's name."""

from __future__ import annotations

import pytest

from auditor.names.spoken import places, spelled_at


@pytest.mark.parametrize(
    ("text", "family", "firm"),
    [
        ("Llama", "llama", True),
        ("llama", "llama", False),
        ("StableDiffusion", "stable-diffusion", True),
        ("stable-diffusion", "stable-diffusion", True),
        ("MobileNetV2", "efficientnet", True),
        ("DINOv2", "dino", True),
        ("Command R+", "command", True),
        ("Commander", None, False),
        ("BERTs", None, False),
        ("wren", None, False),
    ],
)
def test_a_name_at_a_place(text: str, family: str | None, firm: bool) -> None:
    place = places().match(text)
    spelled = spelled_at(text, place) if place else None
    assert (spelled.entry.row.id if spelled else None) == family
    assert (spelled.is_firm if spelled else False) is firm


def test_the_longest_spelling_is_taken_and_the_shorter_ones_are_known() -> None:
    place = places().match("GPT-4 and more")
    assert place is not None
    spelled = spelled_at("GPT-4 and more", place)
    assert spelled is not None
    assert spelled.end == 5
    text = "Stable Diffusion XL"
    place = places().match(text)
    assert place is not None
    spelled = spelled_at(text, place)
    assert spelled is not None
    assert spelled.entry.row.id == "sdxl"


def test_no_name_begins_within_a_word_or_a_path() -> None:
    assert not [
        match
        for match in places().finditer("pre-BERT x_llama .llama %E5")
        if spelled_at("pre-BERT x_llama .llama %E5", match)
    ]
