"""Code repositories that the card links: which to follow, and what was read of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.gather.papers import Papers, open_papers
from auditor.gather.reading.code import is_data_repository, is_framework
from auditor.gather.reading.reader import reading
from auditor.names.model_names import (
    is_akin,
    is_family_name,
    is_named_for,
    is_own,
    names_in_path,
    names_in_text,
    naming,
)
from auditor.names.paths import configurations, is_framework_inside, launches, settings_at
from auditor.parse.code import TREE, Tree, github_id, read_tree
from auditor.parse.metadata import read_metadata
from auditor.prose.blocks import lines_of
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.citation import Citation
from auditor.schema.linked import EntryPoint, LinkedCode
from auditor.schema.reading import CodeLink, CodeRole
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import File, Snapshot, Snapshots

MAX_FOLLOWED = 8
_MAX_ENTRIES = 8
_FOLLOWED = (
    *(CodeRole.TRAINING, CodeRole.TUNING, CodeRole.PROCESSING, CodeRole.EVALUATION, CodeRole.INFERENCE),
    CodeRole.UNSTATED,
)
_TRAINING = (CodeRole.TRAINING, CodeRole.TUNING)
_SCRIPTS = (".py", ".sh", ".ipynb")
_TABLE = "code-files"
_NO_WORD = re.compile(r"[\W_]+")
_COMMENT = re.compile(r"\s*(?:#|//)")
# A model that a configuration starts from, or holds another one against, is not the one that it makes.
_STARTS_FROM = re.compile(
    r"base_?model|name_or_path|pretrained|resume|checkpoint_(?:path|file)|init_from|load|tokenizer|model_path"
    r"|teacher|reward|draft|judge",
    re.IGNORECASE,
)
# A run that begins with a finished model tunes it.
_BEGINS_WITH_A_MODEL = re.compile(
    r"model_name_or_path|pretrained_model|init_from|from_pretrained|base_?model\b|fine-?_?tun|\b(?:sft|dpo|q?lora)\b",
    re.IGNORECASE,
)


def to_follow(subject: Snapshot, vocabulary: Vocabulary) -> tuple[str, ...]:
    """`owner/repo` of the GitHub repositories that the card links as code.

    Those for training first, then those of which the card does not say what they are for; frameworks last, and without
    a role only the publisher's own. Data by its name is no code.
    """
    links = [
        item for item in reading(open_papers(subject, vocabulary)).code if item.role in _FOLLOWED and not item.inside
    ]
    model = subject.id
    asked = [item for item in links if item.role is not CodeRole.UNSTATED or not item.generic or _is_ours(item, model)]
    ordered = sorted(asked, key=lambda item: (item.generic, _FOLLOWED.index(item.role)))
    named = [(item.role, github_id(item.where)) for item in ordered]
    kept = [
        name
        for role, name in named
        if name and not (role is CodeRole.UNSTATED and is_data_repository(name, vocabulary))
    ]
    unique = {name.lower(): name for name in reversed(kept)}
    return tuple(reversed(unique.values()))[:MAX_FOLLOWED]


def _is_ours(item: CodeLink, model: str) -> bool:
    return is_own(github_id(item.where) or "", model)


def linked_code(snapshots: Snapshots, links: tuple[CodeLink, ...], vocabulary: Vocabulary) -> tuple[LinkedCode, ...]:
    """What was read of the repositories that were followed."""
    held = [item for item in snapshots.related if item.repo_type is RepoType.CODE]
    model = snapshots.subject.id if snapshots.subject else ""
    return tuple(_read(item, model, _leading_to(item, snapshots, links), vocabulary) for item in held)


def license_of(code: Snapshot) -> str | None:
    """The license that GitHub detects in it."""
    body = read_metadata(code.metadata.content)
    spdx = body.mapping("license").get("spdx_id") if body else None
    return spdx[:100] if isinstance(spdx, str) else None


def _leading_to(code: Snapshot, snapshots: Snapshots, links: tuple[CodeLink, ...]) -> tuple[CodeLink, ...]:
    today = {old.lower(): new.lower() for old, new in snapshots.renamed.items()}
    written = [(item, (github_id(item.where) or "").lower()) for item in links if not item.inside]
    return tuple(item for item, name in written if today.get(f"code:{name}", name) == code.id.lower())


def _read(snapshot: Snapshot, model: str, links: tuple[CodeLink, ...], vocabulary: Vocabulary) -> LinkedCode:
    papers = open_papers(snapshot)
    kept = snapshot.file(TREE)
    tree = read_tree(kept.content if kept else b"")
    raw = papers.metadata
    parent = raw.mapping("parent").get("full_name")
    spdx = license_of(snapshot)
    forked = raw.flag("fork") is True
    fork_of = parent[:200] if forked and isinstance(parent, str) else None
    told = [("/license/spdx_id", spdx)] * bool(spdx) + [("/fork", True)] * forked
    framework = is_framework(snapshot.id, model, vocabulary) or is_framework_inside(
        tree, raw.words("topics"), vocabulary
    )
    wanted = configurations(tree, model, snapshot.id)
    return LinkedCode(
        id=snapshot.id,
        purl=papers.purl,
        sha=snapshot.sha,
        links=tuple(dict.fromkeys(item.where for item in links)),
        license=spdx,
        fork_of=fork_of,
        generic=framework or (forked and not (fork_of and is_own(fork_of, model))),
        akin=is_akin(snapshot.id, model),
        archived=raw.flag("archived") is True,
        entries=_entries(papers, tree, vocabulary),
        configurations=(
            *_named_by_the_card(papers, tree, links),
            *_configurations(papers, tree, model, forked or not framework),
        ),
        truncated=tree.truncated or any(snapshot.file(path) is None for path in wanted),
        citations=tuple(papers.at_pointer(*item) for item in told) or (papers.whole(snapshot.metadata),),
    )


def _entries(papers: Papers, tree: Tree, vocabulary: Vocabulary) -> tuple[EntryPoint, ...]:
    found: dict[CodeRole, list[EntryPoint]] = {}
    for path, _, place in tree.files:
        role = _role_of(path, vocabulary)
        if role and len(found.setdefault(role, [])) < _MAX_ENTRIES:
            found[role].append(EntryPoint(role=role, path=path[:300], citation=_in_tree(papers, place, path)))
    return tuple(entry for role in sorted(found) for entry in found[role])


def _role_of(path: str, vocabulary: Vocabulary) -> CodeRole | None:
    """What a script is for; a folder for tuning makes tuning of what is not called pre-training alone."""
    folders, _, name = path.rpartition("/")
    stem = _words(name.rpartition(".")[0])
    is_script = path.endswith(_SCRIPTS) and not name.startswith("__")
    hit = vocabulary.first(_TABLE, stem) if is_script else None
    if hit is None:
        return None
    role, above = CodeRole(str(hit.says)), _words(folders)
    if vocabulary.fits(f"{_TABLE}/helps", f"{above} {stem}") or vocabulary.fits(f"{_TABLE}/folder-of-others", above):
        return None
    if role in (CodeRole.TRAINING, CodeRole.UNSTATED) and vocabulary.fits(f"{_TABLE}/tunes", above):
        only = vocabulary.fits(f"{_TABLE}/pretrains", stem) and not vocabulary.fits(f"{_TABLE}/tunes", stem)
        return CodeRole.TRAINING if only else CodeRole.TUNING
    if role is CodeRole.UNSTATED and "data" in folders.lower().split("/"):
        return CodeRole.PROCESSING
    return role


def _words(path: str) -> str:
    return _NO_WORD.sub(" ", path)


def _named_by_the_card(papers: Papers, tree: Tree, links: tuple[CodeLink, ...]) -> Iterator[Citation]:
    """What the card names as the settings of this model's training, where the tree has it."""
    places = {path: place for path, _, place in tree.files}
    for item in links:
        found = settings_at(tree, item.configuration) if item.role in _TRAINING else ()
        for path in found[:1]:
            yield _in_tree(papers, places[path], path)


