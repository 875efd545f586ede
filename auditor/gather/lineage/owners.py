"""Models named in a sentence with those who made them: `Meta's Llama 2`, `Command R+ by Cohere`.

The maker belongs to the name. What is said of the model stands before or behind both, so that rows of phrases need not
know whose it is.
"""

from __future__ import annotations

from dataclasses import replace

from auditor.gather.lineage.references_in_text import NamingText, Reference, naming_text
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Vocabulary

_BEFORE, _BEHIND = "origins/whose", "origins/by-whom"
_WINDOW = 40


def named_with_owners(sentence: Sentence) -> NamingText:
    """The models as they are named, those in words with their makers; ids and links stay as they are."""
    text, vocabulary = naming_text(sentence), sentence.vocabulary
    found = (_with_owner(text.words, item, vocabulary) if _in_words(item) else item for item in text.references)
    return replace(text, references=tuple(found))


def _in_words(found: Reference) -> bool:
    return bool(found.id) and not found.is_exact


def _with_owner(words: str, found: Reference, vocabulary: Vocabulary) -> Reference:
    before = words[max(0, found.start - _WINDOW) : found.start]
    behind = words[found.end : found.end + _WINDOW]
    whose, by = vocabulary.first(_BEFORE, before), vocabulary.first(_BEHIND, behind)
    start = found.start - len(before) + whose.start if whose else found.start
    return replace(found, start=start, end=found.end + (by.end if by else 0))
