"""Bills in SPDX's tag-value form (SPDX 2.3 §4.3): a tag and its value a line, `<text>` over several.

spdx-tools gives up a whole document for one unknown tag, and writes to the standard output; what other tools write is
read here as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.discover.bills.plain import Plain

_TAG = re.compile(r"[ \t]{0,20}([A-Za-z][A-Za-z0-9]{1,60})[ \t]{0,20}:[ \t]*(.*)")
_NAMES = {
    "PackageName": "name",
    "SPDXID": "SPDXID",
    "PackageVersion": "versionInfo",
    "PackageDownloadLocation": "downloadLocation",
    "PackageSupplier": "supplier",
    "PackageOriginator": "originator",
    "PackageHomePage": "homepage",
    "PackageSummary": "summary",
    "PrimaryPackagePurpose": "primaryPackagePurpose",
}
_LONG, _LONG_END = "<text>", "</text>"


def read(text: str) -> Plain:
    """The packages and relationships of a document, named as in its JSON."""
    packages: list[dict[str, Any]] = []
    relationships: list[dict[str, str]] = []
    inside: dict[str, Any] = {}
    for tag, value in _tags(text):
        if tag == "PackageName":
            inside = {}
            packages.append(inside)
        elif tag == "FileName":
            inside = {}  # what follows is a file's
        if tag == "Relationship":
            source, kind, target = [*value.split(), "", "", ""][:3]
            relationships.append({"spdxElementId": source, "relationshipType": kind, "relatedSpdxElement": target})
        elif tag == "ExternalRef":
            category, kind, locator = [*value.split(), "", "", ""][:3]
            reference = {"referenceCategory": category, "referenceType": kind, "referenceLocator": locator}
            inside.setdefault("externalRefs", []).append(reference)
        elif tag in _NAMES:
            inside.setdefault(_NAMES[tag], value)
    return Plain({"packages": packages, "relationships": relationships})


def _tags(text: str) -> Iterator[tuple[str, str]]:
    lines = iter(text.split("\n"))
    for line in lines:
        match = _TAG.match(line)
        if match is None:
            continue
        tag, value = match[1], match[2].strip()
        if value.startswith(_LONG):
            parts = [value.removeprefix(_LONG)]
            while _LONG_END not in parts[-1] and (more := next(lines, None)) is not None:
                parts.append(more)
            value = "\n".join(parts).partition(_LONG_END)[0].strip()
        yield tag, value
