"""auditor lineage."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli.main import run


def test_it_shows_the_tree_and_what_flows(fixtures_hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["lineage", "auditor-fixtures/chain-1", "--from", str(fixtures_hub)])
    shown = capsys.readouterr().out
    assert code == 0
    assert shown.startswith("auditor-fixtures/chain-1  Apache-2.0\n└── finetune: auditor-fixtures/chain-2")
    assert "meta-llama/Llama-3.1-8B  llama3.1, gated (manual)" in shown
    assert "not among its own terms" in shown


def test_a_base_that_is_missing_is_an_exit_code(fixtures_hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lineage", "tloen/alpaca-lora-7b", "--from", str(fixtures_hub), "-q"]) == 12
    assert "decapoda-research/llama-7b-hf  not obtained" in capsys.readouterr().out


def test_it_writes_a_file(fixtures_hub: Path, tmp_path: Path) -> None:
    target = tmp_path / "lineage.txt"
    assert run(["lineage", "openai-community/gpt2", "--from", str(fixtures_hub), "-o", str(target)]) == 0
    assert "openai-community/gpt2" in target.read_text(encoding="utf-8")
