"""A company's policy file, with what it extends, checked against the licenses, findings and tiers that exist."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from auditor.errors import PolicyError
from auditor.files.additions import faults_of
from auditor.files.checked import Fault, read_document, refuse, validated
from auditor.files.licenses import digest_of
from auditor.files.own_licenses import OwnLicense, own_licenses
from auditor.files.readings import BLOCK as READINGS
from auditor.files.readings import readings_refused
from auditor.files.waivers import BLOCKS, placed, unknown_words
from auditor.licenses.catalog import Catalog
from auditor.parse.home import home
from auditor.parse.yaml import Document
from auditor.schema.decision import Outcome
from auditor.schema.license import Family, License
from auditor.schema.phrases import PhraseAddition
from auditor.schema.policy import Policy
from auditor.schema.regions import unknown
from auditor.schema.verdict import OsaidOutcome

DEFAULT = "commercial"
FAMILY = "family:"
_LISTS = ("allow", "conditional", "review", "deny")
_MAX_EXTENDS = 8
# What every file says for itself: a policy is not called what the one above it is called.
_OWN = ("policy", "title")
# The outcomes that a policy may give to a model below its minimum.
_BELOW = (Outcome.CONDITIONAL.value, Outcome.REVIEW.value, Outcome.DENIED.value)


@dataclass(frozen=True)
class PolicyWords:
    """The words that a policy may use, and the facts and the day that its pinned readings are held against."""

    licenses: frozenset[str]
    findings: frozenset[str]
    tiers: tuple[str, ...]
    catalog: Catalog = field(default_factory=lambda: Catalog(()))
    """What the licenses are, with which a company's own have to go together, and whose readings it may pin."""
    today: date | None = None
    """The day on which it is read: nobody has signed a reading after it."""
    terms: Catalog = field(default_factory=lambda: Catalog(()))
    """Terms of the providers of closed systems: lists and `met` may name them, and nothing else."""


@dataclass(frozen=True)
class Loaded:
    """A policy with the company's own licenses, the digest over the files it came from, and those files.

    The policy that was named comes first, the files of licenses last.
    """

    policy: Policy
    sha256: str
    paths: tuple[Path, ...]
    own: tuple[OwnLicense, ...] = ()

    @property
    def own_sha256(self) -> str:
        """The digest over the files of the company's own licenses."""
        return digest_of(path for one in self.own for path in one.paths)


def ready_made(root: Path | None = None) -> list[str]:
    """Names of the policies that come with Auditor."""
    return sorted(path.stem for path in ((root or home()) / "company").glob("*.yaml"))


def load_policy(name: str, words: PolicyWords, root: Path | None = None) -> Loaded:
    """A policy by name (policies/company/<name>.yaml) or by path (with a `/` or an ending .yaml).

    Raises PolicyError that lists every fault with file and line.
    """
    faults: list[Fault] = []
    chain = _chain(name, root or home(), faults)
    licenses = own_licenses(chain, words.catalog, faults)
    words = replace(words, licenses=words.licenses | {one.license.id for one in licenses})
    words = replace(words, catalog=_together(words.catalog, [one.license for one in licenses]))
    merged: dict[str, Any] = {}
    for path, document in reversed(chain):
        faults += _faults(path, document, words)
        inherited = {key: value for key, value in merged.items() if key not in _OWN}
        own = placed(str(path), document, document.value, (*BLOCKS, READINGS))
        merged = _merge(inherited, {key: value for key, value in own.items() if key != "extends"})
    refuse(faults)
    path, document = chain[0]
    policy = validated(path, document, merged, Policy, faults)
    refuse(faults)
    assert policy is not None, "a policy without faults was read"
    files = (*(path for path, _ in chain), *(path for one in licenses for path in one.paths))
    loaded = Loaded(policy, "", files, tuple(licenses))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path, _ in chain))
    digest.update(loaded.own_sha256.encode() if licenses else b"")
    return replace(loaded, sha256=digest.hexdigest())


def _together(catalog: Catalog, own: list[License]) -> Catalog:
    """The catalog with the company's own licenses; without them where they do not go together, which is said apart."""
    try:
        return Catalog.of((*catalog.licenses, *own)) if own else catalog
    except ValueError:
        return catalog


def _chain(name: str, root: Path, faults: list[Fault]) -> list[tuple[Path, Document]]:
    """The file named and those it extends, nearest first; where the chain breaks, that is a fault."""
    chain = [_opened(_locate(name, root, Path()))]
    while True:
        path, document = chain[-1]
        parent, line = document.value.get("extends"), document.line("extends")
        if parent is None:
            return chain
        if not isinstance(parent, str):
            faults.append(Fault(path, line, "`extends` should be the name of one policy or file"))
            return chain
        try:
            above = _locate(parent, root, path.parent)
            if above.resolve() in [seen.resolve() for seen, _ in chain]:
                faults.append(Fault(path, line, f"extends `{parent}`, which extends this file: a circle"))
                return chain
            if len(chain) >= _MAX_EXTENDS:
                faults.append(Fault(path, line, f"more than {_MAX_EXTENDS} policies extend one another"))
                return chain
        except PolicyError as error:
            faults.append(Fault(path, line, f"{error}" + (f" ({error.hint})" if error.hint else "")))
            return chain
        chain.append(_opened(above))


def _opened(path: Path) -> tuple[Path, Document]:
    document = read_document(path)
    if not isinstance(document.value, dict):
        raise PolicyError(f"{path}:1: should be a mapping of keys to values")
    return path, document


