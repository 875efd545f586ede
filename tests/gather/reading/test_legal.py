"""What a license file says beyond a known license is read by sentences, and cited where it stands."""

from __future__ import annotations

import pytest

from tests.builders import APACHE, MIT, audited, dossier, snapshot

LIMIT = "The weights are for non-commercial use only."


def said(**files: str) -> list[tuple[str, str, int | None]]:
    subject = dossier(snapshot(files=dict(files))).subject
    assert subject is not None
    return [(item.kind.value, item.citation.file, item.citation.line) for item in subject.statements]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{LIMIT}\n\n{MIT}", 1),
        (f"{MIT.rstrip()}\n\n{LIMIT}\n", len(MIT.rstrip().split("\n")) + 2),
        (f"Our terms\n\n    {LIMIT}\n", 3),  # in plain text an indented line is no code
        ("Our terms. The weights are for\nnon-commercial\nuse only.", 1),
    ],
    ids=["before", "behind", "unknown", "wrapped"],
)
def test_what_no_license_holds_is_read(text: str, line: int) -> None:
    assert said(LICENSE=text) == [("non-commercial", "LICENSE", line)]


@pytest.mark.parametrize("name", ["NOTICE", "USE_POLICY.md", "LICENSE-MODEL", "LICENSE.md"])
def test_so_are_notices_policies_and_markdown(name: str) -> None:
    assert [item[:2] for item in said(**{name: f"{APACHE}\n\n{LIMIT}"})] == [("non-commercial", name)]


@pytest.mark.parametrize("name", ["LICENSE-CODE", "LICENSE-DATA"])
def test_terms_of_other_parts_limit_no_model(name: str) -> None:
    assert said(**{name: LIMIT.replace("model", "program").replace("weights", "scripts")}) == []


def test_what_terms_of_another_part_say_of_the_weights_limits_the_model() -> None:
    assert said(**{"LICENSE-CODE": "The model weights may be used for non-commercial purposes only."})


@pytest.mark.parametrize("text", [MIT, APACHE])
def test_a_license_as_it_is_says_nothing_more(text: str) -> None:
    assert said(LICENSE=text) == []


def test_it_decides() -> None:
    model = audited(snapshot(front="license: mit", files={"LICENSE": f"{MIT}\n\n{LIMIT}"}))
    (reason,) = [item for item in model.decision.reasons if item.rule == "card/non-commercial"]
    assert model.decision.outcome.value == "denied"
    assert "LICENSE forbids commercial use" in reason.message
    assert reason.citations[0].quote == LIMIT


@pytest.mark.parametrize(
    "text",
    [
        f"    {LIMIT}\n",
        f"```\n{LIMIT}\n```\n",
        f"```\n{LIMIT}\n",
        f"<!-- {LIMIT} -->\n",
        f'[x]: https://x.example "{LIMIT}"\n',
    ],
)
@pytest.mark.parametrize("name", ["LICENSE.md", "NOTICE.md"])
def test_what_markdown_hides_is_read_in_terms(text: str, name: str) -> None:
    assert [item[:2] for item in said(**{name: f"Our terms\n\n{text}"})] == [("non-commercial", name)]


@pytest.mark.parametrize("text", [f"Our terms\n\n    {LIMIT}\n", f"Our terms\n\n```\n{LIMIT}\n```\n"])
def test_in_terms_code_is_no_code(text: str) -> None:
    assert [item[:2] for item in said(**{"LICENSE.md": text})] == [("non-commercial", "LICENSE.md")]
