"""What could not be had, and whether a decision stands without it: less evidence never gives a better outcome.

Decisive trouble leaves nothing decided. Of a base that is gated the metadata is known and the files are not: that keeps
from approving. Trouble with data, with linked code and with a gate matters as far as the policy looks at them: where
what they could have held would have made the outcome worse, nothing is decided either.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.decide.outcomes import ORDER, outcome_of, worst
from auditor.schema.decision import Finding, Level, Outcome, Reason
from auditor.schema.evidence import Dossier
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.policy import Policy
from auditor.schema.reference import PREFIXES, RepoType

# Findings that rest on what could not be had, with their level; a test holds it against policies/findings.yaml.
OF_DATA: dict[str, Level] = {
    "data-non-commercial": Level.WARNING,
    "data-license-unknown": Level.NOTE,
    "data-unavailable": Level.NOTE,
    "data-model-generated": Level.NOTE,
    "open-source-claim": Level.WARNING,
}
OF_CODE: dict[str, Level] = {"training-code-hollow": Level.WARNING, "open-source-claim": Level.WARNING}
OF_GATE: dict[str, Level] = {"gated-model": Level.NOTE}

_ABSENT = (IssueKind.MISSING, IssueKind.MISSING_OR_PRIVATE, IssueKind.DISABLED)
_HARMLESS = (IssueKind.LENGTH_ALONE,)
_SHOWN = 6


def in_the_way(
    dossier: Dossier, findings: tuple[Finding, ...], policy: Policy, provisional: Outcome
) -> tuple[Issue, ...]:
    """The issues for which an outcome that the rest gives does not stand."""
    return tuple(
        issue
        for issue in dossier.issues
        if issue.is_decisive
        or (issue.weight is Weight.CONTRIBUTORY and provisional is Outcome.APPROVED)
        or ORDER.index(at_stake(issue, findings, policy)) > ORDER.index(provisional)
    )


def reasons(missing: tuple[Issue, ...], dossier: Dossier, policy: Policy) -> tuple[Reason, ...]:
    """Why nothing is decided, and what else keeps from approving; incidental trouble of one kind stands together."""
    behind = _behind_its_gate(dossier)
    heavy = [issue for issue in dossier.issues if issue.keeps_from_approving and issue not in behind]
    alike: dict[Issue, list[Issue]] = {}
    for issue in missing:
        if not issue.keeps_from_approving:
            alike.setdefault(issue.model_copy(update={"subject": "", "file": None}), []).append(issue)
    return (
        *(_reason(issue, f"{_name(issue)} {issue.message}", issue.names) for issue in dict.fromkeys(heavy)),
        *(_together(issues, policy) for issues in alike.values()),
    )


def _together(issues: list[Issue], policy: Policy) -> Reason:
    first, subjects = issues[0], list(dict.fromkeys(map(_name, issues)))
    looked = f"the policy {policy.policy} looks at"
    names = tuple(dict.fromkeys(name for issue in issues for name in issue.names))
    if len(subjects) == 1:
        return _reason(first, f"{subjects[0]} {first.message}; {looked} it", names)
    more = f" and {len(subjects) - _SHOWN} more" if len(subjects) > _SHOWN else ""
    return _reason(first, f"{', '.join(subjects[:_SHOWN])}{more}: each {first.message}; {looked} them", names)


def _reason(issue: Issue, message: str, names: tuple[str, ...]) -> Reason:
    return Reason(outcome=Outcome.UNVERIFIED, rule=f"issue/{issue.kind.value}", message=message, names=names)


def _name(issue: Issue) -> str:
    return f"{issue.subject}: {issue.file}" if issue.file else issue.subject


def withheld(dossier: Dossier) -> Iterator[Reason]:
    """That files of the model stand behind its gate and were not read: what is public gives a condition at best."""
    subject, names = dossier.subject, tuple(issue.file for issue in _behind_its_gate(dossier) if issue.file)
    if subject is None or not names:
        return
    files = ", ".join(names)
    yield Reason(
        outcome=Outcome.CONDITIONAL,
        rule=f"issue/{IssueKind.GATED.value}",
        message=f"{subject.id}: {files} cannot be read before somebody is let in; what is said here rests on what the "
        "Hub tells everybody (audit again with HF_TOKEN of somebody who was)",
        binds=subject.id,
        names=names,
    )


def _behind_its_gate(dossier: Dossier) -> tuple[Issue, ...]:
    """Files of the model that its gate keeps from whoever was not let in, as its metadata says."""
    subject = dossier.subject
    return tuple(
        issue
        for issue in dossier.issues
        if issue.kind is IssueKind.GATED and issue.file and issue.weight is Weight.CONTRIBUTORY
        if subject and issue.subject == subject.id
    )


def at_stake(issue: Issue, findings: tuple[Finding, ...], policy: Policy) -> Outcome:
    """The worst that an incidental issue may hide under this policy."""
    if issue.kind in _HARMLESS or _is_label(issue) or _is_accepted(issue, findings):
        return Outcome.APPROVED
    resting = _resting_on(issue)
    outcomes = [outcome_of(name, level, policy) for name, level in resting.items()]
    asked = policy.minimum_openness
    if (asked.osaid or asked.tier) and resting and resting is not OF_GATE:
        outcomes.append(asked.below)
    return worst(outcomes)


def _resting_on(issue: Issue) -> dict[str, Level]:
    if issue.kind is IssueKind.GATE_UNKNOWN:
        return OF_GATE
    if issue.subject.startswith(PREFIXES[RepoType.CODE]):
        return OF_CODE
    declares_more = issue.kind is IssueKind.TOO_MANY and issue.weight is Weight.INCIDENTAL
    return OF_DATA if declares_more or issue.subject.startswith(PREFIXES[RepoType.DATASET]) else {}


def _is_label(issue: Issue) -> bool:
    """Whether the Hub knows no data set of a name without an account: it is a label, for what is private has one."""
    name = issue.subject.removeprefix(PREFIXES[RepoType.DATASET])
    return issue.kind in _ABSENT and issue.file is None and name != issue.subject and "/" not in name


def _is_accepted(issue: Issue, findings: tuple[Finding, ...]) -> bool:
    """Whether somebody accepted that this data set is not to be had (a waiver of `data-unavailable`)."""
    if issue.kind not in _ABSENT or issue.file is not None:
        return False
    name = issue.subject.removeprefix(PREFIXES[RepoType.DATASET]).lower()
    return any(
        item.id == "data-unavailable" and item.waived and name in map(str.lower, item.names) for item in findings
    )
