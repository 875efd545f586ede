"""The terms that bind: the model's own licenses and those of its bases, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.inheritance.ancestry import COPIES, binding, direct
from auditor.inheritance.written import made_from
from auditor.schema.citation import Citation
from auditor.schema.decision import Outcome, Reason
from auditor.schema.evidence import ComponentKind, Dossier, Repository
from auditor.schema.license import Family, License
from auditor.schema.pin import PinnedBy


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

    def reason(
        self,
        outcome: Outcome,
        rule: str,
        says: str,
        *,
        clause: str = "",
        row: str | None = None,
        names: tuple[str, ...] = (),
        pinned: PinnedBy | None = None,
    ) -> Reason:
        """A reason that rests on this license, as its repository has it. `says` goes on from its name."""
        return Reason(
            outcome=outcome,
            rule=rule,
            message=f"{self.name}{says}",
            citations=self.citations,
            license=self.license_id,
            clause=clause,
            row=row,
            binds=self.origin.id,
            names=names,
            pinned=pinned,
        )


def models(dossier: Dossier) -> tuple[Repository, ...]:
    """The model and its bases, the model first; models that only wrote data are none."""
    return (*([dossier.subject] if dossier.subject else []), *made_from(dossier))


def bound_models(dossier: Dossier) -> tuple[Repository, ...]:
    """The model and those bases whose terms bind as a whole, the model first.

    A base whose outputs alone went over is none of them, and neither is one that its owner offers anew under others.
    """
    return (*([dossier.subject] if dossier.subject else []), *(way.ancestor for way in binding(dossier)))


def effective_terms(dossier: Dossier) -> tuple[Term, ...]:
    """Every license that binds, the model's own first; one that both carry counts once, as the nearer one's."""
    facts = {item.id: item for item in dossier.licenses}
    terms: dict[str, Term] = {}
    for repository in bound_models(dossier):
        for license_id in repository.conclusion.licenses:
            inherited = repository is not dossier.subject
            terms.setdefault(license_id, Term(license_id, facts.get(license_id), repository, inherited))
    return tuple(terms.values())


def lacks_its_text(repository: Repository) -> bool:
    """Whether it holds no license file at all; not known, and so no, where its files are not listed."""
    return repository.files_listed and ComponentKind.LICENSE not in {item.kind for item in repository.components}


def is_silent_copy(repository: Repository, dossier: Dossier) -> bool:
    """Whether it is a copy that states no license: the same work in another form or place, so its base's speaks."""
    if repository.license_claims or repository.card_fault or not repository.files_listed or not repository.bases:
        return False
    held = {ancestor.purl for ancestor in dossier.ancestors}
    return all(base.relation in COPIES and base.resolved in held for base in direct(repository, dossier))


def unresolved(repository: Repository) -> tuple[str, ...]:
    """What is written of its license and names none that is known, and the files of doubtful texts."""
    written = (claim.written[:200] for claim in repository.license_claims if not claim.licenses)
    return tuple(dict.fromkeys((*written, *(item.file for item in repository.conclusion.doubtful))))


def meant(term: Term, dossier: Dossier) -> tuple[License | None, ...]:
    """The licenses that a term may be: itself, or the members of an umbrella; None is one that we know nothing of."""
    if term.known is None or term.known.family is not Family.UMBRELLA:
        return (term.known,)
    facts = {item.id: item for item in dossier.licenses}
    return tuple(facts.get(member) for member in term.known.members)
