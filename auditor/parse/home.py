"""Where policies/ is: the data that counsel reads, which every part of Auditor is built on."""

from __future__ import annotations

from pathlib import Path

from auditor.errors import PolicyError


def home() -> Path:
    """The folder policies/: inside an installed wheel, else beside the package in a checkout. Raises PolicyError."""
    package = Path(__file__).parents[1]
    for candidate in (package / "_policies", package.parent / "policies"):
        if candidate.is_dir():
            return candidate
    raise PolicyError("the folder policies/ is missing from this installation", hint="install auditor again")
