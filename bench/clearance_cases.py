"""The cases of clearance.py: read, checked, and put into a folder as the repositories that they speak of.

They stand in `clearance/*.yaml`: a head with `defaults`, then `cases`. Each is one repository of made-up people:

    id, kind, language, expect   permanent; `stop` or `pass`
    why                          what a careful reader of counsel would say
    cites                        of a stop: words of which one must be quoted by what speaks against the model
    front, body                  the card: front matter, and text; a body that begins with no title gets one
    license_text                 the SPDX text that LICENSE holds [that of the front matter's license]; none for no file
    edit, prepend, append, form  old and new words in that text, what stands above and below it, how it is laid out
    files, encoded, encoding     other files; the encoding of a file, and of the card
    meta, card_data              what the Hub's answer says beside, and as its own copy of the front matter

Models and data sets that cases name stand in `clearance/others.yaml`.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "clearance"
FIXTURES = {
    "Apache-2.0": ROOT / "fixtures/hub/openai--gpt-oss-20b@6cee5e81/files/LICENSE",
    "MIT": ROOT / "fixtures/hub/microsoft--phi-4@932b33c0/files/LICENSE",
}
OF_DECLARED = {"apache-2.0": "Apache-2.0", "mit": "MIT"}
OWNER = "heron"
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff*`\\\\]")
_LETTER = "[0-9a-z\u00df-\u052f\u1e00-\u1fff]"  # of scripts that part their words by spaces
_PARTED = re.compile(f"(?:{_LETTER}| )+")
_ALIKE = str.maketrans("аеорсхіο", "aeopcxio")


class Mistake(Exception):
    """A case is not written as it should be."""


@dataclass(frozen=True)
class Case:
    """One repository, and what must come of it."""

    id: str
    kind: str
    expect: str
    why: str
    language: str = "en"
    cites: list[str] = field(default_factory=list)
    front: str = "license: apache-2.0"
    body: str = ""
    license_text: str = ""
    edit: list[str] = field(default_factory=list)
    prepend: str = ""
    append: str = ""
    form: str = ""
    files: dict[str, str] = field(default_factory=dict)
    encoded: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    meta: dict[str, Any] = field(default_factory=dict)
    card_data: dict[str, Any] = field(default_factory=dict)

    @property
    def repository(self) -> str:
        """A name that gives nothing of the case away, nor looks like a size."""
        digest = hashlib.sha256(self.id.encode()).hexdigest()[:10]
        return f"{OWNER}/wren-{digest.translate(str.maketrans('0123456789', 'ghijklmnop'))}"

    @property
    def text_name(self) -> str:
        """The text that LICENSE holds, or nothing."""
        named = self.license_text or OF_DECLARED.get(str(yaml.safe_load(self.front).get("license")), "")
        return "" if named == "none" else named


def load() -> list[Case]:
    """Every case. Raises Mistake."""
    cases: list[Case] = []
    for file in sorted(CASES.glob("*.yaml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        if file.stem == "others":
            continue
        if content.keys() - {"defaults", "cases"}:
            raise Mistake(f"{file.name}: {', '.join(content.keys() - {'defaults', 'cases'})} is no part of it")
        cases += [case_of({**content.get("defaults", {}), **raw}, file.name) for raw in content["cases"]]
    twice = [name for name, times in Counter(case.id for case in cases).items() if times > 1]
    if twice:
        raise Mistake(f"ids used twice: {', '.join(twice)}")
    return cases


def case_of(raw: dict[str, Any], where: str) -> Case:
    """One case, checked. Raises Mistake."""
    unknown = raw.keys() - Case.__dataclass_fields__.keys()
    missing = {"id", "kind", "expect", "why"} - raw.keys()
    if unknown or missing:
        raise Mistake(f"{where}, {raw.get('id')}: unknown {sorted(unknown)}, missing {sorted(missing)}")
    cites = raw.get("cites", [])
    case = Case(**{**raw, "cites": [cites] if isinstance(cites, str) else cites})
    given = plain("\n".join(passages([value for name, value in vars(case).items() if name not in ("why", "cites")])))
    given += " " + plain(" ".join(case.files))
    wrong = {
        "id is not kebab-case": not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", case.id),
        "expect is neither stop nor pass": case.expect not in ("stop", "pass"),
        "a stop says what it cites, and a pass nothing": (case.expect == "stop") != bool(case.cites),
        "what it cites is text": not all(isinstance(words, str) for words in case.cites),
        "none of what it cites stands in it": bool(case.cites) and not any(quotes(given, w) for w in case.cites),
        "edit is a pair": len(case.edit) not in (0, 2),
        "form is unknown": bool(case.form) and case.form not in FORMS,
    }
    if any(wrong.values()):
        raise Mistake(f"{where}, {case.id}: {', '.join(what for what, is_so in wrong.items() if is_so)}")
    return case


def others() -> Iterator[tuple[str, str, Case]]:
    """The repositories that cases name."""
    content = yaml.safe_load((CASES / "others.yaml").read_text(encoding="utf-8"))
    for kind in ("models", "datasets"):
        for name, fields in content[kind].items():
            yield kind, name, Case(id=name, kind=kind, expect="", why="", body=f"# {name.split('/')[1]}", **fields)


def reference(name: str, folder: Path | None) -> str | None:
    """A reference text, or None where it is not at hand."""
    file = folder / f"{name}.txt" if folder else FIXTURES.get(name)
    return file.read_text(encoding="utf-8") if name and file and file.is_file() else None


def write(folder: Path, case: Case, texts: Path | None) -> bool:
    """Put the case's repository into the folder; False where its text cannot be had as the case needs it."""
    text = reference(case.text_name, texts)
    if text is None and case.text_name:
        return False
    if text is not None and case.edit:
        old, new = case.edit
        pattern = re.compile(r"\s+".join(map(re.escape, old.split())))
        if not pattern.search(text):
            if texts:
                raise Mistake(f"{case.id}: “{old}” is not in {case.text_name}")
            return False
        text = pattern.sub(lambda _: new, text)
    if text is not None:
        text = "\n\n".join(filter(None, (case.prepend.rstrip(), text, case.append)))
        text = FORMS[case.form](text) if case.form else text
    write_repository(folder, case.repository, case, text)
    return True


