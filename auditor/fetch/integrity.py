"""Whether a body is what the server meant: all of it, and of the commit that was asked for.

The Hub says of a file at a commit which git blob it is (ETag: the blob's sha1; `X-Linked-ETag`: the sha256 of a large
one), of an API answer its length and sha1 (a weak ETag), and of both the commit (`X-Repo-Commit`). A proxy may drop all
of that; then the length is all that speaks for the body, and the run says so.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Mapping
from enum import Enum

from auditor.fetch.source import Unobtainable
from auditor.parse.metadata import holds_a_key_twice
from auditor.schema.issue import IssueKind

_DIGEST = re.compile(r'(?:W/)?"([0-9a-f]{40}|[0-9a-f]{64})(?:-gzip|;gzip|--gzip)?"\Z')
# Express, which answers for the Hub's API: length in hexadecimal, and 27 characters of the sha1 in base64.
_OF_LENGTH = re.compile(r'(?:W/)?"([0-9a-f]{1,12})-([A-Za-z0-9+/]{27})"\Z')
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<!--.{0,500}?-->\s{0,200})?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HINT = "run again; if it stays so, a proxy or a mirror changes what it passes on"


class Proof(Enum):
    """What speaks for a body being whole: the server's digest of it, or its length alone."""

    DIGEST = "digest"
    LENGTH = "length"


def unpacked(raw: bytes, encoding: str, max_bytes: int) -> bytes:
    """The body without its content coding (RFC 9110, 8.4). Raises Unobtainable where it is cut, damaged, too large."""
    content = raw
    for coding in reversed([name.strip().lower() for name in encoding.split(",") if name.strip()]):
        if coding == "identity":
            continue
        if coding not in ("gzip", "x-gzip", "deflate"):
            raise _trouble(f"came in the coding {coding[:20]!r}, which was not asked for")
        content = _inflated(content, coding, max_bytes)
    return content


def _inflated(raw: bytes, coding: str, max_bytes: int) -> bytes:
    windows = (-zlib.MAX_WBITS, zlib.MAX_WBITS) if coding == "deflate" else (zlib.MAX_WBITS | 16,)
    for window in reversed(windows):  # deflate comes with the header of zlib, or, wrongly, without
        reader = zlib.decompressobj(window)
        try:
            content = reader.decompress(raw, max_bytes + 1)
        except zlib.error:
            continue
        if len(content) > max_bytes:
            raise Unobtainable(IssueKind.TOO_LARGE, f"larger than {max_bytes:,} bytes; it is not read")
        if not reader.eof:
            raise _trouble("broke off: its packed body is not complete")
        return content
    raise _trouble("cannot be unpacked: its packed body is damaged")


def proof_of(content: bytes, headers: Mapping[str, str], linked: Mapping[str, str], *, closed_by_end: bool) -> Proof:
    """What speaks for the body. `linked` are the headers of a redirection to where large files lie.

    `closed_by_end`: neither a length nor chunks said where the body ends. Raises Unobtainable where the body is not
    what the server says it is, or nothing says that it is whole.
    """
    of_a_commit = "x-repo-commit" in headers or "x-repo-commit" in linked
    tags = [tag for tag in (linked.get("x-linked-etag"), headers.get("x-linked-etag"), headers.get("etag")) if tag]
    answers = [answer for tag in tags if (answer := _fits(content, tag, of_a_commit)) is not None]
    if answers and not any(answers):
        raise _trouble("is not what the server says it is: its digest is another one")
    size = linked.get("x-linked-size", "") or headers.get("x-linked-size", "")
    if size.isdecimal() and int(size) != len(content):
        raise _trouble(f"has {len(content):,} bytes where the server says {int(size):,}")
    if any(answers):
        return Proof.DIGEST
    if closed_by_end:
        raise _trouble("may be cut: the server says neither how long it is nor what its digest is")
    if not content:
        raise _trouble("came empty")
    return Proof.LENGTH


def _fits(content: bytes, tag: str, of_a_commit: bool) -> bool | None:
    """Whether the tag is a digest of this content; None where it is none that we know.

    Other servers put digests of their own into it: one that does not fit speaks only where the answer is the Hub's.
    """
    tag = tag.strip()
    digest = _DIGEST.match(tag)
    if digest:
        said = digest.group(1)
        fits = said in ((_sha256(content),) if len(said) == 64 else (_git_blob(content), _sha1(content)))
        return fits if fits or of_a_commit else None
    length = _OF_LENGTH.match(tag)
    if length:
        made = base64.b64encode(bytes.fromhex(_sha1(content))).decode()[:27]
        return int(length.group(1), 16) == len(content) and made == length.group(2)
    return None


def _sha1(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _git_blob(content: bytes) -> str:
    """The name that git gives a file with this content."""
    return _sha1(b"blob %d\0" % len(content) + content)


def refuse_page(name: str, content: bytes, proof: Proof) -> None:
    """Raise Unobtainable where a web page came in place of a file and no digest speaks for it."""
    if proof is Proof.LENGTH and not name.lower().endswith((".html", ".htm")) and _PAGE.match(content[:2_000]):
        raise _trouble("came as a web page: a proxy, a login or a mirror answered in place of the Hub")


def refuse_other_commit(wanted: str, headers: Mapping[str, str], linked: Mapping[str, str]) -> None:
    """Raise Unobtainable where the server says that the body is of another commit."""
    said = (linked.get("x-repo-commit") or headers.get("x-repo-commit") or "").strip().lower()
    if said and said != wanted.lower():
        raise other_commit(wanted, said)


_PART = re.compile(r"bytes 0-\d+/(\d+)\Z")


def refuse_other_part(content: bytes, headers: Mapping[str, str], most: int) -> None:
    """Raise Unobtainable where what came are not the first bytes of a file, all that were asked for and are there."""
    said = headers.get("content-range")
    match = _PART.match(said) if said else None
    if (said and match is None) or headers.get("content-encoding", "identity") != "identity":
        raise _trouble("came as another part than was asked for")
    whole = match[1] if match else headers.get("content-length", "")
    if len(content) < (min(int(whole), most) if whole.isdecimal() and len(whole) < 20 else most if not match else 0):
        raise _trouble("broke off before the bytes that were asked for")


def other_commit(wanted: str, said: str) -> Unobtainable:
    """The trouble that an answer of another commit is."""
    return _trouble(f"is of commit {said[:12]}, not of {wanted[:12]}")


def refuse_keys_twice(content: bytes) -> None:
    """Raise Unobtainable where JSON holds a key twice: readers differ in which of the two they take."""
    if holds_a_key_twice(content):
        raise _trouble("says a thing twice: its JSON holds a key more than once")


def _trouble(message: str) -> Unobtainable:
    return Unobtainable(IssueKind.DAMAGED, message, hint=_HINT)
