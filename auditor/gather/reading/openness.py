"""Claims of openness that a card makes of its own model, code or data.

Only what asserts is taken: "we open-source …", "is an open-source model", "fully open". Comparisons with other models,
thanks to a community, names of licenses, negations, plans and words in quotation marks assert nothing of this model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from auditor.gather.papers import Papers
from auditor.gather.reading.sentences import Sentence
from auditor.schema.reading import Degree, OpennessClaim, Scope

MAX_CLAIMS = 20

_I = re.IGNORECASE
_NEEDLES = ("open", "开源", "开放")
_WORD = re.compile(r"open(?:ly)?[- ]?(?:sourc|weigh|scien)|\bopen\b|开源|开放")
_OPEN = r"open(?:ly)?[- ]?sourc(?:e|ed|ing)"
_FULL = r"(?:fully|truly|completely|entirely|100\s?%)"
_ADJECTIVES = r"(?:(?!(?:to|of|for|in|that|is|are|have|has|with|from|by|on|as)\s)[\w.,/()-]{1,24}\s){0,5}?"
_THING = (
    r"(?:(?:language |foundation |chat |base |embedding |code |speech |vision |world |generation"
    r" )*models?|LLMs?|VLMs?|SLMs?|MLLMs?"
    r"|series|family|suite|version|chatbots?|assistants?|weights|checkpoints?|release|project"
    r"|alternative|reproduction|AI|LM)\b"
)
_SELF = (
    r"(?:\bit|\bthis|\bthese|\bwe|\bour|\bthey|\bmodels?|\bweights|\bcheckpoints?|\bproject"
    r"|\bseries|\bfamily|\bversions?|^[^|.]{1,60}?)"
)
_BE = r"(?:is|are|was|were|has been|have been|being)"

# One row a way of claiming.
_CLAIMS: tuple[tuple[Degree, re.Pattern[str]], ...] = tuple(
    (degree, re.compile(pattern, _I))
    for degree, pattern in (
        (Degree.FULLY_OPEN, rf"\b{_FULL} open(?:[- ]?sourced?)?\b(?! (?:for|to) academic)"),
        (Degree.OPEN_SCIENCE, r"\bopen[- ]science\b(?=[^.|]{0,60}\b(?:model|LLM|LM)\b)"),
        (
            Degree.OPEN_SOURCE,
            (
                r"\bwe (?:have |are |also |now |hereby |proudly |gladly |fully |decided to |hope to )*"
                rf"{_OPEN}\b"
            ),
        ),
        (
            Degree.OPEN_SOURCE,
            (
                rf"{_SELF}[^.|;]{{0,60}}\b{_BE} (?:now |also |fully |all |both )*{_OPEN}\b(?=\s*(?:[.,;:!)]|$"
                rf"|by|on|at|in|under|and|as|for|to|together))"
            ),
        ),
        (
            Degree.OPEN_SOURCE,
            (
                rf"\b{_BE} (?:[\w'-]+ )?(?:an?|the|our|one of the|among the) {_ADJECTIVES}{_OPEN},?"
                rf" (?:[\w.,/()-]{{1,24}}\s){{0,6}}?{_THING}"
            ),
        ),
        (Degree.OPEN_SOURCE, rf"\b(?:this|our|these) {_ADJECTIVES}{_OPEN} {_ADJECTIVES}{_THING}"),
        (
            Degree.OPEN_SOURCE,
            (
                rf"\b(?:releas|publish|provid|mak|made|introduc|present|launch|offer|announc)\w*\b[^."
                rf"|]{{0,60}}\b(?:an?|as|the|our) {_ADJECTIVES}{_OPEN}\b(?! licen)"
            ),
        ),
        (Degree.OPEN_SOURCE, rf"\breleased (?:as|in|under) (?:an? )?{_OPEN}\b"),
        (Degree.OPEN_SOURCE, rf"^\W*(?:an?|the) {_ADJECTIVES}{_OPEN} {_ADJECTIVES}{_THING}"),
        (Degree.OPEN_SOURCE, r"^\W*open-?sourc(?:ed|ing) (?:the|our|all|its)\b"),
        (Degree.OPEN_SOURCE, rf"^\W*{_OPEN}\W*$|^\W*{_OPEN}\W{{0,4}}:"),
        (
            Degree.OPEN_SOURCE,
            (
                rf"\b(?:it|this model|we)\b[^.|]{{0,60}}\b(?:better than|outperforms?|surpass\w*|beats?)\b[^."
                rf"|]{{0,20}}\bother {_OPEN} {_ADJECTIVES}models"
            ),
        ),
        (
            Degree.OPEN_SOURCE,
            r"(?:是|为|发布|推出|研发|训练)[^。|，]{0,24}开源的?[^。|，]{0,24}(?:模型|大模型)|(?:我们|本项目|现已|已经?|正式)[^。|，]{0,10}开源(?!社区)|一代开源",
        ),
        (Degree.OPEN_WEIGHTS, r"\bopen[- ]?weights?\b"),
        (Degree.OPEN_MODEL, rf"\b(?:our|an?|is|are|small|the) {_ADJECTIVES}open (?:[\w-]{{1,20}}\s){{0,2}}?models?\b"),
    )
)
_NEGATED = re.compile(
    rf"\b(?:not|isn't|aren't|never|non|neither|rather than|instead of|cannot be)\b[\s-](?:\w+ ){{0,3}}{_OPEN}", _I
)
# Said of others: of models compared with, of a base built upon, of tools and communities, of plans and wishes.
_COMPARED = re.compile(
    (
        rf"\b(?:outperform\w*|surpass\w*|exceed\w*|beat\w*|rival\w*|compar\w+|better than|competitive"
        rf"|ahead of|among|amongst|than|vs\.?|versus"
        r"|state-of-the-art|SOTA|existing|previous\w*|most|many|recent|popular|available|leading"
        r"|similar(?:ly)?|both|between)\b"
        rf"[^.|]{{0,90}}?\b{_OPEN} (?!version)|\b(?:like|as) (?:many |most )?other {_OPEN}"
    ),
    _I,
)
_BUILT_ON = re.compile(
    (
        r"\b(?:based (?:up)?on|built (?:up)?on(?: top of)?|from|using|used?|uses|utili[sz]\w+"
        r"|leverag\w+|trained (?:only )?on|thanks?|thank|"
        r"grateful|gratitude|acknowledg\w*|appreciate|support\w*|help(?:s|ed)?|with|via|by|of|part of"
        r"|for|into|integrat\w*|powered by|sponsor\w*|"
        rf"deriv\w+ from|inspired by|contribut\w*)\b(?: \w+){{0,3}}? {_OPEN}"
    ),
    _I,
)
_OTHER_THING = re.compile(
    (
        rf"\b{_OPEN},? (?:[\w/-]{{1,20}} ){{0,2}}?(?:communit|ecosystem|movement|contribut|collaborat"
        rf"|spirit|work|world|field|landscape|licen[sc]|initiative|"
        r"intelligence|definition|repo|research|efforts?|nature|alternatives to|applications?|tools?\b"
        r"|engine|platform|librar|framework|software|packages?|"
        r"toolkit|implementation|trainer|training (?:code|tool|frame|pipe)|code ?base|codebase|tool\b|server|agents?\b"
        r"|competitors?)"
    ),
    _I,
)
_PLANNED = re.compile(
    (
        r"\b(?:will|plan(?:s|ned)? to|going to|would|want to|wish|hope to|soon|future|request|if"
        r"|upcoming|tuned)\b[^.|]{0,60}\bopen"
    ),
    _I,
)
_ZH_OTHERS = re.compile(
    r"(?:相比|优于|超过|其他|同类|现有|以往|基于|自|将|后续|感谢|使用|采用|用|训练)[^。，]{0,16}开源|开源(?:社区|协议|许可)"
)
_QUOTED = re.compile(r"[\"“][^\"”]{0,80}\bopen[^\"”]{0,80}[\"”]", _I)
_THANKS = re.compile(r"\backnowledg|\bthanks\b|\bcredits?\b|\brelated (?:work|projects?|models)|致谢", _I)
_DATA_HEADING = re.compile(r"\bdata ?sets?\b|\btraining data\b|数据集", _I)
_AFTER: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    (Scope.MODEL, re.compile(r"\bmodels?\b|\bweights\b|\bcheckpoints?\b|\bLLMs?\b|\bversion\b|模型|权重", _I)),
    (
        Scope.DATA,
        re.compile(
            r"\bdata ?sets?\b|\bcorp(?:us|ora)\b|\bbenchmark|\bdata\b|数据|语料|基准|\bIDs\b|\bannotations\b", _I
        ),
    ),
    (
        Scope.CODE,
        re.compile(
            (
                r"\bcode(?:base)?\b(?! (?:language )?(?:models?|LLMs?))|\bcodes\b|\bscripts?\b|\bplugins?\b"
                r"|\blibrary\b|\bframework\b|\btools?\b|\btoolkit\b|\bprojects? (?:code|page)|代码|插件|实现|工具"
            ),
            _I,
        ),
    ),
)


def openness_claims(papers: Papers, found: list[Sentence]) -> tuple[OpennessClaim, ...]:
    """What the card claims to be open, in its order; each degree and scope at its first place."""
    unique: dict[tuple[str, str], OpennessClaim] = {}
    for claim in islice((item for sentence in found for item in _of(papers, sentence)), 200):
        unique.setdefault((claim.degree.value, claim.scope.value), claim)
    return tuple(unique.values())[:MAX_CLAIMS]


def _of(papers: Papers, sentence: Sentence) -> Iterator[OpennessClaim]:
    words = sentence.words[:1_200]
    if sentence.kind in ("code", "quote") or not sentence.speaks(*_NEEDLES) or not _WORD.search(sentence.lower):
        return
    if (
        sentence.under(_THANKS)
        or _QUOTED.search(words)
        or (sentence.kind == "row" and len(words) < 60)
        or _ZH_OTHERS.search(words)
    ):
        return
    for degree, pattern in _CLAIMS:
        match = pattern.search(words)
        if match and _asserted(words, match, degree):
            scope = Scope.DATA if sentence.under(_DATA_HEADING) else _scope(words, match)
            yield OpennessClaim(degree=degree, scope=scope, words=words[:400], citation=papers.in_card(sentence.line))
            return


def _asserted(words: str, match: re.Match[str], degree: Degree) -> bool:
    """Whether the match says it of this model: no negation, comparison, other thing or plan stands around it."""
    clause = words[max(0, match.start() - 90) : match.end() + 40]
    if _NEGATED.search(clause) or _PLANNED.search(clause):
        return False
    if degree is Degree.OPEN_MODEL or degree is Degree.OPEN_WEIGHTS:
        return not _COMPARED.search(clause)
    implied = "other open" in match.group().lower()
    ours = re.search(r"\b(?:we|our|this|these)\b", match.group(), _I) or match.group().lower().startswith(
        ("is ", "are ")
    )
    if not implied and _COMPARED.search(clause):
        return (
            bool(re.search(r"\b(?:it|this|we)\b[^.|]{0,12}\bis the (?:best|first|strongest)\b", clause, _I))
            and "than" not in clause
        )
    if _OTHER_THING.search(clause) and not re.search(rf"{_OPEN} project\b", clause, _I):
        return False
    return bool(implied or ours or not _BUILT_ON.search(clause))


def _scope(words: str, match: re.Match[str]) -> Scope:
    """What is called open: the first thing named after the words, else the one named before them."""
    inside, after = match.group(), words[match.end() : match.end() + 60]
    if re.search(_THING, inside[inside.lower().find("open") :], _I):
        return Scope.MODEL
    if "开" in inside:  # what is opened stands right after the word, or before it
        nearby = [scope for _, scope in _things(words[: match.end()][-60:])]
        named = next((scope for scope in (Scope.CODE, Scope.DATA) if scope in nearby), Scope.MODEL)
        return _first(after[:8]) or named
    before = words[: match.start()][:40] or inside
    return _first(after.partition(" and ")[0]) or _first(before) or _first(after) or Scope.MODEL


def _first(text: str) -> Scope | None:
    return min(_things(text), default=(0, None))[1]


def _things(text: str) -> list[tuple[int, Scope]]:
    return [(found.start(), scope) for scope, pattern in _AFTER for found in pattern.finditer(text)]
