"""Sources as people write them: what is named, of which service, on which line, and how surely."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from auditor.discover import discover_text
from auditor.discover.code import ENDINGS
from auditor.schema.discovery import Certainty, Found

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
PLAIN = ("model", "api_model")


def shown(item: Found) -> str:
    return item.reference if item.type in PLAIN else f"{item.type} {item.reference}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_cases(case: dict[str, str]) -> None:
    assert {shown(item) for item in discover_text(case["file"], case["code"])} == set(case["gives"])


def test_lines_and_certainty() -> None:
    code = (
        'import OpenAI from "openai";\nconst client = new OpenAI();\nconst fast = "gpt-4o-mini";\n'
        'client.responses.create({ model: "gpt-4o", input });\nclient.responses.create({ model: fast, input });\n'
        'client.responses.create({ model: big ? "o3" : fast, input });\n'
    )
    assert [(item.line, item.reference, item.certainty) for item in discover_text("a.ts", code)] == [
        (4, "openai:gpt-4o", Certainty.CERTAIN),
        (5, "openai:gpt-4o-mini", Certainty.LIKELY),
        (6, "openai:gpt-4o-mini", Certainty.POSSIBLE),
        (6, "openai:o3", Certainty.POSSIBLE),
    ]


def test_the_script_of_a_page_keeps_its_lines() -> None:
    script = 'import { openai } from "@ai-sdk/openai";\nopenai("gpt-4o");\n'
    page = f"<template>\n  <p/>\n</template>\n<script>\n{script}</script>\n"
    for ending in ("vue", "svelte"):
        assert [(item.line, item.reference) for item in discover_text(f"a.{ending}", page)] == [(6, "openai:gpt-4o")]


def test_what_is_broken_is_read_as_far_as_it_goes() -> None:
    code = 'import { openai } from "@ai-sdk/openai";\nconst a = openai("gpt-4o");\nfunction ( { [ \n const = = ;\n'
    assert [item.reference for item in discover_text("a.ts", code)] == ["openai:gpt-4o"]


def test_a_known_address_and_an_unknown_one() -> None:
    def asked(address: str) -> list[str]:
        code = (
            f'import OpenAI from "openai";\nconst c = new OpenAI({{ baseURL: {address} }});\n'
            'c.chat.completions.create({ model: "heron-ai/chat" });\n'
        )
        return [shown(item) for item in discover_text("a.ts", code)]

    assert asked('"https://api.together.xyz/v1"') == ["heron-ai/chat"]
    assert asked('"https://llm.heron.example/v1"') == ["heron-ai/chat"]
    assert asked('"https://api.mistral.ai/v1"') == ["mistral:heron-ai/chat"]


@pytest.mark.parametrize("language", sorted(ENDINGS))
def test_what_holds_no_word_of_the_table_is_not_parsed(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.discover.code.tree.SyntaxTree.__init__", lambda *_: pytest.fail("parsed"))
    ending = ENDINGS[language][0]
    assert discover_text(f"a.{ending}", 'const heron = wade("water", { model: "kayak" });\n') == ()
