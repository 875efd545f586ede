"""From a string and its place to a finding."""

from __future__ import annotations

import re

from auditor.discover.known import TEST_NAMESPACES
from auditor.discover.reference import read
from auditor.discover.target import MODEL, NamePlace, Target
from auditor.schema.discovery import Certainty, Found, FoundType

LONGEST_SHOWN = 200
# What nobody is to read in a report: who signs in at an address, the query of one that is signed, keys by their shape.
_SIGNED = re.compile(r"(?<=://)[^/\s@]{1,200}@|(?<=[^\s?])\?[\w.~-]{1,60}=\S*")
_KEY = re.compile(r"\b(?:hf_|sk-|gh[pousr]_|github_pat_|glpat-|xox[bap]-|AKIA|AIza)[\w-]{12,}")


def found(
    file: str,
    line: int,
    kind: str,
    text: str,
    *,
    place: NamePlace = MODEL,
    revision: str | None = None,
    certainty: Certainty = Certainty.CERTAIN,
    via: str = "",
) -> Found | None:
    """The finding that this string makes in this place, if it makes one."""
    target = read(text, place)
    return None if target is None else of(file, line, kind, target, revision=revision, certainty=certainty, via=via)


def of(
    file: str,
    line: int,
    kind: str,
    target: Target,
    *,
    revision: str | None = None,
    certainty: Certainty = Certainty.CERTAIN,
    via: str = "",
    remark: str = "",
) -> Found:
    """The finding of a target; a revision written at its side goes before one inside it."""
    return Found(
        file=plain_name(file),
        line=max(line, 1),
        kind=kind,
        type=target.type,
        reference=_plain(_unsigned(target)),
        revision=_plain(revision or target.revision or "") or None,
        certainty=certainty,
        via=_plain(via),
        note=note(target) or remark,
    )


def dynamic(file: str, line: int, kind: str, expression: str, *, revision: str | None = None, via: str = "") -> Found:
    """A reference that is only known when the program runs."""
    target = Target(FoundType.DYNAMIC, expression)
    return of(file, line, kind, target, revision=revision, certainty=Certainty.POSSIBLE, via=via)


def _unsigned(target: Target) -> str:
    """What is shown of a target: an address without who signs in there, and no key."""
    address = target.type is FoundType.LOCAL_OR_URL and "://" in target.id
    return _KEY.sub("…", _SIGNED.sub("", target.id) if address else target.id)


def note(target: Target) -> str:
    """What a reader should know of this id."""
    if target.type not in (FoundType.MODEL, FoundType.DATASET, FoundType.MODEL_ALIAS):
        return ""
    if target.id.split("/")[0] in TEST_NAMESPACES:
        return "made for tests"
    if target.type is FoundType.MODEL_ALIAS:
        return f"stands for sentence-transformers/{target.id}"
    return "" if "/" in target.id else "old canonical id"


def plain_name(file: str) -> str:
    """A file's name as text that every encoder accepts, whatever bytes it has on the disk."""
    return file.encode("utf-8", "replace").decode("utf-8")


def _plain(text: str) -> str:
    """Text that every encoder accepts: no lone surrogates, no endless expressions."""
    text = plain_name(text)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
