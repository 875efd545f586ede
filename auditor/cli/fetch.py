"""auditor fetch: collect the evidence on models."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.outputs import write_bytes
from auditor.cli.printing import complain
from auditor.cli.progress import progress
from auditor.cli.sources import evidence_options, follow_option, open_held, open_source, references_of


@click.command("fetch")
@click.argument("references", nargs=-1, required=True, metavar="REF...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="A bundle (a name that ends with .zip), or a folder.",
)
@click.option(
    "--sign",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help="Sign the bundle with this private key (Ed25519, as ssh-keygen writes it).",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@follow_option
@evidence_options
def command(
    references: tuple[str, ...],
    output: Path,
    sign: Path | None,
    quiet: bool,
    archive: Path | None,
    verify: tuple[Path, ...],
    follow_links: bool,
    offline: bool,
    jobs: int,
    patience: float,
) -> int:
    """Collect the evidence on models: metadata, cards, license files, of their bases and datasets too.

    The same evidence gives the same bundle, byte for byte. `auditor audit REF --from BUNDLE` needs no network. What
    could not be obtained is kept in the bundle as such, and makes this command exit with 12. A bundle that is signed
    (--sign) is read with `--from BUNDLE --verify PUBLIC_KEY` only if nobody changed it since.
    """
    from auditor.errors import SourceError
    from auditor.fetch.archive import write_bundle, write_folder
    from auditor.fetch.signature import load_signer
    from auditor.pipeline import fetch_all
    from auditor.schema.exit_codes import of_fetch

    bundled = output.suffix == ".zip"
    if sign is not None and not bundled:
        raise click.UsageError("--sign needs a bundle: an --output that ends with .zip.")
    key = load_signer(sign) if sign is not None else None  # before anything is fetched
    named = references_of(references, None)
    source = open_source(open_held(archive, verify), offline, patience, follow_links)
    with progress(len(named), quiet) as done:
        collected = fetch_all(named, source, jobs=jobs, done=done)
    if bundled:
        write_bytes(output, write_bundle(collected, key))
    else:
        try:
            write_folder(collected, output)
        except OSError as error:
            raise SourceError(f"{output}: cannot be written ({error.strerror or error})") from error
    for snapshots in collected:
        for issue in snapshots.issues:
            name = f"{issue.subject}: {issue.file}" if issue.file else issue.subject
            complain(f"{issue.weight.value}: {name} {issue.message}")
    asked = {snapshots.subject.id for snapshots in collected if snapshots.subject}
    return of_fetch((issue for snapshots in collected for issue in snapshots.issues), asked)
