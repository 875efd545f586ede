"""What the paths of linked code say: which files configure a run of this model, and whether it is a framework's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.names.families import is_family_word
from auditor.names.model_names import is_named_for, names_in_path, naming
from auditor.parse.code import COMMIT, TREE, Tree
from auditor.prose.vocabulary import Vocabulary

MAX_CONFIGURATIONS = 12
MAX_CONFIGURATION = 200_000

_I = re.IGNORECASE
_DEEP = re.compile(r"https?://(?:www\.)?github\.com/[^/]+/[^/]+/(?:tree|blob)/[^/]+/(.+)", _I)
_ENDINGS = (".yaml", ".yml", ".json", ".toml", ".gin", ".sh", ".slurm")
_IN_PYTHON = re.compile(r"(?:^|/)configs?/[\w./-]{1,200}(?<!__init__)\.py\Z")
_TRAINING = re.compile(r"config|train|recipe", _I)
_LAUNCHES = re.compile(
    r"(?:^|/)(?:run|launch|submit|start)\w{0,40}\.(?:sh|slurm)\Z|train[\w./-]{0,200}(?<!\.json)\Z"
    r"|(?:config|param|args)\w{0,40}\.\w{2,5}\Z",
    _I,
)
# Files that configure something else: evaluation, serving, builds, editors, what others wrote.
_ELSE = re.compile(
    r"(?:^|[/_.-])(?:eval\w*|infer\w*|serv\w*|demo|deploy\w*|tests?|docs?|docker\w*|third_party|node_modules"
    r"|ts-?config|js-?config|package(?:-lock)?|pre-commit-config|ds_config|deepspeed\w*|accelerate\w*"
    r"|tokenizer\w*|special_tokens_map|generation_config|vocab)(?=[/_.-]|$)|^\.",
    _I,
)
_TUNES = re.compile(r"tun(?:e|ing)|(?:^|[/_.-])(?:sft|dpo|ppo|grpo|orpo|rlhf|q?lora)(?=[/_.-])", _I)
# A Python package at the top of a repository.
_PACKAGE = re.compile(r"(?:src/)?(\w{1,60})/__init__\.py\Z")
_OF_MANY = re.compile(r"(?:[\w.-]{1,60}/)?(?:configs?|recipes?|examples?|projects?|model_configs?)/", _I)
_WORDS = re.compile(r"[A-Za-z]{2,20}\d{0,2}")
_MANY = 5  # one publisher has a handful of families at most


def configurations(tree: Tree, model_id: str, code_id: str) -> tuple[str, ...]:
    """The files worth reading: small, by their paths configurations of training; those that name the model first.

    In a repository that is named for the model these are also the scripts that launch a run.
    """
    pattern = naming(model_id)
    launched = launches(tree) if is_named_for(code_id, model_id) else ()
    ranked: Iterable[tuple[bool, bool, bool, str]] = (
        (not names_in_path(pattern, path), path not in launched, "train" not in path.lower(), path)
        for path in _settings(tree)
    )
    fit = [item for item in ranked if not (item[0] and item[1]) or _TRAINING.search(item[3])]
    return tuple(item[3] for item in sorted(fit)[:MAX_CONFIGURATIONS])


def settings_at(tree: Tree, named: str) -> tuple[str, ...]:
    """What configures a run at a place that a card names: an address below `/tree/` or `/blob/`, or a path."""
    deep = _DEEP.match(named)
    path = (deep.group(1) if deep else named).partition("#")[0].removeprefix("./").strip("/")
    if not path or "://" in path:
        return ()
    inside = [item for item in _settings(tree) if item == path or item.startswith(f"{path}/")]
    return tuple(sorted(inside, key=lambda item: (not _TRAINING.search(item), item.count("/"), item)))


def launches(tree: Tree) -> tuple[str, ...]:
    """What sets the arguments of a run of training by its name or folder, whichever model it names."""
    fit = [path for path in _settings(tree) if _LAUNCHES.search(path) and not _TUNES.search(path)]
    return tuple(sorted(fit, key=lambda path: (path.count("/"), path))[:MAX_CONFIGURATIONS])


def is_framework_inside(tree: Tree, topics: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether it holds a framework's own package at its top, configures many families, or calls itself one."""
    if any(vocabulary.fits("frameworks/topic", topic) for topic in topics):
        return True
    families: set[str] = set()
    for path, _, _ in tree.files:
        package = _PACKAGE.match(path)
        if package and vocabulary.fits("frameworks/package", package.group(1).replace("_", "-")):
            return True
        if _OF_MANY.match(path):
            families |= {word.lower() for word in _WORDS.findall(path) if is_family_word(word)}
    return len(families) >= _MANY


def _settings(tree: Tree) -> list[str]:
    return [
        path
        for path, size, _ in tree.files
        if (path.endswith(_ENDINGS) or _IN_PYTHON.search(path))
        and size <= MAX_CONFIGURATION
        and path not in (TREE, COMMIT)
        and not _ELSE.search(path)
    ]
