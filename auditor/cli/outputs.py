"""Reports to several files from one run: -o FILE, or -o FORMAT=FILE as often as wanted."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from auditor.cli.printing import complain, deliver, is_terminal, say
from auditor.cli.sources import colored
from auditor.errors import AuditorError, ReportError
from auditor.report.formats import FORMATS
from auditor.schema.exit_codes import ExitCode

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Output:
    """One report: its format, and the file it goes to; None: standard output."""

    format: str
    path: Path | None


def output_options(function: F) -> F:
    """--format and --output."""
    for option in (
        click.option(
            "-o",
            "--output",
            "outputs",
            multiple=True,
            metavar="[FORMAT=]FILE",
            help="Write the report to FILE instead; FORMAT=FILE writes one more in that format. Repeatable.",
        ),
        click.option("--format", "form", type=click.Choice(list(FORMATS)), default="console", show_default=True),
    ):
        function = option(function)
    return function


def outputs_of(texts: tuple[str, ...], form: str) -> list[Output]:
    """What is to be written. A bare FILE takes the place of standard output; FORMAT=FILE comes beside it.

    Raises click.UsageError for a format that does not exist, for a file that is named twice and for a folder.
    """
    named = [_one(text) for text in texts]
    bare = [path for given, path in named if given is None]
    if len(bare) > 1:
        raise click.UsageError(f"--output names {len(bare)} files without a format; write FORMAT=FILE for the others.")
    paths = [path for _, path in named]
    twice = next((path for path in paths if paths.count(path) > 1), None)
    if twice is not None:
        raise click.UsageError(f"--output names {twice} twice.")
    folder = next((path for path in paths if path.is_dir()), None)
    if folder is not None:
        raise click.UsageError(f"--output names {folder}, which is a directory.")
    beside = [Output(given, path) for given, path in named if given is not None]
    return [Output(form, bare[0] if bare else None), *beside]


@contextlib.contextmanager
def failing_into(outputs: list[Output]) -> Iterator[None]:
    """Leave in each file that a report was to be written to why there is none, when the run ends without an audit.

    A GitHub annotation goes to standard output too: a step that failed shows nothing else of it.
    """
    try:
        yield
    except AuditorError as error:
        _leave(outputs, str(error), error.hint or "", error.exit_code)
        raise
    except click.ClickException as error:
        _leave(outputs, error.format_message(), "", error.exit_code)
        raise
    except Exception as error:  # of ours; it goes on to be shown
        _leave(outputs, f"Auditor failed: {type(error).__name__}", "please report it", ExitCode.FAILED)
        raise


def _leave(outputs: list[Output], message: str, hint: str, code: int) -> None:
    from auditor.report.parts.failure import Failure, render

    failure = Failure(message=message, hint=hint, code=code)
    for output in outputs:
        text = render(failure, output.format)
        if text is not None and output.path is not None:
            with contextlib.suppress(ReportError):  # what the run failed of is said, and not that besides
                write_text(output.path, text)
        elif text is not None and output.format == "github":
            deliver(text)


def write_all(made: Any, outputs: list[Output], *, quiet: bool, verbose: int, no_color: bool) -> None:
    """Render an audit once for each output. Files are written before anything is shown.

    One that fails keeps none of the others from being written. Raises the first ReportError when all were tried.
    """
    failed: list[AuditorError] = []
    for output in sorted(outputs, key=lambda output: output.path is None):
        try:
            write(made, output, quiet=quiet, verbose=verbose, no_color=no_color)
        except AuditorError as error:
            failed.append(error)
    for other in failed[1:]:
        complain(f"error: {other}")
    if failed:
        raise failed[0]


def write(made: Any, output: Output, *, quiet: bool, verbose: int, no_color: bool) -> None:
    """Render an audit to a file, or to standard output unless quiet. Raises ReportError."""
    from auditor.report.formats import Look

    here = output.path is None
    if here and quiet:
        return
    width = shutil.get_terminal_size((80, 24)).columns if here and is_terminal(sys.stdout) else None
    look = Look(width=width, color=colored(no_color) and here, verbose=verbose)
    try:
        text = FORMATS[output.format](made, look)
    except AuditorError:
        raise
    except Exception as error:  # of ours, or of a library's: the other formats are written all the same
        if os.environ.get("AUDITOR_DEBUG"):
            raise
        hint = "please report it, with the audit as JSON; AUDITOR_DEBUG=1 shows where"
        raise ReportError(f"{output.format}: cannot be rendered ({type(error).__name__})", hint=hint) from error
    if output.path is not None:
        write_text(output.path, text)
    elif FORMATS[output.format].looks:
        say(text, end=False)
    else:
        deliver(text)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, as UTF-8, with line ends as they are. Raises ReportError."""
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises ReportError."""
    from auditor.disk import write as write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        raise ReportError(f"{path}: cannot be written ({error.strerror or error})") from error


def _one(text: str) -> tuple[str | None, Path]:
    form, equals, file = text.partition("=")
    if equals and form in FORMATS and file:
        return form, Path(file)
    if equals and "/" not in form and "." not in form:
        raise click.UsageError(f"--output {text!r}: {form!r} is no format; one of {', '.join(FORMATS)}.")
    return None, Path(text)
