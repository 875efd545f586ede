"""The replica itself: a folder served on one port, and a second port that plays another origin."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import Self

from .answers import PLAIN, error, ranged
from .faults import Fault, FaultTable, Scene, apply
from .quotas import UNCHARGED_QUOTAS, Meter, Quota, Rate, bucket_of
from .repository import load
from .routes import respond, respond_elsewhere
from .server import HeaderLines, Origin, Reply, Request
from .visit import Call, Site

_EXPOSED = (
    "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,"
    "Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash"
)
_CONSTANT_LINES = (
    "X-Powered-By: huggingface-moon\r\n"
    "Access-Control-Allow-Origin: https://huggingface.co\r\n"
    "Access-Control-Max-Age: 86400\r\n"
    f"Access-Control-Expose-Headers: {_EXPOSED}\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Referrer-Policy: strict-origin-when-cross-origin\r\n"
    "Vary: Origin\r\n"
).encode("ascii")
_CACHED_ANSWERS = 16384


class HubReplica:
    """Serves a folder of recorded repositories as the Hub would.

    tokens: each valid token with the ids it was granted (shell patterns): gated files, private repositories.
    quotas: the rate limits; those not given are announced but never used up.
    resolve_cache: small files come by way of a 307 to `/api/resolve-cache/`, as the Hub does since 2025.
    """

    def __init__(
        self,
        root: Path | str,
        *,
        faults: Iterable[Fault] = (),
        tokens: Mapping[str, Collection[str]] | None = None,
        quotas: Mapping[str, Quota] | None = None,
        page_size: int = 1000,
        resolve_cache: bool = False,
        port: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub = Origin(self._reply, port)
        self._elsewhere = Origin(self._reply_elsewhere)
        site = Site(
            folder=load(Path(root)),
            endpoint=self._hub.url,
            elsewhere=self._elsewhere.url,
            tokens=dict(tokens or {}),
            page_size=page_size,
            resolve_cache=resolve_cache,
        )
        # An answer depends on nothing but its call, so that each is made once.
        self._respond = lru_cache(_CACHED_ANSWERS)(partial(respond, site))
        self._respond_elsewhere = lru_cache(_CACHED_ANSWERS)(partial(respond_elsewhere, site))
        self._meter = Meter(UNCHARGED_QUOTAS if quotas is None else quotas, clock)
        self._faults = FaultTable(faults)
        self._lines = HeaderLines(_CONSTANT_LINES)
        self._requests: list[Request] = []
        self._elsewhere_requests: list[Request] = []

    def __enter__(self) -> Self:
        self._hub.start()
        self._elsewhere.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hub.stop()
        self._elsewhere.stop()

    @property
    def endpoint(self) -> str:
        """What HF_ENDPOINT has to be."""
        return self._hub.url

    @property
    def elsewhere(self) -> str:
        """The other origin, where large files are stored; no token may arrive there."""
        return self._elsewhere.url

    @property
    def requests(self) -> list[Request]:
        """What the Hub's origin was asked so far."""
        return self._requests.copy()

    @property
    def elsewhere_requests(self) -> list[Request]:
        """What the other origin was asked so far."""
        return self._elsewhere_requests.copy()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults in force; to assign others also starts their counts anew."""
        return self._faults.faults

    @faults.setter
    def faults(self, faults: Iterable[Fault]) -> None:
        self._faults = FaultTable(faults)

    def reset(self) -> None:
        """Forget the requests, and start quotas and the counts of faults anew."""
        self._requests = []
        self._elsewhere_requests = []
        self._meter.reset()
        self._faults.reset()

    def _reply(self, request: Request) -> Reply:
        call = _call(request)
        rate = self._meter.charge(bucket_of(request.path), call.token or "")
        fault = self._faults.take(request.path)
        delivery = PLAIN
        if rate.refused:
            answer = error("too-many", request.path.startswith("/api/"))
        else:
            answer = ranged(self._respond(call), request.headers.get("range"))
        if fault is not None:
            answer, delivery = apply(fault, answer, Scene(request.target, self.elsewhere))
            rate = _announced(fault, rate)
        self._requests.append(replace(request, status=answer.status))
        return Reply(answer, delivery, rate.head + self._lines.next())

    def _reply_elsewhere(self, request: Request) -> Reply:
        answer = ranged(self._respond_elsewhere(_call(request)), request.headers.get("range"))
        self._elsewhere_requests.append(replace(request, status=answer.status))
        return Reply(answer)


def _call(request: Request) -> Call:
    authorization = request.headers.get("authorization")
    scheme, _, token = (authorization or "").partition(" ")
    return Call(
        method="GET" if request.method == "HEAD" else request.method,
        path=request.path,
        query=request.query,
        # Credentials in another form than a bearer token count as a token nobody was given.
        token=None if authorization is None else token if scheme.lower() == "bearer" else "",
        form=request.body,
    )


def _announced(fault: Fault, rate: Rate) -> Rate:
    if fault.kind != "rate-limit":
        return rate
    return replace(rate, remaining=0, reset=max(0, round(fault.seconds)))
