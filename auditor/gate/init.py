"""A manifest written from what discovery found, with comments on what is left to say."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from auditor.gate.local import lies_at
from auditor.gate.meant import said, why_not
from auditor.gate.plan import Fate, Traced, seen_in
from auditor.report.plain import inert
from auditor.schema.discovery import Discovery, Found
from auditor.schema.policy import DiscoveryRules
from auditor.schema.reference import ModelRef, RepoType

_PLAIN = re.compile(r"[A-Za-z][\w.-]*/[\w.-]*[A-Za-z][\w.-]*\Z")
_PLACES = 3
_HEAD = """\
# The models and datasets that this repository depends on.
#   auditor check   audits them, and says which others the files refer to
#   auditor lock    writes models.lock: the commit, the license and its text's sha256 of each; commit it
# Each entry may also have:
#   revision: the commit that is used; a branch or a tag may move
#   use:      what of the policy's declared use is different here, such as {commercial: false}
#   owner:    who answers for it
#   note:     why it is here
"""
_REFERENCES = """\
# What these stand for, nobody can know but you; `auditor check` exits with 10 until each has an entry. Take away the
# marks and name the models that are audited in its place (org/name, provider:name, or the way to a file or folder here,
# which is audited by what its header and its license say), or write in place of `stands_for`:
#     reason: why no model has to be audited here, such as that it is your own
#     approver: who says so
# `file: app/main.py` in an entry holds it to that file. Files that do not count belong under `exclude:`, as
# `{glob: vendor/, reason: copied from elsewhere}`.
references:"""
_TAIL = """# Findings that somebody has looked at and accepted, until a day. Reasons: legal-advice, separate-agreement,
# does-not-apply, false-positive, being-replaced, risk-accepted.
# waivers:
#   - finding: license-changed
#     model: org/name
#     reason: legal-advice
#     comment: what was decided, and where that is written down
#     approver: who decided
#     expires: 2027-03-31

# Which license a file is, said by somebody who read it; void as soon as the file is another one.
# clarifications:
#   - model: org/name
#     file: LICENSE
#     sha256: of the file that was read
#     licenses: [Apache-2.0]
#     comment: how that was found out
#     approver: who read it
"""


def manifest_text(discovery: Discovery, exclude: Iterable[str] = (), root: Path = Path()) -> tuple[str, int, int]:
    """The text of a manifest in `root`, how many entries it has, and how many references somebody has to settle.

    It holds what `auditor check` audits and asks for under a policy that says nothing of the parts of a repository.
    """
    seen = seen_in(discovery.found, DiscoveryRules(), {})
    at: dict[ModelRef, list[str]] = {}
    for one in seen:
        if one.ref is not None and one.fate is Fate.AUDITED:
            at.setdefault(one.ref, []).append(f"{one.item.file}:{one.item.line}")
    open_ones: dict[tuple[str, str, str], list[str]] = {}
    for one in seen:
        if one.fate is Fate.UNSETTLED:
            key = (said(one.item), why_not(one.item), _here(one.item, root))
            open_ones.setdefault(key, []).append(f"{one.item.file}:{one.item.line}")
    leave = [f"  - {json.dumps(item)}" for item in exclude]
    parts = [_HEAD, "policy: commercial", *(["exclude:", *leave] if leave else []), ""]
    parts += _block("models", "model", at, RepoType.MODEL)
    parts += _block("datasets", "dataset", at, RepoType.DATASET)
    parts += _to_settle(open_ones)
    parts += _left(seen)
    return "\n".join([*parts, _TAIL]), len(at), len(open_ones)


def _block(name: str, key: str, at: dict[ModelRef, list[str]], repo_type: RepoType) -> Iterator[str]:
    refs = sorted((ref for ref in at if ref.repo_type is repo_type), key=str)
    yield f"{name}:" if refs else f"{name}: []"
    for ref in refs:
        yield f"  # {inert(_shown(at[ref]))}"
        yield f"  - {key}: {_quoted(ref.id)}"
        if ref.revision:
            yield f"    revision: {json.dumps(ref.revision)}"
    yield ""


def _here(item: Found, root: Path) -> str:
    """The file or folder that a reference names, as a manifest in `root` names it; "" where none lies there."""
    path = lies_at(item, root)
    return f"./{path.relative_to(root.resolve()).as_posix()}" if path else ""


def _to_settle(open_ones: Mapping[tuple[str, str, str], list[str]]) -> Iterator[str]:
    """What names nothing that is audited: an entry for each, for a person to complete."""
    if open_ones:
        yield _REFERENCES
    often = Counter(reference for reference, _, _ in open_ones)
    for (reference, why, here), places in open_ones.items():
        yield f"  # {inert(_shown(places))} {why}."
        yield f"  # - reference: {_quoted(reference)}"
        if often[reference] > 1:  # the same words name another thing elsewhere
            yield f"  #   file: {_quoted(places[0].rpartition(':')[0])}"
        yield f"  #   stands_for: [{_quoted(here) if here else 'org/name'}]"
    if open_ones:
        yield ""


def _left(seen: Iterable[Traced]) -> Iterator[str]:
    """What stands only where a policy that says nothing of it does not count."""
    left = [one.item for one in seen if one.fate is Fate.NOT_COUNTED]
    if left:
        yield "# Named in tests, examples or documentation alone, and not counted (`discovery:` in a policy):"
        at: dict[str, list[str]] = {}
        for item in left:
            at.setdefault(said(item), []).append(f"{item.file}:{item.line}")
        yield from (f"#   {inert(reference)} ({inert(_shown(places))})" for reference, places in at.items())
        yield ""


def _shown(places: list[str]) -> str:
    more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    return f"{', '.join(places[:_PLACES])}{more}"


def _quoted(text: str) -> str:
    """A text as YAML reads it back, whatever it holds."""
    if _PLAIN.match(text):
        return text
    quoted = json.dumps(text, ensure_ascii=not text.isprintable())
    return quoted.replace("##", "#\\u0023")  # two of them begin a command of some runners
