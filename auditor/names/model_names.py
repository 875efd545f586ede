"""Whose code it is and which model it is of, told from names alone: of models, repositories, files and owners.

A name is safe to look for only where enough of it is the model's own: sizes, versions and words that any model may
carry name nobody. A name that is all family (`bert-base`, `llama-7b`) names the family; it counts where the
publisher's own code says it, or written out with its publisher.
"""

from __future__ import annotations

import re

from auditor.names.families import have_same_maker, is_family_word

_I = re.IGNORECASE
_PARTS = re.compile(r"[-_. /]+")
# Parts of names that any model may carry: sizes, versions, stages, formats, places of the alphabet.
_COMMON = re.compile(
    r"(?:\d{1,4}(?:\.\d{1,3})?[bmkt]?|v\d{0,3}|[a-z]|x?[sml]|x{1,3}l|base|large|small|tiny|mini|nano|micro|medium|big|huge"
    r"|giant|full|default|config|configs|model|models|checkpoint|checkpoints|ckpt|weights?|test|demo|example|sample|run|exp"
    r"|experiment|output|outputs|final|best|last|latest|new|my|the|our|(?:pre)?train(?:ed|ing)?|fine|tun(?:e|ed|ing)"
    r"|finetun\w{0,4}|sft|dpo|ppo|grpo|orpo|rlhf|rm|reward|lora|qlora|adapter|chat|instruct|it|hf|pt|tf|gguf|ggml|gptq|awq"
    r"|exl2|mlx|onnx|fp\d{1,2}|bf16|int\d|\d?bit|uncased|cased|multilingual|english|en|zh|beta|alpha|rc|dev|tokenizer"
    r"|llm|lm|vlm|ai|nlp|seq2seq|text|image|audio|vision|encoder|decoder|embedding|classifier|classification|v?\d+x\d+b)",
    _I,
)
# What a publisher adds to its name on one host and not on the other.
_OF_A_PUBLISHER = re.compile(
    r"(?:ai|ml|nlp|hq|research|labs?|project|workshop|community|team|org|inc|io|hub|models?|ll?m|dev|official)\Z"
)
_OF_A_REPOSITORY = re.compile(
    r"(?:train(?:ing|er)?|pre-?train(?:ing)?|finetun(?:e|ing)|code|model|llm|repo|main|release|official|research)", _I
)
# Folders that a run writes to; any other name before a slash is another publisher's.
_FOLDER = re.compile(
    r"(?:\.{0,2}|~|out\w{0,6}|runs?|results?|checkpoints?|ckpts?|models?|exp\w{0,9}|logs?|saved?\w{0,8}|weights|work_?dirs?"
    r"|artifacts|trained\w{0,8}|configs?|recipes?|train\w{0,6}|pretrain\w{0,6}|conf|official|scripts|\d[\w.]{0,6})",
    _I,
)
_VERSION_IN = re.compile(r"(?<![\d._])\d{1,2}(?:[._]\d{1,2})?(?![\d._]|[._-]?[bmk]\b)", _I)
_VERSION = re.compile(r"v?\d+(?:\.\d+)?", _I)


def distinctive(model_id: str) -> tuple[str, ...]:
    """The parts of a model's name that are its own, in lower case."""
    parts = [part for part in _PARTS.split(model_id.rpartition("/")[2].lower()) if part]
    return tuple(part for part in parts if not _COMMON.fullmatch(part) and len(part) > 1)


def is_family_name(model_id: str) -> bool:
    """Whether all that is distinctive in it is the name of a family."""
    return all(is_family_word(part) for part in distinctive(model_id))


