from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm

from bsb.formats.word_fields import Caption, Heading, write_caption, write_contents, write_list, write_reference

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONE, TWO = Caption("Tabell", 1, "Hvem som kom"), Caption("Tabell", 2, "Hva de sa")


def test_captions_references_and_lists_read_well_and_count_their_pages():
    document = Document()
    for caption in (ONE, TWO):
        write_caption(document.add_paragraph(), caption)
    text = document.add_paragraph("Se ")
    write_reference(text, TWO)
    place = document.add_paragraph("her")
    write_list(place, [ONE, TWO])
    write_list(place, [])
    listed = ["Tabell 1. Hvem som kom", "Tabell 2. Hva de sa"]
    assert [p.text.rstrip("\t") for p in document.paragraphs] == [*listed, "Se Tabell 2", *listed, "her"]
    codes = [e.text.strip() for e in document.element.iter(f"{W}instrText")]
    assert codes[:3] == ["SEQ Tabell \\* ARABIC", "SEQ Tabell \\* ARABIC", "REF _RefTabell2 \\h"]
    assert codes[3:] == ["PAGEREF _RefTabell1 \\h", "PAGEREF _RefTabell2 \\h"]
    links = [link.get(f"{W}anchor") for link in document.element.iter(f"{W}hyperlink")]
    assert links == ["_RefTabell1", "_RefTabell2"]
    starts = {e.get(f"{W}name"): e.get(f"{W}id") for e in document.element.iter(f"{W}bookmarkStart")}
    assert set(starts) == {"_RefTabell1", "_RefTabell2"}
    assert len(set(starts.values())) == 2
    kinds = [e.get(f"{W}fldCharType") for e in document.element.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"] * 5


def test_word_is_asked_to_count_the_pages_once_and_only_where_there_are_some():
    document = Document()
    place = document.add_paragraph()
    write_list(place, [])
    write_contents(place, [])
    assert document.settings.element.find(f"{W}updateFields") is None
    write_list(place, [ONE])
    write_list(place, [TWO])
    names = [child.tag.removeprefix(W) for child in document.settings.element]
    assert names.count("updateFields") == 1
    assert names.index("updateFields") < names.index("compat")


def test_the_page_of_a_short_title_without_a_number_does_not_stand_where_titles_begin():
    document = Document()
    style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.paragraph_format.tab_stops.add_tab_stop(Cm(1))
    style.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    place = document.add_paragraph()
    write_contents(place, [Heading(1, "2", "Metode", "_RefKapittel2"), Heading(1, "", "Alna", "_RefDel3")])
    numbered, short, _place = document.paragraphs
    assert (numbered.text, short.text) == ("2\tMetode\t", "Alna\t")
    assert list(numbered.paragraph_format.tab_stops) == []
    (cleared,) = short.paragraph_format.tab_stops
    assert (round(cleared.position.cm, 1), cleared.alignment) == (1, WD_TAB_ALIGNMENT.CLEAR)
