"""Sources become trees in bounded time, or are given up and said to be unread."""

from __future__ import annotations

import pytest

from auditor.discover import read_text
from auditor.discover.code import ENDINGS
from auditor.discover.code.grammar import GRAMMARS
from auditor.discover.code.tree import SyntaxTree

MARKS = {
    "javascript": 'import OpenAI from "openai";\n',
    "typescript": 'import OpenAI from "openai";\n',
    "tsx": 'import OpenAI from "openai";\n',
    "go": 'import "github.com/openai/openai-go"\n',
    "java": "import com.openai.models.ChatModel;\n",
    "kotlin": "import com.openai.models.ChatModel\n",
    "csharp": "using OpenAI.Chat;\n",
    "ruby": 'require "openai"\n',
    "rust": "use async_openai::Client;\n",
}
# A call that brings the source to be parsed.
SEEN = {
    **dict.fromkeys(("javascript", "typescript", "tsx"), "x.responses.create();\n"),
    "go": "var x = openai.ResponseNewParams{}\n",
    **dict.fromkeys(("java", "kotlin"), "class A { Object x = ResponseCreateParams.builder(); }\n"),
    "csharp": "var x = new ChatClient();\n",
    "ruby": "x.responses.create\n",
    "rust": "fn x() { CreateResponse {}; }\n",
}


def test_every_language_has_a_grammar() -> None:
    assert set(ENDINGS) == set(GRAMMARS) == set(MARKS)


@pytest.mark.parametrize("language", sorted(GRAMMARS))
def test_the_types_of_nodes_are_those_of_the_grammar(language: str) -> None:
    tree = SyntaxTree(language, MARKS[language])
    assert list(tree.nodes()) or language == "ruby"


@pytest.mark.parametrize("language", sorted(GRAMMARS))
@pytest.mark.parametrize("piece", ["(", "%w(", "f({a:[", "/*"])
def test_what_nests_too_deep_is_given_up(language: str, piece: str) -> None:
    found, unread = read_text(f"a.{ENDINGS[language][0]}", MARKS[language] + SEEN[language] + piece * 2_000)
    assert found == ()
    assert unread == "nested too deep"


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.discover.parsing.SECONDS", 0.0)
    _, unread = read_text("a.rs", MARKS["rust"] + SEEN["rust"] + "fn f() { g(1); }\n" * 50)
    assert unread == "takes too long to parse"


def test_what_holds_too_many_calls_is_given_up() -> None:
    found, unread = read_text("a.js", MARKS["javascript"] + "responses.create();" + "f(1);" * 20_001)
    assert found == ()
    assert unread is not None


def test_a_bundle_is_given_up() -> None:
    _, unread = read_text("a.js", MARKS["javascript"] + "new OpenAI().responses.create({});" + "f(1);" * 60_000)
    assert unread == "code of more than 300,000 characters"


def test_long_chains_and_sums_end() -> None:
    chain = "a" + ".b(1)" * 5_000
    total = "+".join(['"x"'] * 5_000)
    code = f"{MARKS['typescript']}{chain};\nnew OpenAI().responses.create({{ model: {total}, input }});\n"
    _, unread = read_text("a.ts", code)
    assert unread is None or "nested" in unread
