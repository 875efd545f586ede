"""Providers of models, and what their terms say of training other models on what those wrote.

In our own words, from the terms as published; they change, so the finding asks for the terms of the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """Who offers a model, how its models are called, and what its terms say of outputs."""

    name: str
    models: re.Pattern[str]
    terms: str


PROVIDERS: tuple[Provider, ...] = (
    Provider(
        "OpenAI",
        re.compile(
            r"\bgpt[- ]?(?:4|3\.5|3(?!\.?\d?b\b)|5)[\w.-]*|\bchat-?gpt\b|\btext-davinci-?\d*|\bopenai'?s?\b"
            r"|\bdavinci\b|\bo[134]-mini\b",
            re.IGNORECASE,
        ),
        "OpenAI's terms forbid using output to develop models that compete with OpenAI",
    ),
    Provider(
        "Anthropic",
        re.compile(r"\bclaude\b[\w. -]{0,20}|\banthropic'?s?\b", re.IGNORECASE),
        "Anthropic's terms forbid using its services to build competing products or to train competing models",
    ),
    Provider(
        "Google",
        re.compile(r"\bgemini\b[\w. -]{0,12}|\bpalm[ -]?2\b|\bgoogle bard\b", re.IGNORECASE),
        "Google's terms for its generative interfaces forbid developing models that compete with them",
    ),
    Provider(
        "Meta",
        re.compile(r"\b(?:meta[- ]?)?llama[- ]?[234](?:\.\d)?[\w.-]*", re.IGNORECASE),
        "the licenses of Llama 2 and 3 forbid training other models on outputs; later ones ask for a name with Llama",
    ),
)
# Data sets that are known to hold what a provider's model wrote, by a word of their names.
_WRITTEN_BY_GPT = (
    r"alpaca(?!-eval|_eval)|share-?gpt|self-?instruct|evol-?instruct|wizard-?lm|open-?orca|slim-?orca|openhermes"
    r"|ultrachat|ultrafeedback|capybara|nectar|orca-math|unnatural-instructions|baize|code-?alpaca|magicoder"
    r"|llava-instruct|camel-ai|airoboros|synthia|metamath|orca-?dpo|code-?feedback|glaive|tiny-?stories|cosmos-?qa-gpt"
)
DATASET_NAMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), provider)
    for pattern, provider in (
        (r"gpt-?4(?!all)|gpt-?3\.?5|chat-?gpt|gpt4all|gpteacher|gpt-?llm|davinci", "OpenAI"),
        (_WRITTEN_BY_GPT, "OpenAI"),
        (r"claude|anthropic-generated|sonnet-\d|opus-\d", "Anthropic"),
        (r"gemini-\d|gemini[-_](?:pro|flash|generated)", "Google"),
    )
)


def by_dataset_name(dataset_id: str) -> Provider | None:
    """The provider whose model wrote this data, by the name of the data set alone."""
    named = next((provider for pattern, provider in DATASET_NAMES if pattern.search(dataset_id)), None)
    return next((item for item in PROVIDERS if item.name == named), None)


def by_words(text: str) -> Provider | None:
    """The provider whose model a text names."""
    return next((item for item in PROVIDERS if item.models.search(text)), None)
