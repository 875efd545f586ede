"""The Hub's quotas, and the patience a run has with them."""

from __future__ import annotations

import threading
import time

from auditor.fetch.source import Unobtainable
from auditor.schema.issue import IssueKind


class Quota:
    """When each of the Hub's quotas (`api`, `resolvers`, `pages`) is open again, for all threads of a run.

    `patience` is how many seconds the run may be made to wait in all; threads wait side by side, so time in which
    several wait counts once.
    """

    def __init__(self, patience: float) -> None:
        self._lock = threading.Lock()
        self._open_at: dict[str, float] = {}
        self._left = patience
        self._paid_until = 0.0

    def closed_for(self, bucket: str, seconds: float) -> None:
        """The server said that this quota opens in so many seconds."""
        with self._lock:
            self._open_at[bucket] = max(time.monotonic() + seconds, self._open_at.get(bucket, 0.0))

    def is_closed(self, bucket: str) -> bool:
        """Whether a wait would take time."""
        with self._lock:
            return self._open_at.get(bucket, 0.0) > time.monotonic()

    def wait(self, bucket: str) -> None:
        """Return once the quota is open. Raises Unobtainable where that would outlast the patience."""
        with self._lock:
            now = time.monotonic()
            left = self._open_at.get(bucket, 0.0) - now
            if not self._paid(now, left):
                raise _out_of_patience(left)
        if left > 0:
            time.sleep(left)

    def spend(self, seconds: float) -> bool:
        """Wait so long for one address alone; False, at once, where that would outlast the patience."""
        with self._lock:
            paid = self._paid(time.monotonic(), seconds)
        if paid:
            time.sleep(seconds)
        return paid

    def _paid(self, now: float, seconds: float) -> bool:
        """Take the wait off the patience, where it suffices; what another thread waits at the same time is paid."""
        cost = max(0.0, now + seconds - max(now, self._paid_until))
        if cost > self._left:
            return False
        self._left -= cost
        self._paid_until = max(self._paid_until, now + seconds)
        return True


def _out_of_patience(seconds: float) -> Unobtainable:
    return Unobtainable(
        IssueKind.RATE_LIMITED,
        f"the Hub's quota is used up; it opens again in {seconds:.0f} s",
        hint="run again later, set HF_TOKEN for a larger quota, or raise --patience",
        status=429,
    )
