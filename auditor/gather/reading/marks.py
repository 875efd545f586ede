"""A sentence's words with marks where its links were, which tell what they led to: data, or another page."""

from __future__ import annotations

import re

from auditor.prose.plain import plain

_I = re.IGNORECASE
# Characters of private use stand where a link did: around its words, and after them what it led to.
OPEN, TO_DATA, TO_PAGE = "\ue000", "\ue001", "\ue002"
MARKS = re.compile("[\ue000-\ue002]")
_LINK = re.compile(r"(!?)\[([^\[\]\n]{0,300})\]\(\s*<?([^\s()<>]{1,500})[^()\n]{0,100}\)")
_BARE = re.compile(r"\(?(https?://[^\s()<>\"'\]|`]{1,500})\)?")
DATA_PAGES = re.compile(
    r"huggingface\.co/datasets/|^/?datasets/|hf\.co/datasets/|kaggle\.com|zenodo\.org|commoncrawl\.org|tensorflow\.org/datasets"
    r"|dumps\.wikimedia\.org/.|gutenberg\.org|opus\.nlpl|pile\.eleuther|objaverse|commonvoice|openslr\.org|image-net\.org"
    r"|cocodataset|laion\.ai|archive\.org|data\.(?:gov|world)|doi\.org/10\.5281/zenodo|physionet\.org/content|statmt\.org|catalog\.ldc"
)
_NO_SOURCE = re.compile(
    r"arxiv\.org|/papers?\b|aclanthology|aclweb|openreview|semanticscholar|sciencedirect|springer|ieee|acm\.org|jmlr|nature\.com"
    r"|doi\.org|mdpi\.com|biorxiv|\.pdf\b|wandb\.ai|twitter\.com|/x\.com|youtu"
    r"|(?:huggingface\.co|hf\.co)/(?!datasets/|collections/)|^(?!https?:|/?datasets/)|(?:github|linkedin)\.com/[\w.-]+/?$",
    _I,
)
_HOME = re.compile(r"^https?://[^/]+/?(?:#.*)?$")


def marked(raw: str) -> str:
    """The words, with marks where a link leads to data, or to another page than a paper, a person or a model."""
    text = MARKS.sub(" ", raw[:4_000])
    if "](" in text:
        text = _LINK.sub(lambda link: link[0] if link[1] else f"{OPEN}{link[2]}{_led_to(link[3])}", text)
    words = plain(text)
    return _BARE.sub(lambda link: _led_to(link[1]), words)[:2_000] if "http" in words else words[:2_000]


def _led_to(link: str) -> str:
    if DATA_PAGES.search(link):
        return TO_PAGE if _HOME.search(link) else TO_DATA
    return " " if _NO_SOURCE.search(link) or _HOME.search(link) else TO_PAGE
