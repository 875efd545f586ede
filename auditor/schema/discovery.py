"""What discovery says: every place of a repository that names a model or a dataset."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from auditor.schema.base import Value

ALIAS_NAMESPACE = "sentence-transformers"


class FoundType(StrEnum):
    """What a reference names. Only `model`, `model_alias`, `model_page` and `dataset` stand for Hub repositories."""

    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"
    MODEL_ALIAS = "model_alias"
    MODEL_PAGE = "model_page"
    BARE_NAME = "bare_name"
    API_MODEL = "api_model"
    OLLAMA_MODEL = "ollama_model"
    MODELSCOPE_MODEL = "modelscope_model"
    MODELSCOPE_DATASET = "modelscope_dataset"
    LOCAL_OR_URL = "local_or_url"
    PLACEHOLDER = "placeholder"
    TEMPLATE = "template"
    DYNAMIC = "dynamic"


class Certainty(StrEnum):
    """How sure a finding is: written where it is used, followed from elsewhere, or one of several readings."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class RepositoryPart(StrEnum):
    """What a file of a repository is for, as its path says. What ships is everything that is nothing else."""

    SHIPS = "ships"
    TESTS = "tests"
    EXAMPLES = "examples"
    DOCS = "docs"


IN_PART = {
    RepositoryPart.SHIPS: "what ships",
    RepositoryPart.TESTS: "tests",
    RepositoryPart.EXAMPLES: "examples",
    RepositoryPart.DOCS: "documentation",
}
"""What stands in a part, in words: `in tests`."""


class Found(Value):
    """One reference in one file.

    `reference` is the repository's id, or the words themselves where they name no repository. `line` counts from 1;
    in a notebook it is the line of the file's JSON. `via` says which call, key or command named it; `note` what a
    reader should know (a repository made for tests, an old canonical id), `part` where in the repository it is.
    """

    file: str
    line: int
    kind: str
    type: FoundType
    reference: str
    revision: str | None = None
    certainty: Certainty = Certainty.CERTAIN
    via: str = ""
    note: str = ""
    part: RepositoryPart = RepositoryPart.SHIPS

    @property
    def hub_id(self) -> str | None:
        """The id of the Hub repository that is meant, if one is."""
        if self.type is FoundType.MODEL_ALIAS:
            return f"{ALIAS_NAMESPACE}/{self.reference}"
        named = (FoundType.MODEL, FoundType.DATASET, FoundType.MODEL_PAGE)
        return self.reference if self.type in named else None


class Skipped(Value):
    """A file that was not read, or not to its end, and why.

    `trouble`: it was to be read, and that failed. Else it is larger than what people write, or no text, as data are.
    """

    file: str
    reason: str
    trouble: bool = False
    part: RepositoryPart = RepositoryPart.SHIPS


class Discovery(Value):
    """What a walk over a repository found, in the order of the files, and what it left out."""

    found: tuple[Found, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    files: int = Field(default=0, description="files looked at")
