"""The HTTP side: read a request, keep a record of it, send the answer the way it is told to."""

import contextlib
import itertools
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .answers import PLAIN, Answer, Delivery

_ENDLESS_BLOCK = b"a" * 65536
_MAX_FORM = 1 << 20


@dataclass(frozen=True)
class Request:
    """A request as it came: path and query still quoted, names of headers in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    status: int = 0
    body: bytes = b""

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass(frozen=True)
class Reply:
    """An answer, how it is delivered, and the header lines that every request gets anew."""

    answer: Answer
    delivery: Delivery = PLAIN
    extra: bytes = b""


class Origin(ThreadingHTTPServer):
    """A server on a loopback port that answers with `reply`, a thread for each connection."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, reply: Callable[[Request], Reply], port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.reply = reply
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        """Serve in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, and break the connections that clients keep for later."""
        self.stopping.set()
        self.shutdown()
        self.server_close()
        with self._open_lock:
            left = list(self._open)
        for connection in left:
            # Its thread reads an end of file and closes it.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, to be able to break it at the end."""
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection."""
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away are no news here; anything else is a defect and shows."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without it an answer waits some 40 ms for the client's acknowledgement.
    disable_nagle_algorithm = True
    server: Origin

    def __getattr__(self, name: str) -> Any:
        # The base class looks for one method for each verb; all verbs are served alike.
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: what came is in the record of requests."""

    def _serve(self) -> None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        form = self.rfile.read(min(int(headers.get("content-length") or 0), _MAX_FORM))
        reply = self.server.reply(Request(self.command, path, query, headers, body=form))
        self._send(reply)

    def _send(self, reply: Reply) -> None:
        answer, delivery = reply.answer, reply.delivery
        head = answer.head + reply.extra
        if delivery.closes:
            # Said aloud: a client that finds nothing amiss would send its next request into the void.
            head += b"Connection: close\r\n"
        if not delivery.endless:
            head += b"Content-Length: %d\r\n" % (len(answer.body) + delivery.announce)
        head += b"\r\n"
        body = b"" if self.command == "HEAD" else answer.body
        if delivery is PLAIN:
            self.wfile.write(head + body)
            return
        self.close_connection = self.close_connection or delivery.closes
        self._deliver(head, body[: delivery.sent], delivery)

    def _deliver(self, head: bytes, body: bytes, delivery: Delivery) -> None:
        pause = self.server.stopping.wait
        if delivery.before:
            pause(delivery.before)
        self.wfile.write(head)
        for start in range(0, len(body), delivery.chunk):
            if delivery.between and pause(delivery.between):
                return
            self.wfile.write(body[start : start + delivery.chunk])
        while delivery.endless and self.command != "HEAD" and not self.server.stopping.is_set():
            self.wfile.write(_ENDLESS_BLOCK)


class HeaderLines:
    """The lines that differ from request to request: its number and the date."""

    def __init__(self, constant: bytes) -> None:
        self._constant = constant
        self._numbers = itertools.count(1)
        self._started = int(time.time())
        self._date = (0, b"")

    def next(self) -> bytes:
        """The lines for one more answer."""
        now = int(time.time())
        second, line = self._date
        if second != now:
            line = f"Date: {formatdate(now, usegmt=True)}\r\n".encode("ascii")
            self._date = now, line
        number = b"X-Request-Id: Root=1-%08x-%024x\r\n" % (self._started, next(self._numbers))
        return line + number + self._constant
