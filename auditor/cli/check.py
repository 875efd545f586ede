"""auditor check: audit everything that a repository depends on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli.gates import repository_options, request_of, sources_of
from auditor.cli.outputs import output_options, outputs_of, write_all
from auditor.cli.progress import progress
from auditor.cli.sources import evidence_options, follow_option, show_options


@click.command("check")
@repository_options
@click.option("--changed-since", metavar="REV", help="Look only at what differs from this git revision.")
@click.option("--locked", is_flag=True, help="Audit the commits of models.lock, and say what is different today.")
@click.option("--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Fail only on what this audit lacks.")
@click.option("--accept-conditions", is_flag=True, default=None, help="Exit 0 for conditional models.")
@output_options
@follow_option
@evidence_options
@show_options
def command(
    changed_since: str | None,
    locked: bool,
    baseline: Path | None,
    accept_conditions: bool | None,
    form: str,
    outputs: tuple[str, ...],
    jobs: int,
    quiet: bool,
    verbose: int,
    no_color: bool,
    **given: Any,
) -> int:
    """Audit every model and dataset that the repository at PATH declares or refers to.

    models.yaml declares them (`auditor init` writes one); the files of the repository are searched for others. One
    report; the exit code is that of the worst. With --locked and --offline, or --from, nothing is asked of the network.
    A lock that was made with --follow-links is checked with it.
    """
    from auditor.files.lockfile import NAME, follows_links
    from auditor.gate.check import check, check_locked
    from auditor.gate.survey import survey
    from auditor.report.json import read

    wanted = outputs_of(outputs, form)
    known = read(baseline) if baseline else None
    leave = tuple(path for path in (baseline, *(output.path for output in wanted)) if path)
    looked = survey(request_of(given, accept_conditions=accept_conditions, changed_since=changed_since, leave=leave))
    given["follow_links"] |= locked and follows_links(looked.root / NAME)
    held, live = sources_of(given, locked)
    with progress(len(looked.plan.targets), quiet) as done:
        if locked:
            made = check_locked(looked, held, live, jobs=jobs, done=done, baseline=known)
        else:
            made = check(looked, live or held, jobs=jobs, done=done, baseline=known)
    write_all(made, wanted, quiet=quiet, verbose=verbose, no_color=no_color)
    return made.summary.exit_code
