"""Open models that wrote the data: named in the sentences of a model's card, or of a data set's, by id or by family.

What they wrote taught this model, so that it comes from them by their outputs. How it is said stands in
policies/reading/data-writers.yaml. What compares, evaluates, judges or filters wrote nothing, and neither did what a
sentence denies or says of another model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.gather.lineage.named import Named, folded
from auditor.gather.lineage.own_name import OwnName, words_of_title
from auditor.gather.lineage.owners import named_with_owners
from auditor.gather.lineage.references_in_text import Reference, may_name_a_model
from auditor.gather.lineage.related import bases
from auditor.gather.papers import Papers
from auditor.names.prose import in_prose
from auditor.names.table import table
from auditor.parse.files import README
from auditor.prose.sentences import Sentence
from auditor.prose.vocabulary import Hit
from auditor.schema.evidence import Confidence, LineageEvidence, Relation

TABLE = "data-writers"
MAX_WRITERS = 20
_ELSEWHERE = "sections/evaluation"
_SKIPPED = ("code", "comment", "html")
_REACH = {"next": 12, "near": 30}
_USUAL_REACH = 60
_WINDOW = 100  # characters behind a name that are read
_BEFORE = 240
_TIED = re.compile(
    r"(?<=\w)-(generated|written|produced|synthesi[sz]ed|annotated|authored|distilled)(?=\s)", re.IGNORECASE
)
_SUBJECT = 20  # characters before the name of what a sentence speaks of


@lru_cache(maxsize=128)
def writers(papers: Papers) -> tuple[Named, ...]:
    """The open models that wrote what a model learned from, or what a data set holds, each once."""
    if papers.readme is None:
        return ()
    title = next((words_of_title(head.title) for head in papers.text.headings), frozenset[str]())
    own = OwnName(papers.metadata.id or papers.snapshot.id, title)
    known = bases(papers)
    names = frozenset(folded(item.id.rpartition("/")[2]) for item in known)
    unique: dict[str, Named] = {}
    for sentence in papers.text.spoken:
        if sentence.kind not in _SKIPPED and sentence.may_fit(TABLE) and may_name_a_model(sentence.raw):
            for named in _Said(sentence, own, names).all():
                unique.setdefault(named.id.lower(), named)
    held = {item.id.lower() for item in known}
    return tuple(item for name, item in unique.items() if name not in held)[:MAX_WRITERS]


@lru_cache(maxsize=1_024)
def family_of_id(repo_id: str) -> tuple[str, tuple[str, ...]] | None:
    """The family of a repository of its makers', and the licenses that may apply, by its name alone."""
    return next(((item.family, item.licenses) for item in in_prose(repo_id) if item.repository), None)


