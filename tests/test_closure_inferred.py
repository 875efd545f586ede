"""Inferred bases are followed like declared ones, and missed like them; sources of data are followed too."""

from __future__ import annotations

import json

import pytest

from auditor.closure import collect
from auditor.fetch.source import Unobtainable
from auditor.pipeline import audit_one
from auditor.schema.issue import IssueKind, Weight
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import File, Snapshot, Snapshots
from tests.builders import standards


class World:
    """Cards in memory: `id` → card; a data set's id begins with `datasets/`. `renamed` maps old ids to today's."""

    def __init__(self, cards: dict[str, str], renamed: dict[str, str] | None = None) -> None:
        self.cards = cards
        self.renamed = renamed or {}

    def fetch(self, ref: ModelRef) -> Snapshot:
        today = self.renamed.get(ref.id, ref.id)
        name = f"datasets/{today}" if ref.repo_type is RepoType.DATASET else today
        if name not in self.cards:
            raise Unobtainable(IssueKind.MISSING, "is gone", status=404)
        listed = [{"rfilename": "README.md"}, {"rfilename": "model.safetensors"}]
        body = json.dumps({"id": today, "siblings": listed, "gated": False}).encode()
        card = File.of("README.md", self.cards[name].encode())
        return Snapshot(
            repo_type=ref.repo_type,
            id=today,
            sha="a" * 40,
            endpoint=None,
            retrieved_at=None,
            metadata=File.of("metadata.json", body),
            files=(card,),
        )


def _collected(cards: dict[str, str], renamed: dict[str, str] | None = None, of: str = "me/mine") -> Snapshots:
    return collect(ModelRef(id=of), World(cards, renamed))


def _weights(found: Snapshots) -> list[tuple[str, Weight]]:
    return [(issue.subject, issue.weight) for issue in found.issues]


SAID = "---\nlicense: mit\n---\nA fine-tuned version of `a/base-7b`.\n"


def test_what_prose_names_is_fetched_and_read() -> None:
    found = _collected({"me/mine": SAID, "a/base-7b": "---\nlicense: cc-by-nc-4.0\n---\n"})
    assert [item.id for item in found.related] == ["a/base-7b"]
    made = audit_one(found, standards())
    assert made.decision.outcome.value == "denied"
    assert {finding.id for finding in made.findings} >= {"lineage-undeclared", "upstream-terms-dropped"}


@pytest.mark.parametrize(
    ("model", "card", "base"),
    [
        ("me/mine", "---\nlicense: mit\nbase_model: a/base-7b\n---\n", "a/base-7b"),
        ("me/mine", SAID, "a/base-7b"),
        ("me/mine-GGUF", "---\nlicense: mit\n---\n", "me/mine"),
        ("me/mine", "---\nlicense: llama3.1\n---\nA fine-tuned version of `a/base-7b`.\n", "a/base-7b"),
    ],
    ids=["declared", "in words", "by its name", "conditional"],
)
def test_a_base_that_is_not_there_leaves_nothing_decided_however_it_is_named(model: str, card: str, base: str) -> None:
    found = _collected({model: card}, of=model)
    assert _weights(found) == [(base, Weight.DECISIVE)]
    made = audit_one(found, standards())
    assert made.decision.outcome.value == "unverified"
    assert [reason.names for reason in made.decision.reasons if reason.rule == "issue/missing"] == [(base,)]


def test_what_several_models_name_is_missed_once() -> None:
    cards = {
        "me/mine": "---\nlicense: mit\nbase_model: [a/one-GGUF, a/two]\n---\n",
        "a/one-GGUF": "---\nlicense: mit\n---\n",
        "a/two": "---\nlicense: mit\nbase_model: a/one\n---\n",
    }
    assert _weights(_collected(cards)) == [("a/one", Weight.DECISIVE)]


def test_an_old_name_of_the_model_itself_is_no_base() -> None:
    card = "---\nlicense: mit\n---\n`from_pretrained('old/mine-7b')`\n"
    found = _collected({"me/mine-7b": card}, {"old/mine-7b": "me/mine-7b"}, of="me/mine-7b")
    made = audit_one(found, standards())
    assert made.evidence.subject is not None
    assert made.evidence.subject.bases == ()
    assert made.findings == () or "lineage-cycle" not in {finding.id for finding in made.findings}


def test_sources_of_data_are_fetched_one_step_up() -> None:
    cards = {
        "me/mine": "---\nlicense: mit\ndatasets: [a/data]\n---\n",
        "datasets/a/data": "---\nlicense: mit\nsource_datasets: [original, extended|b/raw, extended|other-web]\n---\n",
        "datasets/b/raw": "---\nlicense: cc-by-nc-4.0\n---\nAnswers generated with GPT-4.\n",
    }
    made = audit_one(_collected(cards), standards())
    messages = {finding.id: finding.message for finding in made.findings}
    assert "b/raw (a source of a/data) is under CC-BY-NC-4.0" in messages["data-non-commercial"]
    assert "OpenAI" in messages["data-model-generated"]
