"""What a repository's license is called: SPDX ids where SPDX has one, else a LicenseRef with what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from license_expression import LicenseExpression, Licensing, get_spdx_licensing

from auditor.report.escape import digest, slug, web_url
from auditor.report.parts.bill import Bill
from auditor.report.plain import inert
from auditor.schema.citation import Citation
from auditor.schema.claim import Basis, ClaimSource, LicenseClaim
from auditor.schema.evidence import Repository
from auditor.schema.license import License

# Where a declaration is read: the first place that names a license we know speaks; failing that, the first at all.
_RESOLVED = (ClaimSource.CARD, ClaimSource.LICENSE_NAME, ClaimSource.LICENSE_LINK, ClaimSource.TAG)
_WRITTEN = (ClaimSource.LICENSE_NAME, ClaimSource.CARD, ClaimSource.TAG)
_REF = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")


@dataclass(frozen=True)
class LicenseName:
    """One license as it is called. `citation` is where the name, or the text, was found."""

    expression: str
    title: str
    spdx: str | None = None
    urls: tuple[str, ...] = ()
    citation: Citation | None = None

    @property
    def quote(self) -> str:
        """The words found, on one line."""
        return inert(self.citation.quote, 2_000) if self.citation and self.citation.quote else ""


def declared(repository: Repository, bill: Bill) -> tuple[LicenseName, ...]:
    """What the repository says its license is."""
    claims = _speaking([claim for claim in repository.license_claims if claim.basis is Basis.DECLARED])
    return tuple(dict.fromkeys(name for claim in claims for name in _of_claim(claim, bill)))


def detected(repository: Repository, bill: Bill) -> tuple[LicenseName, ...]:
    """The licenses whose texts, or pointers to them, were recognised in its files."""
    claims = [claim for claim in repository.license_claims if claim.basis is Basis.DETECTED and claim.licenses]
    return tuple(dict.fromkeys(name for claim in claims for name in _of_claim(claim, bill)))


def concluded(repository: Repository, bill: Bill) -> tuple[LicenseName, ...]:
    """The licenses held to apply together; none: unresolved."""
    conclusion = repository.conclusion
    found = {name: claim.citation for claim in reversed(repository.license_claims) for name in claim.licenses}
    first = conclusion.citations[0] if conclusion.citations else None
    return tuple(_known(name, bill, found.get(name, first)) for name in conclusion.licenses)


def expression(names: Iterable[LicenseName]) -> str | None:
    """Licenses that apply together as one SPDX expression."""
    return " AND ".join(dict.fromkeys(name.expression for name in names)) or None


@lru_cache(maxsize=1)
def _licensing() -> Licensing:
    return get_spdx_licensing()


@lru_cache(maxsize=4_096)
def current(written: str) -> LicenseExpression:
    """An expression with ids that the SPDX License List deprecates replaced by those that it names for them."""
    return _licensing().parse(written)


def references(bill: Bill) -> tuple[LicenseName, ...]:
    """Every LicenseRef that a declared or concluded license of the bill names, once, cited from a text if any."""
    best: dict[str, LicenseName] = {}
    for part in bill.parts.values():
        if part.repository is None:
            continue
        here = (*detected(part.repository, bill), *concluded(part.repository, bill), *declared(part.repository, bill))
        for name in here:
            best.setdefault(name.expression, name)
        for missing in _REF.findall(part.repository.conclusion.expression or ""):
            best.setdefault(missing, LicenseName(missing, missing.removeprefix("LicenseRef-")))
    return tuple(best[name] for name in sorted(best) if name.startswith("LicenseRef-"))


def _speaking(claims: list[LicenseClaim]) -> list[LicenseClaim]:
    groups = {source: [claim for claim in claims if claim.source is source] for source in _RESOLVED}
    for source in _RESOLVED:
        if any(claim.licenses for claim in groups[source]):
            return groups[source]
    return next((groups[source] for source in _WRITTEN if groups[source]), [])


def _of_claim(claim: LicenseClaim, bill: Bill) -> tuple[LicenseName, ...]:
    if claim.licenses:
        return tuple(_known(name, bill, claim.citation) for name in claim.licenses)
    written = inert(claim.written, 200)
    return (LicenseName(f"LicenseRef-unresolved-{digest(claim.written)[:12]}", written, citation=claim.citation),)


def _known(license_id: str, bill: Bill, citation: Citation | None) -> LicenseName:
    known = bill.licenses.get(license_id)
    if known is None:
        return LicenseName(f"LicenseRef-{slug(license_id)}", license_id, citation=citation)
    return LicenseName(known.expression, known.title, known.spdx, _urls(known), citation)


def _urls(known: License) -> tuple[str, ...]:
    named = (source.url for source in known.sources if source.url)
    whole = (url if "://" in url else f"https://{url}" for url in named)
    return tuple(dict.fromkeys(url for url in map(web_url, whole) if url))
