"""Summaries out to Excel and back, as somebody who writes there would do it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bsb.analysis.matrices import Matrices
from bsb.analysis.warnings import Caution
from bsb.coding.summaries import Summaries, tidy_text
from bsb.coding.summary_import import fingerprint
from bsb.errors import BsbError
from bsb.formats.workbook import new_workbook, save
from bsb.reports.matrix_export import MatrixPapers
from bsb.reports.matrix_summaries import SHEET, TEXT, read_summaries, summaries_sheet
from bsb.reports.process import Material
from bsb.shipped import shipped
from bsb.store.journal import Journal

DAY = datetime.date(2026, 5, 20)
HEAD = 4


@pytest.fixture
def papers(material: Material, out: Path) -> MatrixPapers:
    journal = Journal(material.store, actor="t", now=lambda: "2026-05-20T12:00:00Z")
    return MatrixPapers(
        Matrices(material.store, material.codebook, material.config, [shipped("matrices")]),
        material.codings,
        Summaries(journal),
        material.config,
        shipped("templates") / "matrise.docx",
        out,
        DAY,
    )


def edit(path: Path, change: Callable[[Worksheet], object]) -> Path:
    book = load_workbook(path)
    change(book[SHEET])
    book.save(path)
    return path


def column(sheet: Worksheet, name: str) -> int:
    return [cell.value for cell in sheet[HEAD]].index(name) + 1


def write(sheet: Worksheet, row: str, text: str | None, *, live: bool = False) -> None:
    number = next(n for n in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(n, 1).value == row)
    cell: Any = sheet.cell(number, column(sheet, TEXT))
    cell.value = text
    if isinstance(text, str) and not live:
        cell.data_type = "s"


def texts(papers: MatrixPapers) -> dict[str, str]:
    return {row: s.text for (row, _column), s in papers.summaries.of("temaer-bydeler").items()}


def test_the_sheet_is_made_for_writing(papers: MatrixPapers, out: Path) -> None:
    papers.summaries.put("temaer-bydeler", {("respekt", "Alna"): "De blir møtt."}, author="KA")
    sheet = load_workbook(papers.write("temaer-bydeler"))[SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD)]
    assert rows[0][:8] == ["Tema", "Bydel", "Deltakere", "+/−", TEXT, "Skrevet av", "Dato", "Endret siden"]
    assert [row[0] for row in rows[1:]] == ["Åpningstid", "Respekt", "Penger"]
    assert rows[2][:8] == ["Respekt", "Alna", "3", "+2 −1", "De blir møtt.", "KA", "2026-05-20", None]
    assert sheet.protection.sheet and not sheet.protection.autoFilter
    open_ = {c for c in range(1, 14) if not sheet.cell(HEAD + 1, c).protection.locked}
    assert open_ == {column(sheet, TEXT)}
    hidden = {key for key, dimension in sheet.column_dimensions.items() if dimension.hidden}
    assert hidden == {"I", "J", "K", "L", "M", "N"}


def test_what_is_written_comes_home_once(papers: MatrixPapers) -> None:
    path = papers.write("temaer-bydeler")

    def fill(sheet: Worksheet) -> None:
        write(sheet, "Respekt", "=De blir møtt,\nog får kaffe.")
        write(sheet, "Penger", 15)  # type: ignore[arg-type]

    plan = papers.plan(edit(path, fill))
    assert [(each.returned.cell, each.after) for each in plan.new] == [
        (("respekt", "Alna"), "=De blir møtt,\nog får kaffe."),
        (("penger", "Alna"), "15"),
    ]
    assert papers.take_in(plan, author="KA") == 2
    found = papers.summaries.of("temaer-bydeler")[("respekt", "Alna")]
    assert (found.author, len(found.rests_on), found.stale) == ("KA", 5, False)
    again = papers.plan(path)
    assert not (again.new or again.changed or again.removed or again.conflicts)
    assert again.same == 3


def test_emptied_cells_go_and_rows_taken_away_do_not(papers: MatrixPapers) -> None:
    before = {("respekt", "Alna"): "En.", ("penger", "Alna"): "To."}
    papers.summaries.put("temaer-bydeler", before, author="KA")
    path = papers.write("temaer-bydeler")

    def cut(sheet: Worksheet) -> None:
        write(sheet, "Respekt", None)
        number = next(n for n in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(n, 1).value == "Penger")
        sheet.delete_rows(number)

    papers.take_in(papers.plan(edit(path, cut)), author="TL")
    assert texts(papers) == {"penger": "To."}


def test_rows_may_be_sorted(papers: MatrixPapers) -> None:
    path = papers.write("temaer-bydeler")

    def turn(sheet: Worksheet) -> None:
        write(sheet, "Penger", "Penger er knapt.")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 1)]
        for number, row in enumerate(reversed(rows), HEAD + 1):
            for at, value in enumerate(row, 1):
                sheet.cell(number, at).value = value

    papers.take_in(papers.plan(edit(path, turn)), author="KA")
    assert texts(papers) == {"penger": "Penger er knapt."}


def test_torn_rows_doubled_cells_and_loose_texts_are_refused(papers: MatrixPapers, out: Path) -> None:
    path = papers.write("temaer-bydeler")

    def tear(sheet: Worksheet) -> None:
        sheet.cell(HEAD + 1, 1).value, sheet.cell(HEAD + 2, 1).value = "Respekt", "Åpningstid"

    def loose(sheet: Worksheet) -> None:
        sheet.cell(HEAD + 9, column(sheet, TEXT)).value = "Hvor hører jeg hjemme?"

    def double(sheet: Worksheet) -> None:
        for at in range(1, 14):
            sheet.cell(HEAD + 4, at).value = sheet.cell(HEAD + 1, at).value
        sheet.cell(HEAD + 4, column(sheet, TEXT)).value = "To tekster."

    for change, says in ((tear, "rows 5, 6"), (loose, "rows 13"), (double, "rows 5 and 8")):
        copy = out / "kopi.xlsx"
        copy.write_bytes(path.read_bytes())
        with pytest.raises(BsbError, match=says):
            papers.plan(edit(copy, change))


def test_a_formula_is_refused_for_it_might_read_as_an_emptied_cell(papers: MatrixPapers) -> None:
    path = edit(papers.write("temaer-bydeler"), lambda sheet: write(sheet, "Respekt", "=1+1", live=True))
    with pytest.raises(BsbError, match="row 6: a cell holds a formula"):
        papers.plan(path)


def test_other_workbooks_and_other_projects_are_refused(papers: MatrixPapers, out: Path) -> None:
    book = new_workbook()
    book.create_sheet(SHEET)
    save(book, out / "annen.xlsx", date=DAY, title="")
    with pytest.raises(BsbError, match="no workbook"):
        papers.plan(out / "annen.xlsx")
    with pytest.raises(BsbError, match="no file"):
        papers.plan(out / "ikke.xlsx")
    path = papers.write("temaer-bydeler")
    edit(path, lambda sheet: setattr(sheet.cell(1, 11), "value", "f" * 16))
    with pytest.raises(BsbError, match="another project"):
        papers.plan(path)
    assert papers.plan(path, any_project=True).same == 3


def test_a_text_for_a_cell_that_is_no_more_is_refused(papers: MatrixPapers, material: Material) -> None:
    path = papers.write("temaer-bydeler")
    edit(path, lambda sheet: write(sheet, "Penger", "Penger er knapt."))
    with material.store.write() as connection:
        connection.exec_driver_sql("UPDATE code SET status = 'retired' WHERE key = 'penger'")
    with pytest.raises(BsbError, match="Penger × Alna"):
        papers.plan(path)


def test_both_texts_of_a_conflict_are_in_a_workbook_that_can_be_taken_in(papers: MatrixPapers) -> None:
    papers.summaries.put("temaer-bydeler", {("respekt", "Alna"): "Før."}, author="KA")
    path = edit(papers.write("temaer-bydeler"), lambda sheet: write(sheet, "Respekt", "I arbeidsboka."))
    papers.summaries.put("temaer-bydeler", {("respekt", "Alna"): "I prosjektet."}, author="TL")
    plan = papers.plan(path)
    conflicts = papers.write_conflicts(plan)
    assert papers.write_conflicts(plan) != conflicts
    shown = {str(cell.value) for row in load_workbook(conflicts)[SHEET].iter_rows() for cell in row}
    assert {"I arbeidsboka.", "I prosjektet.", "TL 2026-05-20"} <= shown
    assert papers.plan(conflicts).same == 1
    edit(conflicts, lambda sheet: write(sheet, "Respekt", "Begge deler."))
    papers.take_in(papers.plan(conflicts), author="KA")
    assert texts(papers) == {"respekt": "Begge deler."}


def test_a_workbook_with_texts_of_somebody_is_not_written_over(papers: MatrixPapers) -> None:
    path = edit(papers.write("temaer-bydeler"), lambda sheet: write(sheet, "Respekt", "Ny."))
    with pytest.raises(BsbError, match="1 summary"):
        papers.write("temaer-bydeler")
    papers.take_in(papers.plan(path), author="KA")
    assert papers.write("temaer-bydeler") == path


def test_summaries_of_one_district_are_kept_apart(papers: MatrixPapers) -> None:
    path = edit(
        papers.write("tjenester-temaer", district="Alna"), lambda sheet: write(sheet, "Møteplass", "Der og da.")
    )
    papers.take_in(papers.plan(path), author="KA")
    assert [s.matrix for s in papers.summaries.all()] == ["tjenester-temaer@Alna"]
    assert papers.check().homeless == ()


def test_the_check_tells_of_homeless_and_old_summaries(papers: MatrixPapers, material: Material) -> None:
    path = edit(papers.write("temaer-bydeler"), lambda sheet: write(sheet, "Respekt", "De blir møtt."))
    papers.take_in(papers.plan(path), author="KA")
    papers.summaries.put("temaer-bydeler", {("borte", "Alna"): "Hvor?"}, author="KA")
    papers.summaries.put("ukjent", {("respekt", "Alna"): "Hvor?"}, author="KA")
    first = material.codings.all(codes=["respekt"])[0]
    material.codings.edit([first.ref], valence="critical") if len(first.uid) == 32 else _edit(material, first.id)
    found = papers.check()
    assert found.faults == ()
    assert {(s.matrix, s.row) for s in found.homeless} == {("temaer-bydeler", "borte"), ("ukjent", "respekt")}
    assert [s.row for s in found.stale] == ["respekt"]


def _edit(material: Material, coding_id: int) -> None:
    with material.store.write() as connection:
        connection.exec_driver_sql("UPDATE coding SET valence = 'critical' WHERE id = ?", (coding_id,))


def test_the_cautions_stand_on_a_sheet_and_below_the_word_table(papers: MatrixPapers, out: Path) -> None:
    from docx import Document

    cautions = [c.text for c in papers.matrices.cautions(papers.matrices.make("temaer-bydeler"))]  # type: ignore[arg-type]
    assert any("Penger" in text for text in cautions)
    sheet = load_workbook(papers.write("temaer-bydeler"))["Forbehold"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == cautions
    lines = [p.text for p in Document(str(papers.write("temaer-bydeler", out=out / "m.docx"))).paragraphs]
    below = lines[lines.index("Forbehold") + 1 :]
    assert below == [text for text in cautions if "B4" not in text]
    assert "B4" not in "\n".join(lines)  # who the one person is, is not told on paper


def test_quotes_and_summaries_fill_cells(papers: MatrixPapers, material: Material, out: Path) -> None:
    own = out / "matrices"
    own.mkdir(parents=True)
    for content in ("quotes", "summary"):
        text = f"title: Egen\nrows: theme\ncolumns: district\ncell: {content}\n"
        (own / f"{content}.yaml").write_text(text, encoding="utf-8")
    made = Matrices(material.store, material.codebook, material.config, [own])
    both = MatrixPapers(made, papers.codings, papers.summaries, papers.config, papers.template, out, DAY)
    papers.summaries.put("summary", {("respekt", "Alna"): "De blir møtt."}, author="KA")
    shown: dict[str, Any] = {}
    for content in ("quotes", "summary"):
        sheet = load_workbook(both.write(content))["Oversikt"]
        shown[content] = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5)}["Respekt"]
    assert shown["summary"] == "De blir møtt."
    assert shown["quotes"].count("«") == 3 and "… og 2 til" in shown["quotes"]
    with pytest.raises(BsbError, match="Word table"):
        both.write("quotes", out=out / "m.docx")


_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ANY)
def test_any_text_comes_back_as_it_was(papers: MatrixPapers, out: Path, text: str) -> None:
    from bsb.reports.matrix_extras import Extras

    made: Any = papers.matrices.make("temaer-bydeler")
    kept = tidy_text(text)
    summary = papers.summaries
    summary.put("temaer-bydeler", {("respekt", "Alna"): kept}, author="KA")
    book = new_workbook()
    stored = summary.of("temaer-bydeler")
    summaries_sheet(book.create_sheet(SHEET), made, Extras((Caution("x", ()),), {}, stored, "mark"))
    save(book, out / "s.xlsx", date=DAY, title="")
    rows = read_summaries(out / "s.xlsx").rows
    assert [(row.text, row.base) for row in rows] == ([(kept, fingerprint(kept))] if kept else [])
