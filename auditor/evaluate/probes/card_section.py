"""Does the card have a section on this, with content, or a file that shows it?

A section whose heading fits gives partial: that it is there, not that it is complete. So do files of the kinds named,
results in `model-index`, emissions and the cards of declared datasets, where the row asks for them. A heading over a
placeholder is no evidence.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, component, limited, sections, subject, unknown
from auditor.schema.base import Value
from auditor.schema.citation import Citation
from auditor.schema.evidence import ComponentKind, Dossier, Relation, Repository
from auditor.schema.rubric import Answer
from auditor.schema.section import SectionKind


class Args(Value):
    """Kinds of sections, and what else would show it."""

    sections: tuple[SectionKind, ...]
    files: tuple[ComponentKind, ...] = ()
    model_index: bool = False
    emissions: bool = False
    dataset_cards: bool = False
    only_for_derived: bool = False


def answer(dossier: Dossier, args: Args) -> Reply:
    """Search the card's outline, then the rest."""
    repository = subject(dossier)
    if args.only_for_derived and not repository.bases:
        return Reply(answer=Answer.NOT_APPLICABLE, reason="a base model: nothing was labeled for it")
    if {base.relation for base in repository.bases} == {Relation.QUANTIZED} and args.only_for_derived:
        return Reply(answer=Answer.NOT_APPLICABLE, reason="a quantized copy: nothing was labeled for it")
    fitting = sections(repository, args.sections)
    full = [section for section in fitting if not section.empty]
    evidence = [*(section.citation for section in full), *_elsewhere(repository, dossier, args)]
    if evidence:
        reason = f"the card has “{full[0].title[:80]}”" if full else "it is given outside the card's text"
        change = "a reading of it: that it is there says not that it is complete"
        return Reply(answer=Answer.PARTIAL, reason=reason, would_change=change, citations=limited(evidence))
    if fitting:
        cited = [section.citation for section in fitting]
        return unknown(f"“{fitting[0].title[:80]}” holds only a placeholder", "content", cited)
    return unknown("the card has no section on it", "a section, or a link to where it is described")


def _elsewhere(repository: Repository, dossier: Dossier, args: Args) -> list[Citation]:
    file = component(repository, args.files)
    found = [file.citation] if file else []
    if args.model_index:
        found += repository.evaluations
    if args.emissions and repository.emissions:
        found.append(repository.emissions)
    if args.dataset_cards:
        found += [dataset.card for dataset in dossier.datasets if dataset.card]
    return found
