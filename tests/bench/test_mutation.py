"""bench/mutation.py changes one thing at a time, leaves lines where they are, and leaves alone what cannot matter."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture(scope="module")
def mutants() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        return import_module("mutation").mutants


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("a < 1", ["(a <= 1)", "(a >= 1)", "a < 2", "a < 0", "pass"]),
        ("x = a is not b", ["x = (a is b)"]),
        ("x = a not in b", ["x = (a in b)"]),
        ("x = a and b", ["x = (a or b)", "x = b", "x = a"]),
        ("x = not a", ["x = a"]),
        ("x = a if b else c", ["x = a", "x = c", "x = a if (not b) else c"]),
        ("x = True, 0.5", ["x = False, 0.5", "x = True, 0.45", "x = True, 0.55", "x = ((0.5,))", "x = ((True,))"]),
        ("x = any(a for a in b if c)", ["x = all((a for a in b if c))", "x = any(a for a in b if (not c))"]),
        ("def f(n: int = 3) -> int:\n    '''Told.'''\n    raise E\n", ["4", "2", "pass"]),
        ("def f():\n    return a", ["return None"]),
        ("import re\nfrom a import b\nx: dict[int, 3] = f'{1}'", []),
    ],
)
def test_each_operator_makes_its_changes(mutants: Any, source: str, changes: list[str]) -> None:
    made = [mutant.source.decode() for mutant in mutants("f.py", source.encode())]
    missing = [change for change in changes if not any(change in text for text in made)]
    assert missing == []
    assert changes or not made
    assert len(set(made)) == len(made)
    assert source not in made


def test_a_mutant_is_known_by_where_it_is_and_not_by_its_line(mutants: Any) -> None:
    source = b"class C:\n    def f(self):\n        return 1, (\n            1)\n"
    found = list(mutants("f.py", source))
    moved = list(mutants("f.py", b"\n\n" + source))
    assert [one.key for one in found] == [one.key for one in moved]
    assert [one.line + 2 for one in found] == [one.line for one in moved]
    assert ("f.py", "C.f: `1` → `2` (2)") in {one.key for one in found}
    assert len({one.key for one in found}) == len(found)
