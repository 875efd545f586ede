"""Families of models whose name in another model's name says where that one comes from, and their licenses.

Weak evidence: it names no repository. It is used only where nothing else is known, and only for families whose makers
ask that their terms be passed on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class ModelFamily:
    """A family, how its name shows, who makes it, and under which licenses it comes."""

    name: str
    pattern: re.Pattern[str]
    makers: tuple[str, ...]
    licenses: tuple[str, ...]


# Names that hold the word and are none of the family: trained from nothing, or something else.
_NOT_LLAMA = re.compile(
    r"tiny-?_?llama|open-?_?llama|smol-?_?llama|micro-?llama|llama-?index|llama[.-]?cpp|llama-?file|llama-?tokeni[sz]er|ollama"
    r"|llama-?from-?mistral|llama-?mistral|mistral-?llama|sheared-?llama-from|llamafied|llamafy|llama-?fied|litellama|llama-?\d+m\b|-\d+m\b"
    r"|babyllama|lag-?llama|long-?_?llama|amd-llama|llamaified|llama-?format",
    re.IGNORECASE,
)
FAMILIES: tuple[ModelFamily, ...] = (
    ModelFamily(
        "Llama",
        re.compile(r"llama|(?<![a-z0-9])L3(?:\.[123])?-\d+b", re.IGNORECASE),
        ("meta-llama", "facebook", "codellama", "llamaste"),
        ("llama1", "llama2", "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4", "llama"),
    ),
    ModelFamily(
        "Gemma",
        re.compile(
            r"(?<![a-z])(?:code|pali|shield|med|translate|function|embedding)?gemma(?!-?4)(?![a-z])", re.IGNORECASE
        ),
        ("google",),
        ("gemma", "gemma-2024-02-21", "gemma-2024-04-01", "gemma-2025-03-24"),
    ),
    ModelFamily("Codestral", re.compile(r"codestral", re.IGNORECASE), ("mistralai",), ("mnpl-0.1", "mrl-0.1")),
)


def family_of(repo_id: str) -> ModelFamily | None:
    """The family that the repository's name shows, unless it is the maker's own."""
    account, _, name = repo_id.rpartition("/")
    for family in FAMILIES:
        if family.pattern.search(name) and account.lower() not in family.makers:
            return None if family.name == "Llama" and _NOT_LLAMA.search(name) else family
    return None
