"""The fingerprint of one license text in a file of its own: what an index holds of it, as JSON, without a word of it.

`keys` are the keys of all its shingles, `words` the values of its words in order, both uint32, little-endian, deflated,
in base64. A text has several documents where it is also passed on in parts.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.licenses.entries import SHORTEST, IndexedText, array_of, entry, entry_of
from auditor.licenses.fingerprints import FORMAT
from auditor.licenses.indexed import BUILDER

VERSION = 1
"""Version of this form."""
MAX_BYTES = 8_000_000
"""Of a file; that of the longest published license has 300,000."""

_NAME = "auditor-fingerprint"
_READS = {_NAME: VERSION, "index": FORMAT, "builder": BUILDER}
_MAX_DOCUMENTS = 8
_MAX_VALUES = 1_000_000
_DIGEST = re.compile(r"[0-9a-f]{64}")


class FingerprintFault(Exception):
    """A file that is no fingerprint that we read; the message goes on from its name."""


@dataclass(frozen=True)
class Fingerprint:
    """The license that a text is of, the digest of the file that it was read from, and what an index holds of it."""

    license: str
    text_sha256: str
    entries: tuple[IndexedText, ...]


def fingerprint_of(license_: str, text: str, text_sha256: str) -> Fingerprint:
    """Make the fingerprint of a text, and of those parts of it that are passed on alone."""
    from auditor.licenses.build_fingerprints import SourceText, variants

    parts = variants(SourceText(license_, "license", False, text))
    made = (entry_of(part.id, part.kind, part.open, part.text)[0] for part in parts)
    return Fingerprint(license_, text_sha256, tuple(one for one in made if len(one.keys) >= SHORTEST))


def written(fingerprint: Fingerprint) -> str:
    """Return the content of its file."""
    documents = [
        {"guarded": one.document.guarded, "keys": _packed(sorted(one.keys)), "words": _packed(one.words)}
        for one in fingerprint.entries
    ]
    head = {**_READS, "license": fingerprint.license, "text_sha256": fingerprint.text_sha256}
    return json.dumps({**head, "documents": documents}, indent=1) + "\n"


def read_fingerprint(content: bytes) -> Fingerprint:
    """Read the content of such a file. Raises FingerprintFault."""
    if len(content) > MAX_BYTES:
        raise FingerprintFault(f"is larger than {MAX_BYTES:,} bytes")
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FingerprintFault("is no fingerprint of a license text") from error
    if not isinstance(value, dict) or _NAME not in value:
        raise FingerprintFault("is no fingerprint of a license text")
    for key, reads in _READS.items():
        if value.get(key) != reads:
            said = f"{key} {value.get(key)!r}, where this program reads {reads}"
            raise FingerprintFault(f"is of another format ({said}): make it anew with `auditor license add --again`")
    license_, digest, documents = value.get("license"), value.get("text_sha256"), value.get("documents")
    fit = isinstance(license_, str) and isinstance(digest, str) and _DIGEST.fullmatch(digest)
    if not fit or not isinstance(documents, list) or not 0 < len(documents) <= _MAX_DOCUMENTS:
        raise FingerprintFault("is damaged: make it anew with `auditor license add --again`")
    return Fingerprint(str(license_), str(digest), tuple(_entries(str(license_), documents)))


def _entries(license_: str, documents: Sequence[Any]) -> Iterable[IndexedText]:
    for document in documents:
        try:
            guarded, keys, words = document["guarded"], _unpacked(document["keys"]), _unpacked(document["words"])
        except (KeyError, TypeError, ValueError, binascii.Error, zlib.error) as error:
            raise FingerprintFault("is damaged: make it anew with `auditor license add --again`") from error
        if type(guarded) is not int or guarded < 0 or len(set(keys)) < SHORTEST or not words:
            raise FingerprintFault("is damaged: make it anew with `auditor license add --again`")
        yield entry(license_, "license", False, frozenset(keys), guarded, words)


def _packed(values: Sequence[int]) -> str:
    raw = array("I", values)
    if sys.byteorder == "big":
        raw.byteswap()
    return base64.b64encode(zlib.compress(raw.tobytes(), 9)).decode("ascii")


def _unpacked(text: str) -> array[int]:
    """Raises ValueError, TypeError or zlib.error for what `_packed` did not write."""
    inflater = zlib.decompressobj()
    raw = inflater.decompress(base64.b64decode(text, validate=True), 4 * _MAX_VALUES)
    if not inflater.eof:
        raise ValueError("too long, or cut short")
    return array_of("I", raw)
