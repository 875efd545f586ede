"""Where policies/ is."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import PolicyError
from auditor.parse import home as module


def test_a_checkout_has_it_beside_the_package() -> None:
    assert (module.home() / "findings.yaml").is_file()


def test_without_it_nothing_works_and_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "__file__", str(tmp_path / "auditor" / "parse" / "home.py"))
    with pytest.raises(PolicyError, match="policies/ is missing"):
        module.home()