def _configurations(papers: Papers, tree: Tree, model: str, alone: bool) -> Iterator[Citation]:
    """Where a configuration names the model: the line, else its path.

    `alone`: no framework. A name that is all family, and any name in a framework of others, counts with its publisher.
    """
    own = is_own(papers.snapshot.id, model)
    in_full = not own and (not alone or is_family_name(model))
    pattern = naming(model, in_full=in_full)
    places = {path: place for path, _, place in tree.files}
    launched = launches(tree) if is_named_for(papers.snapshot.id, model) else ()
    for path in configurations(tree, model, papers.snapshot.id) if pattern else ():
        file = papers.snapshot.file(path)
        line = _line_that_names(pattern, file, model) if pattern and file else 0
        if file and line:
            yield papers.at_line(file, line)
        elif file and (names_in_path(pattern, path) or (path in launched and not _tunes(file))):
            yield _in_tree(papers, places[path], path)


def _line_that_names(pattern: re.Pattern[str], file: File, model: str) -> int:
    lines = enumerate(lines_of(file.text), 1)
    return next((number for number, text in lines if _names(pattern, text, model)), 0)


def _names(pattern: re.Pattern[str], text: str, model: str) -> bool:
    match = names_in_text(pattern, text[:2000], model) if not _COMMENT.match(text) else None
    if match is None:
        return False
    beside = re.split(r"[\s,{}]+", re.sub(r"\s*[:=]\s*", "=", text[: match.start()]))
    return not _STARTS_FROM.search(" ".join(beside[-2:]))


def _tunes(file: File) -> bool:
    return any(_BEGINS_WITH_A_MODEL.search(text[:2000]) for text in lines_of(file.text) if not _COMMENT.match(text))


def _in_tree(papers: Papers, place: int, path: str) -> Citation:
    file = papers.snapshot.file(TREE)
    assert file is not None, "what is listed was read from it"
    return papers.at_field(file, f"/tree/{place}/path", path)
