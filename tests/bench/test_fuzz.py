"""A small part of bench/fuzz.py: each entry point bears what its inputs are turned into, and no outcome is better."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[2] / "bench"
SEED = 20
INPUTS = {"audit of evidence": 60, "report": 25, "saved audit": 15}


@pytest.fixture(scope="module")
def fuzz() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        yield import_module("fuzz")


def names() -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        return list(import_module("fuzz").ENTRY_POINTS)


@pytest.mark.parametrize("name", names())
def test_no_crash_no_hang_no_better_outcome(name: str, fuzz: Any) -> None:
    tally = fuzz.fuzz(name, SEED, range(INPUTS.get(name, 40)))
    assert tally.inputs == INPUTS.get(name, 40)
    assert tally.crashes + tally.better == []
