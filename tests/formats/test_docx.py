from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.formats.docx import read
from bsb.formats.source import Block
from tests.formats.transcript_files import docx, p, pack, r, tbl, w

DEL = '<w:del w:id="1"><w:r><w:delText>ikke</w:delText></w:r></w:del>'
INS = '<w:ins w:id="2"><w:r><w:t>ikke </w:t></w:r></w:ins>'


def texts(path: Path, *, emphasis: bool = False) -> list[str]:
    return [block.text for block in read(path, emphasis=emphasis).blocks]


def test_insertions_are_kept_and_deletions_dropped_with_a_notice(tmp_path: Path) -> None:
    source = read(docx(tmp_path / "a.docx", p("B1: Vi har ", INS, "noe sted.") + p("B2: Jo, ", DEL, "alltid.")))
    assert [block.text for block in source.blocks] == ["B1: Vi har ikke noe sted.", "B2: Jo, alltid."]
    assert source.notices == ("1 tracked deletion was left out.",)


def test_moved_text_stands_once_where_it_was_moved_to(tmp_path: Path) -> None:
    body = p("<w:moveFrom>" + r("flyttet") + "</w:moveFrom>", "her") + p("<w:moveTo>" + r("flyttet") + "</w:moveTo>")
    assert texts(docx(tmp_path / "a.docx", body)) == ["her", "flyttet"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    body = p("B1: Første ", props="<w:rPr><w:del/></w:rPr>") + p("og resten.")
    assert texts(docx(tmp_path / "a.docx", body)) == ["B1: Første og resten."]


def test_a_table_with_norwegian_header_words_gives_speakers_and_times(tmp_path: Path) -> None:
    body = tbl(("Tid", "Hvem", "Utsagn"), ("00:03:12", "Kari", "Ja, hei."), ("[pause]",), ("", "", "Mer."))
    assert list(read(docx(tmp_path / "a.docx", body)).blocks) == [
        Block("Ja, hei.", "Kari", 192_000, None, "row"),
        Block("[pause]", kind="note"),
        Block("Mer.", kind="row"),
    ]


def test_a_table_without_header_words_is_understood_by_its_columns(tmp_path: Path) -> None:
    body = tbl(("I1", "Hvordan er det?"), ("B1", "Det er fint."), ("I1", "Og ellers?"))
    assert [block.speaker for block in read(docx(tmp_path / "a.docx", body)).blocks] == ["I1", "B1", "I1"]


def test_a_later_table_goes_on_with_the_columns_of_the_first(tmp_path: Path) -> None:
    body = tbl(("Navn", "Replikk", "Tid"), ("Kari", "Hei.", "0:01")) + p("x") + tbl(("Ola", "Nei.", "0:09"))
    assert read(docx(tmp_path / "a.docx", body)).blocks[-1] == Block("Nei.", "Ola", 9000, None, "row")


def test_a_frame_of_one_cell_holds_paragraphs(tmp_path: Path) -> None:
    body = f"<w:tbl><w:tr><w:tc>{p('B1: Hei.')}{p('B2: Hallo.')}</w:tc></w:tr></w:tbl>"
    assert texts(docx(tmp_path / "a.docx", body)) == ["B1: Hei.", "B2: Hallo."]


def test_a_deleted_row_is_dropped_with_a_notice(tmp_path: Path) -> None:
    rows = tbl(("Hvem", "Tekst", "Tid"), ("B1", "Bort", ""), ("B2", "Blir", ""))
    rows = rows.replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 2).replace("<w:trPr><w:del/></w:trPr>", "", 1)
    source = read(docx(tmp_path / "a.docx", rows))
    assert [block.text for block in source.blocks] == ["Blir"]
    assert len(source.notices) == 1


def test_a_footnote_follows_its_paragraph_as_a_note(tmp_path: Path) -> None:
    note = '<w:footnote w:id="2">' + p("Ordet er utydelig.") + "</w:footnote>"
    body = p("B1: Det er ", '<w:r><w:footnoteReference w:id="2"/></w:r>', "rart.") + p("B2: Ja.")
    assert list(read(docx(tmp_path / "a.docx", body, footnotes=note)).blocks) == [
        Block("B1: Det er rart."),
        Block("Ordet er utydelig.", kind="note"),
        Block("B2: Ja."),
    ]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    inner = f"<w:txbxContent>{p('B3: I boksen.')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    source = read(docx(tmp_path / "a.docx", p("B1: Før.", box) + p("B2: Etter.")))
    assert [block.text for block in source.blocks] == ["B1: Før.", "B3: I boksen.", "B2: Etter."]
    assert len(source.notices) == 1


