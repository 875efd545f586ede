"""auditor audit: judge models against a policy."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from auditor.cli.progress import progress
from auditor.cli.sources import colored, evidence_options, open_source, references_of, show_options
from auditor.report.formats import FORMATS
from auditor.schema.use import Distribution


@click.command("audit")
@click.argument("references", nargs=-1, metavar="REF...")
@click.option("--policy", default="commercial", show_default=True, help="A ready policy's name, or a policy file.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="console", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--accept-conditions", is_flag=True, default=None, help="Exit 0 for conditional models.")
@click.option("--commercial/--non-commercial", default=None, help="Is the use commercial?")
@click.option("--distribution", type=click.Choice([item.value for item in Distribution]), help="How others come to it.")
@click.option("--users", "monthly_active_users", type=click.IntRange(min=0), help="Monthly active users.")
@click.option("--daily-users", "daily_active_users", type=click.IntRange(min=0), help="Daily active users.")
@click.option("--revenue", "annual_revenue_usd", type=click.IntRange(min=0), help="Annual revenue in US dollars.")
@click.option("--region", "regions", multiple=True, help="Where it is used: ISO 3166 codes or EU. Repeat for several.")
@click.option("--modifies/--unmodified", default=None, help="Is the model changed, such as fine-tuned?")
@click.option(
    "--trains-others/--trains-none",
    "trains_other_models",
    default=None,
    help="Are other models trained with its outputs?",
)
@evidence_options
@show_options
def command(
    references: tuple[str, ...],
    policy: str,
    form: str,
    output: Path | None,
    accept_conditions: bool | None,
    archive: Path | None,
    offline: bool,
    jobs: int,
    patience: float,
    quiet: bool,
    verbose: int,
    no_color: bool,
    **use: Any,
) -> int:
    """Judge models against a policy.

    REF is org/name, with @revision where you want one; a Hub URL, hf:// URI or package URL; or ./folder for a
    downloaded model. With --from and no REF, every model in it is judged.
    """
    from auditor.pipeline import audit, load_standards, with_use

    named = references_of(references, archive)
    standards = with_use(load_standards(policy), use, accept_conditions)
    source = open_source(archive, offline, patience)
    with progress(len(named), quiet) as done:
        made = audit(named, source, standards, jobs=jobs, done=done)
    write(made, form, output, quiet=quiet, verbose=verbose, no_color=no_color)
    return made.summary.exit_code


def write(made: Any, form: str, output: Path | None, *, quiet: bool, verbose: int, no_color: bool) -> None:
    """Render an audit to a file, or to standard output unless quiet."""
    from auditor.errors import ReportError
    from auditor.report.formats import Look

    color = colored(no_color) and output is None
    width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() and output is None else None
    text = FORMATS[form](made, Look(width=width, color=color, verbose=verbose))
    if output is not None:
        try:
            output.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise ReportError(f"{output}: cannot be written ({error.strerror})") from error
    elif not quiet:
        click.echo(text, nl=False)
