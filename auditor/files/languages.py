"""Reads policies/languages.yaml with care: everything that is wrong with a row is said with file and line.

What runs reads the same file plainly (auditor/parse/languages.py).
"""

from __future__ import annotations

from pathlib import Path

from auditor.files.checked import read_file
from auditor.parse.home import home
from auditor.parse.languages import SOURCE
from auditor.schema.languages import LanguageTable


def load_languages(root: Path | None = None) -> LanguageTable:
    """The whole table. Raises PolicyError listing every fault."""
    return read_file((root or home()) / SOURCE, LanguageTable)