def write_repository(folder: Path, name: str, case: Case, license_text: str | None, *, data: bool = False) -> None:
    """Metadata and files, as the Hub answers them."""
    sha = hashlib.sha1(name.encode()).hexdigest()
    into = folder / f"{'datasets--' if data else ''}{name.replace('/', '--')}@{sha[:8]}"
    card = case.card_data or yaml.safe_load(case.front)
    declared = card.get("license")
    title = "# Wren\n\nWren is a small model that we trained ourselves.\n\n"
    body = case.body if case.body.startswith(("# ", "---")) else title + case.body
    files = {
        "README.md": f"---\n{case.front}\n---\n{body}\n".encode(case.encoding),
        **{file: text.encode(case.encoded.get(file, "utf-8")) for file, text in case.files.items()},
    }
    if license_text is not None:
        files["LICENSE"] = license_text.encode()
    listed = sorted({*files, *(() if data else ("config.json", "model.safetensors"))})
    meta = {
        "id": name,
        "author": name.partition("/")[0],
        "sha": sha,
        "private": False,
        "gated": False,
        "disabled": False,
        "lastModified": "2026-04-29T16:25:56.000Z",
        "tags": [f"license:{declared}"] if isinstance(declared, str) else [],
        "cardData": card,
        "siblings": [{"rfilename": file} for file in listed],
        **({} if data else {"modelId": name, "library_name": "transformers", "pipeline_tag": "text-generation"}),
        **case.meta,
    }
    for file, content in {
        "metadata.json": json.dumps(meta).encode(),
        **{f"files/{f}": c for f, c in files.items()},
    }.items():
        (into / file).parent.mkdir(parents=True, exist_ok=True)
        (into / file).write_bytes(content)


def passages(value: object, without: Collection[str] = ()) -> Iterator[str]:
    """All text within; what stands under some keys aside."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in without:
                yield from passages(item, without)
    elif isinstance(value, list):
        for item in value:
            yield from passages(item, without)
    elif isinstance(value, str):
        yield value


def plain(text: str) -> str:
    """Words as a reader sees them: no case, no markup, no unseen marks, no look-alikes, no punctuation."""
    shown = re.sub(r"<[^<>]+>", "", html.unescape(text))
    shown = unicodedata.normalize("NFKC", _UNSEEN.sub("", shown)).lower().translate(_ALIKE)
    return " ".join(re.sub(r"[\W_]+", " ", shown).split())


def quotes(said: str, words: str) -> bool:
    """Whether the words stand in what is said; whole words where the script parts them."""
    wanted = plain(words)
    if _PARTED.fullmatch(wanted):
        return bool(re.search(f"(?<!{_LETTER}){re.escape(wanted)}(?!{_LETTER})", said))
    return wanted.replace(" ", "") in said.replace(" ", "")


def narrow(text: str) -> str:
    """Broken at forty characters."""
    return "\n\n".join(textwrap.fill(" ".join(part.split()), 40) for part in re.split(r"\n\s*\n", text))


def hyphens(text: str) -> str:
    """Long words broken where a line ends."""
    return re.sub(r"\b([a-z]{5})([a-z]{5,})\n", r"\1-\n\2\n", text)


FORMS: dict[str, Callable[[str], str]] = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "one-line": lambda text: "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text)),
    "narrow": narrow,
    "hyphens": hyphens,
    "indented": lambda text: textwrap.indent(text, "        "),
    "quoted": lambda text: textwrap.indent(text, "> ", lambda _: True),
    "hash": lambda text: textwrap.indent(text, "# ", lambda _: True),
    "fence": lambda text: f"```text\n{text}\n```\n",
    "html": lambda text: (
        "<html><body>\n" + "\n".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n\s*\n", text))
    ),
}
