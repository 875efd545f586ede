"""What a card says of the training run: hardware, duration, energy, hyper-parameters; and where results stand."""

from __future__ import annotations

import re
from itertools import islice

from auditor.gather.papers import Papers
from auditor.prose.sentences import Sentence
from auditor.schema.citation import Citation
from auditor.schema.reading import ComputeAspect, ComputeStatement

MAX_STATEMENTS = 24

_I = re.IGNORECASE
_ASPECTS: tuple[tuple[ComputeAspect, re.Pattern[str]], ...] = tuple(
    (aspect, re.compile(pattern, _I))
    for aspect, pattern in (
        (
            ComputeAspect.HARDWARE,
            (
                r"\b(?:\d[\d,]*\s?[x×*]?\s?)?(?:NVIDIA |Tesla |GeForce )?(?:[AHVTP]100|A10G?|H[128]00|H800"
                r"|A6000|A40|L40S?|GH200|B200|V100|T4|P100"
                r"|RTX ?\d{4}\w*|MI\d{3}X?|Gaudi\d?|Trainium)\b|\bTPU ?v?\d?|\b\d+\s?GPUs?\b|\bGPUs? used\b|显卡"
            ),
        ),
        (
            ComputeAspect.DURATION,
            (
                r"\bGPU[- ]?hours?\b|\b(?:train\w*|took|for|in)\b[^.|]{0,40}\b\d[\d.,]* (?:hours|days|weeks)\b"
                r"|\btraining time\b"
            ),
        ),
        (ComputeAspect.ENERGY, r"\b[kMG]Wh\b|\bCO2|\bcarbon\b[^|]{0,60}\d|\bemissions?\b[^|]{0,40}\d|\btCO2"),
        (
            ComputeAspect.HYPERPARAMETERS,
            (
                r"\blearning[_ -]?rate\b[^|]{0,20}|\bbatch[_ -]?size\b|\bweight[_ -]decay\b|\bwarm-?up\b"
                r"|\bAdam[WX]?\b|\bnum_epochs\b|\bepochs\b"
                r"|学习率"
            ),
        ),
    )
)
_NEEDLES = (
    *(
        "100",
        "gpu",
        "tpu",
        "a10",
        "v100",
        "h800",
        "a6000",
        "a40",
        "l40",
        "gh200",
        "b200",
        "t4",
        "rtx",
        "mi2",
        "mi3",
        "gaudi",
    ),
    *(
        "trainium",
        "hours",
        "days",
        "weeks",
        "time",
        "wh",
        "co2",
        "carbon",
        "emission",
        "rate",
        "batch",
        "decay",
        "warm",
    ),
    *("adam", "epoch", "显卡", "学习率"),
)
_SAID = re.compile(r"\d")
_RUN = re.compile(
    r"\btrain|\bcompute|\binfrastructure|\bhardware|\bhyper-?param|\benvironment|\bpre-?train|\bemission|训练|\bGPUs?\b",
    _I,
)
_USING = re.compile(
    (
        r"\binference\b|\brequire[sd]?\b|\bdeploy|\bvram\b|\brun(?:s|ning)? (?:on|in)\b|\bneeded\b"
        r"|\bfits? (?:on|in)\b|\bquantiz"
    ),
    _I,
)
_RESULTS = re.compile(
    (
        r"\bevaluation|\bbenchmark|\bresults?\b|\bperformance\b|\bmetrics?\b|\bleaderboard|\baccuracy\b"
        r"|\bscores?\b|评测|评估|性能|结果|榜单"
    ),
    _I,
)


def compute_statements(papers: Papers, found: list[Sentence]) -> tuple[ComputeStatement, ...]:
    """Statements on the run; a template's empty fields hold no number and are none."""
    return tuple(
        islice(
            (
                ComputeStatement(aspect=aspect, citation=papers.in_card(sentence.line))
                for sentence in found
                if sentence.kind not in ("code", "quote") and _is_about_the_run(sentence)
                for aspect, pattern in _ASPECTS
                if pattern.search(sentence.words[:800])
            ),
            MAX_STATEMENTS,
        )
    )


def results(papers: Papers, found: list[Sentence]) -> tuple[Citation, ...]:
    """The first rows and sentences with numbers under a heading, or in a table, that speaks of results."""
    rows = (
        papers.in_card(sentence.line)
        for sentence in found
        if sentence.kind != "code"
        and _SAID.search(sentence.words)
        and (sentence.under(_RESULTS) or any(_RESULTS.search(name) for name in sentence.columns))
    )
    return tuple(islice(rows, 4))


def _is_about_the_run(sentence: Sentence) -> bool:
    words = sentence.words[:800]
    if not sentence.speaks(*_NEEDLES) or not _SAID.search(words) or _USING.search(words):
        return False
    return sentence.kind == "row" or sentence.under(_RUN) or bool(_RUN.search(words))
