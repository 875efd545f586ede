"""Reading takes time in proportion to the text, whatever it is pumped with: judged by ratios of processor time.

A small part of bench/linear.py, which tries every reader with every pattern up to 1 MB.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[1] / "bench"
# Readers of sentences and of lists take most time a text; what several share is tried with one of them.
LONG, SHORT = 16_000, 4_000
BY_SENTENCES = ("card", "LICENSE", "gate prompt", "a list of models", "gate fields", "file names")
ALIKE = (
    *("card of a data set", "NOTICE", "use policy", "discovery of x.rst", "discovery of x.ps1", "discovery of x.vue"),
    *("discovery of compose.yaml", "discovery of .github/workflows/x.yml", "discovery of x.xml", "discovery of x.txt"),
)
TRIED = (
    *("` `", "newlines", "`(`", "`[`", "`{`", "`<`", "`&`", "```", "`#`", "`-`", "`|`", '`"`', "`:`", "`.`"),
    *(
        "`,`",
        "`a`",
        "`7`",
        "`語`",
        "bullets",
        "one-letter items",
        "quotes in quotes",
        "headings",
        "links",
        "open links",
    ),
    *("table rules", "fences", "short sentences", "pairs", "JSON", "calls", "variables", "comments", "open tags"),
    *("heading: ` `", "sentence: ` `", "quote: `a`", "program: bullets", "value: `[`", "half a surrogate pair"),
)
QUICK = 0.04  # seconds below which nothing is judged
MOST = 3  # times as long for twice the text; what is quadratic takes four times as long


@pytest.fixture(scope="module")
def pumped() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        return import_module("pumped")


def readers() -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        return [name for name in import_module("pumped").READERS if name not in ALIKE]


@pytest.mark.parametrize("name", readers())
def test_twice_the_text_takes_twice_the_time(name: str, pumped: Any) -> None:
    read = pumped.READERS[name]
    size = SHORT if name in BY_SENTENCES else LONG
    read("warm")
    for pattern in pumped.patterns():
        if pattern.name in TRIED:
            longer = pumped.seconds(read, pattern.text(2 * size))
            # A busy machine gets three chances.
            assert longer < QUICK or any(
                pumped.seconds(read, pattern.text(2 * size))
                < MOST * max(pumped.seconds(read, pattern.text(size)), 0.01)
                for _ in range(3)
            ), pattern.name


def test_every_reader_that_is_left_out_is_there(pumped: Any) -> None:
    names = {pattern.name for pattern in pumped.patterns()}
    assert set(ALIKE) < set(pumped.READERS)
    assert len(set(TRIED) & names) > len(TRIED) - 3
