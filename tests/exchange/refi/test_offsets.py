from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.formats.qda.model import QdaSelection, QdaSource
from bsb.formats.qda.offsets import Counting, converter, counter, detect
from bsb.formats.qda.read import read_qdpx
from tests.exchange.refi.archives import ALL, NVIVO_WINDOWS, QC, Study

TEXT = (
    "I1: Hvordan var det 😀 å flytte inn?\nB1: Det var fint, altså 🏡 og så kom regninga.\n"
    "B2: Husleia er for høy 😡 sier jeg.\nB1: Enig, og trappa er mørk.\nI1: Hva hjelper?\nB2: At noen kommer.\n"
)
WORDS = ["å flytte inn", "Det var fint", "så kom regninga", "Husleia er for høy", "trappa er mørk", "noen kommer"]


def study(habit: str) -> Study:
    return Study({"g1": TEXT}, [("g1", words, "kode") for words in WORDS], ALL[habit])


@pytest.mark.parametrize("habit", ALL)
def test_every_program_is_read_as_it_counts(tmp_path: Path, habit: str) -> None:
    project = read_qdpx(study(habit).write(tmp_path / "p.qdpx"))
    counting = detect(project.sources, project.origin)
    (source,) = project.sources
    convert = converter(source.text or "", counting)
    plain = (source.text or "").replace("\r\n", "\n")
    more = counting.end == "inclusive"
    assert [plain[convert(s.start) : convert(s.end + more)] for s in source.selections] == WORDS


def test_the_way_of_counting_is_told_by_the_fit_and_not_by_the_name(tmp_path: Path) -> None:
    habit = dataclasses.replace(NVIVO_WINDOWS, origin="Ukjent")
    project = read_qdpx(Study({"g1": TEXT}, [("g1", w, "k") for w in WORDS], habit).write(tmp_path / "p.qdpx"))
    found = detect(project.sources, project.origin)
    assert found.way == ("utf-16", "stored", "exclusive")
    assert found.score > 0.9


def test_where_all_ways_are_alike_the_programs_habit_decides() -> None:
    plain = QdaSource("g", "a", "ingen vide tegn her", selections=[QdaSelection("s", 0, 5), QdaSelection("t", 6, 10)])
    found = detect([plain], "NVivo 14")
    assert found.way == ("utf-16", "stored", "exclusive")
    assert detect([], "ATLAS.ti 9") == Counting("code point", "lf", "exclusive", told=False)


def test_codings_of_whole_lines_do_not_mislead(tmp_path: Path) -> None:
    lines = [line + "\n" for line in TEXT.splitlines()[:4]]
    project = read_qdpx(Study({"g1": TEXT}, [("g1", line, "k") for line in lines], QC).write(tmp_path / "p.qdpx"))
    assert detect(project.sources, project.origin).way == ("code point", "stored", "exclusive")


@given(st.text(alphabet="aæ 😀\n", max_size=40), st.sampled_from(["code point", "utf-16"]), st.sampled_from([1, 2]))
def test_offsets_go_there_and_back(text: str, unit: str, crlf: int) -> None:
    count = counter(text, unit=unit, crlf=crlf)
    stored = text.replace("\n", "\r\n") if crlf == 2 else text
    convert = converter(stored, Counting(unit, "stored"))
    assert [convert(count(at)) for at in range(len(text) + 1)] == list(range(len(text) + 1))
    whole = len(stored.encode("utf-16-le")) // 2 if unit == "utf-16" else len(stored)
    assert count(len(text)) == whole
