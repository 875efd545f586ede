"""Code that loads a model and lays this one over it."""

from __future__ import annotations

import pytest

from auditor.gather.lineage.loaded import loaded, merged, trained_from
from tests.gather.lineage.reads import papers_of

OWN = "me/garden-lora"


def _found(code: str) -> list[tuple[str, str, str, int | None]]:
    found = loaded(papers_of(f"# Garden\n\n```python\n{code}\n```\n", OWN), OWN)
    return [(item.id, item.relation.value, item.confidence.value, item.line) for item in found]


@pytest.mark.parametrize(
    "code",
    [
        'pipe = Pipeline.from_pretrained("a/b-7b")\npipe.load_lora_weights("me/garden-lora")',
        'model = AutoModel.from_pretrained("a/b-7b")\nmodel = PeftModel.from_pretrained(model, "me/garden-lora")',
        'base_model = "a/b-7b"\nnet = ControlNetModel.from_pretrained("me/garden-lora")',
        'base = AutoModel.from_pretrained("a/b-7b")\nmodel = PeftModel.from_pretrained(base, adapter)',
        'base = AutoModel.from_pretrained("a/b-7b")\nmodel = PeftModel.from_pretrained(base, "./adapter")',
        'base = AutoModel.from_pretrained("a/b-7b")\nmodel = PeftModel.from_pretrained(base, "me/garden")',
        'm = from_pretrained("a/b-7b")\nvae = from_pretrained("a/vae-1")\nm.load_lora_weights("me/garden-lora")',
    ],
)
def test_what_it_is_laid_over_is_its_base(code: str) -> None:
    assert _found(code) == [("a/b-7b", "adapter", "medium", 4)]


@pytest.mark.parametrize(
    "code",
    [
        'model = AutoModel.from_pretrained("a/b-7b")',
        'model = AutoModel.from_pretrained("me/garden-lora")',
        'pipe = Pipeline.from_pretrained("a/b-7b")\npipe.load_lora_weights("them/other-lora")',
        'from_pretrained("a/b-7b")\nfrom_pretrained("a/c-7b")\npipe.load_lora_weights("me/garden-lora")',
        'pipe.load_lora_weights("me/garden-lora")',
    ],
)
def test_code_that_shows_no_base(code: str) -> None:
    assert _found(code) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('{"model_name_or_path": "a/b-7b", "seed": 1}', ["a/b-7b"]),
        ("python train.py --model_name_or_path bert-base-uncased", ["bert-base-uncased"]),
        ("--model_name_or_path ./out", []),
        ("--model_name_or_path me/garden-lora", []),
        ("--model_name_or_path a/b-7b\n--model_name_or_path a/c-7b", []),
        ("--tokenizer_name_or_path a/b-7b", []),
    ],
)
def test_settings_of_a_training_run_name_what_it_began_from(code: str, found: list[str]) -> None:
    named = trained_from(papers_of(f"# Garden\n\n```\n{code}\n```\n", OWN), OWN)
    assert [item.id for item in named] == found


SETTINGS = "models:\n  - model: a/b-7b\n  - model: a/c-7b+a/d-lora\nmerge_method: slerp\nbase_model: a/b-7b\n"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"```yaml\n{SETTINGS}```\n", ["a/b-7b", "a/c-7b", "a/d-lora"]),
        (f"```\n{SETTINGS}```\n", ["a/b-7b", "a/c-7b", "a/d-lora"]),
        ("```yaml\nserver:\n  model: a/b-7b\n```\n", []),
        (SETTINGS.replace("/", ""), []),
    ],
)
def test_the_settings_of_a_merge_name_its_parts(body: str, found: list[str]) -> None:
    named = merged(papers_of(f"# Garden\n\n{body}", OWN))
    assert [item.id for item in named] == found
    assert {item.relation.value for item in named} <= {"merge"}
