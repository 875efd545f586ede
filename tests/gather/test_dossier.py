"""Everything fetched becomes typed evidence: lineage, components, sections; hostile input included."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gather.components import kind_of
from auditor.gather.dossier import gather
from auditor.schema.evidence import Relation, Repository
from auditor.schema.reference import ModelRef
from auditor.schema.snapshot import METADATA, File, Snapshot, Snapshots
from tests.builders import dataset, dossier, snapshot, standards


def subject(held: Snapshot, *related: Snapshot) -> Repository:
    found = dossier(held, *related).subject
    assert found is not None
    return found


def test_lineage_is_resolved_to_what_was_fetched() -> None:
    tuned = snapshot(front="base_model: Maker/Base\nbase_model_relation: adapter\ndatasets: [org/data, org/gone]")
    evidence = dossier(tuned, snapshot("maker/base"), dataset())
    assert evidence.subject is not None
    (base,) = evidence.subject.bases
    assert (base.relation, base.resolved) == (Relation.ADAPTER, evidence.ancestors[0].purl)
    assert [item.resolved for item in evidence.subject.datasets] == [evidence.datasets[0].purl, None]


def test_a_renamed_base_is_found_by_its_old_name() -> None:
    tuned = snapshot(front="base_model: old/base")
    held = Snapshots(
        ref=ModelRef(id="org/model"),
        subject=tuned,
        related=(snapshot("new/base"),),
        renamed={"model:old/base": "new/base"},
    )
    evidence = gather(held, standards().knowledge)
    assert evidence.subject is not None
    assert evidence.subject.bases[0].resolved == evidence.ancestors[0].purl


def test_a_base_in_a_list_with_other_things_is_cited_at_its_own_place() -> None:
    held = snapshot(front=None, cardData={"base_model": [None, 7, "maker/base"]})
    assert subject(held).bases[0].citation.pointer == "/cardData/base_model/2"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("model.safetensors", "weights"),
        ("pytorch_model-00001-of-00002.bin", "weights"),
        ("model.Q4_K_M.gguf", "weights"),
        ("consolidated.00.pth", "weights"),
        ("ckpt-0/tensor00001_000", "weights"),
        ("adapter_model.safetensors", "adapter"),
        ("config.json", "config"),
        ("tokenizer.model", "tokenizer"),
        ("ice_text.model", "tokenizer"),
        ("data/token_list/bpe.model", "tokenizer"),
        ("en-tokenizer.model", "tokenizer"),
        ("spm.model", "tokenizer"),
        ("acoustic.model", "weights"),
        ("training_args.bin", "training-state"),
        ("optimizer.pt", "training-state"),
        ("train.py", "training-code"),
        ("modeling_own.py", "modeling-code"),
        ("run.py", "code"),
        ("requirements.txt", "requirements"),
        ("README.md", "card"),
        ("LICENSE.txt", "license"),
        ("NOTICE", "notice"),
        ("USE_POLICY.md", "use-policy"),
        ("eval_results.json", "evaluation"),
        ("data/train.parquet", "data"),
        ("model.safetensors.index.json", None),
        ("picture.png", None),
    ],
)
def test_what_a_file_is_by_its_name(name: str, kind: str | None) -> None:
    found = kind_of(name)
    assert (found.value if found else None) == kind


def test_components_are_cited_at_their_place_whatever_stands_before_them() -> None:
    held = snapshot(front=None, siblings=[None, {"rfilename": 3}, {"rfilename": "model.bin"}])
    assert [item.citation.pointer for item in subject(held).components] == ["/siblings/2/rfilename"]


def test_lines_are_counted_as_an_editor_does() -> None:
    body = "Text\x0c with a form feed\u2028and a separator\n\n## Data\nSaid.\n[a](https://a.test/)\n"
    found = subject(snapshot(body=body))
    assert [(section.title, section.line, section.end_line) for section in found.sections] == [("Data", 6, 9)]
    assert found.links[0].citation.line == 8


@pytest.mark.parametrize(
    ("made", "pointer", "line"),
    [
        ({"front": "model-index:\n- name: x"}, None, 2),
        ({"front": None, "cardData": {"model-index": [1]}}, "/cardData/model-index", None),
        ({"front": None, "model-index": [1]}, "/model-index", None),
    ],
)
def test_results_are_cited_where_they_stand(made: dict[str, Any], pointer: str | None, line: int | None) -> None:
    (citation,) = subject(snapshot(**made)).evaluations
    assert (citation.pointer, citation.line) == (pointer, line)


def test_a_fact_of_every_license_named_is_carried() -> None:
    evidence = dossier(snapshot(front="license: [mit, gpl]"))
    assert {"MIT", "gpl", "GPL-3.0"} <= {item.id for item in evidence.licenses}


def test_lone_surrogates_in_the_metadata_reach_no_output() -> None:
    held = snapshot(front=None, tags=["license:mit\ud800", "\udfff"], library_name="\ud83d")
    found = subject(held)
    assert found.model_dump_json()
    assert found.tags[0].isascii()


def test_the_same_snapshots_give_the_same_dossier_and_travel_by_pickle() -> None:
    held = Snapshots(ref=ModelRef(id="org/model"), subject=snapshot(front="license: [mit, gpl]"))
    evidence = gather(held, standards().knowledge)
    assert gather(pickle.loads(pickle.dumps(held)), standards().knowledge) == evidence
    assert pickle.loads(pickle.dumps(evidence)) == evidence


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYS = ("id", "sha", "gated", "private", "disabled", "tags", "siblings", "cardData", "library_name", "baseModels")


@given(st.dictionaries(st.sampled_from(KEYS), JSON), st.text(max_size=80))
def test_metadata_and_cards_of_any_shape_are_read(raw: dict[str, Any], card: str) -> None:
    held = Snapshot(
        repo_type=ModelRef(id="x").repo_type,
        id="org/model",
        sha=None,
        endpoint=None,
        retrieved_at=None,
        metadata=File.of(METADATA, json.dumps(raw).encode()),
        files=(
            File.of("README.md", card.encode("utf-8", "replace")),
            File.of("LICENSE", card.encode("utf-8", "replace")),
        ),
    )
    evidence = gather(Snapshots(ref=ModelRef(id="org/model"), subject=held), standards().knowledge)
    assert evidence.model_dump_json()
