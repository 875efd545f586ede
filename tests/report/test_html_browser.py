"""The page in a real browser. Skipped, with the reason, where chromium or playwright is not installed."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from auditor.report.html import render

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = [
    Path(os.environ.get("AXE_CORE") or "axe.min.js"),
    Path("/usr/lib/node_modules/axe-core/axe.min.js"),
    Path("/usr/local/lib/node_modules/axe-core/axe.min.js"),
]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ELEMENTS = "document.querySelectorAll('*').length"
MADE = "#model-TheBloke-Llama-2-7B-GGUF"
TUNED = "#model-1024m-WASSA24-Task1-3A-LLAMA3-8B-V002-lora"


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(menagerie, few, clean, tmp_path_factory):
    """The pages of the menagerie, of a few models, of one, and of two hundred, on disk."""
    folder = tmp_path_factory.mktemp("pages")
    many = menagerie.model_copy(update={"models": (menagerie.models * 3)[:200]})
    for name, audit in {"menagerie": menagerie, "few": few, "one": clean, "many": many}.items():
        (folder / f"{name}.html").write_text(render(audit), encoding="utf-8")
    return folder


@pytest.fixture
def visit(browser, site):
    """Opens a page; afterwards nothing may have been asked of the network and nothing been said on the console."""
    contexts, said, asked = [], [], []

    def opened(name, fragment="", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{(site / name).as_uri()}.html{fragment}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not said
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]


def shown(page, selector="table.models tbody tr"):
    return page.locator(selector).locator("visible=true").count()


def open_notes(page):
    page.evaluate("document.querySelectorAll('article:target details').forEach((one) => { one.open = true; })")
    page.wait_for_timeout(50)


def test_filters_narrow_the_table_and_say_how_many_are_left(visit, menagerie):
    page = visit("menagerie")
    total, counts = len(menagerie.models), menagerie.summary.by_outcome
    assert shown(page) == total
    page.get_by_role("checkbox", name="denied").check()
    assert shown(page) == counts["denied"]
    assert page.get_by_role("status").inner_text() == f"{counts['denied']} of {total} models"
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("searchbox").fill("meta-llama llama 3")
    assert 0 < shown(page) < total
    page.get_by_role("searchbox").fill("")
    for name in ("License", "Finding", "Openness"):
        box = page.get_by_role("combobox", name=name)
        box.select_option(index=1)
        assert 0 < shown(page) < total
        box.select_option(index=0)
    assert shown(page) == total


def test_columns_sort_both_ways(visit):
    page = visit("menagerie")
    names = page.locator("table.models tbody th")
    first = names.all_inner_texts()
    page.get_by_role("button", name="Model", exact=True).click()
    up = names.all_inner_texts()
    assert up == sorted(first, key=str.lower)
    page.get_by_role("button", name="Model", exact=True).click()
    assert names.all_inner_texts() == up[::-1]
    assert page.get_by_role("columnheader", name="Model", exact=True).get_attribute("aria-sort") == "descending"


def test_a_model_opens_by_keyboard_draws_its_lineage_and_closes_again(visit):
    page = visit("menagerie")
    page.get_by_role("link", name="unsloth/llama-3-8b-bnb-4bit").focus()
    page.keyboard.press("Enter")
    article = page.locator("article:target")
    assert article.get_by_role("heading", level=1).inner_text() == "unsloth/llama-3-8b-bnb-4bit"
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.title() == "unsloth/llama-3-8b-bnb-4bit"
    assert shown(page) == 0
    drawing = article.get_by_role("img")
    assert drawing.locator("rect").count() == 2
    assert "quantized" in drawing.text_content()
    assert drawing.bounding_box()["height"] > 40
    article.get_by_role("link", name="All ").click()
    assert shown(page) > 50


def test_evidence_opens_where_it_is_cited(visit):
    page = visit("menagerie", TUNED)
    note = page.locator("article:target .points details").first
    note.locator("summary").click()
    note.locator(".file").first.wait_for()
    text = note.inner_text()
    assert "README.md" in text
    assert "sha256 " in text
    assert "license: " in text
    href = note.get_by_role("link", name="line").first.get_attribute("href")
    assert href.startswith("https://huggingface.co/")
    assert re.search(r"/blob/[0-9a-f]{40}/README\.md#L\d+$", href)
    terms = page.locator("article:target details.t").first
    terms.locator("summary").click()
    terms.get_by_text("4(b)").wait_for()


def test_an_address_within_a_model_opens_that_model(visit):
    page = visit("menagerie", "#m1o")
    assert page.locator("article:has(:target) h1").is_visible()
    assert shown(page) == 0


@pytest.mark.parametrize("script", [True, False])
def test_a_hostile_card_runs_nothing(script, visit):
    page = visit("menagerie", "#model-auditor-fixtures-hostile-card", java_script_enabled=script)
    article = page.locator("#model-auditor-fixtures-hostile-card")
    assert "<script>alert(1)</script>" in article.inner_text()
    assert article.locator("script, img, iframe, [onerror], [href^='javascript']").count() == 0
    if script:
        open_notes(page)
        assert page.evaluate("getComputedStyle(document.querySelector('article:target h1')).direction") == "ltr"


def test_everything_can_be_read_without_scripts(visit, menagerie):
    page = visit("menagerie", java_script_enabled=False)
    assert shown(page) == len(menagerie.models)
    assert page.get_by_role("searchbox").count() == 0
    page.get_by_role("link", name="1024m/").click()
    article = page.locator(TUNED)
    for heading in ("What to do next", "Duties", "License terms", "Lineage and data", "Openness", "Evidence"):
        assert article.get_by_role("heading", name=heading).is_visible()
    article.get_by_role("link", name=re.compile(r"^evidence \d")).first.click()
    assert page.locator("li:target").is_visible()


def test_one_model_is_shown_at_once(visit):
    page = visit("one")
    assert page.get_by_role("heading", level=1).inner_text() == "Qwen/Qwen2.5-7B"
    assert page.get_by_role("heading", name="How this report was made").is_visible()
    assert page.get_by_role("table").count() > 0


@pytest.mark.parametrize("fragment", ["", TUNED, "#model-auditor-fixtures-hostile-card", "#license-llama3"])
def test_a_phone_never_scrolls_sideways(fragment, visit):
    page = visit("menagerie", fragment, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_print_shows_what_is_on_the_page_or_every_model(visit):
    page = visit("few")
    page.get_by_label("Print every model in full").check()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert shown(page, "article h1") == shown(page) == 7
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.get_by_label("Print every model in full").evaluate("(box) => { box.checked = false; }")
    assert shown(page, "article h1") == 0


@pytest.mark.parametrize(
    ("fragment", "scheme"),
    [("", "light"), ("", "dark"), (MADE, "light"), (MADE, "dark"), ("#license-llama2", "light")],
)
def test_axe_finds_nothing_serious(fragment, scheme, visit):
    axe = next((path for path in AXE if path.is_file()), None)
    if axe is None:
        pytest.skip("axe-core is not installed; AXE_CORE may name its axe.min.js")
    page = visit("few", fragment, color_scheme=scheme)
    open_notes(page)
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_of_two_hundred_models_only_the_one_that_is_opened_is_unfolded(visit):
    """What keeps every task short; how short is measured by bench/page.py, since a clock fails on a busy machine."""
    page = visit("many")
    assert shown(page) == 200
    at_first = page.evaluate(ELEMENTS)
    assert at_first < 200 * 40
    page.get_by_role("searchbox").press_sequentially("llama", delay=30)
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Model", exact=True).click()
    for _ in range(8):
        page.mouse.wheel(0, 1_200)
        page.wait_for_timeout(30)
    page.locator("table.models a").nth(150).click()
    page.wait_for_timeout(200)
    assert 0 < page.evaluate(ELEMENTS) - at_first < 2_000
