"""Seconds of processor a megabyte: every reader of somebody else's text, pumped with every pattern.

    python bench/linear.py [--size 1000000] [--only TEXT] [--literals] [--slowest 10]

    --only TEXT    readers whose name has this text
    --literals     also what the code's regular expressions look for word for word

Each pattern is read at 1 KB, then at four times as much, as long as that is quick: what takes longer than a tenth of
what is allowed for the whole is taken on to the size asked for. 1 where a reader takes more than a second a megabyte.
"""

from __future__ import annotations

import argparse
import warnings

from pumped import READERS, ROOT, Pattern, Reader, literals, patterns, seconds

ALLOWED = 1.0  # seconds a megabyte
_FIRST = 16_000


def main() -> int:
    """Measure and print; 1 where something is too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--only", metavar="TEXT", default="")
    parser.add_argument("--literals", action="store_true")
    parser.add_argument("--slowest", type=int, default=10)
    options = parser.parse_args()
    warnings.simplefilter("ignore", SyntaxWarning)
    tried = [*patterns(), *(literals(ROOT) if options.literals else ())]
    rows: list[tuple[float, str, str]] = []
    for name, read in READERS.items():
        if options.only in name:
            read("warm")
            found = [(_rate(read, pattern, options.size), name, pattern.name) for pattern in tried]
            rows += found
            worst = max(found)
            print(f"{worst[0]:8.2f} s/MB  {name}: {worst[2]}", flush=True)
    rows.sort(reverse=True)
    print(f"\n{len(rows)} cells; the slowest:")
    for rate, name, pattern in rows[: options.slowest]:
        print(f"{rate:8.2f} s/MB  {name}: {pattern}")
    slow = sum(rate > ALLOWED for rate, _, _ in rows)
    print(f"{slow} cells above {ALLOWED:g} s/MB at {options.size:,} characters")
    return 1 if slow else 0


def _rate(read: Reader, pattern: Pattern, most: int) -> float:
    """Seconds a megabyte at the size asked for, or at a smaller one that leaves no doubt: all but nothing."""
    size, before = _FIRST, 0.0
    while True:
        size = min(size, most)
        spent = seconds(read, pattern.text(size))
        rate = spent / size * 1e6
        grows = spent > 2.6 * 4 * before and spent > 0.02
        if size == most or (rate < ALLOWED / 10 and not grows and size > _FIRST):
            return rate
        size, before = 4 * size, spent


if __name__ == "__main__":
    raise SystemExit(main())
