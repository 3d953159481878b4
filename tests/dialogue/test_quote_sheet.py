from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bsb.coding.summary_import import SummaryPlan
from bsb.dialogue.quote_sheet import plan_quotes, write_quotes
from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import code

RENT, DARK = "Men husleia er høy, altså.", "=Husleia er høy … og trappa er mørk."


@pytest.fixture
def quoted(coded: Project) -> Project:
    code(coded, f'alna-fg1,2,KA,okonomi,critical,"{RENT}"', f'alna-fg1,3,KA,okonomi,critical,"{DARK[1:]}"')
    for coding in coded.codings.all():
        coded.quotes.add(coding.ref)
    return coded


def exported(project: Project, out: Path, change: Callable[[object], None] = lambda sheet: None) -> Path:
    write_quotes(out, project.quotes.all(), names={}, mark=project.summaries.mark(), date=project.today)
    book = openpyxl.load_workbook(out)
    change(book["Sitater"])
    book.save(out)
    return out


def plan(project: Project, path: Path) -> SummaryPlan:
    return plan_quotes(path, project.quotes.all(), mark=project.summaries.mark())


def test_what_comes_back_as_it_went_changes_nothing(quoted: Project, tmp_path: Path) -> None:
    found = plan(quoted, exported(quoted, tmp_path / "s.xlsx"))
    assert (found.same, found.taken()) == (4, [])


def test_printed_forms_and_decisions_come_back_in_one_change(quoted: Project, tmp_path: Path) -> None:
    def write(sheet: object) -> None:
        sheet["G5"], sheet["H5"], sheet["H6"] = "Men [leia] er høy", "Godkjent", "avvist"  # type: ignore[index]

    path = exported(quoted, tmp_path / "s.xlsx", write)
    quoted.quotes.take_in(plan(quoted, path), by="KA")
    assert [(q.state, q.printed, q.decided_by) for q in quoted.quotes.all()] == [
        ("approved", "Men [leia] er høy …", "KA"),
        ("rejected", DARK[1:], "KA"),
    ]
    assert quoted.journal.undo().action == "quote.import"
    assert {q.state for q in quoted.quotes.all()} == {"proposed"}


def test_a_quote_changed_on_both_sides_wants_a_decision(quoted: Project, tmp_path: Path) -> None:
    path = exported(quoted, tmp_path / "s.xlsx", lambda sheet: sheet.__setitem__("G5", "husleia er høy"))
    quoted.quotes.edit(quoted.quotes.all()[0].ref, "Men husleia er høy")
    found = plan(quoted, path)
    with pytest.raises(BsbError, match="both"):
        quoted.quotes.take_in(found)
    quoted.quotes.take_in(found, take="theirs")
    assert quoted.quotes.all()[0].printed == "… husleia er høy …"


@pytest.mark.parametrize(
    ("cell", "text", "why"),
    [("G5", "Men skolen er høy", "row 5: The speaker did not say: “skolen”"), ("H6", "kanskje", "row 6: “kanskje”")],
)
def test_every_faulty_row_is_named_and_nothing_taken_in(
    quoted: Project, tmp_path: Path, cell: str, text: str, why: str
) -> None:
    path = exported(quoted, tmp_path / "s.xlsx", lambda sheet: sheet.__setitem__(cell, text))
    with pytest.raises(BsbError) as caught:
        plan(quoted, path)
    assert why in caught.value.hint


def test_rows_torn_apart_and_another_projects_file_are_refused(quoted: Project, tmp_path: Path) -> None:
    torn = exported(quoted, tmp_path / "t.xlsx", lambda sheet: sheet.__setitem__("F5", "noe annet"))
    with pytest.raises(BsbError, match="rows 5"):
        plan(quoted, torn)
    with pytest.raises(BsbError, match="another project"):
        plan_quotes(exported(quoted, tmp_path / "s.xlsx"), quoted.quotes.all(), mark="x")
    with pytest.raises(BsbError, match="no sheet"):
        other = openpyxl.Workbook()
        other.save(tmp_path / "o.xlsx")
        plan(quoted, tmp_path / "o.xlsx")
