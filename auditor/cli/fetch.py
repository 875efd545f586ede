"""auditor fetch: collect the evidence on models."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.outputs import write_bytes
from auditor.cli.printing import complain
from auditor.cli.progress import progress
from auditor.cli.sources import evidence_options, follow_option, open_source, references_of


@click.command("fetch")
@click.argument("references", nargs=-1, required=True, metavar="REF...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="A bundle (a name that ends with .zip), or a folder.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@follow_option
@evidence_options
def command(
    references: tuple[str, ...],
    output: Path,
    quiet: bool,
    archive: Path | None,
    follow_links: bool,
    offline: bool,
    jobs: int,
    patience: float,
) -> int:
    """Collect the evidence on models: metadata, cards, license files, of their bases and datasets too.

    The same evidence gives the same bundle, byte for byte. `auditor audit REF --from BUNDLE` needs no network. What
    could not be obtained is kept in the bundle as such, and makes this command exit with 12.
    """
    from auditor.errors import SourceError
    from auditor.fetch.archive import write_bundle, write_folder
    from auditor.pipeline import fetch_all
    from auditor.schema.exit_codes import of_fetch

    named = references_of(references, None)
    with progress(len(named), quiet) as done:
        collected = fetch_all(named, open_source(archive, offline, patience, follow_links), jobs=jobs, done=done)
    if output.suffix == ".zip":
        write_bytes(output, write_bundle(collected))
    else:
        try:
            write_folder(collected, output)
        except OSError as error:
            raise SourceError(f"{output}: cannot be written ({error.strerror or error})") from error
    for snapshots in collected:
        for issue in snapshots.issues:
            name = f"{issue.subject}: {issue.file}" if issue.file else issue.subject
            complain(f"{issue.weight.value}: {name} {issue.message}")
    return of_fetch(issue for snapshots in collected for issue in snapshots.issues)
