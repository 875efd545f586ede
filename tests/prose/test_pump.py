"""What repeats without end is read in time that grows with it: every pattern of the tables, and the model of text."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterable, Iterator
from re import _constants as kinds
from re import _parser
from typing import Any

import pytest

from auditor.files.reading import load_tables, load_vocabulary
from auditor.prose.plain import plain, skeleton
from auditor.prose.text import read_text
from auditor.prose.vocabulary import Entry

PATTERNS = [
    (entry, pattern) for entry in load_vocabulary().entries for ways in entry.ways for pattern, _ in ways.patterns
]
EXAMPLES = {f"{table.table}/{row.id}": row.fits for table in load_tables() for row in table.rows}
REPEATED = (" ", "a", "a ", "[", "(", "- ", "| ", "\n", "1,", ". ", "不")
KB = 1_024
PARTS = 6


def seconds(run: Callable[[str], object], unit: str, size: int) -> float:
    """Processor time for a text of one unit, without what collecting garbage costs."""
    text = (unit * (size // len(unit) + 1))[:size]
    gc.disable()
    started = time.process_time()
    run(text)
    spent = time.process_time() - started
    gc.enable()
    return spent


def is_linear(run: Callable[[str], object], unit: str, size: int) -> bool:
    """Whether four times the text takes about four times as long; squared time would be sixteen times as long."""
    return any(seconds(run, unit, size) < 6 * seconds(run, unit, size // 4) + 0.002 for _ in range(3))


def everywhere(pattern: str) -> Callable[[str], object]:
    return lambda text: sum(1 for _ in re.compile(pattern).finditer(text))


def units(entry: Entry) -> Iterator[str]:
    yield from REPEATED
    yield from {f"{' '.join(entry.needles)} ", *(f"{needle} " for needle in entry.needles[:2])} - {" "}
    yield from (f"{skeleton(plain(example))} " for example in EXAMPLES[entry.id][:2])


def repeats(parsed: Iterable[tuple[Any, Any]]) -> Iterator[int]:
    """How often each repeated part of a pattern may stand there."""
    for kind, inner in parsed:
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            yield inner[1]
        for part in inner if isinstance(inner, (tuple, list)) else (inner,):
            if isinstance(part, _parser.SubPattern):
                yield from repeats(part)
            elif isinstance(part, list):
                yield from (times for option in part for times in repeats(option))


def test_no_pattern_repeats_without_a_bound() -> None:
    assert max(repeats(_parser.parse(r"(?:x|y(?=z+)){2}"))) == kinds.MAXREPEAT
    assert [entry.id for entry, pattern in PATTERNS if max(repeats(_parser.parse(pattern)), default=0) > 500] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_every_pattern_costs_time_as_the_text_is_long(part: int) -> None:
    """All of them on 1 KB; those that took longest there, each row once, on up to 64 KB. In parts, side by side."""
    measured = [
        (seconds(everywhere(pattern), unit, KB), entry.id, unit, pattern)
        for entry, pattern in PATTERNS[part::PARTS]
        for unit in units(entry)
    ]
    worst = {row: (spent, unit, pattern) for spent, row, unit, pattern in sorted(measured)}
    ranked = sorted(worst.items(), key=lambda item: -item[1][0])
    slowest = [(row, unit, everywhere(pattern)) for row, (_, unit, pattern) in ranked[:3]]
    for size in (8 * KB, 64 * KB):  # what is far from linear is found before it takes minutes
        assert [(row, unit) for row, unit, run in slowest if not is_linear(run, unit, size)] == []


# Markup that opens and does not close, nests, repeats, or stands far apart; letters that are made into others.
MARKUP = (
    *("[", "]", "[a](", "![", "[![a](b)](c)", "[a][b]", "[a]: b\n", "[a]: <b\n", "[a]:\n", "[a\n", "[\\", "\\[", "[x]"),
    *("<", "<a ", "<a\n", "<a href='http://x'>", "<img alt='", "</", "<br>", "<h1>", "<h1>a</h1>", "<td>", "<tr><td>a"),
    *(
        "<pre>\n",
        "</pre>",
        "<script>",
        "<div>\n",
        "<div>\n\n",
        "<!--",
        "<!-- a -->",
        "<!-- a -->\n\n",
        "-->",
        "<?",
        "<!A",
    ),
    *(
        "&",
        "&amp;",
        "&#",
        "&lt;b&gt;",
        "**",
        "***a",
        "*",
        "__",
        "_a ",
        "~~",
        "`",
        "``` ",
        "```\n",
        "~~~a\n```\n",
        "    a\n",
    ),
    *(
        "|",
        "a|",
        "| a |\n",
        "|a|b|\n|-|-|\n",
        "|a|\n|-|\n|b|c|\n\n",
        "# ",
        "# a\n",
        f"# a{' ' * 2_000}b\n",
        "#a\n",
        "a\n=\n",
    ),
    *("- ", "- a\n", "  - a\n", "1. a\n", "> ", "> a\n", "> - ", "a\n", "a\n\n", "---\n", "**a**\n", "**a:** b\n"),
    *(
        "a. ",
        "A. B",
        "A. B.\n",
        "。",
        "。\n",
        "；",
        "a!'\")] ",
        "http://",
        "https://a.b/c ",
        "(",
        "\\",
        "\t",
        " ",
        "\r",
        "\x00",
        "a: ",
    ),
    *("а", "aа ", "Ⅳ", "ﷺ", "\u200b", "’", "İ", "\ud800"),
)


@pytest.mark.parametrize("unit", MARKUP)
def test_a_text_is_read_in_time_that_grows_with_it(unit: str) -> None:
    """From 1 KB up to 1 MB, or as far as some hundredths of a second go."""
    size = min(1_024, max(4, int(0.03 / seconds(read_text, unit, KB)))) * KB
    assert is_linear(read_text, unit, size)
