"""Waivers, clarifications, the baseline: what people settled counts as long as it fits, and no longer."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import MIT
from tests.gate.conftest import Desk, ids

SHA, OTHER = "a" * 40, "b" * 40
ODD = "You may use this for anything but on Sundays.\n"
NO_LICENSE = "# A model\n"
MISMATCH = {"README.md": "---\nlicense: apache-2.0\n---\n# A model\n", "LICENSE": MIT}


def manifest(*rows: dict[str, str], block: str = "waivers", models: str = "[north/one]") -> str:
    listed = "".join("  - " + "\n    ".join(f"{key}: {value}" for key, value in row.items()) + "\n" for row in rows)
    return f"models: {models}\n" + (f"{block}:\n{listed}" if rows else "")


def waiver(finding: str, model: str = "north/one", expires: str = "2026-12-31", **more: str) -> dict[str, str]:
    said = {"reason": "legal-advice", "comment": "a note of counsel", "approver": "counsel", "expires": expires}
    return {"finding": finding, "model": f'"{model}"', **said, **more}


@pytest.mark.parametrize(
    "model", ["north/one", "North/*", f"pkg:huggingface/north/one@{SHA}", f"north/one@{SHA[:7]}", "*"]
)
def test_a_waived_finding_stays_marked_and_no_longer_speaks(desk: Desk, model: str) -> None:
    desk.put("north/one", SHA, MISMATCH)
    desk.write("models.yaml", manifest())
    assert desk.audit()[0] == 10
    desk.write("models.yaml", manifest(waiver("license-tag-mismatch", model)))
    code, audit = desk.audit()
    assert (code, audit["models"][0]["decision"]["outcome"], audit["summary"]["waived"]) == (0, "approved", 1)
    [waived] = [item for item in audit["models"][0]["findings"] if item["id"] == "license-tag-mismatch"]
    assert waived["waived"]["place"] == {"file": "models.yaml", "line": 3}


def test_what_was_waived_stays_waived_when_the_audit_is_judged_again(desk: Desk) -> None:
    desk.put("north/one", SHA, MISMATCH)
    desk.write("models.yaml", manifest(waiver("license-tag-mismatch")))
    assert desk.auditor("check", "-q", "-o", "json=audit.json") == 0
    assert desk.auditor("report", "audit.json", "--policy", "commercial", "--format", "json") == 0
    assert json.loads(desk.out)["summary"]["waived"] == 1
    assert desk.auditor("report", "audit.json", "--format", "sarif") == 0
    results = json.loads(desk.out)["runs"][0]["results"]
    assert [item["ruleId"] for item in results if item.get("suppressions")] == ["license-tag-mismatch"]


@pytest.mark.parametrize("model", ["north/two", "south/*", f"north/one@{OTHER}", f"north/one@{SHA[:6]}", "north"])
def test_a_waiver_of_another_model_accepts_nothing_and_is_a_finding(desk: Desk, model: str) -> None:
    desk.put("north/one", SHA, MISMATCH)
    desk.write("models.yaml", manifest(waiver("license-tag-mismatch", model)))
    code, audit = desk.audit()
    assert (code, "waiver-unused" in ids(audit)) == (10, True)


def test_a_waiver_holds_through_its_last_day(desk: Desk) -> None:
    desk.put("north/one", SHA, MISMATCH)
    desk.write("models.yaml", manifest(waiver("license-tag-mismatch", expires="2026-09-21")))
    assert desk.audit()[0] == 0
    desk.write("models.yaml", manifest(waiver("license-tag-mismatch", expires="2026-09-20")))
    code, audit = desk.audit()
    assert (code, "waiver-expired" in ids(audit)) == (10, True)
    assert "2026-09-20; counsel gave it" in next(i["message"] for i in audit["gate"] if i["id"] == "waiver-expired")


def test_a_missing_license_can_be_waived_by_name_and_in_no_other_way(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": NO_LICENSE})
    desk.write("models.yaml", manifest(waiver("license-unresolved")))
    assert desk.audit()[0] == 10
    desk.write("models.yaml", manifest(waiver("license-missing", reason="separate-agreement")))
    assert desk.audit()[0] == 0


def test_a_waiver_in_a_policy_file_counts_in_audit_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("north/one", SHA, MISMATCH)
    text = manifest(waiver("license-tag-mismatch")).partition("\n")[2]
    desk.write("own.yaml", f"policy: own\ntitle: ours\nextends: commercial\n{text}")
    assert desk.auditor("audit", "north/one", "--policy", "commercial") == 10
    assert desk.auditor("audit", "north/one", "--policy", "own.yaml") == 0
    desk.write("own.yaml", f"policy: own\ntitle: ours\n{text.replace('license-tag', 'licence-tag')}")
    assert desk.auditor("policy", "check", "own.yaml") == 1
    assert "own.yaml:4: `licence-tag-mismatch` is no finding" in desk.err


def test_what_a_company_s_policy_settles_of_other_models_is_left_alone(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": "---\nlicense: mit\n---\n# A\n", "LICENSE": MIT})
    rows = (waiver("license-tag-mismatch", "south/*"), waiver("license-missing", "south/*", expires="2020-01-01"))
    base = (
        manifest(*rows).partition("\n")[2]
        + manifest(clarification(ODD, model="south/one"), block="clarifications").partition("\n")[2]
    )
    desk.write("base.yaml", f"policy: base\ntitle: ours\nextends: commercial\n{base}")
    own = manifest(waiver("license-tag-mismatch", "north/*")).partition("\n")[2]
    desk.write("own.yaml", f"policy: own\ntitle: ours\nextends: base.yaml\n{own}")
    desk.write("models.yaml", "policy: own.yaml\nmodels: [north/one]\n")
    code, audit = desk.audit()
    assert (code, ids(audit)) == (0, ["revision-unpinned", "waiver-unused"])
    assert len(audit["policy"]["waivers"]) == 3, "a policy adds to the waivers of the one that it extends"


def test_an_undeclared_model_can_be_waived(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": "---\nlicense: mit\n---\n# A\n", "LICENSE": MIT})
    desk.write("app.py", 'from transformers import AutoModel\nAutoModel.from_pretrained("north/one")\n')
    desk.write("models.yaml", manifest(waiver("model-undeclared"), models="[]"))
    code, audit = desk.audit()
    assert (code, audit["summary"]["waived"]) == (0, 1)


def clarification(text: str, **more: str) -> dict[str, str]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    said = {"licenses": "[Apache-2.0]", "comment": "it says so in its third line", "approver": "counsel"}
    return {"model": "north/one", "file": "LICENSE", "sha256": digest, **said, **more}


def test_a_clarification_pins_the_license_until_the_file_is_another_one(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": "# A model\n", "LICENSE": ODD})
    desk.write("models.yaml", manifest())
    assert desk.audit()[0] == 10
    desk.write("models.yaml", manifest(clarification(ODD), block="clarifications"))
    code, audit = desk.audit()
    model: Any = audit["models"][0]
    assert (code, model["license"]["concluded"], ids(audit)) == (0, "Apache-2.0", ["revision-unpinned"])
    assert model["license"]["reason"].startswith("clarified by counsel: LICENSE is Apache-2.0")
    assert model["evidence"]["subject"]["conclusion"]["clarified"]["place"] == {"file": "models.yaml", "line": 3}

    desk.put("north/one", OTHER, {"README.md": "# A model\n", "LICENSE": ODD + "Nor on Mondays.\n"})
    code, audit = desk.audit()
    assert (code, audit["models"][0]["license"]["concluded"]) == (10, None)
    assert "clarification-stale" in ids(audit)


def test_a_card_can_be_clarified_where_it_says_nothing(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": NO_LICENSE})
    word = clarification(NO_LICENSE, file="README.md", licenses="[MIT]")
    desk.write("models.yaml", manifest(word, block="clarifications"))
    code, audit = desk.audit()
    assert (code, audit["models"][0]["license"]["concluded"]) == (0, "MIT")


def test_a_restrictive_clarification_denies(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": "---\nlicense: mit\n---\n# A\n", "LICENSE": ODD})
    word = clarification(ODD, licenses="[CC-BY-NC-4.0]")
    desk.write("models.yaml", manifest(word, block="clarifications"))
    assert desk.audit()[0] == 11


def test_a_baseline_fails_only_on_what_is_new(desk: Desk) -> None:
    desk.put("north/one", SHA, MISMATCH)
    desk.write("models.yaml", manifest())
    assert desk.auditor("check", "-q", "-o", "json=base.json") == 10
    code, audit = desk.audit("--baseline", "base.json")
    assert (code, audit["summary"]["known"], audit["models"][0]["known"]) == (0, 2, True)
    assert audit["summary"]["by_outcome"] == {"review": 1}, "it stays what it is"

    desk.put("north/two", SHA, MISMATCH)
    desk.write("models.yaml", manifest(models="[north/one, north/two]"))
    code, audit = desk.audit("--baseline", "base.json")
    assert (code, [model["known"] for model in audit["models"]]) == (10, [True, False])


def test_a_baseline_does_not_cover_what_got_worse_or_was_not_seen(desk: Desk) -> None:
    desk.put("north/one", SHA, MISMATCH)
    desk.write("models.yaml", manifest())
    assert desk.auditor("check", "-q", "-o", "json=base.json") == 10
    worse = {"README.md": "---\nlicense: cc-by-nc-4.0\n---\n# A model\n", "LICENSE": MIT}
    desk.put("north/one", OTHER, worse)
    assert desk.audit("--baseline", "base.json")[0] == 11
    desk.remove("north/one")
    assert desk.audit("--baseline", "base.json")[0] == 12
    assert desk.auditor("check", "-q", "-o", "json=unseen.json") == 12
    assert desk.audit("--baseline", "unseen.json")[0] == 12, "what was not seen is never known"


def test_a_baseline_that_is_none_stops_the_run(desk: Desk) -> None:
    desk.write("models.yaml", manifest(models="[]"))
    Path("base.json").write_text("{}")
    assert desk.auditor("check", "--baseline", "base.json") == 1


def test_an_audit_says_what_of_its_policy_no_longer_fits_the_model(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": "---\nlicense: mit\n---\n# A\n", "LICENSE": MIT})
    expired = manifest(waiver("license-missing", expires="2020-01-01")).partition("\n")[2]
    desk.write("own.yaml", f"policy: own\ntitle: ours\nextends: commercial\n{expired}")
    assert desk.auditor("audit", "north/one", "--policy", "own.yaml", "--format", "json") == 10
    assert ids(json.loads(desk.out)) == ["waiver-expired"]
    stale = manifest(clarification(ODD), block="clarifications").partition("\n")[2]
    desk.write("own.yaml", f"policy: own\ntitle: ours\nextends: commercial\n{stale}")
    assert desk.auditor("audit", "north/one", "--policy", "own.yaml", "--format", "json") == 10
    assert ids(json.loads(desk.out)) == ["clarification-stale"]
    desk.write("own.yaml", f"policy: own\ntitle: ours\nextends: commercial\n{stale.replace('north/one', 'north/*')}")
    assert desk.auditor("audit", "north/one", "--policy", "own.yaml", "--format", "json") == 0
    desk.write("own.yaml", f"policy: own\ntitle: ours\nextends: commercial\n{stale.replace('north/', 'south/')}")
    assert desk.auditor("audit", "north/one", "--policy", "own.yaml", "--format", "json") == 0
