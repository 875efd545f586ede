"""auditor report: render a saved audit."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.outputs import output_options, outputs_of, write_all
from auditor.cli.printing import say
from auditor.cli.sources import show_options
from auditor.report.formats import FORMATS


def _list_formats(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        for name, form in FORMATS.items():
            say(f"{name:<16}{form.line}")
        context.exit()


@click.command("report")
@click.argument("audit", type=click.Path(path_type=Path, dir_okay=False))
@output_options
@click.option("--policy", help="Judge the saved evidence anew under this policy.")
@click.option(
    "--list-formats",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_formats,
    help="List the formats and what each is for.",
)
@show_options
def command(
    audit: Path, form: str, outputs: tuple[str, ...], policy: str | None, quiet: bool, verbose: int, no_color: bool
) -> int:
    """Render a saved audit (JSON). Exits as the audit did.

    With --policy the saved evidence is judged anew, by the rubric of today and the license facts saved with it:
    by what that policy declares of the use, without the options that the audit was given.
    """
    from auditor.report.json import read

    wanted = outputs_of(outputs, form)
    saved = read(audit)
    if policy is not None:
        from auditor.pipeline import judge_again
        from auditor.standards import load_standards

        saved = judge_again(saved, load_standards(policy))
    write_all(saved, wanted, quiet=quiet, verbose=verbose, no_color=no_color)
    return saved.summary.exit_code
