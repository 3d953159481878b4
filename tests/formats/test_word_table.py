from docx import Document
from docx.oxml.ns import qn

from bsb.formats.word_table import add_table, shade, tight, upright


def test_the_header_repeats_and_rows_stay_whole():
    table = add_table(Document(), ["Tema", "Tall"], [["a", "1"], ["b", "2"]], [4, 2], numbers_from=1)
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in table.rows[2].cells] == ["b", "2"]
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def test_without_headings_there_is_no_header_row():
    table = add_table(Document(), ["", ""], [["Intervjuer", "4"]], [4, 2])
    assert len(table.rows) == 1
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is None


def test_cell_properties_stand_in_the_order_that_word_asks_for():
    cell = add_table(Document(), ["A"], [["x"]], [2]).rows[1].cells[0]
    upright(cell)
    shade(cell, "AABBCC")
    tight(cell, 1)
    shade(cell, "DDEEFF")
    names = [child.tag.rpartition("}")[2] for child in cell._tc.tcPr]
    assert names == ["tcW", "shd", "tcMar", "textDirection", "vAlign"]
    assert cell._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "DDEEFF"


def test_a_caption_for_screen_readers():
    table = add_table(Document(), ["A"], [["x"]], [2], caption="Om noe")
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Om noe"
