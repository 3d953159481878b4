from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsb.corpus.speakers import role
from bsb.corpus.transcripts import StoredTurn, Transcript, join_turns
from bsb.corpus.turns import find_turns
from bsb.corpus.writing import write_transcript
from bsb.errors import BsbError
from bsb.formats.read import read_source

DAY = datetime.date(2026, 5, 20)
SAID = ["ja", "nei", "–", "//", "(bydelen)", "…", "mørk,", "(?)", "tre:", "fire", "12"]
LINE = st.lists(st.sampled_from(SAID), min_size=1, max_size=8).map(lambda words: "Og " + " ".join(words))
TURN = st.tuples(
    st.sampled_from(["I1", "B1", "B2"]), st.lists(LINE, min_size=1, max_size=3), st.none() | st.integers(0, 10**7)
)


def transcript(turns: list[tuple[str, str, int | None]], removed: tuple[int, ...] = ()) -> Transcript:
    text, spans = join_turns([words for _who, words, _time in turns])
    return Transcript(
        1,
        "alna-fg1",
        2,
        "ab",
        9,
        "KA",
        "2026",
        text,
        tuple(
            StoredTurn(n, who, role(who), start, end, words, time, None, n in removed)
            for n, ((who, words, time), (start, end)) in enumerate(zip(turns, spans, strict=True), 1)
        ),
    )


@pytest.mark.parametrize("ending", [".txt", ".docx"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(turns=st.lists(TURN, min_size=1, max_size=6))
def test_what_was_written_is_read_back(
    turns: list[tuple[str, list[str], int | None]], ending: str, tmp_path: Path
) -> None:
    out = tmp_path / f"a{ending}"
    write_transcript(transcript([(who, "\n".join(lines), time) for who, lines, time in turns]), out, date=DAY)
    found = find_turns(read_source(out))
    assert [(t.speaker, t.text.split("\n"), t.time) for t in found.turns] == turns


def test_a_turn_without_a_speaker_and_one_removed_keep_their_numbers(tmp_path: Path) -> None:
    turns = [("I1", "Hva hjelper?", None), ("?", "Ja.", 5000), ("B2", "", None), ("B1", "Det – altså.", None)]
    out = tmp_path / "a.txt"
    write_transcript(transcript(turns, removed=(3,)), out, date=DAY)
    found = find_turns(read_source(out))
    assert [(t.number, t.speaker, t.time) for t in found.turns] == [
        (1, "I1", None),
        (2, "?", 5000),
        (3, "B2", None),
        (4, "B1", None),
    ]


def test_equal_transcripts_give_equal_bytes_and_a_heading(tmp_path: Path) -> None:
    import docx

    made = transcript([("I1", "Hei.", None), ("B1", "Hei.", None)])
    for name in ("a.docx", "b.docx"):
        write_transcript(made, tmp_path / name, date=DAY)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    paragraphs = docx.Document(str(tmp_path / "a.docx")).paragraphs
    assert [(p.style.name, p.text) for p in paragraphs][:2] == [
        ("Heading 1", "alna-fg1, version 2"),
        ("Normal", "I1: Hei."),
    ]


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BsbError, match="neither"):
        write_transcript(transcript([("I1", "Hei.", None)]), tmp_path / "a.pdf", date=DAY)
