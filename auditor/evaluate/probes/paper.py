"""Is there a technical report or a paper?

Met by an `arxiv:` tag that the card repeats as a link, or by a report among the files; partial by one of the two;
unknown otherwise. The word “paper” alone is nothing.
"""

from __future__ import annotations

from auditor.evaluate.probe import NoArgs, Reply, component, limited, subject, unknown
from auditor.schema.evidence import ComponentKind, Dossier
from auditor.schema.rubric import Answer

Args = NoArgs

_HOSTS = ("arxiv.org/", "aclanthology.org/", "openreview.net/", "doi.org/")


def answer(dossier: Dossier, args: NoArgs) -> Reply:
    """Look at tags, links and files."""
    repository = subject(dossier)
    linked = [link for link in repository.links if any(host in link.url for host in _HOSTS)]
    file = component(repository, [ComponentKind.PAPER])
    if file:
        return Reply(answer=Answer.MET, reason=f"{file.paths[0][:80]} is there", citations=(file.citation,))
    cited = limited(link.citation for link in (*repository.arxiv, *linked))
    if repository.arxiv and linked:
        return Reply(answer=Answer.MET, reason=f"{repository.arxiv[0].url} is tagged and linked", citations=cited)
    if cited:
        first = (*repository.arxiv, *linked)[0].url
        change = "a statement that it describes this model"
        return Reply(answer=Answer.PARTIAL, reason=f"{first[:120]} is named", would_change=change, citations=cited)
    return unknown("no paper or report is tagged, linked or among the files", "one that describes this model")
