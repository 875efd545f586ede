"""The Hub client's session, in which a request has one deadline for all of it.

Timeouts of HTTP clients bound each read: a server that sends a byte now and then, or one interim response (1xx) after
the other, keeps a caller for ever. So requests run on an event loop, where a deadline ends whatever is waited for: a
name, a connection, headers, a body.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from huggingface_hub import get_async_session
from huggingface_hub.utils import httpx

T = TypeVar("T")
_GRACE = 5.0  # seconds in which a request that was ended closes its connection


class Session:
    """One session of the Hub's client for all threads of a process, on a loop in a thread of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = 0
        self._loop: asyncio.AbstractEventLoop
        self._client: httpx.AsyncClient

    def within(self, seconds: float, ask: Callable[[httpx.AsyncClient], Coroutine[Any, Any, T]]) -> T:
        """What `ask` makes of the session. Raises TimeoutError after so many seconds, and what `ask` raises."""

        async def bounded() -> T:
            async with asyncio.timeout(seconds):
                return await ask(self._client)

        return asyncio.run_coroutine_threadsafe(bounded(), self._started()).result(seconds + _GRACE)

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if (
                self._process != os.getpid()
            ):  # the first request, or the first after a fork, which takes no threads along
                self._client = get_async_session()
                # What the client does with refusals is read their bodies, which say nothing that their headers do not.
                self._client.event_hooks = self._client.event_hooks | {"response": []}
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="auditor-http", daemon=True).start()
                self._process = os.getpid()
            return self._loop


SESSION = Session()
