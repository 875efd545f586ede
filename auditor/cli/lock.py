"""auditor lock: write models.lock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli.gates import repository_options, request_of, sources_of
from auditor.cli.outputs import write_text
from auditor.cli.printing import say
from auditor.cli.progress import progress
from auditor.cli.sources import evidence_options, follow_option


@click.command("lock")
@repository_options
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
@follow_option
@evidence_options
def command(jobs: int, quiet: bool, **given: Any) -> int:
    """Write models.lock: of everything that the repository depends on the commit, the license and its text's sha256.

    The same models give the same bytes. Nothing is locked where one of them cannot be read. Commit the file;
    `auditor check --locked` holds the Hub against it. Exits with 12 where a locked model is unverified
    or a file of it could not be read.
    """
    from auditor.files.lockfile import NAME, written
    from auditor.gate.check import lock
    from auditor.gate.survey import survey
    from auditor.schema.exit_codes import of_lock
    from auditor.schema.reference import RefKind

    looked = survey(request_of(given))
    held, live = sources_of(given, locked=False)
    with progress(len(looked.plan.targets), quiet) as done:
        made, audit = lock(looked, live or held, jobs=jobs, done=done)
    path = Path(looked.root, NAME)
    write_text(path, written(made))
    if not quiet:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in audit.summary.by_outcome.items())
        say(f"{path}: {len(made.models)} locked ({counts or 'none'})")
        closed = sum(target.ref.kind is RefKind.SYSTEM for target in looked.plan.targets)
        if closed:
            have = (
                "1 closed model has no commit and is"
                if closed == 1
                else f"{closed} closed models have no commit and are"
            )
            say(f"{have} not locked")
    issues = [issue for model in audit.models for issue in model.issues]
    asked = {model.id for model in audit.models if model.id}
    return of_lock((model.decision.outcome for model in audit.models), issues, asked)
