"""Bills in JSON: one document or several one after another; of a broken one, what stands before the fault."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from auditor.discover.bills.plain import TOO_DEEP, Plain, broken, kept

_SPACE = re.compile(r"\s*")
_MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[\]{},]', re.DOTALL)
_URL_SAFE = str.maketrans("-_", "+/")
_CLOSING = {"{": "}", "[": "]"}
# Numbers stay text: one with a million digits costs nothing then.
_DECODER = json.JSONDecoder(object_pairs_hook=kept, parse_int=str, parse_float=str, strict=False)


def read(text: str) -> Plain:
    """Every document in a text."""
    documents: list[Any] = []
    at = 0
    unread = None
    try:
        while (at := _past_space(text, at)) < len(text):
            value, at = _DECODER.raw_decode(text, at)
            documents += [value]
            envelopes = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict)]
            try:
                documents += [held for envelope in envelopes for held in _signed(envelope)]
            except ValueError:
                unread = "holds a signed payload that is no JSON"
    except json.JSONDecodeError as error:
        documents.append(_before(text[at : error.pos]))
        return Plain(documents, broken("JSON", error.lineno))
    except RecursionError:
        return Plain(documents, TOO_DEEP)
    return Plain(documents, unread)


def _signed(document: dict[str, Any]) -> list[Any]:
    """What an envelope holds in base64 (https://github.com/secure-systems-lab/dsse), also one in a sigstore bundle.

    Raises ValueError where it cannot be read.
    """
    envelope = document.get("dsseEnvelope", document)
    payload = envelope.get("payload") if isinstance(envelope, dict) and "payloadType" in envelope else None
    if not isinstance(payload, str):
        return []
    return [_DECODER.decode(base64.b64decode(payload.translate(_URL_SAFE) + "==").decode())]


def _past_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _before(text: str) -> Any:
    """The beginning of a document, cut behind its last whole value, with everything closed that is open there."""
    closing: list[str] = []
    end = depth = 0
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark in _CLOSING:
            closing.append(_CLOSING[mark])
        elif mark == ",":
            end, depth = match.start(), len(closing)
        elif mark in "]}" and closing:
            closing.pop()
            end, depth = match.end(), len(closing)
    try:
        return _DECODER.decode(text[:end] + "".join(reversed(closing[:depth])))
    except (ValueError, RecursionError):
        return None
