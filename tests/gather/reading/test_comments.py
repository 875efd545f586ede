"""Comments, docstrings, notes and fields in code speak to people; what a program does says nothing of terms."""

from __future__ import annotations

import pytest

from auditor.schema.decision import Outcome
from tests.builders import MIT, audited, snapshot

NC = "cc-by-nc-4.0"


def outcome(body: str) -> Outcome:
    """What is decided of a model under MIT with this card."""
    return audited(snapshot(body=f"# Wren\n\nIt sings.\n\n{body}\n", files={"LICENSE": MIT})).decision.outcome


def fence(language: str, *lines: str) -> str:
    """A fence of code."""
    return "\n".join((f"```{language}", *lines, "```"))


@pytest.mark.parametrize(
    "body",
    [
        fence("python", "bird = load()", "# The weights are for teaching use; do not share them.", "bird.sing()"),
        fence("python", "# The weights may only", "# be used by students.", "bird.sing()"),
        fence("python", "bird = load()  # non-commercial use only"),
        fence(
            "python", "def sing():", '    """Sing.', "", "    The weights are for research purposes only.", '    """'
        ),
        fence("python", '"""For non-commercial use only."""'),
        fence("python", "# SPDX-License-Identifier: CC-BY-NC-4.0"),
        fence("python", f'card = Card(language="en", license="{NC}")'),
        fence("bash", "# By running this you agree to the nest's terms of use.", "wren sing"),
        fence("js", "// The model must not be used commercially.", "sing();"),
        fence("c", "/*", " * This model is for personal use only.", " */", "int x;"),
        fence("python", "# 本模型仅供学术研究使用", "sing()"),
        fence("yaml", "model:", "  name: wren", f"  license: {NC}"),
        fence("yaml", "commercial_use: false"),
        fence("json", f'{{"name": "wren", "license": "{NC}", "size": 1}}'),
        fence("toml", f'license = {{text = "{NC}"}}'),
        fence("xml", f"<license>{NC}</license>"),
        fence("bibtex", "@misc{wren,", "  title={Wren},", "  note={Released for academic use only},", "}"),
        fence("bibtex", "@misc{wren, title={Wren}, note={For academic use only}, year={2026}}"),
        fence("mermaid", "graph TD;", " A[Non-commercial use only] --> B;"),
        fence("mermaid", "graph TD;", " A-->|commercial use needs a license|B;"),
        fence("nest", "You may not sell it."),
        fence("console", "This model is for non-commercial use only. Continue? [y/N]"),
        "Words:\n\n    Non-commercial use only.\n",
        "<pre><code class='language-python'># The weights are for non-commercial use only.\n</code></pre>",
    ],
)
def test_what_code_says_of_terms_is_heard(body: str) -> None:
    assert outcome(body) is Outcome.REVIEW


@pytest.mark.parametrize(
    "body",
    [
        fence("yaml", "license: mit"),
        fence("python", "# SPDX-License-Identifier: MIT", "sing()"),
        fence("python", "# only use the first token", "# do not use fp16 here", "sing()  # not for batches"),
        fence("python", "# The model must be in eval mode, and only once.", "# It needs a GPU that you own."),
        fence("python", 'ask = """You are a shop. Customers must not pay twice."""'),
        fence("python", "print('This model is for research only')"),
        fence("bash", "# requires 8 GB", "# only for linux users", "pip install wren"),
        fence("json", '{"label": "commercial", "score": 0.9}'),
        fence("json", '{"role": "system", "content": "You must not sell goods to minors."}'),
        fence("yaml", "trainer:", "  policy: ppo", "  use: true", "  access: full"),
        fence("bibtex", "@misc{wren,", "  title={On the commercial use of birds},", "  publisher={Nest},", "}"),
        fence("text", "Total 3.50 EUR, payment in cash"),
        "Output:\n\n" + fence("text", "Tenants shall not sublet the nest for commercial purposes."),
    ],
)
def test_what_a_program_does_is_not(body: str) -> None:
    assert outcome(body) is Outcome.APPROVED
