"""Each finding is raised by what it says, and by nothing that it does not."""

from __future__ import annotations

import pytest

from auditor.decide.findings import RULES
from auditor.schema.evidence import GateState
from auditor.schema.issue import Weight
from auditor.schema.snapshot import Snapshot
from tests.builders import APACHE, MIT, WEIGHTS, audited, dataset, issue, snapshot
from tests.decide.lineage_cases import LINEAGE
from tests.decide.openness_cases import OPENNESS

TUNED = snapshot(front="license: mit\nbase_model: maker/base")
WITH_DATA = snapshot(front="license: mit\ndatasets: [org/data]")
POINTER = {"LICENSE": "https://opensource.org/license/mit"}

# finding → what raises it, what does not
CASES: dict[str, tuple[list[tuple[Snapshot, ...]], list[tuple[Snapshot, ...]]]] = {
    "license-missing": (
        [(snapshot(front="tags: [x]"),), (snapshot(front=None),), (snapshot(front="license: []"),)],
        [
            (snapshot(),),
            (snapshot(front="license: other"),),
            (snapshot(front="license: *x"),),
            (snapshot(front=None, siblings=...),),
            (snapshot(front=None, listed=(*WEIGHTS, "README.md")),),
            (snapshot(front="tags: [x]", listed=(*WEIGHTS, "LICENSE")),),
        ],
    ),
    "license-unresolved": (
        [
            (snapshot(front="license: other"),),
            (snapshot(front="license: my own"),),
            (snapshot(front="license: cc"),),
            (snapshot(files={"LICENSE": "Ours alone."}),),
        ],
        [(snapshot(),), (snapshot(front="license: gpl"),), (snapshot(front="license: cc-by-nc"),)],
    ),
    "license-list-ambiguous": (
        [(snapshot(front="license: [mit, apache-2.0]"),)],
        [(snapshot(front="license: [mit]"),), (snapshot(front="license: mit"),)],
    ),
    "license-tag-mismatch": (
        [
            (snapshot(front="license: apache-2.0", files={"LICENSE": MIT}),),
            (snapshot(front="license: apple-amlr\nlicense_name: apple-ascl"),),
            (snapshot(front="license: apache-2.0\nlicense_link: https://opensource.org/license/mit"),),
        ],
        [
            (snapshot(files={"LICENSE": MIT}),),
            (snapshot(front="license: apache-2.0", files={"LICENSE-CODE": MIT}),),
            (snapshot(front="license: other\nlicense_name: mit"),),
            (snapshot(front="license: gemma\nlicense_link: https://ai.google.dev/gemma/terms"),),
        ],
    ),
    "license-modified": (
        [
            (snapshot(files={"LICENSE": MIT.replace("any person", "any student")}),),
            (snapshot(files={"LICENSE": MIT[: len(MIT) * 3 // 4]}),),
        ],
        [(snapshot(files={"LICENSE": MIT}),), (snapshot(files={"LICENSE": "Ours alone."}),)],
    ),
    "card-language-unread": (
        [(snapshot(body="Aquest model és per a la recerca i no és per a una empresa que el vulgui vendre. " * 3),)],
        [(snapshot(body="This model is for everybody, and it can be sold by whoever wants to do so. " * 3),)],
    ),
    "terms-unread": (
        [
            (snapshot(files={"LICENSE": MIT + "\nNo use by governments.\n"}),),
            (snapshot(files={"LICENSE": MIT + "\nNo commercial use above one million monthly active users.\n"}),),
            (snapshot(files={"LICENSE": "Everybody but Acme has these rights.\n\n" + MIT}),),
            (snapshot(files={"LICENSE": APACHE + "\nDas Modell dient dem Frieden.\n"}),),
            (snapshot(files={"LICENSE": "Released under the MIT license. Users pay ten percent."}),),
            (snapshot(front="license: mit", body="Keep out if you are a business."),),
            (snapshot(front="license: mit\nextra_gated_prompt: I will show it to nobody."),),
        ],
        [
            (snapshot(files={"LICENSE": MIT}),),
            (snapshot(files={"LICENSE": "Wren is released under the MIT license.\n\nCopyright 2024 Heron Labs\n"}),),
            (snapshot(files={"LICENSE": "The MIT License (MIT)\n\n" + MIT + "\nAll rights reserved.\n"}),),
            (snapshot(files={"LICENSE-CODE": MIT + "\nNo use by governments.\n", "LICENSE-MODEL": MIT}),),
            (snapshot(front="license: mit", body="No permission is needed for commercial use."),),
        ],
    ),
    "license-link-elsewhere": (
        [(snapshot(front="license: mit\nlicense_link: https://huggingface.co/other/model/blob/main/LICENSE"),)],
        [
            (snapshot(front="license: mit\nlicense_link: LICENSE"),),
            (snapshot(front="license: mit\nlicense_link: https://huggingface.co/org/model/blob/main/LICENSE"),),
            (snapshot(front="license: mit\nlicense_link: https://opensource.org/license/mit"),),
            (
                snapshot(
                    front="license: mit\nbase_model: maker/base\n"
                    "license_link: https://huggingface.co/maker/base/blob/main/LICENSE"
                ),
                snapshot("maker/base"),
            ),
        ],
    ),
    "copyright-line-missing": (
        [(snapshot(files={"LICENSE": "\n".join(line for line in MIT.splitlines() if "Copyright" not in line)}),)],
        [(snapshot(files={"LICENSE": MIT}),), (snapshot(front="license: apache-2.0", files={"LICENSE": APACHE}),)],
    ),
    "restricted-under-permissive-tag": (
        [
            (snapshot(listed=(*WEIGHTS, "USE_POLICY.md")),),
            (snapshot(body="This model is for research purposes only.\n"),),
            (TUNED, snapshot("maker/base", listed=(*WEIGHTS, "USE_POLICY.md"))),
            (snapshot(files={"LICENSE": "https://creativecommons.org/licenses/by-nc/4.0/"}),),
        ],
        [(snapshot(),), (snapshot(front="license: llama3.1", listed=(*WEIGHTS, "USE_POLICY.md")),)],
    ),
    "license-text-missing": (
        [(snapshot(),)],
        [(snapshot(files=POINTER),), (snapshot(siblings=...),), (snapshot(front="tags: [x]"),)],
    ),
    "upstream-terms-dropped": (
        [
            (TUNED, snapshot("maker/base", "license: cc-by-nc-4.0")),
            (TUNED, snapshot("maker/base", "license: llama3.1")),
        ],
        [(TUNED, snapshot("maker/base")), (TUNED, snapshot("maker/base", "license: apache-2.0"))],
    ),
    "lineage-unresolved": (
        [
            (snapshot(front="license: mit\nbase_model: ./out"),),
            (TUNED, snapshot("maker/base", "license: mit\nbase_model: ./out")),
            (snapshot(listed=("adapter_model.bin",)),),
        ],
        [
            (TUNED, snapshot("maker/base")),
            (snapshot(listed=("adapter_model.bin", "model.safetensors")),),
        ],
    ),
    "data-non-commercial": (
        [(WITH_DATA, dataset(front="license: cc-by-nc-4.0"))],
        [(WITH_DATA, dataset()), (WITH_DATA, dataset(front="license: other"))],
    ),
    "data-share-alike": (
        [(WITH_DATA, dataset(front="license: cc-by-sa-4.0")), (WITH_DATA, dataset(front="license: gpl-3.0"))],
        [
            (WITH_DATA, dataset()),
            (WITH_DATA, dataset(front="license: cc-by-4.0")),
            (snapshot(front="license: cc-by-sa-4.0\ndatasets: org/data"), dataset(front="license: cc-by-sa-4.0")),
        ],
    ),
    "weights-missing": ([(snapshot(listed=("config.json",)),)], [(snapshot(),), (snapshot(siblings=...),)]),
    "gated-model": ([(snapshot(gated="auto"),), (snapshot(gated="manual"),)], [(snapshot(),), (snapshot(gated=...),)]),
    "repository-disabled": ([(snapshot(disabled=True),)], [(snapshot(),), (snapshot(disabled=...),)]),
    "front-matter-invalid": (
        [(snapshot(front="license: *x"),), (snapshot(front="- mit"),)],
        [(snapshot(),), (snapshot(front=None),)],
    ),
    **LINEAGE,
    **OPENNESS,
}


def raised(case: tuple[Snapshot, ...]) -> set[str]:
    return {finding.id for finding in audited(*case).findings}


def test_every_finding_has_a_case_that_raises_it_and_one_that_does_not() -> None:
    of_services = {
        "system-undescribed",
        "open-model-hosted",
        "inputs-train-models",
    }  # tests/decide/findings/test_offered.py
    assert set(CASES) | of_services == set(RULES)


@pytest.mark.parametrize("name", CASES)
def test_a_finding_is_raised_where_it_should_be(name: str) -> None:
    assert [name in raised(case) for case in CASES[name][0]] == [True] * len(CASES[name][0])


@pytest.mark.parametrize("name", CASES)
def test_a_finding_is_not_raised_where_it_should_not_be(name: str) -> None:
    assert [name in raised(case) for case in CASES[name][1]] == [False] * len(CASES[name][1])


@pytest.mark.parametrize("name", CASES)
def test_a_finding_says_where_it_was_read_and_how_to_mend_it(name: str) -> None:
    for case in CASES[name][0]:
        for finding in audited(*case).findings:
            assert finding.citations
            assert finding.message
            assert finding.how_to_fix


def test_a_base_that_could_not_be_fetched_is_an_issue_and_no_finding() -> None:
    found = audited(TUNED, issues=[issue(Weight.DECISIVE)])
    assert "lineage-unresolved" not in {finding.id for finding in found.findings}


def test_an_adapter_whose_configuration_could_not_be_read_is_not_said_to_name_no_base() -> None:
    unread = issue(Weight.DECISIVE, "org/model", file="adapter_config.json")
    found = audited(snapshot(listed=("adapter_model.bin", "adapter_config.json")), issues=[unread])
    assert "lineage-unresolved" not in {finding.id for finding in found.findings}


def test_a_complete_license_text_leaves_no_finding() -> None:
    assert raised((snapshot(front="license: apache-2.0", files={"LICENSE": APACHE}),)) == set()


def test_a_gate_of_another_kind_is_unknown() -> None:
    found = audited(snapshot(gated="perhaps"))
    assert found.evidence.subject is not None
    assert found.evidence.subject.access.gate is GateState.UNKNOWN
