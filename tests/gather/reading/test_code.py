"""Which code a card names, and what it says that it is for; compute, promises, placeholders."""

from __future__ import annotations

import time

import pytest

from auditor.files.reading import load_vocabulary
from auditor.gather.reading.code import code_links, is_framework
from auditor.gather.reading.compute import compute_statements, results
from auditor.gather.reading.promises import promises
from auditor.gather.reading.reader import reading
from auditor.schema.reading import CodeRole, ComputeAspect, Part
from tests.builders import WEIGHTS, dossier, snapshot
from tests.gather.reading.reads import papers_of, read


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("- Training code: https://github.com/org/tiny", CodeRole.TRAINING),
        ("[Training Code](https://github.com/org/tiny)", CodeRole.TRAINING),
        ("It can be reproduced with https://github.com/org/tiny", CodeRole.TRAINING),
        ("Fine-tuning scripts are at https://github.com/org/tiny", CodeRole.TUNING),
        ("Evaluation code: https://github.com/org/tiny", CodeRole.EVALUATION),
        ("Data preprocessing code: https://github.com/org/tiny", CodeRole.PROCESSING),
        ("Inference code: https://github.com/org/tiny", CodeRole.INFERENCE),
        ("Code: https://github.com/org/tiny", CodeRole.UNSTATED),
        ("A pretrained model, see https://github.com/org/tiny", CodeRole.UNSTATED),
        ("You can fine-tune it with the code at https://github.com/org/tiny", CodeRole.UNSTATED),
        ("Try it: https://huggingface.co/spaces/org/tiny", CodeRole.DEMO),
    ],
)
def test_roles(text, role):
    assert [item.role for item in code_links(*read(text))] == [role]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Training and evaluation code: https://github.com/org/tiny", {CodeRole.TRAINING, CodeRole.EVALUATION}),
        ("训练及推理代码：https://github.com/org/tiny", {CodeRole.TRAINING, CodeRole.INFERENCE}),
    ],
)
def test_one_link_may_have_two_roles(text, roles):
    assert {item.role for item in code_links(*read(text))} == roles


def test_each_role_names_the_row_that_reads_it():
    (item,) = code_links(*read("- Training code: https://github.com/org/tiny"))
    assert item.row == "code/code-that-trains"


def test_code_that_is_promised_trains_nothing_yet():
    text = "Our training code will be released soon at https://github.com/org/tiny"
    assert [item.role for item in code_links(*read(text))] == [CodeRole.UNSTATED]


def test_links_of_headings_references_and_pictures_are_found():
    text = (
        "## [Training code](https://github.com/org/a)\n\nSee the [training scripts][b].\n\n[b]: https://github.com/org/b\n\n"
        '<a href="https://github.com/org/c"><img src="x.svg"></a>\n'
    )
    found = {item.where[-1]: item.role for item in code_links(*read(text))}
    assert found == {"a": CodeRole.TRAINING, "b": CodeRole.TRAINING, "c": CodeRole.UNSTATED}


@pytest.mark.parametrize(
    "link",
    [
        "https://colab.research.google.com/assets/badge.svg",
        "https://huggingface.co/spaces/org/license",
        "https://huggingface.co/spaces/org/leaderboard",
    ],
)
def test_pictures_licenses_and_ranks_are_no_demo(link):
    assert code_links(*read(f"See [this]({link}).")) == ()


@pytest.mark.parametrize(
    ("body", "claimed"),
    [
        ("Training code: https://github.com/org/tiny", True),
        ("Our training scripts are at https://github.com/org/tiny.", True),
        ("The model was trained with https://github.com/org/tiny.", False),
        ("Inference code: https://github.com/org/tiny", False),
        ("See https://github.com/org/tiny.", False),
    ],
)
def test_code_is_claimed_where_the_card_calls_it_training_code(body, claimed):
    assert [item.claimed for item in code_links(*read(body))] == [claimed]


@pytest.mark.parametrize(
    ("code", "model", "framework"),
    [
        ("org/transformers", "acme/tiny", True),
        ("org/open_clip", "acme/tiny", True),
        ("google/bert", "acme/bert-base", True),
        ("acme/bert", "acme/bert-base", False),
        ("org/tiny", "acme/tiny", False),
    ],
)
def test_frameworks_go_by_their_names(code, model, framework):
    assert is_framework(code, model, load_vocabulary()) is framework


