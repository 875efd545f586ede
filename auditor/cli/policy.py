"""auditor policy: check a policy file, or show a ready one."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.printing import deliver, say


@click.group("policy")
def command() -> None:
    """Check a policy file, or show a ready one."""


@command.command("check")
@click.argument("policy", metavar="FILE")
def check(policy: str) -> None:
    """Read a policy with all that it extends, or families.yaml, and say all that is wrong, with file and line."""
    if Path(policy).name == "families.yaml":
        from auditor.files.families import load_families

        say(f"{len(load_families(Path(policy).parent).families)} families: nothing wrong ({policy})")
        return
    from auditor.standards import check_policy, readings_of

    loaded = check_policy(policy)
    licenses = [path for one in loaded.own for path in one.paths]
    files = " ← ".join(str(path) for path in loaded.paths if path not in licenses)
    own = ", ".join(one.license.id for one in loaded.own)
    more = f"; licenses of its own: {own}" if own else ""
    say(f"{loaded.policy.policy}: nothing wrong ({files}){more}")
    if loaded.policy.readings:
        held = readings_of(loaded)
        for word, pins in (("pinned", held.hold), ("stale", held.stale)):
            for pin in pins:
                say(f"  {word:<7} {pin.told}")
        if held.stale:
            say("  What is stale does not hold: the catalog reads it otherwise by now.")


@command.command("show")
@click.argument("name", required=False)
def show(name: str | None) -> None:
    """Show a policy with all that it extends merged in; without a name, list the ready ones."""
    from auditor.files.company import ready_made
    from auditor.standards import check_policies, check_policy

    if name is None:
        for loaded in check_policies(ready_made()):
            say(f"{loaded.policy.policy:<16} {loaded.policy.title}")
        return
    import yaml

    deliver(yaml.safe_dump(check_policy(name).policy.plain(), sort_keys=False, allow_unicode=True))
