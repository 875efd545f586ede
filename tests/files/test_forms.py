"""policies/discovery/ is read with care: what is wrong with a row is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.discover.forms import COMPILED, FOLDER, PROVIDERS, compiled_forms, forms, providers, read_forms
from auditor.errors import PolicyError
from auditor.files.forms import load_forms
from auditor.parse.home import home

SERVICES = "providers:\n  - {id: heron, title: Heron, names: ['heron-*'], hosts: [api.heron.example]}\n"
ROW = """library: heron
title: Heron's library
source: https://heron.example/docs
forms:
  - id: heron-chat
    languages: [python]
    modules: [heron]
    calls: [chat.ask]
    keywords: [model]
    names: api_model
    provider: heron
    fits:
      - code: heron.chat.ask(model="heron-1")
        gives: ["heron:heron-1"]
"""


def put(folder: Path, text: str = ROW, services: str = SERVICES) -> Path:
    (folder / FOLDER).mkdir()
    (folder / FOLDER / PROVIDERS).write_text(services, encoding="utf-8")
    (folder / FOLDER / "heron.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_table_of_this_installation() -> None:
    held = load_forms()
    assert {"openai"} <= {library.library for library in held.libraries}
    assert {"openai", "azure", "bedrock", "ollama"} <= {item.id for item in held.providers.providers}


def test_a_row_is_read(tmp_path: Path) -> None:
    held = load_forms(put(tmp_path))
    assert held.libraries[0].forms[0].calls == ("chat.ask",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("library: heron\n", "library: egret\n", "heron.yaml:1: `library` should be `heron`"),
        ("    provider: heron\n", "", "heron.yaml:5: `forms.0` `provider` goes with `names: api_model`"),
        ("    provider: heron\n", "    provider: egret\n", "heron.yaml:5: `egret` is no provider of providers.yaml"),
        ("    names: api_model", "    names: apimodel", "heron.yaml:10: `forms.0.names`"),
        ("    keywords: [model]\n", "", "needs `keywords` or a `position`"),
        ("[python]", "[python, go]", "`fits` has no example in go"),
        ("    calls:", "    only: '('\n    calls:", "`forms.0` `only` is no pattern"),
        ("    fits:", "    kind: no_kind\n    fits:", "`no_kind` is no kind"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(PolicyError) as refused:
        load_forms(put(tmp_path, ROW.replace(old, new)))
    assert said in str(refused.value)


def test_a_row_without_an_example_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"heron.yaml:\d+: `forms.0.fits` is missing"):
        load_forms(put(tmp_path, ROW.partition("    fits:")[0]))


def test_an_id_stands_once(tmp_path: Path) -> None:
    twice = ROW + ROW.partition("forms:\n")[2]
    with pytest.raises(PolicyError, match=r"heron.yaml:15: the id `heron-chat` stands in `heron` already"):
        load_forms(put(tmp_path, twice))


def test_a_name_is_one_providers(tmp_path: Path) -> None:
    services = SERVICES + "  - {id: egret, title: Egret, names: ['heron-*']}\n"
    with pytest.raises(PolicyError, match=r"providers.yaml:3: `heron-\*` is claimed by `heron` already"):
        load_forms(put(tmp_path, services=services))


def test_what_runs_is_the_compiled_table_where_it_is_of_the_same_files(tmp_path: Path) -> None:
    root = put(tmp_path)
    plain = read_forms(root)
    assert plain["forms"] == [
        {
            "id": "heron-chat",
            "languages": ["python"],
            "modules": ["heron"],
            "calls": ["chat.ask"],
            "keywords": ["model"],
            "names": "api_model",
            "provider": "heron",
        }
    ]
    (root / COMPILED).write_text(compiled_forms(root), encoding="utf-8")
    assert read_forms(root) == plain
    (root / FOLDER / "heron.yaml").write_text(ROW.replace("chat.ask", "chat.tell"), encoding="utf-8")
    assert read_forms(root)["forms"][0]["calls"] == ["chat.tell"]


def test_a_form_is_found_by_the_end_of_what_is_called() -> None:
    table = forms("python")
    assert "openai-chat" in {row.id for row in table.forms_of("self.client.beta.chat.completions.parse")}
    assert table.forms_of("xchat.completions.parse") == []
    assert {row.provider for row in table.clients_of("openai.AzureOpenAI")} == {"azure"}
    assert next(row.id for row in providers()) == "openai"
    assert (home() / COMPILED).is_file()
