import posixpath
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from bsb.errors import BsbError
from bsb.project import Project
from bsb.reports.audit.audit import audit_file
from bsb.reports.tracing import Tracing
from tests.conftest import code, need

RENT, DARK = "Husleia er høyere enn folk kan klare.", "Trappa er mørk."


@pytest.fixture
def held(coded: Project) -> Project:
    """Alna with a quote that was approved, two findings, a conference that changed one and disputed the other."""
    code(
        coded,
        'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."',
        "alna-fg1,5,TL,kontinuitet,positive,De som kommer hjem til meg.",
        "alna-fg1,2,KA,bolig,positive,Det er fint – jeg har egen inngang.",
    )
    chosen = coded.quotes.add(next(c.ref for c in coded.codings.all() if c.code == "okonomi"))
    coded.quotes.approve([chosen.quote.ref])
    rent = {"themes": "okonomi", "districts": "Alna", "recommendations": "ledere: Se på leia."}
    coded.findings.add({"statement": RENT, "kind": "utfordring", **rent}, author="KA")
    coded.findings.add({"statement": DARK, "kind": "utfordring", "districts": "Alna"}, author="KA")
    conference = coded.conferences.add("Alna", held_on="2026-05-19", by_role={"brukere": 9, "ledere": 2})
    coded.verdicts.enter(conference, "Gruppe 1", "F1", "nuanced", wording="Husleia tar halve trygda.", comment="Ja.")
    coded.verdicts.enter(conference, "Gruppe 2", "F2", "disputed")
    coded.verdicts.add_new(conference, "Gruppe 2", {"statement": "Vaktmesteren svarer.", "kind": "god praksis"})
    return coded


def write(project: Project, **texts: object) -> None:
    import yaml

    path = project.final_report.texts_file
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(texts, allow_unicode=True), encoding="utf-8")


def lines(path: Path) -> list[str]:
    return [p.text for p in Document(path).paragraphs if p.text]


def fields(path: Path, word: str) -> list[str]:
    codes = [e.text.strip() for e in Document(path).element.iter(qn("w:instrText"))]
    return [each for each in codes if each.split()[0] == word]


def test_it_holds_numbers_findings_and_what_the_conference_made_of_them(held: Project):
    made = held.final_report.write()
    text = "\n".join(lines(made.path))
    assert "Tre deltakere fra én bydel har vært med i ett intervju. Elleve personer har vært med på én" in text
    assert "F1. Husleia tar halve trygda." in text
    assert "Bestridt på dialogkonferansen: Funnet står ikke." in text
    assert "R1. Se på leia. (F1; Alna)" in text
    assert "Vaktmesteren svarer." in text
    tables = [[[c.text for c in row.cells] for row in t.rows] for t in Document(made.path).tables]
    assert ["F1", RENT, "Husleia tar halve trygda."] in [row for rows in tables for row in rows]
    assert [q.ref for q in made.chosen] == [q.ref for q in held.quotes.all()]
    assert "«Men husleia er høy, altså.»" in text
    assert not re.search(r"\{\{|\{%|\[\[", text)
    assert (made.findings, made.figures) == (3, len(Document(made.path).inline_shapes))


def test_what_nobody_wrote_is_named_in_the_report_and_in_the_list(held: Project):
    made = held.final_report.write()
    own = lines(made.path)
    assert "Her mangler sammendraget." in own
    assert "Her mangler vurderingen av temaet «Økonomi»." in own
    assert "Sammendraget (summary)" in own
    assert {gap.how for gap in made.gaps} >= {"summary", "background", "assessment", "themes", "services"}
    (themes,) = [gap for gap in made.gaps if gap.how == "themes"]
    assert set(themes.names) == {"Økonomi", "Faste folk"}
    write(held, summary="Kort sagt.\nOg litt til.", title="Vår rapport", themes={"okonomi": "Leia er for høy."})
    made = held.final_report.write()
    own = lines(made.path)
    assert own[0] == "Vår rapport"
    assert {"Kort sagt.", "Og litt til.", "Leia er for høy."} <= set(own)
    assert "summary" not in {gap.how for gap in made.gaps}
    (themes,) = [gap for gap in made.gaps if gap.how == "themes"]
    assert themes.names == ("Faste folk",)
    assert "Dette mangler" in own


