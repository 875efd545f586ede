"""JUnit XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from auditor.report.junit import render


@pytest.fixture(scope="module")
def suite(menagerie):
    (suite,) = ET.fromstring(render(menagerie))
    return suite


def test_there_is_a_case_a_model(menagerie, suite):
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == [model.id for model in menagerie.models]
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)


def test_counts_are_those_of_the_cases(menagerie, suite):
    counts = menagerie.summary.by_outcome
    assert int(suite.get("tests")) == menagerie.summary.models
    assert int(suite.get("errors")) == counts["unverified"] == len(suite.findall("testcase/error"))
    failing = counts["denied"] + counts["review"] + counts["conditional"]
    assert int(suite.get("failures")) == failing == len(suite.findall("testcase/failure"))


def test_a_failure_says_why_what_to_do_and_where_it_stands(suite):
    failure = suite.find("testcase[@name='stabilityai/stable-zero123']/failure")
    assert failure.get("type") == "denied"
    assert "does not allow commercial use" in failure.text
    assert "  do: " in failure.text
    assert "  see: https://huggingface.co/stabilityai/stable-zero123/blob/9587c780" in failure.text


def test_properties_carry_the_package_and_its_licenses(suite):
    properties = suite.findall("testcase[@name='HuggingFaceH4/zephyr-7b-beta']/properties/property")
    found = {item.get("name"): item.get("value") for item in properties}
    assert found["purl"].startswith("pkg:huggingface/HuggingFaceH4/zephyr-7b-beta@892b3d7a")
    assert found["license.concluded"] == "MIT"


def test_properties_carry_what_each_problem_rests_on(menagerie, suite):
    properties = suite.findall("testcase[@name='stabilityai/stable-zero123']/properties/property")
    found = {item.get("name"): item.get("value") for item in properties}
    assert found["license/by-terms.row"] == f"licenses/{found['license/by-terms.license']}/commercial_use"
    assert found["license/by-terms.binds"] == "stabilityai/stable-zero123"
    for case in suite.findall("testcase"):
        names = [item.get("name") for item in case.findall("properties/property")]
        assert len(names) == len(set(names)), case.get("name")


def test_a_second_problem_of_one_rule_has_properties_of_its_own(suite):
    names = {item.get("name") for item in suite.findall("testcase/properties/property")}
    assert "license/by-terms#2.license" in names


def test_accepted_conditions_pass(menagerie):
    accepting = menagerie.model_copy(update={"policy": menagerie.policy.model_copy(update={"accept_conditions": True})})
    types = {item.get("type") for item in ET.fromstring(render(accepting)).findall(".//failure")}
    assert types == {"denied", "review"}


def test_the_gate_places_cases_and_skips_what_was_accepted(gated):
    top = ET.fromstring(render(gated))
    case = top.find(".//testcase[@name='HuggingFaceH4/zephyr-7b-beta']")
    assert (case.get("file"), case.get("line")) == ("src/a,b:c.py", "4")
    assert "waived by a.lawyer until 2027-03-31" in case.find("skipped").get("message")
    known = top.find(".//testcase[@name='TheBloke/Llama-2-7B-GGUF']/skipped")
    assert "the baseline has it too" in known.get("message")
    repository = top.find("testsuite[@name='auditor: repository']")
    assert (repository.get("tests"), repository.get("failures"), repository.get("skipped")) == ("2", "1", "1")
    for name in ("tests", "failures", "errors", "skipped"):
        assert int(top.get(name)) == sum(int(suite.get(name)) for suite in top)


def test_hostile_words_stay_text(hostile, poisoned):
    allowed = {"testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped"}
    for audit in (hostile, poisoned):
        assert {element.tag for element in ET.fromstring(render(audit)).iter()} <= allowed
