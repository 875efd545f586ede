"""Code repositories that the card links: which to follow, and what was read of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.gather.papers import Papers, lines_of, open_papers
from auditor.gather.reading.code import is_framework
from auditor.gather.reading.reader import reading
from auditor.parse.code import TREE, Tree, configurations, github_id, names_in_path, naming, read_tree
from auditor.schema.citation import Citation
from auditor.schema.linked import EntryPoint, LinkedCode
from auditor.schema.reading import CodeLink, CodeRole
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import Snapshot, Snapshots

MAX_FOLLOWED = 8
_MAX_ENTRIES = 8
_FOLLOWED = (CodeRole.TRAINING, CodeRole.TUNING, CodeRole.PROCESSING, CodeRole.EVALUATION, CodeRole.INFERENCE)
_SCRIPTS = (".py", ".sh", ".ipynb")
_NOT_OURS = re.compile(r"(?:^|/)(?:tests?|docs?|third_party|vendor|\.github)/|util|args|callback", re.IGNORECASE)
# What a script is for by its name without ending; the first row that fits decides.
_ENTRIES: tuple[tuple[CodeRole, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        (CodeRole.EVALUATION, r"(?:^|[_-])(?:eval\w*|benchmark\w*)(?:[_-]|$)"),
        (CodeRole.TUNING, r"fine[_-]?tun|(?:^|[_-])(?:sft|dpo|rlhf|ppo|grpo|orpo|lora)(?:[_-]|$)"),
        (CodeRole.PROCESSING, r"(?:^|[_-])(?:pre-?process|prepare|tokenize|dedup|filter|clean|curat)\w*"),
        (CodeRole.TRAINING, r"(?:^|[_-])(?:pre-?)?train(?:ing)?(?:[_-]|$)|^run_(?:clm|mlm)"),
        (CodeRole.INFERENCE, r"(?:^|[_-])(?:infer\w*|generate|sample|demo|chat|serve|predict|app|run)(?:[_-]|$)"),
    )
)
_COMMENT = re.compile(r"\s*(?:#|//)")
# A model that a configuration starts from, or holds another one against, is not the one that it makes.
_STARTS_FROM = re.compile(
    r"base_?model|name_or_path|pretrained|resume|checkpoint_(?:path|file)|init_from|load|tokenizer|model_path"
    r"|teacher|reward|draft|judge",
    re.IGNORECASE,
)


def to_follow(subject: Snapshot) -> tuple[str, ...]:
    """`owner/repo` of the GitHub repositories that the card links as code, those for training first."""
    links = [item for item in reading(open_papers(subject)).code if item.role in _FOLLOWED and not item.inside]
    ordered = sorted(links, key=lambda item: _FOLLOWED.index(item.role))
    unique = {name.lower(): name for name in reversed([github_id(item.where) for item in ordered]) if name}
    return tuple(reversed(unique.values()))[:MAX_FOLLOWED]


def linked_code(snapshots: Snapshots, links: tuple[CodeLink, ...]) -> tuple[LinkedCode, ...]:
    """What was read of the repositories that were followed."""
    held = [item for item in snapshots.related if item.repo_type is RepoType.CODE]
    model = snapshots.subject.id if snapshots.subject else ""
    return tuple(_read(item, model, _leading_to(item, snapshots, links)) for item in held)


def _leading_to(code: Snapshot, snapshots: Snapshots, links: tuple[CodeLink, ...]) -> tuple[str, ...]:
    today = {old.lower(): new.lower() for old, new in snapshots.renamed.items()}
    written = {item.where: (github_id(item.where) or "").lower() for item in links if not item.inside}
    return tuple(where for where, name in written.items() if today.get(f"code:{name}", name) == code.id.lower())


def _read(snapshot: Snapshot, model: str, links: tuple[str, ...]) -> LinkedCode:
    papers = open_papers(snapshot)
    kept = snapshot.file(TREE)
    tree = read_tree(kept.content if kept else b"")
    raw = papers.metadata
    parent = raw.mapping("parent").get("full_name")
    spdx = raw.mapping("license").get("spdx_id")
    forked = raw.flag("fork") is True
    told = [("/license/spdx_id", spdx)] * bool(spdx) + [("/fork", True)] * forked
    return LinkedCode(
        id=snapshot.id,
        purl=papers.purl,
        sha=snapshot.sha,
        links=links,
        license=spdx[:100] if isinstance(spdx, str) else None,
        fork_of=parent[:200] if forked and isinstance(parent, str) else None,
        generic=forked or is_framework(snapshot.id.rpartition("/")[2]),
        archived=raw.flag("archived") is True,
        entries=_entries(papers, tree),
        configurations=tuple(_configurations(papers, tree, model)),
        truncated=tree.truncated or any(snapshot.file(path) is None for path in configurations(tree, model)),
        citations=tuple(papers.at_pointer(*item) for item in told) or (papers.whole(snapshot.metadata),),
    )


def _entries(papers: Papers, tree: Tree) -> tuple[EntryPoint, ...]:
    found: dict[CodeRole, list[EntryPoint]] = {}
    for path, _, place in tree.files:
        stem = path.rpartition("/")[2].rpartition(".")[0]
        if not path.endswith(_SCRIPTS) or _NOT_OURS.search(path):
            continue
        role = next((role for role, pattern in _ENTRIES if pattern.search(stem)), None)
        if role and len(found.setdefault(role, [])) < _MAX_ENTRIES:
            found[role].append(EntryPoint(role=role, path=path[:300], citation=_in_tree(papers, place, path)))
    return tuple(entry for role in sorted(found) for entry in found[role])


def _configurations(papers: Papers, tree: Tree, model: str) -> Iterator[Citation]:
    """Where a configuration names the model: the line, else its path."""
    pattern = naming(model)
    places = {path: place for path, _, place in tree.files}
    for path in configurations(tree, model) if pattern else ():
        file = papers.snapshot.file(path)
        line = (
            next((number for number, text in enumerate(lines_of(file.text), 1) if _names(pattern, text)), 0)
            if file
            else 0
        )
        if file and line:
            yield papers.at_line(file, line)
        elif file and names_in_path(pattern, path):
            yield _in_tree(papers, places[path], path)


def _first_line(text: str, pattern: re.Pattern[str] | None) -> int:
    return next((number for number, line in enumerate(lines_of(text), 1) if _names(pattern, line)), 0)


def _names(pattern: re.Pattern[str] | None, text: str) -> bool:
    match = pattern.search(text[:2000]) if pattern and not _COMMENT.match(text) else None
    if match is None:
        return False
    beside = re.split(r"[\s,{}]+", re.sub(r"\s*[:=]\s*", "=", text[: match.start()]))
    return not _STARTS_FROM.search(" ".join(beside[-2:]))


def _in_tree(papers: Papers, place: int, path: str) -> Citation:
    file = papers.snapshot.file(TREE)
    assert file is not None, "what is listed was read from it"
    return papers.at_field(file, f"/tree/{place}/path", path)
