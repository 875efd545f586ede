"""From the calls of one source that the table knows to what they name."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from auditor.discover.code.matching import CodeMatch, CodeMatcher
from auditor.discover.code.source import SourceFile
from auditor.discover.code.values import CodeReader
from auditor.discover.finding import dynamic, of
from auditor.discover.naming import place_of, read_form
from auditor.discover.providers import named
from auditor.schema.discovery import Certainty, Found


class SourceReader:
    """One source, read. Raises TooMuch for one that is given up."""

    def __init__(self, language: str, file: str, text: str, kind: str) -> None:
        self.file = file
        self.kind = kind
        self.source = SourceFile(language, text)
        self.values = CodeReader(self.source)
        self.matcher = CodeMatcher(self.source, self.values)

    def found(self) -> Iterator[Found]:
        """The references of every call that is a form."""
        for match in self.matcher.matches():
            main, more = self._named_by(match)
            for node in main:
                yield from self._reference(match, node, loud=not match.row.quiet and not match.only_known)
            for node in more:
                yield from self._reference(match, node, loud=False)

    def _named_by(self, match: CodeMatch) -> tuple[list[Node], list[Node]]:
        """The arguments that name the model, and those that name further ones."""
        row, arguments = match.row, match.arguments
        way = self.matcher.clients.arguments.way
        if row.needs and not way(arguments, row.needs):
            return [], []
        main = next((nodes for keyword in row.keywords if (nodes := way(arguments, keyword))), [])
        if not main and row.position is not None and len(arguments.positional) > row.position:
            main = [arguments.positional[row.position]]
        return main, [node for keyword in row.more for node in way(arguments, keyword)]

    def _reference(self, match: CodeMatch, node: Node, *, loud: bool) -> Iterator[Found]:
        row = match.row
        line, kind, via = self.source.line(match.link.node), row.kind or self.kind, match.link.name
        values = self.values.values(node, row.known)
        followed = Certainty.POSSIBLE if len(values.texts) > 1 else Certainty.LIKELY
        for text in values.texts:
            service = match.service or self._service(match, text)
            if match.by_name and row.names == "api_model" and service is None:
                continue
            target = read_form(text, row, place_of(row, service))
            if target is not None:
                sure = Certainty.CERTAIN if values.direct else followed
                yield of(self.file, line, kind, target, certainty=sure, via=via, remark=row.note)
        if not values.texts and not values.empty and loud:
            written = " ".join(self.source.tree.text(node).split())
            yield dynamic(self.file, line, kind, written, via=via)

    @staticmethod
    def _service(match: CodeMatch, text: str) -> str | None:
        """The service that the name itself tells, where nothing else does."""
        if not match.by_name:
            return None
        return named(text) or (None if match.only_known else match.row.provider)
