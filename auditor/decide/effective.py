"""The terms that bind: the model's own licenses and those of its bases, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.schema.evidence import Citation, Dossier, Repository
from auditor.schema.license import CommercialUse, Family, License

# From best to worst for the user.
_ORDER = (CommercialUse.YES, CommercialUse.CONDITIONAL, CommercialUse.UNKNOWN, CommercialUse.NO)


@dataclass(frozen=True)
class Term:
    """One license that binds. `known` is None where its facts are not in the catalog."""

    license_id: str
    known: License | None
    origin: Repository
    inherited: bool

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the repository states it."""
        return self.origin.conclusion.citations[:4]

    @property
    def name(self) -> str:
        """The license, and the base that it comes from."""
        title = self.known.title if self.known else self.license_id
        return f"{title} (from {self.origin.id})" if self.inherited else title


def effective_terms(dossier: Dossier) -> tuple[Term, ...]:
    """Every license that binds, the model's own first; one that both carry counts once, as the nearer one's."""
    facts = {item.id: item for item in dossier.licenses}
    repositories = [*([dossier.subject] if dossier.subject else []), *dossier.ancestors]
    terms: dict[str, Term] = {}
    for repository in repositories:
        for license_id in repository.conclusion.licenses:
            inherited = repository is not dossier.subject
            terms.setdefault(license_id, Term(license_id, facts.get(license_id), repository, inherited))
    return tuple(terms.values())


def commercial_use(dossier: Dossier) -> CommercialUse:
    """Whether the effective terms allow commercial use: the worst answer of the model and its bases.

    A base that could not be looked up makes it unknown, unless what is known says no already.
    """
    if dossier.subject is None:
        return CommercialUse.UNKNOWN
    answers = [item.conclusion.commercial_use for item in (dossier.subject, *dossier.ancestors)]
    if any(base.resolved is None for base in dossier.subject.bases):
        answers.append(CommercialUse.UNKNOWN)
    return max(answers, key=_ORDER.index)


def families(term: Term, dossier: Dossier) -> frozenset[Family]:
    """The families a license may be of: one, or those of an umbrella's members."""
    if term.known is None:
        return frozenset({Family.UNKNOWN})
    if term.known.family is not Family.UMBRELLA:
        return frozenset({term.known.family})
    facts = {item.id: item for item in dossier.licenses}
    return frozenset(facts[member].family if member in facts else Family.UNKNOWN for member in term.known.members)
