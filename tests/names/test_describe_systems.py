"""Providers and rows of names are explained with what they rest on."""

from __future__ import annotations

from auditor.explain import explain
from auditor.files.systems import load_systems
from auditor.names.describe_systems import describe_name_rules, describe_provider

SYSTEMS = load_systems()


def test_a_provider_is_explained_with_where_each_fact_stands() -> None:
    told = describe_provider(SYSTEMS, "openai") or ""
    assert told.startswith("openai  OpenAI\n")
    assert "auditor explain openai-terms" in told
    assert "(OpenAI's services agreement, clause 4.2, 2026-01-01, second-hand)" in told
    assert "system-names" not in told


def test_a_host_is_explained_by_any_of_its_words() -> None:
    told = describe_provider(SYSTEMS, "azure-openai") or ""
    assert told.startswith("azure  Microsoft Azure\n")
    assert "names  auditor explain system-names" in told
    assert describe_provider(SYSTEMS, "nobody") is None


def test_a_row_of_names_is_explained_with_its_examples() -> None:
    told = describe_name_rules(SYSTEMS, "groq-gemma") or ""
    assert "  means  an open model on the Hub\n" in told
    assert "  fits   gemma2-9b-it → hub:google/gemma-2-9b-it\n" in told
    assert describe_name_rules(SYSTEMS, "nothing") is None
    assert len((describe_name_rules(SYSTEMS, "") or "").splitlines()) == len(SYSTEMS.rules)


def test_auditor_explain_knows_them() -> None:
    assert explain("system-names/groq-gemma").startswith("system-names/groq-gemma")
    assert explain("bedrock").startswith("bedrock  Amazon Bedrock")
    assert explain("azure:gpt-4o").startswith("azure-openai-terms: ")
