"""auditor explain: what a criterion, framework, finding, license, family, phrase or exit code means."""

from __future__ import annotations

import click

from auditor.cli.printing import say


@click.command("explain")
@click.argument("name", metavar="ID")
def command(name: str) -> None:
    """Say what ID means: a criterion (P1, weights-released, osaid/P1), a framework or its outcome (osaid, tier, mof,
    ai-act, likely-pass, open-weights), a finding, a license, a family of models (family/llama), phrases
    (reading, reading/limits), or exit-codes.
    """
    from auditor.explain import explain

    say(explain(name), end=False)
