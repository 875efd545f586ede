"""Code that the card links or names as a file of the repository, and what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from auditor.gather.papers import Papers
from auditor.names.families import is_code_of_a_family
from auditor.names.model_names import is_akin, is_own
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit, Vocabulary
from auditor.schema.reading import CodeLink, CodeRole

MAX_LINKS = 60

_TABLE, _FRAMEWORKS, _LINKS = "code", "frameworks", "links"
# Where the words of a link begin: `trained with the [X](`.
_ANCHOR = re.compile(r"[`\[(]{1,2}[^`\[\]\n]{0,60}[\]`]{1,2}\(?$")
_CLAUSE = re.compile(r"[;,]\s")
_URLS = re.compile(r"https?://\S{1,500}")
_CONFIGURATION = re.compile(
    r"`([\w./-]{1,120}\.(?:ya?ml|json|toml|gin|cfg|sh|py|ini))`|`((?:recipes|configs?|conf)/[\w./-]{1,100})`"
)
_DEEP = re.compile(r"/(?:tree|blob)/[^/]+/.")
_PATHS = re.compile(
    r"`([\w./-]{2,120}\.(?:py|sh|ipynb|ya?ml|json|toml))`|\]\((?:\./)?([\w./-]{2,120}\.(?:py|sh|ipynb))\)"
)
_TOGETHER = {
    f"{_TABLE}/trains-and-evaluates": (CodeRole.TRAINING, CodeRole.EVALUATION),
    f"{_TABLE}/trains-and-runs": (CodeRole.TRAINING, CodeRole.INFERENCE),
}
_OF_TRAINING = (CodeRole.TRAINING, CodeRole.TUNING)
_ENTRY = (".py", ".sh", ".ipynb")


def code_links(papers: Papers, found: Sequence[Sentence]) -> tuple[CodeLink, ...]:
    """Every link to code and every script of the repository that the card names, each once and role."""
    listed = frozenset(papers.metadata.siblings or ())
    unique: dict[tuple[str, str], CodeLink] = {}
    asked = (*found, *(title for title in papers.text.titles if "http" in title.raw))
    for item in islice((item for sentence in asked for item in _of(papers, sentence, listed)), 4 * MAX_LINKS):
        unique.setdefault((item.where, item.role.value), item)
    return tuple(unique.values())[:MAX_LINKS]


def is_framework(code_id: str, model_id: str, vocabulary: Vocabulary) -> bool:
    """Whether `owner/repo` is called as what trains or runs any model, or others' members of a family."""
    name = _name(code_id)
    return vocabulary.fits(_FRAMEWORKS, name) or (is_code_of_a_family(name) and not is_own(code_id, model_id))


def is_data_repository(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a repository of this name, or `owner/name`, holds data and no code."""
    return vocabulary.fits(f"{_FRAMEWORKS}/data", _name(name))


def _name(code_id: str) -> str:
    return code_id.rpartition("/")[2].replace("_", "-")


def _of(papers: Papers, sentence: Sentence, listed: frozenset[str]) -> Iterator[CodeLink]:
    if sentence.kind == "code":
        return
    raw = sentence.raw
    if "`" in raw or "](" in raw:
        yield from _inside(papers, sentence, listed)
    for link in sentence.links if "http" in raw else ():
        address = Sentence(link, link, sentence.line, "text", vocabulary=sentence.vocabulary)
        on_host = address.first(f"{_LINKS}/code")
        if on_host and not address.fits(f"{_LINKS}/no-code"):
            code = on_host.named["repository"].removesuffix(".git")
            generic = is_framework(code, papers.snapshot.id, sentence.vocabulary) or _is_a_tool(
                sentence, link, code, papers.snapshot.id
            )
            configuration = _configuration(sentence, link)
            of_data = is_data_repository(code, sentence.vocabulary)
            called = sentence.fits(f"{_TABLE}/called-training-code")
            for role, row in ((CodeRole.UNSTATED, None),) if of_data else _roles(sentence, link):
                yield CodeLink(
                    role=role,
                    where=link,
                    generic=generic,
                    configuration=configuration,
                    claimed=called and role is CodeRole.TRAINING,
                    citation=papers.in_card(sentence.line),
                    row=row,
                )
        elif address.fits(f"{_LINKS}/demo") and not address.fits(f"{_LINKS}/no-demo"):
            yield CodeLink(role=CodeRole.DEMO, where=link, citation=papers.in_card(sentence.line))


def _is_a_tool(sentence: Sentence, link: str, code: str, model: str) -> bool:
    """Whether the model was trained with it, and nothing says that it is the publisher's: `trained with [X](link)`."""
    window = sentence.raw[: max(0, sentence.raw.find(link))][-160:]
    anchor = _ANCHOR.search(window)
    used = anchor and sentence.vocabulary.first(f"{_TABLE}/trained-with", window[: anchor.start()])
    if not anchor or not used or is_akin(code, model):
        return False
    return not sentence.vocabulary.fits(f"{_TABLE}/names-code", f"{used.words} {anchor.group()}")


def _inside(papers: Papers, sentence: Sentence, listed: frozenset[str]) -> Iterator[CodeLink]:
    named = [first or second for first, second in _PATHS.findall(sentence.raw)]
    held = [name.removeprefix("./") for name in named if name.removeprefix("./") in listed]
    entries = [name for name in held if name.endswith(_ENTRY)]
    beside = next((name for name in held if name not in entries), "")
    for name in entries:
        for role, row in _roles(sentence, name):
            cited = papers.in_card(sentence.line)
            yield CodeLink(role=role, where=name, inside=True, configuration=beside, citation=cited, row=row)


def _roles(sentence: Sentence, link: str) -> tuple[tuple[CodeRole, str | None], ...]:
    """What the card says it is for, and the row that reads it; "training and evaluation code" is for both."""
    hit = _hit(sentence, link)
    if hit is None:
        return ((CodeRole.UNSTATED, None),)
    for row, both in _TOGETHER.items():
        if hit.says in both and sentence.fits(row):
            return tuple((role, row) for role in both)
    return ((CodeRole(str(hit.says)), hit.row),)


def _hit(sentence: Sentence, link: str) -> Hit | None:
    """By the clause that the link stands in, else by the words of the sentence, else by the heading."""
    first, fits = sentence.vocabulary.first, sentence.fits
    if fits("promises/coming") or (fits(f"{_TABLE}/of-others") and not fits(f"{_TABLE}/training-code")):
        return None
    place = sentence.raw.find(link)
    before = _CLAUSE.split(_URLS.sub("", sentence.raw[: max(0, place)][-400:])[-160:])[-1].lstrip("| ")
    file = "" if link.startswith("http") else link.rpartition("/")[2].replace("_", " ").replace("-", " ")
    of_code = fits(f"{_TABLE}/speaks-of-code")
    for words in (before, f"{_URLS.sub('', sentence.words)} {file}", sentence.heading if of_code else ""):
        hit = first(_TABLE, words)
        if hit and hit.says in _OF_TRAINING and fits(f"{_TABLE}/how-to-train-yours"):
            return None
        if hit and (words is before or of_code or link.endswith(_ENTRY) or fits(f"{_TABLE}/speaks-of-training")):
            return hit
    return None


def _configuration(sentence: Sentence, link: str) -> str:
    """What the card names as this model's own configuration beside the link."""
    match = _CONFIGURATION.search(sentence.raw)
    if match:
        return match.group(1) or match.group(2)
    deep = _DEEP.search(link) and "/examples" not in link
    return link if deep or sentence.fits(f"{_TABLE}/configures") else ""
