"""models.yaml: the models and datasets that a repository depends on, and what was settled about them."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.use import Distribution, Stated
from auditor.schema.waiver import Clarification, Waiver


class UseOverride(Stated):
    """What of the policy's declared use is different for one entry; what is not stated stays as the policy has it."""

    commercial: bool | None = None
    regions: tuple[str, ...] | None = None
    distribution: Distribution | None = None


class _Entry(Value):
    revision: str | None = Field(default=None, description="a commit; a branch or tag may move")
    use: UseOverride = UseOverride()
    owner: str = Field(default="", description="who answers for it")
    note: str = ""


class ModelEntry(_Entry):
    """One model."""

    model: str = Field(description="`org/name[@revision]`, a Hub URL, an hf:// URI, a package URL or ./folder")


class DatasetEntry(_Entry):
    """One dataset."""

    dataset: str = Field(description="`org/name[@revision]`, a Hub URL, an hf:// URI or a package URL")


class Manifest(Value):
    """The whole file. A plain word in `models:` or `datasets:` stands for an entry of that name."""

    policy: str | None = Field(default=None, description="a ready policy's name, or a file beside the manifest")
    exclude: tuple[str, ...] = Field(default=(), description="files that discovery leaves out, as in .gitignore")
    models: tuple[ModelEntry, ...] = ()
    datasets: tuple[DatasetEntry, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
