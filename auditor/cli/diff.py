"""auditor diff: what is different between two audits or two locks."""

from __future__ import annotations

import json
from pathlib import Path

import click

from auditor.cli.printing import deliver, say
from auditor.report.plain import json_text


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--format", "form", type=click.Choice(["console", "json"]), default="console", show_default=True)
def command(old: Path, new: Path, form: str) -> int:
    """Say what is different between two saved audits (JSON), two locks, or one of each.

    Exits with 10 where a person has to look: a license, a gate, a decision, a reason, a question or a duty differs,
    or a model is new. A commit or a card that moved, and a model that is no longer there, are shown and exit with 0.
    """
    from auditor.gate.difference import Difference, differences, read_facts
    from auditor.report.plain import inert
    from auditor.schema.exit_codes import of_differences

    def line(item: Difference) -> str:
        head = f"{inert(item.reference)}: {item.what}"
        if item.what != "changed":
            return f"{head} ({item.before or item.after})"
        return f"{inert(item.reference)}: {inert(item.fact)} {inert(item.before)} → {inert(item.after)}"

    found = list(differences(read_facts(old), read_facts(new)))
    if form == "json":
        deliver(json_text(json.dumps([item.plain() for item in found], indent=1, ensure_ascii=False)), end=True)
    else:
        say("\n".join(map(line, found)) if found else "nothing is different")
    return of_differences(item.matters for item in found)
