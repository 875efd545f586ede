"""Which repositories a snapshot names: what a run fetches next.

The evidence is read by the same functions, so that what is judged is what was looked up.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.gather.lineage.named import Named
from auditor.gather.lineage.related import bases, datasets, sources
from auditor.gather.lineage.written import writers
from auditor.gather.papers import open_papers
from auditor.prose.vocabulary import Vocabulary
from auditor.schema.mention import Mention
from auditor.schema.reference import RepoType
from auditor.schema.snapshot import Snapshot


def named_bases(snapshot: Snapshot, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The models that this one comes from, one step, and those that wrote its data; of a data set, these alone."""
    papers = open_papers(snapshot, vocabulary)
    above = bases(papers) if snapshot.repo_type is RepoType.MODEL else ()
    return _mentions(RepoType.MODEL, (*above, *writers(papers)))


def named_data(snapshot: Snapshot, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """The data sets that a model declares or names in words, or those that a data set declares as its sources."""
    read = datasets if snapshot.repo_type is RepoType.MODEL else sources
    return _mentions(RepoType.DATASET, read(open_papers(snapshot, vocabulary)))


def _mentions(repo_type: RepoType, found: Iterable[Named]) -> tuple[Mention, ...]:
    return tuple(Mention(repo_type=repo_type, id=item.id) for item in found if item.is_hub_id)
