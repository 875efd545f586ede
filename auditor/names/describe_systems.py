"""Providers, hosts and how their names are written, in words, as `auditor explain` prints them."""

from __future__ import annotations

from auditor.names.systems import Systems
from auditor.schema.facts import HowRead
from auditor.schema.license import License
from auditor.schema.system import Handled, NameRule, SystemProvider

NAMES = "system-names"


def describe_systems(systems: Systems, called: str) -> str | None:
    """A provider, the table of names or a row of it; None for any other word."""
    table, _, row = called.partition("/")
    return describe_name_rules(systems, row) if table == NAMES else describe_provider(systems, called)


def terms_called(systems: Systems, called: str) -> list[License]:
    """The terms of a provider or host, by their id or by a model that it offers."""
    named = [one.terms for one in systems.providers.values() if called == one.terms.id]
    return named[:1] or ([system.terms] if (system := systems.find(called)) else [])


def describe_provider(systems: Systems, called: str) -> str | None:
    """What is told of a provider or host, by a word that stands before the colon; None where it is nobody's."""
    provider = next((one for one in systems.providers.values() if called in (one.id, *one.also)), None)
    if provider is None:
        return None
    life = systems.living.get(provider.id)
    lines = [
        f"{provider.id}  {provider.title}",
        *([f"  also {', '.join(provider.also)}"] if provider.also else []),
        f"  terms  {provider.terms.title} (auditor explain {provider.terms.id})",
        f"  {_offers(provider)}",
        f"  models {len(provider.described)} listed; days of {len(life.named) if life else 0} names are known",
        *([f"  names  auditor explain {NAMES}"] if provider.hosting else []),
        *(_handled(fact) for fact in provider.handling),
    ]
    return "\n".join(lines) + "\n"


def describe_name_rules(systems: Systems, row: str) -> str | None:
    """The rows of names, or one of them with its examples; None where there is no such row."""
    rows = [rule for rule in systems.rules if row in ("", rule.id)]
    if row:
        return _whole(rows[0]) if rows else None
    return "".join(f"  {NAMES}/{rule.id}  at {', '.join(rule.of)}: {_means(rule)}\n" for rule in rows)


def _offers(provider: SystemProvider) -> str:
    told = provider.hosting.told if provider.hosting else provider.access_told
    return f"offers {told.says} ({told.source}, {told.date})" if told else f"offers {provider.access}"


def _handled(fact: Handled) -> str:
    clause = f", clause {fact.clause}" if fact.clause else ""
    hand = ", second-hand" if fact.read is HowRead.SECOND_HAND else ""
    return f"  {fact.aspect.value}  {fact.says} ({fact.source}{clause}, {fact.date}{hand})"


def _means(rule: NameRule) -> str:
    return {"": "another name there", "hub": "an open model on the Hub"}.get(rule.means, f"a model of {rule.means}")


def _whole(rule: NameRule) -> str:
    lines = [
        f"{NAMES}/{rule.id}",
        f"  at     {', '.join(rule.of)}",
        f"  means  {_means(rule)}",
        *([f"  note   {rule.note}"] if rule.note else []),
        f"  takes  {rule.takes}",
        *(f"  fits   {name} → {made}" for name, made in rule.fits.items()),
        *(f"  leaves {name}" for name in rule.misses),
    ]
    return "\n".join(lines) + "\n"
