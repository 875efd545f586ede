"""What discovery found, as a JSON list for machines and as lines for people."""

from __future__ import annotations

import json
from collections import Counter

from auditor.schema.discovery import IN_PART, Certainty, Discovery, Found, RepositoryPart

FIELDS = ("file", "line", "kind", "type", "reference", "revision", "certainty", "part")


def as_json(discovery: Discovery) -> str:
    """A list of objects, one a reference."""
    return json.dumps(
        [{key: item.plain()[key] for key in FIELDS} for item in discovery.found], indent=2, ensure_ascii=False
    )


def as_console(discovery: Discovery) -> str:
    """One line a reference, then how many of each type there are and what was left out."""
    lines = [_line(item) for item in discovery.found]
    counts = Counter(str(item.type) for item in discovery.found)
    tally = ", ".join(f"{count} {name}" for name, count in counts.most_common()) or "no references"
    lines.append(f"{discovery.files} files: {tally}")
    parts = Counter(str(item.part) for item in discovery.found)
    if set(parts) - {RepositoryPart.SHIPS}:
        lines.append("in " + ", ".join(f"{IN_PART[part]}: {parts[part]}" for part in RepositoryPart if parts[part]))
    lines += [f"not read: {item.file} ({item.reason})" for item in discovery.skipped]
    return "\n".join(lines)


def _line(item: Found) -> str:
    pinned = f"@{item.revision}" if item.revision else ""
    marks = [item.note] if item.note else []
    if item.certainty is not Certainty.CERTAIN:
        marks.append(item.certainty)
    if item.part is not RepositoryPart.SHIPS:
        marks.append(f"in {IN_PART[item.part]}")
    remark = f"  ({', '.join(marks)})" if marks else ""
    text = f"{item.file}:{item.line}: {item.type} {item.reference}{pinned}{remark}"
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
