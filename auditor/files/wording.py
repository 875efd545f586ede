"""Reads policies/license-words.yaml with care: everything that is wrong with a row is said with file and line.

What runs reads the same file plainly (auditor/licenses/wording.py).
"""

from __future__ import annotations

from pathlib import Path

from auditor.files.checked import read_rows
from auditor.licenses.wording import SOURCE
from auditor.parse.home import home
from auditor.schema.wording import WordRow


def load_words(root: Path | None = None) -> tuple[WordRow, ...]:
    """Every row, in the order of the file. Raises PolicyError listing every fault."""
    return tuple(read_rows((root or home()) / SOURCE, "rows", WordRow))
