"""What a family's name means with what it says of version, size and variant: which repository, under which licenses."""

from __future__ import annotations

import re

from auditor.names.table import FamilyRow, Said

# What a name may add and still mean the same repository.
_NEUTRAL = "model"
_HF = "hf"
_COUNT = re.compile(r"(?:(\d+)x)?(\d+(?:\.\d+)?)([bmt])(\d?)")
_UNITS = {"m": 1e6, "b": 1e9, "t": 1e12}


def licenses_of(row: FamilyRow, said: Said, *, whole: bool = False) -> tuple[str, ...]:
    """The licenses that may apply, in the order of the table; where the name leaves them open, all of them.

    `whole`: the name leaves nothing open, since one repository is meant. Empty where the version is not in the table.
    """
    words = said.words if any(key.words & said.words for key, _ in row.terms) else frozenset()
    asked = Said(_known_version(row, said.version), folded_size(said.size), words)
    part = asked.words & row.parts & {word for key, _ in row.terms for word in key.words}
    own = ((key, ids) for key, ids in row.terms if key.words & row.parts == part)  # Gemma is not CodeGemma
    possible = [(key, ids) for key, ids in own if _may_be(row, key, asked)]
    told = [key for key, _ in possible if _is_told(key, asked)]
    firmest = max((_weight(key) for key in told), default=0)
    open_too = not (whole and told)
    kept = (ids for key, ids in possible if (_weight(key) == firmest if key in told else open_too))
    return tuple(dict.fromkeys(license_id for ids in kept for license_id in ids))


def repository_of(row: FamilyRow, said: Said, *, listed: bool = True) -> str | None:
    """The repository that is meant, where the name leaves nothing open.

    `listed`: only of a size that the table has; else one of any size is spelled as its makers spell theirs.
    """
    words = said.words - {_NEUTRAL}
    for key, template in row.repositories:
        added = key.optional | {_HF} if template.endswith(_HF) else key.optional
        if key.version != said.version or not key.words <= words <= key.words | added:
            continue
        if "{size}" not in template:
            if key.size == folded_size(said.size):
                return template
            continue
        size = _spelled(row, said, listed) if said.size else None
        if size:
            return template.replace("{size}", size)
    return None


def folded_size(size: str) -> str:
    """A size without regard to its spelling: `1_8B` and `1.8 billion` are `1.8b`."""
    plain = size.lower().replace("_", ".").replace("illion", "")
    return "".join(char for char in plain if char not in " -")


def parameters(size: str) -> float:
    """How many parameters a size says: `7b`, `8x7B`, `270m`, `1b7`; zero for what is none."""
    match = _COUNT.match(folded_size(size).removeprefix("e"))
    if match is None:
        return 0.0
    experts, number, unit, rest = match.groups()
    return float(experts or 1) * float(f"{number}.{rest}" if rest else number) * _UNITS[unit]


def _known_version(row: FamilyRow, version: str) -> str:
    """The version as the table has it: `3.1.2` is of 3.1."""
    shorter = version
    while shorter not in row.versions and "." in shorter:
        shorter = shorter.rpartition(".")[0]
    return shorter if shorter in row.versions else version


def _may_be(row: FamilyRow, key: Said, said: Said) -> bool:
    """Whether nothing that the name says speaks against this key."""
    if key.version and not said.version and said.size and not _comes_in(row, key.version, said.size):
        return False
    return (
        (key.version in ("", said.version) or not said.version)
        and (key.size in ("", said.size) or not said.size)
        and (key.words <= said.words or not said.words)
    )


def _is_told(key: Said, said: Said) -> bool:
    """Whether the name says all that the key asks."""
    return key.version in ("", said.version) and key.size in ("", said.size) and key.words <= said.words


def _weight(key: Said) -> int:
    return bool(key.version) + bool(key.size) + len(key.words)


def _comes_in(row: FamilyRow, version: str, size: str) -> bool:
    listed = [one for key, sizes in row.listed_sizes if key.version == version for one in sizes]
    return not listed or size in map(folded_size, listed)


def _sizes(row: FamilyRow, said: Said) -> tuple[str, ...]:
    """The sizes of what the name says, by the key that says most of it."""
    fitting = [
        (key, sizes) for key, sizes in row.listed_sizes if key.version in ("", said.version) and key.words <= said.words
    ]
    return max(fitting, key=lambda item: (item[0].version, len(item[0].words)), default=(said, ()))[1]


def _spelled(row: FamilyRow, said: Said, listed: bool) -> str | None:
    """The size as the makers spell it in the names of their repositories."""
    known = _sizes(row, said)
    for size in known:
        if folded_size(size) == folded_size(said.size):
            return size
    if listed:
        return None
    plain = folded_size(said.size)
    return plain.upper().replace("X", "x") if known and known[0].isupper() else plain
