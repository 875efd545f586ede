"""The NOTICE file: what the licenses ask to be carried along with the models and those that they were made from."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.report.plain import commands_parted, inert
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.evidence import AttributionKind, Dossier, Repository
from auditor.schema.license import License

_RULE = "-" * 78


def render(audit: Audit) -> str:
    """The attribution text of every model of the audit. What models share stands once, at the first of them."""
    count = "1 model" if len(audit.models) == 1 else f"{len(audit.models)} models"
    lines = [
        "NOTICE",
        "",
        f"Attributions for {count}, as found in their repositories, {audit.generated_at:%Y-%m-%d}.",
        "This file does not replace the license texts, which go with copies too.",
    ]
    seen: set[str] = set()
    for model in audit.models:
        lines += _model(model, seen)
    return commands_parted("\n".join(line.rstrip() for line in lines) + "\n")


def _model(model: ModelAudit, seen: set[str]) -> Iterator[str]:
    dossier = model.evidence
    if dossier.subject is None:
        yield from (
            "",
            _RULE,
            f"{inert(model.reference)}: its papers could not be read; nothing is known to attribute.",
        )
        return
    for repository in (dossier.subject, *dossier.ancestors):
        if repository.purl not in seen:
            seen.add(repository.purl)
            yield from _repository(repository, dossier, dossier.subject)


def _repository(repository: Repository, dossier: Dossier, subject: Repository) -> Iterator[str]:
    facts = {item.id: item for item in dossier.licenses}
    yield from ("", _RULE, inert(repository.id), inert(repository.purl))
    if repository is not subject:
        yield f"(a model from which {inert(subject.id)} was made)"
    for license_id in repository.conclusion.licenses:
        yield from _license(license_id, facts.get(license_id))
    if not repository.conclusion.licenses:
        yield f"License: not known ({inert(repository.conclusion.reason)})"
    copyrights = [item.text for item in repository.attributions if item.kind is AttributionKind.COPYRIGHT]
    yield from (inert(text) for text in dict.fromkeys(copyrights))
    for item in repository.attributions:
        if item.kind is AttributionKind.NOTICE:
            yield from ("", f"From its {inert(item.citation.file)}:", "")
            yield from (f"    {inert(line)}" for line in item.text.splitlines())


def _license(license_id: str, known: License | None) -> Iterator[str]:
    yield inert(f"License: {known.title} ({known.expression})") if known else f"License: {inert(license_id)}"
    if known is None:
        return
    addresses = [source.url for source in known.sources if source.url] or list(known.names.urls)
    yield from (inert(f"Text: {address}") for address in addresses[:1])
    words = [duty.text for duty in known.obligations if duty.text and duty.obligation.value != "name-prefix"]
    yield from (inert(text, 2_000) for text in dict.fromkeys(words))
