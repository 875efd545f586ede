"""Closed models as the gate names them, and whether policies/systems/ describes them or their provider."""

from __future__ import annotations

import re

from auditor.files.systems import load_systems
from auditor.schema.reference import ModelRef, RefKind
from auditor.schema.system import System

_PROVIDER = re.compile(r"(?P<provider>[A-Za-z][A-Za-z0-9_-]*)[:/](?P<name>.+)\Z", re.DOTALL)


def provided(reference: str) -> str:
    """A closed model as `provider:name`. Only the first sign separates; a bare name has the provider that alone has it.

    `openai/gpt-4o` → `openai:gpt-4o`, `bedrock/anthropic.claude-3-haiku-20240307-v1:0` → `bedrock:anthropic.claude-…`.
    """
    match = _PROVIDER.match(reference)
    if match is not None:
        return f"{match['provider'].lower()}:{match['name']}"
    known = load_systems().bare(reference)
    return f"{known[0].partition(':')[0]}:{reference}" if len(known) == 1 else reference


def described(ref: ModelRef) -> System | None:
    """The closed model that a reference names; one of which only its provider is described is one too."""
    return load_systems().find(ref.id) if ref.kind is RefKind.SYSTEM else None
