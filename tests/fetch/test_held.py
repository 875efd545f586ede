"""Which snapshot of several a reference means."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from auditor.fetch.archive import open_archive
from auditor.fetch.source import Unobtainable
from auditor.schema.reference import ModelRef

ID, SHA = "mistralai/Mistral-7B-v0.1", "27d67f1b5f57dc0953326b2601d68371d40ea8da"


def test_a_folder_of_snapshots_refuses_two_that_begin_so(fixtures_hub: Path, tmp_path: Path) -> None:
    (held,) = fixtures_hub.glob("mistralai--Mistral-7B-v0.1@*")
    other = SHA[:8] + "0" * 32
    for sha in (SHA, other):
        folder = tmp_path / f"mistralai--Mistral-7B-v0.1@{sha}"
        shutil.copytree(held, folder)
        body = json.loads((folder / "metadata.json").read_text())
        (folder / "metadata.json").write_text(json.dumps(body | {"sha": sha}))
    source = open_archive(tmp_path)
    assert source.fetch(ModelRef(id=ID, revision=SHA[:9])).sha == SHA
    with pytest.raises(Unobtainable, match="has several commits"):
        source.fetch(ModelRef(id=ID, revision=SHA[:8]))
