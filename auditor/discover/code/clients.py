"""By what an object was made, and which service it asks: constructors, builders, wrappers, types of fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.discover.code.arguments import ArgumentReader, CallArguments
from auditor.discover.code.constants import from_modules
from auditor.discover.code.source import ITSELF, SourceFile
from auditor.discover.code.tree import ChainLink
from auditor.discover.code.values import CodeReader
from auditor.discover.forms import ClientRow, FormRow, FormTable
from auditor.discover.providers import OWN_SERVER, of_address
from auditor.discover.words import words

DEPTH = 5
MOST = 50
# What is called on a type to make one, or a builder of one: the type is what is meant.
MAKES = words("builder newBuilder Builder new default create of with_config try_new NewBuilder")


class CodeClient(NamedTuple):
    """By what a client was made: its dotted name, where that comes from, and the row and call where we know them."""

    name: str
    origin: str
    row: ClientRow | None = None
    chain: Sequence[ChainLink] = ()
    at: int = 0


class ClientReader:
    """Finds the clients of one source."""

    def __init__(self, source: SourceFile, reader: CodeReader, table: FormTable) -> None:
        self.source = source
        self.reader = reader
        self.table = table
        self.arguments = ArgumentReader(source, reader)
        self.all: list[tuple[Sequence[str], str]] | None = None

    def made_by(self, links: Sequence[ChainLink], depth: int = DEPTH) -> Iterator[CodeClient]:
        """What an object was made by, as far as this file says."""
        if depth <= 0 or not links:
            return
        calls = [at for at, link in enumerate(links) if link.given is not None]
        if not calls:
            yield from self._held(links, depth)
            return
        client = self._constructed(links, calls)
        if client is not None:
            yield client
            return
        inner = [self.source.tree.chain(node) for at in calls[:3] for node in self.reader.positional(links[at])[:2]]
        if links[0].given is None:
            inner.insert(0, [ChainLink(link.name, link.node) for link in links[: calls[0]]])
        found = [made for part in inner for made in self.made_by(part, depth - 2) if made.row is not None]
        part = links[: calls[0] + 1]
        yield from found or [CodeClient(self.source.dotted(part), self.source.shown(part))]

    def _constructed(self, links: Sequence[ChainLink], calls: Sequence[int]) -> CodeClient | None:
        for at in reversed(calls):
            for part in (links[: at + 1], links[:at] if links[at].name in MAKES else ()):
                row = self.row_of(part) if part else None
                if row is not None:
                    return CodeClient(self.source.dotted(part), self.source.shown(part), row, links, at)
        return None

    def _held(self, links: Sequence[ChainLink], depth: int) -> Iterator[CodeClient]:
        """What the names of a chain hold: the whole of it first, then its beginnings."""
        for length in range(len(links), max(0, len(links) - 3), -1):
            part = links[:length]
            if part[-1].name in ITSELF:
                return
            found = [*self._bound(part, depth), *self._typed(part[-1].name)]
            yield from found
            if found:
                return

    def _bound(self, links: Sequence[ChainLink], depth: int) -> Iterator[CodeClient]:
        ends = [end for node in self.reader.lookup(links)[:8] for end in self.reader.ends(node)]
        for end in ends[:8]:
            if end.type in self.source.grammar.calls:
                yield from self.made_by(self.source.tree.chain(end), depth - 1)

    def _typed(self, name: str) -> Iterator[CodeClient]:
        for typed in self.source.types.get(name, ())[:4]:
            chain = self.source.tree.chain(typed)
            row = self.row_of(chain)
            if row is not None:
                yield CodeClient(self.source.dotted(chain), self.source.shown(chain), row)

    def row_of(self, links: Sequence[ChainLink]) -> ClientRow | None:
        """The row of what is constructed so, if it is a client of the table."""
        source = self.source
        origin, head = source.shown(links), links[0].name
        elsewhere = head in source.imports or head in source.own
        for row in self.table.clients_of(source.dotted(links)):
            if from_modules(origin, row.modules) or (not row.modules and head not in source.own):
                return row
            if not elsewhere and any(from_modules(module, row.modules) for module in source.modules):
                return row
        return None

    def service(self, made: CodeClient) -> str | None:
        """The provider that the client asks: its address decides, where it is given one."""
        if made.row is None:
            return None
        if not made.chain or not made.row.address:
            return made.row.provider
        return self.at(self.arguments.of(made.chain, made.at), made.row.address) or made.row.provider

    def at(self, arguments: CallArguments, ways: Sequence[str]) -> str | None:
        """The provider at the address that a call is given; an address that nobody knows is a server of one's own."""
        for way in ways:
            for node in self.arguments.way(arguments, way):
                for text in self.reader.values(node).texts:
                    known = of_address(text)
                    return known.id if known else OWN_SERVER
        return None

    def only_service(self, row: FormRow) -> str | None:
        """The service of the clients that the file makes with the row's library, where they all ask the same."""
        if self.all is None:
            self.all = list(self._every())[:MOST]
        services = {service for modules, service in self.all if set(modules) & set(row.modules)}
        return services.pop() if len(services) == 1 else None

    def _every(self) -> Iterator[tuple[Sequence[str], str]]:
        """The modules and the service of each client that the file makes."""
        for chain in self.source.chains:
            for at, link in enumerate(chain):
                called = chain[at - 1].name if link.name in MAKES and at else link.name
                if link.given is None or called not in self.table.clients:
                    continue
                for made in self.made_by(chain[: at + 1], 1):
                    service = self.service(made._replace(chain=chain, at=at))
                    if made.row is not None and service is not None:
                        yield made.row.modules, service
