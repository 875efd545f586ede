"""How much Python reads human language: characters of prose patterns in `auditor/**/*.py`, a file at a time.

    python bench/prose.py [--root DIR] [--most N] [--list FILE]

    --root DIR   the checkout that is counted                                              [this one]
    --most N     exit 1 where there are more characters of prose
    --list FILE  print the patterns of this file too, each with its line, kind and size

A *pattern* is all that one statement holds other text against: regular expressions and the words looked for. What
counts as such, and how it is found, stands in patterns.py. Its size is that of its strings when the program runs,
f-strings without what is filled in; a constant that many patterns use is counted once.

A pattern is *prose* where two or more words of a language stand in it and `TECHNICAL` does not list it. A word is three
letters of a to z or more in a row, or letters that are not Latin; escapes, classes of characters, names of groups,
words joined by `_`, and ids in policies/ (of tables, rows, lists and kinds: `explained/this-model`) are none. All else
is *technical*: file names, addresses, ids, numbers, markup, the syntax of code.

Names that people give to models, makers and data are words here: whoever reads them reads what people write.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from patterns import Held, held

# Files (globs, * passes folders), constants or functions of them (* for all), and why their words are no language.
# Names of before and of now stand side by side, so that both can be counted.
TECHNICAL: tuple[tuple[str, str, str], ...] = (
    ("auditor/discover/*", "*", "code, configuration and bills of other tools: names of calls, keys, flags"),
    ("auditor/report/*", "*", "markup, and ids of our own"),
    ("auditor/cli/*  auditor/gate/*  auditor/schema/*", "*", "ids and file names of our own"),
    (
        "auditor/errors.py  auditor/explain.py  auditor/decide/ruling.py  auditor/decide/findings/[_dl]*",
        "*",
        "the same",
    ),
    ("auditor/gather/access.py  auditor/gather/conclusion.py  auditor/licenses/describe.py", "*", "the same"),
    ("auditor/files/*", "*", "keys and file names of what people write for us"),
    ("auditor/company.py  auditor/lockfile.py  auditor/manifest.py", "*", "the same, before"),
    ("auditor/policies.py  auditor/references.py  auditor/waivers.py", "*", "the same, before"),
    ("auditor/fetch/*", "*", "headers, addresses and file names of the Hub"),
    ("auditor/evaluate/*", "*", "ids, file names, addresses, names of libraries"),
    ("auditor/decide/modality.py  auditor/decide/findings/reserved.py", "*", "the Hub's tags, and ids of regions"),
    ("auditor/decide/findings/texts.py", "*", "addresses and ids"),
    ("auditor/parse/code.py  auditor/parse/files.py", "*", "paths and endings of files"),
    ("auditor/parse/yaml.py", "*", "words of YAML"),
    ("auditor/names/paths.py", "*", "paths and endings of files"),
    ("auditor/prose/markup.py", "*", "tags of HTML"),
    ("auditor/gather/reading/marks.py", "*", "hosts of data and pages"),
    (
        "auditor/names/repository_names.py  auditor/names/qualifiers.py",
        "*",
        "what stands behind names in ids: formats, sizes, versions",
    ),
    ("auditor/names/model_names.py", "_COMMON _OF_A_REPOSITORY _FOLDER _OF_A_PUBLISHER", "parts of ids and paths"),
    ("auditor/gather/components.py", "*", "file names"),
    ("auditor/gather/linked.py", "*", "paths, and names in code and configuration"),
    ("auditor/gather/lineage/related.py  auditor/parse/related.py", "*", "addresses, and keys of metadata"),
    (
        "auditor/gather/lineage/gguf.py  auditor/parse/lineage/gguf.py  auditor/gather/lineage/in_headers.py",
        "*",
        "addresses, and keys of metadata",
    ),
    ("auditor/parse/registries.py  auditor/parse/references.py", "*", "addresses, and forms of references"),
    ("auditor/parse/weights.py  auditor/parse/headers.py", "*", "endings of files, and keys of headers"),
    ("auditor/parse/package_licenses.py", "*", "keys of what describes packages, and classifiers"),
    ("auditor/names/describe_systems.py", "*", "ids of our own, and headings of what is printed"),
    ("auditor/gather/lineage/named.py  auditor/parse/lineage/named.py", "_PAGES", "addresses"),
    ("auditor/licenses/aliases.py", "SPDX_PAGES CC_PORT ADDRESS", "addresses"),
    ("auditor/licenses/catalog.py", "*", "addresses"),
    ("auditor/licenses/expression.py", "*", "operators of SPDX"),
    (
        "auditor/licenses/normalize.py  auditor/licenses/tags.py",
        "*TAG _HIDDEN _SHOWN _OF_FORM _BARE _PAGE _HIDING",
        "markup",
    ),
    ("auditor/decide/*", "*", "messages and ids of our own: decide reads values"),
    ("auditor/parse/docx.py", "*", "names of parts and elements of Word documents"),
    ("auditor/parse/documents.py", "_OTHERS", "messages of our own, by kind of file"),
    (
        "auditor/gather/unread.py  auditor/gather/addresses.py  auditor/gather/unnamed.py  auditor/gather/beside.py",
        "_uncertain _BINDS _names _links _leads_to _shown _AT_A_LINK _MORE _BEYOND",
        "messages of our own, and ids of rows",
    ),
    ("auditor/gather/said_by_fields.py", "_by_value _by_key said_by_fields", "the same"),
    ("auditor/gather/reading/*  auditor/gather/topics.py", "_NAME_TOPICS _TAKEN_BACK _OWN", "ids of rows"),
    ("auditor/gather/lineage/statements.py  auditor/names/families.py", "_is_about_it writers", "ids of rows"),
    (
        "auditor/gather/sections.py  auditor/gather/lineage/references_in_text.py",
        "_ANCHOR _LINK _TARGET _HUB _FILES",
        "links",
    ),
    (
        "auditor/gather/lineage/*",
        "_URL _ADDRESS _FILES _CACHED _VIEW _HUB_URL _MERGED _OPEN",
        "addresses, keys, SPDX ids",
    ),
    ("auditor/parse/license_links.py  auditor/gather/stated.py", "_HUB_FILE _by_address", "addresses"),
    ("auditor/gather/addresses.py", "_SOURCE _FORM", "markup and endings"),
    ("auditor/gather/reading/code.py", "_CONFIGURATION _PATHS", "paths in code"),
    ("auditor/prose/plain.py", "_ALT _NOTE", "markup"),
    ("auditor/disk.py  auditor/names/model_names.py", "_UNFINISHED _BEFORE", "file names and parts of ids"),
    ("auditor/licenses/build_fingerprints.py", "*", "words of the SPDX and ScanCode lists"),
    ("auditor/standards.py", "*", "ids of our own"),
)

_NO_WORDS = re.compile(
    r"""\(\?(?:P?<[A-Za-z_]\w*>|P=\w+|<?[=!:]|[a-zA-Z-]+[:)])   # how a group begins
    | \\[A-Za-z] | \[\^?\]?(?:\\.|[^\]\\])*\] | \{\d*,?\d*\}    # escapes, classes, how often
    | [A-Za-z]+(?:_[A-Za-z]+)+                                  # names in code""",
    re.VERBOSE,
)
_WORD = re.compile(r"[a-z]{3,}|[^\W\d_a-z]+")
_ID = re.compile(
    r"^[ -]*(?:(?:id|table|says|kind|license|restriction|obligation): |(?=[a-z-]+:$))([a-z][a-z0-9-]+)", re.MULTILINE
)


