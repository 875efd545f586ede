"""A text is read up to a bound, and what stands beyond it keeps from approving."""

from __future__ import annotations

import pytest

from auditor.gather.bounds import MOST_CHARACTERS, MOST_PIECES, bound, is_beyond, readable
from auditor.parse.metadata import MAX_WORDS
from auditor.schema.decision import Outcome
from auditor.schema.issue import IssueKind, Weight
from auditor.schema.snapshot import METADATA
from tests.builders import APACHE, MIT, audited, dataset, issue, snapshot

ITEMS = "- a\n" * MOST_PIECES
LONG = "word " * (MOST_CHARACTERS // 5 + 1)


@pytest.mark.parametrize("text", ["", "a", ITEMS, "It is. " * MOST_PIECES, "word " * (MOST_CHARACTERS // 5)])
def test_what_people_write_is_read_to_its_end(text: str) -> None:
    assert bound(text) == len(text)
    assert readable(text) == text
    assert not is_beyond(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ". ", "。", "<br>"])
def test_very_many_pieces_are_read_up_to_the_last_one_allowed(end: str) -> None:
    text = f"a{end}" * (MOST_PIECES + 5)
    assert is_beyond(text)
    assert text.startswith(readable(text))
    assert readable(text).count("a") == MOST_PIECES


def test_a_very_long_text_is_read_up_to_a_line() -> None:
    assert len(readable(LONG)) == MOST_CHARACTERS
    assert readable("first\n" + LONG) == "first\n"


@pytest.mark.parametrize("tail", ["", "Not for commercial use."])
@pytest.mark.parametrize("body", [ITEMS + "- a\n", LONG])
def test_a_card_beyond_the_bound_is_unverified(body: str, tail: str) -> None:
    made = audited(snapshot(front="license: apache-2.0", body=f"{body}\n\n{tail}\n", files={"LICENSE": APACHE}))
    assert made.decision.outcome is Outcome.UNVERIFIED
    assert [(item.kind, item.file, item.weight) for item in made.issues] == [
        (IssueKind.TOO_LARGE, "README.md", Weight.DECISIVE)
    ]


def test_a_ban_at_the_beginning_of_an_endless_card_is_a_ban() -> None:
    made = audited(snapshot(front="license: apache-2.0", body=f"Not for commercial use.\n\n{ITEMS}- a\n"))
    assert made.decision.outcome is Outcome.DENIED


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE.txt", "USE_POLICY.md"])
def test_a_text_of_terms_beyond_the_bound_is_unverified(name: str) -> None:
    files = {"LICENSE": APACHE} | {name: f"{APACHE}\n{'a b.' * 3}\n{ITEMS}\nNot for commercial use.\n"}
    made = audited(snapshot(front="license: apache-2.0", files=files))
    assert made.decision.outcome is Outcome.UNVERIFIED
    assert {item.file for item in made.issues} == {name}


def test_a_gate_that_says_more_than_is_read_is_unverified() -> None:
    gate = {"extra_gated_prompt": ITEMS + "- Not for commercial use.\n"}
    made = audited(snapshot(front="license: apache-2.0", files={"LICENSE": APACHE}, cardData=gate, gated="manual"))
    assert made.decision.outcome is Outcome.UNVERIFIED


def test_data_with_an_endless_card_matters_as_far_as_the_policy_looks_at_data() -> None:
    front = "license: apache-2.0\ndatasets: [org/data]"
    subject = snapshot(front=front, files={"LICENSE": APACHE})
    endless = dataset().model_copy(update={"files": snapshot(front="license: mit", body=ITEMS + "- a\n").files})
    made = audited(subject, endless)
    assert [(item.subject, item.weight) for item in made.issues] == [("datasets/org/data", Weight.INCIDENTAL)]
    assert made.decision.outcome is Outcome.UNVERIFIED


@pytest.mark.parametrize("content", ["\x00\x01\ufffd" * 90, "\x07\x1f" * 90])
@pytest.mark.parametrize("name", ["README.md", "LICENSE", "USE_POLICY.txt"])
def test_what_is_no_text_is_unverified(name: str, content: str) -> None:
    made = audited(snapshot(front="license: apache-2.0", files={"LICENSE": APACHE}))
    card = snapshot(front="license: apache-2.0").files[0].content.decode()
    files = {"README.md": card, "LICENSE": APACHE} | {name: content}
    broken = audited(snapshot(front=None, files=files, cardData={"license": "apache-2.0"}))
    assert made.issues == ()
    assert broken.decision.outcome is Outcome.UNVERIFIED
    assert [(item.kind, item.file) for item in broken.issues] == [(IssueKind.UNREADABLE, name)]


def test_a_name_in_another_encoding_is_borne() -> None:
    files = {"LICENSE": APACHE, "NOTICE": "Copyright \ufffd 2020 J\ufffdrg\n"}
    assert audited(snapshot(front="license: apache-2.0", files=files)).issues == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("adapter_config.json", '{"base_model_name_or_path": "org/ba'),
        ("adapter_config.json", "[]"),
        ("mergekit_config.yml", "models: [}"),
        ("mergekit_config.yaml", "a: &a [org/x]\nmodels: *a\n"),
    ],
)
def test_bases_that_a_file_no_longer_tells_are_trouble(name: str, content: str) -> None:
    made = audited(snapshot(front="license: apache-2.0", files={"LICENSE": APACHE, name: content}))
    assert made.decision.outcome is Outcome.UNVERIFIED
    assert [(item.kind, item.file) for item in made.issues] == [(IssueKind.UNREADABLE, name)]


def test_more_tags_or_bases_than_are_read_are_unverified() -> None:
    tags = [f"t{number}" for number in range(MAX_WORDS + 1)]
    made = audited(snapshot(front="license: apache-2.0", files={"LICENSE": APACHE}, tags=tags))
    assert made.decision.outcome is Outcome.UNVERIFIED
    assert {item.file for item in made.issues} == {METADATA}
    listed = "license: apache-2.0\nlanguage:\n" + "- xx\n" * (MAX_WORDS + 1)
    made = audited(snapshot(front=listed, files={"LICENSE": APACHE}))
    assert made.decision.outcome is Outcome.UNVERIFIED
    assert {item.file for item in made.issues} == {"README.md"}


@pytest.mark.parametrize(
    "name", ["LICENSE", "NOTICE", "legal/terms.txt", "USE_POLICY.md", "README_de.md", "docs/nest.md"]
)
def test_a_file_that_is_listed_and_was_left_out_is_trouble(name: str) -> None:
    listed = ("README.md", "model.safetensors", name)
    model = audited(snapshot(files={"LICENSE": MIT} if name != "LICENSE" else {}, listed=listed))
    assert model.decision.outcome is Outcome.UNVERIFIED
    assert [item.file for item in model.issues] == [name]


def test_what_is_only_reported_of_the_repository_accounts_for_no_file() -> None:
    listed = ("README.md", "model.safetensors", "NOTICE")
    alone = issue(Weight.INCIDENTAL, "org/model", IssueKind.LENGTH_ALONE)
    model = audited(snapshot(files={"LICENSE": MIT}, listed=listed), issues=[alone])
    assert model.decision.outcome is Outcome.UNVERIFIED


def test_one_of_which_whoever_fetched_speaks_is_not_said_twice() -> None:
    listed = ("README.md", "model.safetensors", "NOTICE")
    gone = issue(Weight.DECISIVE, "org/model", IssueKind.TIMEOUT, "NOTICE")
    model = audited(snapshot(files={"LICENSE": MIT}, listed=listed), issues=[gone])
    assert [item.kind for item in model.issues] == [IssueKind.TIMEOUT]


@pytest.mark.parametrize("name", ["config.json", "vendor/x/LICENSE", "CONTRIBUTING.md", "../LICENSE"])
def test_what_nobody_reads_is_not_missed(name: str) -> None:
    model = audited(snapshot(files={"LICENSE": MIT}, listed=("README.md", "model.safetensors", "LICENSE", name)))
    assert model.issues == ()
