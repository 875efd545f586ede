"""What files beside the card call the license: CITATION.cff, packages, records of archives, a model's configurations.

They speak of code, of a paper, or of all that is there, and so they are weaker than the card. What they name matters
where it asks for more than anything else does, or is not known; then a person has to read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.licenses.aliases import MARKERS, resolve
from auditor.licenses.catalog import Catalog
from auditor.parse.files import ADAPTER, CITATION, PROJECT, REUSE, SETUP, VALUES, role
from auditor.parse.license_links import own_file
from auditor.parse.metadata import pointer_to
from auditor.parse.package_licenses import (
    MOST_NAMES,
    Reader,
    by_lines,
    from_object,
    from_project,
    from_setup,
    from_table,
    from_yaml,
    license_keys,
)
from auditor.schema.citation import Citation
from auditor.schema.claim import LicenseClaim
from auditor.schema.unread import Unread, UnreadKind, counted

_MOST = 8
_SEE = re.compile(r"\s*SEE LICENSE IN\s+", re.IGNORECASE)  # as a package says it
_LONGEST = 200
_MORE = "names a license that asks for more than what is stated"
_UNKNOWN = "names a license that is not known"
_Named = tuple[str, str, Citation]


def named_beside(papers: Papers, claims: tuple[LicenseClaim, ...], catalog: Catalog) -> tuple[Unread, ...]:
    """The names that nothing else states and that ask for more than notices, or are not known."""
    stated = {license_id for claim in claims for license_id in claim.licenses}
    return counted(list(_named(papers, stated, catalog)), _MOST)


def _named(papers: Papers, stated: set[str], catalog: Catalog) -> Iterator[Unread]:
    for key, written, at in _names(papers):
        named = resolve(written[:_LONGEST], catalog).licenses
        if stated.issuperset(named) if named else written.strip().lower() in MARKERS or _is_file(written, papers):
            continue
        if not (named and catalog.ask_little(named)):
            yield Unread.of(UnreadKind.FIELD, f"{key}: {written}", _MORE if named else _UNKNOWN, at)


def _is_file(written: str, papers: Papers) -> bool:
    """Whether it is a license file of the repository, which is read, or is missed, by itself."""
    path = own_file(_SEE.sub("", written), papers.snapshot.id)
    return path is not None and (role(path) == "license" or papers.snapshot.file(path) is not None)


def _names(papers: Papers) -> Iterator[_Named]:
    config = papers.metadata.mapping("config")
    for key, value in license_keys(config):
        yield key, value, papers.at_pointer(pointer_to(("config", key)), value)
    for file in papers.snapshot.files:
        held = _READERS.get(file.path)
        for key, value in islice(held(file), MOST_NAMES) if held else ():
            line = next((number for number, text in enumerate(papers.lines(file), 1) if value[:60] in text), 1)
            yield key, value, papers.at_line(file, line)


_READERS: dict[str, Reader] = {
    CITATION: from_yaml,
    PROJECT: from_project,
    SETUP: from_setup,
    **dict(zip(REUSE, (from_table, by_lines), strict=True)),
    **{name: from_object if name.endswith(".json") else from_yaml for name in (ADAPTER, *VALUES)},
}
