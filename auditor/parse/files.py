"""File names of a repository: which are safe, which are fetched, and which are licenses."""

from __future__ import annotations

import re
import unicodedata

from auditor.parse.places import endings, files, folded, folders_of_others, folders_of_terms, parts

README = "README.md"
MAX_NAME = 400

# `LICENSE.mit` and `COPYING.LESSER` are texts; `LICENSE.bin` and `license-plates.safetensors` are not.
_BARE = re.compile(r"(?:.*[-_. ])?(?:licen[sc]es?|copying|notices?)")
_CODE_OR_DATA = re.compile(
    r"[cm]?[jt]sx?|pyi?|ipynb|sh|c|cc|cpp|h|go|rs|java|rb|ya?ml|toml|cfg|ini|xml|jsonl?|csv|tsv|parquet|arrow|db|sqlite"
    r"|bin|pth?|ckpt|h5|onnx|gguf|safetensors|msgpack|pkl|pickle|joblib|np[yz]|png|jpe?g|gif|webp|svg|zip|gz|tgz|xz|tar"
)
_NO_PART = "none"  # says of a word that it names no part
_NUMBERS = "0123456789. "
# REUSE (https://reuse.software/spec) keeps one text a license in this folder, named by SPDX id.
_REUSE = "LICENSES"
ADAPTER = "adapter_config.json"
MERGES = ("mergekit_config.yml", "mergekit_config.yaml")
_OTHER_FETCHED = (ADAPTER, *MERGES)


def is_safe(name: str) -> bool:
    """Whether a name can stand for a file: relative, no `..`, no control or direction characters, not too long."""
    if not name or len(name) > MAX_NAME or name.startswith(("/", "\\", "~")) or "\\" in name:
        return False
    if not name.isprintable() and any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name):
        return False
    return not any(part in ("", ".", "..") for part in name.split("/")) and ":" not in name.partition("/")[0]


def role(name: str) -> str | None:
    """What a name says that a file is: `license`, `use-policy`, `notice`, `terms` (may bear some), `card`; else None.

    The words stand in policies/terms.yaml. At any depth, but in folders that hold somebody else's work.
    """
    *above, base = name.split("/")
    if name == README or not base or somebody_elses(name) is not None:
        return None
    stem, ending = _split(base)
    held, known = ending.removeprefix("."), endings()
    structured = held in known["structured"]
    if not (structured or held in known["text"] or held in known["sealed"]):
        return None
    plain = folded(stem)
    for row in files():
        if row.fits(plain) and (row.structured or not structured):
            return "license" if above and above[0] == _REUSE and row.role != "card" else row.role
    if structured or not above:
        return None
    if above[0] == _REUSE:
        return "license"
    return "terms" if not folders_of_terms().isdisjoint(map(folded, above)) else None


def part(name: str) -> str:
    """What a license file is for, by its name: `LICENSE-CODE` is the code's. "" where it may be for the whole."""
    left, said = folded(_split(name.rpartition("/")[2])[0]), set[str]()
    of_licenses = [row for row in files() if row.role == "license"]
    for row in (*of_licenses, *parts()):
        shorter = " ".join(row.pattern.sub(" ", left).split())
        said |= {row.role} if shorter != left else set()
        left = shorter
    said -= {row.role for row in of_licenses} | {_NO_PART}
    known = not left.strip(_NUMBERS) or any(row.fits(left) for row in of_licenses)
    return said.pop() if len(said) == 1 and known else ""


def somebody_elses(name: str) -> str | None:
    """Why a file is none of this model's own, by the folder that it lies in; None where it may be."""
    others = folders_of_others()
    return next((others[part] for part in map(folded, name.split("/")[:-1]) if part in others), None)


def wanted(names: list[str]) -> list[str]:
    """The files that an audit reads, the card first. Never weights; never config.json, which counts as a download."""
    picked = [name for name in names if is_safe(name) and (name in _OTHER_FETCHED or role(name))]
    return ([README] if README in names else []) + sorted(set(picked), key=lambda name: (role(name) == "card", name))


def _split(base: str) -> tuple[str, str]:
    head, dot, tail = base.rpartition(".")
    low = tail.lower()
    if dot and head and any(low in listed for listed in endings().values()):
        return head, f".{low}"
    if not (dot and head and re.fullmatch(r"[a-z]\w*", low)) or re.search("licen[sc]e|terms", low):
        return base, ""  # no ending: the point belongs to a number or to the name
    return (base, "") if _BARE.fullmatch(head.lower()) and not _CODE_OR_DATA.fullmatch(low) else (head, f".{low}")
