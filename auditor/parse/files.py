"""File names of a repository: which are safe, which are fetched, and which are licenses."""

from __future__ import annotations

import re
import unicodedata

README = "README.md"
MAX_NAME = 400

# One row a kind of text worth reading: what its base name looks like, in lower case.
_LICENSE_LIKE = re.compile(
    r"(?:^|[-_. ])(?:licen[sc]es?|copying|unlicense|license-(?:code|model|data)|model[-_ ]licen[sc]e|eula)(?:[-_. ]|$)"
)
_NOTICE = re.compile(r"^(?:notice|third[-_ ]party[-_ ]notices?)(?:[-_. ]|$)")
_POLICY = re.compile(r"(?:use|usage)[-_ ]?policy|acceptable[-_ ]?use|prohibited[-_ ]?use|(?:^|[-_. ])terms(?:[-_. ]|$)")
_TEXT_ENDINGS = ("", ".txt", ".md", ".rst", ".html", ".htm", ".pdf", ".markdown")
# `LICENSE.mit` and `COPYING.LESSER` are texts; `LICENSE.json` and `license-plates.safetensors` are not.
_BARE = re.compile(r"(?:.*[-_. ])?(?:licen[sc]es?|copying|notices?)")
_CODE_OR_DATA = re.compile(
    r"[cm]?[jt]sx?|pyi?|ipynb|sh|c|cc|cpp|h|go|rs|java|rb|ya?ml|toml|cfg|ini|xml|jsonl?|csv|tsv|parquet|arrow|db|sqlite"
    r"|bin|pth?|ckpt|h5|onnx|gguf|safetensors|msgpack|pkl|pickle|joblib|np[yz]|png|jpe?g|gif|webp|svg|zip|gz|tgz|xz|tar"
)
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
    """`license`, `notice` or `use-policy` when the name says that the file is one; else None.

    Looks at files at the top and one level down: deeper ones belong to vendored code.
    """
    parts = name.split("/")
    if len(parts) > 2:
        return None
    stem, ending = _split(parts[-1].lower())
    if ending not in _TEXT_ENDINGS:
        return None
    if _POLICY.search(stem):
        return "use-policy"
    # REUSE (https://reuse.software/spec) keeps one text a license in LICENSES/, named by SPDX id.
    if _LICENSE_LIKE.search(stem) or (len(parts) == 2 and parts[0] == "LICENSES"):
        return "license"
    return "notice" if _NOTICE.search(stem) else None


def wanted(names: list[str]) -> list[str]:
    """The files that an audit reads, the card first. Never weights; never config.json, which counts as a download."""
    picked = [name for name in names if is_safe(name) and (name in _OTHER_FETCHED or role(name))]
    return ([README] if README in names else []) + sorted(set(picked))


def _split(base: str) -> tuple[str, str]:
    head, dot, tail = base.rpartition(".")
    if dot and head and f".{tail}" in _TEXT_ENDINGS:
        return head, f".{tail}"
    if not (dot and head and re.fullmatch(r"[a-z]\w*", tail)) or re.search("licen[sc]e|terms", tail):
        return base, ""  # no ending: the point belongs to a number or to the name
    return (base, "") if _BARE.fullmatch(head) and not _CODE_OR_DATA.fullmatch(tail) else (head, f".{tail}")
