"""A body is what the server meant, or it is trouble; over a raw loopback server, answers as no replica gives them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.fetch.hub import HubSource
from auditor.fetch.integrity import Proof, proof_of, refuse_keys_twice, refuse_other_commit, refuse_page, unpacked
from auditor.fetch.source import Unobtainable
from auditor.schema.issue import IssueKind
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import Snapshot
from tests.conftest import QUICK

SHA = "1" * 40
CARD = b"---\nlicense: apache-2.0\n---\n# Model\n\nNot for commercial use.\n"
META = json.dumps({"id": "o/m", "sha": SHA, "gated": False, "siblings": [{"rfilename": "README.md"}]}).encode()


def blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def express(content: bytes) -> str:
    digest = base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()
    return f'W/"{len(content):x}-{digest[:27]}"'


@pytest.mark.parametrize(
    ("headers", "linked", "proof"),
    [
        ({"etag": f'"{blob(CARD)}"', "x-repo-commit": SHA}, {}, Proof.DIGEST),
        ({"etag": f'W/"{blob(CARD)}"', "x-repo-commit": SHA}, {}, Proof.DIGEST),
        ({"etag": f'"{blob(CARD)}-gzip"', "x-repo-commit": SHA}, {}, Proof.DIGEST),
        ({"etag": express(CARD)}, {}, Proof.DIGEST),
        ({"etag": '"of-the-store"'}, {"x-linked-etag": f'"{hashlib.sha256(CARD).hexdigest()}"'}, Proof.DIGEST),
        ({"etag": f'"{"a" * 40}"'}, {}, Proof.LENGTH),  # a mirror's own idea of a tag
        ({"etag": '"d41d8cd98f00b204e9800998ecf8427e"'}, {}, Proof.LENGTH),
        ({}, {}, Proof.LENGTH),
    ],
)
def test_what_speaks_for_a_body(headers: dict[str, str], linked: dict[str, str], proof: Proof) -> None:
    assert proof_of(CARD, headers, linked, closed_by_end=False) is proof


@pytest.mark.parametrize(
    ("content", "headers", "linked", "by_end", "why"),
    [
        (CARD[:-9], {"etag": f'"{blob(CARD)}"', "x-repo-commit": SHA}, {}, False, "digest"),
        (CARD + b"x", {"etag": express(CARD)}, {}, False, "digest"),
        (
            CARD[:-9],
            {"x-repo-commit": SHA},
            {"x-linked-etag": f'"{hashlib.sha256(CARD).hexdigest()}"'},
            False,
            "digest",
        ),
        (CARD[:-9], {}, {"x-linked-size": str(len(CARD))}, False, "where the server says"),
        (CARD, {}, {}, True, "may be cut"),
        (b"", {}, {}, False, "came empty"),
        (b"", {"etag": f'"{blob(CARD)}"', "x-repo-commit": SHA}, {}, False, "digest"),
    ],
)
def test_what_is_not_whole_is_trouble(
    content: bytes, headers: dict[str, str], linked: dict[str, str], by_end: bool, why: str
) -> None:
    with pytest.raises(Unobtainable, match=why) as trouble:
        proof_of(content, headers, linked, closed_by_end=by_end)
    assert trouble.value.kind is IssueKind.DAMAGED


def test_an_empty_file_that_the_server_means_is_one() -> None:
    tag = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert proof_of(b"", {"etag": f'"{tag}"', "x-repo-commit": SHA}, {}, closed_by_end=False) is Proof.DIGEST


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "identity", ""])
def test_bodies_are_unpacked(coding: str) -> None:
    raw = {
        "gzip": gzip.compress(CARD, mtime=0),
        "x-gzip": gzip.compress(CARD, mtime=0),
        "deflate": zlib.compress(CARD),
    }.get(coding, CARD)
    assert unpacked(raw, coding, 1_000) == CARD


@given(st.integers(min_value=0, max_value=len(gzip.compress(CARD, mtime=0)) - 1))
def test_a_packed_body_that_broke_off_is_trouble_wherever_it_did(length: int) -> None:
    with pytest.raises(Unobtainable):
        unpacked(gzip.compress(CARD, mtime=0)[:length], "gzip", 1_000)


@pytest.mark.parametrize(
    ("raw", "coding"), [(b"junk", "gzip"), (CARD, "br"), (gzip.compress(b"a" * 9_999, mtime=0), "gzip")]
)
def test_what_cannot_be_unpacked_or_grows_too_large_is_trouble(raw: bytes, coding: str) -> None:
    with pytest.raises(Unobtainable):
        unpacked(raw, coding, 1_000)


def test_a_page_in_place_of_a_file_is_trouble_unless_the_server_vouches_for_it() -> None:
    page = b"\n<!DOCTYPE html><html><body>Sign in</body></html>"
    with pytest.raises(Unobtainable, match="web page"):
        refuse_page("LICENSE", page, Proof.LENGTH)
    refuse_page("LICENSE", page, Proof.DIGEST)
    refuse_page("LICENSE.html", page, Proof.LENGTH)
    refuse_page("README.md", b"<p align=center>a card</p>", Proof.LENGTH)


def test_another_commit_is_trouble() -> None:
    with pytest.raises(Unobtainable, match="is of commit"):
        refuse_other_commit(SHA, {"x-repo-commit": "2" * 40}, {})
    refuse_other_commit(SHA, {"x-repo-commit": SHA.upper()}, {})
    refuse_other_commit(SHA, {}, {})


Answer = Callable[[str], bytes]


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """A server that answers each request with the bytes that a function gives for its path, and closes."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()
    held: list[Answer] = []

    def run() -> None:
        while not stop.is_set():
            try:
                link, _ = listener.accept()
            except OSError:
                return
            with link:
                head = link.recv(65_536).decode("latin-1")
                link.sendall(held[0](head.split(" ")[1]))

    threading.Thread(target=run, daemon=True).start()

    def start(answer: Answer) -> str:
        held[:] = [answer]
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    stop.set()
    listener.close()


