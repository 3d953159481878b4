from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from bsb.text.normal import digest
from tests.conftest import code

LINE = "alna-fg1,2,KA,okonomi,critical,husleia er høy"


def test_a_quote_is_anchored_to_its_exact_characters(coded: Project) -> None:
    code(coded, LINE, "alna-fg1,3,TL,Penger,mixed,")
    first, second = coded.codings.all()
    text = coded.transcripts.get("alna-fg1").text
    assert text[first.start : first.end] == first.quote == "husleia er høy"
    assert (first.turn, first.speaker, first.role, first.valence) == (2, "B1", "participant", "critical")
    assert second.quote == "Enig. Husleia er høy … og trappa er mørk."
    with coded.store.read() as connection:
        stored = connection.exec_driver_sql("SELECT sha256 FROM coding ORDER BY id").scalars().all()
    assert stored == [digest(first.quote), digest(second.quote)]


def test_the_same_table_twice_adds_nothing(coded: Project) -> None:
    code(coded, LINE)
    entries = coded.journal.entries()
    again = coded.codings.import_file(coded.root / "kodinger.csv")
    assert (again.added, again.known) == (0, 1)
    assert coded.journal.entries() == entries


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("alna-fg9,2,KA,okonomi,critical,", "no interview called"),
        ("alna-fg1,99,KA,okonomi,critical,", "has no turn 99"),
        ("alna-fg1,2,KA,okonom,critical,", "no code is called"),
        ("alna-fg1,2,KA,sammenheng,critical,", "only groups"),
        ("alna-fg1,2,KA,okonomi,kritisk,", "valence is one of"),
        ("alna-fg1,2,KA,okonomi,critical,finnes ikke", "are not in turn 2"),
        ("alna-fg1,5,KA,okonomi,critical,De", "stand 2 times"),
        ("alna-fg1,2,,okonomi,critical,", "no coder"),
    ],
)
def test_one_wrong_line_and_nothing_is_imported(coded: Project, line: str, says: str) -> None:
    with pytest.raises(BsbError) as caught:
        code(coded, LINE, line)
    assert "1 line does not fit" in caught.value.message
    assert caught.value.hint.startswith("line 3: ")
    assert says in caught.value.hint
    assert coded.codings.all() == []


def test_semicolons_tabs_and_a_byte_order_mark(coded: Project, tmp_path: Path) -> None:
    for number, mark in enumerate(";\t"):
        table = tmp_path / f"{number}.csv"
        rows = [["interview", "turn", "code"], ["alna-fg1", str(2 + number), "okonomi"]]
        table.write_text("\n".join(mark.join(row) for row in rows), encoding="utf-8-sig")
        assert coded.codings.import_file(table, coder="KA").added == 1


def test_filters(coded: Project) -> None:
    code(coded, LINE, "alna-fg1,3,TL,bolig,critical,trappa er mørk")
    assert [c.code for c in coded.codings.all(coders=["TL"])] == ["bolig"]
    assert [c.code for c in coded.codings.all(codes=["okonomi"])] == ["okonomi"]
    assert coded.codings.all(districts=["Sagene"]) == []
    assert coded.codings.coders() == [("KA", 1, 1), ("TL", 1, 1)]


def test_a_table_without_its_columns(coded: Project, tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text("interview,words\n", encoding="utf-8")
    with pytest.raises(BsbError, match="lacks the column turn, code"):
        coded.codings.import_file(table)
