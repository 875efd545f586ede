"""JSON v1: the audit itself, in a fixed order, ending with a line end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from auditor.errors import ReportError
from auditor.schema.audit import FORMAT, Audit

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_BYTES = 500_000_000
_PLACE = re.compile(r"(?:Invalid JSON: )?(?P<what>.+) at line (?P<line>\d+)")


def render(audit: Audit) -> str:
    """The audit as JSON. The same audit gives the same text."""
    return audit.model_dump_json(indent=1) + "\n"


def read(path: Path) -> Audit:
    """A saved audit. Raises ReportError saying what is wrong with the file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReportError(f"{path}: larger than {MAX_BYTES:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise ReportError(f"{path}: cannot be read ({error.strerror})") from error
    return parse(content, str(path))


def parse(content: bytes, name: str) -> Audit:
    """An audit from the bytes of a report called `name`. Raises ReportError."""
    try:
        return Audit.model_validate_json(content)
    except ValidationError as error:
        hint = f"make one with `auditor audit REF --format json`; this version reads {FORMAT}"
        raise ReportError(f"{name}{_wrong(error.errors()[0])}", hint=hint) from error


def _wrong(first: ErrorDetails) -> str:
    """What keeps a file from being an audit: the line where it is no JSON, or the field that is not as it should be."""
    if first["type"] == "json_invalid":
        said = _PLACE.search(first["msg"])
        line, what = (said["line"], said["what"]) if said else ("1", first["msg"])
        what = what.replace("EOF while parsing", "the file ends in")
        return f":{line}: is no saved audit, for it is no JSON ({what})"
    where = ".".join(str(part) for part in first["loc"])
    what = "is missing" if first["type"] == "missing" else first["msg"].replace("Input should", "should", 1)
    return f": is no saved audit (`{where}` {what})" if where else f": is no saved audit (it {what})"


def schema() -> str:
    """The JSON Schema (draft 2020-12) of JSON v1."""
    generated = Audit.model_json_schema(mode="serialization")
    top = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "auditor/audit/1",
        "title": "Auditor audit report, JSON v1",
    }
    return json.dumps(top | {key: value for key, value in generated.items() if key != "title"}, indent=1) + "\n"
