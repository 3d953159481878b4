from __future__ import annotations

from pathlib import Path

import docx
import pytest

from bench.corpus import Corpus
from bench.papers import FORMATS
from bench.talks import Turn
from bsb.corpus.turns import find_turns
from bsb.formats.read import read_source


@pytest.mark.parametrize("form", FORMATS)
def test_the_turns_come_back_as_they_were_said(form: str, tmp_path: Path) -> None:
    corpus = Corpus(seed=2)
    turns = list(corpus.turns(corpus.interviews[0]))
    path = tmp_path / f"a.{form}"
    path.write_bytes(FORMATS[form](turns))
    source = read_source(path)
    assert source.notices == ()
    found = find_turns(source).turns
    assert [(t.number, t.speaker, t.role, t.text) for t in found] == [
        (t.number, t.speaker, t.role, t.text) for t in turns
    ]


def test_word_readers_open_the_file(tmp_path: Path) -> None:
    said = [Turn(1, "I1", "Er <det> & det bra?", 4), Turn(2, "B1", " ".join(["Ja"] * 50), 50)]
    path = tmp_path / "a.docx"
    path.write_bytes(FORMATS["docx"](said))
    paragraphs = docx.Document(str(path)).paragraphs
    assert [p.text for p in paragraphs] == [f"{t.speaker}: {t.text}" for t in said]
    assert paragraphs[0].runs[0].bold
    assert len(paragraphs[1].runs) == 3
