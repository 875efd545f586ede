"""Is there a technical report or a paper?

Met by an `arxiv:` tag that the card repeats as a link, or by a report among the files; partial by a tag or a link
alone; unknown otherwise. The word “paper” alone is nothing. With `research` a report among the files does not count: it
has to be a paper where papers are published, or a file of that name.
"""

from __future__ import annotations

from auditor.evaluate.probe import Reply, component, limited, subject, unknown
from auditor.schema.base import Value
from auditor.schema.evidence import ComponentKind, Dossier
from auditor.schema.rubric import Answer

_HOSTS = ("arxiv.org/", "aclanthology.org/", "openreview.net/", "doi.org/")
_REPORT = "report"  # part of a file's name


class Args(Value):
    """Whether only a research paper will do."""

    research: bool = False


def answer(dossier: Dossier, args: Args) -> Reply:
    """Look at tags, links and files."""
    repository = subject(dossier)
    linked = [link for link in repository.links if any(host in link.url for host in _HOSTS)]
    file = component(repository, [ComponentKind.PAPER])
    first = file.citation.quote if file else ""  # the file that is cited
    if file and not (args.research and _REPORT in first.lower()):
        return Reply(answer=Answer.MET, reason=f"{first[:80]} is there", citations=(file.citation,))
    cited = limited(link.citation for link in (*repository.arxiv, *linked))
    if repository.arxiv and linked:
        return Reply(answer=Answer.MET, reason=f"{repository.arxiv[0].url} is tagged and linked", citations=cited)
    if cited:
        first = (*repository.arxiv, *linked)[0].url
        change = "a statement that it describes this model"
        return Reply(answer=Answer.PARTIAL, reason=f"{first[:120]} is named", would_change=change, citations=cited)
    return unknown("no paper or report is tagged, linked or among the files", "one that describes this model")
