"""Front matter where the Hub does not look for it."""

from __future__ import annotations

import pytest

from auditor.parse.card import read_card


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("---\nlicense: mit\nlicense: cc-by-nc-4.0\n---\n# Wren\n", [("cc-by-nc-4.0", 3), ("mit", 2)]),
        ("---\nlicense: mit\n---\n# Wren\n\n---\nlicense: gpl-3.0\ntags: [x]\n---\n", [("mit", 2), ("gpl-3.0", 7)]),
        ("<!-- note -->\n---\nlicense: gpl-3.0\n---\n# Wren\n", [("gpl-3.0", 3)]),
        ("---\nlicense: gpl-3.0\n\n# Wren\n\nA small bird.\n", [("gpl-3.0", 2)]),
    ],
    ids=["a key twice", "two front matters", "a comment before it", "never closed"],
)
def test_every_license_that_is_written_is_found(text: str, values: list[tuple[str, int]]) -> None:
    assert read_card(text).values("license") == values


def test_a_front_matter_that_is_never_closed_is_a_fault() -> None:
    card = read_card("---\nlicense: gpl-3.0\n\n# Wren\n")
    assert card.front == {}
    assert card.fault is not None
    assert "never closed" in card.fault
    assert card.fault_line == 2


@pytest.mark.parametrize(
    "body",
    [
        "# Wren\n\n---\n\nA small bird.\n\n---\n\nIt sings.\n",
        "# Wren\n\n---\nNote: it sings.\n---\n",
        "# Wren\n\n```yaml\n---\nlicense: gpl-3.0\n---\n```\n",
    ],
    ids=["rules", "a note between rules", "an example in a fence"],
)
def test_other_text_between_rules_is_none(body: str) -> None:
    assert read_card(f"---\nlicense: mit\n---\n{body}").also == ()
