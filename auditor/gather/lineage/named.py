"""A repository that another one names: its id, how it is related, where that stands, and how firm it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from auditor.schema.evidence import Confidence, LineageEvidence, Relation
from auditor.schema.reference import HUB_ID

# First parts of the Hub's own pages, which are no accounts.
_PAGES = frozenset(
    [
        "datasets",
        "spaces",
        "papers",
        "docs",
        "blog",
        "collections",
        "models",
        "tasks",
        "learn",
        "join",
        "settings",
        "organizations",
        "pricing",
        "login",
        "new",
        "chat",
        "posts",
        "resources",
        "inference-endpoints",
        "search",
        "nlp",
    ]
)


@dataclass(frozen=True)
class Named:
    """A repository that another one names, and where: a line of a text file or a pointer into a JSON file.

    `family`: only a family of policies/families.yaml is named, so that it is open which repository is meant; its
    `licenses` are those that may apply.
    """

    id: str
    relation: Relation
    file: str
    line: int | None = None
    pointer: str | None = None
    quote: str = ""
    evidence: LineageEvidence = LineageEvidence.DECLARED
    confidence: Confidence = Confidence.HIGH
    row: str | None = None
    family: str = ""
    licenses: tuple[str, ...] = ()

    @property
    def is_hub_id(self) -> bool:
        """Whether it can be a Hub repository (a path such as `./out` cannot)."""
        return not self.family and bool(HUB_ID.match(self.id)) and not self.id.endswith((".git", ".ipynb"))

    @property
    def is_inferred(self) -> bool:
        """Whether no field declares it."""
        return self.evidence is LineageEvidence.INFERRED

    @property
    def is_said(self) -> bool:
        """Whether the card says it in words."""
        return self.row is not None


def is_model_path(path: str) -> bool:
    """Whether a path on the Hub can be a model's: `org/name`, and no page of the Hub itself."""
    return bool(HUB_ID.match(path)) and path.partition("/")[0].lower() not in _PAGES and "--" not in path


@lru_cache(maxsize=4_096)
def folded(name: str) -> str:
    """A name by its letters and digits alone."""
    return "".join(char for char in name.lower() if char.isalnum())
