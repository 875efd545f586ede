"""Where the texts of the catalog are published, and of which there is none: the page from which anybody rebuilds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditor.licenses.catalog import Catalog
from auditor.licenses.fingerprints import Index
from auditor.schema.license import FactSource, License

_HEAD = """# Where each license text is published

The texts are not ours and are not shipped. Whoever fetches one from its address can put it into the index
([adding-a-license.md](adding-a-license.md#one-text-alone)), or build a whole index from all of them. A commit or a date
says which state of the text was read; where neither stands, the address may hold another text by now.
"""
_NONE = "no text could be found; what is said of it is second-hand"
_LATER = "read, and not in the index: a copy of it is not identified"


def published(catalog: Catalog, index: Index) -> str:
    """The page, from the sources of each license and from the documents of the index."""
    texts = [one for one in catalog.licenses if not one.members]
    known = Counter(one.id if (one := catalog.get(row.id)) else row.id for row in index.documents)
    without = {one.id: _NONE if not one.text_known else _LATER for one in texts if not known[one.id]}
    bare = [one.id for one in texts if not any(source.url for source in one.sources)]
    others = len(set(known) - {one.id for one in texts})
    told = (
        f"{len(texts)} licenses and policies: {len(texts) - len(without)} with a text in the index, {len(without)} "
        f"without; of {len(bare)} no source is recorded. The index knows {others} further texts, of the SPDX list and "
        "ScanCode LicenseDB (CC-BY-4.0, https://github.com/aboutcode-org/scancode-toolkit), of which the catalog says "
        "nothing.\n"
    )
    missing = [f"| {id_} | {why} |" for id_, why in without.items()]
    return "\n".join(
        [
            _HEAD,
            told,
            "## Not in the index\n\n| license | |\n|---|---|",
            *missing,
            "\n## All\n\n`texts`: how many documents of it the index holds: versions, translations, parts.\n",
            "| license | texts | source | commit | date |\n|---|--:|---|---|---|",
            *(row for one in texts for row in _rows(one, known[one.id])),
            "",
        ]
    )


def _rows(license_: License, texts: int) -> Iterator[str]:
    if not license_.sources:
        address = f"no source recorded; known at {license_.address}" if license_.address else "no source recorded"
        yield f"| {license_.id} | {texts} | {_cell(address)} | | |"
    for place, source in enumerate(license_.sources):
        head = f"{license_.id} | {texts}" if place == 0 else " | "
        yield f"| {head} | {_cell(_told(source))} | {source.commit[:12]} | {source.date} |"


def _told(source: FactSource) -> str:
    url = source.url if not source.url or "://" in source.url else f"https://{source.url}"
    return f"{source.title}: {url}" if url else f"{source.title}, no address"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
