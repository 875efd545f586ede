"""Every word of ours is explained, and an unknown one is answered with near ones."""

from __future__ import annotations

import pytest

from auditor.errors import UsageError
from auditor.explain import explain
from auditor.files.policies import load_examples, load_rules
from auditor.parse.yaml import load
from auditor.schema.exit_codes import MEANINGS
from auditor.schema.license import CommercialUse, Family, License
from auditor.schema.phrases import PhraseAddition, PhraseRow
from auditor.schema.rubric import Criterion
from tests.builders import standards

EXAMPLES = load_examples()


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.explain.load_knowledge", lambda: standards().knowledge)
    monkeypatch.setattr("auditor.explain.load_rubric", lambda: standards().rubric)
    monkeypatch.setattr("auditor.explain.load_findings", lambda: standards().findings)
    monkeypatch.setattr("auditor.explain.load_examples", lambda: EXAMPLES)


@pytest.mark.parametrize("criterion", standards().rubric.criteria, ids=lambda item: item.id)
def test_a_criterion_is_explained_by_id_name_and_path(criterion: Criterion) -> None:
    by_id = explain(criterion.id)
    assert by_id == explain(criterion.name) == explain(f"osaid/{criterion.id}") == explain(criterion.id.lower())
    assert all(word in by_id for word in ("asks", "clause", "OSAID", "tiers", "probe"))


@pytest.mark.parametrize("name", standards().findings)
def test_a_finding_is_explained_with_how_to_mend_it(name: str) -> None:
    text = explain(name)
    assert text.startswith(f"{name} (")
    assert "how to fix" in text


@pytest.mark.parametrize("name", [license_.id for license_ in standards().knowledge.catalog.licenses])
def test_a_license_is_explained(name: str) -> None:
    text = explain(name)
    assert name in text.splitlines()[0]
    assert "commercial use" in text


@pytest.mark.parametrize("name", ["osaid", "tier", "mof", "ai-act", "annex-xii", "sbom-ai"])
def test_a_framework_says_what_it_asks_and_where_it_stands(name: str) -> None:
    text = explain(name)
    assert text == explain(name.upper().replace("-", "_"))
    assert "source" in text
    assert "version" in text


def test_an_outcome_of_a_report_leads_to_its_framework() -> None:
    assert explain("likely-pass") == explain("undetermined") == explain("osaid")
    assert explain("open-weights") == explain("tier")


def test_a_framework_groups_its_criteria_by_what_satisfies_them() -> None:
    text = explain("osaid")
    required = standards().rubric.osaid.requires
    assert all(item.criterion in text for item in required)
    assert "D4 D5 D7 P2 met or not_applicable" in " ".join(text.split())
    assert "weights-available X2 met; X3 met or unknown; P3 not_met" in " ".join(explain("tier").split())
    assert "either (D8 D2 D3 met) or (D6 met)" in " ".join(explain("tier").split())
    assert "for a human" in explain("annex-xii")


def test_the_exception_of_the_ai_act_is_explained_by_all_that_speaks_against_it() -> None:
    text = " ".join(explain("ai-act").split())
    for said in ("territory", "commercial-on-application", "P1 not_met", "P1 partial", "feature-extraction", "2027"):
        assert said in text


def test_the_terms_of_a_closed_system_are_explained_by_either_name() -> None:
    assert explain("openai:gpt-4o") == explain("openai-terms")
    assert "no-competing-model" in explain("openai-terms")


@pytest.mark.parametrize(
    "name", ["osaid/C2", "mutable-terms", "llama3.1", "openai-terms", "exit-codes", "osaid", "ai-act"]
)
def test_it_fits_a_terminal_of_80_columns(name: str) -> None:
    long = [line for line in explain(name).splitlines() if len(line) > 80]
    assert [line for line in long if len(line.split()) > 1] == []


def test_a_license_is_found_by_its_other_names() -> None:
    assert explain("apache-2.0") == explain("Apache 2.0") == explain("Apache-2.0")


def test_a_license_is_found_by_the_rows_that_reports_name_and_with_those_of_a_company() -> None:
    assert explain("licenses/llama2/family") == explain("licenses/llama2") == explain("llama2")
    own = License(id="heron-eula", title="Heron", family=Family.UNKNOWN, commercial_use=CommercialUse.UNKNOWN)
    assert explain("licenses/heron-eula/family", own=[own]).startswith("heron-eula: Heron")
    for name in ("licenses/weights-released", "licenses/heron-eula", "licenses/"):
        with pytest.raises(UsageError):
            explain(name)


def test_exit_codes_are_explained_together_and_each() -> None:
    text = explain("exit-codes")
    assert sum(line[:3].strip().isdecimal() for line in text.splitlines()) == len(MEANINGS)
    assert all(explain(str(int(code))).rstrip() in text for code in MEANINGS)


