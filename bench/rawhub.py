"""A Hub and a GitHub on a raw loopback socket, whose every byte can be wrong. For fire.py and the suite."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import socket
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import unquote, urlsplit

SHA = "1234567890" * 4
OTHER_SHA = "9" * 40
_PAGE = b"<!DOCTYPE html><html><body>Sign in to go on.</body></html>"


@dataclass(frozen=True)
class Served:
    """What is at one address: the body and the headers that speak for it."""

    body: bytes
    tag: str
    is_file: bool

    def headers(self, **changed: str | None) -> list[str]:
        """The header lines, those that are named changed or, with None, left out."""
        given: dict[str, str | None] = {
            "Content-Type": "text/plain" if self.is_file else "application/json",
            "Content-Length": str(len(self.body)),
            "ETag": self.tag,
            **({"X-Repo-Commit": SHA} if self.is_file else {}),
        }
        given |= {key.replace("_", "-"): value for key, value in changed.items()}
        return [f"{key}: {value}" for key, value in given.items() if value is not None]

    def whole(self) -> bytes:
        """The answer as it should be."""
        return answer(200, self.headers(), self.body)


def answer(status: int, headers: list[str], body: bytes = b"") -> bytes:
    """The bytes of an answer, after which the connection is closed."""
    return "\r\n".join((f"HTTP/1.1 {status} Said", *headers, "Connection: close", "", "")).encode() + body


def of_api(value: Any) -> Served:
    """An API's answer with the tag that the Hub gives it."""
    return _of_api(json.dumps(value).encode())


def _of_api(body: bytes) -> Served:
    digest = base64.b64encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    return Served(body, f'W/"{len(body):x}-{digest[:27]}"', False)


def of_file(content: str) -> Served:
    """A file with the name of its git blob."""
    body = content.encode()
    digest = hashlib.sha1(b"blob %d\0" % len(body) + body, usedforsecurity=False).hexdigest()
    return Served(body, f'"{digest}"', True)


Step = bytes | float
"""Bytes to send, or seconds to wait."""
Kind = Callable[[Served, str], list[Step]]
"""What a fault makes of an answer; the text is another host's address."""


def _refusal(status: int, *headers: str) -> Kind:
    return lambda _served, _other: [answer(status, [*headers, "Content-Length: 0"])]


def _drip(first: bytes, then: bytes) -> list[Step]:
    return [first, *(item for _ in range(400) for item in (0.01, then))]


def _again(status: int) -> Kind:
    return lambda _, __: _drip(b"", f"HTTP/1.1 {status} Wait\r\n\r\n".encode())


def _body(change: Callable[[bytes], bytes], **headers: str | None) -> Kind:
    """Another body, the length its own, the tag the old one's where it is a file's; an API's answer loses it."""

    def make(served: Served, _: str) -> list[Step]:
        body = change(served.body)
        tag = {} if served.is_file else {"ETag": None}
        return [answer(200, served.headers(**{"Content_Length": str(len(body)), **tag, **headers}), body)]

    return make


def _head(**headers: str | None) -> Kind:
    return lambda served, _: [answer(200, served.headers(**headers), served.body)]


def _cut(share: float) -> Kind:
    return lambda served, _: [answer(200, served.headers(), served.body)[: -int(len(served.body) * share) - 1]]


def _reset_after(count: int) -> Kind:
    return lambda served, _: [served.whole()[:count], -1.0]


def _truncated_gzip(served: Served, _: str) -> list[Step]:
    body = gzip.compress(served.body)[:-9]
    return [answer(200, served.headers(Content_Length=str(len(body)), Content_Encoding="gzip"), body)]


