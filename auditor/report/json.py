"""JSON v1: the audit itself, in a fixed order, ending with a line end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from auditor.errors import ReportError
from auditor.report.plain import json_text
from auditor.schema.audit import FORMAT, Audit

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MAX_BYTES = 500_000_000
_PLACE = re.compile(r"(?:Invalid JSON: )?(?P<what>.+) at line (?P<line>\d+)")
# What we write ourselves, or compose of what was checked: no such value has to be escaped.
_OURS = re.compile(
    rb'"(purl|resolved|sha|rule|criterion|version|knowledge_sha256|policy_sha256|spdx|expression|tier|row)"\s*:'
    rb'\s*"[^"\\]*\\'
)


def render(audit: Audit) -> str:
    """The audit as JSON, in which nothing acts on a terminal. The same audit gives the same text."""
    return json_text(document(audit, indent=1)) + "\n"


def document(audit: Audit, indent: int | None = None) -> str:
    """All that the audit holds, as JSON. Half of a surrogate pair, which is no text, becomes a question mark."""
    try:
        return audit.model_dump_json(indent=indent)
    except PydanticSerializationError:
        return json.dumps(audit.plain(), indent=indent, ensure_ascii=False).encode("utf-8", "replace").decode()


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
    hint = f"make one with `auditor audit REF --format json`; this version reads {FORMAT}"
    forged = _OURS.search(content)
    if forged is not None:
        field = forged[1].decode()
        raise ReportError(f"{name}: is no saved audit (`{field}` holds what no audit of ours has there)", hint=hint)
    try:
        return Audit.model_validate_json(content)
    except ValidationError as error:
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
