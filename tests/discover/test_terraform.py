"""Terraform and OpenTofu."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from auditor.discover import discover_text
from auditor.discover.walk import discover_tree


def ids(text: str, name: str = "main.tf") -> list[str]:
    return [f"{item.line} {item.type} {item.reference}" for item in discover_text(name, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('resource "a" "b" {\n  environment = { HF_MODEL_ID = "oo/a" }\n}\n', ["2 model oo/a"]),
        ('x = { "MODEL_ID" : "oo/a" }', ["1 model oo/a"]),
        ('resource "a" "b" {\n  set {\n    name = "model.id"\n    value = "oo/a"\n  }\n}\n', ["4 model oo/a"]),
        ('x = jsonencode([{ command = ["--model-id", "oo/a"] }])', ["1 model oo/a"]),
        ('module "v" {\n  hf_repo_id = try(var.x, "oo/a")\n}\n', ["2 model oo/a", "2 template ${var.x}"]),
        ('tokenizer = var.big ? "oo/a" : "oo/b"', ["1 model oo/a", "1 model oo/b"]),
        ('locals { name = "a" }\nmodel_id = "oo/${local.name}"', ["2 model oo/a"]),
        ('variable "model_id" {}\nenv = { HF_MODEL_ID = var.model_id }', ["2 template ${var.model_id}"]),
        ('variable "m" { default = "oo/a" }\nhf_model_id = var.m', ["2 model oo/a"]),
        ("x = <<-EOF\n  #!/bin/sh\n  vllm serve oo/a\nEOF\n", ["3 model oo/a"]),
        ("values = [<<EOF\nmodelSpec:\n  - modelURL: oo/a\nEOF\n]\n", ["3 model oo/a"]),
        ('x = <<EOF\n[{"environment": [{"name": "MODEL_ID", "value": "oo/a"}]}]\nEOF\n', ["2 model oo/a"]),
        ('broken = {{{\nmodel_id = "oo/a"\n', ["2 model oo/a"]),
        ('resource "aws_ecr_repository" "model_repo" {\n  name = "oo/app"\n}\n', []),
        ('module "model" { source = "terraform-modules/vpc" }\noutput "model_id" { value = "oo/a" }\n', []),
        ('env = { HF_TOKEN = "oo/a", MODEL_API_KEY = "oo/b" }', []),
        ('# model_id = "oo/a"\n', []),
    ],
)
def test_a_configuration(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_json_and_variables() -> None:
    document = {"variable": {"hf_model": {"default": "oo/a"}}, "locals": {"MODEL_ID": "${var.hf_model}"}}
    assert ids(json.dumps(document, indent=0), "x.tf.json") == ["4 model oo/a", "8 model oo/a"]
    assert ids('embedding_model = "oo/a"\nregion = "us/east"\n', "prod.tfvars") == ["1 model oo/a"]
    assert ids('inputs = { model_id = "oo/a" }', "terragrunt.hcl") == ["1 model oo/a"]


def test_files_of_one_folder_are_one_module(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("env = { HF_MODEL_ID = var.m }\n")
    (tmp_path / "variables.tf").write_text('variable "m" { default = "oo/default" }\n')
    (tmp_path / "prod.tfvars").write_text('m = "oo/prod"\n')
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "main.tf").write_text("env = { HF_MODEL_ID = var.m }\n")
    found = {item.file: item.reference for item in discover_tree(tmp_path).found}
    assert found == {"main.tf": "oo/prod", "inner/main.tf": "${var.m}"}


@pytest.mark.parametrize("piece", ["{", "a = [", 'model = "${', "a {", "<<A\n", '"${"', "model_id = (", "a = b ? "])
def test_hostile_texts_end(piece: str) -> None:
    start = time.process_time()
    discover_text("x.tf", "model\n" + piece * 5000)
    assert time.process_time() - start < 2
