"""An adapter whose card shows, as code, over which model it is laid: both are loaded there, one over the other."""

from __future__ import annotations

import re

from auditor.gather.lineage.named import Named, is_model_path
from auditor.gather.papers import Papers
from auditor.parse.files import README
from auditor.schema.evidence import Confidence, LineageEvidence, Relation

_LAYS_OVER = re.compile(
    r"load_lora_weights|load_lora\b|load_adapter|load_ip_adapter|load_textual_inversion"
    r"|(?:PeftModel|ControlNet|T2IAdapter)\w*\.from_pretrained"
)
_LOADS = re.compile(r"from_pretrained|pipeline\(|model_?(?:id|name|path)|base_model|\A\s*[\"']", re.IGNORECASE)
# Parts that are loaded beside a model, and are none of it.
_PART = re.compile(r"vae|scheduler|token|processor|detector|controlnet|adapter|dataset|encoder|upscal", re.IGNORECASE)
_ID = re.compile(r"[\"']([A-Za-z0-9_][\w.-]{0,95}/[A-Za-z0-9_][\w.-]{0,95})[\"']")


def loaded(papers: Papers, own: str) -> list[Named]:
    """The one model that the card's code loads this adapter over; none where it loads several, which are examples."""
    code = [item for item in papers.text.sentences if item.kind == "code"]
    if not any(_LAYS_OVER.search(line.raw) and own.lower() in line.raw.lower() for line in code):
        return []
    found: dict[str, tuple[str, int, str]] = {}
    for line in code:
        if own.lower() in line.raw.lower() or not _LOADS.search(line.raw) or _PART.search(line.raw):
            continue
        for name in filter(is_model_path, _ID.findall(line.raw)):
            found.setdefault(name.lower(), (name, line.line, line.words))
    if len(found) != 1:
        return []
    [(name, number, words)] = found.values()
    evidence, firm = LineageEvidence.INFERRED, Confidence.MEDIUM
    return [Named(name, Relation.ADAPTER, README, number, None, words[:240], evidence, firm)]
