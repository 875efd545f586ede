"""Findings about the training data, shown apart from the model's own terms."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.findings.rule import Found
from auditor.names.providers import Provider, by_dataset_name, by_words
from auditor.schema.evidence import Citation, DatasetUse, Dossier, GateState, Repository
from auditor.schema.license import CommercialUse
from auditor.schema.verdict import Openness

_SHOWN = 6
_GONE = ("missing", "missing-or-private", "disabled")


def data_non_commercial(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """A declared dataset, or a source of one, is under terms without commercial use."""
    found: Found = []
    for dataset, use, of in _declared(dossier, subject):
        if dataset is not None and dataset.conclusion.commercial_use is CommercialUse.NO:
            names = " AND ".join(dataset.conclusion.licenses)
            message = f"the dataset {dataset.id}{of} is under {names}, which allows no commercial use"
            found.append((message, (use.citation, *dataset.conclusion.citations)))
    return found


def data_license_unknown(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """Declared datasets state no license, or one that does not say what it allows."""
    unclear = [
        (f"{dataset.id}{of} ({dataset.conclusion.reason})", use.citation)
        for dataset, use, of in _declared(dossier, subject)
        if dataset is not None and dataset.conclusion.commercial_use is CommercialUse.UNKNOWN
    ]
    return _together("what these datasets allow is not known", unclear)


def data_unavailable(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """Declared datasets are gone, disabled, or given only to those whom a person lets in."""
    gone = [
        (f"{use.id}{of} ({why})", use.citation)
        for dataset, use, of in _declared(dossier, subject)
        if (why := _unavailable(dataset, use, dossier))
    ]
    return _together("these datasets cannot be had by everyone", gone)


def data_model_generated(dossier: Dossier, subject: Repository, openness: Openness) -> Found:
    """Data was written by a provider's model, by its name or by what a card says; its terms speak of that."""
    found: dict[str, list[tuple[str, Citation]]] = {}
    terms: dict[str, Provider] = {}
    account = subject.id.partition("/")[0].lower()
    for provider, what, citation in _generated(dossier, subject):
        if provider.name.lower() in account:  # its own terms do not bind the provider
            continue
        terms[provider.name] = provider
        found.setdefault(provider.name, []).append((what, citation))
    return [
        message
        for name, items in found.items()
        for message in _together(f"data written by a model of {name} ({terms[name].terms})", items)
    ]


def _generated(dossier: Dossier, subject: Repository) -> Iterator[tuple[Provider, str, Citation]]:
    for item in subject.generated_data:
        provider = by_words(item.model)
        if provider:
            yield provider, f"{item.model} (line {item.citation.line} of the card)", item.citation
    for dataset, use, of in _declared(dossier, subject):
        said = dataset.generated_data if dataset else ()
        spoken = [(provider, item) for item in said if (provider := by_words(item.model))]
        named = by_dataset_name(dataset.id if dataset else use.id)
        if spoken:
            yield spoken[0][0], f"{use.id}{of}, whose card says so", spoken[0][1].citation
        elif named:
            yield named, f"{use.id}{of}, by its name", use.citation


def _declared(dossier: Dossier, subject: Repository) -> Iterator[tuple[Repository | None, DatasetUse, str]]:
    """Each dataset that the model declares, and each source that such a dataset declares, with what of."""
    held = {item.purl: item for item in dossier.datasets}
    seen: set[str] = set()
    uses = [(use, "") for use in subject.datasets]
    while uses:
        use, of = uses.pop(0)
        key = use.resolved or use.id.lower()
        if key in seen:
            continue
        seen.add(key)
        dataset = held.get(use.resolved or "")
        yield dataset, use, of
        uses += [(source, f" (a source of {dataset.id})") for source in dataset.datasets] if dataset else []


def _unavailable(dataset: Repository | None, use: DatasetUse, dossier: Dossier) -> str | None:
    if dataset is not None:
        access = dataset.access
        if access.disabled:
            return "disabled by the Hub"
        return "a person decides who gets it" if access.gate is GateState.MANUAL else None
    missing = {issue.subject.lower() for issue in dossier.issues if issue.kind.value in _GONE and issue.file is None}
    return "not on the Hub, or private" if f"datasets/{use.id.lower()}" in missing else None


def _together(what: str, items: list[tuple[str, Citation]]) -> Found:
    """One finding for all of them: a card may declare dozens."""
    if not items:
        return []
    items = list({name: (name, citation) for name, citation in reversed(items)}.values())[::-1]
    names = ", ".join(name for name, _ in items[:_SHOWN])
    more = f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
    return [(f"{what}: {names}{more}", tuple(citation for _, citation in items[:_SHOWN]))]
