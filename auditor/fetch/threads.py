"""Many fetches side by side, which an interruption ends at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
_LOOK = 0.2  # seconds; on Windows a wait without an end does not hear Ctrl-C


def side_by_side(function: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    """What the function makes of each item, in their order, each as soon as it is there. Raises what it raises.

    Whoever stops early, by an interruption too, does not wait for what is under way, and nothing more is begun.
    """
    pool = ThreadPoolExecutor(max_workers=max(1, jobs))
    try:
        for future in [pool.submit(function, item) for item in items]:
            while not future.done():
                wait([future], timeout=_LOOK)
            yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
