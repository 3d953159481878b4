import datetime
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn

from bsb.coding.summaries import Summary
from bsb.config import Privacy
from bsb.corpus.conferences import Conference
from bsb.corpus.keydoc_codings import DocCoding
from bsb.errors import BsbError
from bsb.reports.process import TEMPLATE, Material, ProcessReport, write_process_document
from bsb.shipped import shipped

DAY = datetime.date(2026, 5, 20)
MAL = shipped("templates") / TEMPLATE


def write(material: Material, out: Path, district: str = "Alna") -> tuple[ProcessReport, DocumentObject]:
    path = out / "p.docx"
    report = write_process_document(material, district, path, template=MAL, today=DAY)
    return report, Document(str(path))


def lines(document: DocumentObject) -> list[str]:
    return [p.text for p in document.paragraphs if p.text.strip()]


def under(document: DocumentObject, heading: str) -> list[str]:
    """The paragraphs from a heading to the next of its level or above."""
    found: list[str] = []
    level = None
    for paragraph in document.paragraphs:
        name = paragraph.style.name
        if level is None and paragraph.text == heading and name.startswith("Heading"):
            level = name
        elif level is not None:
            if name.startswith("Heading") and name <= level:
                break
            found.append(paragraph.text)
    return found


def test_the_paper_has_real_headings_in_order_and_nothing_left_of_the_template(material: Material, out: Path):
    _report, document = write(material, out)
    levels = [
        (p.style.name, p.text) for p in document.paragraphs if p.style.name == "Title" or "Heading" in p.style.name
    ]
    assert levels[0] == ("Title", "Prosessdokument for Bydel Alna")
    assert [text for name, text in levels if name == "Heading 1"] == [
        "Slik leser du dokumentet",
        "Dette er gjort",
        "Temaene på én side",
        "Tema for tema",
        "Tjenestene det ble snakket om",
        "Veien videre",
    ]
    assert [t for n, t in levels if n == "Heading 2"] == [
        "Respekt",
        "Åpningstid",
        "Penger",
        "Vil du rette på noe eller legge til noe?",
    ]
    depth = [int(name[-1]) for name, _text in levels[1:]]
    assert all(after <= before + 1 for before, after in itertools.pairwise(depth))
    assert not re.search(r"\{[{%#]|[}%#]\}", document.element.xml)


def test_facts_about_what_was_done(material: Material, out: Path):
    _report, document = write(material, out)
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert facts == {
        "Fakta": "Bydel Alna",
        "Intervjuer": "Ett gruppeintervju",
        "Deltakere": "Fem deltakere",
        "Når": "Mars 2026",
        "Varighet": "2 timer og 5 minutter",
    }
    assert any("To personer har lest utskriftene" in line for line in lines(document))


def test_the_overview_counts_people_before_turns(material: Material, out: Path):
    _report, document = write(material, out)
    table = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert table == [
        ["Tema", "Deltakere", "Intervjuer", "Replikker", "Gode erfaringer", "Utfordringer"],
        ["Respekt", "3", "1", "3", "2", "1"],
        ["Åpningstid", "2", "1", "2", "0", "2"],
        ["Penger (én\u00a0stemme)", "1", "1", "1", "0", "1"],
    ]
    services = [[cell.text for cell in row.cells] for row in document.tables[2].rows]
    assert services[1] == ["Møteplass", "2", "1", "2", "1", "1"]


def test_header_rows_repeat_and_the_language_is_norwegian(material: Material, out: Path):
    _report, document = write(material, out)
    assert all(t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in document.tables)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "nb-NO"
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer


def test_boxes_are_numbered_through_and_say_in_words_what_they_show(material: Material, out: Path):
    report, document = write(material, out)
    heads = [line for line in lines(document) if line.startswith("Sitatboks")]
    assert heads == [
        "Sitatboks 1. Gode erfaringer",
        "Sitatboks 2. Utfordringer",
        "Sitatboks 3. Utfordringer",
        "Sitatboks 4. Utfordringer",
    ]
    assert [box.number for box in report.boxes] == [1, 2, 3, 4]
    assert report.quotes == sum(line.startswith("«") and line.endswith("»") for line in lines(document)) == 6


