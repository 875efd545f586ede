"""A waiver that could accept nothing is refused, with its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.main import run

ROW = """\
policy: own
title: ours
extends: commercial
waivers:
  - finding: {finding}
    model: "{model}"
    sentence: {sentence}
    reason: does-not-apply
    comment: read by counsel
    approver: counsel
    expires: 2027-01-01
"""
RIGHT = {"finding": "terms-unread", "model": "org/name", "sentence": '"0123456789abcdef"'}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"sentence": "0123456789012345"},
            "7: `waivers.0.sentence` should be the 16 digits of the finding's message in",
        ),
        ({"sentence": "abc"}, "7: `waivers.0.sentence` should be the 16 digits"),
        ({"finding": "license-missing"}, "7: `license-missing` is not on a sentence; terms-unread and"),
        ({"model": "./folder"}, "6: `./folder` is a folder, whose models are called `pkg:generic/folder` here"),
        (
            {"model": "https://huggingface.co/org/name"},
            "6: `https://huggingface.co/org/name` is an address: write `org/name`",
        ),
        ({"model": "hf://datasets/org/name"}, "is an address: write `datasets/org/name`"),
        ({"model": "org/* and others"}, "6: `org/* and others` names no model: a pattern has no spaces"),
        ({"model": "not a model"}, "6: `not a model` names no model: write a package URL, org/name, or a pattern"),
    ],
)
def test_what_could_accept_nothing_is_refused(
    tmp_path: Path, wrong: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(ROW.format(**RIGHT | wrong), encoding="utf-8")
    assert run(["policy", "check", str(path)]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "model", ["org/name", "org/*", "*", "pkg:generic/folder", "pkg:huggingface/org/name@abc", "openai:gpt"]
)
def test_what_names_models_is_taken(tmp_path: Path, model: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(ROW.format(**RIGHT | {"model": model}), encoding="utf-8")
    assert run(["policy", "check", str(path)]) == 0
