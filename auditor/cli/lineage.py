"""auditor lineage: show what a model comes from, and which terms flow down to it."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.outputs import Output, write
from auditor.cli.progress import progress
from auditor.cli.sources import evidence_options, open_held, open_source, references_of


@click.command("lineage")
@click.argument("references", nargs=-1, metavar="REF...")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@click.option("--no-color", is_flag=True, help="No colors, whatever the terminal.")
@evidence_options
def command(
    references: tuple[str, ...],
    output: Path | None,
    quiet: bool,
    no_color: bool,
    archive: Path | None,
    verify: tuple[Path, ...],
    offline: bool,
    jobs: int,
    patience: float,
) -> int:
    """Show what models come from: bases to the root, data, licenses, and the terms of each that flow down.

    What no field declares is marked as inferred. With `-o file` it is written as text; the whole is in
    `auditor audit --format json`. Exits with 12 where a base could not be obtained.
    """
    from auditor.pipeline import audit
    from auditor.schema.exit_codes import of_evidence
    from auditor.standards import load_standards

    held = open_held(archive, verify)
    named, source = references_of(references, held), open_source(held, offline, patience)
    with progress(len(named), quiet) as done:
        made = audit(named, source, load_standards(), jobs=jobs, done=done)
    write(made, Output("lineage", output), quiet=False, verbose=0, no_color=no_color)
    return of_evidence(issue for model in made.models for issue in model.issues)
