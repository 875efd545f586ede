"""auditor explain: what a criterion, framework, finding, rule, license, family, phrase or exit code means."""

from __future__ import annotations

import click

from auditor.cli.printing import say


@click.command("explain")
@click.argument("name", metavar="ID")
@click.option("--policy", help="As this policy, by name or file, adds phrases and licenses and pins readings.")
def command(name: str, policy: str | None) -> None:
    """Say what ID means: a criterion (P1, weights-released, osaid/P1), a framework or its outcome (osaid, tier, mof,
    ai-act, likely-pass, open-weights), a finding, a rule or a decision (card/payment, license/by-terms, review), a kind
    of unread words (unread/link), a license or a fact of it (licenses/llama3.1/obligations/name-prefix),
    a family of models (family/llama), phrases
    (reading, reading/limits), the words that license texts are read by (license-words), the calls by which code
    names models (discovery, discovery/openai, discovery/openai/openai-chat), or exit-codes.
    """
    from auditor.explain import explain

    if policy is None:
        say(explain(name), end=False)
        return
    from auditor.standards import check_policy

    loaded = check_policy(policy)
    own = [one.license for one in loaded.own]
    say(explain(name, loaded.policy.reading, own, loaded.policy.readings), end=False)
