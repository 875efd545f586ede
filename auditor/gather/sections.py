"""The card's outline: headings, whether anything stands below them, and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.gather.papers import Papers
from auditor.prose.blocks import lines_of
from auditor.schema.evidence import Citation, Link, Section

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_LINK = re.compile(
    r"\[([^\[\]\n]{0,200})\]\((https?://[^\s()<>]{1,500})\)|(?<![\w(\"'])(https?://[^\s()<>\"'\]]{1,500})"
)
_PLACEHOLDER = re.compile(
    r"\[?\s*(more information needed|todo|tbd|coming soon|to be (added|updated|released))\b", re.IGNORECASE
)
_MAX_SECTIONS = 400
_MAX_LINKS = 400


def sections(papers: Papers) -> tuple[Section, ...]:
    """The card's sections in order. One holds nothing when only a placeholder, or nothing, stands below its heading."""
    if papers.readme is None:
        return ()
    lines = lines_of(papers.card.body)
    heads = list(_headings(lines))[:_MAX_SECTIONS]
    ends = [*(start - 1 for start, _, _ in heads[1:]), len(lines)]
    first = papers.card.body_line
    return tuple(
        Section(
            title=title[:200],
            level=level,
            line=first + start - 1,
            end_line=first + end - 1,
            empty=_is_empty(lines[start:end]),
            citation=papers.in_card(first + start - 1, title, first + end - 1),
        )
        for (start, level, title), end in zip(heads, ends, strict=False)
    )


def links(papers: Papers) -> tuple[Link, ...]:
    """The card's web links, each address once, at its first place."""
    seen: dict[str, Link] = {}
    for number, line in enumerate(lines_of(papers.card.body), papers.card.body_line):
        for match in _LINK.finditer(line[:10_000]):
            url = (match.group(2) or match.group(3)).rstrip(".,;:*`")
            if url not in seen and len(seen) < _MAX_LINKS:
                seen[url] = Link(url=url, text=(match.group(1) or "")[:200], citation=papers.in_card(number, line))
    return tuple(seen.values())


def arxiv(papers: Papers) -> tuple[Link, ...]:
    """Papers by the Hub's `arxiv:` tags."""
    return tuple(
        Link(
            url=f"https://arxiv.org/abs/{tag[6:]}",
            text=tag,
            citation=papers.at_pointer(papers.nth_word("/tags", index), tag),
        )
        for index, tag in enumerate(papers.metadata.tags)
        if tag.startswith("arxiv:")
    )


def evaluations(papers: Papers) -> tuple[Citation, ...]:
    """Where evaluation results stand in a form that machines read (`model-index`)."""
    if papers.card.front.get("model-index"):
        return (papers.in_card(papers.card.line("model-index")),)
    if papers.metadata.raw.get("model-index"):
        return (papers.at_pointer("/model-index", ""),)
    return (papers.at_pointer("/cardData/model-index", ""),) if papers.metadata.card.get("model-index") else ()


def emissions(papers: Papers) -> Citation | None:
    """Where the card declares the emissions of training (`co2_eq_emissions`)."""
    if papers.card.front.get("co2_eq_emissions"):
        return papers.in_card(papers.card.line("co2_eq_emissions"))
    return None


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    fenced = False
    for number, line in enumerate(lines, 1):
        if _FENCE.match(line):
            fenced = not fenced
        match = None if fenced or len(line) > 1_000 else _HEADING.match(line)
        if match:
            yield number, len(match.group(1)), match.group(2)


def _is_empty(lines: list[str]) -> bool:
    text = [line for line in lines if line.strip() and not line.strip().startswith("<!--")]
    return all(_PLACEHOLDER.search(line) for line in text)
