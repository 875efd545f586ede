"""Closed models as the gate names them, and whether policies/systems/ describes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from auditor.files.policies import load_systems
from auditor.schema.reference import ModelRef, RefKind
from auditor.schema.system import System, undated

_PROVIDER = re.compile(r"(?P<provider>[A-Za-z][A-Za-z0-9_-]*)[:/](?P<name>.+)\Z", re.DOTALL)


def provided(reference: str) -> str:
    """A closed model as `provider:name`. Only the first sign separates; a bare name has the provider that alone has it.

    `openai/gpt-4o` → `openai:gpt-4o`, `bedrock/anthropic.claude-3-haiku-20240307-v1:0` → `bedrock:anthropic.claude-…`.
    """
    match = _PROVIDER.match(reference)
    if match is not None:
        return f"{match['provider'].lower()}:{match['name']}"
    wanted = (reference, undated(reference))
    providers = {provider for provider, _, name in (known.partition(":") for known in _systems()) if name in wanted}
    return f"{providers.pop()}:{reference}" if len(providers) == 1 else reference


def described(ref: ModelRef) -> System | None:
    """The closed model that a reference names, if policies/systems/ describes it."""
    return _systems().get(ref.id) or _systems().get(undated(ref.id)) if ref.kind is RefKind.SYSTEM else None


@cache
def _systems() -> Mapping[str, System]:
    return load_systems()
