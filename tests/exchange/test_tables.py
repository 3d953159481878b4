from __future__ import annotations

import csv
import datetime
from pathlib import Path

import openpyxl
import pytest

from bsb.coding.memos import Memos
from bsb.errors import BsbError
from bsb.exchange.tables import COLUMNS, SmallCell, Tables, look_through, small_cells
from bsb.formats.table_file import Sheet
from bsb.privacy.review import Decision
from bsb.privacy.scan import Scanner
from bsb.project import Project
from tests.conftest import CODEBOOK, TALK

DAY = datetime.date(2026, 5, 20)


@pytest.fixture
def full(project: Project) -> Project:
    """A project with something in every table."""
    talk = project.root / "corpora" / "alna-fg1.txt"
    talk.write_text(TALK, encoding="utf-8")
    (project.root / "bok.yaml").write_text(CODEBOOK, encoding="utf-8")
    people = {"B1": {"age": "30-49", "gender": "woman"}, "B2": {"age": "30-49"}, "B3": {}}
    project.interviews.add("alna-fg1", district="Alna", participants=people, held_on="2026-05-01")
    project.interviews.add("sagene-ind1", district="Sagene", kind="individual", participants=1)
    draft = project.importer.read(talk)
    keep = {hit: Decision("keep", "", "made up") for hit in draft.open_hits}
    project.importer.store(draft, "alna-fg1", reviewer="KA", decisions=keep)
    project.codebook.import_file(project.root / "bok.yaml")
    (place,) = project.codings.find("alna-fg1", first=2, last=3)
    project.codings.add(place, ["okonomi"], coder="KA", valence="critical", level="individual", memo="=SUM(A1)")
    project.summaries.put("temaer", {("okonomi", "Alna"): "- dyrt"}, author="KA")
    room(project)
    plan = project.root / "plan.txt"
    plan.write_text("Alle skal ha råd til å bo.", encoding="utf-8")
    project.keydocs.import_file(plan, title="Plan")
    project.keydoc_codings.add(project.keydoc_codings.find("plan", "ha råd")[0], ["okonomi"], coder="KA")
    held = project.conferences.add("Alna", held_on="2026-06-01", by_role={"brukere": 5, "ansatte": 3})
    (single,) = project.codings.add(project.codings.find("alna-fg1", first=3)[0], ["okonomi"], coder="TL").added
    project.quotes.record_use([project.quotes.add(single.ref).quote], "output/sitater.docx")
    texts = {"statement": "Husleia er høy.", "kind": "utfordring", "themes": "Penger", "districts": "Alna"}
    advice = {"evidence": single.ref, "recommendations": "ledere: Regn på økonomien sammen med folk."}
    project.findings.add(texts | advice)
    project.verdicts.enter(held, "Gruppe 1", "F1", "nuanced", wording="Leia er høy for noen.", comment="=ja")
    project.followups.set("R1", "begun", by="ledere", on="2027-06-01")
    return project


def room(project: Project) -> Tables:
    memos = Memos(project.journal, project.codebook, project.codings)
    if project.codings.all() and not memos.all(kinds=["project"]):
        memos.add("tanke", author="KA", title="Tittel")
    rooms = (project.store, project.codebook, project.codings, project.summaries, memos, project.keydoc_codings)
    return Tables(*rooms, project.tables._dialogue)


def read(path: Path, separator: str = ";") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def test_every_table_has_its_columns_and_rows(full: Project, tmp_path: Path) -> None:
    written = room(full).write(tmp_path / "ut", date=DAY)
    assert [path.stem for path in written.files] == list(COLUMNS)
    for path in written.files:
        rows = read(path)
        assert len(rows) == written.rows[path.stem] > 0
        assert list(rows[0]) == list(COLUMNS[path.stem])
    turns = read(tmp_path / "ut" / "turns.csv")
    assert (turns[1]["turn"], turns[1]["speaker"], turns[1]["text"]) == ("2", "B1", TALK.split("\n")[1][4:])
    coding, _single = read(tmp_path / "ut" / "codings.csv")
    text = full.transcripts.get("alna-fg1").text
    assert text[int(coding["start"]) : int(coding["end"])] == coding["quote"]
    assert (coding["turn"], coding["last_turn"], coding["code"]) == ("2", "3", "okonomi")
    assert {tuple(r.values()) for r in read(tmp_path / "ut" / "conference_roles.csv")} == {
        ("Alna", "2026-06-01", "ansatte", "3"),
        ("Alna", "2026-06-01", "brukere", "5"),
    }


