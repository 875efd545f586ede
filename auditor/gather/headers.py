"""The texts of headers of weights: of those that were read here, file by file, and of what the Hub says of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from auditor.gather.fields import NAMING, Field, Path, in_metadata, texts_of
from auditor.gather.papers import Papers
from auditor.parse.headers import HEADERS
from auditor.parse.places import field_says, folded

_OF_THE_HUB = ("gguf", "safetensors")
_ROOMS = ("general", "metadata", "modelspec", "metadata props")  # parts of keys that say nothing by themselves
_MOST_FILES = 400
_TAGS = ("general.tags", "modelspec.tags")


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A text of a header: its file ("" where the Hub read it), its dotted key in lower case, and itself."""

    file: str
    key: str
    field: Field

    @property
    def last(self) -> str:
        """The last part of the key that is no number."""
        return next((part for part in reversed(self.key.split(".")) if not part.isdecimal()), "")

    @property
    def says(self) -> str | None:
        """What the key says of terms, behind its rooms: as a whole, or by its last part."""
        names = [part for part in self.key.split(".") if part]
        while names and (folded(names[0]) in _ROOMS or names[0].isdecimal()):
            names.pop(0)
        while names and names[-1].isdecimal():  # one of a list
            names.pop()
        own = [says for name in (" ".join(names), names[-1]) if (says := field_says(name))] if names else []
        return next((word for word in own if word in NAMING), next(iter(own), None))

    @property
    def is_tag(self) -> bool:
        """Whether it is one of a list of tags."""
        return self.key.startswith(_TAGS)


@lru_cache(maxsize=32)
def header_texts(papers: Papers) -> tuple[HeaderText, ...]:
    """Every text of the headers, as far as they are kept."""
    return tuple(_texts(papers))


def header_fields(papers: Papers) -> Iterator[tuple[str, Field]]:
    """What headers say of a license: of GGUF `general.license`, of safetensors the keys that mean one."""
    for text in header_texts(papers):
        if text.says in NAMING and text.field.text.strip():
            yield str(text.says), text.field


def _texts(papers: Papers) -> Iterator[HeaderText]:
    for name in _OF_THE_HUB:
        yield from _of((name,), "", papers.metadata.mapping(name), papers)
    for file, header in islice(papers.metadata.mapping(HEADERS).items(), _MOST_FILES):
        yield from _of((HEADERS, file), file, header, papers)


def _of(above: Path, file: str, header: object, papers: Papers) -> Iterator[HeaderText]:
    for path, text in texts_of("", header).found:
        steps = path[1:]
        key = ".".join(str(step) for step in steps).lower()
        yield HeaderText(file, key, Field((*above, *steps), text, in_metadata(papers, (*above, *steps), text)))
