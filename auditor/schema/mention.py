"""A repository that another one names, before it has been looked up."""

from __future__ import annotations

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.reference import RepoType


class Mention(Value):
    """A model that another one comes from, or data that it declares: what is fetched next."""

    repo_type: RepoType
    id: str = Field(description="the id as it is written there")
