"""The decision on a model as named remarks, for annotations and properties of bills of materials."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.report.parts.bill import BillPart
from auditor.report.parts.problems import waiver_of
from auditor.report.plain import PAPERS, inert
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.decision import Duty, Question
from auditor.schema.numbering import at

NAMESPACE = "auditor:"
_LIMIT = 600

Remark = tuple[str, str]
"""A name under our namespace, and one line of inert text. Names repeat where several things are to be said."""


def remarks(audit: Audit, model: ModelAudit) -> tuple[Remark, ...]:
    """All that was decided on a model, and on what grounds; the decision first."""
    said = (*_decision(audit, model), *_grounds(model), *_asked(model), *_openness(model))
    return tuple((inert(f"{NAMESPACE}{name}"), inert(text, _LIMIT)) for name, text in said if text)


def provenance(audit: Audit) -> str:
    """By which policy and from which knowledge an audit was made."""
    policy, knowledge = inert(audit.policy.policy), audit.tool.knowledge_sha256
    return f"Policy {policy} (sha256 {audit.policy_sha256}), knowledge {knowledge}."


def why(part: BillPart) -> str:
    """How firm the concluded license of a part is, and what it rests on."""
    if part.repository is None:
        return ""
    held = part.repository.conclusion
    said = f"Concluded with {held.confidence.value} confidence: {held.reason}."
    return inert(f"{said} Commercial use: {held.commercial_use.value}.", _LIMIT)


def _decision(audit: Audit, model: ModelAudit) -> Iterator[Remark]:
    decision, license_ = model.decision, model.license
    yield "decision", decision.outcome.value
    if decision.provisional is not decision.outcome:
        yield "decision:provisional", decision.provisional.value
    yield "policy", audit.policy.policy
    yield "license:declared", license_.declared or ""
    yield "license:reason", license_.reason
    yield "license:confidence", license_.confidence
    yield "commercial-use", license_.commercial_use.value
    yield "reference", model.reference
    yield "owner", model.owner


def _grounds(model: ModelAudit) -> Iterator[Remark]:
    for reason in model.decision.reasons:
        yield f"reason:{reason.rule}", f"{reason.outcome.value}: {reason.message}"
    for finding in model.findings:
        accepted = f" [{waiver_of(finding.waived)}]" if finding.waived else ""
        yield f"finding:{finding.id}", f"{finding.level.value}: {finding.message}{accepted}"
    for issue in model.issues:
        place = f"{issue.subject}: {issue.file}" if issue.file else issue.subject
        yield f"issue:{issue.kind.value}", f"{issue.weight.value}: {place} {issue.message}"


def _asked(model: ModelAudit) -> Iterator[Remark]:
    for question in model.decision.questions:
        yield f"question:{question.about}", f"{question.ask} [{_clause(question)}]"
    for duty in model.decision.duties:
        words = f": “{duty.text}”" if duty.text else ""
        note = f" — {duty.note}" if duty.note else ""
        asked = "encouraged: " if duty.encouraged else ""
        yield f"duty:{duty.obligation}", f"{asked}{duty.do}{words} [{_clause(duty)}]{note}"


def _openness(model: ModelAudit) -> Iterator[Remark]:
    openness = model.openness
    yield "openness:osaid", openness.osaid.outcome.value
    yield "openness:tier", openness.tier
    if openness.mof is not None:
        yield "openness:mof", openness.mof.reached or "no class is shown"
    if openness.ai_act is not None:
        yield "openness:ai-act", f"{openness.ai_act.outcome.value}: {openness.ai_act.reason}"
        asked = openness.ai_act.general_purpose
        yield "openness:ai-act:general-purpose", f"{asked.answer.value}: {asked.reason}" if asked else ""
    for table in openness.coverage:
        for element, covered in table.elements.items():
            yield f"coverage:{table.id}:{element}", covered.value
    for verdict in openness.criteria.values():
        yield f"criterion:{verdict.name}", f"{verdict.answer.value}: {verdict.reason}"


def _clause(item: Duty | Question) -> str:
    return f"{item.license or PAPERS}{at(item.clause)}, of {item.origin}"
