"""What a repository declares and uses is audited, all of it; what cannot be seen is never approved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import APACHE, MIT
from tests.gate.conftest import Desk, ids
from tests.replica import Fault

SHA, OTHER = "a" * 40, "b" * 40
CARD = "---\nlicense: mit\n---\n# A model\n"
USE = 'AutoModel.from_pretrained("{}"{})\n'


def code(*names: str) -> str:
    return "from transformers import AutoModel\n" + "".join(USE.format(name, "") for name in names)


def test_without_anything_there_is_nothing_to_audit(desk: Desk) -> None:
    assert desk.auditor("check") == 3
    assert "auditor init" in desk.err
    desk.write("models.yaml", "models: []\n")
    assert desk.auditor("check") == 0
    assert desk.requests == []


def test_what_is_used_and_not_declared_is_a_finding_at_its_line(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.put("north/two", SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.write("models.yaml", f"models:\n  - north/one@{SHA}\n")
    desk.write("src/app.py", code("North/One", "north/two"))
    exit_code, audit = desk.audit()
    assert exit_code == 10
    [undeclared] = [item for item in audit["gate"] if item["id"] == "model-undeclared"]
    assert (undeclared["reference"], undeclared["place"]) == ("north/two", {"file": "src/app.py", "line": 3})
    assert [model["id"] for model in audit["models"]] == ["north/one", "north/two"], "it is audited all the same"


def test_without_a_manifest_nothing_is_undeclared_and_all_is_audited(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.write("app.py", code("north/one"))
    exit_code, audit = desk.audit()
    assert (exit_code, ids(audit)) == (0, ["revision-unpinned"])


def test_a_reference_without_a_commit_is_named_and_fails_only_where_the_policy_says_so(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.write("models.yaml", "policy: strict.yaml\nmodels:\n  - model: north/one\n    revision: main\n")
    desk.write("strict.yaml", "policy: strict\ntitle: s\nextends: commercial\nfindings: {deny: [revision-unpinned]}\n")
    exit_code, audit = desk.audit()
    assert exit_code == 11
    assert audit["gate"][0]["message"] == "north/one is named with `main`, which may move."
    desk.write("models.yaml", "models:\n  - model: north/one\n    revision: main\n")
    assert desk.audit()[0] == 0


def test_an_entry_s_own_use_counts_for_it_alone(desk: Desk) -> None:
    card = "---\nlicense: cc-by-nc-4.0\n---\n# A model\n"
    for name in ("north/one", "north/two"):
        desk.put(name, SHA, {"README.md": card})
    desk.write("models.yaml", "models:\n  - model: north/one\n    use: {commercial: false}\n  - north/two\n")
    exit_code, audit = desk.audit()
    outcomes = {model["id"]: model["decision"]["outcome"] for model in audit["models"]}
    assert (exit_code, outcomes["north/two"]) == (11, "denied")
    assert outcomes["north/one"] != "denied"
    assert audit["models"][0]["use"]["commercial"] is False
    assert audit["models"][1]["use"] is None
    desk.write("audit.json", desk.out)
    assert desk.auditor("report", "audit.json", "--format", "json", "--policy", "commercial") == 11
    again = {model["id"]: model["decision"]["outcome"] for model in json.loads(desk.out)["models"]}
    assert again == outcomes


def test_what_is_not_on_the_hub_is_said_and_not_approved(desk: Desk) -> None:
    desk.write("app.py", "import os\nfrom transformers import AutoModel\nAutoModel.from_pretrained(os.environ['M'])\n")
    desk.write("models.yaml", "models: []\n")
    exit_code, audit = desk.audit()
    assert (exit_code, ids(audit), audit["models"]) == (10, ["reference-unaudited"], [])


def test_a_manifest_given_by_name_may_be_a_list(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.write("weight-audit-models.txt", f"north/one@{SHA}\n")
    assert desk.audit("--manifest", "weight-audit-models.txt")[1]["models"][0]["named_at"] == [
        {"file": "weight-audit-models.txt", "line": 1}
    ]


def test_a_wrong_manifest_stops_the_run_before_anything_is_asked(desk: Desk) -> None:
    desk.write("models.yaml", "models:\n  - not a model\n")
    assert desk.auditor("check") == 1
    assert "models.yaml:2: not a reference" in desk.err
    assert desk.requests == []


def test_several_reports_from_one_run(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.write("app.py", code("north/one"))
    assert desk.auditor("check", "-o", "json=a.json", "-o", "notice=NOTICE", "--output", "plain.txt") == 0
    assert desk.out == ""
    assert json.loads(Path("a.json").read_text())["summary"]["models"] == 1
    assert "north/one" in Path("plain.txt").read_text()
    assert Path("NOTICE").exists()
    assert desk.audit()[1]["models"][0]["named_at"] == [{"file": "app.py", "line": 2}], "reports are no use of a model"
    for wrong in (("-o", "xml=a"), ("-o", "a.txt", "-o", "b.txt"), ("-o", "json=a", "-o", "notice=a")):
        assert desk.auditor("check", *wrong) == 2


# Show 3. Each of these is one model beside a sound one.


def test_a_hub_that_always_says_429_approves_nothing(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.write("models.yaml", "models:\n  - north/one\n")
    faults = (Fault("*", "rate-limit", seconds=1),)
    assert desk.auditor("check", "--patience", "0", "--format", "json", faults=faults) == 12
    [model] = json.loads(desk.out)["models"]
    assert model["decision"]["outcome"] == "unverified"
    assert model["issues"][0]["kind"] == "rate-limited"
    assert desk.auditor("lock", "--patience", "0", faults=faults) == 1
    assert not Path("models.lock").exists()


def test_an_id_that_is_not_there_is_unverified_beside_one_that_is(desk: Desk) -> None:
    desk.put("north/one", SHA, {"README.md": CARD, "LICENSE": MIT})
    desk.write("models.yaml", "models:\n  - north/one\n  - north/nowhere\n")
    exit_code, audit = desk.audit()
    assert (exit_code, audit["summary"]["by_outcome"]) == (12, {"approved": 1, "unverified": 1})
    assert desk.auditor("lock") == 1
    assert "north/nowhere" in desk.err
    assert not Path("models.lock").exists()


def test_a_gated_model_without_a_token_is_never_approved(desk: Desk) -> None:
    desk.put("north/gated", SHA, {"README.md": CARD, "LICENSE": MIT}, gated="manual", cardData={"license": "mit"})
    desk.write("models.yaml", "models:\n  - north/gated\n")
    exit_code, audit = desk.audit()
    assert exit_code == 10
    [model] = audit["models"]
    assert model["decision"]["outcome"] == "conditional"
    [told] = [reason for reason in model["decision"]["reasons"] if reason["rule"] == "issue/gated"]
    assert set(told["names"]) == {"README.md", "LICENSE"}
    assert not any("LICENSE" in reason["message"] for reason in model["decision"]["reasons"] if reason != told)


def test_one_hostile_card_among_fifty_is_one_model_s_trouble(desk: Desk) -> None:
    hostile = "---\nlicense: [mit\nx: " + "[" * 5_000 + "\n---\n\x1b[2J# \u202eevil ::error::\n" + "<a>" * 2_000
    names = [f"north/model-{number:02}" for number in range(50)]
    for name in names:
        desk.put(name, SHA, {"README.md": hostile if name.endswith("25") else CARD, "LICENSE": MIT})
    desk.write("models.yaml", "models:\n" + "".join(f"  - {name}@{SHA}\n" for name in names))
    exit_code, audit = desk.audit()
    assert exit_code == 10
    outcomes = {model["id"]: model["decision"]["outcome"] for model in audit["models"]}
    assert outcomes.pop("north/model-25") == "review"
    assert set(outcomes.values()) == {"approved"}
    assert desk.auditor("check", "-q", "-o", "plain.txt") == 10
    assert "\x1b" not in Path("plain.txt").read_text()


@pytest.mark.parametrize("license_text", [MIT, APACHE])
def test_a_lock_is_the_same_bytes_whatever_the_order(desk: Desk, license_text: str) -> None:
    for name in ("north/one", "north/two"):
        desk.put(name, SHA, {"README.md": CARD, "LICENSE": license_text})
    desk.write("models.yaml", "models:\n  - north/two\n  - north/one\n")
    assert desk.auditor("lock") == 0
    first = Path("models.lock").read_bytes()
    Path("models.lock").unlink()
    desk.write("models.yaml", "models:\n  - north/one\n  - north/two\n")
    assert desk.auditor("lock", "--jobs", "1") == 0
    assert Path("models.lock").read_bytes() == first


def test_a_closed_system_is_judged_and_not_locked(desk: Desk) -> None:
    desk.write("models.yaml", "models:\n  - openai:gpt-4o\n")
    exit_code, audit = desk.audit()
    assert (exit_code != 0, ids(audit)) == (True, [])
    assert desk.auditor("lock") == 0
    assert json.loads(Path("models.lock").read_text())["models"] == []
    assert desk.auditor("check", "--locked") == exit_code
    desk.write("models.yaml", "datasets:\n  - openai:gpt-4o\n")
    assert desk.auditor("check") == 1
