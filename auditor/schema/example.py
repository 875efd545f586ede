"""Examples of answers to criteria, as read from policies/rubrics/examples.yaml."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from auditor.schema.base import Value
from auditor.schema.rubric import Answer


class LinkedExample(Value):
    """Code on GitHub that an example's card links and that was read: files by path, license as GitHub detects it."""

    license: str | None = None
    fork_of: str | None = None
    files: dict[str, str] = Field(default_factory=dict)


class Example(Value):
    """A made-up repository and the answer that it gets.

    What is not said is plain: the model `org/wren-1b`, `license: mit` in its front matter, open weights for
    transformers. `card` is the card's text (absent: one line); `texts` maps files to a text or to the SPDX id of one;
    `datasets`, `bases` and `code` are what is found of repositories that it names.
    """

    criterion: str
    answer: Answer
    front: str = "license: mit"
    card: str = "A model."
    files: tuple[str, ...] | None = Field(default=None, description="paths that the Hub lists; weights if absent")
    texts: dict[str, str] = Field(default_factory=dict)
    metadata: dict[str, Any] = Field(default_factory=dict, description="fields of the Hub's answer")
    datasets: dict[str, str] = Field(default_factory=dict, description="id → front matter")
    bases: dict[str, str] = Field(default_factory=dict, description="id → front matter")
    code: dict[str, LinkedExample] = Field(default_factory=dict, description="owner/repo → what was read of it")

    @property
    def shows(self) -> tuple[str, ...]:
        """What is particular about it, a line each."""
        plain = Example(criterion=self.criterion, answer=self.answer)
        lines = []
        if self.card != plain.card:
            lines.append(f"card: {' / '.join(self.card.splitlines()) or 'none'}")
        if self.front != plain.front:
            lines.append(f"front matter: {'; '.join(self.front.splitlines()) or 'none'}")
        if self.files is not None:
            lines.append(f"files: {', '.join(self.files)}")
        lines += [f"{path}: {text[:60]}" for path, text in self.texts.items()]
        lines += [f"the Hub: {key} {'is not said' if value is None else value}" for key, value in self.metadata.items()]
        lines += [f"dataset {name}: {front}" for name, front in self.datasets.items()]
        lines += [f"base {name}: {'; '.join(front.splitlines())}" for name, front in self.bases.items()]
        lines += [f"code {name}: {', '.join(held.files)} ({held.license})" for name, held in self.code.items()]
        return tuple(lines) or ("a plain model",)
