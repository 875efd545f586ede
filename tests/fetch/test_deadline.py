"""One deadline for a whole request, over a raw loopback server that answers as slowly as it likes; and Ctrl-C."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from auditor.fetch.http import Client, Limits
from auditor.fetch.source import Unobtainable
from auditor.fetch.threads import side_by_side
from auditor.schema.issue import IssueKind

ROOT = Path(__file__).parents[2]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
Served = Callable[..., str]


@pytest.fixture
def asked() -> threading.Event:
    """Set once the server has been asked something."""
    return threading.Event()


@pytest.fixture
def serve(asked: threading.Event) -> Iterator[Served]:
    """A server that sends one beginning, and then the same bytes again and again, until the client goes away."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()
    told: dict[str, bytes] = {}

    def drip(link: socket.socket) -> None:
        with link:
            try:
                link.recv(65_536)
                asked.set()
                link.sendall(told["first"])
                while not stop.wait(0.01):
                    link.sendall(told["then"])
            except OSError:
                return

    def run() -> None:
        while not stop.is_set():
            try:
                link, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=drip, args=(link,), daemon=True).start()

    threading.Thread(target=run, daemon=True).start()

    def start(first: bytes = b"", then: bytes = b"") -> str:
        told.update(first=first, then=then)
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    stop.set()
    listener.close()


SLOW: dict[str, tuple[bytes, bytes]] = {
    "a status line by letters": (b"HTTP/1.1 200 O", b"K"),
    "a header by letters": (HEAD + b"X-Long: ", b"a"),
    "one header after the other": (HEAD, b"X-Next: a\r\n"),
    "one early hint after the other": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"),
    "always still processing": (b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    "always to be continued": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body by letters": (HEAD + b"Content-Length: 100000\r\n\r\n{", b" "),
    "a body in chunks of a letter": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "a chunk's extension by letters": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"a"),
    "trailers without end": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-Next: a\r\n"),
    "nothing": (b"", b""),
}


@pytest.mark.parametrize("kind", SLOW)
def test_a_request_ends_at_its_deadline_whatever_drips(kind: str, serve: Served) -> None:
    limits = Limits(total=0.3, read=5.0, retries=3, backoff=0.001)
    started = time.monotonic()
    with pytest.raises(Unobtainable) as trouble:
        Client(limits).get(serve(*SLOW[kind]), bucket="api", max_bytes=1_000_000)
    assert time.monotonic() - started < 1.5
    assert (trouble.value.kind, trouble.value.message) == (IssueKind.TIMEOUT, "not complete after 0.3 s")


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # asyncio leaves a given-up handshake to be collected
@pytest.mark.parametrize("hello", [b"", b"\x16\x03\x03\x40\x00\x02"], ids=["nothing", "a record by letters"])
def test_a_handshake_that_drips_ends_at_the_deadline_too(hello: bytes, serve: Served) -> None:
    started = time.monotonic()
    address = serve(hello, b"\0" if hello else b"").replace("http:", "https:")
    with pytest.raises(Unobtainable) as trouble:
        Client(Limits(total=0.3, connect=5.0, retries=3)).get(address, bucket="api", max_bytes=9)
    assert time.monotonic() - started < 1.5
    assert trouble.value.kind is IssueKind.TIMEOUT
    del trouble
    time.sleep(0.1)
    gc.collect()


def test_all_attempts_share_the_deadline(serve: Served) -> None:
    limits = Limits(total=0.3, read=0.12, retries=50, backoff=0.0001)
    started = time.monotonic()
    with pytest.raises(Unobtainable) as trouble:
        Client(limits).get(serve(), bucket="api", max_bytes=1_000_000)
    assert time.monotonic() - started < 1.5
    assert trouble.value.kind is IssueKind.TIMEOUT


def test_a_connection_that_is_never_taken_up_ends_in_time() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        held = [socket.socket() for _ in range(4)]  # what may wait is full: the next one gets no answer
        for one in held:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        started = time.monotonic()
        client = Client(Limits(total=0.3, connect=5.0, retries=3))
        with pytest.raises(Unobtainable):
            client.get(f"http://127.0.0.1:{full.getsockname()[1]}", bucket="api", max_bytes=9)
        assert time.monotonic() - started < 1.5
        for one in held:
            one.close()


def test_a_request_that_was_given_up_does_not_harm_the_next(serve: Served) -> None:
    client = Client(Limits(total=0.2, read=5.0, retries=0))
    with pytest.raises(Unobtainable):
        client.get(serve(HEAD), bucket="api", max_bytes=100)
    whole = serve(HEAD + b"Content-Length: 2\r\nConnection: close\r\n\r\n{}")
    assert client.get(whole, bucket="api", max_bytes=100).content == b"{}"


def test_whoever_stops_early_waits_for_nobody() -> None:
    release = threading.Event()
    begun: list[int] = []

    def work(item: int) -> int:
        begun.append(item)
        if item:
            release.wait(30)
        return item

    started = time.monotonic()
    results = side_by_side(work, range(100), 4)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined] # what an exception does on its way out
    assert time.monotonic() - started < 5
    release.set()
    assert len(begun) <= 6


# A suite that runs in the background hands on that SIGINT is ignored.
_INTERRUPTIBLE = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("auditor", run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["audit", "o/m", "o/n", "--format", "json"], "silence"),
        (["audit", "o/m", "-o", "report.md", "--format", "markdown"], "quota"),
        (["fetch", "o/m", "-o", "evidence.zip"], "silence"),
    ],
    ids=["audit", "report", "fetch"],
)
def test_an_interruption_ends_a_waiting_run_at_once(
    arguments: list[str], kind: str, serve: Served, asked: threading.Event, tmp_path: Path
) -> None:
    wait = b"HTTP/1.1 429 Too Many\r\nRetry-After: 50\r\nContent-Length: 0\r\n\r\n"
    address = serve(wait if kind == "quota" else b"")
    own = os.environ | {"HF_ENDPOINT": address, "HF_HOME": str(tmp_path / "hf"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _INTERRUPTIBLE, *arguments]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=own,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert asked.wait(30)
        time.sleep(0.1)
        assert run.poll() is None
        started = time.monotonic()
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=20)
    assert time.monotonic() - started < 3
    assert (run.returncode, out) == (130, "")
    assert err.strip() == "interrupted"
    assert not [path for path in tmp_path.iterdir() if path.name != "hf"]
