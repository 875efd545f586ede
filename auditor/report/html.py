"""The audit as one self-contained page: it asks nothing of the network, and works from disk."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from auditor.licenses.describe import head
from auditor.report.escape import slug, web_url
from auditor.report.page import views, words
from auditor.report.page.frameworks import covered, not_assessed
from auditor.report.page.graph import HEIGHT, WIDTH, in_words
from auditor.report.page.steps import MEANS, answerable
from auditor.report.page.terms import sheet
from auditor.report.parts.places import page
from auditor.schema.audit import Audit
from auditor.schema.license import CommercialUse
from auditor.schema.numbering import clause as in_clause

if TYPE_CHECKING:
    from jinja2 import Template


def render(audit: Audit) -> str:
    """The audit as HTML. The same audit gives the same text."""
    models = views.views(audit)
    licenses = {known.id: known for model in models for term in model.terms for known in term.facts}
    text = _template().render(
        audit=audit,
        licenses=[licenses[name] for name in sorted(licenses)],
        models=models,
        rows=sorted(models, key=lambda model: views.ORDER.index(model.audit.decision.outcome)),
        bound=sorted({name for model in models for name in model.licenses}),
        questions=views.questions(models),
        findings=views.findings(models),
        not_assessed=not_assessed(model.openness for model in audit.models),
        order=views.ORDER,
        style=_asset("report.css"),
        script=_asset("report.js"),
        policy=_content_security_policy(),
    )
    return text + "\n"


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("auditor.report.page"),
        autoescape=True,
        finalize=words.finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"plain": words.plain, "prose": words.prose, "amount": words.amount}
    environment.filters |= {"clauses": words.clauses, "listed": words.listed, "ranges": words.ranges}
    environment.filters |= {"slug": slug, "web": web_url}
    environment.globals |= {
        "answerable": answerable,
        "counted": words.counted,
        "covered": covered,
        "draw_height": HEIGHT,
        "draw_width": WIDTH,
        "head": head,
        "in_clause": in_clause,
        "in_words": in_words,
        "means": MEANS,
        "page": page,
        "sheet": sheet,
        "unknown": CommercialUse.UNKNOWN,
    }
    return environment.get_template("report.html.j2")


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (files("auditor.report.page") / "templates" / name).read_text("utf-8").strip()


def _content_security_policy() -> str:
    """Nothing but this very script and style: no address is asked, no form is sent, no other code runs."""
    script, style = (_digest(_asset(name)) for name in ("report.js", "report.css"))
    return (
        f"default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types auditor"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
