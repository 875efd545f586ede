"""The page: self-contained, inert whatever a card holds, complete, and small."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from auditor.fetch.archive import open_archive
from auditor.pipeline import assemble, audit
from auditor.report.html import render
from auditor.report.page import words
from auditor.report.page.steps import MEANS, steps
from auditor.report.page.views import ORDER, views
from auditor.schema.decision import Finding, Outcome
from auditor.schema.gate import GateFinding
from auditor.schema.place import Place
from auditor.schema.reference import ModelRef
from auditor.schema.use import Use
from auditor.schema.verdict import CoverageTable, GeneralPurpose, LimbResult, MofResult
from auditor.schema.waiver import Waiver
from auditor.standards import load_standards, with_use
from tests.builders import audited, snapshot, standards
from tests.report.renderings import unshown

KIB = 1024
OURS = {"name", "http-equiv", "content", "charset", "lang", "class", "id", "href", "rel", "title", "hidden", "role"}
OURS |= {"type", "value", "disabled", "placeholder", "autocomplete", "tabindex", "scope", "datetime"}
OURS |= {"x", "y", "d", "rx", "width", "height", "viewbox", "transform", "preserveaspectratio"}


class Page(HTMLParser):
    """Every element of a page with its attributes, and all text outside of script and style."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self._raw = [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._raw = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag):
        self._raw = ""

    def handle_data(self, data):
        if not self._raw:
            self.texts.append(data)

    def all(self, attribute):
        return [attrs[attribute] for _, attrs in self.elements if attribute in attrs]

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(scope="session")
def pages(menagerie, few, hostile, poisoned, clean):
    audits = {"menagerie": menagerie, "few": few, "hostile": hostile, "poisoned": poisoned, "clean": clean}
    return {name: Page(render(audit)) for name, audit in audits.items()}


every_page = pytest.mark.parametrize("name", ["menagerie", "few", "hostile", "poisoned", "clean"])


@every_page
def test_nothing_is_loaded_and_nothing_but_our_script_and_style_may_run(name, pages, menagerie):
    page = pages[name]
    assert [tag for tag, _ in page.elements if tag in ("script", "style")] == ["style", "script"]
    assert not {tag for tag, _ in page.elements} & {"img", "iframe", "object", "embed", "base", "audio", "video"}
    assert not page.all("src")
    links = [attrs["href"] for tag, attrs in page.elements if tag == "link"]
    assert [link.partition(",")[0] for link in links] == ["data:image/svg+xml"]


@every_page
def test_every_attribute_is_one_of_ours(name, pages):
    named = {attribute for _, attrs in pages[name].elements for attribute in attrs}
    assert {one for one in named if not one.startswith(("aria-", "data-"))} <= OURS
    assert {one for one in named if one.startswith("data-")} <= {
        f"data-{one}" for one in ("decision", "license", "finding", "openness", "sort")
    }


@every_page
def test_links_lead_to_this_page_or_to_the_web_without_saying_where_from(name, pages):
    page = pages[name]
    anchors = [attrs for tag, attrs in page.elements if tag == "a"]
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    for anchor in anchors:
        href = anchor["href"]
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert re.fullmatch(r"https?://[!-~]+", href)
            assert anchor["rel"] == "noreferrer"


@every_page
def test_no_character_turns_the_text_and_no_element_comes_from_a_card(name, pages, request):
    text = render(request.getfixturevalue(name))
    assert not unshown(text)
    allowed = {"html", "head", "meta", "title", "link", "style", "body", "header", "main", "article", "section", "nav"}
    allowed |= {"h1", "h2", "h3", "p", "b", "i", "q", "small", "span", "div", "a", "ul", "ol", "li", "dl", "dt", "dd"}
    allowed |= {"table", "thead", "tbody", "tr", "th", "td", "form", "fieldset", "legend", "label", "input", "select"}
    allowed |= {"option", "button", "details", "summary", "figure", "figcaption", "code", "pre", "time", "br", "script"}
    allowed |= {"svg", "g", "rect", "path", "text", "title", "noscript"}
    assert {tag for tag, _ in pages[name].elements} <= allowed


