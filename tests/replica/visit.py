"""One request being answered: who asks, for what, and the checks every route shares."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import NoReturn
from urllib.parse import parse_qs, quote

from .answers import AnswerError, Headers, error, redirect
from .repository import Folder, Kind, Repository, Snapshot


@dataclass(frozen=True, eq=False)
class Site:
    """All that answers depend on besides the request."""

    folder: Folder
    endpoint: str
    elsewhere: str
    tokens: Mapping[str, Collection[str]]
    page_size: int = 1000
    resolve_cache: bool = False


@dataclass(frozen=True)
class Call:
    """What of a request decides its answer."""

    method: str
    path: str
    query: str = ""
    token: str | None = None
    form: bytes = b""


@dataclass(frozen=True, eq=False)
class Visit:
    """A call that found its route; `id_span` is where the id stands in the path as sent."""

    site: Site
    call: Call
    kind: Kind
    id: str = ""
    id_span: tuple[int, int] = (0, 0)
    revision: str = "main"
    path: str = ""

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """The parameters; `expand[]=a` and `expand=a` are the same."""
        values: dict[str, list[str]] = {}
        for name, found in parse_qs(self.call.query, keep_blank_values=True).items():
            values.setdefault(name.removesuffix("[]"), []).extend(found)
        return values

    def option(self, name: str) -> str | None:
        """The last value of a parameter."""
        return self.query[name][-1] if name in self.query else None

    def asks(self, name: str) -> bool:
        """Whether a switch such as `full` or `blobs` is on."""
        return (self.option(name) or "").lower() in {"true", "1"}

    def refuse(self, name: str, headers: Headers = (), **facts: str) -> NoReturn:
        """Answer with the error `name`."""
        raise AnswerError(error(name, self.call.path.startswith("/api/"), headers, **facts))

    def granted(self, name: str) -> bool:
        """Whether the caller's token was given access to the repository."""
        grants = self.site.tokens.get(self.call.token or "", ())
        return any(fnmatchcase(name, pattern) for pattern in grants)

    def visible(self, repository: Repository) -> bool:
        """A private repository does not exist for those without access."""
        return not repository.flag("private") or self.granted(repository.id)

    def repository(self) -> Repository:
        """The repository asked for, or the answer that it moved or is missing."""
        folder = self.site.folder
        found = folder.repositories.get((self.kind, self.id))
        if found is not None and self.visible(found):
            return found
        moved = folder.moved_to(self.kind, self.id)
        target = folder.repositories.get((self.kind, moved)) if moved else None
        if moved and moved != self.id and (target is None or self.visible(target)):
            raise AnswerError(redirect(307, self._location(moved)))
        self.refuse("missing" if self.call.token else "missing-anonymous")

    def _location(self, name: str) -> str:
        start, stop = self.id_span
        path = self.call.path[:start] + quote(name) + self.call.path[stop:]
        return f"{path}?{self.call.query}" if self.call.query else path

    def snapshot(self, repository: Repository) -> Snapshot:
        """The snapshot of the revision asked for."""
        found = repository.at(self.revision)
        if found is None:
            self.refuse("revision", revision=self.revision)
        return found

    def enabled(self) -> Repository:
        """The repository asked for, unless it is disabled: of such a one only the metadata is shown."""
        repository = self.repository()
        if repository.flag("disabled"):
            self.refuse("disabled")
        return repository

    def readable(self) -> Repository:
        """The repository asked for, if the caller may read its files."""
        repository = self.enabled()
        if not repository.flag("gated") or self.granted(repository.id):
            return repository
        section = "" if self.kind == "models" else f"{self.kind}/"
        self.refuse(
            "gated" if self.call.token else "gated-anonymous",
            noun=self.kind.removesuffix("s"),
            id=repository.id,
            page=f"{self.site.endpoint}/{section}{repository.id}",
        )