def _no_length(served: Served, _: str) -> list[Step]:
    return [answer(200, served.headers(Content_Length=None, ETag=None), served.body[: len(served.body) // 2])]


def _circle(_: Served, __: str) -> list[Step]:
    return [answer(302, ["Location: ?again", "Content-Length: 0"])]


def _elsewhere(_: Served, other: str) -> list[Step]:
    return [answer(302, [f"Location: {other}/elsewhere", "Content-Length: 0"])]


def _twice(body: bytes) -> bytes:
    return b'{"id": "a/b", "sha": "' + OTHER_SHA.encode() + b'", "gated": false, "siblings": [], ' + body[1:]


# Answers that are whole and well-formed, though not the usual ones: nothing has to be said of them but what they say.
# The Hub cuts descriptions in the middle of a pair itself.
WHOLE = ("half a surrogate pair",)

KINDS: dict[str, Kind] = {
    **{str(status): _refusal(status) for status in (400, 401, 403, 404, 410, 418, 500, 502, 503, 504)},
    "401, gated": _refusal(401, "X-Error-Code: GatedRepo"),
    "403, gated": _refusal(403, "X-Error-Code: GatedRepo"),
    "404, no such file": _refusal(404, "X-Error-Code: EntryNotFound"),
    "404, no such repository": _refusal(404, "X-Error-Code: RepoNotFound"),
    "204": _refusal(204),
    "304": _refusal(304),
    "429": _refusal(429),
    "429, come back soon": _refusal(429, "Retry-After: 0"),
    "429, come back in a day": _refusal(429, "Retry-After: 86400"),
    "429, come back whenever": _refusal(429, "Retry-After: soon"),
    "503, come back in a day": _refusal(503, "Retry-After: 86400"),
    "redirect in a circle": _circle,
    "redirect to another host": _elsewhere,
    "redirect to nowhere": _refusal(302, "Location: http://[::bad"),
    "short body": _cut(0.3),
    "nearly whole body": _cut(0.0),
    "no length, half the body": _no_length,
    "a length too small": _body(lambda body: body[: len(body) // 2]),
    "a length too large": _head(Content_Length="999999"),
    "a length that is none": _head(Content_Length="many"),
    "another tag": _head(ETag='"' + "a" * 40 + '"'),
    "no tag": _head(ETag=None),
    "no tag, no commit": _head(ETag=None, X_Repo_Commit=None),
    "another commit": _head(X_Repo_Commit=OTHER_SHA),
    "truncated gzip": _truncated_gzip,
    "a coding that is none": _head(Content_Encoding="br"),
    "nothing, with 200": _body(lambda _: b""),
    "a page, with 200": _body(lambda _: _PAGE, Content_Type="text/html"),
    "a page without a tag": _body(lambda _: _PAGE, Content_Type="text/html", ETag=None, X_Repo_Commit=None),
    "no JSON": _body(lambda body: body[:-1] + b","),
    "another JSON": _body(lambda _: b"[]"),
    "keys twice": _body(_twice),
    "half a surrogate pair": _body(lambda body: body[:-1] + b', "tags": ["\\ud800"]}'),
    "noise": _body(lambda body: bytes(255 - byte for byte in body)),
    "a huge body": _body(lambda body: body + b" " * 33_000_000),
    "headers by letters": lambda _, __: _drip(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a"),
    "body by letters": lambda served, _: _drip(served.whole()[: -len(served.body)], b" "),
    "always still processing": _again(102),
    "always to be continued": _again(100),
    "silence": lambda _, __: [4.0],
    "reset at once": _reset_after(0),
    "reset in the headers": _reset_after(30),
    "reset in the body": lambda served, _: [served.whole()[:-3], -1.0],
    "no HTTP": lambda _, __: [b"SSH-2.0-x\r\n"],
}
"""Every kind of fault."""


@dataclass
class RawHub:
    """Serves what is given by path, each answer changed by a fault where one is set, and counts what is asked."""

    served: dict[str, Served]
    faults: dict[str, tuple[Kind, frozenset[int]]] = field(default_factory=dict)
    """By path: a kind, and which requests to that path meet it (empty: all of them)."""
    asked: Counter[str] = field(default_factory=Counter)
    requests: list[bytes] = field(default_factory=list)
    elsewhere: list[bytes] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._stop = threading.Event()
        self._own, self._other = (socket.create_server(("127.0.0.1", 0), backlog=64) for _ in range(2))
        self.address, self.other = (f"http://127.0.0.1:{one.getsockname()[1]}" for one in (self._own, self._other))
        for listener, handle in ((self._own, self._answer), (self._other, self._answer_elsewhere)):
            threading.Thread(target=self._accept, args=(listener, handle), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._own.close()
        self._other.close()

    def reset(self) -> None:
        """Forget faults and requests."""
        self.faults, self.asked, self.requests, self.elsewhere = {}, Counter(), [], []

    def _accept(self, listener: socket.socket, handle: Callable[[socket.socket], None]) -> None:
        while not self._stop.is_set():
            try:
                link, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._guarded, args=(link, handle), daemon=True).start()

    def _guarded(self, link: socket.socket, handle: Callable[[socket.socket], None]) -> None:
        with link, suppress(OSError, IndexError):
            link.settimeout(5)
            handle(link)

    def _answer(self, link: socket.socket) -> None:
        request = _read(link)
        self.requests.append(request)
        path = unquote(urlsplit(request.split(b" ", 2)[1].decode()).path)
        number = self.asked[path]
        self.asked[path] += 1
        kind, numbers = self.faults.get(path, (None, frozenset[int]()))
        served = self.served.get(path)
        if served is None:
            link.sendall(answer(404, ["X-Error-Code: EntryNotFound", "Content-Length: 0"]))
        elif kind is None or (numbers and number not in numbers):
            link.sendall(served.whole())
        else:
            self._send(link, kind(served, self.other))

    def _send(self, link: socket.socket, steps: list[Step]) -> None:
        for step in steps:
            if isinstance(step, bytes):
                link.sendall(step)
            elif step < 0:  # a reset instead of an end
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            elif self._stop.wait(step):
                return

    def _answer_elsewhere(self, link: socket.socket) -> None:
        self.elsewhere.append(_read(link))
        link.sendall(answer(200, ["Content-Type: text/html", f"Content-Length: {len(_PAGE)}"], _PAGE))


def _read(link: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request and (piece := link.recv(65_536)):
        request += piece
    return request
