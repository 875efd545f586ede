"""A company's policy file, with what it extends, checked against the licenses, findings and tiers that exist."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from auditor.errors import PolicyError
from auditor.parse.yaml import Document
from auditor.policies import Fault, home, read_document, refuse, validated
from auditor.schema.license import Family
from auditor.schema.policy import Policy
from auditor.schema.verdict import OsaidOutcome

DEFAULT = "commercial"
FAMILY = "family:"
_LISTS = ("allow", "conditional", "review", "deny")
_MAX_EXTENDS = 8


@dataclass(frozen=True)
class Vocabulary:
    """The words that a policy may use."""

    licenses: frozenset[str]
    findings: frozenset[str]
    tiers: tuple[str, ...]


@dataclass(frozen=True)
class Loaded:
    """A policy, the digest over the files it came from, and those files, the named one first."""

    policy: Policy
    sha256: str
    paths: tuple[Path, ...]


def ready_made(root: Path | None = None) -> list[str]:
    """Names of the policies that come with Auditor."""
    return sorted(path.stem for path in ((root or home()) / "company").glob("*.yaml"))


def load_policy(name: str, words: Vocabulary, root: Path | None = None) -> Loaded:
    """A policy by name (policies/company/<name>.yaml) or by path (with a `/` or an ending .yaml).

    Raises PolicyError that lists every fault with file and line.
    """
    chain = _chain(name, root or home())
    faults: list[Fault] = []
    merged: dict[str, Any] = {}
    for path, document in reversed(chain):
        faults += _words_unknown(path, document, words)
        merged = _merge(merged, {key: value for key, value in document.value.items() if key != "extends"})
    path, document = chain[0]
    policy = validated(path, document, merged, Policy, faults)
    refuse(faults)
    assert policy is not None, "a policy without faults was read"
    digest = hashlib.sha256(b"".join(path.read_bytes() for path, _ in chain)).hexdigest()
    return Loaded(policy, digest, tuple(path for path, _ in chain))


def _chain(name: str, root: Path) -> list[tuple[Path, Document]]:
    """The file named and those it extends, nearest first."""
    chain: list[tuple[Path, Document]] = []
    path = _locate(name, root, Path())
    while True:
        if path.resolve() in [seen.resolve() for seen, _ in chain] or len(chain) >= _MAX_EXTENDS:
            raise PolicyError(f"{path}:1: extends itself, through {chain[-1][0]}", hint="break the circle")
        document = read_document(path)
        if not isinstance(document.value, dict):
            raise PolicyError(f"{path}:1: should be a mapping of keys to values")
        chain.append((path, document))
        parent = document.value.get("extends")
        if parent is None:
            return chain
        try:
            path = _locate(str(parent), root, path.parent)
        except PolicyError as error:
            raise PolicyError(f"{path}:{document.line('extends')}: {error}", hint=error.hint) from error


def _locate(name: str, root: Path, beside: Path) -> Path:
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        path = beside / name
        if not path.is_file():
            raise PolicyError(f"there is no policy file {path}", hint="`auditor policy show` lists the ready ones")
        return path
    path = root / "company" / f"{name}.yaml"
    if not path.is_file():
        known = ready_made(root)
        near = get_close_matches(name, known, n=1)
        meant = f"did you mean `{near[0]}`? " if near else ""
        raise PolicyError(
            f"there is no policy `{name}`",
            hint=f"{meant}ready ones: {', '.join(known)}; a file is named with its ending .yaml",
        )
    return path


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """`above` over `below`: mappings key by key, lists of ids joined, everything else replaced."""
    merged = dict(below)
    for key, value in above.items():
        old = below.get(key)
        if key in ("licenses", "findings") and isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge_lists(old, value)
        elif isinstance(old, dict) and isinstance(value, dict):
            merged[key] = old | value
        else:
            merged[key] = value
    return merged


def _merge_lists(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Lists joined; an id that the new file names is taken out of the old file's lists: the nearer word counts."""
    named = {item for key in _LISTS for item in _items(new.get(key))}
    kept = {key: [item for item in _items(old.get(key)) if item not in named] for key in _LISTS}
    joined = {key: [*kept[key], *_items(new.get(key))] for key in _LISTS if kept[key] or key in new}
    rest = {key: value for key, value in (old | new).items() if key not in _LISTS}
    wrong = {key: new[key] for key in _LISTS if key in new and not isinstance(new[key], list)}
    return rest | joined | wrong


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _words_unknown(path: Path, document: Document, words: Vocabulary) -> Iterator[Fault]:
    families = {f"{FAMILY}{family.value}" for family in Family}
    vocabularies = {"licenses": words.licenses | families, "findings": words.findings}
    for block, known in vocabularies.items():
        rules = document.value.get(block)
        for key in _LISTS if isinstance(rules, dict) else ():
            for index, item in enumerate(_items(rules.get(key))):
                if isinstance(item, str) and item not in known:
                    near = get_close_matches(item, sorted(known), n=1)
                    meant = f"; did you mean `{near[0]}`?" if near else ""
                    line = document.line(block, key, index)
                    yield Fault(path, line, f"`{item}` is no {block.removesuffix('s')} that we know{meant}")
    yield from _openness_unknown(path, document, words)


def _openness_unknown(path: Path, document: Document, words: Vocabulary) -> Iterator[Fault]:
    minimum = document.value.get("minimum_openness")
    allowed = {"tier": words.tiers, "osaid": tuple(outcome.value for outcome in OsaidOutcome)}
    for key, values in allowed.items():
        word = minimum.get(key) if isinstance(minimum, dict) else None
        if word is not None and word not in values:
            line = document.line("minimum_openness", key)
            yield Fault(path, line, f"`{word}` is no {key}; one of: {', '.join(values)}")
