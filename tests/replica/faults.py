"""Faults: what a test makes the replica do wrong."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import translate
from threading import Lock
from typing import Literal

from .answers import HTML, PLAIN, Answer, Delivery, Headers, error, redirect, text_answer

FaultKind = Literal[
    "rate-limit",
    "server-error",
    "slow",
    "cut",
    "wrong-length",
    "not-json",
    "not-found",
    "huge",
    "redirect-loop",
    "redirect-elsewhere",
]
Sent = tuple[Answer, Delivery]


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong on the paths that match a pattern.

    path: a shell pattern (`*` crosses slashes) for the path as sent, without its query.
    times: the first so many matching requests suffer it; None is for ever.
    status: of `server-error` (500 unless told) and of the two redirections (307 unless told).
    seconds: `rate-limit` announces them as the reset time; `slow` waits that long each time.
    retry_after: the Retry-After header of `rate-limit` and `server-error`; the Hub itself sends none.
    amount: `cut` sends so many bytes of the body; `wrong-length` announces so many bytes too many (or, below
        zero, too few); `slow` sends that many bytes at a time, or delays the headers only when it is 0.
    """

    path: str
    kind: FaultKind
    times: int | None = None
    status: int | None = None
    seconds: float = 1.0
    retry_after: str | None = None
    amount: int = 10


@dataclass(frozen=True)
class Scene:
    """The request a fault strikes: its target as sent, and the other origin of the replica."""

    target: str
    elsewhere: str


class FaultTable:
    """The faults in force, and how often each may still strike; safe to share between threads."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self.faults = tuple(faults)
        self._patterns = [re.compile(translate(fault.path)) for fault in self.faults]
        self._lock = Lock()
        self._left = [fault.times for fault in self.faults]

    def take(self, path: str) -> Fault | None:
        """The first fault that strikes this request, counted as one of its times."""
        for number, fault in enumerate(self.faults):
            if self._patterns[number].fullmatch(path) and self._strike(number):
                return fault
        return None

    def _strike(self, number: int) -> bool:
        with self._lock:
            left = self._left[number]
            if left is None:
                return True
            self._left[number] = max(left - 1, 0)
            return left > 0

    def reset(self) -> None:
        """Give every fault its times back."""
        with self._lock:
            self._left = [fault.times for fault in self.faults]


def apply(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    """What is sent instead of `answer`, and how."""
    return _EFFECTS[fault.kind](fault, answer, scene)


def _page(status: int, title: str, headers: Headers = ()) -> Answer:
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    return text_answer(html, status, headers, content_type=HTML)


def _retry_after(fault: Fault) -> Headers:
    return () if fault.retry_after is None else (("Retry-After", fault.retry_after),)


def _rate_limit(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    return error("too-many", scene.target.startswith("/api/"), _retry_after(fault)), PLAIN


def _server_error(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    status = fault.status or 500
    # Its own servers speak JSON; 502 and 503 come from the machines in front of them, as a page.
    if status == 500:
        return error("internal", scene.target.startswith("/api/"), _retry_after(fault)), PLAIN
    return _page(status, f"{status} out of service", _retry_after(fault)), PLAIN


def _slow(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    if fault.amount <= 0:
        return answer, Delivery(before=fault.seconds)
    return answer, Delivery(between=fault.seconds, chunk=fault.amount)


def _cut(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    return answer, Delivery(sent=fault.amount)


def _wrong_length(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    # Never below zero: a negative length is another fault than a wrong one.
    return answer, Delivery(announce=max(fault.amount, -len(answer.body)))


def _not_json(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    return _page(200, "Welcome"), PLAIN


def _not_found(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    # A file that the metadata lists, gone between the two requests.
    return error("entry", scene.target.startswith("/api/")), PLAIN


def _huge(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    # The body goes on and on; it starts like the JSON a reader hopes for.
    return Answer(200, (("Content-Type", "application/json"),), b'{"id":"'), Delivery(endless=True)


def _redirect_loop(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    return redirect(fault.status or 307, scene.target), PLAIN


def _redirect_elsewhere(fault: Fault, answer: Answer, scene: Scene) -> Sent:
    return redirect(fault.status or 307, scene.elsewhere + "/elsewhere" + scene.target), PLAIN


_EFFECTS: Mapping[FaultKind, Callable[[Fault, Answer, Scene], Sent]] = {
    "rate-limit": _rate_limit,
    "server-error": _server_error,
    "slow": _slow,
    "cut": _cut,
    "wrong-length": _wrong_length,
    "not-json": _not_json,
    "not-found": _not_found,
    "huge": _huge,
    "redirect-loop": _redirect_loop,
    "redirect-elsewhere": _redirect_elsewhere,
}
