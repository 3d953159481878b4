from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.coding.book_files import codes_as_yaml, read_book, read_codes, write_book
from bsb.coding.book_tables import COLUMNS
from bsb.coding.codes import Code, tidy
from bsb.errors import BsbError
from bsb.i18n import set_language
from bsb.project import Project

DAY = datetime.date(2026, 5, 20)
CODES = [
    Code("bolig", "service", "Bolig", colour="#112233"),
    Code(
        "gjeld",
        "theme",
        "Gjeld: lån og #krav",
        short="=Gjeld",
        definition="Å skylde.\nAndre linje – «her»",
        include="- ja",
        exclude="@nei",
        example="“Jeg skylder”",
        memo="'enkelt",
    ),
    Code("husleie", "theme", "Husleie", parent="gjeld", codable=False, status="retired"),
    Code("annet", "free", "Annet"),
]
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=30).map(tidy)


@pytest.mark.parametrize("ending", ["yaml", "xlsx", "csv", "tsv"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_is_written_is_read_back(tmp_path: Path, ending: str, language: str) -> None:
    path = tmp_path / f"bok.{ending}"
    try:
        set_language(language)
        write_book(path, CODES, title="Prøve", date=DAY)
    finally:
        set_language("en")
    assert read_book(path) == CODES


@given(WORDS, WORDS, WORDS)
def test_any_text_survives_yaml(tmp_path_factory: pytest.TempPathFactory, name: str, one: str, two: str) -> None:
    codes = [Code("a", "theme", name or "A", definition=one, memo=two)]
    path = tmp_path_factory.mktemp("x") / "bok.yaml"
    path.write_text(codes_as_yaml(codes, title=name or "x"), encoding="utf-8")
    assert read_codes(path) == codes


def test_the_same_codebook_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("yaml", "xlsx", "csv"):
        one, two = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
        write_book(one, CODES, title="x", date=DAY)
        write_book(two, CODES, title="x", date=DAY)
        assert one.read_bytes() == two.read_bytes()


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "bok.csv"
    write_book(path, CODES, title="x", date=DAY)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == list(COLUMNS)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_round_trip_through_taguette(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "taguette.csv"
    write_book(path, [*CODES, Code("annet-tema", "theme", "Annet")], title="x", date=DAY, taguette=True)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert [row["tag"] for row in rows] == [
        "Bolig",
        "Gjeld: lån og #krav",
        "Husleie",
        "Annet (annet)",
        "Annet (annet-tema)",
    ]
    assert rows[2]["parent"] == "Gjeld: lån og #krav"
    fresh = read_book(path, facet="theme")
    assert {(c.name, c.facet, c.parent) for c in fresh} >= {("Husleie", "theme", "gjeld-lan-og-krav")}
    project.codebook.put(CODES)
    project.codebook.import_file(path)
    kept = {c.key: c for c in project.codebook.all()}
    assert (kept["husleie"].parent, kept["husleie"].facet, kept["gjeld"].short) == ("gjeld", "theme", "=Gjeld")


def test_taguettes_other_column_names_and_a_child_before_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("path,other,description,parent\nLån,1,Å låne,Gjeld\nGjeld,2,,\n", encoding="utf-8")
    assert [(c.key, c.parent, c.definition, c.facet) for c in read_book(path)] == [
        ("gjeld", None, "", "free"),
        ("lan", "gjeld", "Å låne", "free"),
    ]


def test_norwegian_headings_and_words_and_what_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "bok.csv"
    path.write_text(
        "Navn;Fasett;Under;Kodbar;Brukes når\nLån;;Gjeld;ja;ved lån\nGjeld;tema;;nei;\nBolig;Tjeneste;;;\n",
        encoding="utf-8",
    )
    codes = read_book(path, known=[Code("bolig", "service", "Bolig", definition="Der man bor")])
    assert [(c.key, c.facet, c.parent, c.codable, c.include) for c in codes] == [
        ("bolig", "service", None, True, ""),
        ("gjeld", "theme", None, False, ""),
        ("lan", "theme", "gjeld", True, "ved lån"),
    ]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("key,name\na,A\na,B", "line 3: the key “a” is used twice"),
        ("key,name\nA b,A", "line 2: “A b” cannot be a key"),
        ("key,name\na,", "line 2: the code has no name"),
        ("name,facet\nA,tjenestetema", "line 2: “tjenestetema” is not one of"),
        ("name,colour\nA,rød", "“rød” is no colour"),
        ("name,codable\nA,kanskje", "codable is yes or no"),
        ("name,status\nA,borte", "“borte” is not one of"),
        ("name,parent\nA,B", "no code “B” to stand under"),
        ("name,parent\nA,B\nB,A", "would stand under itself"),
        ("name,facet,parent\nA,theme,B\nB,service,", "another facet than its parent"),
        ("facet,definition\ntheme,x", "lacks a column with the codes' names"),
        ("name,name\nA,B", "column name twice"),
        ("name,facet", "holds no codes"),
        ("", "is empty"),
    ],
)
def test_every_fault_in_a_table_is_told(tmp_path: Path, project: Project, rows: str, says: str) -> None:
    path = tmp_path / "bok.csv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(BsbError) as caught:
        project.codebook.import_file(path)
    assert says in f"{caught.value.message}\n{caught.value.hint}"
    assert project.codebook.all() == []


def test_a_known_name_that_fits_two_codes_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "bok.csv"
    path.write_text("name\nGjeld\n", encoding="utf-8")
    with pytest.raises(BsbError) as caught:
        read_book(path, known=[Code("g1", "theme", "Gjeld"), Code("g2", "free", "Gjeld")])
    assert "more than one code: g1, g2" in caught.value.hint


@pytest.mark.parametrize("name", ["bok.pdf", "bok.docx"])
def test_other_endings(tmp_path: Path, name: str) -> None:
    with pytest.raises(BsbError):
        read_book(tmp_path / name)
    with pytest.raises(BsbError):
        write_book(tmp_path / name, CODES, title="x", date=DAY)


def test_blank_keeps_what_is_there_and_order_and_positions_settle(project: Project) -> None:
    book = project.codebook
    book.put(CODES)
    project.codebook.plan.edit("gjeld", memo="skrevet her", status="retired").apply()
    again = book.put([Code("gjeld", "theme", "Gjeld"), Code("mat", "theme", "Mat", parent="gjeld")])
    assert (again.added, again.changed) == (("mat",), ("gjeld",))
    gjeld = book.get("gjeld")
    assert (gjeld.memo, gjeld.status, gjeld.definition, gjeld.name) == (
        "skrevet her",
        "retired",
        CODES[1].definition,
        "Gjeld",
    )
    assert [c.key for c in book.all("theme")] == ["gjeld", "husleie", "mat"]
    assert book.put(book.all()).changed == ()
    entries = project.journal.entries()
    book.put(list(reversed([c for c in book.all() if c.facet == "theme"])))
    assert [c.key for c in book.all("theme")] == ["gjeld", "mat", "husleie"]
    assert len(project.journal.entries()) == len(entries) + 1


@pytest.mark.parametrize(
    ("codes", "says"),
    [
        ([Code("a", "theme", "A", parent="b")], "is not there"),
        ([Code("a", "theme", "A", parent="bolig")], "another facet"),
        ([Code("gjeld", "theme", "G", parent="husleie")], "under itself"),
    ],
)
def test_put_refuses_a_broken_tree(project: Project, codes: list[Code], says: str) -> None:
    project.codebook.put(CODES)
    before = project.codebook.all()
    with pytest.raises(BsbError, match=says):
        project.codebook.put(codes)
    assert project.codebook.all() == before
