"""One GET to the Hub: bounded in time, size and patience, through huggingface-hub's session.

huggingface-hub's own backoff is not used because it sleeps through a whole rate-limit window for each request and
cannot retry a body that breaks off; its session, headers, proxies and rate-limit parser are.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

from huggingface_hub.utils import build_hf_headers, httpx, parse_ratelimit_headers

from auditor import __version__
from auditor.fetch.integrity import Proof, proof_of, refuse_other_part, unpacked
from auditor.fetch.quota import Quota
from auditor.fetch.session import SESSION
from auditor.fetch.source import Unobtainable
from auditor.schema.issue import IssueKind

FOR_EVER = 1e9
# How long one address may keep a quota closed for all others, in seconds: by `Retry-After`, and by the header that
# speaks of the quota itself, whose windows are five minutes. An address that asks for more is let be alone.
MOST_BY_ONE = 60.0
WINDOW = 300.0
RETRIED = (408, 429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Limits:
    """Bounds of a run. Times in seconds.

    `total` is how long one address is tried, from the first name looked up to the last byte, all attempts together.
    `patience` is how long the run, over all its requests, lets servers make it wait.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    retries: int = 3
    backoff: float = 0.25
    patience: float = 90.0


@dataclass(frozen=True)
class Body:
    """A complete answer with status 200, the address that gave it, and what speaks for it being whole.

    `headers` are the answer's, `linked` those of a redirection before it; names in lower case.
    """

    content: bytes
    url: str
    proof: Proof
    headers: Mapping[str, str] = field(default_factory=dict)
    linked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a whole body of at most so many bytes, or as a `part` of it the first ones."""

    url: str
    bucket: str
    max_bytes: int
    params: Any = None
    part: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """What is said of the part; it comes as it is, since no part of a packed body can be unpacked."""
        return {"range": f"bytes=0-{self.max_bytes - 1}", "accept-encoding": "identity"} if self.part else {}


class Client:
    """Polite GETs: waits where the Hub says so, gives up where that would take too long. Thread-safe."""

    _token = "HF_TOKEN"  # noqa: S105 - the name of a variable

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._quota = Quota(self._limits.patience)

    def get(self, url: str, *, bucket: str, max_bytes: int, params: Any = None) -> Body:
        """Fetch one URL. `bucket` names the Hub's quota it counts to (`api`, `resolvers`). Raises Unobtainable."""
        return self._tried(Wanted(url, bucket, max_bytes, params))

    def beginning(self, url: str, *, bucket: str, most: int) -> Body:
        """The first bytes of a file, `most` of them: no digest speaks for a part. Raises Unobtainable."""
        return self._tried(Wanted(url, bucket, most, None, part=True))

    def _tried(self, asked: Wanted) -> Body:
        left = self._limits.total
        for attempt in range(self._limits.retries + 1):
            self._quota.wait(asked.bucket)
            started = time.monotonic()
            try:
                return self._once(asked, left)
            except Retry as again:
                left -= time.monotonic() - started
                if attempt == self._limits.retries or left <= 0:
                    raise again.trouble from again
                self._before_retry(asked.bucket, again, attempt)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _once(self, asked: Wanted, seconds: float) -> Body:
        try:
            response, raw = SESSION.within(seconds, lambda it: self._asked(it, asked))
            return self._body(response, raw, asked)
        except Unobtainable as trouble:
            raise (Retry(trouble) if trouble.kind is IssueKind.DAMAGED else trouble) from trouble.__cause__
        except TimeoutError as error:
            raise Unobtainable(IssueKind.TIMEOUT, f"not complete after {self._limits.total:g} s") from error
        except (httpx.LocalProtocolError, UnicodeEncodeError):  # without the cause, which quotes the header
            raise Unobtainable(
                IssueKind.BAD_TOKEN,
                f"cannot be read: {self._token} holds characters that no token has",
                hint=_TOKEN.replace("HF_TOKEN", self._token),
            ) from None
        except httpx.TimeoutException as error:
            raise Retry(Unobtainable(IssueKind.TIMEOUT, f"no answer within {self._limits.read:g} s")) from error
        except httpx.TooManyRedirects as error:
            raise Unobtainable(IssueKind.NETWORK, "is redirected in a circle") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise Retry(Unobtainable(IssueKind.NETWORK, f"could not be reached: {why}")) from error
        except httpx.InvalidURL as error:
            raise Unobtainable(IssueKind.NETWORK, "is redirected to an invalid address") from error

    async def _asked(self, session: httpx.AsyncClient, asked: Wanted) -> tuple[Any, bytes]:
        # Each phase has its timeout here as well, so that a silent server is asked again: the session has none.
        timeout = httpx.Timeout(self._limits.read, connect=self._limits.connect)
        headers = self._headers() | asked.headers
        async with session.stream("GET", asked.url, params=asked.params, headers=headers, timeout=timeout) as response:
            self._note_quota(asked.bucket, response.headers)
            if response.status_code != 200 and not (asked.part and response.status_code == 206):
                raise self._refusal(response.status_code, response.headers)
            return response, await self._read(response, asked)

    def _headers(self) -> dict[str, str]:
        # Codings that can be checked for being whole, and no others.
        return build_hf_headers(library_name="auditor", library_version=__version__) | {
            "accept-encoding": "gzip, deflate"
        }

    def _refusal(self, status: int, headers: Any) -> Exception:
        trouble = diagnose(status, headers)
        return Retry(trouble, retry_after(headers)) if status in RETRIED else trouble

    def _body(self, response: Any, raw: bytes, asked: Wanted) -> Body:
        headers = {key.lower(): value for key, value in response.headers.items()}
        linked = {key.lower(): value for before in response.history for key, value in before.headers.items()}
        if asked.part:
            refuse_other_part(raw, headers, asked.max_bytes)
            return Body(raw, str(response.url), Proof.LENGTH, headers, linked)
        content = unpacked(raw, headers.get("content-encoding", ""), asked.max_bytes)
        ends = "content-length" not in headers and "chunked" not in headers.get("transfer-encoding", "").lower()
        proof = proof_of(content, headers, linked, closed_by_end=ends and response.http_version.startswith("HTTP/1"))
        return Body(content, str(response.url), proof, headers, linked)

    async def _read(self, response: Any, asked: Wanted) -> bytes:
        content = bytearray()
        async for chunk in response.aiter_raw():
            content += chunk
            if len(content) > asked.max_bytes and asked.part:
                return bytes(content[: asked.max_bytes])
            if len(content) > asked.max_bytes:
                raise Unobtainable(IssueKind.TOO_LARGE, f"larger than {asked.max_bytes:,} bytes; it is not read")
        return bytes(content)

    def _note_quota(self, bucket: str, headers: Any) -> None:
        try:
            info = parse_ratelimit_headers(headers)
        except ValueError:  # a number too long to read
            return
        if info is not None and info.remaining == 0:
            self._quota.closed_for(bucket, min(info.reset_in_seconds, WINDOW))

    def _before_retry(self, bucket: str, again: Retry, attempt: int) -> None:
        asked, trouble = again.asked_wait, again.trouble
        if asked is not None and asked <= MOST_BY_ONE and trouble.kind is IssueKind.RATE_LIMITED:
            self._quota.closed_for(bucket, asked)
        elif asked is not None:
            if not self._quota.spend(asked):
                message = f"{trouble.message}; it asks to come back in {asked:,.0f} s"
                raise Unobtainable(trouble.kind, message, hint=trouble.hint, status=trouble.status) from again
        elif trouble.kind is not IssueKind.RATE_LIMITED or not self._quota.is_closed(bucket):
            time.sleep(self._limits.backoff * 2**attempt * (1 + random.random() / 4))  # noqa: S311 - jitter only


