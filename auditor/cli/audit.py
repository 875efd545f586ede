"""auditor audit: judge models against a policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli.outputs import failing_into, output_options, outputs_of, write_all
from auditor.cli.progress import progress
from auditor.cli.sources import evidence_options, follow_option, open_held, open_source, references_of, show_options
from auditor.cli.stated import months, offered_as
from auditor.schema.acts import Business
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
@click.option("--domicile", metavar="CODE", help="Seat of the company: an ISO 3166 code, or EU.")
@click.option(
    "--business",
    "business",
    multiple=True,
    type=click.Choice([item.value for item in Business]),
    help="What the company is, or does with models. Repeat for several.",
)
@click.option("--research/--no-research", default=None, help="Is the use research?")
@click.option("--embedded/--offered-as-such", "embedded", default=None, help="Part of a product, or the model itself?")
@click.option("--monthly-revenue", "monthly_revenue_usd", type=click.IntRange(min=0), help="In the best month, in USD.")
@click.option("--employees", type=click.IntRange(min=0), help="Employees.")
@click.option("--devices", type=click.IntRange(min=0), help="Devices on which it runs outside data centers.")
@click.option("--users-in", multiple=True, metavar="YYYY-MM=N", help="Users in a month that a license names.")
@click.option("--met", multiple=True, metavar="ROW", help="A license's condition that is met, as a question names it.")
@click.option("--modifies/--unmodified", default=None, help="Is the model changed, such as fine-tuned?")
@click.option(
    "--trains-others/--trains-none",
    "trains_other_models",
    default=None,
    help="Are other models trained with its outputs?",
)
@click.option(
    "--no-digests", is_flag=True, help="Leave out the sha256 of weights on this disk, for which all of them are read."
)
@follow_option
@evidence_options
@show_options
def command(
    references: tuple[str, ...],
    policy: str,
    embedded: bool | None,
    users_in: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    accept_conditions: bool | None,
    archive: Path | None,
    verify: tuple[Path, ...],
    no_digests: bool,
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

    REF is org/name, with @revision where you want one; a Hub URL, hf:// URI or package URL; ./folder for a
    downloaded model, or a file of weights (GGUF, safetensors, ONNX); ollama:name:tag; modelscope:org/name; or
    provider:name for a closed one, such as openai:gpt-4. With --from and no REF, every model in it is judged.
    """
    from auditor.gate.settled import settled
    from auditor.pipeline import assemble, audit
    from auditor.schema.manifest import Manifest
    from auditor.standards import load_standards, with_use

    wanted = outputs_of(outputs, form)
    with failing_into(wanted):
        held = open_held(archive, verify)
        named = references_of(references, held)
        stated = use | {"offered": offered_as(embedded), "users_in": months(users_in)}
        standards = with_use(load_standards(policy), stated, accept_conditions)
        with progress(len(named), quiet) as shown:
            source = open_source(held, offline, patience, follow_links, digests=not no_digests, told=shown.of_file)
            made = audit(named, source, standards, jobs=jobs, done=shown)
        if stale := tuple(settled(made.models, (), standards, Manifest(), whole=False)):
            made = assemble(made.models, standards, gate=stale)
    write_all(made, wanted, quiet=quiet, verbose=verbose, no_color=no_color)
    return made.summary.exit_code
