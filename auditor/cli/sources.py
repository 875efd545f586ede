"""Options that several commands share: where evidence comes from, how much is shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import click

from auditor.cli.printing import is_terminal
from auditor.fetch.source import Source
from auditor.parse.references import HUB_HOSTS, parse_reference
from auditor.schema.reference import ModelRef

if TYPE_CHECKING:
    from auditor.fetch.archive import ArchiveSource

F = TypeVar("F", bound=Callable[..., Any])


def evidence_options(function: F) -> F:
    """--from, --verify, --offline, --jobs, --patience: where evidence comes from."""
    for option in (
        click.option(
            "--patience",
            type=click.FloatRange(min=0),
            default=90.0,
            show_default=True,
            help="Seconds that the Hub's quotas may make the run wait in all.",
        ),
        click.option(
            "--jobs", type=click.IntRange(1, 64), default=8, show_default=True, help="Models fetched side by side."
        ),
        click.option("--offline", is_flag=True, help="Ask nothing of the network; use what was fetched before."),
        click.option(
            "--verify",
            multiple=True,
            type=click.Path(path_type=Path),
            metavar="KEY",
            help="Read the bundle only if it is signed with this public key. Repeat for several.",
        ),
        click.option(
            "--from",
            "archive",
            type=click.Path(path_type=Path),
            help="Read evidence from this bundle, or folder of snapshots, instead of the Hub.",
        ),
    ):
        function = option(function)
    return function


def follow_option(function: F) -> F:
    """--follow-links: whether code that cards link is read."""
    return click.option(
        "--follow-links",
        is_flag=True,
        help="Read the GitHub repositories that cards link as code (GITHUB_TOKEN, GITHUB_API_URL). With --from, "
        "what the bundle holds of them is read, with or without this.",
    )(function)


def show_options(function: F) -> F:
    """-q, -v, --no-color: how much is shown."""
    for option in (
        click.option("--no-color", is_flag=True, help="No colors (also NO_COLOR)."),
        click.option("-v", "--verbose", count=True, help="Show the evidence; twice for all of it."),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no report on the terminal."),
    ):
        function = option(function)
    return function


def open_held(archive: Path | None, keys: Sequence[Path] = ()) -> ArchiveSource | None:
    """The bundle or folder that --from names, signed as --verify has it. Raises SourceError."""
    if archive is None:
        if keys:
            raise click.UsageError("--verify needs --from: it is a bundle that is signed.")
        return None
    from auditor.fetch.archive import open_archive

    return open_archive(archive, keys)


def open_source(
    held: ArchiveSource | None,
    offline: bool,
    patience: float,
    follow_links: bool = False,
    *,
    digests: bool = True,
    told: Callable[[str, int, int], None] | None = None,
) -> Source:
    """The source that the options name; what lies on this disk is always read from there.

    `digests`: whether the sha256 of weights on this disk is computed; `told` hears how far that has come.
    """
    from auditor.fetch.folder import WithFolders
    from auditor.fetch.links import following
    from auditor.fetch.systems import WithSystems
    from auditor.fetch.weights import WeightsReader, silent
    from auditor.files.systems import load_systems

    systems, reader = load_systems(), WeightsReader(digests, told or silent)
    if held is not None:
        return following(WithSystems(WithFolders(held, reader), systems), held.code)
    from auditor.fetch.http import Limits
    from auditor.fetch.hub import HubSource
    from auditor.fetch.registries import registries
    from auditor.standards import now

    stamp = now() if "SOURCE_DATE_EPOCH" in os.environ else None
    limits = Limits(patience=patience)
    hub = registries(HubSource(offline=offline, limits=limits, now=stamp), offline, limits, stamp, reader)
    source = WithSystems(WithFolders(hub, reader), systems)
    if not follow_links:
        return source
    from auditor.fetch.github import GitHubSource

    return following(source, GitHubSource(offline=offline, limits=limits, now=stamp))


def references_of(texts: tuple[str, ...], held: ArchiveSource | None) -> list[ModelRef]:
    """The references named; of an archive without any, all models in it. Raises ReferenceFormatError."""
    if texts or held is None:
        return [parse_reference(text, hub_hosts=_hosts(), is_file=_lies_here) for text in texts]
    return held.references()


def _lies_here(path: str) -> bool:
    """Whether a name that may be a repository's or a file's is a file's: it is here, or the folder is."""
    return Path(path).is_file() or Path(path).parent.is_dir()


def colored(no_color: bool) -> bool:
    """Whether standard output takes colors: a terminal, and nobody said no (https://no-color.org)."""
    return not no_color and not os.environ.get("NO_COLOR") and is_terminal(sys.stdout)


def _hosts() -> tuple[str, ...]:
    own = urlsplit(os.environ.get("HF_ENDPOINT", "")).netloc.lower().rpartition("@")[2]
    return (*HUB_HOSTS, own) if own else HUB_HOSTS
