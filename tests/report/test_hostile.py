"""No report speaks for anybody but us, whatever a repository holds: every hostile text through every format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from auditor.errors import ReportError
from auditor.pipeline import audit as make_audit
from auditor.report.formats import FORMATS, Look
from auditor.report.json import parse
from auditor.schema.audit import Audit
from auditor.standards import load_standards
from tests.report.hostile import FLAT, world
from tests.report.renderings import HOSTILE, strings, unshown
from tests.report.test_html import Page
from tests.report.test_markdown import OURS, html_of, links_of, shown
from tests.report.test_mermaid import EDGE, NODE, OTHER

COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:\r\n]*)(?:,[a-z]+=[^,:\r\n]*)*)::([^\r\n]+)\Z")
LOOKS = {"": Look(), "narrow": Look(40, False, 1), "wide": Look(200)}
ANYWHERE = re.compile(r"##\w*\[")
WORDS = f"{HOSTILE} ##[group]x".replace("\ud800", "\ufffd")


@pytest.fixture(scope="session")
def hostiles() -> Audit:
    """An audit of every hostile model, by the same way as any other."""
    source, refs = world()
    return make_audit(refs, source, load_standards())


class Written(dict[str, str]):
    """The audit in every format, by name, made when it is asked for; the console narrow with evidence, and wide."""

    def __init__(self, audit: Audit) -> None:
        super().__init__()
        self._audit = audit

    def __missing__(self, name: str) -> str:
        form, _, look = name.partition(" ")
        self[name] = FORMATS[form](self._audit, LOOKS[look])
        return self[name]


@pytest.fixture(scope="session")
def written(hostiles: Audit) -> Written:
    return Written(hostiles)


every_text = pytest.mark.parametrize("name", [*FORMATS, "console narrow", "console wide"])


def test_every_model_is_read_and_none_breaks_us(hostiles: Audit) -> None:
    assert len(hostiles.models) == len(FLAT)
    kinds = {issue.kind.value for model in hostiles.models for issue in model.issues}
    assert "internal-error" not in kinds
    assert "approved" not in hostiles.summary.by_outcome


@every_text
def test_no_line_is_a_command_to_a_runner(name: str, written: Written) -> None:
    for line in re.split(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", written[name]):
        assert not ANYWHERE.search(line)
        if line.strip().startswith("::"):
            assert name == "github"
            assert COMMAND.match(line)


@every_text
def test_no_character_acts_on_a_terminal_or_is_hidden(name: str, written: Written) -> None:
    assert not unshown(written[name])
    assert not re.search("[\ud800-\udfff\ufffe\uffff]", written[name])
    written[name].encode()


def test_with_colors_no_escape_is_a_cards(hostiles: Audit) -> None:
    text = FORMATS["console"](hostiles, Look(80, True))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert not unshown(plain)
    assert not any(line.lstrip().startswith("::") or ANYWHERE.search(line) for line in plain.splitlines())


@pytest.mark.parametrize("name", ["markdown", "markdown-full"])
def test_markdown_has_no_markup_but_ours_and_no_link_but_to_the_hub(name: str, written: Written) -> None:
    text = written[name]
    assert "<" not in OURS.sub("", html_of(text))
    assert all(link.startswith("https://huggingface.co/") for link in links_of(text))
    words = " ".join((*shown(text), html_of(text)))
    assert not re.search(r"(?<!\w)@\w|://|www\.|(?<![\w&])#\d|GH-\d", words)


def test_markdown_has_the_headings_that_it_has_without_such_words(hostiles: Audit, written: Written) -> None:
    headings = [line for line in written["markdown-full"].splitlines() if line.startswith("## ")]
    assert len(headings) == 1 + len(hostiles.models) + 1


def test_html_has_no_element_attribute_or_address_of_a_cards(written: Written) -> None:
    page = Page(written["html"])
    assert [tag for tag, _ in page.elements if tag in ("script", "style")] == ["style", "script"]
    assert not {tag for tag, _ in page.elements} & {"img", "iframe", "object", "embed", "base", "audio", "video"}
    attributes = {attribute for _, attrs in page.elements for attribute in attrs}
    assert not [attribute for attribute in attributes if attribute.startswith("on") or attribute in ("src", "style")]
    links = [href for href in page.all("href") if not href.startswith(("#", "data:image/svg+xml,"))]
    assert links
    assert all(re.match(r"https?://", href) for href in links)
    assert not any(re.match(r"https?://[^/]*evil", href) for href in links)


def test_sarif_has_no_placeholder_and_no_link(written: Written) -> None:
    (run,) = json.loads(written["sarif"])["runs"]
    for text in _messages(run):
        assert "](" not in text
        assert not re.search(r"\{\d+\}", text.replace("{{", "").replace("}}", ""))
    for uri in _under(run["results"], "uri"):
        assert re.fullmatch(r"[\w./%@+,;=&$!*'()~-]*", uri)
        assert not re.match(r"[a-z]+:|/|\.\.", uri)


def test_gitlab_has_no_link_and_no_mark(written: Written) -> None:
    for text in strings(json.loads(written["gitlab"])):
        assert "](" not in text
        assert "<" not in text
    for item in json.loads(written["gitlab"]):
        body = item.get("content", {}).get("body", "")
        assert not links_of(body)
        assert not re.search(r"(?<!\w)@\w|://|www\.", " ".join(shown(body)))


def test_junit_has_no_element_of_a_cards(written: Written) -> None:
    allowed = {"testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped"}
    top = ET.fromstring(written["junit"])
    assert {element.tag for element in top.iter()} <= allowed
    assert "[[ATTACHMENT" not in written["junit"]


def test_mermaid_has_no_directive_and_no_shape_of_a_cards(written: Written) -> None:
    drawn = re.findall(r"```mermaid\n(.*?)```", written["markdown-full"], re.DOTALL)
    assert drawn
    for graph in (written["mermaid"], *drawn):
        assert [line for line in graph.splitlines() if not any(form.match(line) for form in (NODE, EDGE, OTHER))] == []
        assert set(re.findall(r"<[^>]*>", graph)) <= {"<br>"}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the parser leaves a file open
def test_bills_of_materials_say_the_same_in_every_form(hostiles: Audit, written: Written, tmp_path: Path) -> None:
    from spdx_tools.spdx.parser.rdf import rdf_parser
    from spdx_tools.spdx.parser.tagvalue import tagvalue_parser

    document = json.loads(written["spdx-json"])
    assert yaml.safe_load(written["spdx-yaml"]) == document
    for name, parser in (("spdx-tv", tagvalue_parser), ("spdx-rdf", rdf_parser)):
        path = tmp_path / f"bill.{name}"
        path.write_text(written[name], encoding="utf-8")
        read = parser.parse_from_file(str(path))
        assert len(read.packages) == len(document["packages"])
        assert len(read.relationships) == len(document["relationships"])
    for name in ("cyclonedx", "cyclonedx-1.7", "spdx3"):
        assert json.loads(written[name])


def test_other_documents_are_read_as_they_were_written(hostiles: Audit, written: Written) -> None:
    assert len(list(yaml.safe_load_all(written["mot"]))) == len(hostiles.models)
    assert parse(written["json"].encode(), "audit.json") == hostiles


def _poisoned(value: object, keys: set[str], key: str = "") -> object:
    if isinstance(value, dict):
        return {name: _poisoned(item, keys, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_poisoned(item, keys, key) for item in value]
    return WORDS if isinstance(value, str) and key in keys else value


def _text_keys(value: object, key: str = "") -> set[str]:
    if isinstance(value, dict):
        return {found for name, item in value.items() for found in _text_keys(item, name)}
    if isinstance(value, list):
        return {found for item in value for found in _text_keys(item, key)}
    return {key} if isinstance(value, str) else set()


@pytest.fixture(scope="session")
def forged(few: Audit) -> dict[str, str | None]:
    """A saved audit forged in one kind of field after another: what was made of it, None where it is refused."""
    plain = json.loads(few.model_dump_json())
    made: dict[str, str | None] = {}
    for key in sorted(_text_keys(plain)):
        content = json.dumps(_poisoned(plain, {key}))
        try:
            parse(content.encode(), "forged.json")
        except ReportError:
            made[key] = None
        else:
            made[key] = content
    return made


def test_a_forged_audit_is_refused_where_every_value_is_ours(forged: dict[str, str | None]) -> None:
    refused = {key for key, content in forged.items() if content is None}
    assert {"purl", "sha", "rule", "criterion", "knowledge_sha256", "outcome", "tier", "expression"} <= refused
    assert {"message", "quote", "written", "reference", "id"} <= forged.keys() - refused


def test_no_report_of_a_forged_audit_acts_on_anything(few: Audit, forged: dict[str, str | None]) -> None:
    plain = json.loads(few.model_dump_json())
    audit = parse(json.dumps(_poisoned(plain, {key for key, made in forged.items() if made})).encode(), "forged.json")
    for name, form in FORMATS.items():
        text = form(audit, Look(80, False, 2))
        assert not unshown(text), name
        for line in text.splitlines():
            assert not ANYWHERE.search(line), name
            assert name == "github" or not line.lstrip().startswith("::"), name


def _messages(run: dict[str, object]) -> list[str]:
    found = [item["text"] for item in _under(run, "message") if isinstance(item, dict)]
    for name in ("shortDescription", "fullDescription", "help"):
        found += [item["text"] for item in _under(run, name)]
    return [*found, *_under(run, "justification")]


def _under(value: object, key: str) -> list:  # type: ignore[type-arg]
    """Everything that stands under this key, at any depth."""
    if isinstance(value, list):
        return [found for item in value for found in _under(item, key)]
    if isinstance(value, dict):
        here = [value[key]] if key in value else []
        return here + [found for item in value.values() for found in _under(item, key)]
    return []