def test_the_content_security_policy_names_the_very_script_and_style(clean):
    text = render(clean)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1].replace("&#39;", "'")
    for tag in ("script", "style"):
        content = re.search(f"<{tag}>(.*)</{tag}>", text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_a_hostile_card_is_shown_as_written(pages):
    assert "<script>alert(1)</script>" in pages["hostile"].text
    assert "javascript:alert(1)" in pages["hostile"].text


def test_the_same_audit_gives_the_same_page(few):
    assert render(few) == render(few)


def test_a_page_of_many_models_stays_small(menagerie):
    size = len(render(menagerie).encode())
    assert size < 21 * KIB * len(menagerie.models)
    assert size < 0.35 * len(menagerie.model_dump_json(indent=1).encode())


def test_every_model_is_there_with_its_decision_reasons_duties_and_questions(menagerie, pages):
    text = pages["menagerie"].text
    for model in menagerie.models:
        for said in (*model.decision.reasons, *model.findings):
            assert words.sentence(said.message).replace("`", "")[:80] in text.replace("`", "") or "`" in said.message
        for question in model.decision.questions:
            assert words.sentence(question.ask, own=True) in text
        for duty in model.decision.duties:
            assert words.sentence(duty.do, own=True) in text


def test_every_citation_of_the_rubric_stands_with_file_hash_and_address(clean, pages):
    model, page = clean.models[0], pages["clean"]
    cited = [citation for verdict in model.openness.criteria.values() for citation in verdict.citations]
    assert cited
    for citation in cited:
        assert f"sha256 {citation.sha256}" in page.text
        assert citation.file in page.text
        assert citation.quote in page.text
    assert any(f"/blob/{model.sha}/README.md" in link for link in page.all("href"))


def test_evidence_is_linked_at_the_endpoint_that_it_came_from(clean):
    model = clean.models[0].model_copy(update={"endpoint": "https://hub.example"})
    page = Page(render(clean.model_copy(update={"models": (model,)})))
    outside = [href for href in page.all("href") if href.startswith("http") and "/Qwen/" in href]
    assert outside
    assert all(href.startswith("https://hub.example/") for href in outside)
    forged = model.model_copy(update={"endpoint": "javascript:alert(1)//"})
    page = Page(render(clean.model_copy(update={"models": (forged,)})))
    assert not any("javascript" in href for href in page.all("href"))


def settled(audit):
    """The first model with everything that people and later stages may add to it."""
    model = audit.models[0]
    waiver = Waiver(
        finding="some-finding", model="a/b", reason="risk-accepted", comment="Read <b>twice</b>", approver="Ada",
        expires="2030-01-31", place=None,
    )  # fmt: skip
    finding = Finding(id="some-finding", level="note", message="it is so", how_to_fix="mend it", waived=waiver)
    openness = model.openness.model_copy(
        update={
            "mof": MofResult(reached="III", blocking=("T1",)),
            "ai_act": LimbResult(
                outcome="contested",
                reason="a threshold",
                not_assessed=("systemic risk",),
                general_purpose=GeneralPurpose(answer="unlikely", reason="it embeds"),
            ),
            "coverage": (CoverageTable(id="annex", title="Annex", elements={"a-task": "found", "dates": "human"}),),
        }
    )
    gate = GateFinding(
        id="model-unpinned", level="warning", outcome="review",
        message="org/name is named with no revision", how_to_fix="Name one.",
        place=Place(file="app/main.py", line=7),
    )  # fmt: skip
    more = {"findings": (finding,), "openness": openness, "owner": "Search team", "use": Use(commercial=False)}
    made = model.model_copy(update=more | {"named_at": (Place(file="app/main.py", line=7),)})
    return audit.model_copy(update={"models": (made,), "gate": (gate,)})


def test_waivers_frameworks_coverage_and_the_users_own_repository_are_shown(clean):
    text = Page(render(settled(clean))).text
    for said in (
        "Waived by Ada until 2030-01-31", "Read <b>twice</b>", "Model Openness Framework (MOF): class III",
        "Blocked by: model card (T1)", "contested", "EU AI Act: systemic risk.",
        "A threshold. That it is a general-purpose model at all is unlikely: it embeds.", "for a person to tell dates",
        "shown a task", "Search team", "app/main.py:7", "Model unpinned".lower(), "--non-commercial",
        "org/name is named with no revision.",
    ):  # fmt: skip
        assert said in text, said


def test_the_terms_that_flow_down_are_named_with_clause_and_origin(few):
    view = next(one for one in views(few) if one.name == "TheBloke/Llama-2-7B-GGUF")
    flowing = view.audit.lineage.inherited
    text = Page(render(few.model_copy(update={"models": (view.audit,)}))).text
    for term in flowing:
        assert term.says[1:] in text
        assert term.clause in text
    assert [arrow.flow for arrow in view.drawing.arrows] == ([f"{len(flowing)} terms"] if flowing else [""])


def test_no_models_make_a_page_too(clean):
    assert "0 models" in Page(render(clean.model_copy(update={"models": ()}))).text


def test_models_of_one_name_are_told_apart(clean):
    page = Page(render(clean.model_copy(update={"models": clean.models * 3})))
    articles = [attrs["id"] for tag, attrs in page.elements if tag == "article"]
    assert len(set(articles)) == 3


def test_every_outcome_says_what_to_do(menagerie):
    assert set(MEANS) == set(ORDER) == set(Outcome)
    assert {model.decision.outcome for model in menagerie.models} == set(Outcome)
    for model in menagerie.models:
        assert steps(model)
        assert all(step.do.endswith((".", "?", "”")) for step in steps(model))


def test_a_step_asks_for_every_thing_that_is_missing(few):
    gone = next(view for view in views(few) if view.name == "tloen/alpaca-lora-7b")
    assert gone.steps[0].do.startswith("decapoda-research/llama-7b-hf is not in ")
    assert gone.steps[-1].do == "Then run the audit again."


def test_conditions_are_open_or_answered_as_the_declared_use_has_it(few, fixtures_hub):
    asked = next(view for view in views(few) if view.name == "TheBloke/Llama-2-7B-GGUF").conditions
    assert [(item.state, item.answer) for item in asked] == [
        ("open", "monthly_active_users"),
        ("open", "trains_other_models"),
    ]
    assert all(item.otherwise for item in asked)
    use = {"monthly_active_users": 5_000_000, "trains_other_models": True}
    standards = with_use(load_standards("commercial"), use)
    told = audit([ModelRef(id="TheBloke/Llama-2-7B-GGUF")], open_archive(fixtures_hub), standards)
    view = views(told)[0]
    assert [(item.state, item.answer) for item in view.conditions] == [("not met", "yes"), ("answered", "5,000,000")]
    assert "--users 5000000" in view.command


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (words.ranges((1, 3, 4, 5, 9)), "1, 3–5, 9"),
        (words.clauses([("use", "1.a"), ("patent", "3"), ("modify", "1.a"), ("other", "")]),
         "use, modify (1.a); patent (3); other"),
        (str(words.prose("say `<b>` & more", own=True)), "Say <code>&lt;b&gt;</code> &amp; more."),
        (str(words.prose("meta-llama/X is gone")), "meta-llama/X is gone."),
        (words.sentence("gpt2 is gone"), "gpt2 is gone."),
        (words.sentence("the base is gone"), "The base is gone."),
        (words.listed(["a", "b", "c"]), "a, b and c"),
        (words.amount(None), "not stated"),
        (words.amount(("EU", "US")), "EU, US"),
        (words.counted(1, "duty", "duties"), "1 duty"),
        (words.counted(2_000, "model"), "2,000 models"),
        (words.finalize("a\u202eb"), "a\ufffdb"),
    ],
)  # fmt: skip
def test_words(made, expected):
    assert made == expected


def test_the_row_that_a_finding_rests_on_is_shown():
    made = audited(snapshot("org/model", "license: mit", "It is for non-commercial use only."))
    assert "<code>limits/non-commercial-only</code>" in render(assemble((made,), standards()))
