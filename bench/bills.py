"""Measure how bills of materials are read: `python bench/bills.py DIR …`.

DIR holds bills of any tool in any form. Components that say that they are models or data sets are counted here by a
reader of its own, as plain as can be: words in the text. Prints a line for each bill that names any, and the sums:
components in, references out (of these, what nobody can look up), vanished, and seconds of processor time a megabyte.
Exit code 1 if a component vanished.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from auditor.discover.bills import could_be, is_bill, read
from auditor.discover.walk import decoded
from auditor.schema.discovery import FoundType

# How each form says it, whatever stands around it. A data set inside a component's `data` is that component's.
SAYS = re.compile(
    r'"type"\s*:\s*"(?:machine-learning-model|ai_AIPackage|dataset_DatasetPackage)"|'
    r'"(?:primaryPackagePurpose|software_primaryPurpose)"\s*:\s*"(?:MODEL|model)"|'
    r"<(?:\w+:)?component\b[^>]*\btype=\"machine-learning-model\"|purpose_model|"
    r"^PrimaryPackagePurpose:\s*MODEL|^\s*-?\s*(?:type|primaryPackagePurpose):\s*(?:machine-learning-model|MODEL)\s*$",
    re.MULTILINE,
)
RESOLVED = {
    *(FoundType.MODEL, FoundType.DATASET, FoundType.API_MODEL, FoundType.OLLAMA_MODEL),
    *(FoundType.MODELSCOPE_MODEL, FoundType.MODELSCOPE_DATASET),
}


class Counted(NamedTuple):
    """One bill: what says that it is a model, what was found, what of that is unresolved, what is missing."""

    said: int
    found: int
    unresolved: int
    vanished: int
    unread: str | None


def counted(name: str, text: str) -> Counted:
    """Measure one bill."""
    found, unread = read(name, text)
    said = len(SAYS.findall(text))
    unresolved = sum(item.type not in RESOLVED for item in found)
    return Counted(said, len(found), unresolved, max(0, said - len(found)), unread)


def main() -> int:
    """Measure the bills in folders and files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    given = parser.parse_args()
    files = [
        file
        for path in given.paths
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if file.is_file() and could_be(file.name)
    ]
    rows: list[Counted] = []
    size, seconds = 0, 0.0
    for file in files:
        text = decoded(file.read_bytes())
        if text is None or not is_bill(file.name, text):
            continue
        start = time.process_time()
        row = counted(file.name, text)
        seconds += time.process_time() - start
        size += len(text)
        rows.append(row)
        if row.said or row.found or row.unread:
            print(f"{row.said:5} in {row.found:5} out {row.unresolved:4} unresolved {row.vanished:3} vanished  {file}")
        if row.unread:
            print(f"      {row.unread}")
    sums = [sum(column) for column in zip(*(row[:4] for row in rows), strict=True)] or [0] * 4
    print(f"{len(rows)} bills: {sums[0]} in, {sums[1]} out, {sums[2]} unresolved, {sums[3]} vanished")
    print(f"{seconds / max(size / 1e6, 1e-6):.2f} s a megabyte, over {size / 1e6:.1f} MB")
    return 1 if sums[3] else 0


if __name__ == "__main__":
    sys.exit(main())
