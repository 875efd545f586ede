"""auditor report: render a saved audit."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.audit import write
from auditor.cli.sources import show_options
from auditor.report.formats import FORMATS


@click.command("report")
@click.argument("audit", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="console", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--policy", help="Judge the saved evidence anew under this policy.")
@show_options
def command(
    audit: Path, form: str, output: Path | None, policy: str | None, quiet: bool, verbose: int, no_color: bool
) -> int:
    """Render a saved audit (JSON). Exits as the audit did.

    With --policy the saved evidence is judged anew, by the rubric of today and the license facts saved with it.
    """
    from auditor.report.json import read

    saved = read(audit)
    if policy is not None:
        from auditor.pipeline import judge_again, load_standards

        saved = judge_again(saved, load_standards(policy))
    write(saved, form, output, quiet=quiet, verbose=verbose, no_color=no_color)
    return saved.summary.exit_code
