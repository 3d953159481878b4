from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bsb.coding.round_trip.from_sheet import COLUMNS
from bsb.errors import BsbError
from bsb.project import Project
from tests.coding.conftest import state
from tests.coding.round_trip.conftest import plan, quotes, states, take

AT = {names[1]: column for column, names in enumerate(COLUMNS.values(), 1)}


@pytest.fixture
def sheet(team: Project) -> Path:
    """The interview in which KA and TL have coded, exported to Excel."""
    return team.coding_files.export("alna-fg1", kind="excel").path


class Book:
    """A workbook under a coder's hands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book["Koding"]

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *error: object) -> None:
        self.book.save(self.path)

    def rows(self, **wanted: str) -> Iterator[int]:
        for row in range(5, self.sheet.max_row + 1):
            if all(str(self.get(row, name) or "") == value for name, value in wanted.items()):
                yield row

    def get(self, row: int, name: str) -> Any:
        return self.sheet.cell(row, AT[name]).value

    def put(self, row: int, **values: object) -> None:
        for name, value in values.items():
            self.sheet.cell(row, AT[name.replace("_", " ")]).value = value


def test_a_sheet_that_comes_back_as_it_went_changes_nothing(team: Project, sheet: Path) -> None:
    before = state(team)
    made = plan(team, sheet)
    assert (made.compared.same, made.found.notices) == (5, [])
    take(team, sheet)
    assert state(team) == before


def test_codes_that_were_chosen_or_typed(team: Project, sheet: Path) -> None:
    with Book(sheet) as book:
        (turn,) = book.rows(Replikk="5")
        book.put(turn, Kode_1="penger", Valør_1="kritisk", Kode_2="FASTE FOLK", Kode_3="Bolig +", Notat="- fint")
        spare = next(book.rows(Replikk=""))
        book.put(spare, Replikk=5, Bare_disse_ordene="de har sagt det", Kode_1="gjeld", Valør_1="±", Nivå="individ")
    assert take(team, sheet).added == 4
    whole = "De som kommer hjem til meg. De kommer når de har sagt det."
    assert set(quotes(team)) >= {
        (whole, "okonomi", "critical"),
        (whole, "kontinuitet", "neutral"),
        (whole, "bolig", "positive"),
        ("de har sagt det", "gjeld", "mixed"),
    }
    assert {c.memo for c in team.codings.all(coders=["KA"]) if c.turn == 5} == {"- fint", ""}
    assert take(team, sheet).added == 0


def test_rows_changed_emptied_sorted_and_deleted(team: Project, sheet: Path) -> None:
    with Book(sheet) as book:
        mine = list(book.rows(Koder="KA"))
        assert len(mine) == 2
        book.put(mine[0], Valør_1="positiv")
        for column in range(AT["Kode 1"], AT["Koder"] + 1):
            book.sheet.cell(mine[1], column).value = None
        rows = [[cell.value for cell in row] for row in book.sheet.iter_rows(min_row=5)]
        for number, values in enumerate(reversed(rows), 5):
            for column, value in enumerate(values, 1):
                book.sheet.cell(number, column).value = value
    before = state(team)
    done = take(team, sheet)
    assert (done.added, done.changed, done.removed, done.same) == (0, 1, 1, 3)
    team.journal.undo()
    assert state(team) == before


def test_a_turn_whose_rows_are_gone_keeps_its_codings(team: Project, sheet: Path) -> None:
    with Book(sheet) as book:
        for row in reversed(list(book.rows(Replikk="2"))):
            book.sheet.delete_rows(row)
    made = plan(team, sheet)
    assert not made.changes()
    assert any("turn 2" in notice for notice in made.found.notices)
    assert len(made.found.left) == 3


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"Valør_1": "+"}, "valence without a code"),
        ({"Kode_1": "bolig", "Valør_1": "bra"}, "no valence called"),
        ({"Kode_1": "bolig -", "Valør_1": "+"}, "two valences"),
        ({"Kode_1": "bolig", "Nivå": "gata"}, "no level called"),
        ({"Kode_1": "bolig", "Bare_disse_ordene": "månen"}, "not in the turn"),
        ({"Kode_1": "bolig", "Bare_disse_ordene": "De"}, "stand 2 times"),
        ({"Kode_1": "bolig", "Det_som_ble_sagt": "Noe annet"}, "beside its own turn"),
        ({"Kode_1": "bolig", "Replikk": "99"}, "no such turn"),
        ({"Nivå": "individ"}, "there is no code"),
        ({"Kode_1": "sammenheng"}, "only groups"),
    ],
)
def test_rows_that_do_not_hold_are_problems(team: Project, sheet: Path, values: dict[str, str], says: str) -> None:
    with Book(sheet) as book:
        (turn,) = book.rows(Replikk="5")
        book.put(turn, **values)
    (problem,) = plan(team, sheet).found.problems
    assert says in problem
    assert "row " in problem
    before = states(team)
    with pytest.raises(BsbError):
        take(team, sheet)
    assert states(team) == before


def test_words_and_codes_that_are_nearly_right_are_asked_about(team: Project, sheet: Path) -> None:
    with Book(sheet) as book:
        (turn,) = book.rows(Replikk="5")
        book.put(turn, Kode_1="bollig", Kode_2="noe helt annet", Bare_disse_ordene="KOMMER  hjem")
    questions = plan(team, sheet).found.questions
    assert [q.default for q in questions] == ["bolig", None]
    answers = {questions[0].key: "bolig", questions[1].key: ""}
    (words,) = plan(team, sheet, answers=answers).found.questions
    assert "kommer hjem" in words.text
    assert take(team, sheet, answers=answers | {words.key: "here"}).added == 1
    assert ("kommer hjem", "bolig", "neutral") in quotes(team)


def test_a_memo_without_a_code_goes_to_the_interview(team: Project, sheet: Path) -> None:
    with Book(sheet) as book:
        (turn,) = book.rows(Replikk="6")
        book.put(turn, Notat="Her ler alle")
    assert (take(team, sheet).memos, take(team, sheet).memos) == (1, 0)


def test_a_formula_and_a_lost_header_are_refused(team: Project, sheet: Path) -> None:
    with Book(sheet) as book:
        book.sheet.cell(6, AT["Notat"]).value = "=1+1"
    with pytest.raises(BsbError, match="formula"):
        team.round_trip.read(sheet)
    with Book(sheet) as book:
        book.sheet.cell(6, AT["Notat"]).value = None
        book.sheet.delete_rows(4)
    with pytest.raises(BsbError, match="names of its columns"):
        team.round_trip.read(sheet)


def test_the_sheet_protects_the_words_and_offers_lists(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    rows = book["Koding"]
    assert rows.protection.sheet
    assert rows.cell(5, AT["Det som ble sagt"]).protection.locked
    assert not rows.cell(5, AT["Kode 1"]).protection.locked
    assert rows.column_dimensions["P"].hidden
    formulas = {v.formula1 for v in rows.data_validations.dataValidation}
    assert "'Koder'!$A$2:$A$6" in formulas
    assert '"positiv,kritisk,blandet,nøytral"' in formulas
    assert [row[0].value for row in book["Koder"].iter_rows(min_row=2)][:2] == ["Bolig", "Økonomi"]
