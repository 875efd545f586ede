"""Requests that commands send: the model that the body asks for, or that stands in the address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.discover.providers import provider
from auditor.discover.services import at, by_host, in_address
from auditor.discover.shell_words import Word
from auditor.discover.target import Target
from auditor.discover.words import words

SENDERS = words("curl http https xh wget Invoke-RestMethod irm Invoke-WebRequest iwr hey oha")
_ADDRESS = re.compile(r"(?:https?://)?[\w.$@{}-]+(?::\d+)?/")
_ASKS = re.compile(r"[\"']model[\"']\s{0,20}:\s{0,20}[\"']([^\"'\n]{1,300})[\"']|(?:\A|\s)model=([^\s]{1,200})")
_PULLS = re.compile(r"[\"'](?:name|model)[\"']\s{0,20}:\s{0,20}[\"']([^\"'\n]{1,300})[\"']")


def requests(command: Sequence[Word]) -> Iterator[tuple[int, int, Target]]:
    """The models that a request names: the index of the word, how many lines further down in it, what is named."""
    addresses = [i for i, word in enumerate(command) if _ADDRESS.match(word.text) and not word.text.startswith("-")]
    sender = next((i for i, word in enumerate(command) if word.text.rpartition("/")[2] in SENDERS), None)
    if sender is None or not addresses:
        return
    address = command[addresses[0]].text
    for i in addresses:
        target = in_address(command[i].text)
        if target is not None:
            yield i, 0, target
    service = by_host(address)
    # Only Ollama's own routes take names of its registry.
    asks = _PULLS if "/api/pull" in address else _ASKS
    if "/api/" in address and any(
        f"/api/{route}" in address for route in ("generate", "chat", "embed", "pull", "show")
    ):
        service = provider("ollama") if service.serves_hub else service
    for i, word in enumerate(command[sender + 1 :], sender + 1):
        for match in asks.finditer(word.text) if i not in addresses else ():
            name = next(group for group in match.groups() if group)
            target = at(service, name)
            if target is not None:
                yield i, word.text.count("\n", 0, match.start()), target
