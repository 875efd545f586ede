"""Which stage of training a sentence speaks of: by its own words, else by the headings above it."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.gather.papers import Papers
from auditor.gather.reading.sentences import Sentence
from auditor.names.families import is_tuned_name, names_own_family
from auditor.schema.reading import Stage

# The first row that fits decides. To train further is to tune: the model was there before. Evaluation last:
# "pre-trained on X, evaluated on Y" is about training.
_TABLE: tuple[tuple[Stage, re.Pattern[str]], ...] = tuple(
    (stage, re.compile(pattern, re.IGNORECASE))
    for stage, pattern in (
        (
            Stage.TUNING,
            (
                r"\b(?:continu\w+|further|domain[- ]adaptive"
                r"|additional(?:ly)?) (?:\w+ly )?(?:pre-?\s?)?train(?:ed|ing)\b"
                r"|(?:继续|增量|二次)预训练"
            ),
        ),
        (Stage.PRE_TRAINING, r"\bpre-?\s?train|预训练|事前学習"),
        (
            Stage.TUNING,
            (
                r"\bfine-?\s?tun|\bpost-?train|\binstruct\w*[- ]?tun|\bSFT\b|\bDPO\b|\bRLHF\b|\bLoRA\b"
                r"|\btuned\b|\btuning\b"
                r"|\baligned\b|\bsupervised\b|\bpreference|\bdistill|微调|对齐|蒸馏"
            ),
        ),
        (
            Stage.EVALUATION,
            (
                r"\bevaluat|\bbenchmark|\b(?:test|dev|validation|eval|held-?out)[- ]?(?:set|data|split)"
                r"|\bzero-?shot\b"
                r"|评测|评估|测试集"
            ),
        ),
    )
)
_RESULTS = re.compile(
    r"\bevaluation|\bbenchmark|\bresult|\bperformance|\bmetric|\bleaderboard|\baccuracy|\btesting data"
    r"|评测|评估|性能|结果",
    re.IGNORECASE,
)
_TASKS = frozenset(
    (
        *("text-classification", "token-classification", "question-answering", "sentence-similarity", "summarization"),
        *(
            "zero-shot-classification",
            "text-ranking",
            "sentence-transformers",
            "generated_from_trainer",
            "peft",
            "lora",
        ),
    )
)
_TUNED = re.compile(
    r"\b(?:is|was|were|been|then|we) (?:\w+ ){0,2}fine-?\s?tuned\b|\bfine-?\s?tuned (?:version|variant"
    r"|checkpoint|from|using|on)\b"
    r"|\b(?:starting|initiali[sz]ed) (?:point|from|with the (?:weights|checkpoint))\b|微调",
    re.IGNORECASE,
)
# Parts of names that say that a model was tuned, of whatever family.
_TUNING = re.compile(r"fine-?tuned?|finetuning|sft|dpo|lora|instruct|ft")
_AGAINST = re.compile(r"contaminat|overlap|\bremov|\bfilter|\bexclud", re.IGNORECASE)
_TRAINED = re.compile(r"\btrain", re.IGNORECASE)


def stage_of(sentence: Sentence) -> Stage:
    """The stage a sentence speaks of."""
    said = _of(sentence.words)
    for heading in reversed(sentence.headings):
        if said is not None:
            break
        said = _of_heading(heading)
    return said or Stage.UNSTATED


def is_tuned(papers: Papers, found: list[Sentence]) -> bool:
    """Whether the model was there before: its card says so, or its task is one that a trained model is tuned for."""
    front, metadata = papers.card, papers.metadata
    tags = {*metadata.tags, metadata.word("pipeline_tag"), metadata.word("library_name")}
    tags |= {text for key in ("pipeline_tag", "tags", "library_name") for text, _ in front.values(key)}
    if tags & _TASKS or _is_of_anothers_family(papers.snapshot.id):
        return True
    return any(item.speaks("tun", "initiali", "starting", "微调") and _TUNED.search(item.words) for item in found)


def _is_of_anothers_family(model_id: str) -> bool:
    """Whether it bears the name of a family of checkpoints that others tune, or says that it was tuned."""
    owner, _, name = model_id.lower().rpartition("/")
    if not owner:
        return False
    if is_tuned_name(model_id):
        return True
    return not names_own_family(model_id) and any(_TUNING.fullmatch(part) for part in re.split(r"[-_. ]+", name))


def _of(words: str) -> Stage | None:
    found = next((stage for stage, pattern in _TABLE if pattern.search(words)), None)
    trained = _TRAINED.search(words)
    if found and not (found is Stage.EVALUATION and (trained or _AGAINST.search(words))):
        return found
    return Stage.UNSTATED if trained else None


@lru_cache(maxsize=8_192)
def _of_heading(heading: str) -> Stage | None:
    return _of(heading) or (Stage.EVALUATION if _RESULTS.search(heading) else None)
