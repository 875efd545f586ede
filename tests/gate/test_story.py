"""Show 2, as a team lives through it: init, check, lock; upstream changes its license; a waiver, and its end."""

from __future__ import annotations

from tests.builders import APACHE, MIT
from tests.gate.conftest import DAY, TODAY, Desk, ids

CARD = "---\nlicense: mit\n---\n# A model\n\nIt answers.\n"
OLD, NEW = "a" * 40, "b" * 40
WAIVER = """
waivers:
  - finding: license-changed
    model: northwind-ai/answerer
    reason: legal-advice
    comment: the locked commit stays under MIT; see the note of counsel
    approver: counsel@example.com
    expires: 2026-10-01
"""


def test_from_the_first_day_to_the_end_of_a_waiver(desk: Desk) -> None:
    desk.put("northwind-ai/answerer", OLD, {"README.md": CARD, "LICENSE": MIT})
    desk.write(
        "app.py", 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("northwind-ai/answerer")\n'
    )

    assert desk.auditor("init") == 0
    assert "- model: northwind-ai/answerer" in (desk.root / "models.yaml").read_text()

    code, audit = desk.audit()
    assert code == 0
    assert [model["decision"]["outcome"] for model in audit["models"]] == ["approved"]
    assert audit["models"][0]["named_at"] == [{"file": "models.yaml", "line": 14}, {"file": "app.py", "line": 2}]

    assert desk.auditor("lock") == 0
    lock = (desk.root / "models.lock").read_bytes()
    assert desk.auditor("lock") == 0
    assert (desk.root / "models.lock").read_bytes() == lock
    assert desk.auditor("check", "--locked") == 0

    # Upstream puts another license into the file and leaves `license: mit` in the card.
    desk.put("northwind-ai/answerer", NEW, {"README.md": CARD, "LICENSE": APACHE.replace("Apache", "Other")})
    code, audit = desk.audit("--locked")
    assert code == 10
    changed = next(item for item in audit["gate"] if item["id"] == "license-changed")
    assert changed["place"] == {"file": "models.yaml", "line": 14}
    assert changed["message"] == "LICENSE of northwind-ai/answerer has changed."
    assert changed["before"].startswith("MIT (sha256 ")
    assert "-Permission is hereby granted, free of charge" in changed["after"]
    assert audit["models"][0]["sha"] == OLD, "what is judged is what is locked"
    assert desk.auditor("check", "--locked") == 10
    assert "license-changed" in desk.out
    assert desk.auditor("check", "--locked", "--offline") == 0, "the lock itself is as it was"
    assert desk.requests == []

    manifest = desk.root / "models.yaml"
    manifest.write_text(manifest.read_text() + WAIVER)
    code, audit = desk.audit("--locked")
    assert code == 0
    assert audit["summary"]["waived"] == 1
    waived = next(item for item in audit["gate"] if item["id"] == "license-changed")
    assert waived["waived"]["approver"] == "counsel@example.com"
    assert desk.auditor("check", "--locked") == 0
    assert "waived" in desk.out

    desk.on(TODAY + 30 * DAY)
    code, audit = desk.audit("--locked")
    assert code == 10
    assert {"license-changed", "waiver-expired"} <= set(ids(audit))
    assert audit["summary"]["waived"] == 0
