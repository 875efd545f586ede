"""All knowledge that evidence is read with, in one value: licenses, their fingerprints, phrases, and their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.licenses.catalog import Catalog
from auditor.licenses.copies import TAIL, copies
from auditor.licenses.entries import IndexedText, Kind
from auditor.licenses.fingerprints import Index
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.license import CommercialUse, Family, License


@dataclass(frozen=True)
class Knowledge:
    """What we know of licenses, and of how they are spoken of. `sha256` is over the files that it was read from."""

    catalog: Catalog
    index: Index
    vocabulary: Vocabulary
    sha256: str


def with_licenses(knowledge: Knowledge, own: Sequence[tuple[License, Sequence[IndexedText]]], sha256: str) -> Knowledge:
    """The knowledge with further licenses and their texts; `sha256` is over the files that these were read from.

    Raises ValueError where they do not go together with those that are known.
    """
    if not own:
        return knowledge
    catalog = Catalog.of((*knowledge.catalog.licenses, *(one for one, _ in own)))
    entries = [entry.known_as(one.id, *_flags(one)) for one, texts in own for entry in texts]
    index = _without_strangers(knowledge.index, knowledge.catalog, entries).extended(entries)
    digest = hashlib.sha256(f"{knowledge.sha256}\0{sha256}".encode()).hexdigest()
    return replace(knowledge, catalog=catalog, index=index, sha256=digest)


def _flags(license_: License) -> tuple[Kind, bool]:
    """What the index says of a text beside its words: a company's texts are held like ours."""
    kind: Kind = "policy" if license_.family is Family.USE_POLICY else "license"
    return kind, license_.commercial_use is CommercialUse.YES


def _without_strangers(index: Index, catalog: Catalog, entries: Sequence[IndexedText]) -> Index:
    """The index where a text of the long tail that is one of these, word for word, bears its id.

    So do further texts of the same id. What our catalog describes keeps its id.
    """
    known = {entry.document.id: entry.document for entry in entries}
    rows = list(index.documents)
    for number, row in enumerate(rows):
        if named := known.get(row.id):
            rows[number] = replace(row, kind=named.kind, open=named.open)
    for entry in entries:
        for number, share in copies(index, entry):
            row = rows[number]
            if share == 1 and row.id.startswith(TAIL) and catalog.get(row.id) is None:
                own = entry.document
                rows[number] = replace(row, id=own.id, kind=own.kind, open=own.open)
    return replace(index, documents=tuple(rows))
