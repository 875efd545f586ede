"""File names of a repository: which are safe, which are fetched, and which are licenses."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from auditor.parse.places import asides, endings, files, folded, folders_of_others, folders_of_terms, parts

README = "README.md"
MAX_NAME = 400

# `LICENSE.mit` and `COPYING.LESSER` are texts; `LICENSE.bin` and `license-plates.safetensors` are not.
_BARE = re.compile(r"(?:.*[-_. ])?(?:licen[sc]es?|copying|notices?)")
_CODE_OR_DATA = re.compile(
    r"[cm]?[jt]sx?|pyi?|ipynb|sh|c|cc|cpp|h|go|rs|java|rb|ya?ml|toml|cfg|ini|conf|xml|jsonl?|csv|tsv|parquet|arrow|db|sqlite"
    r"|bin|pth?|ckpt|h5|onnx|gguf|safetensors|msgpack|pkl|pickle|joblib|np[yz]|png|jpe?g|gif|webp|svg|zip|gz|tgz|xz|tar"
)
_WEIGHTS = re.compile(
    r"csv|tsv|jsonl|parquet|arrow|db|sqlite|bin|pth?|ckpt|h5|onnx|gguf|safetensors|msgpack|pkl|pickle|joblib|np[yz]"
)
# REUSE (https://reuse.software/spec) keeps one text a license in this folder, named by SPDX id.
_REUSE = "LICENSES"
_OF_TERMS = ("license", "use-policy", "notice")
_NO_PART = "none"  # says of a word that it names no part
_NUMBERS = "0123456789. "
ADAPTER = "adapter_config.json"
MERGES = ("mergekit_config.yml", "mergekit_config.yaml")
# Files with values, which may name a license. `model_index.json` and `config.json` count as downloads, and
# `metadata.json` is what the Hub itself says.
CITATION = "CITATION.cff"
PROJECT = "pyproject.toml"
SETUP = "setup.cfg"
REUSE = ("REUSE.toml", ".reuse/dep5")
VALUES = ("package.json", "codemeta.json", ".zenodo.json", "modelcard.json", "metadata.yaml", "metadata.yml")
_OTHER_FETCHED = (ADAPTER, *MERGES, CITATION, PROJECT, SETUP, *REUSE, *VALUES)


def is_safe(name: str) -> bool:
    """Whether a name can stand for a file: relative, no `..`, no control or direction characters, not too long."""
    if not name or len(name) > MAX_NAME or name.startswith(("/", "\\", "~")) or "\\" in name:
        return False
    if not name.isprintable() and any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name):
        return False
    return not any(part in ("", ".", "..") for part in name.split("/")) and ":" not in name.partition("/")[0]


@lru_cache(maxsize=4_096)
def role(name: str) -> str | None:
    """What a name says that a file is: `license`, `use-policy`, `notice`, `terms` (may bear some), `card`; else None.

    The words stand in policies/terms.yaml. At any depth, but in folders that hold somebody else's work.
    """
    *above, base = name.split("/")
    if name == README or not base or somebody_elses(name) is not None:
        return None
    stem, ending = _split(base)
    held, known, plain = ending.removeprefix("."), endings(), folded(stem)
    readable = held in known["text"] or held in known["sealed"]
    if not (readable or held in known["structured"]):
        return "terms" if _is_plainly(plain, held) else None
    for row in files():
        if row.fits(plain) and (row.structured or readable):
            return "license" if above and above[0] == _REUSE and row.role != "card" else row.role
    if above and readable:
        if above[0] == _REUSE:
            return "license"
        if not folders_of_terms().isdisjoint(map(folded, above)):
            return "terms"
    return "card" if held in known["prose"] and aside(name) is None else None


def aside(name: str) -> str | None:
    """Why a file of prose is none on the model, by its name; None where it may be."""
    plain = folded(_split(name.rpartition("/")[2])[0])
    return next((row.why for row in asides() if row.fits(plain)), None)


def _is_plainly(plain: str, ending: str) -> bool:
    """Whether a name says nothing but that a file holds terms, whatever its ending: LICENSE.png, LICENSE-CODE.py."""
    if _WEIGHTS.fullmatch(ending):
        return False
    code = _CODE_OR_DATA.fullmatch(ending) and ending not in endings()["opaque"]
    # of code, only what is called a license: `use_policy.py` and `notice.py` do something
    rows = (row for row in files() if row.structured or (row.role in _OF_TERMS[1:] and not code))
    return any(row.fits(plain) for row in rows) and not _without_words(plain)[0]


def part(name: str) -> str:
    """What a license file is for, by its name: `LICENSE-CODE` is the code's. "" where it may be for the whole."""
    left, said = _without_words(folded(_split(name.rpartition("/")[2])[0]))
    of_a_license = any(row.role == "license" and row.fits(left) for row in files())
    return said.pop() if len(said) == 1 and (not left or of_a_license) else ""


def _without_words(plain: str) -> tuple[str, set[str]]:
    """What is left of a name without the words for terms, for their part and without numbers; and the parts named."""
    left, said = plain, set[str]()
    for row in (*(row for row in files() if row.role in _OF_TERMS), *parts()):
        shorter = " ".join(row.pattern.sub(" ", left).split())
        said |= {row.role} if shorter != left else set()
        left = shorter
    return ("" if not left.strip(_NUMBERS) else left), said - {*_OF_TERMS, _NO_PART}


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
