"""Made-up corpora of any size, the same for the same seed: ``python -m bench.corpus --scale 10 --out DIR``.

At scale 1 the size is that of the Oslo evaluation: 59 interviews, 850,000 words, 13,000 turns, 10,000 codings.
One interview at a time is in memory, whatever the scale.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import islice
from pathlib import Path
from typing import NamedTuple

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import plan, talks
from bench.coders import SERVICES, THEMES, Coders, Coding, codable
from bench.papers import FORMATS
from bench.plan import Interview
from bench.talks import Turn

INTERVIEW_COLUMNS = ("name", "district", "kind", "held_on", "minutes", "participants", "facilitators", "file")


class Talk(NamedTuple):
    """One interview with all that was said in it and how it was coded."""

    interview: Interview
    turns: list[Turn]
    codings: list[Coding]


class Corpus:
    """A made-up corpus; nothing is made before it is asked for.

    >>> corpus = Corpus(seed=1)
    >>> len(corpus.interviews), sum(i.words for i in corpus.interviews)
    (59, 850000)
    >>> talk = next(corpus.talks())
    >>> len(talk.turns) == talk.interview.turns, len(talk.codings) == talk.interview.codings
    (True, True)
    """

    def __init__(
        self,
        *,
        scale: int = 1,
        seed: int = 1,
        agreement: float = 0.7,
        services: Sequence[str] = SERVICES,
        themes: Sequence[str] = THEMES,
    ) -> None:
        self.seed = seed
        self.interviews = plan.interviews(scale, seed)
        self._coders = Coders(seed, agreement=agreement, services=services, themes=themes)

    def turns(self, interview: Interview) -> Iterator[Turn]:
        """Yield the turns of one interview."""
        return talks.turns(interview, self.seed)

    def talks(self, first: int | None = None) -> Iterator[Talk]:
        """Yield the interviews with their turns and codings, one at a time; ``first`` stops after so many."""
        for interview in islice(self.interviews, first):
            turns = list(self.turns(interview))
            yield Talk(interview, turns, self._coders.code(interview, turns))


@dataclass(slots=True)
class Written:
    """What was written to a folder."""

    interviews: int = 0
    turns: int = 0
    words: int = 0
    codings: int = 0
    bytes: int = 0


def write(corpus: Corpus, out: Path, *, form: str = "docx", first: int | None = None) -> Written:
    """Write transcripts/NAME.docx (or .txt), interviews.csv and codings.csv into a folder.

    ``form`` is a key of ``FORMATS``. Raises FileExistsError if the folder has transcripts already.
    """
    folder = out / "transcripts"
    folder.mkdir(parents=True)
    paper, written = FORMATS[form], Written()
    with (
        (out / "interviews.csv").open("w", encoding="utf-8", newline="") as heads,
        (out / "codings.csv").open("w", encoding="utf-8", newline="") as rows,
    ):
        head, row = (csv.writer(file, lineterminator="\n") for file in (heads, rows))
        head.writerow(INTERVIEW_COLUMNS)
        row.writerow(field.name for field in fields(Coding))
        for interview, turns, codings in corpus.talks(first):
            file, data = folder / f"{interview.name}.{form}", paper(turns)
            file.write_bytes(data)
            head.writerow(_head(interview, file.relative_to(out).as_posix()))
            row.writerows(astuple(coding) for coding in codings)
            written.interviews += 1
            written.turns += len(turns)
            written.words += interview.words
            written.codings += len(codings)
            written.bytes += len(data)
    return written


def _head(interview: Interview, file: str) -> tuple[str | int, ...]:
    values = {name: getattr(interview, name, "") for name in INTERVIEW_COLUMNS}
    return tuple((values | {"facilitators": "I1, I2", "file": file}).values())


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a corpus as the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.corpus", description="Write a made-up corpus, the same for the same seed."
    )
    parser.add_argument("--scale", type=int, default=1, help="times the Oslo evaluation: 1, 10, 100 (default 1)")
    parser.add_argument("--format", choices=FORMATS, default="docx", help="of the transcripts (default docx)")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to; must have no transcripts yet")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same corpus (default 1)")
    parser.add_argument("--agreement", type=float, default=0.7, help="share of (turn, code) pairs in common")
    parser.add_argument("--codebook", type=Path, help="YAML codebook whose codes are used")
    parser.add_argument("--first", type=int, metavar="N", help="write the first N interviews only")
    given = parser.parse_args(arguments)
    services, themes = codable(given.codebook) if given.codebook else (SERVICES, THEMES)
    try:
        corpus = Corpus(
            scale=given.scale,
            seed=given.seed,
            agreement=given.agreement,
            services=services,
            themes=themes,
        )
        done = write(corpus, given.out, form=given.format, first=given.first)
    except FileExistsError:
        parser.error(f"{given.out} has transcripts already; choose another folder or remove it")
    except ValueError as problem:
        parser.error(str(problem))
    print(
        f"{done.interviews:,} interviews, {done.turns:,} turns, {done.words:,} words, {done.codings:,} codings,"
        f" {done.bytes / 1e6:,.1f} MB of {given.format} in {given.out}"
    )


if __name__ == "__main__":
    main()
