"""Precision and recall of ``bsb guide check`` per fault, on questions written by hand.

    python -m bench.guide_check.measure                   the 120 questions of the test set
    python -m bench.guide_check.measure FILE --misses     another file of the same form; list what went wrong
    python -m bench.guide_check.measure --example         what is found in the interviewers' questions of the example

A finding is right if it is the fault that was planted in that question; any other finding is a false alarm, also
when it stands in a question with another fault. Places given to the check are the districts of templates/bsb.toml.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.corpus.turns import find_turns
from bsb.formats.read import read_source
from bsb.guide.check import Wordlist, check_question, load_wordlist
from bsb.guide.check.asked import Asked
from bsb.guide.check.run import RULES
from bsb.shipped import shipped

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions.yaml"


@dataclass(frozen=True)
class Case:
    """A question with the fault planted in it ("" = none) and the faults found."""

    ask: str
    planted: str
    found: frozenset[str]


@dataclass(frozen=True)
class Score:
    """Counts for one fault."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0


def places() -> tuple[str, ...]:
    """Return the names and aliases of the districts that a new project has."""
    entries = tomllib.loads((shipped("templates") / "bsb.toml").read_text(encoding="utf-8"))["district"]
    return tuple(name for entry in entries for name in (entry["name"], *entry.get("aliases", ())))


def run(path: Path = QUESTIONS) -> list[Case]:
    """Check every question of a file."""
    import yaml

    wordlist = load_wordlist([shipped("guides") / "ordliste.yaml"])
    known = places()
    return [_case(entry, wordlist, known) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]]


def _case(entry: dict[str, Any], wordlist: Wordlist, known: tuple[str, ...]) -> Case:
    asked = Asked(
        entry["ask"].strip(),
        entry.get("language", "nb"),
        tuple(entry.get("probes", ())),
        tuple(f"{word}: {meaning}" for word, meaning in entry.get("words", {}).items()),
        known,
        wordlist,
    )
    return Case(asked.text, entry.get("fault", ""), frozenset(found.fault for found in check_question(asked)))


def score(cases: list[Case], fault: str) -> Score:
    """Count what was right, wrong and missed for one fault."""
    return Score(
        sum(fault == case.planted and fault in case.found for case in cases),
        sum(fault != case.planted and fault in case.found for case in cases),
        sum(fault == case.planted and fault not in case.found for case in cases),
    )


def example() -> None:
    """Check every question that an interviewer asks in the example, as a probe, and print what is found."""
    wordlist, known = load_wordlist([shipped("guides") / "ordliste.yaml"]), places()
    asked = [
        question.strip()
        for path in sorted((shipped("corpora") / "eksempel" / "transkripsjoner").iterdir())
        for turn in find_turns(read_source(path)).turns
        if turn.role == "facilitator"
        for question in re.findall(r"[^.?!…]*\?", turn.text)
    ]
    found = [one for text in asked for one in check_question(Asked(text, "nb", None, (), known, wordlist))]
    print(f"questions: {len(asked)}, findings: {len(found)}")
    for fault, number in Counter(one.fault for one in found).most_common():
        print(f"{fault:10} {number}")
    for one in found:
        print(f"  {one.fault}: {one.question} ({one.words})")


def main() -> None:
    parser = argparse.ArgumentParser(description="Precision and recall of bsb guide check.")
    parser.add_argument("file", nargs="?", type=Path, default=QUESTIONS)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--example", action="store_true")
    options = parser.parse_args()
    if options.example:
        example()
        return
    cases = run(options.file)
    print(f"{'fault':10} {'planted':>7} {'found':>6} {'wrong':>6} {'precision':>10} {'recall':>7}")
    for fault in RULES:
        got = score(cases, fault)
        counts = f"{got.right + got.missed:7} {got.right:6} {got.wrong:6}"
        print(f"{fault:10} {counts} {got.precision:10.2f} {got.recall:7.2f}")
    sound = [case for case in cases if not case.planted]
    print(f"sound questions: {len(sound)}, with a finding: {sum(bool(case.found) for case in sound)}")
    if options.misses:
        for case in cases:
            if case.found != ({case.planted} - {""}):
                print(f"planted {case.planted or '-'}, found {', '.join(sorted(case.found)) or '-'}: {case.ask}")


if __name__ == "__main__":
    main()
