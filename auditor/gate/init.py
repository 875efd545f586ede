"""A manifest written from what discovery found, with comments on what is left to say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from auditor.gate.meant import UNAUDITED, meant
from auditor.report.plain import inert
from auditor.schema.discovery import Discovery
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


def manifest_text(discovery: Discovery, exclude: Iterable[str] = ()) -> tuple[str, int]:
    """The text of a manifest, and how many entries it has."""
    at: dict[ModelRef, list[str]] = {}
    for item in discovery.found:
        ref = meant(item)
        if ref is not None:
            at.setdefault(ref, []).append(f"{item.file}:{item.line}")
    leave = [f"  - {json.dumps(item)}" for item in exclude]
    parts = [_HEAD, "policy: commercial", *(["exclude:", *leave] if leave else []), ""]
    parts += _block("models", "model", at, RepoType.MODEL)
    parts += _block("datasets", "dataset", at, RepoType.DATASET)
    parts += _unaudited(discovery)
    return "\n".join([*parts, _TAIL]), len(at)


def _block(name: str, key: str, at: dict[ModelRef, list[str]], repo_type: RepoType) -> Iterator[str]:
    refs = sorted((ref for ref in at if ref.repo_type is repo_type), key=str)
    yield f"{name}:" if refs else f"{name}: []"
    for ref in refs:
        places = at[ref]
        more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
        yield f"  # {inert(', '.join(places[:_PLACES]))}{more}"
        yield f"  - {key}: {ref.id if _PLAIN.match(ref.id) else json.dumps(ref.id)}"
        if ref.revision:
            yield f"    revision: {json.dumps(ref.revision)}"
    yield ""


def _unaudited(discovery: Discovery) -> Iterator[str]:
    """What is referred to and cannot be audited, for the reader to add what it stands for."""
    listed = [
        f"{item.file}:{item.line} {item.reference} {UNAUDITED[item.type]}"
        for item in discovery.found
        if item.type in UNAUDITED
    ]
    if listed:
        yield "# Not audited, since no model on the Hub is named; add what they stand for:"
        yield from ("#   " + inert(line) for line in listed)
        yield ""
