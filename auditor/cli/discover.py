"""auditor discover: find every model and dataset that a repository refers to."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.printing import deliver, say
from auditor.report.plain import json_text


@click.command("discover")
@click.argument("path", default=".", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["console", "json"]), default="console", help="How to print.")
@click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Leave out files that match, as in .gitignore. Repeatable."
)
def command(path: Path, format_: str, exclude: tuple[str, ...]) -> None:
    """Find every model and dataset that the files below PATH refer to, with file and line.

    Nothing is executed and nothing is looked up. Files that .gitignore or .auditorignore leave out are not read.
    """
    from auditor.discover.rendering import as_console, as_json
    from auditor.discover.walk import discover_tree

    discovery = discover_tree(path, exclude)
    if format_ == "json":
        deliver(json_text(as_json(discovery)), end=True)
    else:
        say(as_console(discovery))