class Retry(Exception):
    """An attempt failed in a way that may pass. `asked_wait` is what `Retry-After` said, in seconds."""

    def __init__(self, trouble: Unobtainable, asked_wait: float | None = None) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble
        self.asked_wait = asked_wait


def retry_after(headers: Any) -> float | None:
    """`Retry-After` (RFC 9110, 10.2.3) in seconds, whether it is a number or a date."""
    value = headers.get("retry-after", "")
    if value.strip().isdecimal():
        return min(float(value), FOR_EVER)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else None
    except (ValueError, TypeError):
        return None


_ASK = "ask for access on the model's page, then set HF_TOKEN"
_TOKEN = "renew HF_TOKEN, or unset it to go on anonymously"  # noqa: S105 - advice, not a secret
_SPELLING = "check the spelling; for a private repository set HF_TOKEN"

# What the Hub's error codes and messages mean: (header, value) → kind, what to say, what to do.
_BY_HEADER: dict[tuple[str, str], tuple[IssueKind, str, str | None]] = {
    ("x-error-code", "GatedRepo"): (IssueKind.GATED, "is gated: only those who were let in get its files", _ASK),
    ("x-error-code", "RevisionNotFound"): (IssueKind.REVISION_MISSING, "has no such revision", "check the revision"),
    ("x-error-code", "EntryNotFound"): (IssueKind.FILE_MISSING, "has no such file", None),
    ("x-error-code", "RepoNotFound"): (IssueKind.MISSING, "is not on the Hub, or your token may not see it", _SPELLING),
    ("x-error-message", "Access to this resource is disabled."): (IssueKind.DISABLED, "was disabled by the Hub", None),
    ("x-error-message", "Invalid credentials in Authorization header"): (
        IssueKind.BAD_TOKEN,
        "cannot be read: the Hub refuses the token",
        _TOKEN,
    ),
}

_BY_STATUS: dict[int, tuple[IssueKind, str, str | None]] = {
    401: (IssueKind.MISSING_OR_PRIVATE, "is missing or private (the Hub does not say which)", _SPELLING),
    403: (IssueKind.FORBIDDEN, "may not be read with this token", "use a token with read permission"),
    404: (IssueKind.MISSING, "is not on the Hub", _SPELLING),
    429: (IssueKind.RATE_LIMITED, "the Hub's quota is used up", "run again later, or set HF_TOKEN for a larger quota"),
}


def diagnose(status: int, headers: Any) -> Unobtainable:
    """What an answer other than 200 means."""
    for (header, value), (kind, message, hint) in _BY_HEADER.items():
        if headers.get(header) == value:
            return Unobtainable(kind, message, hint=hint, status=status)
    kind, message, hint = _BY_STATUS.get(
        status, (IssueKind.SERVER_ERROR, f"could not be read: the Hub answered with status {status}", "run again later")
    )
    return Unobtainable(kind, message, hint=hint, status=status)
