"""Code repositories on GitHub: their names in links, their trees, and which configurations are worth reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from auditor.parse.files import is_safe
from auditor.parse.metadata import read_metadata

TREE = "tree.json"
COMMIT = "commit.json"
MAX_CONFIGURATIONS = 12
MAX_CONFIGURATION = 200_000

_I = re.IGNORECASE
_GITHUB = re.compile(r"https?://(?:www\.)?github\.com/([A-Za-z0-9][A-Za-z0-9-]{0,38})/([\w.-]{1,100})", _I)
_ENDINGS = (".yaml", ".yml", ".json", ".toml", ".sh")
_TRAINING = re.compile(r"config|train|recipe", _I)
# Files that configure something else: evaluation, serving, builds, editors, what others wrote.
_ELSE = re.compile(
    r"(?:^|[/_.-])(?:eval\w*|infer\w*|serv\w*|demo|deploy\w*|tests?|docs?|docker\w*|third_party|node_modules"
    r"|ts-?config|js-?config|package(?:-lock)?|pre-commit-config|ds_config|deepspeed\w*|accelerate\w*"
    r"|tokenizer\w*|special_tokens_map|generation_config|vocab)(?=[/_.-]|$)|^\.",
    _I,
)
_WORDS = re.compile(
    r"(?:model|base|large|small|default|config|train(?:ing)?|checkpoint|weights|finetuned|tokenizer|pretrained)\Z", _I
)
_COMMIT_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")


@dataclass(frozen=True)
class Tree:
    """The files of a commit: path, size and place in GitHub's list; `truncated` where the list is not whole."""

    files: tuple[tuple[str, int, int], ...] = ()
    truncated: bool = False


def github_id(link: str) -> str | None:
    """`owner/repo` of a GitHub address."""
    match = _GITHUB.match(link)
    name = match.group(2).removesuffix(".git").rstrip(".") if match else ""
    return f"{match.group(1)}/{name}" if match and name else None


def read_tree(content: bytes) -> Tree:
    """A tree answer, tolerantly: what is no file with a safe name is passed over."""
    body = read_metadata(content)
    items = body.raw.get("tree") if body else None
    if body is None or not isinstance(items, list):
        return Tree(truncated=True)
    found = [(item.get("path"), item.get("size"), place) for place, item in enumerate(items) if _is_file(item)]
    files = tuple((path, size if isinstance(size, int) else 0, place) for path, size, place in found if is_safe(path))
    return Tree(files, bool(body.raw.get("truncated")))


def read_commit(content: bytes) -> str | None:
    """The sha of a commit answer, which is an object or the bare sha."""
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = {"sha": content.decode("utf-8", "replace").strip()}
    sha = str(body.get("sha", "")).lower() if isinstance(body, dict) else ""
    return sha if _COMMIT_NAME.match(sha) else None


def naming(model_id: str) -> re.Pattern[str] | None:
    """What names this model and no sibling of it; None where its name is a word that any text may hold."""
    short = re.sub(r"-hf\Z", "", model_id.rpartition("/")[2], flags=_I)
    if _WORDS.match(short) or not (len(short) >= 6 or (len(short) >= 4 and re.search(r"[\d_.-]", short))):
        return None
    name = "[-_. ]?".join(re.escape(part) for part in re.split(r"[-_. ]+", short) if part)
    return re.compile(rf"(?:(?<![\w.-])|(?<=train[_-])|(?<=config[_-])|(?<=run[_-])){name}(?![\w-]|\.\w)", _I)


def names_in_path(pattern: re.Pattern[str] | None, path: str) -> bool:
    """Whether a file's path, without its ending, names the model."""
    return bool(pattern and pattern.search(path.rpartition(".")[0]))


def configurations(tree: Tree, model_id: str) -> tuple[str, ...]:
    """The files worth reading: small, by their paths configurations of training; those that name the model first."""
    pattern = naming(model_id)
    ranked: Iterable[tuple[bool, bool, str]] = (
        (not names_in_path(pattern, path), "train" not in path.lower(), path)
        for path, size, _ in tree.files
        if path.endswith(_ENDINGS) and size <= MAX_CONFIGURATION and path not in (TREE, COMMIT)
    )
    fit = [item for item in ranked if not _ELSE.search(item[2]) and (not item[0] or _TRAINING.search(item[2]))]
    return tuple(path for _, _, path in sorted(fit)[:MAX_CONFIGURATIONS])


def _is_file(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "blob" and isinstance(item.get("path"), str)
