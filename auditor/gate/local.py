"""Which file or folder of the repository a reference means: from the manifest's folder, or from beside its own file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from auditor.files.manifest import Declared
from auditor.schema.discovery import Found, FoundType
from auditor.schema.reference import ModelRef, RefKind


def lies_at(item: Found, root: Path) -> Path | None:
    """The file or folder below `root` that a reference names, where one lies there and no other may be meant."""
    if item.type is not FoundType.LOCAL_OR_URL:
        return None
    top, found = root.resolve(), set[Path]()
    for above in (root, Path(item.file).parent):
        try:
            path = (above / item.reference).resolve()
            found |= {path} if path.exists() and top in path.parents else set()
        except (OSError, ValueError, RuntimeError):  # no name that a file may have, or a link to itself
            continue
    return found.pop() if len(found) == 1 else None


def declared_here(declared: Declared | None) -> Callable[[Found], ModelRef | None]:
    """What tells of a reference which file or folder it means, among those that the manifest has audited."""
    entries = declared.entries if declared else ()
    at = {Path(entry.ref.id).resolve(): entry.ref for entry in entries if entry.ref.kind is RefKind.FOLDER}

    def named(item: Found) -> ModelRef | None:
        path = lies_at(item, declared.path.parent) if declared and at else None
        return at.get(path) if path else None

    return named
