"""More terms never help: what is added to a model's papers, or taken from our knowledge, never clears what was stopped.

Asked of a sample of the fixtures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from auditor.closure import collect
from auditor.decide.outcomes import ORDER
from auditor.fetch.archive import open_archive
from auditor.fetch.source import Remembered, Source
from auditor.licenses.catalog import Catalog
from auditor.licenses.knowledge import Knowledge
from auditor.pipeline import audit_one
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.audit import ModelAudit
from auditor.schema.decision import Outcome
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import File, Snapshot
from auditor.standards import Standards
from tests.builders import FIXTURES, standards

CLEARED = (Outcome.APPROVED, Outcome.CONDITIONAL)
MODELS = [ref for ref in open_archive(FIXTURES / "hub").references() if ref.repo_type is RepoType.MODEL]
SAMPLE = MODELS[::19]
TERMS = {
    "a license that also applies": "\n\nThe weights are also under the CC BY-NC 4.0 license.\n",
    "a base": "\n\nThis model was fine-tuned from google/gemma-2-9b.\n",
    "a family": "\n\nIt was fine-tuned from Gemma.\n",
    "a restriction": "\n\nThe weights are for non-commercial use only.\n",
    "a place": "\n\nPeople in Japan may not use the weights.\n",
    "terms elsewhere": "\n\nLicense of the weights: https://heron.example/terms\n",
    "many names": "\n\n" + "\n".join(f"- The code of part {n} is under the MIT license." for n in range(20))
    + "\n\nThe weights are under the GPL-3.0 license.\n",
}  # fmt: skip


class Changed:
    """A source of which one model's card goes on with further words."""

    def __init__(self, other: Source, changed: ModelRef, words: str) -> None:
        self.other, self.changed, self.words = other, changed, words

    def fetch(self, ref: ModelRef) -> Snapshot:
        found = self.other.fetch(ref)
        if ref != self.changed or found.file("README.md") is None:
            return found
        files = tuple(_longer(file, self.words) if file.path == "README.md" else file for file in found.files)
        return found.model_copy(update={"files": files})


def _longer(file: File, words: str) -> File:
    return File.of(file.path, (file.text.rstrip("`\n") + words).encode())


@pytest.fixture(scope="module")
def fixtures() -> Source:
    return Remembered(open_archive(FIXTURES / "hub"))


@pytest.fixture(scope="module")
def whole(fixtures: Source) -> dict[ModelRef, ModelAudit]:
    return {ref: audit_one(collect(ref, fixtures), standards()) for ref in SAMPLE}


def is_better(after: ModelAudit, before: ModelAudit) -> bool:
    """Whether it is cleared where it was stopped, or approved where it was cleared under conditions."""
    outcomes = before.decision.outcome, after.decision.outcome
    return outcomes[1] in CLEARED and ORDER.index(outcomes[1]) < ORDER.index(outcomes[0])


@pytest.mark.parametrize("what", TERMS)
def test_more_terms_never_clear_a_model(what: str, fixtures: Source, whole: dict[ModelRef, ModelAudit]) -> None:
    for ref, before in whole.items():
        after = audit_one(collect(ref, Changed(fixtures, ref, TERMS[what])), standards())
        assert not is_better(after, before), f"{ref}: {before.decision.outcome} became {after.decision.outcome}"


@pytest.mark.parametrize("what", [what for what in TERMS if what not in ("a base", "a place")])
def test_more_terms_stop_an_open_model(what: str, fixtures: Source) -> None:
    ref = ModelRef(id="auditor-fixtures/tiny-open")
    assert audit_one(collect(ref, fixtures), standards()).decision.outcome is Outcome.APPROVED
    after = audit_one(collect(ref, Changed(fixtures, ref, TERMS[what])), standards())
    assert after.decision.outcome is not Outcome.APPROVED


def _less(change: Callable[[Knowledge], Knowledge]) -> Standards:
    held = standards()
    return replace(held, knowledge=change(held.knowledge))


def _stated(model: ModelAudit) -> Iterator[str]:
    repositories = (model.evidence.subject, *model.evidence.ancestors)
    return (name for item in repositories if item for claim in item.license_claims for name in claim.licenses)


def _without(knowledge: Knowledge, license_id: str) -> Knowledge:
    kept = (item for item in knowledge.catalog.licenses if item.id != license_id)
    others = ((item, tuple(one for one in item.members if one != license_id)) for item in kept)
    catalog = Catalog.of(item.model_copy(update={"members": members}) for item, members in others)
    return replace(knowledge, catalog=catalog)


def test_a_license_that_we_do_not_know_clears_nothing(fixtures: Source, whole: dict[ModelRef, ModelAudit]) -> None:
    for ref, before in whole.items():
        for name in list(dict.fromkeys(_stated(before)))[:1]:
            after = audit_one(collect(ref, fixtures), _less(lambda known, name=name: _without(known, name)))
            assert not is_better(after, before), f"{ref} without {name}: {after.decision.outcome}"


def _speechless(knowledge: Knowledge, table: str) -> Knowledge:
    words = knowledge.vocabulary
    kept = tuple(entry for entry in words.entries if not (entry.id.startswith(f"{table}/") and entry.says))
    return replace(knowledge, vocabulary=Vocabulary(kept, words.renamed))


@pytest.mark.parametrize("table", ["license-statements", "restrictions"])
def test_a_table_that_we_do_not_have_clears_nothing(
    table: str, fixtures: Source, whole: dict[ModelRef, ModelAudit]
) -> None:
    held = _less(lambda known: _speechless(known, table))
    for ref, before in whole.items():
        after = audit_one(collect(ref, fixtures), held)
        assert not is_better(after, before), f"{ref} without {table}: {after.decision.outcome}"
