"""Words that mean something to whoever reads a report, and models of which every word is such words.

Each list is one kind of reader. A text is put everywhere where a repository on the Hub can put one: ids, licenses,
names, tags, the gate, cards with their metadata and headings, license texts, copyright lines, notices, data, bases.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import yaml

from auditor.fetch.archive import ArchiveSource
from auditor.parse.files import is_safe
from auditor.schema.reference import ModelRef

SHA = "0123456789abcdef0123456789abcdef{:08x}"
TEXTS: dict[str, tuple[str, ...]] = {
    "workflow commands": (
        "::stop-commands::pause",
        "::error file=a.py,line=1::boo",
        "::add-mask::a\r\n::set-output name=x::y",
        "\u3000 ::warning::behind blanks",
        "word " * 30 + "::group::wrapped to the start of a line " + "word " * 30,
        "w" * 79 + " ::debug::after a word as long as a line",
        "##[add-matcher]x.json",
        "##[group]older form",
        "##vso[task.setvariable variable=a]b",
        "##teamcity[buildStatus text='x']",
        "\x1b[0Ksection_start:1:x[collapsed=true]\r\x1b[0K",
        "%0A::error::boo%0D%0A",
        "[[ATTACHMENT|/etc/passwd]]",
    ),
    "Markdown": (
        "[link](http://evil.example/a) ![image](http://evil.example/b.png)",
        "[ref]: http://evil.example/ 'title'",
        "<http://evil.example> https://evil.example/x www.evil.example mail@evil.example",
        "@everyone @org/team #1 GH-1 org/repository#1",
        "`` ` ``` ~~~ `code`",
        "a | b | c\n---|---|---\n| d |",
        "# head\n- [x] task\n> quote\n1. one\n***\n===\n---",
        "**bold** __bold__ *it* _it_ ~~gone~~ $x$ $$x$$ :smile: [^1] <!-- c --> --> </details> \\",
        "```mermaid\nflowchart TD\na-->b\n```",
        "&lt;b&gt; &#60;script&#62; &amp;",
    ),
    "HTML": (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\" onmouseover=alert(1) x=\"' onfocus='alert(1)",
        "</title></style></noscript><svg onload=alert(1)>",
        "javascript:alert(1)",
        "{{ 7 * 7 }} {% raw %} ${7*7} ${{ github.token }}",
    ),
    "terminals": (
        "\x1b[2J\x1b[1;31mred\x1b[0m\x07\x08\x08",
        "\x9b2J\x9dtitle\x9c\x90dcs\x9c",
        "\x1b]8;;http://evil.example\x1b\\shown\x1b]8;;\x1b\\",
        "\x1b]0;title\x07\x1b]52;c;eA==\x07",
        "a\rb\x00c\x0bd\x0ce\x7ff",
        "[bold red]rich[/bold red] [link=http://evil.example]x[/link] :warning:",
    ),
    "directions and what is not seen": (
        "\u202egnp.exe\u202c \u2066\u2067x\u2069 \u061c \u200e\u200f",
        "z\u200be\u200cr\u200do\u2060w\ufeff\u00ad \U000e0041\U000e0042",
        "line\u2028separator\u2029paragraph\x85next",
    ),
    "Mermaid": (
        '"]; click n0 "javascript:alert(1)"',
        "n0-->n1; style n0 fill:#f00",
        "]:::denied\nclick n0 href 'http://evil.example'",
        "%%{init: {'securityLevel': 'loose'}}%%",
        "end subgraph x[y] (( )) {{ }} >flag] #quot; #35;",
    ),
    "SARIF": ("{0} {1} {{2}} {", "[text](1) [text](http://evil.example) \\[x](2)"),
    "XML": ("]]><![CDATA[x]]>", "\ufffe\uffff\U0001fffe \x01\x1f", "<?php ?><!DOCTYPE a [<!ENTITY x 'y'>]>&x;"),
    "SPDX": ("</text>\nRelationship: SPDXRef-DOCUMENT DESCRIBES NONE", "<text>open", "PackageName: other\nSPDXID: x"),
    "YAML": ("- a: b\n--- \n...\n&x *x !!python/object:os.system", "key: 'v' # c", "\t- tab"),
    "tables": ("=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)"),
    "half characters": ("\ud800 alone \udfff", "\udcff"),
}
FLAT = tuple(text for texts in TEXTS.values() for text in texts)


def entries() -> Iterator[tuple[str, bytes]]:
    """A folder of snapshots of one model a text, by path."""
    for number, text in enumerate(FLAT):
        root = f"org--m{number}@{SHA.format(number)[:8]}"
        safe = text.encode("utf-8", "replace").decode()
        files = {
            "README.md": _card(safe),
            "LICENSE": f"{safe}\n\nCopyright (c) 2024 {safe}\n\n{safe}\nNon-commercial use only. {safe}\n",
            "NOTICE": f"{safe}\nCopyright 2023 {safe}\n  {safe}\n",
            "adapter_config.json": json.dumps({"base_model_name_or_path": f"org/{text}"}),
            "mergekit_config.yml": yaml.safe_dump({"models": [{"model": f"org/{safe}"}], "merge_method": safe}),
        }
        named = "".join(char for char in safe if char not in "\\:" and char.isprintable())
        files[f"LICENSE {named}.txt".replace("//", "/")] = f"Copyright 2022 {safe}\n"
        yield f"{root}/metadata.json", json.dumps(_metadata(number, text, list(files))).encode()
        yield from ((f"{root}/files/{name}", content.encode()) for name, content in files.items())


def world() -> tuple[ArchiveSource, list[ModelRef]]:
    """The hostile models as a source, and the references to them."""
    return ArchiveSource("hostile", dict(entries())), [ModelRef(id=f"org/m{number}") for number in range(len(FLAT))]


def _metadata(number: int, text: str, files: list[str]) -> dict[str, object]:
    said = {"license": text, "license_name": text, "license_link": text, "base_model": [text, f"org/{text}"]}
    said |= {"datasets": [text, f"org/{text}"], "tags": [text], "extra_gated_prompt": text, "model_name": text}
    return {
        # Half of them call themselves by such words too, as a mirror could make the Hub say, where they can be a name.
        "id": f"org/{text}" if number % 2 and is_safe(f"org/{text}") else f"org/m{number}",
        "sha": SHA.format(number),
        "gated": "manual",
        "author": text,
        "pipeline_tag": text,
        "library_name": text,
        "tags": [text, f"license:{text}", f"base_model:{text}", f"base_model:finetune:org/{text}", f"dataset:{text}"],
        "cardData": said,
        "gguf": {"architecture": text, "chat_template": text},
        "siblings": [{"rfilename": name} for name in (*files, "model.safetensors", f"{text}.py")],
    }


def _card(text: str) -> str:
    keys = {"license": "other", "license_name": text, "license_link": text, "base_model": [text, f"org/{text}"]}
    keys |= {"datasets": [text, f"org/{text}"], "tags": [text], "extra_gated_heading": text}
    return f"""---
{yaml.safe_dump(keys, allow_unicode=True)}---
# {text}

## License

{text}. The model is released under the {text} license. Non-commercial use only, {text}

## Limitations {text}

This model is fine-tuned from org/{text} and trained on the {text} data set, filtered by {text}.
This is a fully open source model, {text}. Training code: https://github.com/org/{text}

## Training data

{text}
"""
