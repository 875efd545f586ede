"""Model families by their makers' naming: a name in words or in a file → the repository that it is the name of.

One row a family: who publishes it, and the grammar of its official names. A name that fits only in part
(`Qwen3-8B-of-mine`) is no official name, and leads nowhere.
"""

from __future__ import annotations

import re

_SIZE = r"E?(?:\d+x)?\d+(?:\.\d+)?[bm]"
# What makers put behind a family's name. A word that is not here is somebody else's.
_TAIL = (
    rf"(?:[-_](?:{_SIZE}|A\d+(?:\.\d+)?B|v?\d+(?:\.\d+)*|\d+[EKM]|Instruct|Chat|Base|Thinking|Reasoning|it|pt|hf|bf16|Vision|VL|Coder"
    r"|Code|Math|Audio|Omni|Embedding|Reranker|Next|Preview|Image|Edit|ASR|TTS|OCR|Prover|Distill|Llama|Qwen|Zero|Lite|Small|Large"
    r"|Medium|Nemo|Mini|Nano|Micro|Tiny|Super|Ultra|Air|Flash|Turbo|Plus|Speculative|Guard|Safeguard|Scout|Maverick|dev|schnell"
    r"|deduped|Video|Realtime|Speech|Text|Terminus|Exp|Speciale|tdt|ctc|rnnt|qat|K2|M\d(?:\.\d)?|H1|h|moe|128k|4k|8k))*"
)
# Publisher, how its families begin. Compared without regard to case, in this order.
_FAMILIES: tuple[tuple[str, str], ...] = (
    ("meta-llama", r"Llama-2-\d+b|(?:Meta-)?Llama-3(?:\.[123])?-\d+B|Llama-4|Llama-Guard-\d"),
    ("codellama", r"CodeLlama-\d+b"),
    (
        "google",
        r"gemma|codegemma|paligemma\d?|shieldgemma|medgemma|t5gemma|embeddinggemma|translategemma|functiongemma|gemma3n",
    ),
    ("Qwen", r"Qwen[\d.]*|QwQ|QVQ"),
    ("mistralai", r"Mi[sx]tral|Ministral|Devstral|Magistral|Pixtral|Voxtral|Codestral|Mathstral"),
    ("deepseek-ai", r"DeepSeek-(?:R1|V\d(?:\.\d)?|Coder|Math|LLM|VL2?|OCR|Prover)"),
    ("microsoft", r"Phi|Orca-2|VibeVoice|Fara"),
    ("HuggingFaceTB", r"SmolLM\d?|SmolVLM\d?"),
    ("openai", r"gpt-oss|whisper"),
    ("ibm-granite", r"granite"),
    ("tiiuae", r"falcon|Falcon3|Falcon-H1"),
    ("01-ai", r"Yi"),
    ("allenai", r"OLMo|OLMoE|Olmo"),
    ("LiquidAI", r"LFM\d(?:\.\d)?"),
    ("zai-org", r"GLM"),
    ("nvidia", r"(?:NVIDIA-)?Nemotron|parakeet|canary"),
    ("TinyLlama", r"TinyLlama"),
    ("bigcode", r"starcoder2?"),
    ("EleutherAI", r"pythia"),
    ("MiniMaxAI", r"MiniMax"),
    ("moonshotai", r"Kimi"),
    ("Tongyi-MAI", r"Z-Image"),
    ("black-forest-labs", r"FLUX\.\d"),
)
_GRAMMAR = tuple((maker, re.compile(f"(?:{start}){_TAIL}", re.IGNORECASE)) for maker, start in _FAMILIES)
# Names in words, as cards write them → repository. The spelling is folded to letters, digits and points first.
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), target)
    for pattern, target in (
        (r"(?:meta-?)?llama-?2-(\d+b)(?:-base|-hf)?", r"meta-llama/Llama-2-\1-hf"),
        (r"(?:meta-?)?llama-?2-(\d+b)-chat(?:-hf)?", r"meta-llama/Llama-2-\1-chat-hf"),
        (r"(?:meta-?)?llama-?3-(\d+b)(?:-base)?", r"meta-llama/Meta-Llama-3-\1"),
        (r"(?:meta-?)?llama-?3-(\d+b)-(instruct)", r"meta-llama/Meta-Llama-3-\1-\2"),
        (r"(?:meta-?)?llama-?(3\.[123])-(\d+b)(?:-base)?", r"meta-llama/Llama-\1-\2"),
        (r"(?:meta-?)?llama-?(3\.[123])-(\d+b)-((?:vision-)?instruct|vision)", r"meta-llama/Llama-\1-\2-\3"),
        (r"mistral-7b(?:-base)?", "mistralai/Mistral-7B-v0.1"),
        (r"mistral-7b-instruct", "mistralai/Mistral-7B-Instruct-v0.1"),
        (r"mixtral-8x7b", "mistralai/Mixtral-8x7B-v0.1"),
        (r"codestral-22b", "mistralai/Codestral-22B-v0.1"),
        (r"stable-diffusion-v?1[.-]5|sd-?v?1[.-]5", "stable-diffusion-v1-5/stable-diffusion-v1-5"),
        (r"stable-diffusion-v?1[.-]4|sd-?v?1[.-]4", "CompVis/stable-diffusion-v1-4"),
        (r"stable-diffusion-v?2[.-]1|sd-?v?2[.-]1", "stabilityai/stable-diffusion-2-1"),
        (
            r"stable-diffusion-xl(?:-1\.0)?(?:-base)?(?:-1\.0)?|sdxl(?:-1\.0)?(?:-base)?",
            "stabilityai/stable-diffusion-xl-base-1.0",
        ),
    )
)
# A family's name alone is no model: it takes a size, a date, or one of the families that come in one size.
_ONE_OF_ITS_FAMILY = re.compile(
    r"\d[bm](?![a-z])|-\d{4}(?!\d)|\A(?:DeepSeek-(?:R1|V\d)|GLM-\d|Kimi-|MiniMax-M\d|whisper-|FLUX|Z-Image|Phi-\d\Z|Phi-[\d.]+-mini|QwQ)"
    r"|-v\d|starcoder|Llama-4-",
    re.IGNORECASE,
)
# Llama 3 has `Meta-` in front; 3.1 and later lost it, and the Hub redirects.
_OLD_NAME = re.compile(r"\AMeta-(?=Llama-3\.)", re.IGNORECASE)
_SHORT_NAME = re.compile(r"\ALlama-3(?=-\d)", re.IGNORECASE)
_LONGEST = 60
# Ids of the early Hub, without an account.
LEGACY = re.compile(
    r"bert-(?:base|large)-(?:multilingual-)?(?:un)?cased|bert-base-(?:chinese|german-cased)"
    r"|distilbert-base-(?:multilingual-)?(?:un)?cased|(?:distil|xlm-)?roberta-base|(?:xlm-)?roberta-large|distilgpt2"
    r"|gpt2(?:-medium|-large|-xl)?|t5-(?:small|base|large|3b|11b)|albert-(?:base|large|xlarge|xxlarge)-v[12]"
    r"|xlnet-(?:base|large)-cased",
    re.IGNORECASE,
)


def official(name: str) -> str | None:
    """The repository whose official name this is: `Qwen2.5-7B` → `Qwen/Qwen2.5-7B`."""
    if len(name) > _LONGEST or not any(char.isdigit() for char in name):
        return None
    if not _ONE_OF_ITS_FAMILY.search(name):
        return None
    name = _OLD_NAME.sub("", _SHORT_NAME.sub(r"Meta-\g<0>", name))
    return next((f"{maker}/{name}" for maker, pattern in _GRAMMAR if pattern.fullmatch(name)), None)


def in_words(text: str) -> str | None:
    """The repository that a name in words means: `Llama 3.1 8B` → `meta-llama/Llama-3.1-8B`; None where it is open."""
    name = "-".join(text.replace("_", "-").replace("-", " ").split())[:80]
    name = re.sub(r"(?i)\b(v)-(?=\d)", r"\1", name)
    for pattern, target in _WORDS:
        match = pattern.fullmatch(name)
        if match:
            return match.expand(target) if "\\" in target else target
    found = official(text.strip()) if " " not in text.strip() else None
    return found or (name.lower() if LEGACY.fullmatch(name) else None)