def test_breaks_tabs_hyphens_and_fields(tmp_path: Path) -> None:
    body = p(
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/>"
        "<w:t>e\u00adf</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK x</w:instrText></w:r>',
        "<w:hyperlink>" + r(" lenke") + "</w:hyperlink>",
        "<w:sdt><w:sdtContent>" + r(" felt") + "</w:sdtContent></w:sdt>",
    )
    assert texts(docx(tmp_path / "a.docx", body)) == ["a\nb\tc-def lenke felt"]


def test_hidden_text_headers_and_comments_are_left_out(tmp_path: Path) -> None:
    body = p("B1: Synlig", r(" hemmelig", "<w:vanish/>"), r(" og vist", '<w:vanish w:val="0"/>'))
    source = read(docx(tmp_path / "a.docx", body, header1=p("Fortrolig"), comments=p("Kommentar")))
    assert [block.text for block in source.blocks] == ["B1: Synlig og vist"]
    assert len(source.notices) == 2


def test_hidden_text_is_left_out_of_notes_and_of_files_in_utf_16_too(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2">{p("Synlig", r(" hemmelig", "<w:vanish/>"))}</w:footnote>'
    body = p("B1: Ja", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert texts(docx(tmp_path / "a.docx", body, footnotes=note)) == ["B1: Ja", "Synlig"]
    main = w("document", f"<w:body>{p('B1: Synlig', r(' hemmelig', '<w:vanish/>'))}</w:body>")
    wide = pack(tmp_path / "b.docx", {"word/document.xml": main.encode("utf-16")})
    assert texts(wide) == ["B1: Synlig"]


def test_emphasis_is_marked_only_when_asked_for(tmp_path: Path) -> None:
    body = p(
        "B1: Er ", r("DEN ", "<w:b/>"), r("der", "<w:b/>"), " og ", r("den", "<w:i/>"), r("!", '<w:b w:val="0"/>')
    )
    path = docx(tmp_path / "a.docx", body)
    assert texts(path) == ["B1: Er DEN der og den!"]
    assert texts(path, emphasis=True) == ["B1: Er **DEN der** og *den*!"]


def test_a_list_whose_bullet_is_a_dash_gives_its_dash(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
    )
    props = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    path = docx(tmp_path / "a.docx", p("Ja.", props=props) + p("Nei."), numbering=numbering)
    assert texts(path) == ["– Ja.", "Nei."]


def test_headings_are_known_in_norwegian_and_english_word(tmp_path: Path) -> None:
    body = "".join(p("Tema", props=f'<w:pStyle w:val="{name}"/>') for name in ("Heading1", "Overskrift2", "Tittel"))
    assert {block.kind for block in read(docx(tmp_path / "a.docx", body)).blocks} == {"heading"}


def test_a_strict_document_under_another_name_is_read(tmp_path: Path) -> None:
    xml = w("document", f"<w:body>{p('B1: Hei.')}</w:body>")
    xml = xml.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    rels = '<Relationships><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    path = pack(tmp_path / "a.docx", {"_rels/.rels": rels, "word/document2.xml": xml})
    assert texts(path) == ["B1: Hei."]


@pytest.mark.parametrize(
    "members", [{"word/styles.xml": "<x/>"}, {"word/document.xml": "<w:document"}, {"word/vbaProject.bin": "x"}]
)
def test_a_file_with_its_text_missing_or_broken_or_with_macros_is_refused(
    tmp_path: Path, members: dict[str, str | bytes]
) -> None:
    with pytest.raises(BsbError) as caught:
        read(pack(tmp_path / "a.docx", members))
    assert "a.docx" in caught.value.message
    assert caught.value.hint


def test_xml_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BsbError):
        read(docx(tmp_path / "a.docx", "<w:sdt>" * 150 + p("x") + "</w:sdt>" * 150))


def test_a_transcript_of_14000_words_comes_back_whole(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    said = [f"B{n % 5 + 1}: " + " ".join(f"ord{n}x{i}" for i in range(70)) for n in range(200)]
    for line in said:
        document.add_paragraph(line)
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert texts(path) == said
