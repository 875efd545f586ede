"""Answers as data: what is sent, how it is sent, and the Hub's table of errors."""

import json
import re
from base64 import b64encode
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha1
from http import HTTPStatus
from typing import Any

TEXT = "text/plain; charset=utf-8"
JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"

Headers = tuple[tuple[str, str], ...]

_UNSENDABLE = re.compile(r"[^\t\x20-\x7e\xa1-\xff]")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True)
class Answer:
    """A complete answer, without the headers that change from one request to the next."""

    status: int
    headers: Headers
    body: bytes = b""
    seekable: bool = False

    @cached_property
    def head(self) -> bytes:
        """The status line and the answer's own headers, as sent."""
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        # A name taken from the request may hold a line end: it must not become a header of its own.
        lines += [f"{name}: {_UNSENDABLE.sub('?', value)}" for name, value in self.headers]
        return ("\r\n".join(lines) + "\r\n").encode("latin-1")


@dataclass(frozen=True)
class Delivery:
    """How an answer travels: in one piece unless a fault says otherwise."""

    before: float = 0.0
    between: float = 0.0
    chunk: int = 65536
    announce: int = 0
    sent: int | None = None
    endless: bool = False

    @property
    def closes(self) -> bool:
        """Whether the connection cannot be used again afterwards."""
        return self.endless or self.sent is not None or self.announce != 0


PLAIN = Delivery()


@dataclass(frozen=True)
class ErrorKind:
    """One row of the table of errors."""

    status: int
    code: str | None
    message: str
    authenticate: bool = False


ERRORS: dict[str, ErrorKind] = {
    "missing-anonymous": ErrorKind(401, None, "Invalid username or password.", authenticate=True),
    "missing": ErrorKind(404, "RepoNotFound", "Repository not found"),
    "bad-token": ErrorKind(401, None, "Invalid credentials in Authorization header", authenticate=True),
    "gated-anonymous": ErrorKind(
        401,
        "GatedRepo",
        "Access to {noun} {id} is restricted. You must have access to it and be authenticated to access it. "
        "Please log in.",
        authenticate=True,
    ),
    "gated": ErrorKind(
        403,
        "GatedRepo",
        "Access to {noun} {id} is restricted and you are not in the authorized list. Visit {page} to ask for access.",
    ),
    "disabled": ErrorKind(403, None, "Access to this resource is disabled."),
    "revision": ErrorKind(404, "RevisionNotFound", "Invalid rev id: {revision}"),
    "entry": ErrorKind(404, "EntryNotFound", "Entry not found"),
    "expand": ErrorKind(400, None, '"expand" must be one of [{names}]'),
    "cursor": ErrorKind(400, None, "Invalid cursor"),
    "limit": ErrorKind(400, None, '"limit" must be a positive number'),
    "commit": ErrorKind(400, None, "Invalid commit hash: {revision}"),
    "page": ErrorKind(404, None, "Page not found"),
    "method": ErrorKind(405, None, "Method not allowed"),
    "too-many": ErrorKind(429, None, "Too many requests: the quota of this window is used up."),
    "internal": ErrorKind(500, None, "Internal Error"),
}


class AnswerError(Exception):
    """Ends the work on a request early with an answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def json_answer(value: Any, status: int = 200, headers: Headers = ()) -> Answer:
    """A JSON answer with the weak ETag the Hub puts on it."""
    # backslashreplace: half of a surrogate pair, as some real cards hold, travels as its own JSON escape.
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    return Answer(status, (("Content-Type", JSON), ("ETag", weak_etag(body)), *headers), body)


def text_answer(text: str, status: int = 200, headers: Headers = (), content_type: str = TEXT) -> Answer:
    """A text answer."""
    body = text.encode("utf-8", "backslashreplace")
    return Answer(status, (("Content-Type", content_type), ("ETag", weak_etag(body)), *headers), body)


def redirect(status: int, location: str, headers: Headers = ()) -> Answer:
    """A redirection with the short text the Hub sends along."""
    phrase = HTTPStatus(status).phrase
    body = f"{phrase}. Redirecting to {location}".encode()
    return Answer(status, (("Content-Type", TEXT), ("Location", location), *headers), body)


def error(name: str, api: bool, extra: Headers = (), **facts: str) -> Answer:
    """The error `name` of the table: JSON from the API, plain text elsewhere."""
    kind = ERRORS[name]
    message = kind.message.format(**facts)
    headers: Headers = (("X-Error-Message", message), *extra)
    if kind.code is not None:
        headers += (("X-Error-Code", kind.code),)
    if kind.authenticate:
        headers += (("WWW-Authenticate", 'Bearer realm="Authentication required", charset="UTF-8"'),)
    if api:
        return json_answer({"error": message}, kind.status, headers)
    return text_answer(message, kind.status, headers)


def weak_etag(body: bytes) -> str:
    """Length and digest, in the form the Hub's web framework gives them."""
    digest = b64encode(sha1(body, usedforsecurity=False).digest()).decode()
    return f'W/"{len(body):x}-{digest[:27]}"'


def ranged(answer: Answer, wanted: str | None) -> Answer:
    """The part of a file that a Range header asks for: a client resumes a broken download with it."""
    match = _RANGE.fullmatch(wanted) if wanted and answer.seekable and answer.status == 200 else None
    if match is None or match.group(0) == "bytes=-":
        return answer
    total = len(answer.body)
    first, last = match.groups()
    start = int(first) if first else max(total - int(last), 0)
    stop = min(int(last) + 1, total) if first and last else total
    if start >= stop:
        return Answer(416, (("Content-Type", TEXT), ("Content-Range", f"bytes */{total}")))
    headers = (*answer.headers, ("Content-Range", f"bytes {start}-{stop - 1}/{total}"))
    return replace(answer, status=206, headers=headers, body=answer.body[start:stop])
