"""What a card's text says of the license, and of what: the weights, the code, the data, something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gather.stated import stated_claims
from auditor.schema.claim import ClaimSource
from auditor.schema.evidence import Repository, StatementKind
from auditor.schema.license import CommercialUse
from tests.builders import MIT, dossier, snapshot, standards
from tests.gather.reading.reads import papers_of

KNOWLEDGE = standards().knowledge


def said(body: str, model: str = "org/wren-1b") -> list[tuple[str, tuple[str, ...]]]:
    claims = stated_claims(papers_of(body, repo_id=model), KNOWLEDGE)
    return [(claim.role, claim.licenses) for claim in claims]


def read(body: str, front: str = "tags: [x]", **made: object) -> Repository:
    evidence = dossier(snapshot(front=front, body=body, **made))  # type: ignore[arg-type]
    assert evidence.subject is not None
    return evidence.subject


@pytest.mark.parametrize(
    ("body", "claims"),
    [
        ("It is released under the MIT license.", [("", ("MIT",))]),
        ("This model is licensed under Apache 2.0.", [("weights", ("Apache-2.0",))]),
        ("Wren is released under the Apache License, Version 2.0.", [("", ("Apache-2.0",))]),
        ("We release the weights under Apache-2.0.", [("weights", ("Apache-2.0",))]),
        ("The code is under Apache-2.0.", [("code", ("Apache-2.0",))]),
        ("The code and the model weights are under Apache-2.0.", [("", ("Apache-2.0",))]),
        ("The dataset is released under CC BY 4.0.", [("data", ("CC-BY-4.0",))]),
        ("This project is licensed under the MIT License.", [("project", ("MIT",))]),
        ("License: MIT", [("", ("MIT",))]),
        ("- **License:** Apache 2.0", [("", ("Apache-2.0",))]),
        (
            "- **Code License:** MIT\n- **Model License:** CC BY-NC 4.0",
            [("code", ("MIT",)), ("weights", ("CC-BY-NC-4.0",))],
        ),
        ("## License\n\nMIT", [("", ("MIT",))]),
        ("## License\n\n[MIT](LICENSE).", [("", ("MIT",))]),
        ("## Code License\n\nMIT", [("code", ("MIT",))]),
        ("## 协议\n\n本仓库的代码依照 Apache-2.0 协议开源。", [("code", ("Apache-2.0",))]),
        (
            "代码采用 Apache-2.0 协议，Wren 模型的权重则需要遵循 CC BY-NC 4.0 协议。",
            [("code", ("Apache-2.0",)), ("weights", ("CC-BY-NC-4.0",))],
        ),
        ("模型需要遵循 Apache 2.0 和 CC BY 4.0 协议。", [("weights", ("Apache-2.0", "CC-BY-4.0"))]),
        ("Use of the model requires adherence to the MIT license.", [("weights", ("MIT",))]),
        ("Wren is MIT licensed.", [("", ("MIT",))]),
        ("The model is Apache-2.0-licensed.", [("weights", ("Apache-2.0",))]),
        ("The CC BY-NC 4.0 license applies to the weights.", [("weights", ("CC-BY-NC-4.0",))]),
        ("The license of the weights is MIT.", [("weights", ("MIT",))]),
        (
            "The code is released under MIT and the weights under CC BY-NC 4.0.",
            [("code", ("MIT",)), ("weights", ("CC-BY-NC-4.0",))],
        ),
        ("## License\n\n- Code: MIT\n- Weights: CC BY-NC 4.0", [("code", ("MIT",)), ("weights", ("CC-BY-NC-4.0",))]),
        ("The code is under MIT, while the weights are for research only.", [("code", ("MIT",))]),
        ("This work is licensed under CC BY-NC 4.0.", [("", ("CC-BY-NC-4.0",))]),
        ("[![License](https://img.test/mit.svg)](LICENSE) It is under the [MIT](LICENSE) license.", [("", ("MIT",))]),
    ],
)  # fmt: skip
def test_what_is_said_and_of_what(body: str, claims: list[tuple[str, tuple[str, ...]]]) -> None:
    assert said(body) == claims


@pytest.mark.parametrize(
    "body",
    [
        "The base model is licensed under Apache 2.0.",
        "Falcon is released under Apache 2.0.",
        "The original weights were released under the MIT license.",
        "## Acknowledgements\n\nllama.cpp is under the MIT license.",
        "Stable Wren-1bX is under the MIT license.",
    ],
)
def test_what_is_said_of_something_else_is_no_claim_of_the_model(body: str) -> None:
    assert [role for role, _ in said(body) if role in ("", "weights", "project")] == []
    subject = read(body)
    assert subject.conclusion.licenses == ()
    assert [item.kind for item in subject.statements] == [StatementKind.LICENSE_ELSEWHERE]


@pytest.mark.parametrize(
    "body",
    [
        "See the LICENSE file.",
        "## License\n\nThe same as the original.",
        "License: [More Information Needed]",
        "It is not released under the MIT license.",
        "The license is permissive.",
        "```\nLicense: MIT\n```",
        "MIT researchers made it.",
        "Weights: MIT",
        "## License\n\nThe work of MIT people applies to the weights.",
    ],
)
def test_nothing_is_said(body: str) -> None:
    assert said(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "It is released under the MIT license with additional restrictions.",
        "It is released under a modified MIT license.",
        "It is released under the MIT license (modified).",
        "It is released under Apache 2.0 for research only.",
        "It is released under Apache 2.0, provided that you have less than 100 users.",
    ],
)
def test_a_license_that_is_changed_is_not_that_license(body: str) -> None:
    assert [licenses for _, licenses in said(body)] == [()]
    assert read(body).conclusion.commercial_use is CommercialUse.UNKNOWN


def test_the_row_that_reads_it_is_named() -> None:
    claims = stated_claims(papers_of("It is released under MIT.\n\n- Model license: MIT"), KNOWLEDGE)
    assert [claim.row for claim in claims] == ["license-statements/given-under", "license-statements/label"]
    said = read("The base model is licensed under MIT.").statements
    assert [item.row for item in said] == ["license-statements/given-under"]


def test_the_line_that_names_it_is_cited() -> None:
    (claim,) = stated_claims(papers_of("# Wren\n\nA model. It is\nreleased under the\nMIT license."), KNOWLEDGE)
    assert claim.source is ClaimSource.PROSE
    assert (claim.citation.line, claim.citation.quote) == (8, "MIT license.")


@pytest.mark.parametrize(
    ("front", "files", "body", "licenses", "confidence"),
    [
        ("tags: [x]", {}, "It is released under the MIT license.", ("MIT",), "low"),
        ("license: mit", {}, "It is released under the MIT license.", ("MIT",), "medium"),
        ("license: mit", {"LICENSE": MIT}, "It is released under CC BY-NC 4.0.", ("MIT", "CC-BY-NC-4.0"), "low"),
        ("license: mit", {"LICENSE": MIT}, "The code is released under Apache 2.0.", ("MIT",), "high"),
        ("license: openrail", {}, "License: CreativeML OpenRAIL-M", ("creativeml-openrail-m",), "medium"),
        ("license: other", {}, "The dataset is under the MIT license.", (), "low"),
    ],
)
def test_the_conclusion_is_never_kinder_for_it(
    front: str, files: dict[str, str], body: str, licenses: tuple[str, ...], confidence: str
) -> None:
    found = read(body, front, files=files).conclusion
    assert (found.licenses, found.confidence.value) == (licenses, confidence)


def test_words_that_contradict_the_metadata_are_cited() -> None:
    found = read("It is released under CC BY-NC 4.0.", "license: mit").conclusion
    assert [place.line for place in found.contradicting] == [4]
    assert found.commercial_use is CommercialUse.NO


@given(
    st.lists(
        st.sampled_from(
            ["## License\n", "the ", "code ", "is ", "under ", "MIT ", "](", "[", "http://a ", ". ", "许可 ", "\n"]
        )
    )
)
def test_any_text_may_be_read(words: list[str]) -> None:
    for claim in stated_claims(papers_of("".join(words)), KNOWLEDGE):
        assert claim.citation.line


FALCON = "https://huggingface.co/spaces/tiiuae/falcon-180b-license/blob/main/LICENSE.txt"


@pytest.mark.parametrize(
    ("body", "claims"),
    [
        (f"## License\n\nThe [Falcon-180B TII license]({FALCON}) with its use policy.", [("", ("falcon-180b",))]),
        ("## License\n\nThe Falcon-180B TII license with its use policy.", []),
        ("## License\n\nThe [Falcon-180B TII license](https://heron.test) with its use policy.", []),
        (f"## License\n\nThe [Falcon-180B TII license]({FALCON}), modified by us.", [("", ())]),
    ],
)
def test_below_a_heading_a_name_whose_link_leads_to_it_may_be_followed_by_more(
    body: str, claims: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert said(body) == claims
