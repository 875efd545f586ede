"""Progress on standard error, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from auditor.cli.printing import is_terminal
from auditor.schema.snapshot import Snapshots


@contextmanager
def progress(total: int, quiet: bool) -> Iterator[Callable[[Snapshots], None]]:
    """A function to call with each model that was fetched."""
    if quiet or not is_terminal(sys.stderr):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("models", total=total)
        yield lambda _: bar.advance(task)
