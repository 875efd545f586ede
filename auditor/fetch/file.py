"""One file of weights on this disk: its header, its parts where it was split, and the terms that lie beside it.

A file is judged by what it says itself. Where it names a license, a card and licenses beside it are held to apply as
well; where it names none, nobody knows whether these are its own, and the folder has to be named.
"""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.fetch.local import MAX_LISTED, identity, plain_file, read_files, siblings, snapshot_of, unreadable
from auditor.fetch.source import Unobtainable
from auditor.fetch.weights import WeightsReader, parts_of
from auditor.parse.files import wanted
from auditor.parse.headers import HEADERS
from auditor.parse.metadata import Metadata
from auditor.parse.weights import HEADED, PICKLED, ending, is_weights
from auditor.schema.issue import IssueKind, Weight
from auditor.schema.snapshot import Snapshot

_FOLDER = "audit the folder that holds its card and its license: auditor audit {}"


def read_file(path: Path, reader: WeightsReader) -> Snapshot:
    """A snapshot of one file of weights, called by its name. Raises Unobtainable where it is none."""
    name = path.name.encode("utf-8", "replace").decode()  # not every name on a disk is text
    if not is_weights(path.name):
        hint = "name a file of weights (.gguf, .safetensors, .onnx), or the folder that it lies in"
        raise Unobtainable(IssueKind.UNREADABLE, "is no file of weights by its name", hint=hint)
    try:
        plain_file(path, None).open("rb").close()
        here = sorted(entry.name for entry in islice(os.scandir(path.parent), MAX_LISTED) if entry.is_file())
    except OSError as error:
        raise unreadable(error) from error
    repo_type, repo_id, sha, boundary = identity(path.parent)
    parts, beside = parts_of(path.name, here), [item for item in wanted(here) if not is_weights(item)]
    weights = reader.read(path.parent, boundary if len(parts) > 1 else None, parts, is_pinned=sha is not None)
    listing: dict[str, Any] = {"id": repo_id if sha else name, **({"sha": sha} if sha else {})}
    listing |= {"siblings": siblings([*parts, *beside], weights.sha256)}
    listing |= {HEADERS: weights.headers} if weights.headers else {}
    if len(parts) == 1 and path.name in weights.sha256:
        listing["sha256"] = weights.sha256[path.name]
    files, issues = read_files(path.parent, boundary, Metadata(listing), listing["id"])
    troubles = [*weights.troubles, *((item, trouble) for item, trouble in _unread(path))]
    if sha is None and not troubles and beside and not weights.state_a_license:
        troubles.append((path.name, _beside(path, beside)))
    issues += [trouble.issue(listing["id"], Weight.DECISIVE, item) for item, trouble in troubles]
    return snapshot_of(listing, repo_type, files, issues)


def _unread(path: Path) -> list[tuple[str, Unobtainable]]:
    """That the format of the file is none whose header is read."""
    kind = ending(path.name)
    if kind in HEADED:
        return []
    why = "is a pickle, which is never opened" if kind in PICKLED else "is in a format whose header is not read"
    return [(path.name, Unobtainable(IssueKind.UNREADABLE, why, hint=_FOLDER.format(_shown(path))))]


def _beside(path: Path, beside: list[str]) -> Unobtainable:
    others = f" and {len(beside) - 1} more" if len(beside) > 1 else ""
    message = f"names no license, and {beside[0]}{others} beside it may speak of another model"
    return Unobtainable(IssueKind.UNREADABLE, message, hint=_FOLDER.format(_shown(path)))


def _shown(path: Path) -> str:
    """The folder as a command takes it, without the way to it: where it lies is nobody's business."""
    return "." if path.parent == Path() else f"./{path.parent.name}"
