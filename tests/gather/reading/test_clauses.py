"""What an unknown license text says is read clause by clause, in the catalog's kinds, and decides nothing."""

from __future__ import annotations

import pytest

from auditor.files.reading import load_tables, load_vocabulary
from auditor.gather.reading import clauses
from auditor.gather.reading.clauses import kind_of, numbers, said_in
from auditor.prose.text import read_plain
from auditor.schema.clauses import ClauseSays
from auditor.schema.facts import GrantKind, Metric, ObligationKind, RestrictionKind
from tests.builders import APACHE, MIT, audited, dossier, snapshot

OWN = """Wren Model License

1. Grant

(a) Wren Labs grants you a free right to use, modify and distribute the Model.

(b) You may not sublicense the Model.

2. Duties. You must give every recipient a copy of this License.

3. Wren Labs may amend these terms at any time.
"""


def kinds(words: str) -> set[str]:
    """What a sentence says, as the table writes it."""
    return {f"{item.kind.value}-{item.about}" for item in said_in(read_plain(words, load_vocabulary()))}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Wren grants you a license to run and adapt it.", {"may-use", "may-modify"}),
        ("No rights are granted to modify the Model.", set()),
        ("You may not use or share it.", set()),
        ("Nothing in these terms permits you to use it.", set()),
        ("You grant Wren a license to use your comments.", set()),
        ('"Distribution" means that anybody may share it.', set()),
        ("You may copy it provided that you keep the copyright notice.", {"may-use", "must-copyright-notice"}),
        ("You are not required to give credit.", set()),
        ("You may run the Model for any purpose.", {"may-use", "may-commercial"}),
        ("You may run the Model for non-commercial purposes only.", {"may-use", "may-not-non-commercial"}),
        ("The Model is for research purposes only.", {"may-not-research-only"}),
        ("All your rights cease when you break these terms.", {"may-not-termination"}),
        ("如需商用，须事先登记并取得授权。", {"if-registration"}),
        ("您必须向接收方提供本协议的副本。", {"must-license-copy"}),
        ("Vous devez citer la source.", {"must-attribution"}),
        ("Der Copyright-Hinweis muss erhalten bleiben.", {"must-copyright-notice"}),
    ],
)
def test_what_a_sentence_says(words, said):
    assert kinds(words) == said


def test_every_row_says_a_kind_of_the_catalog():
    catalog = {
        ClauseSays.MAY: set(GrantKind),
        ClauseSays.MAY_NOT: {*RestrictionKind, *GrantKind},
        ClauseSays.MUST: set(ObligationKind),
        ClauseSays.IF: set(Metric),
    }
    (table,) = (table for table in load_tables() if table.table == "text-clauses")
    read = [kind_of(row.says) for row in table.rows if row.says]
    assert len(read) > 40
    assert [(says, about) for says, about in read if about not in catalog[says]] == []


def test_what_takes_back_takes_back_what_some_row_says():
    (table,) = (table for table in load_tables() if table.table == "text-clauses")
    told = {f"{says.value}-{about}" for says, about in clauses._LIMITS.values()} | {row.says for row in table.rows}
    against = [row.id.removeprefix("no-") for row in table.rows if row.id.startswith("no-") and row.id != "no-duty"]
    assert against
    assert [name for name in against if name not in told] == []


def test_a_word_that_no_clause_says_is_refused():
    with pytest.raises(ValueError, match="begins with nothing"):
        kind_of("shall-pay")


def test_each_clause_is_cited_with_its_number_and_row():
    subject = dossier(snapshot(files={"LICENSE": OWN})).subject
    read = {(item.kind.value, item.about): item for item in subject.clauses}
    assert {(key, item.clause, item.citation.line) for key, item in read.items()} == {
        (("may", "use"), "1(a)", 5),
        (("may", "modify"), "1(a)", 5),
        (("may", "redistribute"), "1(a)", 5),
        (("may-not", "sublicense"), "1(b)", 7),
        (("must", "license-copy"), "2", 9),
        (("may-not", "mutable-terms"), "3", 11),
    }
    assert read["must", "license-copy"].row == "text-clauses/must-license-copy"
    assert subject.clauses_left_out == 0


@pytest.mark.parametrize(
    ("path", "text"), [("LICENSE", MIT), ("LICENSE", APACHE), ("LICENSE-CODE", OWN), ("NOTICE", OWN)]
)
def test_what_is_known_or_of_another_part_is_not_read(path, text):
    assert dossier(snapshot(files={path: text})).subject.clauses == ()


def test_what_stands_beyond_a_known_text_is_read():
    text = f"{MIT.rstrip()}\n\nYou must give every recipient a copy of this License.\n"
    (clause,) = dossier(snapshot(files={"LICENSE": text})).subject.clauses
    assert (clause.kind, clause.about) == (ClauseSays.MUST, "license-copy")


def test_a_long_text_is_cut_and_keeps_each_kind():
    text = "".join(f"You may run copy {number}.\n\n" for number in range(100)) + "You must cite the paper.\n"
    subject = dossier(snapshot(files={"LICENSE": text})).subject
    assert len(subject.clauses) == clauses.MAX_CLAUSES + 1
    assert subject.clauses[-1].about == "attribution"
    assert subject.clauses_left_out == 100 - clauses.MAX_CLAUSES


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("3. Grant", "3"),
        ("3.2 You may", "3.2"),
        ("Section 4: Duties", "4"),
        ("第三条 许可", "三"),
        ("## 5. Duties", "5"),
        ("(b) You may", "(b)"),
        ("2023 was a year", ""),
        ("1. Grant. You may use it. 2. Duties. You must not.", ""),
        ("a right", ""),
    ],
)
def test_numbers(line, number):
    assert numbers([line]) == [number]


def test_it_decides_nothing(monkeypatch):
    """A text that permits everything is read, and the model stays unapproved; without what was read it is the same."""
    made = snapshot(files={"LICENSE": OWN})
    with_clauses = audited(made)
    assert with_clauses.evidence.subject.clauses
    monkeypatch.setattr("auditor.gather.repository.read_clauses", lambda *_: ((), 0))
    without = audited(made)
    assert without.evidence.subject.clauses == ()
    assert (with_clauses.decision, with_clauses.findings, with_clauses.openness, with_clauses.license) == (
        without.decision,
        without.findings,
        without.openness,
        without.license,
    )
    assert with_clauses.decision.outcome.value not in ("approved", "conditional")
