"""What is done to inputs, by a seeded chance: bytes cut, made noise, doubled, swapped, added; evidence taken away."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

Entries = dict[str, bytes]

PIECES = (
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbf\xbf", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\r"),
    *(b"\n---\n", b"\n\n", b"{", b"[", b'"', b"'", b"}", b"]", b"<!--", b"-->", b"```\n", b"<details>", b"|"),
    *(b"#", b"&amp;", b"%s", b"${A:-", b"null", b"true", b"-1", b"1e999", b"NaN", b"9" * 5000, b"\\ud800"),
    *(b"[" * 200, b'{"a":' * 200, b"- " * 200, b"license: other\n", b"base_model: [a/b, a/b]\n"),
    *(b"base_model: {a: b}\n", b"<<: *a\n", b"&a ", b"!!python/none x", b"::stop-commands::x\n", b"##[error]x"),
    *(b"\x1b[31m", b"javascript:alert(1)", b"../../etc/passwd", b"a/b@c/d", b"org/model"),
    *(b"not for commercial use", b"license is revoked", b"(see LICENSE)", b"https://huggingface.co/org/model"),
)
BANS = (
    "This model is for non-commercial use only.",
    "Commercial use of this model is not permitted.",
    "The model may not be used for commercial purposes.",
)
# What the Hub gives of each model, and what says that something is amiss where it is gone.
ALWAYS = ("id", "sha", "gated")


def of_bytes(content: bytes, chance: random.Random) -> bytes:
    """The same with one to four changes."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice(_CHANGES)(content, chance)
    return content[:2_000_000]


def _place(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + int(chance.paretovariate(0.6)))


def _truncated(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _cut(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return content[:start] + content[end:]


def _noise(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    end = min(end, start + 2000)
    return content[:start] + chance.randbytes(end - start) + content[end:]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return content
    start = chance.randrange(len(content))
    return content[:start] + bytes([content[start] ^ (1 << chance.randrange(8))]) + content[start + 1 :]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    end = min(end, start + 3000)
    return content[:end] + content[start:end] * chance.choice((1, 2, 8)) + content[end:]


def _swapped(content: bytes, chance: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_place(content, chance), _place(content, chance)))
    return content if b > c else content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def _added(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + chance.choice(PIECES) + content[start:]


_CHANGES = (_truncated, _cut, _noise, _flipped, _doubled, _swapped, _added, _added)


@dataclass(frozen=True)
class Mutated:
    """Evidence that was changed; whether the change can only take away, and whether it forbids commercial use."""

    entries: Entries
    what: str
    takes_away: bool = False
    forbids: bool = False


def of_evidence(entries: Entries, chance: random.Random) -> Mutated:
    """Evidence with one change."""
    return chance.choice(_OF_EVIDENCE)(entries, chance)


def _file(entries: Entries, chance: random.Random, part: str = "") -> str:
    return chance.choice(sorted(name for name in entries if "/" in name and part in name) or sorted(entries))


def _any_bytes(entries: Entries, chance: random.Random) -> Mutated:
    name = _file(entries, chance)
    return Mutated({**entries, name: of_bytes(entries[name], chance)}, f"bytes of {name}")


def _without_file(entries: Entries, chance: random.Random) -> Mutated:
    name = _file(entries, chance, "/files/")
    return Mutated({key: value for key, value in entries.items() if key != name}, f"without {name}", takes_away=True)


def _without_repository(entries: Entries, chance: random.Random) -> Mutated:
    root = _file(entries, chance).partition("/")[0]
    left = {key: value for key, value in entries.items() if not key.startswith(f"{root}/")}
    return Mutated(left, f"without {root}", takes_away=True)


def _without_field(entries: Entries, chance: random.Random) -> Mutated:
    name, field = _file(entries, chance, "/metadata.json"), chance.choice(ALWAYS)
    try:
        body = json.loads(entries[name])
    except ValueError:
        return Mutated(entries, "nothing")
    if not isinstance(body, dict):
        return Mutated(entries, "nothing")
    left = {key: value for key, value in body.items() if key != field}
    # A data set's files are not asked for, nor is it named by its commit.
    claimed = not name.startswith("datasets--")
    return Mutated({**entries, name: json.dumps(left).encode()}, f"{name} without {field}", takes_away=claimed)


def _broken_metadata(entries: Entries, chance: random.Random) -> Mutated:
    name = _file(entries, chance, "/metadata.json")
    content = entries[name]
    cut = content[: chance.randrange(max(1, len(content.rstrip()) - 1))]
    return Mutated({**entries, name: cut}, f"{name} cut off", takes_away=True)


def _all_noise(entries: Entries, chance: random.Random) -> Mutated:
    name = _file(entries, chance, "/files/")
    noise = chance.randbytes(max(200, len(entries[name]) // 4))
    return Mutated({**entries, name: noise}, f"{name} is noise", takes_away=True)


def _forbidden(entries: Entries, chance: random.Random) -> Mutated:
    """The card of the model or of a base with a ban as the first paragraph of its body."""
    cards = [name for name in sorted(entries) if name.endswith("/files/README.md")]
    cards = [name for name in cards if not name.startswith(("datasets--", "code--"))]
    name = chance.choice(cards) if cards else ""
    text = entries.get(name, b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
    end = text.find("\n---\n", 3) if text.startswith("---\n") else -1
    if end < 0:
        return Mutated(entries, "nothing")
    ban = chance.choice(BANS)
    made = f"{text[: end + 5]}\n{ban}\n\n{text[end + 5 :]}"
    return Mutated({**entries, name: made.encode()}, f"{name} says {ban!r}", takes_away=True)


_OF_EVIDENCE = (
    *(_any_bytes, _any_bytes, _any_bytes, _without_file, _without_repository, _without_field, _broken_metadata),
    *(_all_noise, _forbidden, _forbidden),
)