def raw(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Connection: close", *headers, "", ""]).encode() + body


def answering(card: bytes) -> Answer:
    meta = raw(META, "Content-Type: application/json", f"Content-Length: {len(META)}", f"ETag: {express(META)}")
    return lambda path: meta if path.startswith("/api/") else card


def fetched(serve: Callable[[Answer], str], answer: Answer, cache: Path) -> Snapshot:
    return HubSource(endpoint=serve(answer), cache=cache, limits=QUICK).fetch(ModelRef(id="o/m"))


LENGTH = f"Content-Length: {len(CARD)}"
TAGS = (f'ETag: "{blob(CARD)}"', f"X-Repo-Commit: {SHA}")
PACKED = gzip.compress(CARD, mtime=0)
BROKEN: dict[str, bytes] = {
    "cut without a length": raw(CARD[:20]),
    "cut before the promised length": raw(CARD[:20], LENGTH),
    "another body of the same length": raw(b"x" * len(CARD), LENGTH, *TAGS),
    "cut inside gzip, chunks complete": raw(
        f"{len(PACKED) - 9:x}\r\n".encode() + PACKED[:-9] + b"\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked",
        "Content-Encoding: gzip",
    ),
    "a web page": raw(b"<html>sign in</html>", "Content-Type: text/html", "Content-Length: 20"),
    "nothing": raw(b"", "Content-Length: 0"),
    "of another commit": raw(CARD, LENGTH, f'ETag: "{blob(CARD)}"', f"X-Repo-Commit: {'2' * 40}"),
    "too short, with tags": raw(CARD[:20], "Content-Length: 20", *TAGS),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_body_is_an_issue_and_is_never_kept(kind: str, serve: Callable[[Answer], str], tmp_path: Path) -> None:
    found = fetched(serve, answering(BROKEN[kind]), tmp_path)
    assert found.files == ()
    assert [issue.file for issue in found.issues] == ["README.md"]
    again = fetched(serve, answering(raw(CARD, LENGTH, *TAGS)), tmp_path)
    assert [file.content for file in again.files] == [CARD]
    assert again.issues == ()


def test_without_a_digest_the_run_says_that_length_alone_speaks_also_when_warm(
    serve: Callable[[Answer], str], tmp_path: Path
) -> None:
    for _ in range(2):
        found = fetched(serve, answering(raw(CARD, LENGTH)), tmp_path)
        assert [file.content for file in found.files] == [CARD]
        assert [issue.kind for issue in found.issues] == [IssueKind.LENGTH_ALONE]


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_packed_body_is_read(coding: str, serve: Callable[[Answer], str], tmp_path: Path) -> None:
    body = PACKED if coding == "gzip" else zlib.compress(CARD)
    packed = raw(body, f"Content-Length: {len(body)}", f"Content-Encoding: {coding}", *TAGS)
    assert [file.content for file in fetched(serve, answering(packed), tmp_path).files] == [CARD]


@pytest.mark.parametrize("body", [b'{"a": 1, "a": 2}', b'{"b": [{"a": 1, "a": 1}]}'])
def test_json_that_says_a_thing_twice_is_refused(body: bytes) -> None:
    with pytest.raises(Unobtainable) as trouble:
        refuse_keys_twice(body)
    assert trouble.value.kind is IssueKind.DAMAGED


@pytest.mark.parametrize("body", [b'{"a": {"a": 1}, "b": {"a": 2}}', b"no JSON", b"[" * 100_000, b""])
def test_any_other_answer_passes(body: bytes) -> None:
    refuse_keys_twice(body)
