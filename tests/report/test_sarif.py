"""SARIF 2.1.0."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import jsonschema_rs
import pytest

import auditor
from auditor.report.parts.rules import SAYS
from auditor.report.sarif import render

ROOT = Path(auditor.__file__).parent


@pytest.fixture(scope="module")
def run(menagerie):
    (run,) = json.loads(render(menagerie))["runs"]
    return run


def test_the_menagerie_is_valid_by_the_oasis_schema(menagerie, gated, hostile, poisoned, clean, schemas):
    validator = jsonschema_rs.validator_for(json.loads((schemas / "sarif-2.1.0-schema.json").read_text()))
    for audit in (menagerie, gated, hostile, poisoned, clean):
        assert [error.message for error in validator.iter_errors(json.loads(render(audit)))] == []


def test_a_clean_model_gives_no_result(clean):
    (run,) = json.loads(render(clean))["runs"]
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []


def test_every_failing_model_gives_results_and_no_other(menagerie, run):
    failing = {model.purl for model in menagerie.models if model.decision.outcome.value != "approved"}
    assert {result["properties"]["purl"] for result in run["results"]} == failing
    assert {result["kind"] for result in run["results"]} == {"fail"}


def test_accepted_conditions_give_no_result(menagerie):
    accepting = menagerie.model_copy(update={"policy": menagerie.policy.model_copy(update={"accept_conditions": True})})
    outcomes = {item["properties"]["outcome"] for item in json.loads(render(accepting))["runs"][0]["results"]}
    assert outcomes == {"denied", "review", "unverified"}


def test_every_rule_is_used_and_explained(run):
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in rules}
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert all(rule["helpUri"] and rule["help"]["text"] for rule in rules)


def test_a_result_carries_license_row_and_whom_it_binds_as_properties(run):
    denied = next(
        item
        for item in run["results"]
        if item["ruleId"] == "license/by-terms" and "stable-zero123" in item["properties"]["reference"]
    )
    held = {key: denied["properties"][key] for key in ("license", "row", "binds")}
    assert held["row"] == f"licenses/{held['license']}/commercial_use"
    assert held["binds"] == "stabilityai/stable-zero123"
    clauses = [item["properties"]["clause"] for item in run["results"] if "clause" in item["properties"]]
    assert clauses
    assert all(clauses)
    assert all(rule["fullDescription"]["text"] for rule in run["tool"]["driver"]["rules"])


def test_every_rule_that_decides_has_a_sentence():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "decide").glob("*.py")]
    written = {name for text in sources for name in re.findall(r'"((?:license|use|card|openness)/[a-z-]+)"', text)}
    assert written | {f"license/{word}" for word in ("deny", "review", "allow")} == set(SAYS)


def test_an_empty_ground_is_no_property(run):
    bags = [item["properties"] for item in run["results"]]
    assert all(value for bag in bags for value in bag.values())
    assert [bag for bag in bags if "license" not in bag], "an issue rests on no license"


def test_a_location_is_the_cited_line_at_its_commit(run):
    result = next(item for item in run["results"] if "list-license" in item["properties"]["reference"])
    physical = result["locations"][0]["physicalLocation"]
    artifact, sha = physical["artifactLocation"], "1fd61416ed42b53113ebc6c5eaf2f8ba28f51ee2"[:8]
    assert artifact["uri"].startswith(f"auditor-fixtures/list-license/blob/{sha}")
    assert artifact["uri"].endswith("/README.md")
    assert run["originalUriBaseIds"][artifact["uriBaseId"]]["uri"] == "https://huggingface.co/"
    assert physical["region"]["startLine"] > 1


def test_no_location_is_absolute(run):
    places = [place for item in run["results"] for place in (*item["locations"], *item.get("relatedLocations", ()))]
    assert not [place for place in places if ":" in place["physicalLocation"]["artifactLocation"]["uri"]]


def test_a_place_in_the_users_repository_comes_first_and_the_evidence_beside_it(gated):
    (run,) = json.loads(render(gated))["runs"]
    placed = [item for item in run["results"] if "stable-zero123" in item["properties"]["reference"]]
    assert placed
    for item in placed:
        physical = item["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"] == {"uri": "src/a%2Cb%3Ac.py", "uriBaseId": "SRCROOT"}
        assert physical["region"] == {"startLine": 4}
    assert any(item.get("relatedLocations") for item in placed)


def test_what_was_waived_is_suppressed_and_what_was_known_is_unchanged(gated):
    results = json.loads(render(gated))["runs"][0]["results"]
    waived = [item for item in results if "suppressions" in item]
    assert {item["properties"]["reference"].partition("@")[0] for item in waived} == {
        "HuggingFaceH4/zephyr-7b-beta",
        "",
    }
    (suppression,) = waived[0]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert "a.lawyer until 2027-03-31 (legal-advice)" in suppression["justification"]
    known = {item["properties"]["reference"] for item in results if item["baselineState"] == "unchanged"}
    assert known == {gated.models[1].reference}


def test_drift_is_a_result_at_its_line_in_the_users_repository(gated):
    results = json.loads(render(gated))["runs"][0]["results"]
    drift = next(item for item in results if item["ruleId"] == "some-drift")
    assert "It was one, and is another." in drift["message"]["text"]
    assert drift["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "models.lock",
        "uriBaseId": "SRCROOT",
    }


def test_fingerprints_are_unique_and_outlive_a_new_commit(few):
    def prints(audit):
        results = json.loads(render(audit))["runs"][0]["results"]
        return [item["partialFingerprints"]["auditorProblem/v1"] for item in results]

    sha = next(model.sha for model in few.models if "stable-zero123" in model.reference)
    moved = few.model_copy(update={"generated_at": few.generated_at + timedelta(days=1)})
    moved = type(few).model_validate_json(moved.model_dump_json().replace(sha, "f" * 40))
    assert prints(few) == prints(moved)
    assert len(set(prints(few))) == len(prints(few))


def test_hostile_words_are_no_link_and_no_placeholder(hostile, poisoned):
    for audit in (hostile, poisoned):
        (run,) = json.loads(render(audit))["runs"]
        places = [place for item in run["results"] for place in (*item["locations"], *item.get("relatedLocations", ()))]
        messages = [item["message"]["text"] for item in (*run["results"], *places) if "message" in item]
        messages += [item["suppressions"][0]["justification"] for item in run["results"] if "suppressions" in item]
        messages += [rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]]
        assert not [text for text in messages if "](" in text]
        assert not [text for text in messages if "{0}" in text.replace("{{", "").replace("}}", "")]
