"""Units and containers."""

from __future__ import annotations

from auditor.discover import discover_text


def test_a_unit_sets_and_runs() -> None:
    text = (
        '[Unit]\nDescription=model server oo/none\n[Service]\nEnvironment="HF_MODEL_ID=oo/a"\nEnvironment=X=1\n'
        "ExecStart=/usr/bin/vllm serve oo/b \\\n  --lora-modules x=oo/c\nUser=oo/user\n"
    )
    found = discover_text("etc/chat.service", text)
    assert [(item.line, item.kind, item.reference) for item in found] == [
        (4, "service_unit", "oo/a"),
        (6, "service_unit", "oo/b"),
        (7, "service_unit", "oo/c"),
    ]