def test_tables_of_phrases_are_explained_whole_and_row_by_row() -> None:
    assert "reading/promises" in explain("reading")
    whole, row = explain("reading/promises"), explain("reading/promises/coming")
    assert "stay tuned" in whole
    assert "敬请期待" in row
    assert "manuscript" in whole
    assert "manuscript" not in row
    assert explain("promises/coming") == row == explain("READING/Promises/Coming") == explain("Promises/coming")
    assert explain("READING") == explain("reading")


def test_words_of_license_texts_are_explained() -> None:
    whole, row = explain("license-words"), explain("License-Words/restricts")
    assert row in whole
    assert "active users" in row
    assert "license-words/holder" in whole
    assert "license-words/holder" not in row


def test_rows_of_a_policy_are_explained_with_it() -> None:
    row = PhraseRow(id="acme-later", says="promise", phrases={"en": ("in due course",)}, fits=("x",), misses=("y",))
    added = PhraseAddition(table="promises", rows=(row,))
    assert "in due course" in explain("promises/acme-later", [added])
    assert explain("reading/promises", [added]).index("acme-later") < explain("reading/promises", [added]).index(
        "coming ("
    )
    assert explain("reading/limits", [added]) == explain("reading/limits")
    with pytest.raises(UsageError) as raised:
        explain("promises/acme-later")
    assert "--policy FILE" in (raised.value.hint or "")


@pytest.mark.parametrize(
    ("name", "said", "hint"),
    [
        ("reading/promisses", "there is no 'reading/promisses'", "reading/promises"),
        ("reading/promises/comming", "there is no", "did you mean reading/promises/coming"),
        ("reading/nope", "there is no 'reading/nope'", "`auditor explain reading` lists the tables"),
        ("reading/promises/zzzzzzzz", "there is no", "`auditor explain reading/promises` lists its rows"),
        ("license-words/restrict", "there is no 'license-words/restrict'", "did you mean license-words/restricts"),
        ("weights-realeased", "nothing here is called 'weights-realeased'", "weights-released"),
        ("limitz", "nothing here is called 'limitz'", "reading/limits"),
        ("LICENSE-MISING", "nothing here is called", "license-missing"),
        ("apache-2.1", "nothing here is called", "Apache-2.0"),
        ("exit-code", "nothing here is called", "exit-codes"),
        (
            "zzzzzzzz",
            "nothing here is called",
            "rule, license, `family/…`, `licenses/…`, `obligations/…`, `use/…`, `reading/…`, `license-words` or",
        ),
        ("", "nothing here is called ''", "a criterion"),
        ("²", "nothing here is called", "a criterion"),
        ("9" * 5_000, "nothing here is called", "a criterion"),
        ("99", "99 is no exit code of auditor", "they are 0, 1, 2"),
    ],
)
def test_an_unknown_word_is_answered_with_near_ones(name: str, said: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        explain(name)
    assert said in str(raised.value)
    assert hint in (raised.value.hint or "")
    assert raised.value.exit_code == 2


def test_a_family_is_explained() -> None:
    text = explain("family/llama")
    assert text == explain("FAMILY/Llama")
    assert text.startswith("family/llama Llama")
    assert all(word in text for word in ("makers", "licenses", "2: llama2", "repositories", "examples", "not it"))
    assert "reached through its provider" in explain("family/claude")


def test_a_family_that_is_not_there_leads_to_near_ones() -> None:
    with pytest.raises(UsageError, match="no family") as raised:
        explain("family/lama")
    assert "family/llama" in str(raised.value.hint)


@pytest.mark.parametrize("name", [*load_rules(), "issue/timeout"])
def test_a_rule_a_decision_and_a_kind_of_unread_words_say_how_to_settle_them(name: str) -> None:
    text = explain(name)
    assert text.startswith(f"{name.partition('/timeout')[0]}\n")
    assert "how to settle" in text


def test_a_table_of_phrases_is_explained_by_its_bare_name_too() -> None:
    assert explain("limits") == explain("reading/limits")


@pytest.mark.parametrize(
    "row", ["licenses/llama3.1/obligations/notice-text", "licenses/CC-BY-4.0/restrictions/no-further-terms"]
)
def test_a_fact_of_a_license_is_explained_with_yaml_that_can_be_pasted(row: str) -> None:
    text = explain(row)
    (pin,) = load(text.partition("\n\n")[2]).value["readings"][:1]
    assert f"licenses/{pin['license']}/{pin['row']}" == row


def test_a_fact_is_no_finding_of_its_name() -> None:
    word = "mutable-terms"
    licenses = standards().knowledge.catalog.licenses
    known = next(one for one in licenses if word in [item.restriction for item in one.restrictions])
    assert explain(f"licenses/{known.id}/restrictions/{word}").startswith(f"licenses/{known.id}/restrictions/{word}")
    assert explain(word).startswith(f"{word} (")
