"""The Model Openness Tool's YAML: its keys, its seventeen components, and their licenses."""

from __future__ import annotations

from typing import Any

import yaml

from auditor.pipeline import assemble
from auditor.report.mot import render
from tests.builders import MIT, audited, snapshot, standards


def release(**metadata: Any) -> dict[str, Any]:
    made = assemble((audited(snapshot(files={"LICENSE": MIT}, **metadata)),), standards())
    (document,) = yaml.safe_load_all(render(made))
    assert list(document) == ["framework", "release"]
    found: dict[str, Any] = document["release"]
    return found


def test_it_has_the_tools_keys_and_components():
    found = release(body="Training code: https://github.com/org/tiny")
    assert found["name"] == "model"
    assert found["producer"] == "org"
    assert found["huggingface"] == "https://huggingface.co/org/model"
    assert found["github"] == "https://github.com/org/tiny"
    assert len(found["components"]) == 17
    assert all(
        list(part) == ["name", "description", "location", "license_name", "license_path"]
        for part in found["components"]
    )


def test_what_was_not_shown_is_not_included():
    licenses = {part["name"]: part["license_name"] for part in release()["components"]}
    assert licenses["Model parameters (Final)"] == "MIT"
    assert licenses["Training code"] == "Component not included"
    assert licenses["Model card"] == "License not specified"
