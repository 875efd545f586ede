"""Bills of materials: CycloneDX and SPDX, in every form in which they are written, from whichever tool.

A bill is read as far as it goes: fields that are missing, versions that are not known yet and files that break off are
what other tools write. Every entry that says that it is a model or a data set gives a reference, every other one is
silent unless it leads to one. Standards' own libraries refuse a whole bill for one fault; our tests hold what is read
here against what they read in valid ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from auditor.discover.bills import json_text, rdf, tag_value, xml_text, yaml_text
from auditor.discover.bills.entry import BillEntry
from auditor.discover.bills.lines import BillLines
from auditor.discover.bills.meaning import Meaning, meaning
from auditor.discover.bills.plain import Plain
from auditor.discover.bills.walk import entries
from auditor.discover.bounds import bounded
from auditor.discover.finding import of
from auditor.discover.purls import purls
from auditor.discover.words import words
from auditor.names.official import official
from auditor.schema.discovery import Found, FoundType

SBOM = "sbom"
_ENDINGS = words("json jsonld xml rdf spdx spdx3 cdx bom sbom intoto sigstore yaml yml txt tag tv")
_ATTESTED = ".intoto.jsonl"
# One of these stands in every bill: looked for before anything else is.
_WORDS = (
    *("bomFormat", "spdxVersion", "SPDXVersion", "SPDXID", "spdx.org/rdf", "cyclonedx.org/schema/bom", "<bom"),
    *("machine-learning-model", "ai_AIPackage", "dataset_DatasetPackage", "PackageName", "modelCard", "specVersion"),
    "payloadType",
)
_ENCODINGS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_MOST_PURLS = 1_000_000


class _Form(NamedTuple):
    """A form of bills: how a text of it begins and is known, how it is read, and the longest that is, in characters."""

    begins: tuple[str, ...]
    marks: re.Pattern[str]
    read: Callable[[str], Plain]
    most: int


# RDF and YAML are read at about a megabyte a second; the others at several, with some twenty bytes of memory a byte.
_FORMS = (
    _Form(("<",), re.compile(r"<(?:[\w-]{1,20}:)?RDF[\s>](?=[^\0]{0,9999}?spdx\.org/rdf/)"), rdf.read, 20_000_000),
    _Form(
        ("<",),
        re.compile(r"cyclonedx\.org/schema/bom|<(?:[\w-]{1,20}:)?(?:bom|spdxVersion|SpdxDocument)[\s>]"),
        xml_text.read,
        100_000_000,
    ),
    _Form(
        ("{", "["),
        re.compile(
            r'"(?:bomFormat|spdxVersion)"\s{0,20}:\s{0,20}"|spdx\.org/rdf/3|"(?:ai_AIPackage|dataset_DatasetPackage)"|'
            r'"(?:type|primaryPackagePurpose)"\s{0,20}:\s{0,20}"(?:machine-learning-model|MODEL)"|"SPDXID"|'
            r'"modelCard"|"specVersion"\s{0,20}:\s{0,20}"1\.|"payloadType"\s{0,20}:\s{0,20}"application/vnd\.in-toto'
        ),
        json_text.read,
        100_000_000,
    ),
    _Form(
        (), re.compile(r"^[\"']?(?:spdxVersion|bomFormat)[\"']?[ \t]{0,20}:", re.MULTILINE), yaml_text.read, 20_000_000
    ),
    _Form(
        (),
        re.compile(r"^[ \t]{0,20}(?:SPDXVersion|PackageName)[ \t]{0,20}:", re.MULTILINE),
        tag_value.read,
        100_000_000,
    ),
)
MAX_BYTES = max(form.most for form in _FORMS)


def could_be(name: str) -> bool:
    """Whether a file of this name may be a bill, whatever its size."""
    return name.rpartition(".")[2].lower() in _ENDINGS or is_attested(name)


def is_attested(name: str) -> bool:
    """Whether a file is called as signed attestations are, a line each."""
    return name.lower().endswith(_ATTESTED)


def is_marked(content: bytes) -> bool:
    """Whether a word of bills stands in the bytes of a file, at any place."""
    encoding = _ENCODINGS.get(content[:2], "utf-8")
    return any(word.encode(encoding) in content for word in _WORDS)


def is_bill(name: str, text: str) -> bool:
    """Whether a text is a bill of materials, by what stands in it at any place."""
    return could_be(name) and _form(text) is not None


def read(file: str, text: str) -> tuple[list[Found], str | None]:
    """The models and data sets of a bill, in its order, and why not all of it was read, where that is so."""
    form = _form(text)
    if form is None:
        return [], None
    if len(text) > form.most:
        return [], f"larger than {form.most:,} characters"
    plain = form.read(text)
    with bounded(_MOST_PURLS):
        return list(_found(file, text, plain)), plain.unread


def _form(text: str) -> _Form | None:
    if not any(word in text for word in _WORDS):
        return None
    first = text.lstrip()[:1]
    return next(
        (form for form in _FORMS if (not form.begins or first in form.begins) and form.marks.search(text)), None
    )


def _found(file: str, text: str, plain: Plain) -> Iterator[Found]:
    """What the entries name, then package URLs of the Hub that stand elsewhere in the bill, such as in a dependency."""
    made = _meant(plain)
    if made:
        lines = BillLines(text, {words for entry, _ in made for words in _written(entry)})
        yield from (_of(file, lines.line(_written(entry)), entry, said) for entry, said in made)
    named = {name for entry, said in made for name in _names(said.target.id, entry.name)}
    yield from (item for item in purls(file, text, SBOM) if item.reference.lower() not in named)


def _meant(plain: Plain) -> list[tuple[BillEntry, Meaning]]:
    """The entries that name something, those of services last: most of these stand as an entry of their own too."""
    made: list[tuple[BillEntry, Meaning]] = []
    named: set[str] = set()
    for entry in sorted(entries(plain.value), key=lambda entry: entry.served):
        said = meaning(entry)
        if said is None:
            continue
        names = _names(said.target.id, entry.name)
        # A file of a model that is named says nothing new, and neither does a service that runs it.
        known = not named.isdisjoint(names) if entry.served else said.target.id.lower() in named
        if not known or (entry.what and not entry.served):
            made.append((entry, said))
            named.update(names)
    return made


def _written(entry: BillEntry) -> tuple[str, ...]:
    return (*entry.ids, *entry.purls, entry.name)


def _of(file: str, line: int, entry: BillEntry, said: Meaning) -> Found:
    item = of(file, line, SBOM, said.target, certainty=said.certainty, via=said.via)
    meant = official(entry.name) if item.type is FoundType.BARE_NAME else None
    return item.model_copy(update={"note": f"may be {meant}"}) if meant else item


def _names(*written: str) -> set[str]:
    """A name whole, without its namespace or provider, in lower case."""
    whole = {words.lower() for words in written if words}
    return whole | {re.split(r"[/:]", words)[-1] for words in whole}
