"""Words that withhold: "was not released", "proprietary data", "publicly available online data" without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.gather.reading.corpora import corpora
from auditor.gather.reading.stages import stage_of
from auditor.prose.sentences import Sentence
from auditor.schema.reading import Manner, Part, Refusal, Stage

MAX_REFUSALS = 20

_I = re.IGNORECASE
_DATA = (
    r"(?:(?:pre-?)?training |fine-?tuning |source |the |our |this )*(?:data ?sets?|data|corpus|corpora|sources|mixture)"
)
_CODE = r"(?:(?:(?:pre-?)?training |the |our |source )+|(?<![\w ]))(?:code(?:base)?|scripts|recipe)"
_WITHHELD = (
    r"(?:(?:is|are|was|were|has been|have been|will be|cannot be|can't be|can not be|could not"
    r" be)(?: currently| yet| also)?"
    r"(?: not(?: be| been)?)?|not|never)"
    r"(?: (?:publicly|fully|openly|further))? ?(?:released|disclosed|published|shared|listed"
    r"|open-?sourced|made public|named|available)"
)
_NEGATIVE = re.compile(r"\bnot\b|\bnever\b|\bcannot\b|\bcan't\b|\bunable\b", _I)
_NOT = r"(?:do(?:es)?|did|will|can|could|have|has)(?: ?not|n't)(?: yet)?|cannot|never|are unable to|prefer not to"
_VERB = r"(?:disclose|release|publish|share|reveal|list|provide|open-?source)d?"

# One row a way of saying it: what of, how, the words.
_TABLE: tuple[tuple[Part, Manner, re.Pattern[str]], ...] = tuple(
    (part, manner, re.compile(pattern, _I))
    for part, manner, pattern in (
        (
            Part.BASE_DATA,
            Manner.NOT_KNOWN,
            (
                r"\bdata\b[^.|]{0,40}\b(?:base|original|upstream)\b[^.|]{0,40}\b(?:not|un)(?: ?known|clear)"
                r"|\bbase model\b[^.|]{0,40}\bdata\b[^.|]{0,40}\b(?:unknown|not known)"
            ),
        ),
        (Part.DATA, Manner.NOT_RELEASED, rf"\b{_DATA}\b[^.|;]{{0,40}}\b{_WITHHELD}\b"),
        (Part.DATA, Manner.NOT_RELEASED, rf"\b(?:{_NOT}) (?:publicly )?{_VERB}[^.|;]{{0,40}}\b{_DATA}\b"),
        (Part.DATA, Manner.NOT_RELEASED, r"训练数据[^。|]{0,12}(?:未|不)(?:公开|开源|发布)"),
        (
            Part.DATA,
            Manner.PROPRIETARY,
            (
                r"\b(?:proprietary|undisclosed|confidential|non-?public) (?:[\w-]{1,20} ){0,3}(?:data ?sets?"
                r"|data|corpus|corpora)\b"
            ),
        ),
        (
            Part.DATA,
            Manner.PROPRIETARY,
            (
                r"\b(?:train|tun)(?:ed|ing)\b[^.|]{0,60}\b(?:private|internal|in-?house) (?:[\w-]{1,20}"
                r" ){0,3}(?:data ?sets?|data|corpus|corpora)\b"
            ),
        ),
        (
            Part.DATA,
            Manner.NOT_NAMED,
            (
                r"\bpublicly[- ]available (?:online |internet |web )?(?:data(?: sources)?|sources|text)\b"
                r"|\bmix of (?:publicly|public)[\w ,-]{0,40}data\b|\bpublicly available online sources\b|\bnot"
                r" named further\b"
            ),
        ),
        (Part.CODE, Manner.NOT_RELEASED, rf"\b{_CODE}\b[^.|;]{{0,30}}\b{_WITHHELD}\b"),
        (Part.CODE, Manner.NOT_RELEASED, rf"\b(?:{_NOT}) (?:publicly )?{_VERB}[^.|;]{{0,40}}\btraining code\b"),
        (
            Part.CODE,
            Manner.PROPRIETARY,
            r"\b(?:internal|proprietary|in-?house|private) (?:[\w-]{1,20} ){0,2}(?:training )?codebase\b",
        ),
        (
            Part.WEIGHTS,
            Manner.NOT_RELEASED,
            (
                r"\bweights (?:stay with us|are not (?:public|released|available)|will not be released)\b"
                r"|\b(?:do|will|can)(?: ?not|n't) release the (?:model )?weights\b"
            ),
        ),
    )
)
_TRAINING = re.compile(r"\btrain|\btun(?:ed|ing)|\btokens?\b|训练", _I)
# Said of other models, of privacy, of results that are missing, of what users must not do.
_ELSEWHERE = re.compile(
    (
        r"\bthey (?:are|were)\b|\boften\b|\bOpenAI\b|\b(?:personal|user|customer|sensitive|your|users'"
        r"|private) (?:\w+ )?data\b|\bother models\b|\b(?:GPT-?[34]|ChatGPT|PaLM|Gemini|Claude)\b"
        r"|\bresults\b|\btest (?:set|data)\b|\bunlike\b|\bdoes not involve\b|\bmust not\b|\byou (?:may"
        r"|can|should)\b|\?$|\b(?:none|no)\b[^.]{0,30}"
        r"\bproprietary\b|\b(?:don't|do not|not) (?:use|contain|include|involve)\b|\bcopyright"
        r"|\blabel(?:s|ed)\b|\blicen[sc]e\b"
    ),
    _I,
)
_PARTLY = re.compile(
    r"\b(?:part|some|subset|portion|half|certain|also|supplement\w*|additional|along with|as well as|and)\b", _I
)
_WITHHELDS = (
    *(
        "not",
        "n't",
        "never",
        "unable",
        "proprietary",
        "undisclosed",
        "confidential",
        "non-public",
        "private",
        "internal",
    ),
    *("house", "publicly", "mix of", "unknown", "unclear", "custom", "stay with", "未", "不"),
)
_NEEDLES = ("data", "corpus", "source", "code", "weights", "corpora", "训练", "recipe", "scripts", "mixture")


def refusals(papers: Papers, found: list[Sentence]) -> tuple[Refusal, ...]:
    """What the card says is not given."""
    return tuple(islice((item for sentence in found for item in _of(papers, sentence)), MAX_REFUSALS))


def _of(papers: Papers, sentence: Sentence) -> Iterator[Refusal]:
    words = sentence.words[:1_500]
    if sentence.kind in ("code", "quote") or not (sentence.speaks(*_NEEDLES) and sentence.speaks(*_WITHHELDS)):
        return
    if _ELSEWHERE.search(words):
        return
    for part, manner, pattern in _TABLE:
        match = pattern.search(words)
        if match and _holds(sentence, part, manner, match):
            stage = stage_of(sentence)
            partly = bool(_PARTLY.search(words)) and manner is not Manner.NOT_NAMED
            yield Refusal(of=part, manner=manner, stage=stage, partly=partly, citation=papers.in_card(sentence.line))
            return


def _holds(sentence: Sentence, part: Part, manner: Manner, match: re.Match[str]) -> bool:
    words = sentence.words
    about = " ".join((*sentence.headings[-2:], sentence.label, words, *sentence.columns))
    if manner is Manner.NOT_RELEASED and part is not Part.WEIGHTS:
        chinese = "未" in match.group() or "不" in match.group()
        return (chinese or bool(_NEGATIVE.search(match.group()))) and stage_of(sentence) is not Stage.EVALUATION
    if manner is Manner.NOT_NAMED:
        unnamed = not corpora(sentence) and not any("datasets/" in link for link in sentence.links)
        return unnamed and bool(_TRAINING.search(about)) and "dataset" not in words.lower()
    if manner is Manner.PROPRIETARY:
        return bool(_TRAINING.search(about)) and stage_of(sentence) is not Stage.EVALUATION
    return True