def test_no_formula_gets_out_and_excel_can_read_the_letters(full: Project, tmp_path: Path) -> None:
    room(full).write(tmp_path, date=DAY)
    for path in tmp_path.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        cells = [cell for row in read(path) for cell in row.values()]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    room(full).write(tmp_path / "alt.xlsx", date=DAY)
    book = openpyxl.load_workbook(tmp_path / "alt.xlsx")
    assert book.sheetnames == list(COLUMNS)
    cell = next(c for c in book["codings"][2] if c.value == "=SUM(A1)")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert book["turns"]["C3"].value == 2


def test_codings_come_back_from_their_table(full: Project, tmp_path: Path) -> None:
    before = full.codings.all()
    room(full).write(tmp_path, date=DAY, separator=",")
    assert full.codings.import_file(tmp_path / "codings.csv").known == 2
    full.codings.remove([before[0].ref])
    assert full.codings.import_file(tmp_path / "codings.csv").added == 1
    after = full.codings.all()[0]
    same = [name for name in type(after).__slots__ if name not in ("id", "at")]
    assert [getattr(after, name) for name in same] == [getattr(before[0], name) for name in same]


def test_the_same_project_gives_the_same_bytes(full: Project, tmp_path: Path) -> None:
    for name in "12":
        room(full).write(tmp_path / name, date=DAY)
        room(full).write(tmp_path / f"{name}.xlsx", date=DAY)
    assert all(
        (tmp_path / "1" / f"{t}.csv").read_bytes() == (tmp_path / "2" / f"{t}.csv").read_bytes() for t in COLUMNS
    )
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_some_tables_only(full: Project, tmp_path: Path) -> None:
    assert [s.name for s in room(full).all(names=["turns", "interviews"])] == ["interviews", "turns"]
    with pytest.raises(BsbError, match="no table “turn”"):
        room(full).all(names=["turn"])


def test_an_empty_project_gives_tables_with_headings_alone(project: Project, tmp_path: Path) -> None:
    written = room(project).write(tmp_path, date=DAY)
    assert set(written.rows.values()) == {0}
    assert (tmp_path / "turns.csv").read_text("utf-8-sig").strip().split(";") == list(COLUMNS["turns"])


def test_what_may_point_to_people_is_told_by_place_and_kind_alone() -> None:
    sheets = [Sheet("memos", COLUMNS["memos"], [("M1", *[None] * 8, "Ring 912 34 567", "KA", "", None)])]
    (found,) = look_through(sheets, scanner=Scanner(model=False))
    assert (found.table, found.column, found.kind, found.n, found.rows) == ("memos", "text", "phone", 1, (1,))
    assert "912" not in repr(found)


def test_small_cells(full: Project) -> None:
    assert small_cells(room(full).all(), smallest=2) == [SmallCell("Alna", "gender", "woman", 1)]
    assert small_cells(room(full).all(names=["turns"]), smallest=2) == []


def test_the_handbook_names_every_table_and_column() -> None:
    text = (Path(__file__).parents[2] / "docs" / "tabeller.md").read_text(encoding="utf-8")
    for table, columns in COLUMNS.items():
        section = text.split(f"## {table}\n", 1)[1].split("\n## ", 1)[0]
        named = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        assert named == list(columns), table


def test_the_tables_of_the_dialogue_point_to_each_other(full: Project, tmp_path: Path) -> None:
    room(full).write(tmp_path, date=DAY)
    tables = {path.stem: read(path) for path in tmp_path.glob("*.csv")}
    (quote,), (finding,), (verdict,) = tables["quotes"], tables["findings"], tables["verdicts"]
    assert quote["coding"] in {row["coding"] for row in tables["codings"]}
    assert quote["quote"] == tables["quote_uses"][0]["quote"]
    assert tables["finding_evidence"][0]["uid"] in {row["uid"] for row in tables["codings"]}
    assert (finding["speakers"], finding["kind"]) == ("1", "challenge")
    assert (verdict["finding"], verdict["conference"]) == (finding["finding"], "alna-2026-06-01")
    assert (verdict["before"], verdict["after"]) == ("Husleia er høy.", "Leia er høy for noen.")
    assert verdict["comment"] == "'=ja"
    assert tables["followups"][0]["recommendation"] == tables["recommendations"][0]["recommendation"] == "R1"
    assert tables["recommendations"][0]["status"] == "begun"
