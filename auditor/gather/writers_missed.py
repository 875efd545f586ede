"""What could not be had of models that only wrote data: nothing hangs on it where their family tells their terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.gather.lineage.written import family_of_id
from auditor.schema.evidence import Base, Repository
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import RepoType

_WITHHELD = (IssueKind.GATED, IssueKind.DISABLED)


def weighed(issues: Iterable[Issue], read: Iterable[Repository]) -> tuple[Issue, ...]:
    """The issues, those lighter on which no more hangs than what the family's licenses say.

    Such a writer was not obtained at all, or its files are withheld while its metadata speaks; and so is whatever
    nothing but such writers comes from.
    """
    held = {item.purl: item for item in read}
    models = [item for item in held.values() if item.repo_type is RepoType.MODEL]
    writers = [base for item in held.values() for base in item.writers]
    if not models or not writers:
        return tuple(issues)
    unknown = [base for base in writers if not _is_known(base)]
    heavy = {models[0].id.lower()} | _reached([*models[0].bases, *unknown], held)
    light = _reached(writers, held) - heavy
    return tuple(_lighter(issue) if _is_light(issue, light, held) else issue for issue in issues)


def _is_known(writer: Base) -> bool:
    known = family_of_id(writer.id)
    return bool(writer.family or (known and known[1]))


def _reached(bases: Iterable[Base], held: Mapping[str, Repository]) -> set[str]:
    """The ids of these and of all that they come from, as they are written and as they are called today."""
    found: set[str] = set()
    queue, seen = list(bases), set[str]()
    while queue:
        base = queue.pop()
        found.add(base.id.lower())
        repository = held.get(base.resolved or "")
        if repository is not None and repository.purl not in seen:
            seen.add(repository.purl)
            found.add(repository.id.lower())
            queue += repository.bases
    return found


def _is_light(issue: Issue, light: set[str], held: Mapping[str, Repository]) -> bool:
    name = issue.subject.lower()
    if name not in light:
        return False
    is_held = any(item.id.lower() == name and item.repo_type is RepoType.MODEL for item in held.values())
    return issue.kind in _WITHHELD if is_held else issue.file is None


def _lighter(issue: Issue) -> Issue:
    return issue.model_copy(update={"weight": Weight.INCIDENTAL})
