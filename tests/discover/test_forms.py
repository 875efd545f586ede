"""Every row of policies/discovery/ reads its own examples, and nothing in what only looks like them."""

from __future__ import annotations

import pytest

from auditor.discover import discover_text
from auditor.files.forms import load_forms
from auditor.schema.form import Form

ENDINGS = {"python": "py", "javascript": "ts", "go": "go", "java": "java", "csharp": "cs", "ruby": "rb", "rust": "rs"}
PLAIN = ("model", "api_model")
FORMS = [form for library in load_forms().libraries for form in library.forms]


def read(language: str, code: str) -> set[str]:
    """What is found, as the examples write it."""
    found = discover_text(f"example.{ENDINGS[language]}", code)
    return {item.reference if item.type in PLAIN else f"{item.type} {item.reference}" for item in found}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_examples(form: Form) -> None:
    for example in form.fits:
        assert read(example.language or form.languages[0], example.code) == set(example.gives), example.code
    for miss in form.misses:
        assert read(miss.language or form.languages[0], miss.code) == set(), miss.code
