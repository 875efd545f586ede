"""auditor check: audit everything that a repository depends on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.gates import repository_options, request_of, sources_of
from auditor.cli.outputs import failing_into, output_options, outputs_of, write_all, write_text
from auditor.cli.printing import complain, is_terminal
from auditor.cli.progress import progress
from auditor.cli.sources import evidence_options, follow_option, show_options

if TYPE_CHECKING:
    from auditor.gate.survey import Survey
    from auditor.schema.audit import Audit


@click.command("check")
@repository_options
@click.option("--changed-since", metavar="REV", help="Look only at what differs from this git revision.")
@click.option("--locked", is_flag=True, help="Audit the commits of models.lock, and say what is different today.")
@click.option("--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Fail only on what this audit lacks.")
@click.option("--accept-conditions", is_flag=True, default=None, help="Exit 0 for conditional models.")
@click.option(
    "--fix", is_flag=True, help="Show models.yaml with commits pinned and what it lacks added; ask to write it."
)
@click.option("--yes", is_flag=True, help="With --fix: write it without asking.")
@output_options
@follow_option
@evidence_options
@show_options
def command(
    changed_since: str | None,
    locked: bool,
    fix: bool,
    yes: bool,
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
    from auditor.gate.survey import survey
    from auditor.report.json import read

    if fix and locked:
        raise click.UsageError("--fix pins what the Hub has today; it does not go with --locked.")
    wanted = outputs_of(outputs, form)
    with failing_into(wanted):
        known = read(baseline) if baseline else None
        leave = tuple(path for path in (baseline, *(output.path for output in wanted)) if path)
        told = {"accept_conditions": accept_conditions, "changed_since": changed_since, "leave": leave}
        looked = survey(request_of(given, **told))
        made = _audited(looked, known, given, jobs=jobs, quiet=quiet, locked=locked)
    write_all(made, wanted, quiet=quiet, verbose=verbose, no_color=no_color)
    if fix:
        _fix(looked, made, sure=yes)
    return made.summary.exit_code


def _audited(
    looked: Survey, known: Audit | None, given: dict[str, Any], *, jobs: int, quiet: bool, locked: bool
) -> Audit:
    from auditor.files.lockfile import NAME, follows_links
    from auditor.gate.check import check, check_locked

    given["follow_links"] |= locked and follows_links(looked.root / NAME)
    held, live = sources_of(given, locked)
    with progress(len(looked.plan.targets), quiet) as done:
        if locked:
            return check_locked(looked, held, live, jobs=jobs, done=done, baseline=known)
        return check(looked, live or held, jobs=jobs, done=done, baseline=known)


def _fix(looked: Survey, made: Audit, *, sure: bool) -> None:
    """Show what would be different in models.yaml, and write it when somebody says so."""
    from auditor.gate.fix import difference, fixed, used

    declared = looked.declared
    if declared is None or declared.path.suffix not in (".yaml", ".yml"):
        raise click.UsageError("--fix changes models.yaml, and there is none; `auditor init` writes one.")
    before = declared.path.read_bytes().decode("utf-8")
    audited = used((target.ref for target in looked.plan.targets), made.models)
    after = fixed(before, declared.entries, audited)
    if after == before:
        complain(f"{declared.shown}: nothing to fix: every entry has its commit, and every model an entry.")
        return
    complain(difference(before, after, declared.shown))
    if sure or (is_terminal(sys.stdin) and click.confirm(f"Write {declared.shown}?", err=True)):
        write_text(declared.path, after)
        complain(f"{declared.shown} is written; `auditor check` judges it anew.")
    else:
        complain(f"{declared.shown} is as it was; --yes writes it.")
