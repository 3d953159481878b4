from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest

from bench.corpus import Corpus, main, write
from bsb.text.marks import words

ROOT = Path(__file__).parents[2]


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_scale_1_has_the_size_of_the_evaluation_and_every_quote_stands_once_in_its_turn() -> None:
    interviews = turns = count = codings = 0
    for talk in Corpus().talks():
        interviews += 1
        turns += len(talk.turns)
        count += len(words("\n".join(turn.text for turn in talk.turns)))
        codings += len(talk.codings)
        said = {turn.number: turn for turn in talk.turns}
        for coding in talk.codings:
            text = said[coding.turn].text
            first = text.index(coding.quote)
            assert text.find(coding.quote, first + 1) == -1
            assert coding.quote == coding.quote.strip() != ""
            assert said[coding.turn].role == "participant"
    assert interviews == 59
    assert count == pytest.approx(850_000, rel=0.01)
    assert turns == pytest.approx(13_000, rel=0.01)
    assert codings == pytest.approx(10_000, rel=0.01)


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_the_same_seed_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        write(Corpus(seed=seed), tmp_path / name, form=form, first=2)
    a, b, c = (tree(tmp_path / name) for name in "abc")
    assert a == b
    assert sorted(a) == [
        "codings.csv",
        "interviews.csv",
        f"transcripts/gamleoslo-fg1.{form}",
        f"transcripts/gamleoslo-fg2.{form}",
    ]
    assert all(a[name] != c[name] for name in a if name != "interviews.csv")


def test_another_process_with_another_hash_seed_writes_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.corpus", "--first", "1", "--format", "txt", "--out", str(tmp_path / "a")]
    told = subprocess.run(
        command, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, capture_output=True, text=True
    )
    assert told.stdout.startswith("1 interviews, ")
    write(Corpus(), tmp_path / "b", form="txt", first=1)
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_the_text_is_the_same_on_every_machine() -> None:
    # When this changes, so does everything that was ever measured on the corpora: say so in CHANGELOG.md.
    talk = next(Corpus(seed=1).talks())
    text = "\n".join(f"{turn.speaker}: {turn.text}" for turn in talk.turns)
    rows = "\n".join(f"{c.turn} {c.coder} {c.code} {c.valence} {c.quote}" for c in talk.codings)
    assert hashlib.sha256(f"{text}\n{rows}".encode()).hexdigest()[:16] == "641c960aac0aefe7"


def test_agreement_changes_the_codings_and_not_the_talk() -> None:
    a, b = (next(Corpus(agreement=agreement).talks()) for agreement in (0.2, 0.9))
    assert a.turns == b.turns
    assert a.codings != b.codings


def test_memory_is_bounded_by_one_interview() -> None:
    corpus = Corpus(scale=100)
    next(corpus.talks())  # what is kept for good: words and patterns
    peaks = []
    for first in (2, 8):
        tracemalloc.start()
        for _ in corpus.talks(first):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
    assert peaks[1] < 8_000_000


def test_turns_are_a_conversation() -> None:
    talk = next(Corpus().talks())
    speakers = [turn.speaker for turn in talk.turns]
    assert set(speakers) == {"I1", "I2", *(f"B{n + 1}" for n in range(talk.interview.participants))}
    assert all(a != b for a, b in pairwise(speakers))
    assert [turn.number for turn in talk.turns] == list(range(1, len(speakers) + 1))
    lengths = sorted(turn.words for turn in talk.turns)
    assert lengths[len(lengths) // 5] < 15 < 150 < lengths[-len(lengths) // 20]
    assert any(turn.text.endswith("[ler]") for turn in talk.turns)


def test_the_table_of_interviews(tmp_path: Path) -> None:
    written = write(Corpus(), tmp_path, form="txt", first=4)
    with (tmp_path / "interviews.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["kind"] for row in rows] == ["focus_group"] * 3 + ["individual"]
    assert [int(row["participants"]) for row in rows] == [4, 5, 5, 1]
    assert rows[0]["district"] == "Gamle Oslo"
    assert rows[0]["facilitators"] == "I1, I2"
    assert (tmp_path / rows[0]["file"]).stat().st_size > 50_000
    assert written.interviews == 4
    assert written.bytes == sum((tmp_path / row["file"]).stat().st_size for row in rows)


def test_a_folder_with_transcripts_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "transcripts").mkdir()
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path), "--first", "1"])
    assert "has transcripts already" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["transcripts"]
