"""The table of promises is read with care and told as counsel reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import PolicyError, UsageError
from auditor.files.promises import SOURCE, describe_promises, load_promises
from auditor.gate.own_license import is_weights
from auditor.gate.promises import plain
from auditor.parse.home import home

TABLE = load_promises()


def test_examples_of_files_and_words_are_held() -> None:
    assert [name for name in TABLE.weights.fits if not is_weights(name, TABLE.weights)] == []
    assert [name for name in TABLE.weights.misses if is_weights(name, TABLE.weights)] == []
    said = set(TABLE.reserved.names)
    phrases = TABLE.reserved.phrases
    assert [
        one for one in TABLE.reserved.fits if plain(one) not in said and not any(p in plain(one) for p in phrases)
    ] == []
    assert [one for one in TABLE.reserved.misses if plain(one) in said] == []


def test_the_table_is_told_whole_and_by_rows() -> None:
    whole = describe_promises("repository-license")
    ids = [row.id for row in TABLE.promises] + [row.id for row in TABLE.conflicts] + [row.id for row in TABLE.duties]
    assert [name for name in ids if f"repository-license/{name}\n" not in whole] == []
    one = describe_promises("repository-license/non-commercial")
    assert "no right to commercial" in one
    assert "share-alike" not in one.splitlines()[0]
    with pytest.raises(UsageError) as raised:
        describe_promises("repository-license/non-comercial")
    assert "repository-license/non-commercial" in str(raised.value.hint)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("promises: [commercial-use]", "promises: [comercial-use]", "no promise is `comercial-use`"),
        ("id: no-derivatives", "id: outputs", "the id `outputs` stands twice"),
        ("level: warning", "level: grave", "repository-license.yaml:"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / SOURCE).write_text((home() / SOURCE).read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyError) as raised:
        load_promises(tmp_path)
    assert said in str(raised.value)
