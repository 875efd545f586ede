"""All license knowledge of a run in one value: the catalog, the fingerprints, and the digest of both."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.licenses.catalog import Catalog
from auditor.licenses.fingerprints import Index


@dataclass(frozen=True)
class Knowledge:
    """What we know of licenses. `sha256` is over the files that it was read from."""

    catalog: Catalog
    index: Index
    sha256: str