def main() -> int:
    """Count and print; 1 where there is more prose than allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path(__file__).parent.parent)
    parser.add_argument("--most", type=int)
    parser.add_argument("--list", metavar="FILE", default="")
    options = parser.parse_args()
    patterns = held(options.root)
    prose, technical = Counter[str](), Counter[str]()
    for pattern in patterns:
        (prose if is_prose(pattern) else technical)[pattern.file] += size(pattern)
        if pattern.file == options.list:
            kind = "prose" if is_prose(pattern) else "technical"
            print(f"{pattern.line:>6}  {kind:<10}{size(pattern):>6}  {pattern.name}")
    print(f"{'characters of patterns':<50}{'prose':>8}{'technical':>11}")
    for file, count in prose.most_common():
        print(f"{file:<50}{count:>8}{technical[file]:>11}")
    others = sum(technical[file] for file in technical if not prose[file])
    print(f"{f'{len(technical.keys() - prose.keys())} files without prose':<50}{'–':>8}{others:>11}")
    print(f"{f'all, prose in {len(prose)} files':<50}{prose.total():>8}{technical.total():>11}")
    knowing = sorted({pattern.file for pattern in patterns if is_prose(pattern) and is_of_fine_tuning(pattern)})
    print(f"{len(knowing)} files know “fine-tuned”: {', '.join(knowing)}")
    return 1 if options.most is not None and prose.total() > options.most else 0


def size(pattern: Held) -> int:
    """Its characters."""
    return sum(map(len, pattern.strings))


def is_prose(pattern: Held) -> bool:
    """Whether it reads human language, by the rule above."""
    texts = (text for text in pattern.strings if not is_id(text))
    words = (word for text in texts for word in _WORD.findall(_NO_WORDS.sub(" ", text).lower()))
    return sum(1 for _ in words) > 1 and not is_listed(pattern)


def is_id(text: str) -> bool:
    """Whether it is an id of policies/, or a path of such: `explained/this-model`, `/this-model`, `origins`."""
    parts = [part for part in text.split("/") if part]
    return bool(parts) and all("-" in part or "/" in text for part in parts) and set(parts) <= ids()


@cache
def ids() -> frozenset[str]:
    """The ids of policies/: of tables, of rows, of their lists, and what rows say."""
    texts = (path.read_text(encoding="utf-8") for path in (Path(__file__).parent.parent / "policies").rglob("*.yaml"))
    return frozenset(found for text in texts for found in _ID.findall(text))


def is_listed(pattern: Held) -> bool:
    """Whether `TECHNICAL` has it."""
    return any(
        any(fnmatch(pattern.file, file) for file in files.split())
        and any(fnmatch(pattern.name, name) for name in names.split())
        for files, names, _ in TECHNICAL
    )


def is_of_fine_tuning(pattern: Held) -> bool:
    """Whether it knows the word in some spelling: “fine[- ]?tun” and the like."""
    plain = (re.sub(r"[^a-z微调]", "", _NO_WORDS.sub("", text).lower()) for text in pattern.strings)
    return any("finetun" in text or "微调" in text for text in plain)


if __name__ == "__main__":
    raise SystemExit(main())
