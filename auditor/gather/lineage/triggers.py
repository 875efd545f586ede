"""The words that say that a model comes from another one: a table of turns of phrase, and of what spoils them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.schema.evidence import Confidence, Relation

_KIND = (
    r"(?:\s+(?:\w+[- ]){0,3}?(?:version|variant|checkpoint|models?|iteration"
    r"|derivative|adaptation|weights|edition|release|one))?"
)
_FINE = r"fine-?\s?tun(?:ed?|ing|es)"


@dataclass(frozen=True)
class Trigger:
    """One turn of phrase: the relation that it states, how far behind it the model may stand, how firm it is."""

    relation: Relation
    pattern: re.Pattern[str]
    within: int = 60
    confidence: Confidence = Confidence.HIGH
    needs_model_before: bool = False


def _row(relation: Relation, pattern: str, **facts: object) -> Trigger:
    return Trigger(relation, re.compile(pattern, re.IGNORECASE), **facts)  # type: ignore[arg-type]


# The first row that matches at a place names the relation.
TRIGGERS: tuple[Trigger, ...] = (
    _row(Relation.QUANTIZED, rf"\b(?:\d-?bit\s+)?quanti[sz]ed{_KIND}\s+(?:of|from|for)\b"),
    _row(
        Relation.QUANTIZED,
        r"\bquanti[sz]ations?\s+(?:\w+\s+){0,2}of\b|\bquants?\s+(?:of|for)\b|\bquanti[sz]ed\s+from:?",
    ),
    _row(Relation.DERIVED, r"\bconverted\s+from\b", within=20),
    _row(
        Relation.DERIVED,
        r"\b(?:base|foundation|parent|original|source)\s+model\s+(?:used\s+)?(?:here\s+)?(?:is|was)\b",
        within=20,
    ),
    _row(Relation.QUANTIZED, r"\b(?:GGUF|GGML|AWQ|GPTQ|EXL2|MLX|ONNX)\b[\w ()-]{0,40}\s(?:of|for|from)\b"),
    _row(
        Relation.QUANTIZED, r"\b(?:was\s+)?converted\s+to\s+(?:GGUF|MLX|ONNX|AWQ|GPTQ|OpenVINO)[\w ()-]{0,20}\s+from\b"
    ),
    _row(Relation.MERGE, r"\bmerged?\s+(?:\w+\s+){0,4}of\b|\bblend\s+of\b|\bmerging\b", within=90),
    _row(Relation.MERGE, r"\bmerge\s+method\s+using\b", within=40),
    _row(
        Relation.ADAPTER,
        r"\b(?:q?lora|adapters?|peft)\b(?:\s+\w+){0,3}\s+(?:for|of|on top of|trained on|over)\b",
        within=40,
    ),
    _row(Relation.DISTILLED, rf"\bdistill?ed{_KIND}\s+(?:of|from)\b", confidence=Confidence.MEDIUM),
    _row(Relation.MIRROR, r"\b(?:re-?upload|mirror|duplicate|unmodified\s+copy|exact\s+copy|backup)\s+of\b"),
    _row(
        Relation.FINETUNE,
        rf"\b{_FINE}{_KIND}(?:\s*\([^()]{{1,24}}\))?\s+(?:of|from|on\s+top\s+of|over|upon)\b(?:\s+model)?:?",
    ),
    _row(Relation.FINETUNE, rf"\b{_FINE}\b[\w -]{{1,70}}?\sfrom\b", within=20),
    _row(
        Relation.FINETUNE,
        r"\b(?:instruct(?:ion)?|chat|sft|dpo|orpo|rlhf|preference|abliterated|uncensored)[- ]?"
        r"(?:tuned|aligned|trained)?\s+"
        r"(?:version|variant|model)\s+(?:of|from)\b",
    ),
    _row(
        Relation.FINETUNE,
        r"\b(?:further|continu\w+|additional)\s+(?:pre-?)?train(?:ed|ing)\s+(?:of|from|on\s+top\s+of)\b",
    ),
    _row(
        Relation.FINETUNE,
        r"\b(?:initiali[sz]ed|warm-?started|trained|pre-?trained|tuned|starting|started)\s+(?:from|on top of)\b",
    ),
    _row(
        Relation.FINETUNE,
        rf"\b(?:we|i)\s+(?:have\s+)?(?:full\s+|fully\s+|further\s+)?(?:{_FINE}|pre-?trained)\b",
        within=25,
        confidence=Confidence.MEDIUM,
    ),
    _row(Relation.FINETUNE, rf"\bby\s+(?:further\s+)?{_FINE}\b", within=40),
    _row(
        Relation.DERIVED, r"\b(?:derived|derivative|adapted|modified)\s+(?:work\s+|version\s+|model\s+)?(?:from|of)\b"
    ),
    _row(
        Relation.DERIVED, r"\b(?:based|built|build|builds)\s+(?:on\s+top\s+of|upon|on|off)\b", needs_model_before=True
    ),
    _row(
        Relation.DERIVED,
        r"\b(?:version|variant|extension)\s+of\b",
        within=30,
        needs_model_before=True,
        confidence=Confidence.MEDIUM,
    ),
)
# A label with a colon: what stands behind it is the model, nothing else.
LABELS: tuple[Trigger, ...] = (
    _row(
        Relation.FINETUNE,
        rf"^\W{{0,6}}{_FINE}\s+from(?:\s+\(?models?\)?)?(?:\s*\[optional\])?\W{{0,6}}[:：]\W{{0,6}}",
        within=30,
    ),
    _row(Relation.QUANTIZED, r"^\W{0,6}quanti[sz]ed\s+from\W{0,6}[:：]", within=30),
    _row(
        Relation.DERIVED,
        r"^\W{0,6}(?:base|parent|original|source|foundation|backbone)[- ]model(?:\s*\(s\)|s)?"
        r"(?:\s*\[optional\])?\W{0,6}[:：]\W{0,6}",
        within=30,
    ),
    _row(Relation.DERIVED, r"^\W{0,6}(?:基座|基础|底座|基底)模型\W{0,6}[:：]\W{0,6}", within=30),
)
# Chinese: what it rests on stands first, what was done with it behind.
CHINESE: tuple[Trigger, ...] = (_row(Relation.FINETUNE, r"基于|以|对|由|在", within=12),)
CHINESE_DONE: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile("量化"), Relation.QUANTIZED),
    (re.compile("合并|融合"), Relation.MERGE),
    (re.compile("蒸馏"), Relation.DISTILLED),
    (re.compile("LoRA|适配器", re.IGNORECASE), Relation.ADAPTER),
    (
        re.compile("微调|精调|续训|继续(?:预)?训练|增量(?:预)?训练|二次(?:预)?训练|训练(?:得到|而成)|对齐|SFT"),
        Relation.FINETUNE,
    ),
    (re.compile("开发|构建|改进|衍生|打造|基础上"), Relation.DERIVED),
)

# Words before the phrase, in the same sentence, after which it says nothing about this model.
SPOILED_BEFORE = re.compile(
    r"\b(?:unlike|compar\w+|outperform\w*|surpass\w*|versus|vs\.?|inspired|similar(?:ly)?\s+to|instead\s+of|rather\s+than"
    r"|looking\s+for|if\s+you|you\s+(?:can|could|may|might|want|should)|we\s+recommend|recommended|feel\s+free|how\s+to|to\s+be"
    r"|can\s+be|could\s+be|should\s+be|may\s+be|must\s+be|will\s+be|would\s+be|not|never|neither|evaluat\w*|benchmark\w*"
    r"|baselines?|teacher|judge[ds]?|annotat\w*|generat\w+\s+(?:by|with|using|from)|label(?:l?ed)?\s+(?:by|with)|other\s+models"
    r"|such\s+as|others?|potential(?:ly)?|previously\s+released|e\.g|demo|space|example|tutorial|notebook|works?\s+derived|derivative\s+works|any\s+\w+|users?\s+\w+)\b"
    r"|\b(?:vae|vocoder|embedder|(?:text|image|vision|visual|audio|speech)\s+(?:encoder|tower))\b"
    r"|不同于|相比|优于|教师",
    re.IGNORECASE,
)
# The noun that the phrase belongs to is no model.
OF_SOMETHING_ELSE = re.compile(
    r"\b(?:code|codebase|implementation|repo(?:sitory)?|scripts?|data|datasets?|corpus|corpora|tokeni[sz]er\w*|vocab\w*|card|readme"
    r"|evaluation|results?|scores?|templates?|prompts?|format|architecture|license|paper|method|approach|technique|procedure|recipe"
    r"|metric|demo|app|library|framework|pipeline|reward|judge|encoder|decoder|embeddings?|objective|loss|projector|section"
    r"|responses?|answers?|outputs?|samples?|quer(?:y|ies)|questions?|summar(?:y|ies)|translations?|classifier|filter\w*|ui"
    r"|detector|vocoder|backbone|tower|retriever|table|figure|predictions?|estimat\w+|text|texts|documentation|written|language|following|content)\W*"
    r"(?:(?:is|are|was|were|has|have|been|also|heavily|largely|mostly|mainly|partially|partly|all|directly)\W+){0,4}\Z",
    re.IGNORECASE,
)
# Words between the phrase and the name that make the name something else's.
SPOILED_BETWEEN = re.compile(
    r"\b(?:data|datasets?|corpus|tokeni[sz]er|vocab\w*|outputs?|responses?|generat\w+|answers?|architectures?|paper|method|approach"
    r"|technique|code|codebase|implementation|script|recipe|framework|library|benchmark|leaderboard|like|than|compar\w+|similar|teacher"
    r"|judge|license|samples?|prompts?|inspired|format|template|used|conversations?|instructions?|with|using|via|work|idea|concept"
    r"|and\s+evaluat\w+|at|called|named|released|research|follow\w+|results?|trained\s+on|tuned\s+on)\b|数据|架构|结构|技术|方法",
    re.IGNORECASE,
)
# Words right behind the name.
SPOILED_AFTER = re.compile(
    r"\W{0,4}(?:\w+\W+)?(?:tokeni[sz]er|vocab\w*|datasets?|corpus|architectures?|paper|data|teacher|judge|codebase|repo(?:sitory)?|code"
    r"|framework|library|license|style|format|template|recipe|benchmark|outputs?|responses?|generated|数据|架构|结构|技术)\b",
    re.IGNORECASE,
)