def test_every_reference_and_list_leads_to_something_that_says_the_same(held: Project):
    path = held.final_report.write().path
    root = Document(path).element
    marks = {e.get(qn("w:name")) for e in root.iter(qn("w:bookmarkStart"))}
    ids = [e.get(qn("w:id")) for e in root.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    aims = [each.split()[1] for each in fields(path, "REF")]
    assert aims
    assert set(aims) <= marks
    anchors = {e.get(qn("w:anchor")) for e in root.iter(qn("w:hyperlink"))}
    assert anchors <= marks
    listed = [each.split()[1] for each in fields(path, "PAGEREF")]
    assert set(listed) == anchors
    assert len(listed) == len(anchors)
    for label in ("Sitatboks", "Tabell", "Figur"):
        captions = [line.rstrip("\t") for line in lines(path) if re.match(rf"{label} \d+\. ", line)]
        assert len(captions) == 2 * len(fields(path, "SEQ")) - sum(  # once in the list, once in its place
            2 * sum(f"SEQ {other} " in each for each in fields(path, "SEQ"))
            for other in ("Sitatboks", "Tabell", "Figur")
            if other != label
        )
        assert captions[: len(captions) // 2] == captions[len(captions) // 2 :]


def test_our_own_audit_finds_nothing_and_equal_input_gives_equal_bytes(held: Project):
    path = held.final_report.write().path
    assert audit_file(path, held.config).faults == ()
    first = path.read_bytes()
    assert held.final_report.write().path.read_bytes() == first


def test_a_changed_verdict_and_a_coding_that_is_gone_make_it_stale(held: Project):
    path = held.final_report.write().path

    def stale() -> set[str]:
        tracing = Tracing(held.reports, held.followups, held.comparisons)
        return {each.kind for each in tracing.trace(path).stale}

    assert stale() == set()
    conference = held.conferences.get("Alna")
    held.verdicts.enter(conference, "Gruppe 1", "F1", "disputed")
    assert "verdict" in stale()
    held.quotes.reject([held.quotes.all()[0].ref])
    assert "quote" in stale()
    path = held.final_report.write().path
    assert stale() == set()
    held.interviews.add("alna-fg2", district="Alna", participants=2)
    assert stale() == {"count", "display"}


def test_an_empty_project_gets_a_report_that_says_what_is_missing(project: Project):
    made = project.final_report.write()
    assert "Her mangler intervjuene." in lines(made.path)
    assert audit_file(made.path, project.config).faults == ()
    assert made.boxes == made.figures == 0
    assert made.skipped
    assert "Figurer" not in lines(made.path)


def test_a_name_that_somebody_is_logged_in_with_is_not_printed(held: Project):
    actors = {entry.actor for entry in held.journal.entries()} - {"KA", "TL"}
    text = "\n".join(lines(held.final_report.write().path))
    assert actors
    assert not any(re.search(rf"\b{re.escape(actor)}\b", text) for actor in actors)


def test_the_example_opens_clean_and_lacks_nothing(example: Project, tmp_path: Path):
    path = example.output / "sluttrapport" / "sluttrapport.docx"
    assert audit_file(path, example.config).faults == ()
    document = Document(path)
    own = lines(path)
    assert "Dette mangler" not in own
    assert [
        line for line in own[own.index("Dette bør gjøres") : own.index("Forord")] if line.startswith("Til ledere: ")
    ]
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"nb-NO"}
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        relations = archive.read("word/_rels/document.xml.rels").decode()
    for target in re.findall(r'Target="([^"]+)"', relations):
        assert posixpath.normpath(f"word/{target}") in names
    subprocess.run(
        [need("soffice"), f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    from pypdf import PdfReader

    pages = PdfReader(tmp_path / "sluttrapport.pdf").pages
    assert len(pages) > 40
    told = "\n".join(page.extract_text() for page in pages)
    assert "Error: Reference source not found" not in told
    assert "{{" not in told


def test_approved_quotes_come_first_and_none_stands_twice(example: Project):
    path = example.output / "sluttrapport" / "sluttrapport.docx"
    quotes = [line for line in lines(path) if line.startswith("«") and line.endswith("»")]
    assert len(quotes) == len(set(quotes)) > 100
    uses = [q for q in example.quotes.all(states=["approved"]) if any("sluttrapport" in u.paper for u in q.uses)]
    assert len(uses) > 100
    rejected = {q.printed for q in example.quotes.all(states=["rejected"])}
    assert rejected
    assert not rejected & {quote[1:-1] for quote in quotes}


def test_findings_have_their_place_where_nothing_is_coded(project: Project):
    project.findings.add(
        {"statement": RENT, "kind": "utfordring", "recommendations": "ledere: Se på leia."}, author="KA"
    )
    path = project.final_report.write().path
    assert f"F1. {RENT}" in "\n".join(lines(path))
    marks = {e.get(qn("w:name")) for e in Document(path).element.iter(qn("w:bookmarkStart"))}
    assert {each.split()[1] for each in fields(path, "REF")} <= marks


def test_another_ending_is_refused(project: Project, tmp_path: Path):
    with pytest.raises(BsbError, match=r"does not end in \.docx"):
        project.final_report.write(out=tmp_path / "r.pdf")
    assert not list(tmp_path.glob("r.*"))


def test_a_template_that_lacks_a_place_is_refused_and_nothing_is_written(held: Project):
    own = Document(held.template("sluttrapport.docx"))
    for paragraph in own.paragraphs:
        if "{{ annexes }}" in paragraph.text:
            paragraph.text = ""
    own.save(str(held.root / "templates" / "sluttrapport.docx"))
    with pytest.raises(BsbError, match="place") as error:
        held.final_report.write()
    assert "{{ annexes }}" in error.value.hint
    assert not (held.output / "sluttrapport" / "sluttrapport.docx").exists()
