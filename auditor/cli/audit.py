"""auditor audit: judge models against a policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli.outputs import output_options, outputs_of, write_all
from auditor.cli.progress import progress
from auditor.cli.sources import evidence_options, follow_option, open_held, open_source, references_of, show_options
from auditor.schema.use import Distribution


@click.command("audit")
@click.argument("references", nargs=-1, metavar="REF...")
@click.option("--policy", default="commercial", show_default=True, help="A ready policy's name, or a policy file.")
@output_options
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
@follow_option
@evidence_options
@show_options
def command(
    references: tuple[str, ...],
    policy: str,
    form: str,
    outputs: tuple[str, ...],
    accept_conditions: bool | None,
    archive: Path | None,
    verify: tuple[Path, ...],
    follow_links: bool,
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
    from auditor.gate.settled import settled
    from auditor.pipeline import assemble, audit, load_standards, with_use
    from auditor.schema.manifest import Manifest

    wanted = outputs_of(outputs, form)
    held = open_held(archive, verify)
    named = references_of(references, held)
    standards = with_use(load_standards(policy), use, accept_conditions)
    source = open_source(held, offline, patience, follow_links)
    with progress(len(named), quiet) as done:
        made = audit(named, source, standards, jobs=jobs, done=done)
    if stale := tuple(settled(made.models, (), standards, Manifest(), whole=False)):
        made = assemble(made.models, standards, gate=stale)
    write_all(made, wanted, quiet=quiet, verbose=verbose, no_color=no_color)
    return made.summary.exit_code
