"""What every value in Auditor shares: it is frozen, closed and compared by content."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

RowId = Annotated[
    str | None, Field(description="id of the row of policies/ that read or holds it, such as `limits/non-commercial`")
]


class Value(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")

    def plain(self) -> dict[str, Any]:
        """This value as plain JSON types, in the order in which its fields are declared."""
        return self.model_dump(mode="json", by_alias=True)
