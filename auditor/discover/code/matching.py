"""Which form of the table a call is, and which service its client asks.

As in Python (auditor/discover/python_forms.py): what is called is known by its import, else by what its client was made
by, else by the imports of the file, else by its own length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.discover.code.arguments import CallArguments
from auditor.discover.code.clients import MAKES, ClientReader, CodeClient
from auditor.discover.code.constants import from_modules
from auditor.discover.code.source import ITSELF, QUALIFIED, SourceFile
from auditor.discover.code.tree import ChainLink
from auditor.discover.code.values import CodeReader
from auditor.discover.forms import FormRow, ends, forms

_PROVEN, _IMPORTED, _PECULIAR, _ANYWHERE, _BY_NAME = 5, 4, 3, 2, 1
# Whose way of asking many services speak, so that only the name of a model may tell whose it is.
_SPOKEN_BY_MANY = "openai"
_ONES_OWN = (".", "@/", "~", "#", "crate.", "super.", "self.")  # how imports of a repository's own modules begin


class CodeMatch(NamedTuple):
    """A form that a call is, its arguments, and the provider that is asked where the client says one."""

    row: FormRow
    link: ChainLink
    arguments: CallArguments
    service: str | None = None
    by_name: bool = False  # nothing shows whose service is asked: the name may say it
    only_known: bool = False  # it counts where the name does say it


class _Reading(NamedTuple):
    """One dotted name by which a call may stand in the table, and what shows where it comes from."""

    called: str
    origin: str
    links: Sequence[ChainLink]


class CodeMatcher:
    """Matches the calls of one source with the table."""

    def __init__(self, source: SourceFile, reader: CodeReader) -> None:
        self.source = source
        self.table = forms(source.grammar.rows)
        self.clients = ClientReader(source, reader, self.table)

    def matches(self) -> Iterator[CodeMatch]:
        """Every call that is a form, in the order of the text; the best form of each."""
        for chain in self.source.chains:
            for at, link in enumerate(chain):
                if link.given is not None:
                    match = self._match(chain, at)
                    if match is not None:
                        yield match

    def _match(self, chain: Sequence[ChainLink], at: int) -> CodeMatch | None:
        best: tuple[tuple[int, int, int], FormRow, str | None] | None = None
        for reading in self._readings(chain, at):
            for row in self.table.forms_of(reading.called):
                tail = max((call for call in row.calls if ends(reading.called, call)), key=len)
                level, service = self._level(row, reading, tail)
                exact = max((len(item) for item in row.modules if from_modules(reading.origin, (item,))), default=0)
                if level and (best is None or (level, len(tail), exact) > best[0]):
                    best = ((level, len(tail), exact), row, service)
        if best is None:
            return None
        (level, _, _), row, service = best
        arguments = self.clients.arguments.of(chain, at)
        if service is None and row.names == "api_model":
            service = self.clients.at(arguments, row.address)
            if service is None and level in (_PROVEN, _IMPORTED):
                service = self.clients.only_service(row)
        unsure = level in (_PECULIAR, _BY_NAME) or (level == _IMPORTED and row.unseen != "never")
        by_name = service is None and unsure and (row.provider == _SPOKEN_BY_MANY or level == _BY_NAME)
        return CodeMatch(row, chain[at], arguments, service, by_name, level == _BY_NAME)

    def _readings(self, chain: Sequence[ChainLink], at: int) -> Iterator[_Reading]:
        """The names by which the call may stand in the table: as it is written, and with what its head was made by."""
        links = chain[: at + 1]
        for part in (links, links[:-1] if links[-1].name in MAKES else ()):
            called = self.source.dotted(part) if part else ""
            if called.rpartition(".")[2] in self.table.forms:
                yield _Reading(called, self.source.shown(part), part)
        head = links[0]
        rest = [link.name for link in links[1:]] or ["$call"]
        if head.name in self.source.values and head.name not in self.source.imports and rest[-1] in self.table.forms:
            for made in self.clients.made_by([ChainLink(head.name, head.node)]):
                origin = ".".join([made.origin, *rest]) if made.origin else ""
                yield _Reading(".".join([made.name, *rest]), origin, links)

    def _level(self, row: FormRow, reading: _Reading, tail: str) -> tuple[int, str | None]:
        """How surely the call is this form (0: it is not), and the service that its client asks."""
        if not row.modules:
            return _ANYWHERE, None
        links = reading.links
        receiver = links[: max(0, len(links) - tail.count(".") - 1)]
        made = list(self.clients.made_by(receiver)) if receiver else []
        client = next((item for item in made if item.row is not None), None)
        service = self.clients.service(client) if client is not None else None
        origins = [reading.origin, *(item.origin for item in ([client] if client is not None else made))]
        if any(from_modules(origin, row.modules) for origin in origins):
            return _PROVEN, service
        if client is not None:
            suits = row.names == "api_model" and row.unseen != "never"
            return (_PECULIAR, service) if suits else (0, None)
        return self._unproven(row, links, made, bare=not receiver), None

    def _unproven(self, row: FormRow, links: Sequence[ChainLink], made: Sequence[CodeClient], *, bare: bool) -> int:
        source = self.source
        head = links[1].name if len(links) > 1 and links[0].name in ITSELF else links[0].name
        if head in source.own or any(item.name in source.own for item in made):
            return 0
        elsewhere = head in source.imports and not source.imports[head].startswith(_ONES_OWN)
        named = bare and source.grammar.rows not in QUALIFIED
        if not elsewhere and not named and any(from_modules(module, row.modules) for module in source.modules):
            return _IMPORTED
        return {"always": _PECULIAR, "named": _BY_NAME}.get(row.unseen, 0)
