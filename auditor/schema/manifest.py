"""models.yaml: the models and datasets that a repository depends on, and what was settled about them."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from auditor.schema.base import Value
from auditor.schema.place import Place
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

    model: str = Field(
        description="`org/name[@revision]`, a Hub URL, an hf:// URI, a package URL, provider:name or ./folder"
    )


class DatasetEntry(_Entry):
    """One dataset."""

    dataset: str = Field(description="`org/name[@revision]`, a Hub URL, an hf:// URI or a package URL")


class ReferenceEntry(Value):
    """What one reference stands for that names no model which could be audited, or why none has to be.

    It is matched by its words and its file, never by a line: lines move.
    """

    reference: str = Field(min_length=1, description="as the report shows it, such as `os.environ['MODEL']`")
    file: str | None = Field(
        default=None, min_length=1, description="only there: the end of a path, with `*` and `**` as in .gitignore"
    )
    stands_for: tuple[str, ...] = Field(default=(), description="models that are audited in its place, as in `models:`")
    reason: str = Field(default="", description="why no model has to be audited here, in a sentence")
    approver: str = Field(default="", description="who says so")
    place: Place | None = Field(default=None, description="where it is written; not part of the file")

    @model_validator(mode="after")
    def _settles(self) -> Self:
        if not self.stands_for and not (self.reason and self.approver):
            raise ValueError(
                "settles nothing: name models under `stands_for`, or why there are none in `reason`, with `approver`"
            )
        return self


class Exclusion(Value):
    """Files that discovery leaves out."""

    glob: str = Field(min_length=1, description="as in .gitignore")
    reason: str = Field(default="", description="why nothing in them counts")


class Manifest(Value):
    """The whole file. A plain word in `models:`, `datasets:` or `exclude:` stands for an entry of that name."""

    policy: str | None = Field(default=None, description="a ready policy's name, or a file beside the manifest")
    exclude: tuple[Exclusion, ...] = Field(default=(), description="files that discovery leaves out, as in .gitignore")
    models: tuple[ModelEntry, ...] = ()
    datasets: tuple[DatasetEntry, ...] = ()
    references: tuple[ReferenceEntry, ...] = Field(
        default=(), description="what references stand for that name no model which could be audited"
    )
    waivers: tuple[Waiver, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
