"""What the files of a repository refer to, named as reports name it, without what we wrote ourselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from auditor.discover.finding import plain_name
from auditor.discover.walk import discover_tree
from auditor.schema.discovery import Discovery, Found, Skipped

_OURS = re.compile(rb'\s*\{\s*"format"\s*:\s*"auditor/')


def used(path: Path, exclude: Iterable[str] = (), leave: Iterable[Path] = ()) -> Discovery:
    """What is found below a folder or in a file. `leave` are files that declare or report, and use nothing."""
    root = path if path.is_dir() else path.parent
    found = discover_tree(path, exclude)
    left = {item.resolve() for item in leave}
    left |= {file for name in {item.file for item in found.found} if _is_ours(file := (root / name).resolve())}

    def renamed(item: Found | Skipped) -> dict[str, str]:
        return {"file": shown(root, item.file)}

    return Discovery(
        found=tuple(
            item.model_copy(update=renamed(item)) for item in found.found if (root / item.file).resolve() not in left
        ),
        skipped=tuple(item.model_copy(update=renamed(item)) for item in found.skipped),
        files=found.files,
    )


def shown(root: Path, name: str) -> str:
    """A file of the repository as reports name it: from where the command was called, where it lies below."""
    path = root / name
    try:
        return plain_name(path.resolve().relative_to(Path.cwd()).as_posix())
    except ValueError:
        return plain_name(path.as_posix())


def _is_ours(path: Path) -> bool:
    """Whether a file is a report of ours: what it names is no use of it."""
    if path.suffix != ".json":
        return False
    try:
        with path.open("rb") as file:
            return bool(_OURS.match(file.read(200)))
    except OSError:  # such as a name that is no text, and is shown as another
        return False
