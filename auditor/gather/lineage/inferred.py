"""Bases that no field declares: read from prose, configuration and names, each marked as inferred, with how firm it is.

High: a sentence or a table says it and spells the repository out. Medium: it is said in words, the name is another
repository's whole name with a format behind it, or code lays this one over it. A family's name inside a longer name is
no base; see `families`.
"""

from __future__ import annotations

from dataclasses import replace

from auditor.gather.lineage.in_headers import families_in_headers
from auditor.gather.lineage.loaded import loaded, merged, trained_from
from auditor.gather.lineage.made_of import made_of
from auditor.gather.lineage.named import Named, folded, is_model_path
from auditor.gather.lineage.prose import from_prose, is_accounted
from auditor.gather.lineage.same_name import same_name
from auditor.gather.papers import Papers
from auditor.names.families import have_same_maker
from auditor.names.official import official
from auditor.names.prose import in_prose
from auditor.names.qualifiers import goes_on
from auditor.names.repository_names import is_quantized_name, quantized_of
from auditor.names.table import table
from auditor.parse.files import README
from auditor.parse.metadata import Metadata, read_object
from auditor.schema.evidence import Confidence, LineageEvidence, Relation
from auditor.schema.reference import HUB_ID, RepoType
from auditor.schema.snapshot import METADATA, Snapshot

_CONFIG = "config.json"
_COPIES = (Relation.QUANTIZED, Relation.MIRROR)


def inferred(papers: Papers) -> list[Named]:
    """The bases that the papers of a model let one see: what words say, else the firmest of all other sources.

    A family in words stands beside what these show, unless it is that.
    """
    if papers.snapshot.repo_type is RepoType.DATASET:
        return []
    own = papers.metadata.id or papers.snapshot.id
    said = [*from_prose(papers), *merged(papers)]
    named = _from_name(own, papers.metadata)
    copied = same_name(papers)
    if is_quantized_name(own) and not any(item.relation in _COPIES for item in said):
        # the card of a quantized copy is often its original's: what it says of bases is said of that one's
        said = [*named, *copied, *said] if named or copied else said
    if any(not item.family for item in said):
        return said
    others = copied or named or loaded(papers, own) or trained_from(papers, own)
    others = others or _from_configuration(papers.metadata, papers.snapshot, own) or families_in_headers(papers)
    others = others or (_from_title(papers, own) if not said else [])
    said = said if said or others else made_of(papers)
    return [*others, *(item for item in said if not is_accounted(item, others))]


def _from_name(own: str, metadata: Metadata) -> list[Named]:
    """By the repository's name: a format behind another's name, or the official name of another account's model."""
    copied, relation = quantized_of(own), Relation.QUANTIZED
    if copied is None:
        found = official(own.rpartition("/")[2])
        copied, relation = (found if found and "/" in own and not _is_makers(found, own) else None), Relation.MIRROR
    if copied is None or not HUB_ID.match(copied):
        return []
    pointer = next((f"/{key}" for key in ("id", "modelId") if metadata.word(key)), "")
    # a folder's name may be a path: where it lies on somebody's disk is nobody's business
    return [_weak(copied, relation, pointer, metadata.word(pointer[1:]) or own.rpartition("/")[2])]


def _is_makers(found: str, own: str) -> bool:
    """Whether the account is the maker's, by this or another spelling of it."""
    maker, account = folded(found.partition("/")[0]), folded(own.partition("/")[0])
    if have_same_maker(found.partition("/")[0], own.partition("/")[0]):
        return True
    return maker == account or maker.startswith(account[:5]) or account.startswith(maker[:5])


def _from_configuration(metadata: Metadata, snapshot: Snapshot, own: str) -> list[Named]:
    """`_name_or_path`: what the configuration was loaded from when it was saved."""
    config, place, pointer = metadata.mapping("config"), METADATA, "/config/_name_or_path"
    file = snapshot.file(_CONFIG)
    if "_name_or_path" not in config and file is not None:
        config, place, pointer = read_object(file.content) or {}, _CONFIG, "/_name_or_path"
    name = config.get("_name_or_path")
    if not isinstance(name, str) or "/" not in name or not is_model_path(name):
        return []
    same = folded(name.partition("/")[2]) == folded(own.rpartition("/")[2])
    if same and name.partition("/")[0].lower() == own.partition("/")[0].lower():
        return []
    found = _weak(name, Relation.MIRROR if same else Relation.DERIVED, pointer, name)
    return [Named(found.id, found.relation, place, None, pointer, name, found.evidence, found.confidence)]


def _from_title(papers: Papers, own: str) -> list[Named]:
    """By the card's title, where that is a name made of another's, with its size: `# vicuna-7b-recipes`.

    A family in the name of a repository is reported as such; a title alone is all that such a card says.
    """
    head = next(iter(papers.text.headings), None)
    name = head and next((item for item in in_prose(head.title) if item.start == 0 and item.size), None)
    if not head or not name or " " in head.title.strip() or not goes_on(head.title, name.end):
        return []
    row, account = table().by_id[name.family], own.rpartition("/")[0]
    if row.closed or row.others != "tune" or table().is_makers(account, row):
        return []
    written = head.title[: name.end]
    found = _weak(written, Relation.FINETUNE, "", head.title)
    return [replace(found, file=README, line=head.line, family=name.family, licenses=name.licenses)]


def _weak(repo_id: str, relation: Relation, pointer: str, quote: str) -> Named:
    return Named(
        repo_id,
        relation,
        METADATA,
        pointer=pointer,
        quote=quote,
        evidence=LineageEvidence.INFERRED,
        confidence=Confidence.MEDIUM,
    )
