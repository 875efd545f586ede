"""A snapshot opened once: its card, its metadata, and how to cite them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from auditor.gather.bounds import readable
from auditor.licenses.written import Written, written
from auditor.parse.card import Card, read_card
from auditor.parse.documents import is_document
from auditor.parse.files import README, role
from auditor.parse.metadata import Metadata, read_metadata
from auditor.parse.references import folder_purl, purl
from auditor.prose.blocks import lines_of
from auditor.prose.text import Text, read_text
from auditor.prose.vocabulary import NO_WORDS, Vocabulary
from auditor.schema.citation import Citation
from auditor.schema.snapshot import File, Snapshot

MAX_QUOTE = 240
_MOST_READ = 4_000  # characters of a line that is quoted: a long one is quoted often


@dataclass(frozen=True, eq=False)
class Papers:
    """One repository's papers, opened. The same ones are the same object, so that what was read of them can be kept."""

    snapshot: Snapshot
    purl: str
    card: Card
    metadata: Metadata
    readme: File | None
    vocabulary: Vocabulary = field(default=NO_WORDS, repr=False, compare=False)
    _places: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)
    _lines: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def text(self) -> Text:
        """The card's body, read once, up to its bound."""
        return read_text(readable(self.card.body), self.card.body_line, self.vocabulary)

    @property
    def card_lines(self) -> list[str]:
        """The lines of the card file, as an editor counts them."""
        return self.lines(self.readme) if self.readme else []

    def words(self, file: File) -> Written:
        """What a file says: cards by their letters, any other in whatever form it comes (PDF, Word, a web page)."""
        card = file.path == README or role(file.path) == "card"
        return Written(_of_card(file)) if card else written(file.path, file.content)

    def lines(self, file: File) -> list[str]:
        """The lines of a text file, as an editor counts them; cut once, however often it is cited.

        Of a PDF or a Word document those of its text, paragraph by paragraph.
        """
        if file.path not in self._lines:
            self._lines[file.path] = lines_of(self.words(file).text)
        return self._lines[file.path]

    def at_line(self, file: File, line: int, quote: str | None = None, end_line: int | None = None) -> Citation:
        """Cite a line, or lines, of a text file; the quote is the line itself where none is given."""
        if quote is None:
            lines = self.lines(file)
            quote = lines[line - 1] if line <= len(lines) else ""
        return self._cite(file, quote, line=line, end_line=end_line)

    def at_pointer(self, pointer: str, value: Any) -> Citation:
        """Cite a place in the metadata by JSON pointer."""
        return self._cite(self.snapshot.metadata, _words(value), pointer=pointer)

    def at_field(self, file: File, pointer: str, quote: str) -> Citation:
        """Cite a place in another JSON file by JSON pointer."""
        return self._cite(file, quote, pointer=pointer)

    def in_card(self, line: int, quote: str | None = None, end_line: int | None = None) -> Citation:
        """Cite lines of the card. There must be one."""
        assert self.readme is not None, "only a card that was read is cited"
        return self.at_line(self.readme, line, quote, end_line)

    def nth_word(self, pointer: str, count: int) -> str:
        """The pointer to a list's text number `count`: readers pass over what is no text, the document counts it."""
        if pointer not in self._places:
            value: Any = self.metadata.raw
            for key in pointer.split("/")[1:]:
                value = value.get(key) if isinstance(value, dict) else None
            items = value if isinstance(value, list) else []
            self._places[pointer] = [place for place, item in enumerate(items) if isinstance(item, str)]
        places = self._places[pointer]
        return f"{pointer}/{places[count] if count < len(places) else count}"

    def whole(self, file: File) -> Citation:
        """Cite a file as a whole."""
        return self._cite(file, "")

    def _cite(self, file: File, quote: str, **where: Any) -> Citation:
        quote = " ".join(quote.lstrip()[:_MOST_READ].split())
        short = quote if len(quote) <= MAX_QUOTE else quote[: MAX_QUOTE - 1] + "…"
        return Citation(source=self.purl, file=file.path, sha256=file.sha256, quote=short, **where)


@lru_cache(maxsize=128)
def open_papers(snapshot: Snapshot, vocabulary: Vocabulary = NO_WORDS) -> Papers:
    """Open a snapshot, to be read with a vocabulary. Never raises: what cannot be read is empty.

    Kept for a while: closure asks what a repository names, and gathering reads it soon after.
    """
    readme = snapshot.file(README)
    metadata = read_metadata(snapshot.metadata.content) or Metadata({})
    return Papers(snapshot, purl_of(snapshot), read_card(readme.text if readme else ""), metadata, readme, vocabulary)


@lru_cache(maxsize=32)
def other_cards(papers: Papers) -> tuple[Papers, ...]:
    """The cards beside the one that the Hub shows, each as papers of which it is the card, without metadata."""
    return tuple(
        Papers(papers.snapshot, papers.purl, read_card(_of_card(file)), Metadata({}), file, papers.vocabulary)
        for file in papers.snapshot.files
        if role(file.path) == "card"
    )


def _of_card(file: File) -> str:
    """The text of a card; of a document none, which is said to be unread (gather/unread.py)."""
    return "" if is_document(file.content) else file.text


def purl_of(snapshot: Snapshot) -> str:
    """The package URL of a snapshot; what has no commit is known by its name and its metadata's digest."""
    if snapshot.sha is None:
        system = ":" in snapshot.id.partition("/")[0]  # `provider:name` is a name as it stands, slashes and all
        name = snapshot.id if system else snapshot.id.rpartition("/")[2]
        return folder_purl(name, snapshot.metadata.sha256)
    return purl(snapshot.repo_type, snapshot.id, snapshot.sha)


def _words(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
