"""Options that the commands on a whole repository share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditor.cli.sources import open_held, open_source
from auditor.fetch.source import Source

if TYPE_CHECKING:
    from auditor.gate.survey import Request

F = TypeVar("F", bound=Callable[..., Any])


def repository_options(function: F) -> F:
    """PATH, --manifest, --policy, --exclude."""
    for option in (
        click.option(
            "--exclude", multiple=True, metavar="GLOB", help="Files not to search, as in .gitignore. Repeatable."
        ),
        click.option("--policy", help="A ready policy's name, or a policy file; else the manifest's, else commercial."),
        click.option(
            "--manifest",
            type=click.Path(path_type=Path, dir_okay=False, exists=True),
            help="What is declared: models.yaml, a list with a model a line, or a CycloneDX or SPDX bill.",
        ),
        click.argument("path", default=".", type=click.Path(path_type=Path, exists=True)),
    ):
        function = option(function)
    return function


def request_of(given: dict[str, Any], **more: Any) -> Request:
    """What the options say, for the survey."""
    from auditor.gate.survey import Request

    return Request(
        root=given["path"], manifest=given["manifest"], policy=given["policy"], exclude=given["exclude"], **more
    )


def sources_of(given: dict[str, Any], locked: bool) -> tuple[Source, Source | None]:
    """What holds evidence without asking, and whom to ask: None where nothing may be asked of the network."""
    held, offline = open_held(given["archive"], given["verify"]), given["offline"]
    patience, links = given["patience"], given["follow_links"]
    if held is not None or offline:
        return open_source(held, offline, patience, links), None
    live = open_source(None, False, patience, links)
    return (open_source(None, True, patience, links) if locked else live), live
