"""Which files of a repository an audit reads, the same for every source."""

from __future__ import annotations

from auditor.parse.files import README, is_safe, role, wanted
from auditor.parse.license_links import own_file
from auditor.parse.metadata import Metadata, card_words
from auditor.parse.places import field_says
from auditor.schema.issue import Issue, IssueKind, Weight

MAX_FILES = 60


def select(metadata: Metadata, subject: str) -> tuple[list[str], list[Issue]]:
    """The names to read, and what is passed over although it may matter.

    Without a list of files (datasets) the card is all that we know to ask for. Unsafe names matter only where they
    look like a license.
    """
    listed = metadata.siblings
    if listed is None:
        return [README], []
    names = wanted(listed)
    names += sorted((_linked(metadata, subject) & set(listed)) - set(names))
    issues = [
        _issue(IssueKind.UNSAFE_NAME, subject, "has a name that is not safe to read", repr(name)[:120])
        for name in listed
        if not is_safe(name) and role(_shown(name))
    ]
    if len(names) > MAX_FILES:
        message = f"has {len(names)} license-like files; the first {MAX_FILES} are read"
        issues.append(_issue(IssueKind.TOO_MANY, subject, message, None))
    return names[:MAX_FILES], issues[:20]


def _linked(metadata: Metadata, repo_id: str) -> set[str]:
    """The files that the card names as its license, whatever they are called."""
    values = [value for key, value in metadata.card.items() if field_says(str(key)) == "license-link"]
    links = [word for value in values for word in card_words(value)]
    paths = (own_file(link, repo_id.removeprefix("datasets/")) for link in links)
    return {path for path in paths if path and is_safe(path)}


def _shown(name: str) -> str:
    """The base name that a reader sees: what does not print is a gap."""
    return "".join(char if char.isprintable() else " " for char in name).replace("\\", "/").rpartition("/")[2].strip()


def _issue(kind: IssueKind, subject: str, message: str, file: str | None) -> Issue:
    return Issue(kind=kind, weight=Weight.DECISIVE, subject=subject, file=file, message=message)
