"""Which stage of training a sentence speaks of: by its own words, else by the headings above it."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.gather.reading.sentences import Sentence
from auditor.schema.reading import Stage

# The first row that fits decides. Evaluation last: "pre-trained on X, evaluated on Y" is about training.
_TABLE: tuple[tuple[Stage, re.Pattern[str]], ...] = tuple(
    (stage, re.compile(pattern, re.IGNORECASE))
    for stage, pattern in (
        (Stage.PRE_TRAINING, r"\bpre-?\s?train|\bcontinu\w* (?:pre-?)?train|预训练|事前学習"),
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


def _of(words: str) -> Stage | None:
    found = next((stage for stage, pattern in _TABLE if pattern.search(words)), None)
    trained = _TRAINED.search(words)
    if found and not (found is Stage.EVALUATION and (trained or _AGAINST.search(words))):
        return found
    return Stage.UNSTATED if trained else None


@lru_cache(maxsize=8_192)
def _of_heading(heading: str) -> Stage | None:
    return _of(heading) or (Stage.EVALUATION if _RESULTS.search(heading) else None)
