"""Facts that somebody mended: a file with this sha256 is this license. Another hash, and the word is void."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.licenses.catalog import Catalog
from auditor.licenses.expression import conjunction
from auditor.parse.references import covers
from auditor.schema.citation import Citation
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.evidence import Conclusion, Confidence, Dossier, Repository
from auditor.schema.license import NOT_JUDGED, License
from auditor.schema.snapshot import Snapshot, Snapshots
from auditor.schema.waiver import Clarification


def clarify(
    dossier: Dossier, snapshots: Snapshots, clarifications: Sequence[Clarification], catalog: Catalog
) -> Dossier:
    """The dossier with the licenses pinned that these clarifications name, of the model, its bases and its datasets."""
    if not clarifications:
        return dossier
    held = {(item.repo_type, item.id): item for item in (snapshots.subject, *snapshots.related) if item is not None}

    def mended(repository: Repository) -> Repository:
        snapshot = held.get((repository.repo_type, repository.id))
        words = [word for word in clarifications if _fits(word, repository, snapshot)]
        return _pinned(repository, words, catalog) if words else repository

    subject = mended(dossier.subject) if dossier.subject else None
    ancestors = tuple(mended(item) for item in dossier.ancestors)
    datasets = tuple(mended(item) for item in dossier.datasets)
    named = [name for word in clarifications for name in word.licenses]
    return dossier.model_copy(
        update={
            "subject": subject,
            "ancestors": ancestors,
            "datasets": datasets,
            "licenses": _with_facts(dossier.licenses, named, catalog),
        }
    )


def _fits(word: Clarification, repository: Repository, snapshot: Snapshot | None) -> bool:
    """Whether a clarification names this repository and a file that it holds with that sha256."""
    file = snapshot.file(word.file) if snapshot is not None and covers(word.model, repository.purl) else None
    return file is not None and file.sha256 == word.sha256


def _pinned(repository: Repository, words: Sequence[Clarification], catalog: Catalog) -> Repository:
    """The license is what the first says; each settles its own file, and other files keep their word."""
    word, settled = words[0], tuple(dict.fromkeys(word.file for word in words))
    claims = [_as_clarified(claim, word) for claim in repository.license_claims]
    cited = [claim.citation for claim in claims if _is_of(claim, word)]
    if not cited:
        cited = [Citation(source=repository.purl, file=word.file, sha256=word.sha256)]
        claims.append(_claim(word, cited[0]))
    conclusion = Conclusion(
        licenses=word.licenses,
        expression=conjunction(word.licenses, catalog),
        commercial_use=NOT_JUDGED,
        confidence=Confidence.HIGH,
        reason=f"clarified by {word.approver}: {word.file} is {' AND '.join(word.licenses)} ({word.comment})",
        citations=tuple(dict.fromkeys(cited)),
        forbidding=tuple(item for item in repository.conclusion.forbidding if item.file not in settled),
        clarified=word,
        settled=settled,
    )
    return repository.model_copy(update={"license_claims": tuple(claims), "conclusion": conclusion})


def _is_of(claim: LicenseClaim, word: Clarification) -> bool:
    at = claim.citation
    return claim.basis is Basis.DETECTED and (at.file, at.sha256) == (word.file, word.sha256)


def _as_clarified(claim: LicenseClaim, word: Clarification) -> LicenseClaim:
    """What the clarified file says is what the clarification says of it; other places keep their word."""
    return claim.model_copy(update={"licenses": word.licenses, "answer": "exact"}) if _is_of(claim, word) else claim


def _claim(word: Clarification, at: Citation) -> LicenseClaim:
    written = " AND ".join(word.licenses)
    return LicenseClaim(
        basis=Basis.DETECTED,
        source=ClaimSource.FILE,
        written=written,
        licenses=word.licenses,
        answer="exact",
        citation=at,
    )


def _with_facts(held: tuple[License, ...], named: Iterable[str], catalog: Catalog) -> tuple[License, ...]:
    known = [found for name in named if (found := catalog.get(name))]
    members = [found for item in known for name in item.members if (found := catalog.get(name))]
    by_id = {item.id: item for item in (*known, *members, *held)}
    return tuple(by_id[name] for name in sorted(by_id))