def naming(model_id: str, *, in_full: bool = False) -> re.Pattern[str] | None:
    """What names this model and no sibling of it; None where its name is a word that any text may hold.

    `in_full`: with its publisher only. Version one of a model without a version is that model (`t5.1.0.11B`).
    """
    owner, _, name = model_id.rpartition("/")
    short = re.sub(r"-hf\Z", "", name, flags=_I)
    parts = [part for part in re.split(r"[-_. ]+", short) if part]
    if len(short) < 4 or not distinctive(model_id) or (in_full and not owner):
        return None
    first = r"[-_. ]?" if any(_VERSION.fullmatch(part) for part in parts) else r"(?:[-_. ]?v?1(?:\.0)?[-_. ]|[-_. ]?)"
    written = re.escape(parts[0]) + (first if len(parts) > 1 else "")
    written += "[-_. ]?".join(re.escape(part) for part in parts[1:])
    before = rf"(?<![\w.-]){re.escape(owner)}/" if in_full else _BEFORE
    return re.compile(rf"{before}{written}(?![\w-]|\.\w)", _I)


_BEFORE = r"(?:(?<![\w.-])|(?<=train[_-])|(?<=config[_-])|(?<=run[_-]))"


def names_in_path(pattern: re.Pattern[str] | None, path: str) -> bool:
    """Whether a file's path, without its ending, names the model."""
    return bool(pattern and pattern.search(path.rpartition(".")[0]))


def names_in_text(pattern: re.Pattern[str], text: str, model_id: str) -> re.Match[str] | None:
    """The first place in a line that names the model, and not one of the same name by another publisher."""
    for match in pattern.finditer(text):
        head = re.search(r"([\w.~-]{0,100})/\Z", text[: match.start()])
        if head is None or _FOLDER.fullmatch(head.group(1)) or is_own(f"{head.group(1)}/x", model_id):
            return match
    return None


def is_own(code_id: str, model_id: str) -> bool:
    """Whether the owner of code is the model's publisher: by its accounts, else by its name."""
    one, other = code_id.partition("/")[0].lower(), model_id.rpartition("/")[0].lower()
    if have_same_maker(one, other):
        return True
    bare, same = _bare(one), _bare(other)
    if not bare or not same:
        return False
    first, second = _PARTS.split(one)[0], _PARTS.split(other)[0]
    return bare == same or (first == second and len(first) >= 5)


def is_named_for(code_id: str, model_id: str) -> bool:
    """Whether a repository of the publisher is called as this model alone: `crystalcoder-train` for CrystalCoder."""
    parts = [part for part in _PARTS.split(code_id.rpartition("/")[2].lower()) if not _OF_A_REPOSITORY.fullmatch(part)]
    name = [part for part in _PARTS.split(model_id.rpartition("/")[2].lower()) if part and part != "hf"]
    return bool(distinctive(model_id)) and "".join(parts) == "".join(name) and is_own(code_id, model_id)


def is_akin(code_id: str, model_id: str) -> bool:
    """Whether owner or name of code say that it belongs with the model."""
    names = {part for part in distinctive(code_id) if len(part) > 3 and not is_family_word(part)}
    return is_own(code_id, model_id) or bool(names & set(distinctive(model_id)))


def names_another(name: str, model_id: str) -> bool:
    """Whether words name another version than this model's: GLM-4-9B beside chatglm3-6b. Sizes are no versions."""
    said, own = _versions(name), _versions(model_id.rpartition("/")[2])
    return bool(said and own) and not said & own


def names_sibling(name: str, model_id: str) -> bool:
    """Whether a name begins as this model's does, and says what its own does not: a size, a variant. No version."""
    said, own = _parts_of(name), _parts_of(model_id.rpartition("/")[2])
    return said[:1] == own[:1] and any(not _VERSION.fullmatch(part) for part in set(said) - set(own))


def _parts_of(name: str) -> list[str]:
    return [part for part in _PARTS.split(name.lower()) if part]


def _versions(name: str) -> set[str]:
    return {found.replace("_", ".") for found in _VERSION_IN.findall(name)}


def _bare(owner: str) -> str:
    bare = "".join(_PARTS.split(owner))
    for _ in range(3):
        shorter = _OF_A_PUBLISHER.sub("", bare)
        bare = shorter if len(shorter) >= 3 else bare
    return bare