def _locate(name: str, root: Path, beside: Path) -> Path:
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        path = beside / name
        if not _is_file(path):
            raise PolicyError(f"there is no policy file {path}", hint="`auditor policy show` lists the ready ones")
        return path
    path = root / "company" / f"{name}.yaml"
    if not _is_file(path):
        known = ready_made(root)
        near = get_close_matches(name, known, n=1)
        meant = f"did you mean `{near[0]}`? " if near else ""
        raise PolicyError(
            f"there is no policy `{name}`",
            hint=f"{meant}ready ones: {', '.join(known)}; a file is named with its ending .yaml",
        )
    return path


def _is_file(path: Path) -> bool:
    """Whether the file is there; a name that is too long, or holds what no name may hold, is no file's."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """`above` over `below`: mappings key by key, lists of ids, waivers, readings joined, everything else replaced."""
    merged = dict(below)
    for key, value in above.items():
        old = below.get(key)
        if key in ("licenses", "findings") and isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge_lists(old, value)
        elif key in (*BLOCKS, READINGS, "reading") and isinstance(old, list) and isinstance(value, list):
            merged[key] = [*old, *value]
        elif isinstance(old, dict) and isinstance(value, dict):
            merged[key] = old | value
        else:
            merged[key] = value
    return merged


def _merge_lists(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Lists joined; an id that the new file names is taken out of the old file's lists: the nearer word counts."""
    named = [item for key in _LISTS for item in _items(new.get(key))]
    kept = {key: [item for item in _items(old.get(key)) if item not in named] for key in _LISTS}
    joined = {key: [*kept[key], *_items(new.get(key))] for key in _LISTS if kept[key] or key in new}
    rest = {key: value for key, value in (old | new).items() if key not in _LISTS}
    wrong = {key: new[key] for key in _LISTS if key in new and not isinstance(new[key], list)}
    return rest | joined | wrong


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _faults(path: Path, document: Document, words: PolicyWords) -> Iterator[Fault]:
    """What is wrong with one file, by itself."""
    found: list[Fault] = []
    validated(path, document, {key: value for key, value in document.value.items() if key != "extends"}, Policy, found)
    yield from found
    yield from _words_unknown(path, document, words)
    yield from _openness_unknown(path, document, words)
    yield from _regions_unknown(path, document)
    yield from met_unknown(path, document, ("use",), document.value.get("use"), words)
    yield from _rows_refused(path, document)
    yield from unknown_words(path, document, words.findings, words.licenses)
    yield from readings_refused(path, document, words.catalog, words.today)


def _words_unknown(path: Path, document: Document, words: PolicyWords) -> Iterator[Fault]:
    families = {f"{FAMILY}{family.value}" for family in Family}
    terms = {one.id for one in words.terms.licenses}
    vocabularies = {"licenses": words.licenses | families | terms, "findings": words.findings}
    for block, known in vocabularies.items():
        rules = document.value.get(block)
        for key in _LISTS if isinstance(rules, dict) else ():
            for index, item in enumerate(_items(rules.get(key))):
                if isinstance(item, str) and item not in known:
                    near = get_close_matches(item, sorted(known), n=1)
                    meant = f"; did you mean `{near[0]}`?" if near else ""
                    line = document.line(block, key, index)
                    yield Fault(path, line, f"`{item}` is no {block.removesuffix('s')} that we know{meant}")


def _openness_unknown(path: Path, document: Document, words: PolicyWords) -> Iterator[Fault]:
    minimum = document.value.get("minimum_openness")
    allowed = {"tier": words.tiers, "osaid": tuple(outcome.value for outcome in OsaidOutcome), "below": _BELOW}
    for key, values in allowed.items():
        word = minimum.get(key) if isinstance(minimum, dict) else None
        if isinstance(word, str) and word not in values:
            line = document.line("minimum_openness", key)
            what = "outcome for what is below the minimum" if key == "below" else key
            yield Fault(path, line, f"`{word}` is no {what}; one of: {', '.join(values)}")


def met_unknown(
    path: Path, document: Document, where: tuple[str | int, ...], use: Any, words: PolicyWords
) -> Iterator[Fault]:
    """Conditions that a use, which stands at `where`, declares met and that no license has."""
    known = words.catalog.rows | words.terms.rows
    for index, item in enumerate(_items(use.get("met")) if isinstance(use, dict) and known else ()):
        if isinstance(item, str) and item not in known:
            near = get_close_matches(item, sorted(known), n=1, cutoff=0.9)
            meant = f"; did you mean `{near[0]}`?" if near else ": name it as its question does"
            yield Fault(path, document.line(*where, "met", index), f"`{item}` is no row of a license{meant}")


def _rows_refused(path: Path, document: Document) -> Iterator[Fault]:
    """What is wrong with the rows that it adds to tables of phrases, where their shape is right."""
    try:
        additions = [PhraseAddition.model_validate(item) for item in _items(document.value.get("reading"))]
    except ValidationError:
        return  # said before, of the whole file
    if additions:
        yield from faults_of(path, document, additions)


def _regions_unknown(path: Path, document: Document) -> Iterator[Fault]:
    use = document.value.get("use")
    regions = use.get("regions") if isinstance(use, dict) else None
    for index, item in enumerate(_items(regions)):
        if isinstance(item, str) and unknown([item]):
            message = f"`{item}` is no region: name ISO 3166-1 codes such as DE or US, EU, EEA, or any"
            yield Fault(path, document.line("use", "regions", index), message)
