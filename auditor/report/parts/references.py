"""What became of a repository's references, in a sentence: never nothing, since silence would look like an approval."""

from __future__ import annotations

from auditor.schema.gate import Tally


def said(tally: Tally) -> str:
    """The tally as reports say it: what is nought is left out, but for how many were found and audited."""
    found = "1 reference" if tally.found == 1 else f"{tally.found} references"
    counts = [
        (tally.declared, "declared"),
        (tally.unsettled, "neither audited nor declared"),
        (tally.not_counted, "not counted under this policy"),
        (tally.mentioned, "mentioned as pages"),
    ]
    parts = [f"{tally.audited} audited", *(f"{count} {word}" for count, word in counts if count)]
    files = "1 file was" if tally.unread == 1 else f"{tally.unread} files were"
    unread = f" {files} not read." if tally.unread else ""
    return (
        f"{found} in its files: {', '.join(parts)}.{unread}"
        if tally.found
        else f"No reference in the files that were looked at.{unread}"
    )
