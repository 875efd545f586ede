"""Whose terms bind a model, and what each of these licenses and their papers say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from auditor.evaluate.probe import subject
from auditor.inheritance.ancestry import binding
from auditor.inheritance.stand_in import open_families
from auditor.schema.citation import Citation
from auditor.schema.evidence import Dossier, Repository
from auditor.schema.facts import Metric
from auditor.schema.license import Family, License

_ASKED_FOR = Metric.REGISTRATION.value  # a permission is asked for too, so that licenses which ask for either are alike


@dataclass(frozen=True)
class Bearing:
    """A license that binds, or several of which it is open which one does, and the repository that it comes from.

    `words` are the kinds of its restrictions, conditions and duties: of several licenses those that all have. Of a
    family nothing of whose licenses is known there are none.
    """

    name: str
    licenses: tuple[License | None, ...]
    words: tuple[str, ...]
    citations: tuple[Citation, ...]


def models(dossier: Dossier) -> tuple[Repository, ...]:
    """The model and the bases whose terms bind as a whole, the model first."""
    return (subject(dossier), *(way.ancestor for way in binding(dossier)))


def bearings(dossier: Dossier) -> Iterator[Bearing]:
    """Every license that binds: the model's own, its bases', and those that may be a named family's."""
    facts = {item.id: item for item in dossier.licenses}
    for model in models(dossier):
        inherited = "" if model is dossier.subject else f" of {model.id[:120]}"
        for license_id in model.conclusion.licenses:
            meant = _meant(license_id, facts)
            yield Bearing(f"{license_id}{inherited}", meant, _shared(meant), model.conclusion.citations)
    for _, base in open_families(dossier):
        meant = tuple(one for license_id in base.licenses for one in _meant(license_id, facts))
        yield Bearing(f"every license of {base.id[:120]}", meant, _shared(meant), (base.citation,))


def _meant(license_id: str, facts: Mapping[str, License]) -> tuple[License | None, ...]:
    """The license, or the members of an umbrella; None is one that nothing is known of."""
    known = facts.get(license_id)
    if known is None or known.family is not Family.UMBRELLA:
        return (known,)
    return tuple(facts.get(member) for member in known.members)


def _shared(licenses: Iterable[License | None]) -> tuple[str, ...]:
    each = [_words(item) for item in licenses]
    return tuple(word for word in each[0] if all(word in words for words in each)) if each else ()


def _words(known: License | None) -> tuple[str, ...]:
    if known is None:
        return ()
    return (
        *(item.restriction.value for item in known.restrictions),
        *(item.metric.value for item in known.conditions),
        *(_ASKED_FOR for item in known.conditions if item.metric is Metric.AUTHORIZATION),
        *(item.obligation.value for item in known.obligations),
    )
