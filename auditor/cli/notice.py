"""auditor notice: write the attribution file that the licenses ask for."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.outputs import Output, write
from auditor.cli.progress import progress
from auditor.cli.sources import evidence_options, open_held, open_source, references_of


@click.command("notice")
@click.argument("references", nargs=-1, metavar="REF...")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@evidence_options
def command(
    references: tuple[str, ...],
    output: Path | None,
    quiet: bool,
    archive: Path | None,
    verify: tuple[Path, ...],
    offline: bool,
    jobs: int,
    patience: float,
) -> int:
    """Write the NOTICE file for models and what they were made from.

    It holds the licenses, the sentences that they require, copyright lines and NOTICE files. Exits with 12 where
    something that belongs in it could not be obtained.
    """
    from auditor.pipeline import audit
    from auditor.schema.exit_codes import of_evidence
    from auditor.standards import load_standards

    held = open_held(archive, verify)
    named, source = references_of(references, held), open_source(held, offline, patience)
    with progress(len(named), quiet) as done:
        made = audit(named, source, load_standards("redistribution"), jobs=jobs, done=done)
    write(made, Output("notice", output), quiet=False, verbose=0, no_color=True)
    return of_evidence(issue for model in made.models for issue in model.issues)
