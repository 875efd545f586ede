"""Ways of calling something open, language by language, and words that take it back: tables without logic.

A row is a degree, a mood and a pattern. The mood says what the words need: `SELF` has its subject, so that adjectives
beside it take nothing back; `IMPLIED` puts the model among the open ones; `OWN` counts where the group `name` is the
model's own name; `PLAIN` counts unless something around it speaks of others.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from auditor.names.families import prose_pattern
from auditor.schema.reading import Degree

_I = re.IGNORECASE
# What a sentence must hold to be asked at all, in lower case.
WORD = r"open(?:ly)?[- ]?(?:source?|weigh|scien)|\bopen\b|开源|开放|オープン|오픈|digo a|quelloffen|source ouverte"
OPEN = r"open(?:ly)?[- ]?sourc(?:e|ed|ing)"
_FOREIGN = r"(?:open[- ]?source|c[óo]digo (?:abierto|aberto)|quelloffen\w{0,3}|source ouverte)"
_FULL = r"(?:fully|truly|completely|entirely|totally|100\s?%)"
_ADJECTIVES = r"(?:(?!(?:to|of|for|in|that|is|are|have|has|with|from|by|on|as)\s)[\w.,/()-]{1,24}\s){0,5}?"
_WORDS = r"(?:[\w.,/()-]{1,24}\s){0,6}?"
THING = (
    r"(?:(?:language |foundation |chat |base |embedding |code |speech |vision |world |generation |reward )*models?"
    r"|LLMs?|VLMs?|SLMs?|MLLMs?|LMMs?|LMs?|RMs?|series|family|suite|version|chatbots?|assistants?|weights"
    r"|checkpoints?|release|project|alternative|reproduction|systems?|AI)\b"
)
_SELF = (
    r"(?:\bit|\bthis|\bthese|\bwe|\bour|\bthey|\bmodels?|\bweights|\bcheckpoints?|\bproject|\bseries|\bfamily"
    r"|\bversions?|^[^|.]{1,60}?)"
)
_BE = r"(?:is|are|was|were|has been|have been|being)"
_SET = r"(?: (?:\w+ )?(?:series|family|suite|collection|set|version|generation|member) of(?: the| our| an?)?)?"
_BEST = r"(?:best|top|first|leading|strongest|highest|largest|state[- ]of[- ]the[- ]art|SOTA|#1)"
_AMID = r"(?:among|amongst|of|for|in)(?: (?:all|the|other|current|existing|similar(?:ly)?|sized|similarly-sized))*"
_NAME = r"(?P<name>[A-Za-z][\w.-]{2,40})"


class Mood(Enum):
    """What a way of claiming needs."""

    PLAIN = "plain"
    SELF = "self"
    IMPLIED = "implied"
    OWN = "own"


def _row(degree: Degree, mood: Mood, *words: str) -> tuple[Degree, Mood, re.Pattern[str]]:
    return degree, mood, re.compile("|".join(words), _I)


CLAIMS = (
    _row(Degree.FULLY_OPEN, Mood.PLAIN, rf"\b{_FULL} open(?:[- ]?sourced?)?\b(?! (?:for|to) academic)"),
    _row(Degree.FULLY_OPEN, Mood.PLAIN, r"(?:完全|全部|全面|，全|、全)开源"),
    _row(Degree.OPEN_SCIENCE, Mood.PLAIN, r"\bopen[- ]science\b(?=[^.|]{0,60}\b(?:model|LLM|LM)\b)"),
    # we open it
    _row(
        Degree.OPEN_SOURCE,
        Mood.SELF,
        (
            r"\bwe(?:['’](?:ve|re))? (?:have |are |also |now |hereby |proudly |gladly |fully |decided to "
            rf"|(?:excited|happy|proud|glad|pleased|thrilled) to )*(?:\w+ (?:it )?and )?{OPEN}\b"
        ),
        rf"\bwe (?:have |are )?(?:made|make|making) [^|;.]{{1,90}}? {OPEN}\b(?! \w+s\b)",
        r"\bopen-?sourcing (?:our|this) (?:\w+ )?model",
    ),
    # it is opened, it is an open one
    _row(
        Degree.OPEN_SOURCE,
        Mood.PLAIN,
        (
            rf"{_SELF}[^.|;]{{0,60}}\b{_BE} (?:[\w' -]{{1,40}} and )?(?:now |also |fully |all |both )*{OPEN}\b"
            r"(?=\s*(?:[.,;:!)]|$|by|on|at|in|under|and|as|for|to|together))"
        ),
    ),
    _row(
        Degree.OPEN_SOURCE,
        Mood.SELF,
        rf"\b{_BE} (?:[\w'-]+ )?(?:an?|the|our|one of the){_SET} {_ADJECTIVES}{OPEN},? {_WORDS}{THING}",
    ),
    _row(
        Degree.OPEN_SOURCE,
        Mood.PLAIN,
        rf"\b(?:it|they|models?|this|these) (?:is|are) {OPEN},? (?:[\w.,/()-]{{1,24}}\s){{0,4}}?{THING}",
        rf"\b(?:this|our|these) {_ADJECTIVES}{OPEN} {_ADJECTIVES}{THING}",
        (
            rf"\b(?:releas|publish|provid|mak|made|introduc|present|launch|offer|announc)\w*\b[^.|]{{0,60}}"
            rf"\b(?:an?|as|the|our) {_ADJECTIVES}{OPEN}\b(?! licen)"
        ),
        rf"\breleased (?:as|in|under) (?:an? )?{OPEN}\b",
    ),
    # titles and labels
    _row(
        Degree.OPEN_SOURCE,
        Mood.PLAIN,
        (
            rf"^(?:\W*|[\w -]{{3,30}}: )(?:(?:an?|the) |(?=(?:overall )?(?:first|best) )){_ADJECTIVES}{OPEN} "
            rf"{_WORDS}{THING}"
        ),
        rf"^\W*[\w .-]{{2,40}}, (?:an?|the) {_ADJECTIVES}{OPEN},? {_WORDS}{THING}",
        r"^\W*open-?sourc(?:ed|ing) (?:the|our|all|its)\b",
        rf"^\W*{OPEN}\W*$|^\W*{OPEN}\W{{0,4}}:",
    ),
    _row(
        Degree.OPEN_SOURCE,
        Mood.IMPLIED,
        (
            r"\b(?:it|this model|we)\b[^.|]{0,60}\b(?:better than|outperforms?|surpass\w*|beats?)\b[^.|]{0,20}"
            rf"\bother {OPEN} {_ADJECTIVES}models"
        ),
        rf"\b{_BEST}\b(?: [\w-]+){{0,2}} {_AMID} {OPEN}\b(?= {_ADJECTIVES}{THING}|\s*(?:[.,;!]|and\b|$))",
    ),
    _row(
        Degree.OPEN_SOURCE,
        Mood.OWN,
        rf"^\W*{_NAME}(?: [\w.-]+){{0,2}}? (?:has |have )(?:now |also )?open-?sourced (?:an?|the|its|two|\d)\b",
    ),
    _row(
        Degree.OPEN_SOURCE, Mood.OWN, rf"^\W*{_NAME}[\w .-]{{0,30}}? (?:is |are )?(?:now )?open-?sourced?(?: now)?\W*$"
    ),
    _row(Degree.OPEN_SOURCE, Mood.OWN, rf"\b{_NAME}, (?:an?|the) {_ADJECTIVES}{OPEN},? {_WORDS}{THING}"),
    _row(Degree.OPEN_SOURCE, Mood.OWN, rf"\b{_NAME} {OPEN} models?\b"),
    _row(Degree.OPEN_SOURCE, Mood.OWN, rf"\b{OPEN} {_NAME} models?\b"),
    _row(Degree.OPEN_SOURCE, Mood.OWN, rf"\b{OPEN} models? of {_NAME}"),
    _row(
        Degree.OPEN_SOURCE,
        Mood.OWN,
        rf"\b{_NAME} (?:\w+ )?(?:outperforms?|surpass\w*|beats?)\b[^.|]{{0,20}} other {OPEN} {_ADJECTIVES}models",
    ),
    _row(
        Degree.OPEN_SOURCE,
        Mood.PLAIN,
        r"(?:是|为|发布|推出|研发|训练)[^。|，]{0,40}开源的?[^。|，]{0,24}(?:模型|大模型)",
        r"(?:我们|本项目|现已|已经?|正式)[^。|，]{0,10}开源(?!社区)|一代开源|是一[个款种][^。|，]{0,16}开源的[，、]|中的开源版本|首[个款]开源",
    ),
    _row(Degree.OPEN_SOURCE, Mood.OWN, rf"{_NAME} ?开源(?:大|语言|基座)*模型"),
    # other languages: a copula and the word for a model
    _row(
        Degree.OPEN_SOURCE,
        Mood.SELF,
        (
            rf"\b(?:est|es|é|è|ist) (?:un[aoe]?|uma?|eine?|le|la|el|o|das) (?:[\w-]+ ){{0,4}}?mod[eè]l\w{{0,2}}\b"
            rf"(?: [\w-]+){{0,5}}? {_FOREIGN}\b"
        ),
        rf"\bist (?:eine?|das) (?:[\w-]+ ){{0,4}}?{_FOREIGN}[ -](?:[\w-]+ )?[\w-]{{0,20}}modell\b",
        r"オープンソースの?[^。|、]{0,12}モデル(?:です|である|として)|オープンソースで?として公開",
        r"오픈 ?소스[^.|,]{0,12} ?모델(?:입니다|로 공개)|오픈 ?소스로 공개",
    ),
    _row(Degree.OPEN_WEIGHTS, Mood.PLAIN, r"\bopen[- ]?weights?\b"),
    _row(
        Degree.OPEN_MODEL,
        Mood.PLAIN,
        rf"\b(?:our|an?|is|are|small|the) {_ADJECTIVES}open (?:[\w-]{{1,20}}\s){{0,2}}?models?\b",
    ),
)

NEGATED = re.compile(
    rf"\b(?:not|isn't|aren't|never|non|neither|rather than|instead of|cannot be)\b[\s-](?:\w+ ){{0,3}}{OPEN}", _I
)
# Said of others: of models compared with, of a base built upon, of tools and communities, of plans and wishes.
_RIVALS = (
    r"outperform\w*|surpass\w*|exceed\w*|beat\w*|rival\w*|compar\w+|better than|competitive|ahead of|among|amongst|than"
    r"|vs\.?|versus|similar(?:ly)?|both|between"
)
_KINDS = r"state-of-the-art|SOTA|existing|previous\w*|most|many|recent|popular|available|leading"
_OTHERS = rf"\b(?:like|as) (?:many |most )?other {OPEN}"
RIVALED = re.compile(rf"\b(?:{_RIVALS})\b[^.|]{{0,90}}?\b{OPEN} (?!version)|{_OTHERS}", _I)
COMPARED = re.compile(rf"\b(?:{_RIVALS}|{_KINDS})\b[^.|]{{0,90}}?\b{OPEN} (?!version)|{_OTHERS}", _I)
HIGHER = re.compile(r"\b(?:than|unlike|based on|built on|from|using|compar\w+|closed|not)\b", _I)
BUILT_ON = re.compile(
    (
        r"\b(?:based (?:up)?on|built (?:up)?on(?: top of)?|from|using|used?|uses|utili[sz]\w+|leverag\w+"
        r"|trained (?:only )?on|thanks?|thank|grateful|gratitude|acknowledg\w*|appreciate|support\w*|help(?:s|ed)?|with"
        r"|via|by|of|part of|for|into|integrat\w*|powered by|sponsor\w*|deriv\w+ from|inspired by|contribut\w*)\b"
        rf"(?: \w+){{0,3}}? {OPEN}"
    ),
    _I,
)
OTHER_THING = re.compile(
    (
        rf"\b{OPEN},? (?:(?!in |on |at |from |under |for |by |as )[\w/-]{{1,20}} ){{0,2}}?(?:communit"
        rf"|ecosystem|movement"
        r"|contribut|collaborat|spirit|work|world|field|landscape|licen[sc]|initiative|intelligence|definition|repo"
        r"|research|efforts?|nature|alternatives to|applications?|tools?\b|engine|platform|librar|framework|software"
        r"|packages?|toolkit|implementation|trainer|training (?:code|tool|frame|pipe)|code ?base|codebase|tool\b|server"
        r"|agents?\b|competitors?)"
    ),
    _I,
)
PROJECT = re.compile(rf"{OPEN} project\b", _I)
PLANNED = re.compile(
    (
        r"\b(?:will|plan(?:s|ned)? to|aims? to|going to|would|want to|wish|hope to|soon|future|request|if|upcoming"
        r"|stay tuned)\b[^.|]{0,60}\bopen"
    ),
    _I,
)
ZH_OTHERS = re.compile(
    r"(?:相比|优于|超过|其他|同类|现有|以往|基于|自(?![然己主动研])|将|后续|感谢|使用|采用|用|(?<!预)训练)[^。，]{0,16}开源|开源(?:社区|协议|许可)"
)
QUOTED = re.compile(r"[\"“][^\"”]{0,80}\bopen[^\"”]{0,80}[\"”]", _I)
THANKS = re.compile(r"\backnowledg|\bthanks\b|\bcredits?\b|\brelated (?:work|projects?|models)|致谢", _I)
COMMON = re.compile(r"\A(?:chinese|japanese|korean|german|french|english|meta|open|the|code|tiny|mini|all|model)\Z", _I)


@lru_cache(maxsize=1)
def families() -> re.Pattern[str]:
    """Names that many models bear: such a word is a model's own name only where its publisher gave it."""
    return re.compile(rf"(?<![a-z0-9])(?:{prose_pattern('many')}|gpt|bigscience)(?![a-z])", _I)
