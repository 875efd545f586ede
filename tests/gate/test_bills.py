"""Bills in a repository, and a bill as the manifest: nothing in them is passed over."""

from __future__ import annotations

import json

from tests.gate.conftest import Desk

SHA = "a" * 40
FREE = "---\nlicense: mit\n---\n# A model\n"
ML = "machine-learning-model"
PARTS = [
    {"type": ML, "purl": f"pkg:huggingface/north/one@{SHA[:8]}"},
    {"type": ML, "name": "Internal Chat Model"},
    {"type": "library", "name": "numpy", "purl": "pkg:pypi/numpy@2"},
]
BILL = json.dumps({"components": PARTS, "bomFormat": "CycloneDX", "specVersion": "1.9"}, indent=1)


def said(audit: dict[str, list[dict[str, object]]]) -> set[tuple[object, object]]:
    return {(item["id"], item["message"]) for item in audit["gate"]}


def test_an_abbreviated_commit_is_resolved_and_named_as_such(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": FREE})
    desk.write("sbom.json", BILL)
    _, audit = desk.audit()
    (model,) = audit["models"]
    assert model["sha"] == SHA
    assert ("revision-unpinned", f"north/one is named with `{SHA[:8]}`, an abbreviated commit.") in said(audit)


def test_what_a_bill_only_names_is_a_finding_wherever_the_bill_stands(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": FREE})
    desk.write("sbom.json", BILL)
    for more in ((), ("--manifest", "sbom.json")):
        _, audit = desk.audit(*more)
        found = [item for item in audit["gate"] if item["id"] == "reference-unaudited"]
        assert [item["place"] for item in found] == [{"file": "sbom.json", "line": 9}], more
        assert "Internal Chat Model" in found[0]["message"]


def test_a_bill_that_breaks_off_is_said_to_be_unread(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": FREE})
    desk.write("sbom.json", BILL[: BILL.index("numpy")])
    _, audit = desk.audit()
    assert [model["reference"] for model in audit["models"]]
    assert any(item["id"] == "file-unfinished" and "is no valid JSON" in item["message"] for item in audit["gate"])