def test_quotes_are_the_coded_words_with_interview_and_turn_but_no_speaker(material: Material, out: Path):
    report, document = write(material, out)
    text = lines(document)
    at = text.index("«De hilser på meg med en gang jeg kommer inn døra, og så får jeg kaffe.»")
    assert text[at + 1] == "Intervju 1 (gruppe), replikk 2"
    assert "«=Stengt i helgene & om sommeren <også>, så da sitter jeg hjemme og ser i veggen.»" in text
    assert "«… nå er det faste folk som tar imot deg.»" in text
    assert not re.search(r"\b[BI]\d\b|alna-fg1", "\n".join(text))
    quoted = [q for box in report.boxes for q in box.quotes]
    assert {q.turn for q in quoted} == {2, 3, 4, 6, 7, 8}
    assert all(q.codings for q in quoted)


def test_counted_facts_where_nobody_wrote_a_summary(material: Material, out: Path, change: Callable[..., Material]):
    _report, document = write(material, out)
    assert "Tre deltakere snakket om dette. To fortalte om gode erfaringer og én om utfordringer." in under(
        document, "Respekt"
    )
    assert "To deltakere snakket om dette. Begge fortalte om utfordringer." in under(document, "Åpningstid")
    written = change(
        summaries={
            cell: Summary("temaer-bydeler", *cell, text, "KA", "2026-03-02T12:00:00Z")
            for cell, text in ((("respekt", "Alna"), "Folk blir sett."), (("apent", "Bjerke"), "Noe annet."))
        }
    )
    _report, document = write(written, out)
    assert "Folk blir sett." in under(document, "Respekt")
    assert not any("snakket om dette" in line for line in under(document, "Respekt"))
    assert not any("Noe annet" in line for line in lines(document))


def test_one_voice_is_said_in_the_theme_and_told_to_the_organisers(material: Material, out: Path):
    report, document = write(material, out)
    assert any("Bare én deltaker snakket om dette" in line for line in under(document, "Penger"))
    assert not any("Bare én deltaker" in line for line in under(document, "Respekt"))
    assert any("Penger" in warning for warning in report.warnings)


def test_a_missing_side_is_said_and_the_questions_follow(material: Material, out: Path):
    _report, document = write(material, out)
    theme = under(document, "Åpningstid")
    assert "Ingen gode erfaringer kom fram her." in theme
    assert sum("ta dem med til konferansen" in line for line in lines(document)) == 1
    assert theme[-2:] == ["Hva skal til for apent?", "Hvem kan gjøre noe med apent?"]
    assert theme[0] == "Her handler det om apent."
    # Something mixed was said about money, so it would be too much to say that nothing good came up.
    assert not any("Ingen gode" in line for line in under(document, "Penger"))


def test_a_quote_in_another_box_is_pointed_to(material: Material, out: Path):
    said = {"interview": "alna-fg1", "turn": "2", "coder": "KA", "valence": "positive"}
    material.codings.put([(2, said | {"code": "penger"}), (3, said | {"code": "apent"})])
    report, document = write(material, out)
    (box,) = [box.number for box in report.boxes if any(q.turn == 2 for q in box.quotes)]
    assert f"Gode erfaringer som også gjelder dette temaet, står i sitatboks {box}." in under(document, "Åpningstid")
    quotes = [(q.interview, q.turn) for box in report.boxes for q in box.quotes]
    assert len(quotes) == len(set(quotes))


def test_few_participants_are_asked_to_be_left_in_peace(out: Path, change: Callable[..., Material]):
    report, document = write(change(config_privacy=Privacy(smallest_cell=6)), out)
    assert any("lett å gjette hvem" in line for line in lines(document))
    assert any("Fewer than 6" in warning for warning in report.warnings)
    report, document = write(change(config_privacy=Privacy(smallest_cell=5)), out)
    assert not any("lett å gjette hvem" in line for line in lines(document))


