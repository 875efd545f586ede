"""All knowledge that evidence is read with, in one value: licenses, their fingerprints, phrases, and their digest."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.licenses.catalog import Catalog
from auditor.licenses.fingerprints import Index
from auditor.prose.vocabulary import Vocabulary


@dataclass(frozen=True)
class Knowledge:
    """What we know of licenses, and of how they are spoken of. `sha256` is over the files that it was read from."""

    catalog: Catalog
    index: Index
    vocabulary: Vocabulary
    sha256: str
