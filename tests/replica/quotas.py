"""Rate limits: fixed windows, one bucket per kind of request and caller."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from threading import Lock


@dataclass(frozen=True)
class Quota:
    """So many requests in so many seconds; announced but never used up when not `charged`."""

    limit: int
    window: int = 300
    charged: bool = True


@dataclass(frozen=True)
class Rate:
    """What is left of a bucket."""

    bucket: str
    quota: Quota
    remaining: int
    reset: int
    refused: bool = False

    @property
    def head(self) -> bytes:
        """The two headers every answer carries."""
        return (
            f'RateLimit: "{self.bucket}";r={self.remaining};t={self.reset}\r\n'
            f'RateLimit-Policy: "fixed window";"{self.bucket}";q={self.quota.limit};w={self.quota.window}\r\n'
        ).encode("latin-1")


HUB_QUOTAS: Mapping[str, Quota] = {"api": Quota(500), "resolvers": Quota(3000), "pages": Quota(100)}
"""What the Hub grants an anonymous address."""

UNCHARGED_QUOTAS: Mapping[str, Quota] = {bucket: replace(quota, charged=False) for bucket, quota in HUB_QUOTAS.items()}
"""The same numbers, announced only: a replica shared by many tests must not run dry."""


def bucket_of(path: str) -> str:
    """The bucket a path is charged to."""
    if path.startswith("/api/resolve-cache/") or ("/resolve/" in path and not path.startswith("/api/")):
        return "resolvers"
    return "api" if path.startswith("/api/") else "pages"


class Meter:
    """Counts requests against the quotas; safe to share between threads."""

    def __init__(self, quotas: Mapping[str, Quota], clock: Callable[[], float] = time.monotonic) -> None:
        self._quotas = {**UNCHARGED_QUOTAS, **quotas}
        self._clock = clock
        self._lock = Lock()
        self._windows: dict[tuple[str, str], tuple[float, int]] = {}
        self._full = {
            bucket: Rate(bucket, quota, quota.limit - 1, quota.window) for bucket, quota in self._quotas.items()
        }

    def charge(self, bucket: str, caller: str) -> Rate:
        """Take one request of `caller` (a token, or nothing for the anonymous address) from a bucket."""
        quota = self._quotas[bucket]
        if not quota.charged:
            return self._full[bucket]
        now = self._clock()
        with self._lock:
            start, used = self._windows.get((bucket, caller), (now, 0))
            if now - start >= quota.window:
                start, used = now, 0
            self._windows[bucket, caller] = start, used + 1
        reset = max(1, round(start + quota.window - now))
        return Rate(bucket, quota, max(quota.limit - used - 1, 0), reset, refused=used >= quota.limit)

    def reset(self) -> None:
        """Start every window anew."""
        with self._lock:
            self._windows.clear()
