"""The audit as a bill of materials: every repository once, what is only named, and how one comes from another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from auditor.inheritance.written import written_by
from auditor.parse.references import purl
from auditor.report.escape import digest, slug
from auditor.schema.audit import Audit, ModelAudit
from auditor.schema.citation import Citation
from auditor.schema.evidence import Dossier, LineageEvidence, Repository
from auditor.schema.license import License
from auditor.schema.reference import HUB_ID, ModelRef, RefKind, RepoType, registry_of

TRAINED_ON = "trained-on"
_COMMIT_LENGTH = 40
_HUB = "pkg:huggingface/"


@dataclass(frozen=True)
class BillPart:
    """One model or dataset of the bill. `repository` is None for what could not be had; it is then named, no more.

    What is named like a repository of the Hub keeps a package URL by that name, without a commit.
    """

    key: str
    repo_type: RepoType
    name: str
    sha: str | None = None
    purl: str | None = None
    endpoint: str | None = None
    repository: Repository | None = None
    audit: ModelAudit | None = None

    @property
    def namespace(self) -> str | None:
        """The Hub account it stands under."""
        return self.name.rpartition("/")[0] or None if self.on_hub else None

    @property
    def on_hub(self) -> bool:
        """Whether its package URL is one of the Hub's."""
        return bool(self.purl and self.purl.startswith(_HUB))

    @property
    def slug(self) -> str:
        """An identifier that follows from its key alone."""
        return f"{self.repo_type.value.title()}-{slug(self.name)}-{digest(self.key)[:12]}"

    @property
    def role(self) -> str:
        """Why it stands in the bill."""
        if self.audit is not None:
            return "audited"
        return "dataset" if self.repo_type is RepoType.DATASET else "base"


@dataclass(frozen=True)
class Edge:
    """One part comes from another: `relation` is a word for a base, or TRAINED_ON for a dataset.

    `confidence` is empty where the relation is declared, and says how firm it is where it was inferred.
    """

    child: str
    parent: str
    relation: str
    citation: Citation
    confidence: str = ""

    @property
    def said(self) -> str:
        """The relation, and how firm it is where it was inferred."""
        return f"{self.relation}, inferred with {self.confidence} confidence" if self.confidence else self.relation


@dataclass(frozen=True)
class Bill:
    """All parts by key, the edges between them, and the facts of every license named."""

    parts: dict[str, BillPart] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()
    licenses: dict[str, License] = field(default_factory=dict)

    @cached_property
    def _from(self) -> dict[str, tuple[Edge, ...]]:
        grouped: dict[str, list[Edge]] = {}
        for edge in self.edges:
            grouped.setdefault(edge.child, []).append(edge)
        return {child: tuple(edges) for child, edges in grouped.items()}

    def edges_of(self, key: str) -> tuple[Edge, ...]:
        """What this part comes from, as it says itself."""
        return self._from.get(key, ())

    def lineage(self, key: str) -> tuple[Edge, ...]:
        """Every edge that can be reached from this part, nearest first."""
        seen, queue, found = {key}, [key], []
        while queue:
            for edge in self.edges_of(queue.pop(0)):
                found.append(edge)
                if edge.parent not in seen:
                    seen.add(edge.parent)
                    queue.append(edge.parent)
        return tuple(found)

    def ancestors(self, key: str) -> tuple[BillPart, ...]:
        """The models this one comes from, directly or not, nearest first; not itself, where lineage is circular."""
        named = dict.fromkeys(edge.parent for edge in self.lineage(key) if edge.relation != TRAINED_ON)
        return tuple(self.parts[name] for name in named if name != key)


def collect(audit: Audit) -> Bill:
    """The bill of an audit: what was audited first, then bases and datasets; what models share stands once."""
    parts: dict[str, BillPart] = {}
    edges: dict[tuple[str, str, str], Edge] = {}
    licenses: dict[str, License] = {}
    for model in audit.models:
        part = subject(model)
        parts.setdefault(part.key, part)
    for model in audit.models:
        dossier = model.evidence
        licenses.update((item.id, item) for item in dossier.licenses)
        for repository in _repositories(dossier):
            parts.setdefault(repository.purl, _part(repository, model.endpoint))
        for edge, named in _edges(dossier):
            parts.setdefault(named.key, named)
            edges.setdefault((edge.child, edge.parent, edge.relation), edge)
    return Bill(parts, tuple(edges.values()), licenses)


def subject(model: ModelAudit) -> BillPart:
    """The part that was audited. What could not be had keeps the name, and the commit, that the user gave it."""
    repository = model.evidence.subject
    if repository is not None:
        return _part(repository, model.endpoint, model)
    ref = model.evidence.ref
    sha = ref.revision if ref.revision and len(ref.revision) == _COMMIT_LENGTH else None
    url = purl(ref.repo_type, ref.id, sha) if ref.kind is RefKind.HUB else None
    key = url or _named(ref.repo_type, ref.id)
    return BillPart(key, ref.repo_type, _shown(ref), sha, url, model.endpoint, audit=model)


def _shown(ref: ModelRef) -> str:
    """A folder is named without the path to it: where it lay on somebody's disk is nobody's business."""
    return ref.id if ref.kind is RefKind.HUB or registry_of(ref.id) else _base_name(ref.id)


def _part(repository: Repository, endpoint: str | None, audit: ModelAudit | None = None) -> BillPart:
    url, name = repository.purl, repository.id
    if not url.startswith(_HUB) and not registry_of(name):
        # What the Hub told without a commit has its name and its account all the same; a folder has a base name.
        named = _hub_purl(repository.repo_type, name) if "/" in name else None
        url, name = (named, name) if named else (url, _base_name(name))
    return BillPart(repository.purl, repository.repo_type, name, repository.sha, url, endpoint, repository, audit)


def _base_name(path: str) -> str:
    return path.rstrip("/\\").replace("\\", "/").rpartition("/")[2] or path


def _hub_purl(repo_type: RepoType, written: str) -> str | None:
    """The package URL of what is written like an id of the Hub."""
    is_id = HUB_ID.match(written) and ".." not in written and "--" not in written
    return purl(repo_type, written, None) if is_id else None


def _repositories(dossier: Dossier) -> Iterator[Repository]:
    if dossier.subject is not None:
        yield dossier.subject
    yield from dossier.ancestors
    yield from dossier.datasets


def _edges(dossier: Dossier) -> Iterator[tuple[Edge, BillPart]]:
    """Each edge with the part it leads to, as far as the edge itself tells it."""
    for repository in _repositories(dossier):
        written = written_by(repository, dossier) if repository.repo_type is RepoType.MODEL else ()
        for base in (*repository.bases, *written):
            part = _target(RepoType.MODEL, base.id, base.resolved)
            firm = base.evidence is LineageEvidence.DECLARED
            confidence = "" if firm else base.confidence.value
            yield Edge(repository.purl, part.key, base.relation.value, base.citation, confidence), part
        for dataset in repository.datasets:
            part = _target(RepoType.DATASET, dataset.id, dataset.resolved)
            yield Edge(repository.purl, part.key, TRAINED_ON, dataset.citation), part


def _target(repo_type: RepoType, written: str, resolved: str | None) -> BillPart:
    name = written.strip()
    url = resolved or _hub_purl(repo_type, name)
    return BillPart(resolved or _named(repo_type, written), repo_type, name or "unnamed", purl=url)


def _named(repo_type: RepoType, written: str) -> str:
    return f"{repo_type.value}:{written}"
