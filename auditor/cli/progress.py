"""Progress on standard error, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from auditor.cli.printing import is_terminal
from auditor.schema.snapshot import Snapshots

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_LARGE = 500 * 1_000_000  # bytes of a file from which on its own progress is shown


class Shown:
    """Where progress is told: nowhere, or to a bar."""

    def __init__(self, bar: Progress | None = None, total: int = 0) -> None:
        self._bar = bar
        self._models = bar.add_task("reading", total=total) if bar else None
        self._files: dict[str, TaskID] = {}

    def __call__(self, _: Snapshots) -> None:
        """A model was fetched."""
        if self._bar and self._models is not None:
            self._bar.advance(self._models)

    def of_file(self, name: str, at: int, of: int) -> None:
        """So many bytes of a file were read. Of large ones alone it is shown."""
        if self._bar is None or of < _LARGE:
            return
        if name not in self._files:
            self._files[name] = self._bar.add_task(f"sha256 of {name}", total=of)
        self._bar.update(self._files[name], completed=at, visible=at < of)


@contextmanager
def progress(total: int, quiet: bool) -> Iterator[Shown]:
    """What is told of models that are fetched and of files that are read."""
    if quiet or not is_terminal(sys.stderr):
        yield Shown()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Shown(bar, total)
