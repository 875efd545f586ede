"""What nobody has read of a repository, but for what its lineage, its license or its linked code settle.

Some stand where terms stand (`passages`); others hold words of terms (`sentences`), and a license that is known to say
the same of its own repository explains these.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.findings.carried import is_carried, said_by
from auditor.decide.findings.reserved import region_excluded
from auditor.decide.findings.rule import Raised
from auditor.decide.findings.settled import code_at, is_settled
from auditor.schema.decision import SENTENCE
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.unread import Unread, UnreadKind
from auditor.schema.verdict import Openness

MOST = 8  # sentences of one repository that are findings of their own; the others are counted in one


def passages(dossier: Dossier, model: Repository, openness: Openness, base: str) -> Iterator[Raised]:
    """The passages of one model of the lineage; `base` is its id where it is not the subject."""
    regional = bool(region_excluded(dossier, model, openness))
    for item in (item for item in _left(model) if item.row is None and item.kind is not UnreadKind.LANGUAGE):
        code = code_at(item, dossier)
        if not is_settled(item, model, dossier, regional=regional):
            there = f"; GitHub finds {code.license} there" if code and code.license else ""
            of = f" (of its base {base})" if base else ""
            names = (item.kind.value, item.citation.file, SENTENCE + item.key)
            message = f"{item.citation.place}: “{item.words[:160]}” {item.why}{there}{of} (sentence {item.key})"
            yield Raised(message, (item.citation,), binds=base or None, names=names)


def languages(model: Repository, base: str) -> Iterator[Raised]:
    """The sections of one model's papers in a language without rows; `base` is its id where it is not the subject."""
    of = f" (of its base {base})" if base else ""
    for item in _left(model):
        if item.kind is UnreadKind.LANGUAGE:
            message = f"{item.citation.place}: “{item.words}” {item.why}{of} (sentence {item.key})"
            yield Raised(message, (item.citation,), binds=base or None, names=(SENTENCE + item.key,))


def _left(model: Repository) -> Iterator[Unread]:
    """What is unread, but for the files that somebody clarified."""
    return (item for item in model.unread if not model.conclusion.settles(item.citation))


def sentences(dossier: Dossier, model: Repository, base: str) -> Iterator[Raised]:
    """The sentences of one model with words of terms; `base` is its id where it is not the subject."""
    facts = {item.id: item for item in dossier.licenses}
    held = model.conclusion.licenses if not model.conclusion.alternatives else ()  # what is chosen may say less
    said = said_by([facts[name] for name in held if name in facts], facts)
    left = [item for item in _left(model) if item.row and not is_carried(item, said)]
    of = f" (of its base {base})" if base else ""
    yield from (_raised(item, of, base) for item in left[:MOST])
    if rest := left[MOST:]:
        yield Raised(
            f"{rest[0].citation.place} has {len(rest)} more sentences that may be terms and are not understood{of}",
            tuple(item.citation for item in rest),
            binds=base or None,
            names=tuple(SENTENCE + item.key for item in rest),
        )


def _raised(item: Unread, of: str, base: str) -> Raised:
    number = f"(sentence {item.key})"
    return Raised(
        f"{item.citation.place} says what may be terms and is not understood: “{item.words[:240]}”{of} {number}",
        (item.citation, *item.places),
        row=item.row,
        binds=base or None,
        names=(SENTENCE + item.key,),
    )