def test_the_next_conference_is_named(out: Path, change: Callable[..., Material]):
    past, ahead = (
        Conference(1, "Alna", "2026-02-01", "rådhuset", 20, {}),
        Conference(2, "Alna", "2026-06-03", "biblioteket", 0, {}),
    )
    _report, document = write(change(conferences=(past, ahead)), out)
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert facts["Dialogkonferanse"] == "3. juni 2026, biblioteket"
    assert "På konferansen" not in facts
    assert "Utkast til dialogkonferansen 3. juni 2026" in document.sections[0].header.paragraphs[0].text
    _report, document = write(change(conferences=(past,)), out)
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert facts["På konferansen"] == "20 deltakere"


def test_only_the_example_says_that_it_is_invented(out: Path, change: Callable[..., Material]):
    for example in (True, False):
        _report, document = write(change(config_example=example), out)
        assert any("oppdiktet" in line for line in lines(document)) is example


def test_whom_to_tell(out: Path, change: Callable[..., Material]):
    _report, document = write(change(), out)
    assert any("ta kontakt med Brukergruppa, 00 00 00 00" in line for line in lines(document))
    _report, document = write(change(config_contact=""), out)
    assert any("en av dem som intervjuet" in line for line in lines(document))


def test_the_same_day_gives_the_same_bytes(material: Material, tmp_path: Path):
    for name in ("a", "b"):
        write_process_document(material, "Alna", tmp_path / name, template=MAL, today=DAY)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert Document(str(tmp_path / "a")).core_properties.author == "Brukergruppa"


def test_readability_is_measured_on_the_paper(material: Material, out: Path):
    report, _document = write(material, out)
    assert report.lix is not None
    assert 15 < report.lix < 40


@pytest.mark.parametrize(("district", "said"), [("Bjerke", "no interviews"), ("Bjerka", "no district")])
def test_a_district_without_material(material: Material, out: Path, district: str, said: str):
    with pytest.raises(BsbError) as error:
        write(material, out, district)
    assert said in error.value.message.lower()
    assert error.value.hint
    assert not out.exists()


def test_a_district_where_nothing_is_coded(material: Material, out: Path):
    material.interviews.add("bjerke-fg1", district="Bjerke", participants=4)
    with pytest.raises(BsbError, match="Nothing is coded"):
        write(material, out, "Bjerke")


def test_a_district_can_be_named_by_its_short_name(material: Material, out: Path):
    assert write(material, out, "AL")[0].district == "Alna"


def test_what_plans_say_stands_under_its_theme_with_page(
    material: Material, out: Path, change: Callable[..., Material]
):
    def planned(number: int, code: str, words: str) -> DocCoding:
        return DocCoding(
            id=number, uid=f"{number:032}", title="Plan", page=3, cite="Plan (2024), s. 3", start=number * 100,
            end=number * 100 + len(words), quote=words, code=code, code_name=code, facet="theme", coder="KA",
            memo="", at="2026-05-20T12:00:00Z",
        )  # fmt: skip

    _report, document = write(material, out)
    assert "Hva planene sier" not in lines(document)
    said = [
        planned(1, "respekt", "skal alle bli møtt\nmed respekt"),
        planned(2, "respekt", "Ingen skal avvises."),
        planned(3, "respekt", "Den tredje får ikke plass."),
        planned(1, "apent", "skal alle bli møtt\nmed respekt"),
    ]
    _report, document = write(change(plans=said), out)
    assert under(document, "Hva planene sier") == [
        "«… skal alle bli møtt med respekt …»\nPlan (2024), s.\u00a03",
        "«Ingen skal avvises.»\nPlan (2024), s.\u00a03",
    ]
    assert "Hva planene sier" not in under(document, "Åpningstid")
