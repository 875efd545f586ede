"""Constants of SDKs are spelled as names of models by the rules of the table."""

from __future__ import annotations

import pytest

from auditor.discover.code.constants import from_modules, spelled
from auditor.discover.forms import ConstantsRow
from auditor.files.forms import load_forms
from auditor.schema.form import FormConstants

RULES = [rule for library in load_forms().libraries for rule in library.constants]


def row(rule: FormConstants) -> ConstantsRow:
    return ConstantsRow(**rule.model_dump(exclude={"fits"}))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.languages[0]} {rule.begins[0]} {rule.modules[0]}")
def test_rules(rule: FormConstants) -> None:
    assert {name: spelled(name, row(rule)) for name in rule.fits} == rule.fits


@pytest.mark.parametrize("name", ["ChatMessageRoleUser", "ErrTooManyRequests", "V2", "DefaultBaseURL", "Model"])
def test_another_constant_names_no_model(name: str) -> None:
    assert [spelled(name, row(rule)) for rule in RULES if "go" in rule.languages] == [None, None]


def test_modules_begin_at_a_mark() -> None:
    assert from_modules("com.openai.models.ChatModel", ("com.openai",))
    assert from_modules("github.com/openai/openai-go/v2.ChatModelGPT4o", ("github.com/openai/openai-go",))
    assert not from_modules("com.openaiclone.ChatModel", ("com.openai",))
    assert not from_modules("", ("com.openai",))
