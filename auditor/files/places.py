"""Reads policies/terms.yaml with care: everything that is wrong with a row is said with file and line.

What runs reads the same file plainly (auditor/parse/places.py).
"""

from __future__ import annotations

from pathlib import Path

from auditor.files.checked import read_file
from auditor.parse.home import home
from auditor.parse.places import SOURCE
from auditor.schema.places import PlacesTable


def load_places(root: Path | None = None) -> PlacesTable:
    """The whole table. Raises PolicyError listing every fault."""
    return read_file((root or home()) / SOURCE, PlacesTable)
