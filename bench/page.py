"""Measure the page: `python bench/page.py [--audit AUDIT.json] [--models 200] [--no-browser]`.

Size a model, and the time to render 1,000 models as a ratio to `json.dumps` of the same audit in the same run. Then, in
a browser, what a reader of the page waits for: opening it, filtering, sorting, scrolling, opening a model; each with
the longest task that kept the page from answering (Long Tasks API: tasks of 50 ms and more). Needs playwright and a
chromium (CHROMIUM names it). Exit code 1 if a task takes longer than 200 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from formats import filled, menagerie, timed

from auditor.report.html import render
from auditor.report.json import read
from auditor.schema.audit import Audit

LIMIT_MS = 200
WATCH = """
  window.longTasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => longTasks.push(one.duration)))
    .observe({ type: "longtask", buffered: true });
"""
SPENT = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
# A task ends when what it changed is on the screen: two frames later.
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def size_and_time(audit: Audit) -> None:
    """Print what rendering costs."""
    render(audit)  # imports and the template are no part of it
    plain = audit.plain()
    base, unit = timed(lambda: json.dumps(plain))
    text, seconds = timed(partial(render, audit))
    count = len(audit.models)
    print(
        f"{count} models: {len(text.encode()) / count / 1024:.1f} KiB a model, {len(text) / len(base):.2f} × json.dumps"
    )
    print(f"rendering: {seconds / count * 1000:.2f} s per 1,000 models, {seconds / unit:.1f} × json.dumps")


def acts(page: Any) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a reader does, in order."""
    search = page.get_by_role("searchbox")
    yield "filter by words", lambda: search.press_sequentially("llama", delay=40)
    yield "clear the filters", lambda: page.get_by_role("button", name="Clear").click()
    yield "filter by decision", page.get_by_role("checkbox").first.check
    yield "show all again", page.get_by_role("checkbox").first.uncheck
    yield "sort by name", lambda: page.get_by_role("button", name="Model", exact=True).click()
    yield "scroll the table", lambda: _scroll(page)
    yield "open a model", lambda: page.locator("table.models a").nth(20).click()
    yield "open evidence", page.locator("article:target details summary").first.click
    yield "scroll the model", lambda: _scroll(page)
    yield "back to the table", page.go_back


def _scroll(page: Any) -> None:
    for _ in range(12):
        page.mouse.wheel(0, 900)
        page.evaluate(PAINTED)


def in_browser(text: str, chromium: str) -> float:
    """Print what a reader waits for; the longest task of all, in milliseconds."""
    from playwright.sync_api import sync_playwright

    worst = 0.0
    with TemporaryDirectory() as folder, sync_playwright() as started:
        path = Path(folder, "report.html")
        path.write_text(text, encoding="utf-8")
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(WATCH)
        page.goto(path.as_uri())
        page.wait_for_timeout(500)
        print(f"ready to be read after {page.evaluate(SPENT):.0f} ms\n{'act':<20}{'longest task':>14}")
        for name, act in [("open", lambda: None), *acts(page)]:
            act()
            page.evaluate(PAINTED)
            page.wait_for_timeout(150)
            longest = _longest(page)
            worst = max(worst, longest)
            print(f"{name:<20}{longest:>11.0f} ms" if longest else f"{name:<20}{'< 50 ms':>14}")
        browser.close()
    return worst


def _longest(page: Any) -> float:
    return max(page.evaluate("longTasks.splice(0)"), default=0.0)


def main() -> int:
    """Print the measures; 1 if a task is too long."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--audit", type=Path, help="a saved audit; default: the menagerie, audited now")
    parser.add_argument("--models", type=int, default=200, help="fill the audit up to so many models")
    parser.add_argument("--no-browser", action="store_true", help="leave the browser out")
    chosen = parser.parse_args()
    audit = filled(read(chosen.audit) if chosen.audit else menagerie(), chosen.models)
    size_and_time(audit)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chosen.no_browser or chromium is None:
        print("no browser: the rest is left out")
        return 0
    return in_browser(render(audit), chromium) > LIMIT_MS


if __name__ == "__main__":
    sys.exit(main())
