"""What is different between two saved audits, two locks, or one of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from auditor.errors import ManifestError
from auditor.files.lockfile import parse_lock
from auditor.parse.files import README
from auditor.report.json import parse
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.base import Value
from auditor.schema.claim import ClaimSource
from auditor.schema.decision import Decision, Duty, Outcome, Question, Reason
from auditor.schema.evidence import Repository
from auditor.schema.lock import FORMAT, Lock, LockedRepository
from auditor.schema.unread import key_of

MAX_BYTES = 500_000_000
Facts = dict[str, str]

# Facts that may differ without anybody having to look: where a branch leads, and the words of a card.
HARMLESS = ("commit", "card")
_NOTHING = "—"
_SHOWN = 200  # characters of the words of a reason
_DIGITS = 8  # of the digest that tells two reasons of one rule apart


class Difference(Value):
    """One fact that is different. `fact` is empty where a model was added or removed."""

    reference: str
    what: Literal["added", "removed", "changed"]
    fact: str = ""
    before: str = ""
    after: str = ""

    @property
    def matters(self) -> bool:
        """Whether a person has to look at it: anything but what is harmless, and a model that is no longer used."""
        return self.what != "removed" and self.fact not in HARMLESS


def read_facts(path: Path) -> dict[str, Facts]:
    """The facts of each model of a saved audit or a lock, by its reference. Raises ManifestError or ReportError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ManifestError(f"{path}: larger than {MAX_BYTES:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise ManifestError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"{path}: is no saved audit and no lock ({error})") from error
    if isinstance(document, dict) and document.get("format") == FORMAT:
        return of_lock(parse_lock(content, str(path)))
    return of_audit(parse(content, str(path)))


def differences(old: dict[str, Facts], new: dict[str, Facts]) -> Iterator[Difference]:
    """What is different, by reference. A fact that only one kind of document has is left out."""
    comparable = _facts_of(old) & _facts_of(new)
    for reference in sorted(old.keys() | new.keys()):
        was, now = old.get(reference), new.get(reference)
        if was is None or now is None:
            decision = (now or was or {}).get("decision", "")
            yield Difference(
                reference=reference,
                what="added" if was is None else "removed",
                before="" if was is None else decision,
                after="" if now is None else decision,
            )
            continue
        for fact in sorted(was.keys() | now.keys()):
            before, after = was.get(fact, _NOTHING), now.get(fact, _NOTHING)
            if before != after and fact.partition(" ")[0] in comparable:
                yield Difference(reference=reference, what="changed", fact=fact, before=before, after=after)


def of_lock(lock: Lock) -> dict[str, Facts]:
    """The facts of each locked model."""
    held = {(item.repo_type, item.repository, item.commit): item for item in lock.repositories}
    return {
        model.reference: {"decision": model.decision.value}
        | _of_locked(held.get((model.repo_type, model.repository, model.commit)))
        for model in lock.models
    }


def of_audit(audit: Audit) -> dict[str, Facts]:
    """The facts of each audited model."""
    return {model.reference: _of_model(model) for model in audit.models}


def _of_locked(locked: LockedRepository | None) -> Facts:
    if locked is None:
        return {}
    facts = {
        "commit": locked.commit,
        "gate": locked.gate.value,
        "license": locked.license or _NOTHING,
        "repository": locked.repository,
    }
    facts |= {f"text {text.path}": text.sha256 for text in locked.texts if text.licenses}
    return facts | ({"card": locked.card_sha256} if locked.card_sha256 else {})


def _of_model(model: ModelAudit) -> Facts:
    subject = model.evidence.subject
    facts = {
        "decision": model.decision.outcome.value,
        "commercial-use": model.license.commercial_use.value,
        "openness": model.openness.tier,
        "findings": ", ".join(sorted({_finding(item.id, item.waived) for item in model.findings})) or _NOTHING,
    }
    if model.availability is not None:
        facts["status"] = model.availability.status.value
    return facts | _of_decision(model.decision) | (_of_repository(subject) if subject else {})


def _of_decision(decision: Decision) -> Facts:
    """What speaks against a model, what is asked and what is to be done, each a fact by the words that it rests on.

    A place is no part of them: words that only moved are the same.
    """
    against = [reason for reason in decision.reasons if reason.outcome is not Outcome.APPROVED]
    said = [(f"reason {_terms(reason.rule, reason)}", _words_of(reason), reason.names) for reason in against]
    asked = [(f"question {_terms(item.about, item)}", item.ask, ()) for item in decision.questions]
    due = [(f"duty {_terms(item.obligation, item)}", item.do, ()) for item in decision.duties]
    return {
        f"{name} ({key_of(' '.join((words, *more)))[:_DIGITS]})": words[:_SHOWN]
        for name, words, more in (*said, *asked, *due)
    }


def _words_of(reason: Reason) -> str:
    quotes = dict.fromkeys(place.quote for place in reason.citations if place.quote)
    return " … ".join(quotes) or " ".join(filter(None, reason.grounds)) or reason.message


def _terms(what: str, item: Reason | Question | Duty) -> str:
    return " ".join(filter(None, (what, item.license, item.clause)))


def _of_repository(subject: Repository) -> Facts:
    facts = {
        "commit": subject.sha or _NOTHING,
        "gate": subject.access.gate.value,
        "license": " AND ".join(subject.conclusion.licenses) or _NOTHING,
        "repository": subject.id,
    }
    for claim in subject.license_claims:
        if claim.source is ClaimSource.FILE and claim.licenses:
            facts[f"text {claim.citation.file}"] = claim.citation.sha256
    card = subject.card
    return facts | ({"card": card.sha256} if card is not None and card.file == README else {})


def _finding(name: str, waived: object) -> str:
    return f"{name} (waived)" if waived else name


def _facts_of(documents: dict[str, Facts]) -> set[str]:
    """The kinds of facts that a document knows; a text is one whether or not some model has it."""
    known = {fact.partition(" ")[0] for facts in documents.values() for fact in facts}
    decided = {"reason", "question", "duty"} if "findings" in known else set()
    return known | {"text", "card", "license"} | decided
