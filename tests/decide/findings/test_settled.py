"""What was read elsewhere settles a link to that very place, and to no other."""

from __future__ import annotations

import pytest

from auditor.decide.findings import find
from auditor.evaluate.verdicts import evaluate
from auditor.schema.evidence import Dossier
from auditor.schema.linked import LinkedCode
from tests.builders import APACHE, MIT, SHA, audited, dossier, snapshot, standards

LICENSED = {"LICENSE": MIT}
BASE = "https://huggingface.co/maker/base"


def left(evidence: Dossier) -> list[str]:
    held = standards()
    found = find(evidence, evaluate(evidence, held.rubric), held.findings, None)
    return [item.names[0] for item in found if item.id == "terms-unread"]


def of_base(link: str, **files: str) -> list[str]:
    front = f"license: mit\nbase_model: maker/base\nlicense_link: {link}"
    return left(dossier(snapshot(front=front, files=LICENSED), snapshot("maker/base", files=LICENSED | files)))


@pytest.mark.parametrize("path", ["", "/", "/blob/main/README.md", "/blob/main/LICENSE", "/resolve/main/LICENSE"])
def test_a_link_to_what_was_read_of_a_base_is_settled(path: str) -> None:
    assert of_base(BASE + path) == []


@pytest.mark.parametrize("path", ["/blob/main/WEIGHTS_TERMS.md", "/blob/main/legal/LICENSE", "/tree/main/terms"])
def test_a_link_to_another_file_of_a_base_is_not(path: str) -> None:
    assert of_base(BASE + path) == ["link"]


def test_a_link_to_a_file_of_a_base_that_is_under_other_terms_is_not() -> None:
    assert "link" in of_base(f"{BASE}/blob/main/LICENSE.md", **{"LICENSE.md": "The Robin terms. Ask the maker."})


def test_terms_of_a_base_that_do_not_bind_settle_nothing() -> None:
    front = f"license: mit\nlicense_link: {BASE}"
    body = "It was distilled from [the base](https://huggingface.co/maker/base)."
    other = snapshot("maker/base", "license: gemma")
    assert left(dossier(snapshot(front=front, body=body, files=LICENSED), other)) == ["link"]


@pytest.mark.parametrize(
    ("path", "settled"),
    [
        ("", True),
        ("/", True),
        ("#license", True),
        ("/tree/main", True),
        ("/blob/main/LICENSE", True),
        ("/blob/master/license.md?raw=true", True),
        ("/blob/main/MODEL_LICENSE", False),
        ("/blob/main/LICENSE-WEIGHTS", False),
        ("/blob/main/weights/LICENSE", False),
        ("/blob/v2/LICENSE", False),
        ("/wiki/terms", False),
        ("/issues/3", False),
        ("-weights/blob/main/LICENSE", False),
    ],
)
def test_a_link_to_github_is_settled_where_github_looked(path: str, settled: bool) -> None:
    link = f"https://github.com/heron/robin{path}"
    evidence = dossier(snapshot(front=f"license: mit\nlicense_link: {link}", files=LICENSED))
    assert evidence.subject is not None
    cited = (evidence.subject.metadata,)
    code = LinkedCode(
        id="heron/robin", purl="pkg:github/heron/robin", sha=SHA, links=(), license="MIT", citations=cited
    )
    assert left(evidence.model_copy(update={"code": (code,)})) == ([] if settled else ["link"])


@pytest.mark.parametrize(
    ("body", "front", "outcome"),
    [
        ("This is a fine-tune of Gemma.", "license: apache-2.0", "review"),
        ("This model was fine-tuned from Gemma.", "license: mit", "review"),
        ("This is a fine-tune of BERT.", "license: apache-2.0", "approved"),
    ],
)
def test_its_own_label_is_no_word_on_the_license_of_its_base(body: str, front: str, outcome: str) -> None:
    text = APACHE if "apache" in front else MIT
    assert audited(snapshot("org/wren", front, body, files={"LICENSE": text})).decision.outcome.value == outcome


def test_the_strictest_license_of_a_family_settles_which_it_is() -> None:
    model = audited(snapshot("org/wren", "license: gemma", "This is a fine-tune of Gemma."))
    assert "lineage-unresolved" not in [item.id for item in model.findings]
