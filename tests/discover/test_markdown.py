"""Which lines of a document are code, in which language, and where."""

from __future__ import annotations

import pytest

from auditor.discover import discover_text

CALL = 'A.from_pretrained("oo/a")'


def ids(text: str) -> list[tuple[int, str]]:
    return [(item.line, item.reference) for item in discover_text("README.md", text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Use it:\n```python\n{CALL}\n```\n", [(3, "oo/a")]),
        (f"```{{.python title=x}}\n\n{CALL}\n```", [(3, "oo/a")]),
        (f"- step\n  ~~~py\n  {CALL}\n  ~~~\n", [(3, "oo/a")]),
        (f"> ```py\n> {CALL}\n", [(2, "oo/a")]),
        ("```console\n$ vllm serve oo/a\n```", [(2, "oo/a")]),
        ("~~~sh\n```\nhf download oo/a\n~~~\ntext\n```sh\nhf download oo/b\n```", [(3, "oo/a"), (7, "oo/b")]),
        (f"See ```this``` model:\n\n```one line```\n\n{CALL}\n\n```py\n{CALL}\n```", [(8, "oo/a")]),
        (f"```text\nx\n```\n\nOr:\n\n    hf download oo/b\n\n{CALL}", [(7, "oo/b")]),
        ('<pre lang="sh"><code>hf download <b>oo/a</b> &gt; log\n</code></pre>', [(1, "oo/a")]),
        ('<pre><code class="language-python">\nA.from_pretrained(&quot;oo/a&quot;)\n</code></pre>', [(2, "oo/a")]),
        (f"<!--\n```python\n{CALL}\n```\n-->\n```python\nx = 1\n```", []),
        ("```json\nhf download oo/a\n```", []),
    ],
)
def test_code_is_what_the_document_shows_as_code(text: str, found: list[tuple[int, str]]) -> None:
    assert ids(text) == found


def test_what_a_fence_shows_is_likely_and_what_a_whole_file_is_may_be_certain() -> None:
    shown, alone = "```sh\nvllm serve oo/a\n```\n", "vllm serve oo/a\n"
    assert [discover_text("a.md", text)[0].certainty.value for text in (shown, alone)] == ["likely", "certain"]


def test_indented_python_keeps_its_lines() -> None:
    assert ids(f"```python\n  import x\n\n  {CALL}\n```") == [(4, "oo/a")]


def test_settings_in_fences() -> None:
    text = (
        '# X\n```toml\n[llm]\nmodel_id = "oo/a"\n```\n```hcl\nmodel_id = "oo/b"\n```\n```dotenv\nMODEL_ID=oo/c\n```\n'
    )
    found = discover_text("docs/a.md", text)
    assert [(item.file, item.line, item.reference) for item in found] == [
        ("docs/a.md", 4, "oo/a"),
        ("docs/a.md", 7, "oo/b"),
        ("docs/a.md", 10, "oo/c"),
    ]
