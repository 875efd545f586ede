"""bench/prose.py counts what is prose, and only that, in a small tree of every way in which a pattern is written."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "prose.py"
# Each of the first lines holds as much prose as the comment says.
READER = '''
"""A docstring about models and weights is no pattern."""
import re
from auditor.words import NOUNS
VERB = r"(?:train|tun)ed"                                        # 15, by SAID
SAID = re.compile(rf"\\b(?:was|has been) {VERB} on (?:{'|'.join(NOUNS)})\\b")  # 29, and 1 that joins
NUMBER = re.compile(r"\\d{1,3}(?:\\.\\d+)?[A-Za-z]{2,4}(?P<name>x)")  # none: no words
CHINESE = re.compile("微调|训练")                                  # 5
ROWS = (("fine", r"fine[- ]?tun\\w* from"), ("new", "from scratch"))  # 20 and 12 of the second column
FOUND = tuple((kind, re.compile(words)) for kind, words in ROWS)
IDS = ("explained/this-model", "origins/link-elsewhere", "non-commercial")  # none: rows and kinds of policies/
NEEDLES = ("weights", "checkpoint")                              # 17, asked of a text
MESSAGE = "this model was trained from another model"            # none: it is shown, not looked for
def has(text, words): return any(word in text for word in words)
def seen(text): return has(text, NEEDLES), text in IDS, text.startswith("license:")  # one word is none
'''
WORDS = 'NOUNS = ("data", "images")\nMADE = {"model_name": 1}\nUSED = "base_model_relation" in MADE\n'  # 10
PROSE = {"auditor/reader.py": 15 + 30 + 5 + 32 + 17, "auditor/words.py": 10}


def counted(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (root / "auditor" / "discover").mkdir(parents=True)
    (root / "auditor" / "reader.py").write_text(READER, encoding="utf-8")
    (root / "auditor" / "words.py").write_text(WORDS, encoding="utf-8")
    (root / "auditor" / "discover" / "code.py").write_text('import re\nC = re.compile("class model")', encoding="utf-8")
    command = [sys.executable, str(SCRIPT), "--root", str(root), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_prose_is_counted_a_file_at_a_time(tmp_path: Path) -> None:
    done = counted(tmp_path)
    rows = [line.split() for line in done.stdout.splitlines()]
    assert {row[0]: int(row[1]) for row in rows if row[0].startswith("auditor/")} == PROSE
    assert done.stdout.splitlines()[-1] == "1 files know “fine-tuned”: auditor/reader.py"
    assert done.returncode == 0


@pytest.mark.parametrize(("most", "code"), [(sum(PROSE.values()), 0), (sum(PROSE.values()) - 1, 1)])
def test_more_prose_than_allowed_fails(tmp_path: Path, most: int, code: int) -> None:
    assert counted(tmp_path, "--most", str(most)).returncode == code
