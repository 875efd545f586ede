"""From one reference to everything its audit rests on: the model, its bases to the root, its datasets."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.fetch.source import Source, Unobtainable
from auditor.parse.card import Card, read_card
from auditor.parse.files import README
from auditor.parse.metadata import Metadata, read_metadata
from auditor.parse.related import Named, bases, datasets, sources
from auditor.schema.evidence import Confidence
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.reference import ModelRef, RefKind, RepoType
from auditor.schema.snapshot import Snapshot, Snapshots

MAX_DEPTH = 12
MAX_ANCESTORS = 60
MAX_DATASETS = 40
# From the lightest to the heaviest.
_HEAVY = (Weight.INCIDENTAL, Weight.CONTRIBUTORY, Weight.DECISIVE)


def collect(ref: ModelRef, source: Source) -> Snapshots:
    """Fetch a model and all that it names. Never raises for trouble: it is kept as issues, weighed by what it is of."""
    try:
        subject = source.fetch(ref)
    except Unobtainable as trouble:
        return Snapshots(ref=ref, subject=None, issues=(trouble.issue(str(ref), Weight.DECISIVE),))
    walk = _Walk(source)
    walk.issues += subject.issues
    if ref.kind is RefKind.HUB and subject.id != ref.id:
        walk.renamed[f"{subject.repo_type.value}:{ref.id}"] = subject.id
    walk.ancestors(subject)
    walk.datasets(subject)
    return Snapshots(
        ref=ref,
        subject=subject,
        related=tuple(walk.found.values()),
        renamed=dict(sorted(walk.renamed.items())),
        issues=tuple(walk.issues),
    )


@dataclass
class _Walk:
    """The state of one walk. `found` is keyed by `type:id` as the Hub calls the repository today."""

    source: Source
    found: dict[str, Snapshot] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    missed: dict[str, tuple[Unobtainable, Weight]] = field(default_factory=dict)

    def ancestors(self, subject: Snapshot) -> None:
        """The bases, breadth first, each once; a circle ends where it closes."""
        self.asked.add(_key(RepoType.MODEL, subject.id))
        level = [subject]
        for depth in range(MAX_DEPTH + 1):
            following: list[Snapshot] = []
            for child in level:
                card, metadata = _papers(child)
                for base in bases(card, metadata, child):
                    if base.is_hub_id:
                        following += self._one(RepoType.MODEL, base.id, depth, _weight(base))
            level = following
            if not level:
                return

    def datasets(self, subject: Snapshot) -> None:
        """The subject's declared datasets, and what these declare as their sources."""
        card, metadata = _papers(subject)
        named = [item for item in datasets(card, metadata) if item.is_hub_id]
        found = [one for item in named[:MAX_DATASETS] for one in self._one(RepoType.DATASET, item.id)]
        origins = [item for dataset in found for item in sources(*_papers(dataset)) if item.is_hub_id]
        for item in origins[: MAX_DATASETS - len(found)]:
            self._one(RepoType.DATASET, item.id)
        if len(named) > MAX_DATASETS:
            message = f"declares {len(named)} datasets; the first {MAX_DATASETS} are looked up"
            self._note(Unobtainable(IssueKind.TOO_MANY, message), subject.id, Weight.INCIDENTAL)

    def _one(
        self, repo_type: RepoType, repo_id: str, depth: int = 0, role: Weight = Weight.INCIDENTAL
    ) -> list[Snapshot]:
        key = _key(repo_type, repo_id)
        ref = ModelRef(repo_type=repo_type, id=repo_id)
        if key in self.asked:
            self._missed_again(key, str(ref), role)
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
            self.missed[key] = (trouble, role)
            self._note(trouble, str(ref), role)
            return []
        return self._keep(snapshot, repo_id)

    def _missed_again(self, key: str, subject: str, role: Weight) -> None:
        """What one model only lets one guess may be what another declares: then the lack of it weighs more."""
        trouble, noted = self.missed.get(key, (None, role))
        if trouble is not None and _HEAVY.index(role) > _HEAVY.index(noted):
            self.missed[key] = (trouble, role)
            self._note(trouble, subject, role)

    def _keep(self, snapshot: Snapshot, written: str) -> list[Snapshot]:
        today = _key(snapshot.repo_type, snapshot.id)
        if snapshot.id != written:
            self.renamed[f"{snapshot.repo_type.value}:{written}"] = snapshot.id
            if today != _key(snapshot.repo_type, written):  # more than another case of the same letters
                if today in self.asked:
                    return []
                self.asked.add(today)
        self.found[today] = snapshot
        # Files of a relative matter less than its metadata: what it declares is known from there.
        weight = Weight.CONTRIBUTORY if snapshot.repo_type is RepoType.MODEL else Weight.INCIDENTAL
        self.issues += [issue.model_copy(update={"weight": weight}) for issue in snapshot.issues]
        return [snapshot]

    def _note(self, trouble: Unobtainable, subject: str, weight: Weight) -> None:
        self.issues.append(trouble.issue(subject, weight))


def _weight(base: Named) -> Weight:
    """How much hangs on a base: on a declared one all; on one said in prose less; on a guess by a name nothing."""
    if not base.is_inferred:
        return Weight.DECISIVE
    return Weight.CONTRIBUTORY if base.confidence is Confidence.HIGH else Weight.INCIDENTAL


def _papers(snapshot: Snapshot) -> tuple[Card, Metadata]:
    readme = snapshot.file(README)
    return read_card(readme.text if readme else ""), read_metadata(snapshot.metadata.content) or Metadata({})


def _key(repo_type: RepoType, repo_id: str) -> str:
    return f"{repo_type.value}:{repo_id.lower()}"
