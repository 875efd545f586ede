"""A small part of bench/fire.py: some faults at each request of an audit, and a search for tokens."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.builders import standards

BENCH = Path(__file__).parents[2] / "bench"
TRIED = {"base": ("short body",), "license": ("keys twice",), "allowed": ("truncated gzip",)}


@pytest.fixture(scope="module")
def bench() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        yield {name: import_module(name) for name in ("fire", "rawhub", "aftermath")}


@pytest.mark.parametrize("name", TRIED)
def test_no_fault_gives_a_better_outcome_or_is_kept(name: str, bench: Any) -> None:
    world = next(world for world in bench["fire"].worlds() if world.name == name)
    cells = list(bench["fire"].fire(world, list(TRIED[name]), standards(), ("every",)))
    assert len(cells) == len(TRIED[name]) * len(world.served)
    assert [cell for cell in cells if cell.wrong] == []


def test_no_token_is_left_anywhere(bench: Any, tmp_path: Path) -> None:
    with bench["rawhub"].RawHub(bench["fire"].worlds()[0].served) as hub:
        base = [path for path in hub.served if "finch" in path]
        hub.faults = {path: (bench["rawhub"].KINDS["redirect to another host"], frozenset()) for path in base}
        found, searched = bench["aftermath"].leaked(hub, tmp_path, ("json", "html"))
    assert found == []
    assert searched > 20
