"""The use policies that a license takes in: what they forbid binds with it."""

from __future__ import annotations

from auditor.schema.evidence import Dossier
from auditor.schema.facts import Condition
from auditor.schema.license import License


def taken_in(known: License, dossier: Dossier) -> tuple[License, ...]:
    """The policies that a license incorporates, as far as their facts are in the dossier.

    Conditions that the license states itself are left out of them, so that none is asked twice.
    """
    facts = {item.id: item for item in dossier.licenses}
    policies = (facts[name] for name in known.incorporates if name in facts)
    return tuple(_beside(policy, known) for policy in policies)


def _beside(policy: License, known: License) -> License:
    own = {_bound(condition) for condition in known.conditions}
    left = tuple(one for one in policy.conditions if _bound(one) not in own)
    return policy.model_copy(update={"conditions": left})


def _bound(condition: Condition) -> tuple[object, ...]:
    """What it asks, wherever it stands: one that asks for another number, or of another month, is another."""
    return (condition.metric, condition.operator, condition.value, condition.as_of, condition.regions)