@pytest.mark.parametrize(
    ("text", "generic", "configuration"),
    [
        ("Training code: https://github.com/org/Megatron-LM", True, ""),
        ("Training code: https://github.com/org/Megatron-LM, `configs/tiny.yaml`", True, "configs/tiny.yaml"),
        ("Training code: https://github.com/org/tiny", False, ""),
    ],
)
def test_frameworks_and_configurations(text, generic, configuration):
    (item,) = code_links(*read(text))
    assert (item.generic, item.configuration) == (generic, configuration)


def test_scripts_of_the_repository_count_when_they_are_listed():
    text = "| training | `train/run.py` with `train/tiny.yaml` |\n| training | `gone.py` |"
    listed = (*WEIGHTS, "train/run.py", "train/tiny.yaml")
    siblings = [{"rfilename": name} for name in listed]
    (item,) = code_links(*read("| part | file |\n|---|---|\n" + text, siblings=siblings))
    assert (item.role, item.where, item.inside, item.configuration) == (
        CodeRole.TRAINING,
        "train/run.py",
        True,
        "train/tiny.yaml",
    )


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("## Training\n4 A100 for 9 hours, 12 kWh, learning rate 6e-4.", set(ComputeAspect)),
        ("It runs on one A100 with 80 GB for inference.", set()),
        ("- **Hardware Type:** [More Information Needed]", set()),
    ],
)
def test_compute(text, aspects):
    assert {item.aspect for item in compute_statements(*read(text))} == aspects


def test_results_are_numbers_under_a_heading_on_them():
    assert results(*read("## Evaluation\n| set | score |\n|---|---|\n| A | 41.2 |"))
    assert not results(*read("## Evaluation\nMore information needed."))


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("*Paper coming soon.*", Part.PAPER),
        ("The training data will be released in two weeks.", Part.DATA),
        ("Training code: coming soon.", Part.CODE),
        ("## Code\nComing soon!", Part.CODE),
        ("训练代码即将开源。", Part.CODE),
    ],
)
def test_promises(text, of):
    papers, found = read(text, lastModified="2023-01-01T00:00:00.000Z")
    (item,) = promises(papers, found)
    assert item.of is of
    assert item.days is not None
    assert item.days > 1_000


def test_a_promise_without_a_day_is_of_no_age():
    assert [item.days for item in promises(*read("*Paper coming soon.*"))] == [None]


def test_future_versions_are_no_promise():
    assert promises(*read("Future versions of the data will be released.")) == ()


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        ("### Training Data\n\n[More Information Needed]", True),
        ("### Training Data\n\nTODO", True),
        ("### Training Data\n\nWikipedia.", False),
        ("### Training Data\n", False),
        ("### Uses\n\n[More Information Needed]", False),
    ],
)
def test_placeholders(text, placeholder):
    assert bool(reading(papers_of(text)).placeholders) is placeholder


def test_a_card_that_loads_its_own_model():
    text = '```python\nload("org/model")\n```'
    assert reading(papers_of(text)).loads_itself
    assert not reading(papers_of('```python\nload("org/other")\n```')).loads_itself


@pytest.mark.parametrize(
    "unit",
    [
        *("open ", "data was ", "training code ", "not released ", "a, ", "will be ", "1 2% ", "开源"),
        *("is released under the ", "MIT license and ", "open for academic commercial ", "Creative Commons (", "许可"),
        *("trained on a, ", "[a](http://a ", "training data is ", "使用a训练", "initialized with ", "revision=step1 "),
    ],
)
def test_hostile_repetition_is_linear(unit):
    def seconds(paragraphs):
        text = "\n\n".join(["# License and training data", *[unit * (1_000 // len(unit))] * paragraphs])
        spent = []
        for _ in range(2):
            started = time.process_time()
            dossier(snapshot(body=text))
            spent.append(time.process_time() - started)
        return min(spent)

    assert seconds(40) < 10 * seconds(10) + 0.05  # four times the text; what is quadratic takes sixteen times as long