@dataclass(frozen=True)
class _Said:
    """A sentence that may say who wrote the data, read for one repository; `bases` are names of what it is made of."""

    sentence: Sentence
    own: OwnName
    bases: frozenset[str]

    def all(self) -> Iterator[Named]:
        """Each writer that it names."""
        text = named_with_owners(_without_hyphens(self.sentence))
        words, models = text.words, text.models
        if not models or self.sentence.vocabulary.fits_heading(_ELSEWHERE, self.sentence.heading):
            return
        asked = self.sentence if words == self.sentence.words else words
        found = [
            item for hit in self.sentence.vocabulary.places(TABLE, asked) if (item := self._behind(hit, words, models))
        ]
        found += [item for model in models if (item := self._before(words, model))]
        for first, hit in found:
            joined = self._joined(words, models, first)
            if self._fits("denied-behind", words[joined[-1].end :][:_WINDOW]):
                continue  # `the Alpaca and Dolly datasets`
            for model in joined:
                if self._is_a_writer(model, words):
                    yield self._named(model, hit)

    def _fits(self, row: str, words: str) -> bool:
        return self.sentence.vocabulary.fits(f"{TABLE}/{row}", words)

    def _behind(self, hit: Hit, words: str, models: tuple[Reference, ...]) -> tuple[Reference, Hit] | None:
        """The model that is named behind a phrase, with it."""
        how = (hit.says or "").split()
        reach = next((_REACH[word] for word in how if word in _REACH), _USUAL_REACH)
        model = next((item for item in models if item.start >= hit.end), None)
        if how[0] != "behind" or model is None or model.start - hit.end > reach:
            return None
        between = words[hit.end : model.start]
        if ";" in between or ". " in between or self._fits("spoiled-between", between):
            return None
        if "a-model" in how and not (model.is_sure or family_of_id(model.id)):
            return None
        is_said = "label" in how or (self._is_said(how, hit.start, words) and not self._is_denied(hit.end, words))
        return (model, hit) if is_said else None

    def _before(self, words: str, model: Reference) -> tuple[Reference, Hit] | None:
        """A model with what stands right behind its name."""
        behind = words[model.end : model.end + _WINDOW]
        for hit in self.sentence.vocabulary.every(TABLE, behind):
            how = (hit.says or "").split()
            if how[0] != "before" or ("used" in how and not self._fits("used", words[: model.start][-_WINDOW:])):
                continue
            if "trained" in how and behind.lstrip().startswith((",", ";", ":", "(")):
                continue  # what is listed beside it
            if self._is_said(how, model.start, words):
                return model, hit
        return None

    def _is_said(self, how: list[str], place: int, words: str) -> bool:
        """Whether a statement at this place speaks of data that this repository is made of, and is not taken back."""
        before = words[max(0, place - _BEFORE) : place]
        if "trained" in how and not self._fits("trained", before):
            return False
        if not ("sure" in how or "trained" in how or self._fits("data", words)):
            return False
        return not (self._is_denied(place, words) or self._is_of_another(before))

    def _is_denied(self, place: int, words: str) -> bool:
        return self._fits("denied-before", words[max(0, place - _BEFORE) : place])

    def _is_of_another(self, before: str) -> bool:
        """Whether the sentence begins with another model's name, as what it speaks of."""
        first = next(iter(named_with_owners(self.sentence).models), None)
        if first is None or first.start > _SUBJECT or first.end > len(before):
            return False
        name = folded(first.id.rpartition("/")[2])
        is_own = self.own.is_it(first.id, first.family) or self.own.is_meant_by(first.id.rpartition("/")[2])
        return not is_own and name not in self.bases and self._fits("its-subject", before[first.end :])

    def _joined(self, words: str, models: tuple[Reference, ...], first: Reference) -> tuple[Reference, ...]:
        """A model with those that are named in one breath with it."""
        found = [first]
        for item in (item for item in models if item.start >= first.end):
            if not self._fits("joined", words[found[-1].end : item.start]):
                break
            found.append(item)
        return tuple(found)

    def _is_a_writer(self, model: Reference, words: str) -> bool:
        """Whether it is an open model, not this one or its maker's own family, and nothing behind it says otherwise."""
        if self.own.is_it(model.id, model.family) or self._fits("denied-behind", words[model.end :][:_WINDOW]):
            return False
        if model.family or family_of_id(model.id):
            return not _is_closed(model.id)
        return not _is_closed(model.id.replace("/", " / ")) and not _is_elsewhere(model.id, self.sentence.raw)

    def _named(self, model: Reference, hit: Hit) -> Named:
        return Named(
            model.id,
            Relation.GENERATED,
            README,
            line=self.sentence.line_at(min(model.start, len(self.sentence.words))),
            quote=self.sentence.words[:240],
            evidence=LineageEvidence.INFERRED,
            confidence=Confidence.HIGH if model.is_exact else Confidence.MEDIUM,
            row=hit.row,
            family=model.family,
            licenses=model.licenses,
        )


def _is_closed(name: str) -> bool:
    """Whether a name is a closed model's, or two of them are named with a stroke between."""
    return any(table().by_id[item.family].closed for item in in_prose(name))


def _without_hyphens(sentence: Sentence) -> Sentence:
    """The same with `Gemma-2-generated data` as a name and a word, each letter in its place."""
    if not _TIED.search(sentence.raw):
        return sentence
    return replace(sentence, raw=_TIED.sub(r" \1", sentence.raw), words=_TIED.sub(r" \1", sentence.words))


def _is_elsewhere(name: str, raw: str) -> bool:
    """Whether the sentence links to code or data of this name: a tool, or what was answered."""
    low = raw.lower()
    return any(f"{place}/{name.lower()}" in low for place in ("github.com", "/datasets", "gitlab.com"))
