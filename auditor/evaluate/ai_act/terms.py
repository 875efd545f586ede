"""Whether the terms that bind allow access, use, change and distribution to anybody (guidelines, 78 to 84).

One right that one license withholds, from whomever, is enough. Words of cards, gates and files count as terms do.
Nothing is found in order over terms that are not known, that could not be had, or that nobody has read.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.evaluate.ai_act.bound import bearings, models
from auditor.evaluate.probe import component, limited
from auditor.inheritance.flow import bound_by
from auditor.schema.citation import Citation
from auditor.schema.evidence import ComponentKind, Dossier, Repository, Statement
from auditor.schema.license import CommercialUse
from auditor.schema.lineage import FlowKind
from auditor.schema.rubric import OpenException
from auditor.schema.verdict import LimbOutcome, LimbPart

Found = Iterator[tuple[str, tuple[Citation, ...]]]
# What a license says of outputs and limits nobody: names, notices, the same terms.
_HARMLESS = (FlowKind.SHARE_ALIKE, FlowKind.NAME_PREFIX, FlowKind.DISPLAY, FlowKind.NOTICE, FlowKind.ATTRIBUTION)


def terms(dossier: Dossier, rule: OpenException) -> LimbPart:
    """The gravest that any license or any words say; what is not known where nothing does."""
    for outcome, found in (
        (LimbOutcome.DISQUALIFIED, _disqualifying(dossier, rule)),
        (LimbOutcome.CONTESTED, _contesting(dossier, rule)),
        (LimbOutcome.UNDETERMINED, _unknown(dossier)),
    ):
        said = next(found, None)
        if said:
            return LimbPart(outcome=outcome, reason=said[0], citations=limited(said[1]))
    bound = list(bearings(dossier))
    names = ", ".join(dict.fromkeys(item.name for item in bound))
    allow = "allows" if len(bound) == 1 else "allow"
    cited = limited(citation for item in bound for citation in item.citations)
    return LimbPart(
        outcome=LimbOutcome.OK, reason=f"{names} {allow} access, use, change and distribution", citations=cited
    )


def spoken(dossier: Dossier, kinds: tuple[str, ...]) -> Iterator[tuple[Repository, Statement]]:
    """The words of these kinds in the papers of all that binds, but for what somebody clarified."""
    for model in models(dossier):
        for item in model.statements:
            if item.kind.value in kinds and not model.conclusion.settles(item.citation):
                yield model, item


def _disqualifying(dossier: Dossier, rule: OpenException) -> Found:
    for bearing in bearings(dossier):
        for word in bearing.words:
            if word in rule.licenses.disqualifies:
                yield f"{bearing.name}: {word}", bearing.citations
        if {known.commercial_use if known else None for known in bearing.licenses} == {CommercialUse.NO}:
            yield f"{bearing.name}: no commercial use", bearing.citations
    yield from _in_words(dossier, rule.words.disqualifies)


def _contesting(dossier: Dossier, rule: OpenException) -> Found:
    for bearing in bearings(dossier):
        for word in bearing.words:
            if word in rule.licenses.contests:
                yield f"{bearing.name}: {word}", bearing.citations
    yield from _in_words(dossier, rule.words.contests)
    for model in models(dossier):
        policy = component(model, [ComponentKind.USE_POLICY])
        if policy:
            yield f"{policy.paths[0][:80]} stands beside the license{_of(model, dossier)}", (policy.citation,)
    for bound in bound_by(dossier):
        if bound.way.by_outputs:
            for term in bound.terms:
                if term.kind not in _HARMLESS:
                    where = f"{bound.license_id} of {bound.way.ancestor.id[:120]}"
                    yield f"{where} reaches it over outputs: {term.says}", bound.way.ancestor.conclusion.citations


def _unknown(dossier: Dossier) -> Found:
    for model in models(dossier):
        yield from _unread(model, _of(model, dossier))
    for bearing in bearings(dossier):
        uses = {known.commercial_use if known else CommercialUse.UNKNOWN for known in bearing.licenses}
        if uses == {CommercialUse.CONDITIONAL}:
            yield (
                f"{bearing.name} gives commercial use under conditions, which a person has to judge",
                bearing.citations,
            )
        elif uses != {CommercialUse.YES}:
            yield f"what {bearing.name} restricts is not known", bearing.citations
    for model in models(dossier):
        if model.conclusion.commercial_use is not CommercialUse.YES:
            yield f"{model.conclusion.reason}{_of(model, dossier)}", model.conclusion.citations
    for issue in dossier.issues:
        if issue.is_decisive:
            yield f"{issue.subject[:120]} {issue.message}", ()


def _unread(model: Repository, of: str) -> Found:
    """What is missing of one repository's terms: a license, words that nobody has read, a base that was not had."""
    held = model.conclusion
    if not held.licenses:
        yield f"{held.reason}{of}", held.citations
    if model.unread:
        first = model.unread[0].citation
        yield f"words in {first.place}{of} may be terms, and nobody has read them", (first,)
    for base in model.bases:
        if base.resolved is None and base.is_firm and not base.family:
            yield f"the terms of {base.id[:120]} could not be had", (base.citation,)


def _in_words(dossier: Dossier, kinds: tuple[str, ...]) -> Found:
    for model, item in spoken(dossier, kinds):
        yield (
            f"{item.citation.place}{_of(model, dossier)} says so in its own words: {item.kind.value}",
            (item.citation,),
        )


def _of(model: Repository, dossier: Dossier) -> str:
    return "" if model is dossier.subject else f" of {model.id[:120]}"
