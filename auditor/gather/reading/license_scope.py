"""Whose license a statement is about: the model's weights, its code, its data, or something else.

Something else is a base model, a dependency, another product: its terms are no word on this model's. Where nothing is
said, it is the whole (an empty scope). What cannot be told is something else: a license is never taken from a neighbor.
"""

from __future__ import annotations

import re
from itertools import takewhile

from auditor.gather.reading.sentences import Sentence
from auditor.names.families import is_restated

WHOLE = ""
WEIGHTS = "weights"
CODE = "code"
DATA = "data"
PROJECT = "project"
ELSEWHERE = "elsewhere"

_I = re.IGNORECASE
_CODE = re.compile(
    r"\b(?:source|code(?:base|s)?|scripts?|library|framework|toolkit|package|software|plug-?ins?|nodes?|demo"
    r"|repo(?:sitory)?['’]s code)\b|代码|源码|コード",
    _I,
)
_WEIGHTS = re.compile(
    r"\b(?:weights?|checkpoints?|ckpts?|models?|adapters?|loras?|LLMs?|finetunes?|merges?|embeddings?)\b|权重|模型|モデル",
    _I,
)
_DATA = re.compile(r"\b(?:data(?:sets?)?|corpus|corpora|annotations?|images?|recordings|texts?)\b|数据|语料|データ", _I)
# `code language models` are models; `the model's code` is code; `code and models` are both.
_CODE_MODEL = re.compile(r"\bcode (?:\w+ ){0,2}?(?:language )?(?:models?|LLMs?)\b", _I)
_CODE_AND = re.compile(
    r"(?:code\w*|代码|framework \w+)\W{1,4}(?:and|&|和|以及|与|及)\W?\s?(?:the |our |all |pre-?trained |checkpoint "
    r"|\w+ ){0,2}?(?:models?|weights|checkpoints?|模型|权重)"
    r"|(?:models?|weights|checkpoints?|模型|权重)\W{1,4}(?:and|&|和|以及|与|及)\s?(?:the |our "
    r"|all )?(?:source )?(?:code|代码)"
    r"|(?:code|代码)\W{1,3}(?:models?|weights|模型|权重)\W{1,3}",
    _I,
)
_ELSE = re.compile(
    r"\b(?:base(?!\))|original|foundation|pre-?trained (?:language )?model|backbone|underlying|parent|upstream"
    r"|other|others|third-party|components?"
    r"|source model|teacher|text encoder|vae|previous|earlier|older?|final|newer|next|commercial|dual"
    r"|driver['’]?s?|demo"
    r"|portions?|parts?|majority|some|many|each|respective|preview of|unlike|whose|which|based on|derived from"
    r"|trained on|initiali[sz]ed|built on"
    r"|utili[sz]es?|using|uses?|via|thanks|if|whether|not|n['’]t|never|compatible|inspired)\b",
    _I,
)
_OURS = re.compile(
    r"\b(?:this|these|our|ours|we|it|everything|all (?:content|usage|use|our|the|of)|project|repo(?:sitory)?"
    r"|work|content"
    r"|(?:the|delta|fine-?tuned|trained|released|pretrained|model) (?:\w+ )?(?:model|models|weights"
    r"|checkpoints?)|all)\b"
    r"|本|我们|该|此|社区使用|すべて",
    _I,
)
_HEADING_ELSE = re.compile(
    r"acknowledg|credits?\b|thanks|related|third[- ]part|components?\b|fine-?tuned (?:off|from)|based on"
    r"|citation|base models?|alternativ|comparison"
    r"|致谢|reference",
    _I,
)
_HEADING_DATA = re.compile(r"\bdata ?sets?\b|\btraining data\b|\bsource images\b|数据", _I)
_HEADING_CODE = re.compile(r"\bsource code\b|\bcode\b", _I)
_CLAUSE = re.compile(r"[;；。，]|,\s(?:while|whereas|and|but|the|although)\b|\bwhile\b|\bwhereas\b|\.\s", _I)
_JOINED = re.compile(
    r"\A([^,;。，]{1,80}?)\s(?:is|are|was|were)\s[^;。]{1,120},?\sand\s?(?:therefore|thus|hence|also|so)?\s*\Z", _I
)
USE_OF = re.compile(
    r"\A\W*(?:the |all |any |community |your |for |whose ){0,3}(?:us(?:e|age)(?: of)?)\b\s*|\A社区?使用", _I
)
_ARTICLE = re.compile(r"(?:the|an?|official|its)(?: official)?", _I)
_IT = re.compile(
    r"\b(?:it|they|this (?:model|version|checkpoint|merge|lora)|(?:the|these|our) (?:models?|weights"
    r"|checkpoints?))\W*\Z",
    _I,
)
_DERIVED = re.compile(
    r"\b(?:based on|built on|derived from|versions? of|trained on|initiali[sz]ed (?:from|with))\b", _I
)
_PROJECT = re.compile(r"\b(?:project|repo(?:sitory)?|work|content)\b|仓库|项目", _I)
_KINDS = re.compile(
    r"\b(?:[Tt]he|[Aa]ll|[Tt]raining|[Ii]nference|[Ss]ource|[Tt]rained|[Hh]ugging ?[Ff]ace|[Cc]ode\w*"
    r"|[Mm]odels?|[Ww]eights?|[Cc]heckpoints?"
    r"|[Dd]ata\w*|[Ff]ine-?[Tt]uned|[Pp]re-?[Tt]rained|[Mm]aterials?)\b"
)
_ALNUM = re.compile(r"[a-z]+|[0-9]+|[\u4e00-\u9fff]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9.+]{2,30}")

