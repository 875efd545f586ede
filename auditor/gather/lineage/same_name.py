"""A card that was written for a repository of another account and the same name: this one is a copy of it."""

from __future__ import annotations

import re

from auditor.gather.lineage.named import Named, folded, is_model_path
from auditor.gather.papers import Papers
from auditor.names.repository_names import bare_name, is_quantized_name
from auditor.parse.files import README
from auditor.prose.blocks import lines_of
from auditor.schema.evidence import Confidence, LineageEvidence, Relation

_SHORTEST_NAME = 6
_ANY_ID = re.compile(
    r"(?:(?<=[\"'`])|(?<=huggingface\.co/)|(?<=hf\.co/))[A-Za-z0-9_][\w.-]{0,95}/[A-Za-z0-9_][\w.-]{0,95}"
)


def same_name(papers: Papers) -> list[Named]:
    """The repository of another account and the same name that the card speaks of: this one is a copy of it.

    Only where the card speaks of one such account: then it was written for that one. Code speaks too, comments do not.
    """
    own_id = papers.metadata.id or papers.snapshot.id
    publisher, _, name = own_id.rpartition("/")
    own = folded(bare_name(own_id))
    if not publisher or len(own) < _SHORTEST_NAME:
        return []
    found: dict[str, tuple[int, str]] = {}
    hidden = {comment.line for comment in papers.text.comments}
    for number, line in enumerate(lines_of(papers.card.body), papers.card.body_line):
        if "/" not in line or number in hidden:
            continue
        for match in _ANY_ID.finditer(line):
            account, _, other = match.group().rstrip(".").rpartition("/")
            if (
                folded(other) == own
                and is_model_path(match.group().rstrip("."))
                and folded(account) != folded(publisher)
            ):
                found.setdefault(f"{account}/{other}", (number, line.strip()))
    if len({key.lower() for key in found}) != 1 or f"{publisher}/{name}".lower() in papers.card.body.lower():
        return []
    [(repo_id, (number, line))] = list(found.items())[:1]
    relation = Relation.QUANTIZED if is_quantized_name(own_id) else Relation.MIRROR
    evidence, firm = LineageEvidence.INFERRED, Confidence.MEDIUM
    return [Named(repo_id, relation, README, number, None, line[:240], evidence, firm)]
