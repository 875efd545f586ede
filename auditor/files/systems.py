"""Reads policies/systems/, policies/lifecycles/ and policies/system-names.yaml → closed systems by name.

The files are what people read; `systems.compiled.json` holds the same in one file, as licenses.compiled.json does of
licenses. Where it is not made of them as they stand, they are read themselves.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from auditor.files.checked import Fault, read_all, read_document, read_rows, refuse
from auditor.files.licenses import digest_of, named_like_file
from auditor.names.systems import Systems
from auditor.parse.home import home
from auditor.parse.sealed import sealed, unsealed
from auditor.schema.lifecycle import Lifecycles
from auditor.schema.system import HUB, NameRule, SystemProvider

COMPILED = "systems.compiled.json"
_RULES = "system-names.yaml"


def load_systems(root: Path | None = None) -> Systems:
    """The closed systems by every name they have, `provider:name`, each with its life. Raises PolicyError."""
    root = root or home()
    return _loaded(root, digest_of(_files(root)))


@lru_cache(maxsize=4)
def _loaded(root: Path, digest: str) -> Systems:
    kept = unsealed(root / COMPILED, digest)
    if not kept:
        return _read(root)
    return Systems(
        {raw["id"]: SystemProvider.model_validate(raw) for raw in kept["systems"]},
        {raw["id"]: Lifecycles.model_validate(raw) for raw in kept["lifecycles"]},
        tuple(NameRule.model_construct(**rule) for rule in kept["rules"]),  # their examples were run when it was made
        kept.get("meant", {}),
    )


def compiled(root: Path) -> str:
    """The content of the compiled file, a line a provider. Raises PolicyError where a file is wrong."""
    systems = _read(root)
    living = ((host, name) for host, known in systems.living.items() for name in known.named)
    meant = {f"{host}:{name}": systems.meaning(host, name) for host, name in living}
    parts = {
        "systems": [read_document(path).value for path in _of(root, "systems")],
        "lifecycles": [read_document(path).value for path in _of(root, "lifecycles")],
        "rules": [rule.plain() for rule in _rules(root)],
    }
    rows = (f"{json.dumps(name)}:[\n{_lines(values)}\n]" for name, values in parts.items())
    body = ",\n".join((*rows, f'"meant":{json.dumps(meant, separators=(",", ":"))}'))
    return sealed(digest_of(_files(root)), "{" + body + "}\n")


def _lines(values: list[Any]) -> str:
    return ",\n".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)


def _of(root: Path, folder: str) -> list[Path]:
    return sorted((root / folder).glob("*.yaml"))


def _files(root: Path) -> list[Path]:
    rules = root / _RULES
    return [*_of(root, "systems"), *_of(root, "lifecycles"), *([rules] if rules.is_file() else [])]


def _rules(root: Path) -> list[NameRule]:
    return read_rows(root / _RULES, "rules", NameRule) if (root / _RULES).is_file() else []


def _read(root: Path) -> Systems:
    providers = read_all(_of(root, "systems"), SystemProvider, check=named_like_file)
    lives = read_all(_of(root, "lifecycles"), Lifecycles, check=named_like_file)
    systems = Systems({one.id: one for one in providers}, {one.id: one for one in lives}, tuple(_rules(root)))
    refuse([*_strange_words(root, providers), *_strange_rules(root, systems), *_strange_lives(root, systems)])
    return systems


def _strange_words(root: Path, providers: list[SystemProvider]) -> list[Fault]:
    """Words before the colon that are two providers', and providers whose terms should bind and are nobody's."""
    words = [word for one in providers for word in (one.id, *one.also)]
    known = {one.id for one in providers}
    faults = [(one, word, "is another's word too") for one in providers for word in one.also if words.count(word) > 1]
    hosts = [(one, one.hosting.binds_too) for one in providers if one.hosting]
    faults += [(one, maker, "is no provider") for one, makers in hosts for maker in makers if maker not in known]
    return [Fault(root / "systems" / f"{one.id}.yaml", 1, f"`{word}` {why}") for one, word, why in faults]


def _strange_rules(root: Path, systems: Systems) -> list[Fault]:
    """Rows of names at nobody, and rows that lead to nobody."""
    wrong = [(rule, who) for rule in systems.rules for who in rule.of if who not in systems.providers]
    wrong += [(rule, rule.means) for rule in systems.rules if rule.means not in ("", HUB, *systems.providers)]
    return [Fault(root / _RULES, 1, f"`{rule.id}`: `{who}` is no provider") for rule, who in wrong]


def _strange_lives(root: Path, systems: Systems) -> list[Fault]:
    """Lives of no model: those that a maker does not list, and those of a host that nobody describes."""
    named = [
        (known.id, name, systems.find(f"{known.id}:{name}"))
        for known in systems.living.values()
        for name in known.named
    ]
    hosts = {one.id for one in systems.providers.values() if one.hosting}
    lost = [(who, name) for who, name, found in named if found is None or not (found.listed or who in hosts)]
    why = "is no model that policies/systems/{}.yaml describes"
    return [Fault(root / "lifecycles" / f"{who}.yaml", 1, f"`{who}:{name}` {why.format(who)}") for who, name in lost]
