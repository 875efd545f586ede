"""Cases that must stop and controls that must pass, through the whole product: `python bench/clearance.py`.

    --texts DIR      reference texts as NAME.txt [$AUDITOR_CORPUS/licenses/spdx_texts; else two texts of fixtures/]
    --kind KIND      this kind alone; --language XX and --id ID likewise, each repeatable
    --list           count the cases and stop
    -v               one line a case, with its outcome and what it was expected to cite

What a case is stands in clearance_cases.py. *Cleared* is approved, or conditional without a reason, condition,
question, duty or warning that quotes the words. A stop that does not quote them is luck. A control passes where it is
approved. The policy is the built-in one. Exit code 0: nothing cleared wrongly, no stop without its words, at most
`NOISE` of the controls stopped. Cases whose text is not at hand, or not in the edition at hand, are skipped and counted
as such.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clearance_cases import Case, load, others, passages, plain, quotes, reference, write, write_repository

NOISE = 0.02
_NO_PASSAGES = {"source", "sha256", "origin", "row", "rule", "license", "binds", "outcome", "level", "obligation"}


@dataclass(frozen=True)
class Result:
    """What came of a case."""

    case: Case
    outcome: str
    cited: bool

    @property
    def fault(self) -> str:
        """`cleared`, `uncited`, `noise` or nothing."""
        if self.case.expect == "pass":
            return "" if self.outcome == "approved" else "noise"
        if self.outcome == "approved" or (self.outcome == "conditional" and not self.cited):
            return "cleared"
        return "" if self.cited else "uncited"


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    for chosen in ("kind", "language", "id"):
        parser.add_argument(f"--{chosen}", action="append", default=[])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    cases = [
        case
        for case in load()
        if all(
            getattr(case, name) in wanted for name in ("kind", "language", "id") if (wanted := getattr(options, name))
        )
    ]
    if not cases:
        parser.error("no case is of that kind, language or id")
    if options.list:
        count(cases)
        return 0
    corpus = Path(os.environ["AUDITOR_CORPUS"]) / "licenses/spdx_texts" if "AUDITOR_CORPUS" in os.environ else None
    texts = options.texts or corpus
    with tempfile.TemporaryDirectory() as folder:
        skipped = {case.id for case in cases if not write(Path(folder), case, texts)}
        for kind, name, other in others():
            write_repository(Path(folder), name, other, reference(other.text_name, texts), data=kind == "datasets")
        results = audited(Path(folder), [case for case in cases if case.id not in skipped])
    return report(results, sorted(skipped), verbose=options.verbose)


def audited(folder: Path, cases: list[Case]) -> list[Result]:
    """All cases through one run of the program."""
    if not cases:  # all of them skipped
        return []
    out = folder / "audit.json"
    command = [sys.executable, "-m", "auditor", "audit", *(case.repository for case in cases), "--from", str(folder)]
    done = subprocess.run(
        [*command, "--format", "json", "--output", str(out)], capture_output=True, text=True, check=False
    )
    if not out.exists():
        raise SystemExit(f"no report: {(done.stderr or done.stdout)[-500:]}")
    models = {model["reference"].split("@")[0]: model for model in json.loads(out.read_text())["models"]}
    return [
        Result(case, models[case.repository]["decision"]["outcome"], is_cited(case, models[case.repository]))
        for case in cases
    ]


def is_cited(case: Case, model: dict[str, Any]) -> bool:
    """Whether something that speaks against the model quotes one of the passages."""
    decision = model["decision"]
    against = [reason for reason in decision["reasons"] if reason["outcome"] != "approved"]
    against += [item for name in ("questions", "conditions", "duties") for item in decision.get(name, [])]
    against += [finding for finding in model["findings"] if finding["level"] in ("error", "warning")]
    said = plain("\n".join(passages(against, _NO_PASSAGES)))
    return any(quotes(said, words) for words in case.cites)


def report(results: list[Result], skipped: list[str], *, verbose: bool) -> int:
    """Print; 1 where a law is broken."""
    if verbose:
        for result in results:
            cited = "cited" if result.cited else ""
            print(f"{result.fault or 'ok':<9}{result.outcome:<13}{cited:<7}{result.case.id:<36}{result.case.cites[:1]}")
    for name in ("kind", "language"):
        print(f"{name:<36}{'stops':>7}{'cleared':>9}{'uncited':>9}{'controls':>10}{'stopped':>9}")
        for value in sorted({getattr(result.case, name) for result in results}):
            row(value, [result for result in results if getattr(result.case, name) == value])
    row("all", results)
    faults = {fault: [r.case.id for r in results if r.fault == fault] for fault in ("cleared", "uncited", "noise")}
    for fault, said in (
        ("cleared", "cleared wrongly"),
        ("uncited", "stopped without the words"),
        ("noise", "controls stopped"),
    ):
        print(f"{said} ({len(faults[fault])}): {' '.join(faults[fault])}")
    print(f"skipped, for their text is not at hand ({len(skipped)}): {' '.join(skipped)}")
    controls = sum(result.case.expect == "pass" for result in results)
    return int(bool(faults["cleared"] or faults["uncited"]) or len(faults["noise"]) > NOISE * controls)


def row(name: str, results: list[Result]) -> None:
    """One line of the table."""
    faults = Counter(result.fault for result in results)
    controls = sum(result.case.expect == "pass" for result in results)
    stops = len(results) - controls
    print(f"{name:<36}{stops:>7}{faults['cleared']:>9}{faults['uncited']:>9}{controls:>10}{faults['noise']:>9}")


def count(cases: list[Case]) -> None:
    """Cases by kind and by language."""
    for name in ("kind", "language"):
        print(f"{name:<36}{'stop':>7}{'pass':>7}")
        counts = Counter((getattr(case, name), case.expect) for case in cases)
        for value in sorted({value for value, _ in counts}):
            print(f"{value:<36}{counts[value, 'stop']:>7}{counts[value, 'pass']:>7}")
    print(f"{'all':<36}{sum(c.expect == 'stop' for c in cases):>7}{sum(c.expect == 'pass' for c in cases):>7}")


if __name__ == "__main__":
    raise SystemExit(main())
