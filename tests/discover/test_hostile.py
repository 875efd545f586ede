"""Whatever a file holds, discovery returns, in time that grows with its size."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.discover import discover_text
from auditor.discover.reference import read
from auditor.discover.words import words

NAMES = sorted(
    words(
        "x.py x.ipynb x.sh x.yaml x.js x.rs x.md x.json x.conf x.toml .env Dockerfile Modelfile models.txt Makefile"
        " compose.yaml x.tf x.ini x.properties x.cfg x.pbtxt x.service x.http x.tfvars x.tf.json"
        " x.ts x.tsx x.vue x.go x.java x.kt x.cs x.rb"
    )
)
TEXT = r"""
from_pretrained( pipeline( 'oo/a' "oo/a" hf download vllm serve --model ${A:-oo/a} $A A=oo/a FROM CMD [ ] { } ( ) : -
| > # \ ``` ```python <<A A hf:// https://huggingface.co/ oo/a/resolve/main/x import huggingface model:
pkg:huggingface/oo/a@1 model_name_or_path: services: litellm_params: &a *a {{ }} é def f(x='oo/a'): lambda class async
await openai responses create OpenAI ResponseNewParams ConverseRequest modelId RubyLLM.chat => ??
{"cells":[{"cell_type":"code","source":[" >>> !hf %% // /*
"""
PIECES = st.sampled_from([*sorted(words(TEXT)), "\n", "\t", "\\\n", "\0", "\ud800", "*/"])


@settings(max_examples=50, deadline=None)
@given(name=st.sampled_from(NAMES), parts=st.lists(PIECES, max_size=40))
def test_pieces_of_the_formats(name: str, parts: list[str]) -> None:
    for joint in ("", " ", "\n"):
        for item in discover_text(name, joint.join(parts), {"A": "oo/b"}):
            assert item.line >= 1
            item.model_dump_json()


@settings(max_examples=50, deadline=None)
@given(name=st.sampled_from(NAMES), text=st.text(max_size=300))
def test_any_text(name: str, text: str) -> None:
    discover_text(name, f"huggingface from_pretrained pipeline model hf {text}")


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=60))
def test_any_reference(text: str) -> None:
    read(text)


_SUMS = "".join(f"a{i + 1}=a{i}+a{i}\n" for i in range(40))
DEEP = {
    "doubling.py": "a0='oo/" + "x" * 400 + "'\n" + _SUMS + "X.from_pretrained(a40)\n",
    "x.py": "import transformers\nx.from_pretrained(" + "(" * 5000 + ")" * 5000 + ")\n",
    "minus.py": "from_pretrained(" + "-" * 20000 + "1)\n",
    "sum.py": "from_pretrained(" + "'a'+" * 5000 + "'b')\n",
    "x.yaml": "model: " + "[" * 20000,
    "x.json": '{"bomFormat": ' * 5000,
    "x.ipynb": '{"cells": ' + "[" * 50000,
    "doubling.sh": "A=oo/" + "x" * 100 + "\n" + "A=$A$A$A$A\n" * 60 + "vllm serve $A\n",
    "circle.py": "a=b\nb=a\nx.from_pretrained(a)\ndef f(n):\n    f(n)\n    x.from_pretrained(n)\n",
    ".env": "M=x\n" + "M=$M$M$M\n" * 60,
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_deep_or_grows(name: str) -> None:
    start = time.process_time()
    discover_text(name, DEEP[name])
    assert time.process_time() - start < 2


REPEATED = {
    "quotes.sh": "hf 'a \"b\n",
    "heredocs.sh": "hf <<A\n",
    "verbs.sh": "hf download ",
    "dollars.sh": "hf ${A",
    "assign.sh": "A_MODEL=$A_MODEL$B\n",
    "names.py": "n = n or x.from_pretrained(n)\n",
    "calls.py": "def f(n): x.from_pretrained(n)\nf(f)\n",
    "fields.py": "class C:\n    n = 'oo/a'\nx.from_pretrained(c.n)\n",
    "broken.py": "def f(:\n    pipeline('a', 'oo/b')\n",
    "comments.js": "pipeline( /* //",
    "calls.js": "import '@huggingface/x'; pipeline(//",
    "strings.js": "huggingface pipeline('",
    "words.js": "huggingface" + "a" * 100,
    "x.rs": "hf_hub .model( Repo::new(",
    "aliases.yaml": "- &a model\n- *a\n",
    "urls.yaml": "- hf://oo/a\n",
    "flat.yaml": "model: [}\n",
    "env.yaml": "services: {a: {environment: {MODEL_ID: $A}}}\n---\n",
    "fences.md": "```\nhf download oo/a\n",
    "x.ipynb": '{"cells": [',
    "sbom.json": '{"bomFormat": "x", "name": "oo/a", ',
    "purls.txt": "pkg:huggingface/oo/a@1\n",
    "Dockerfile": 'RUN python -c "\n',
    "Modelfile": "FROM <a b\n",
    "settings.toml": "[model]\nmodel_id = 'oo/a'\n",
    "settings.json": '{"model_id": "oo/a",\n',
    "settings.ini": "model_id = oo/a\n",
    "blanks.ini": "model" + " " * 900,
    "x.tf": 'model_id = "oo/${var.a}"\n',
    "nested.tf": "model {\n",
    "x.pbtxt": 'key: "model_id" ',
    "x.service": "Exec=vllm \\\n",
    "x.http": "POST x/model\n",
    "curl.sh": "curl 'a/' '\"model\": \"",
    "pairs.sh": "x --set model.id=oo/a,",
    "braces.sh": "MODEL_ID={A_MODEL=a/b,",
    "releases.sh": "https://github.com/a/b/releases/download/",
    "kaggle.sh": "kaggle.com/models/",
    "base64.py": "huggingface_hub = " + "QUJD" * 50,
}


@pytest.mark.parametrize("name", REPEATED)
def test_time_is_linear(name: str) -> None:
    def seconds(size: int) -> float:
        text = (REPEATED[name] * (size // len(REPEATED[name])))[:size]
        start = time.process_time()
        discover_text(name, text)
        return time.process_time() - start

    seconds(1000)
    small = max(seconds(10_000), 0.002)
    # Eight times the size; quadratic time would be sixty-four times as long. A busy machine gets three chances.
    assert any(seconds(80_000) < 30 * small for _ in range(3))
