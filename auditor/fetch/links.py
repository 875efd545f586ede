"""From links to code to snapshots of it. What is wrong with linked code is incidental: no approval rests on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.fetch.source import CodeSource, Source, Unobtainable
from auditor.names.paths import configurations
from auditor.parse.code import TREE, read_tree
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import Snapshot, Snapshots


@dataclass(frozen=True)
class Following:
    """A source whose models' links to code are followed, to `code`."""

    other: Source
    code: CodeSource

    def fetch(self, ref: ModelRef) -> Snapshot:
        """The snapshot of this reference. Raises Unobtainable."""
        return (self.code if ref.repo_type is RepoType.CODE else self.other).fetch(ref)


def following(source: Source, code: CodeSource | None) -> Source:
    """The source, with code from there where there is any."""
    return Following(source, code) if code else source


def follow(found: Snapshots, names: Iterable[str], code: CodeSource) -> Snapshots:
    """The same with the linked repositories beside it, each once. Never raises for trouble."""
    subject = found.subject.id if found.subject else ""
    held: dict[str, Snapshot] = {}
    renamed, issues = dict(found.renamed), list(found.issues)
    for name in names:
        try:
            snapshot = code.fetch_code(name, subject)
        except Unobtainable as trouble:
            if trouble.kind is not IssueKind.NOT_IN_SOURCE:  # a bundle that was made without this link
                ref = ModelRef(repo_type=RepoType.CODE, id=name)
                issues.append(trouble.issue(str(ref), Weight.INCIDENTAL))
            continue
        if snapshot.id != name:
            renamed[f"{RepoType.CODE.value}:{name}"] = snapshot.id
        if snapshot.id not in held:
            held[snapshot.id] = snapshot
            issues += _of_this_model(snapshot, subject)
    return found.model_copy(
        update={
            "related": (*found.related, *held.values()),
            "renamed": dict(sorted(renamed.items())),
            "issues": tuple(issues),
        }
    )


def _of_this_model(snapshot: Snapshot, model_id: str) -> list[Issue]:
    """The trouble with what is read for this model: a bundle may hold what other models had read."""
    tree = snapshot.file(TREE)
    read = configurations(read_tree(tree.content), model_id, snapshot.id) if tree else ()
    return [issue for issue in snapshot.issues if issue.file is None or issue.file in read]