_PLAIN = re.compile(
    r"model|models|base|chat|instruct|large|small|medium|mini|tiny|hf|gguf|gptq|awq|ggml|bit|fp16|lora|the"
    r"|for|and|with|code|image|video|text|vision|language|embedding|license|licensed|v1|v2",
    _I,
)


def scope(how: str, subject: str, sentence: Sentence, own: str) -> str:
    """What the statement is about. `own` is the model's id; `how` and `subject` are those of the statement."""
    heading = _by_heading(sentence)
    if heading:
        return heading
    if how in ("label", "heading"):
        return _by_label(subject)
    said = clause(subject).strip(" \t(:：*`_\"'“”-–—|")
    return _by_subject(said, own) if said else WHOLE


def speaks_of_others(words: str) -> bool:
    """Whether words that name no subject speak of code, data or something else."""
    return any(pattern.search(words) for pattern in (_CODE, _DATA, _ELSE))


def clause(subject: str) -> str:
    """The subject of the verb: that of the sentence's first verb where the verbs are joined by `and`."""
    joined = _JOINED.match(subject)
    clauses = [words for words in _CLAUSE.split(subject) if words.strip()]
    return joined.group(1) if joined else (clauses or [""])[-1]


def _by_heading(sentence: Sentence) -> str:
    heading = sentence.heading
    if _HEADING_ELSE.search(heading):
        return ELSEWHERE
    if _HEADING_DATA.search(heading):
        return DATA
    if _HEADING_CODE.search(heading) and not _WEIGHTS.search(heading):
        return CODE
    return ""


def _by_label(said: str) -> str:
    """`Code License:`, `License for the weights:`; other words before it are the end of what stood there."""
    if re.search(r"\b(?:commercial|corporate|driver|base|original|old|previous|parent|free|new|full)\b", said, _I):
        return ELSEWHERE
    return _thing(said) or WHOLE


def _by_subject(said: str, own: str) -> str:
    said = USE_OF.sub("", said)
    if not said or _ARTICLE.fullmatch(said):
        return WHOLE
    if _names_own(said, own) and not _DERIVED.search(said):
        return _thing(said) or WHOLE
    if _IT.search(said):
        return _thing(_IT.search(said).group()) or WHOLE  # type: ignore[union-attr]
    if _ELSE.search(said):
        return ELSEWHERE
    if _OURS.search(said):
        return _thing(said) or (PROJECT if _PROJECT.search(said) else WHOLE)
    # `Model weights`, `代码`: a bare kind of thing is the card's own; any other name is somebody else's
    named = any(word[0].isupper() or any(c.isdigit() for c in word) for word in _WORD.findall(_KINDS.sub("", said)))
    return _thing(said) if _thing(said) and not named else ELSEWHERE


def _thing(said: str) -> str:
    """The kind of thing named; an empty answer for the whole, or for none."""
    code, weights, data = (bool(pattern.search(said)) for pattern in (_CODE, _WEIGHTS, _DATA))
    if code and weights:
        if _CODE_AND.search(said):
            return WHOLE
        return WEIGHTS if _CODE_MODEL.search(said) else CODE
    if code:
        return PROJECT if data else CODE
    return WEIGHTS if weights else DATA if data else ""


def _names_own(said: str, own: str) -> bool:
    """Whether some words of the subject are this model's own name, and not that of the family it comes from."""
    account, _, name = own.lower().rpartition("/")
    parts = _ALNUM.findall(name)
    runs = {"".join(parts[start : start + size]) for size in range(1, 5) for start in range(len(parts))}
    words = list(_ALNUM.finditer(said.lower()))[-12:]
    for start in range(len(words)):
        if _is_siblings(words[start:], parts, said):
            continue
        for size in range(1, 5):
            flat = "".join(word.group() for word in words[start : start + size])
            bare = len(flat) < 4 or _PLAIN.fullmatch(flat) or is_restated(flat, account)
            if not bare and (flat in runs or any(_akin(flat, part) for part in parts)):
                return True
    return False


def _is_siblings(words: list[re.Match[str]], parts: list[str], said: str) -> bool:
    """Whether a name begins as this model's does and goes on within the word: `Zero123C` beside Zero123."""
    for place in range(len(parts)):
        pairs = zip(words, parts[place:], strict=False)
        alike = [word for word, _ in takewhile(lambda pair: pair[0].group() == pair[1], pairs)]
        if alike and said[alike[-1].end() : alike[-1].end() + 1].isalnum():
            return True
    return False


def _akin(one: str, other: str) -> bool:
    """`yayi` and `yayi2`: the same name with a number behind it."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and not _PLAIN.fullmatch(short) and long.startswith(short) and long[len(short) :].isdigit()
