"""How good suggested codes are on the example: ``python -m bench.suggest``.

One district after the other is held out: learnt from the codings of all others, codes are suggested for each of its
turns that people coded, and compared with what any of them set. Precision at 1: the share of turns whose first
suggestion is right. Precision at 3: the share of the three that are right. Any of 3: the share of turns with at least
one right among three. The base rate is what always suggesting the most frequent codes of the other districts gives.
The example is made up, and its codebook was written for it: expect less of real talk.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bsb.coding.suggest_model import CodeModel, Passage
from bsb.demo import filled
from bsb.project import Project

GROUPS = ("service", "theme", "all")


@dataclass(frozen=True)
class Material:
    """The example's participants' turns: district and text, codes that any coder set, and the coded words."""

    turns: Mapping[tuple[str, int], tuple[str, str]]
    truth: Mapping[tuple[str, int], frozenset[str]]
    passages: Sequence[tuple[str, Passage]]
    book: Mapping[str, str]
    facet: Mapping[str, str]


@dataclass(slots=True)
class Score:
    """Sums over turns."""

    turns: int = 0
    first: int = 0
    right: int = 0
    any: int = 0

    def add(self, suggested: Sequence[str], truth: frozenset[str]) -> None:
        """Count one turn's three suggestions."""
        self.turns += 1
        self.first += bool(suggested) and suggested[0] in truth
        self.right += len(truth & set(suggested))
        self.any += bool(truth & set(suggested))

    def __str__(self) -> str:
        """Return precision at 1, at 3, and any of 3."""
        n = max(1, self.turns)
        return f"{self.first / n:.2f}  {self.right / n / 3:.2f}  {self.any / n:.2f}"


def example(folder: Path) -> Material:
    """Read the shipped example through a project made in a folder."""
    project: Project = filled(folder)
    codings = [c for c in project.codings.all() if c.role == "participant"]
    turns = {
        (interview.name, turn.number): (interview.district, turn.text)
        for interview in project.transcripts.all()
        for turn in project.transcripts.get(interview.name).turns
        if turn.role == "participant" and not turn.removed
    }
    truth: dict[tuple[str, int], set[str]] = {}
    places: dict[tuple[str, str], set[str]] = {}
    for c in codings:
        truth.setdefault((c.interview, c.turn), set()).add(c.code)
        places.setdefault((c.district, c.quote), set()).add(c.code)
    book = project.codebook.all()
    project.close()
    return Material(
        turns,
        {place: frozenset(codes) for place, codes in truth.items() if place in turns},
        [(district, Passage(quote, frozenset(codes))) for (district, quote), codes in places.items()],
        {c.key: " ".join((c.name, c.definition, c.include, c.example)) for c in book if c.codable},
        {c.key: c.facet for c in book},
    )


def leave_one_out(material: Material, *, with_book: bool = True) -> dict[str, tuple[Score, Score]]:
    """Return for each group of codes the score of the suggestions and of the base rate."""
    scores = {group: (Score(), Score()) for group in GROUPS}
    for held in sorted({district for district, _text in material.turns.values()}):
        learnt = [passage for district, passage in material.passages if district != held]
        background = [text for district, text in material.turns.values() if district != held]
        model = CodeModel(learnt, background=background, book=material.book if with_book else None)
        frequent = [code for code, _n in Counter(c for p in learnt for c in sorted(p.codes)).most_common()]
        for place, codes in material.truth.items():
            district, text = material.turns[place]
            if district != held:
                continue
            ranked = [code for code, _score in model.rank(text)]
            for group, (ours, base) in scores.items():
                wanted = frozenset(c for c in codes if group in ("all", material.facet[c]))
                if wanted:
                    for score, order in ((ours, ranked), (base, frequent)):
                        score.add([c for c in order if group in ("all", material.facet[c])][:3], wanted)
    return scores


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.suggest", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--without-codebook", action="store_true", help="learn from codings alone")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        material = example(Path(folder) / "eksempel")
    print(f"{'codes':<10} {'turns':>6}   P@1   P@3   any of 3     base rate: P@1   P@3   any of 3")
    for group, (ours, base) in leave_one_out(material, with_book=not given.without_codebook).items():
        print(f"{group:<10} {ours.turns:>6}   {ours}                    {base}")


if __name__ == "__main__":
    main()
