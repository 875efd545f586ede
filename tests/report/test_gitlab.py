"""GitLab Code Quality."""

from __future__ import annotations

import json

import jsonschema_rs
import pytest

from auditor.report.gitlab import render

# The fields that GitLab reads, as its documentation has them.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"minimum": 1}}},
                },
            },
        },
    },
}


@pytest.mark.parametrize("which", ["menagerie", "few", "gated", "hostile", "clean"])
def test_it_is_what_gitlab_reads(which, request):
    made = json.loads(render(request.getfixturevalue(which)))
    assert list(jsonschema_rs.validator_for(SCHEMA).iter_errors(made)) == []
    assert len({item["fingerprint"] for item in made}) == len(made)


def test_a_clean_model_gives_no_issue(clean):
    assert json.loads(render(clean)) == []


def test_severity_follows_the_outcome(menagerie):
    made = json.loads(render(menagerie))
    assert {"blocker", "critical", "major", "minor"} == {item["severity"] for item in made}
    denied = [item for item in made if item["description"].startswith("apple/FastVLM-0.5B:")]
    assert "blocker" in {item["severity"] for item in denied}


def test_the_description_ends_with_what_the_problem_rests_on(menagerie):
    made = json.loads(render(menagerie))
    (denied,) = (
        item["description"]
        for item in made
        if item["check_name"] == "license/by-terms" and "stable-zero123" in item["description"]
    )
    assert denied.endswith("binds: stabilityai/stable-zero123]")
    assert "[license: " in denied
    assert all(item["content"]["body"] for item in made if "content" in item)


def test_the_location_is_in_the_users_repository_and_what_was_accepted_is_left_out(gated):
    made = json.loads(render(gated))
    places = {(item["location"]["path"], item["location"]["lines"]["begin"]) for item in made}
    assert places == {("src/a,b:c.py", 4), ("models.lock", 9)}
    assert not [item for item in made if "Llama-2-7B-GGUF" in item["description"]]
    assert [item["check_name"] for item in made].count("some-drift") == 1
