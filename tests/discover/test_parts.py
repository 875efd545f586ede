"""Tests, examples and documentation by their paths; whatever no row names ships."""

from __future__ import annotations

import pytest

from auditor.discover.parts import part_of
from auditor.schema.discovery import RepositoryPart

_TESTS = """
tests/a.py src/pkg/tests/data.json test_chat.py app/conftest.py pkg/chat_test.go web/chat.spec.ts Tests/A.cs
web/__tests__/a.js src/test/java/x/Chat.java x/ChatTest.java x/ChatTests.cs x/ChatIT.java app/tests.py
spec/chat_spec.rb docs/test_snippets.py e2e/run.sh tests/examples/a.py
"""
_EXAMPLES = "examples/a.py pkg/examples/deep/a.py notebooks/a.ipynb demo/app.py .env.example config.yaml.sample"
_DOCS = "README.md docs/conf.py docs/examples/a.py documentation/a.html examples/README.md CHANGELOG a/b.rst"
_SHIPS = """
app.py src/chat.py test.py latest.py src/contest/a.py testing/a.py Dockerfile .env train.ipynb protest.java
attestation/run.sh mydocs/a.py x/Audit.java x/EXIT.cs models.txt example.py docs.py tests
"""


@pytest.mark.parametrize(("part", "paths"), list(zip(RepositoryPart, (_SHIPS, _TESTS, _EXAMPLES, _DOCS), strict=True)))
def test_a_path_says_what_a_file_is_for(part: RepositoryPart, paths: str) -> None:
    assert {path: part_of(path) for path in paths.split()} == dict.fromkeys(paths.split(), part)
