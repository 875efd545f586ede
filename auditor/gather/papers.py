"""A snapshot opened once: its card, its metadata, and how to cite them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from auditor.parse.card import Card, read_card
from auditor.parse.files import README
from auditor.parse.metadata import Metadata, read_metadata
from auditor.references import folder_purl, purl
from auditor.schema.evidence import Citation
from auditor.schema.snapshot import File, Snapshot

MAX_QUOTE = 240


@dataclass(frozen=True)
class Papers:
    """One repository's papers, opened."""

    snapshot: Snapshot
    purl: str
    card: Card
    metadata: Metadata
    readme: File | None

    def at_line(self, file: File, line: int, quote: str, end_line: int | None = None) -> Citation:
        """Cite a line, or lines, of a text file."""
        return self._cite(file, quote, line=line, end_line=end_line)

    def at_pointer(self, pointer: str, value: Any) -> Citation:
        """Cite a place in the metadata by JSON pointer."""
        return self._cite(self.snapshot.metadata, _words(value), pointer=pointer)

    def in_card(self, line: int, quote: str, end_line: int | None = None) -> Citation:
        """Cite lines of the card. There must be one."""
        assert self.readme is not None, "only a card that was read is cited"
        return self._cite(self.readme, quote, line=line, end_line=end_line)

    def whole(self, file: File) -> Citation:
        """Cite a file as a whole."""
        return self._cite(file, "")

    def _cite(self, file: File, quote: str, **where: Any) -> Citation:
        quote = " ".join(quote.split())
        short = quote if len(quote) <= MAX_QUOTE else quote[: MAX_QUOTE - 1] + "…"
        return Citation(source=self.purl, file=file.path, sha256=file.sha256, quote=short, **where)


def open_papers(snapshot: Snapshot) -> Papers:
    """Open a snapshot. Never raises: what cannot be read is empty."""
    readme = snapshot.file(README)
    metadata = read_metadata(snapshot.metadata.content) or Metadata({})
    return Papers(snapshot, purl_of(snapshot), read_card(readme.text if readme else ""), metadata, readme)


def purl_of(snapshot: Snapshot) -> str:
    """The package URL of a snapshot; a folder that names no commit is known by its name and its metadata's digest."""
    if snapshot.sha is None:
        return folder_purl(snapshot.id.rpartition("/")[2], snapshot.metadata.sha256)
    return purl(snapshot.repo_type, snapshot.id, snapshot.sha)


def _words(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)
