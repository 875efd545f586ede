"""Small values for tests: snapshots as the Hub would give them, and what the stages make of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from auditor.decide.concluded import concluded
from auditor.evaluate.probe import Reply
from auditor.evaluate.probes import PROBES
from auditor.gather.dossier import gather
from auditor.pipeline import audit_one
from auditor.schema.audit import ModelAudit
from auditor.schema.evidence import Dossier
from auditor.schema.issue import Issue, IssueKind, Weight
from auditor.schema.policy import Policy
from auditor.schema.reference import ModelRef, RepoType
from auditor.schema.snapshot import METADATA, File, Snapshot, Snapshots
from auditor.standards import Standards, load_standards, with_use

FIXTURES = Path(__file__).parent.parent / "fixtures"
SHA = "0123456789abcdef0123456789abcdef01234567"
WEIGHTS = ("model.safetensors", "config.json", "tokenizer.json")


def fixture_text(name: str) -> str:
    """The text of one file of the menagerie: `<folder's start>/<path>`."""
    folder, _, path = name.partition("/")
    found = next((FIXTURES / "hub").glob(f"{folder}@*"))
    return (found / "files" / path).read_text(encoding="utf-8-sig")


MIT = fixture_text("auditor-fixtures--promise-overdue/LICENSE")
APACHE = fixture_text("auditor-fixtures--tiny-open/LICENSE")


def snapshot(
    repo_id: str = "org/model",
    front: str | None = "license: mit",
    body: str = "",
    *,
    files: dict[str, str] | None = None,
    listed: Iterable[str] = WEIGHTS,
    repo_type: RepoType = RepoType.MODEL,
    **metadata: Any,
) -> Snapshot:
    """A repository with a card of this front matter and body (None: no card), these texts and these other files."""
    texts = dict(files or {})
    if front is not None:
        texts["README.md"] = f"---\n{front}\n---\n{body}"
    raw: dict[str, Any] = {"id": repo_id, "sha": SHA, "gated": False, "private": False, "disabled": False}
    raw |= {"library_name": "transformers", "tags": []} | metadata
    raw.setdefault("siblings", [{"rfilename": name} for name in (*sorted(texts), *listed)])
    return Snapshot(
        repo_type=repo_type,
        id=repo_id,
        sha=SHA,
        endpoint="https://hub.test",
        retrieved_at=None,
        metadata=File.of(METADATA, json.dumps({k: v for k, v in raw.items() if v is not ...}).encode()),
        files=tuple(File.of(path, text.encode()) for path, text in sorted(texts.items())),
    )


def dataset(repo_id: str = "org/data", front: str = "license: mit", **metadata: Any) -> Snapshot:
    """A dataset repository."""
    return snapshot(repo_id, front, listed=("data.parquet",), repo_type=RepoType.DATASET, **metadata)


def issue(
    weight: Weight, subject: str = "maker/base", kind: IssueKind = IssueKind.GATED, file: str | None = None
) -> Issue:
    """Something that could not be had."""
    return Issue(kind=kind, weight=weight, subject=subject, file=file, message="is gated")


def snapshots(subject: Snapshot | None, *related: Snapshot, issues: Iterable[Issue] = ()) -> Snapshots:
    """What fetching would hand on."""
    ref = ModelRef(id=subject.id if subject else "org/model")
    return Snapshots(ref=ref, subject=subject, related=related, issues=tuple(issues))


@cache
def standards(policy: str = "commercial") -> Standards:
    """The standards of a ready policy, read once."""
    return load_standards(policy)


def dossier(subject: Snapshot | None = None, *related: Snapshot, issues: Iterable[Issue] = ()) -> Dossier:
    """The evidence in these snapshots, as criteria are asked of it; of a plain MIT model where none is given."""
    return concluded(gather(snapshots(subject or snapshot(), *related, issues=issues), standards().knowledge))


def reply(probe: str, evidence: Dossier, **args: Any) -> Reply:
    """What a probe answers."""
    module: Any = PROBES[probe]
    answer: Reply = module.answer(evidence, module.Args.model_validate(args))
    return answer


def under(policy: str | Policy = "commercial", **use: Any) -> Standards:
    """Standards with a policy, ready or given, and this declared use."""
    if isinstance(policy, str):
        return with_use(standards(policy), use)
    plain = standards()
    own = Standards(plain.knowledge, plain.rubric, plain.findings, policy, "0" * 64)
    return with_use(own, use)


def audited(
    subject: Snapshot | None = None,
    *related: Snapshot,
    policy: str | Policy = "commercial",
    issues: Iterable[Issue] = (),
    **use: Any,
) -> ModelAudit:
    """The audit of these snapshots."""
    return audit_one(snapshots(subject, *related, issues=issues), under(policy, **use))


def bare_policy(**blocks: Any) -> Policy:
    """A policy that extends none and lists nothing but these blocks."""
    return Policy.model_validate({"policy": "bare", "title": "Nothing but these blocks"} | blocks)


def pdf(*pages: str | bytes, objects: Iterable[bytes] = (), page: str = "", root: str = "") -> bytes:
    """A PDF of these pages: lines of text, or operations as bytes. Further objects begin at number 4.

    `page` and `root` are put into each page's and into the root's dictionary.
    """
    more = list(objects)
    first = 4 + len(more)
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(pages)))
    parts = [
        f"<</Type/Catalog/Pages 2 0 R{root}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        *more,
    ]
    for place, drawn in enumerate(pages):
        entries = page if "/Resources" in page else f"/Resources<</Font<</F 3 0 R>>>>{page}"
        entries += f"/MediaBox[0 0 612 792]/Contents {first + 2 * place + 1} 0 R"
        parts += [
            f"<</Type/Page/Parent 2 0 R{entries}>>".encode(),
            pdf_stream(drawn if isinstance(drawn, bytes) else _drawn(drawn)),
        ]
    body, places = b"%PDF-1.7\n", list[int]()
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(body))
    return body + head + table + end


def pdf_stream(content: bytes, entries: str = "") -> bytes:
    """A stream of a PDF, packed."""
    packed = zlib.compress(content, 9)
    return f"<</Length {len(packed)}/Filter/FlateDecode{entries}>>\nstream\n".encode() + packed + b"\nendstream"


def _drawn(text: str) -> bytes:
    """The operations that draw lines of text from the top of a page down."""
    lines = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in text.splitlines())
    shown = "".join(f"({line}) Tj 0 -11 Td\n" for line in lines)
    return f"BT /F 9 Tf 50 760 Td\n{shown}ET".encode("cp1252", "replace")
