from docx import Document

from bsb.formats.word_fields import Caption, write_caption, write_list, write_reference

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONE, TWO = Caption("Tabell", 1, "Hvem som kom"), Caption("Tabell", 2, "Hva de sa")


def test_captions_references_and_lists_read_well_and_can_be_updated():
    document = Document()
    for caption in (ONE, TWO):
        write_caption(document.add_paragraph(), caption)
    text = document.add_paragraph("Se ")
    write_reference(text, TWO)
    place = document.add_paragraph("her")
    write_list(place, [ONE, TWO])
    write_list(place, [])
    listed = ["Tabell 1. Hvem som kom", "Tabell 2. Hva de sa"]
    assert [p.text for p in document.paragraphs] == [*listed, "Se Tabell 2", *listed, "her"]
    codes = [e.text.strip() for e in document.element.iter(f"{W}instrText")]
    assert codes[:3] == ["SEQ Tabell \\* ARABIC", "SEQ Tabell \\* ARABIC", "REF _RefTabell2 \\h"]
    assert codes[3] == 'TOC \\h \\z \\c "Tabell"'
    starts = {e.get(f"{W}name"): e.get(f"{W}id") for e in document.element.iter(f"{W}bookmarkStart")}
    assert set(starts) == {"_RefTabell1", "_RefTabell2"}
    assert len(set(starts.values())) == 2
    kinds = [e.get(f"{W}fldCharType") for e in document.element.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"] * 4
