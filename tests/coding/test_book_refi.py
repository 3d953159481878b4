from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bsb.coding.book_files import read_book, write_book
from bsb.coding.book_refi import book_as_qda, described, read_book_qda
from bsb.coding.codes import Code, tidy
from bsb.i18n import set_language
from bsb.project import Project

SCHEMA = Path(__file__).parents[1] / "exchange" / "schema" / "Codebook.xsd"
DAY = datetime.date(2026, 5, 20)
CODES = [
    Code("nav", "service", "NAV", colour="#b5541c", short="N"),
    Code("okonomi", "theme", "Økonomi", definition="Penger & pris\nog lån", include="om leie", exclude="ikke NAV"),
    Code("gjeld", "theme", "Gjeld", parent="okonomi", example="«Jeg skylder.»", memo="husk", status="retired"),
    Code("annet-1", "theme", "Annet", parent="okonomi"),
    Code("annet-2", "free", "Annet", codable=False, definition="Example: ikke et eksempel"),
]
text = st.text(alphabet="aæø &<:\n", max_size=12).map(tidy)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_codebook_comes_back_equal_and_valid(tmp_path: Path, language: str) -> None:
    set_language(language)
    try:
        write_book(tmp_path / "b.qdc", CODES, title="x", date=DAY)
        write_book(tmp_path / "c.qdc", CODES, title="x", date=DAY)
    finally:
        set_language("en")
    assert (tmp_path / "b.qdc").read_bytes() == (tmp_path / "c.qdc").read_bytes()
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(etree.parse(tmp_path / "b.qdc")), schema.error_log
    assert read_book(tmp_path / "b.qdc") == CODES


@given(st.lists(st.tuples(text, text, st.sampled_from(["theme", "free"]), st.booleans()), min_size=1, max_size=6))
def test_any_codebook_comes_back(rows: list[tuple[str, str, str, bool]]) -> None:
    codes: list[Code] = []
    for number, (name, words, facet, nested) in enumerate(rows):
        above = [code for code in codes if code.facet == facet]
        called = " ".join(name.split()) or f"kode {number}"
        parent = above[-1].key if nested and above else None
        codes.append(Code(f"c{number}", facet, called, parent=parent, definition=words, example=words))
    made, sets = book_as_qda(codes, language="nb")
    assert len({code.name.casefold() for code in made}) == len(made)
    found = read_book_qda(made, sets)
    assert sorted(found.codes.values(), key=lambda c: c.key) == codes


def test_codebooks_of_other_programs(tmp_path: Path) -> None:
    one = "0a0a0a0a-0000-4000-8000-00000000000"
    (tmp_path / "atlas.qdc").write_text(
        '<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="ATLAS.ti 9">'
        f'<Codes><Code guid="{{{one}1}}" name="Å bo" isCodable="true" color="#f00">'
        "<Description>Om\r\n\r\nbolig</Description>"
        f'<Code guid="{one}2" name="Å bo" isCodable="true"/></Code></Codes><Sets/></CodeBook>',
        encoding="utf-8",
    )
    found = read_book(tmp_path / "atlas.qdc", facet="theme")
    assert [(c.key, c.facet, c.parent, c.colour) for c in found] == [
        ("a-bo", "theme", None, "#ff0000"),
        ("a-bo-2", "theme", "a-bo", "#5a6473"),
    ]
    assert found[0].definition == "Om\nbolig"


def test_a_codebook_of_our_own_brings_the_project_up_to_date(coded: Project, tmp_path: Path) -> None:
    coded.codebook.export_file(tmp_path / "b.qdc")
    assert coded.codebook.import_file(tmp_path / "b.qdc").same == ("bolig", "okonomi", "sammenheng", "kontinuitet")
    text = (tmp_path / "b.qdc").read_text("utf-8").replace('name="Bolig"', 'name="Å bo"')
    (tmp_path / "b.qdc").write_text(text, encoding="utf-8")
    assert coded.codebook.import_file(tmp_path / "b.qdc").changed == ("bolig",)
    assert coded.codebook.get("bolig").name == "Å bo"


def test_a_description_without_our_headings_is_the_definition() -> None:
    assert described("To avsnitt.\n\nMerk: ikke vårt.") == {"definition": "To avsnitt.\nMerk: ikke vårt."}
    assert described("") == {}
