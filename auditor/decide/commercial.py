"""Whether commercial use is allowed: by licenses, by one repository, by a model with its bases. Judged here alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.decide.effective import bound_models, is_silent_copy, models
from auditor.inheritance.stand_in import open_families
from auditor.licenses.catalog import COMMERCIAL_ORDER
from auditor.schema.evidence import Dossier, Repository, StatementKind
from auditor.schema.license import CommercialUse, License

# What sentences of a card leave of it; other sentences take nothing away.
_LEAVES: dict[StatementKind, CommercialUse] = {
    StatementKind.NON_COMMERCIAL: CommercialUse.NO,
    StatementKind.ON_APPLICATION: CommercialUse.CONDITIONAL,
    StatementKind.RESEARCH_ONLY: CommercialUse.CONDITIONAL,  # some commercial use is research
    StatementKind.PAYMENT: CommercialUse.CONDITIONAL,
    StatementKind.SIZE_LIMIT: CommercialUse.CONDITIONAL,
    StatementKind.OWN_TERMS: CommercialUse.UNKNOWN,
}
# What grants nothing where there is no license.
_GRANTS_NOTHING = (StatementKind.RESEARCH_ONLY, StatementKind.PAYMENT, StatementKind.SIZE_LIMIT)


def worst(uses: Iterable[CommercialUse]) -> CommercialUse:
    """The most restrictive of these; what is not known is worse than a condition that is. Nothing is known of none."""
    return min(uses, key=COMMERCIAL_ORDER.index, default=CommercialUse.UNKNOWN)


def by_licenses(ids: Iterable[str], facts: Mapping[str, License]) -> CommercialUse:
    """What these licenses allow together."""
    known = (facts.get(name) for name in ids)
    return worst(item.commercial_use if item else CommercialUse.UNKNOWN for item in known)


def by_papers(repository: Repository, licenses: tuple[str, ...], facts: Mapping[str, License]) -> CommercialUse:
    """What one repository allows under these licenses, by itself: what could not be read, or its card's words, may
    take away what they give. The words of a file that somebody clarified are settled.
    """
    held = repository.conclusion
    speaking = (item for item in repository.statements if not held.settles(item.citation))
    said = {item.kind: _LEAVES[item.kind] for item in speaking if item.kind in _LEAVES}
    if not licenses:  # words that leave research alone grant nothing by themselves
        return worst(use for kind, use in said.items() if kind not in _GRANTS_NOTHING)
    return worst([by_licenses(licenses, facts), *said.values(), *([CommercialUse.UNKNOWN] if held.doubtful else [])])


def by_family(licenses: tuple[str, ...], dossier: Dossier) -> CommercialUse:
    """What a family allows of which it is open which license applies: a ban only where all forbid it."""
    facts = {item.id: item for item in dossier.licenses}
    uses = {by_licenses((name,), facts) for name in licenses}
    return worst(uses) if len(uses) == 1 or CommercialUse.NO not in uses else CommercialUse.UNKNOWN


def by_lineage(dossier: Dossier) -> CommercialUse:
    """What the model allows with its bases: the worst of those whose terms bind.

    A base that could not be looked up, and whatever else is decisive and missing, makes it unknown, unless what is
    known says no already.
    """
    speaking = [item for item in bound_models(dossier) if not is_silent_copy(item, dossier)]
    answers = [item.conclusion.commercial_use for item in speaking]
    if any(base.resolved is None and base.is_firm for item in models(dossier) for base in item.bases):
        answers.append(CommercialUse.UNKNOWN)
    answers += [by_family(base.licenses, dossier) for _, base in open_families(dossier)]
    if any(issue.is_decisive for issue in dossier.issues) or dossier.subject is None:
        answers.append(CommercialUse.UNKNOWN)
    return worst(answers)
