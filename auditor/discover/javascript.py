"""JavaScript and TypeScript: transformers.js and the Hub's own libraries.

Read by patterns, with constants followed. Examples in comments are found too, and marked as merely possible.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from auditor.discover.finding import dynamic, of
from auditor.discover.lines import Lines
from auditor.discover.reference import hub_urls, read
from auditor.discover.target import MODEL_ONLY, NamePlace
from auditor.schema.discovery import Certainty, Found, FoundType

KIND = "js_transformersjs"
MARKERS = re.compile(r"from_pretrained|pipeline\s*\(|huggingface|@xenova/|hf://|CreateMLCEngine|HfInference")
_STRING = r"(?:'(?:[^'\\\n]|\\.){0,300}'|\"(?:[^\"\\\n]|\\.){0,300}\"|`(?:[^`\\]|\\.){0,300}`)"
_GAP = r"(?>\s|//[^\n]{0,300}\n|/\*[^*]{0,500}\*/|\*(?=\s)){0,400}+"
_CALL = re.compile(
    r"\b(from_pretrained|pipeline|CreateMLCEngine)\s*(?:<[^>()]{0,80}>)?\("
    + _GAP
    + rf"({_STRING}|[\w$.?!\[\]]+)"
    + _GAP
    + rf"(?:,{_GAP}({_STRING}|[\w$.?!\[\]]+))?"
)
_REVISION = re.compile(rf"\brevision\s*:\s*({_STRING})")
_CONSTANT = re.compile(
    rf"(?:\b(?:const|let|var|static|readonly|this\.)\s*|[\s,{{(;.])([A-Za-z_$][\w$]*)\s*(?::\s*string\s*)?(?:=|:|\?\?=|\|\|=)\s*({_STRING})"
)
_CHOICE = re.compile(
    rf"\b(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=[^;{{}}\n]{{0,200}}?\?\s*({_STRING})\s*:\s*({_STRING})"
)
_CHAT = re.compile(
    rf"\b(?:chatCompletion|chatCompletionStream|textGeneration|featureExtraction|textToImage)\s*\(\s*\{{[^}}]{{0,400}}?\bmodel\s*:\s*({_STRING})"
)
_COMMENT = re.compile(r"/\*|(?<![:\w\"'`])//[^\n]*")
_HUB_LIBRARY = re.compile(r"@huggingface/|@xenova/|huggingface|transformers")
PLACE = NamePlace()


def discover(file: str, text: str) -> Iterator[Found]:
    """The references of a script."""
    if not MARKERS.search(text):
        return
    source = _Source(file, text)
    if _HUB_LIBRARY.search(text):
        yield from source.calls()
    yield from source.urls()


class _Source:
    """One script: its constants, and where its lines and comments begin."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = Lines(text)
        self.comments = _comments(text)
        self.opens = [start for start, _ in self.comments]
        self.constants: dict[str, list[str]] = {}
        for match in _CONSTANT.finditer(text):
            self._remember(match[1], match[2])
        for match in _CHOICE.finditer(text):
            self._remember(match[1], match[2])
            self._remember(match[1], match[3])

    def _remember(self, name: str, written: str) -> None:
        values = self.constants.setdefault(name, [])
        if written[1:-1] not in values and len(values) < 20:
            values.append(written[1:-1])

    def commented(self, offset: int) -> bool:
        """Whether an offset stands in a comment."""
        at = bisect_right(self.opens, offset) - 1
        return at >= 0 and offset < self.comments[at][1]

    def calls(self) -> Iterator[Found]:
        """The calls that load a model."""
        for match in _CALL.finditer(self.text):
            group = 3 if match[1] == "pipeline" else 2
            if match[group]:
                yield from self._argument(match, group)
        for match in _CHAT.finditer(self.text):
            target = read(match[1][1:-1], MODEL_ONLY)
            if target is not None:
                yield of(self.file, self.lines.at(match.start(1)), KIND, target, via="inference")

    def _argument(self, match: re.Match[str], group: int) -> Iterator[Found]:
        written = match[group]
        line = self.lines.at(match.start())
        after = self.text[match.end() : match.end() + 200].partition(";")[0]
        pinned = _REVISION.search(after)
        revision = pinned[1][1:-1] if pinned else None
        commented = self.commented(match.start())
        texts, sure = self._values(written)
        for text in texts:
            target = read(text, PLACE)
            if target is not None:
                certainty = Certainty.POSSIBLE if commented else sure
                yield of(self.file, line, KIND, target, revision=revision, certainty=certainty, via=match[1])
        if not texts and not commented and self._is_call(match):
            yield dynamic(self.file, line, KIND, written, via=match[1])

    def _values(self, written: str) -> tuple[list[str], Certainty]:
        if written[0] in "'\"`":
            return [self._filled(written[1:-1])], Certainty.CERTAIN
        texts = self.constants.get(written.rstrip("!?").rpartition(".")[2], [])
        return [self._filled(text) for text in texts], Certainty.POSSIBLE if len(texts) > 1 else Certainty.LIKELY

    def _filled(self, text: str) -> str:
        def put(match: re.Match[str]) -> str:
            values = self.constants.get(match[1], [])
            return values[0] if len(values) == 1 else match[0]

        return re.sub(r"\$\{(?:this\.)?(\w+)\}", put, text) if "${" in text else text

    def _is_call(self, match: re.Match[str]) -> bool:
        """A call, not the definition of a function of that name."""
        before = self.text[max(0, match.start() - 12) : match.start()]
        return not re.search(r"(?:async|static|function)\s+\Z", before) and match[2][0] != "{"

    def urls(self) -> Iterator[Found]:
        """Files of the Hub that the script points to."""
        for offset, target in hub_urls(self.text):
            if not self.commented(offset) and target.type in (FoundType.MODEL, FoundType.DATASET):
                yield of(self.file, self.lines.at(offset), KIND, target, via="url")


def _comments(text: str) -> list[tuple[int, int]]:
    """Where each comment begins and ends. What opens within another is part of it."""
    found: list[tuple[int, int]] = []
    end = 0
    for match in _COMMENT.finditer(text):
        if match.start() < end:
            continue
        end = match.end()
        if match[0] == "/*":
            closing = text.find("*/", end)
            end = len(text) if closing < 0 else closing + 2
        found.append((match.start(), end))
    return found
