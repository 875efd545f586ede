"""Whether a sentence asks: what is asked is not said."""

from __future__ import annotations

from auditor.prose.sentences import Sentence


def is_question(sentence: Sentence) -> bool:
    """Whether it asks: what is asked is not granted."""
    return sentence.words.rstrip("\"'”’").endswith(("?", "？", "؟"))
