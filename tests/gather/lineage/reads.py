"""Opens a repository of our own, for the tests of this folder."""

from __future__ import annotations

import json
from typing import Any

from auditor.files.reading import load_vocabulary
from auditor.gather.papers import Papers, open_papers
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot


def papers_of(
    body: str = "", own: str = "me/garden-7b", front: str = "", files: dict[str, str] | None = None, **raw: Any
) -> Papers:
    """The papers of a model with this card, these other files and this metadata."""
    text = f"---\n{front}\n---\n{body}" if front else body
    kept = {"README.md": text} | (files or {}) if text or files is None else files
    snapshot = Snapshot(
        repo_type=RepoType.MODEL,
        id=own,
        sha=None,
        endpoint=None,
        retrieved_at=None,
        metadata=File.of(METADATA, json.dumps({"id": own} | raw).encode()),
        files=tuple(File.of(path, words.encode()) for path, words in kept.items()),
    )
    return open_papers(snapshot, load_vocabulary())
