"""The card's outline: headings, what they announce, whether anything stands below them; links; what machines read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from auditor.gather.papers import Papers
from auditor.prose.blocks import BOLD, Heading
from auditor.schema.citation import Citation
from auditor.schema.section import Link, Section, SectionKind

_PICTURE = re.compile(r"!\[|<(?:img|video|audio|iframe)\b", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,200})\]\([^()\n]{0,700}\)|<img\b[^<>]{0,2000}>", re.IGNORECASE)
_ANCHOR = re.compile(
    r"\[(?P<text>[^\[\]\n]{0,200})\]\(\s?<?(?P<url>https?://[^\s()<>]{1,500})"
    r"|<a\s[^<>]{0,300}?href\s?=\s?[\"']?(?P<href>https?://[^\s\"'<>]{1,500})[^<>]{0,300}>(?P<words>[^<>\n]{0,200})"
    r"|(?<![\w\"'])(?P<bare>https?://[^\s()<>\"'\]|]{1,500})",
    re.IGNORECASE,
)
_MAX_SECTIONS = 400
_MAX_LINKS = 400


def sections(papers: Papers) -> tuple[Section, ...]:
    """The card's sections in order. One holds nothing when only a placeholder, or nothing, stands below its heading."""
    if papers.readme is None:
        return ()
    heads = papers.text.headings[:_MAX_SECTIONS]
    ends = [*(max(head.line, after.line - 1) for head, after in pairwise(heads)), len(papers.card_lines)]
    full, kinds = _full(papers, heads), _kinds(papers, heads)
    return tuple(
        Section(
            title=head.title,
            level=head.level,
            line=head.line,
            end_line=end,
            empty=place not in full and not _shows(papers.card_lines[head.line : end]),
            kinds=kinds[place],
            citation=papers.in_card(head.line, _quote(papers.card_lines[head.line - 1], head.title), end),
        )
        for place, (head, end) in enumerate(zip(heads, ends, strict=False))
    )


def links(papers: Papers) -> tuple[Link, ...]:
    """The card's web links, each address once, at its first place. Pictures are none, nor what stands in a comment."""
    hidden = {url for comment in papers.text.comments for url, _ in _anchors(comment.raw)}
    if hidden:
        hidden -= {url for sentence in papers.text.sentences for url in sentence.links}
    seen: dict[str, Link] = {}
    for number, line in enumerate(papers.card_lines[papers.card.body_line - 1 :], papers.card.body_line):
        for url, text in _anchors(line) if "http" in line else ():
            if url not in seen and url not in hidden:
                seen[url] = Link(url=url, text=text, citation=papers.in_card(number, line))
    return tuple(islice(seen.values(), _MAX_LINKS))


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


def _quote(line: str, title: str) -> str:
    """The title where the line has it as it is, else the line."""
    return title if title in line else line


def _kinds(papers: Papers, heads: Sequence[Heading]) -> list[tuple[SectionKind, ...]]:
    """What each heading announces; the data of an evaluation, or within one, is no training data."""
    found: list[tuple[SectionKind, ...]] = []
    above: list[tuple[int, bool]] = []  # levels of the headings above, and whether they are on evaluation
    for place, head in enumerate(heads):
        kinds = [kind for kind in SectionKind if papers.vocabulary.fits_heading(f"sections/{kind.value}", head.title)]
        evaluates = SectionKind.EVALUATION in kinds
        above = [held for held in above if held[0] < head.level]
        if SectionKind.TRAINING_DATA in kinds and (evaluates or any(on for _, on in above)):
            kinds.remove(SectionKind.TRAINING_DATA)
        above.append((head.level, evaluates and place > 0))  # the card's title is above everything
        found.append(tuple(kinds))
    return found


def _full(papers: Papers, heads: Sequence[Heading]) -> set[int]:
    """Which headings have words below them that are no placeholder; a bold line's words are its section's as well."""
    lines = [head.line for head in heads]
    within: list[int] = []
    for place, head in enumerate(heads):
        within.append(within[-1] if within and head.level == BOLD else place)
    found: set[int] = set()
    for sentence in papers.text.sentences:
        place = bisect_right(lines, sentence.line) - 1
        if place >= 0 and place not in found and not sentence.fits("sections/placeholder"):
            found |= {place, within[place]}
    return found


def _shows(lines: list[str]) -> bool:
    """Whether a picture stands there, which says more than we can read."""
    return any(_PICTURE.search(line) for line in lines)


def _anchors(line: str) -> Iterator[tuple[str, str]]:
    """The web addresses in a line of Markdown or HTML, each with the words that lead there."""
    for match in _ANCHOR.finditer(_IMAGE.sub(r"\1", line)):
        url = match["url"] or match["href"] or match["bare"]
        yield url.rstrip(".,;:*`"), match["text"] or match["words"] or ""
