"""What is printed: words for people in whichever encoding the terminal has, documents in UTF-8.

A stream that cannot be written to is said once, in a line, where there is a place left to say it.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TextIO

import click

from auditor.errors import ReportError
from auditor.report.plain import commands_parted, visible


def say(text: str, *, end: bool = True) -> None:
    """Print words on standard output. Raises ReportError where it is closed; OSError where it takes no more."""
    _open()
    click.echo(commands_parted(text), nl=end)


def deliver(text: str, *, end: bool = False) -> None:
    """Print a document on standard output, as UTF-8 whatever the terminal speaks, with line ends as they are.

    Raises ReportError where it is closed; OSError where it takes no more.
    """
    _open()
    click.echo((text + "\n" * end).encode("utf-8", "replace"), nl=False)


def complain(text: str) -> None:
    """Print words on standard error, as far as anybody takes them."""
    with contextlib.suppress(OSError, ValueError):
        click.echo(visible(text), err=True)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees this stream. A closed one nobody does."""
    return stream is not None and not stream.closed and stream.isatty()


def prepare() -> None:
    """Let no character be one that a stream refuses: what its encoding lacks is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def abandon() -> None:
    """Leave standard output alone: what is still held back for it would be tried again when the process ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open() -> None:
    if sys.stdout is None or sys.stdout.closed:
        raise ReportError("standard output is closed", hint="-o FILE writes a report to a file, -q prints none")
