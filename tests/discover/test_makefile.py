"""Makefiles and justfiles: their variables are followed into the recipes."""

from __future__ import annotations

import time

import pytest

from auditor.discover import discover_text
from auditor.discover.makefile import as_script


def read(name: str, text: str) -> list[str]:
    return [f"{item.line} {item.type.value} {item.reference}" for item in discover_text(name, text)]


@pytest.mark.parametrize(
    ("name", "text", "gives"),
    [
        ("Makefile", "MODEL ?= heron-ai/chat\nrun:\n\tvllm serve $(MODEL)\n", "3 model heron-ai/chat"),
        ("GNUmakefile", "M := heron-ai/chat # ours\nrun:\n\t@vllm serve ${M}\n", "3 model heron-ai/chat"),
        ("x.mk", "M = heron-ai/chat\nrun:\n\t-hf download $(M)\n", "3 model heron-ai/chat"),
        ("Makefile", "run:\n\tM=heron-ai/chat; vllm serve $$M\n", "2 model heron-ai/chat"),
        ("Makefile", "ARGS := --model heron-ai/chat --port 1\nrun:\n\tvllm serve $(ARGS)\n", "1 model heron-ai/chat"),
        ("Makefile", "run:\n\tvllm serve $(MODEL)\n", "2 template ${MODEL}"),
        ("justfile", 'm := "heron-ai/chat"\nrun:\n    vllm serve {{ m }}\n', "3 model heron-ai/chat"),
        ("justfile", "run:\n    vllm serve {{m}}\n", "2 template ${m}"),
    ],
)
def test_variables_are_followed(name: str, text: str, gives: str) -> None:
    assert gives in read(name, text)


@pytest.mark.parametrize(
    "text", ["# MODEL ?= heron-ai/chat\n", "CAR := golf/gti\nrun:\n\techo $(CAR)\n", "SRC := src/main.c\n"]
)
def test_what_names_no_model(text: str) -> None:
    assert read("Makefile", text) == []


def test_every_line_stays_where_it_is() -> None:
    text = "A := b \\\n  c\nx: $(A)\n\t@echo $$HOME\n"
    assert as_script(text).count("\n") == text.count("\n")


def test_repetition_is_linear() -> None:
    start = time.process_time()
    for part in ("MODEL := ", "$(", "{{ a", "\t@@@", "export " * 3):
        read("Makefile", part * 20_000)
    assert time.process_time() - start < 5
