"""What a model rests on, fetched in rounds: the model, the repositories that it names, those that they name.

Nothing is read here: whoever asks for a round says which repositories the last one named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.fetch.source import Source, Unobtainable
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.mention import Mention
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import Snapshot, Snapshots

MAX_DEPTH = 12
MAX_ANCESTORS = 60
MAX_DATASETS = 40
# How much a run misses what it could not have, by the kind of repository. On a base hangs all, be it declared, said in
# words or guessed by a name: had it been there, its terms would bind.
_WEIGHTS = {RepoType.MODEL: Weight.DECISIVE, RepoType.DATASET: Weight.INCIDENTAL}
# The Hub's own word on a base's files, whose license its metadata tells all the same.
_WITHHELD = (IssueKind.GATED, IssueKind.DISABLED)


@dataclass
class Rounds:
    """The state of one model's rounds. `found` is keyed by `type:id` as the Hub calls the repository today.

    Never raises for trouble: it is kept as issues, weighed by what it is of.
    """

    ref: ModelRef
    source: Source
    subject: Snapshot | None = None
    found: dict[str, Snapshot] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def first(self) -> list[Snapshot]:
        """The model itself; nothing where it cannot be had."""
        try:
            self.subject = self.source.fetch(self.ref)
        except Unobtainable as trouble:
            self._note(trouble, str(self.ref), Weight.DECISIVE)
            return []
        self.issues += self.subject.issues
        if self.ref.kind is RefKind.HUB and self.subject.id != self.ref.id:
            self.renamed[f"{self.subject.repo_type.value}:{self.ref.id}"] = self.subject.id
        self.asked.add(_key(RepoType.MODEL, self.subject.id))
        return [self.subject]

    def models(self, mentions: Iterable[Mention], depth: int) -> list[Snapshot]:
        """One round of models, `depth` steps from the first: those that are new. A circle ends where it closes."""
        return [one for mention in mentions for one in self._one(mention, depth)]

    def data(self, mentions: Iterable[Mention], room: int = MAX_DATASETS) -> list[Snapshot]:
        """One round of data sets, of which no more than `room` are looked up."""
        wanted = list(mentions)[: max(0, room)]
        return [one for mention in wanted for one in self._one(mention, 0)]

    def note_too_many(self, declared: int) -> None:
        """Say that the first model, and these in turn, declare more data sets than are looked up."""
        message = f"declares {declared} datasets, with their sources; the first {MAX_DATASETS} are looked up"
        subject = self.subject.id if self.subject else str(self.ref)
        self._note(Unobtainable(IssueKind.TOO_MANY, message), subject, Weight.INCIDENTAL)

    def snapshots(self) -> Snapshots:
        """All that was fetched."""
        return Snapshots(
            ref=self.ref,
            subject=self.subject,
            related=tuple(self.found.values()),
            renamed=dict(sorted(self.renamed.items())),
            issues=tuple(self.issues),
        )

    def _one(self, mention: Mention, depth: int) -> list[Snapshot]:
        repo_type, repo_id, role = mention.repo_type, mention.id, _WEIGHTS[mention.repo_type]
        key = _key(repo_type, repo_id)
        ref = ModelRef(repo_type=repo_type, id=repo_id)
        if key in self.asked:
            return []
        self.asked.add(key)
        models = sum(snapshot.repo_type is RepoType.MODEL for snapshot in self.found.values())
        if repo_type is RepoType.MODEL and (depth >= MAX_DEPTH or models >= MAX_ANCESTORS):
            why = f"is further away than {MAX_DEPTH} steps or {MAX_ANCESTORS} models; its terms were not looked up"
            self._note(Unobtainable(IssueKind.DEPTH_LIMIT, why), str(ref), role)
            return []
        try:
            snapshot = self.source.fetch(ref)
        except Unobtainable as trouble:
            self._note(trouble, str(ref), role)
            return []
        return self._keep(snapshot, repo_id)

    def _keep(self, snapshot: Snapshot, written: str) -> list[Snapshot]:
        today = _key(snapshot.repo_type, snapshot.id)
        if snapshot.id != written:
            self.renamed[f"{snapshot.repo_type.value}:{written}"] = snapshot.id
            if today != _key(snapshot.repo_type, written):  # more than another case of the same letters
                if today in self.asked:
                    return []
                self.asked.add(today)
        self.found[today] = snapshot
        self.issues += [_weighed(issue, snapshot.repo_type) for issue in snapshot.issues]
        return [snapshot]

    def _note(self, trouble: Unobtainable, subject: str, weight: Weight) -> None:
        self.issues.append(trouble.issue(subject, weight))


def _weighed(issue: Issue, repo_type: RepoType) -> Issue:
    """Trouble with a file of a relative: no lighter than it is, and no heavier than its repository."""
    role = Weight.CONTRIBUTORY if issue.kind in _WITHHELD and repo_type is RepoType.MODEL else _WEIGHTS[repo_type]
    return issue if issue.weight is Weight.INCIDENTAL else issue.model_copy(update={"weight": role})


def _key(repo_type: RepoType, repo_id: str) -> str:
    return f"{repo_type.value}:{repo_id.lower()}"
