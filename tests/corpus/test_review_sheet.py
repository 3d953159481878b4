from __future__ import annotations

import datetime
import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bsb.corpus.importing import Draft
from bsb.corpus.review_sheet import read_review, write_review
from bsb.corpus.turns import Turn
from bsb.errors import BsbError
from bsb.i18n import set_language
from bsb.privacy.hits import Hit
from bsb.privacy.review import Decision

DAY = datetime.date(2026, 5, 20)
TEXTS = ("=Kari kom. Karis mor også.", "Kari ringte 22 33 44 55.", "Jeg er 93.")
HITS = (
    Hit(0, 1, 5, "person", 0.9, "names", "a name", "(navn 1)"),
    Hit(0, 11, 16, "person", 0.9, "names", "a name", "(navn 1)s"),
    Hit(1, 0, 4, "person", 0.9, "names", "a name", "(navn 1)"),
    Hit(1, 12, 23, "phone", 0.9, "contact", "eight digits", "(telefonnummer)"),
    Hit(2, 7, 9, "age", 0.6, "ages", "an age", "(alder)", weak=True),
)


@pytest.fixture
def draft() -> Draft:
    turns = tuple(Turn(n, "B1", "participant", text) for n, text in enumerate(TEXTS, 1))
    return Draft(Path("a.txt"), "ab" * 32, "txt", turns, {}, {}, HITS, ())


@pytest.fixture
def sheet(draft: Draft, tmp_path: Path) -> Path:
    path = tmp_path / "r.xlsx"
    assert write_review(draft, path, date=DAY) == 4
    return path


def fill(path: Path, change: Callable[[dict[str, openpyxl.cell.Cell], int], None]) -> None:
    """Call ``change`` with the cells of each row by heading, and save the workbook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    ws = book.worksheets[0]
    heads = [cell.value for cell in ws[1]]
    for number in range(2, ws.max_row + 1):
        change(dict(zip(heads, ws[number], strict=True)), number)
    book.save(path)


def test_a_sheet_that_was_filled_in_gives_the_decisions(draft: Draft, sheet: Path) -> None:
    def change(row: dict[str, openpyxl.cell.Cell], _number: int) -> None:
        if row["words"].value == "22 33 44 55":
            row["decision"].value, row["replacement"].value = "replace", "(nummeret hennes)"
        else:
            row["decision"].value = "keep" if row["words"].value == "Karis" else "replace"

    fill(sheet, change)
    assert read_review(sheet, draft) == {
        HITS[0]: Decision("accept"),
        HITS[1]: Decision("keep"),
        HITS[2]: Decision("accept"),
        HITS[3]: Decision("replace", "(nummeret hennes)"),
    }


def test_one_decision_for_all_alike(draft: Draft, sheet: Path) -> None:
    def change(row: dict[str, openpyxl.cell.Cell], number: int) -> None:
        if number == 2:
            row["decision"].value, row["replacement"].value = "Erstatt alle like", "(venninna)"
        if row["words"].value == "22 33 44 55":
            row["decision"].value = "Keep all alike"

    fill(sheet, change)
    found = read_review(sheet, draft)
    assert [found[hit] for hit in HITS[:3]] == [Decision("replace", "(venninna)")] * 3
    assert found[HITS[3]] == Decision("keep")


def test_a_genitive_ending_is_not_put_twice(draft: Draft, sheet: Path) -> None:
    from bsb.privacy.review import apply

    def change(row: dict[str, openpyxl.cell.Cell], _number: int) -> None:
        row["decision"].value = "replace"
        if row["words"].value == "Karis":
            row["replacement"].value = "(venninna)s"

    fill(sheet, change)
    assert apply(TEXTS, HITS, read_review(sheet, draft))[0] == "=(navn 1) kom. (venninna)s mor også."


def test_the_sheet_in_norwegian_is_read_in_any_language(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    set_language("nb")
    try:
        write_review(draft, path, date=DAY, weak=True)
    finally:
        set_language("en")
    fill(path, lambda row, _n: setattr(row["avgjørelse"], "value", "behold"))
    assert read_review(path, draft) == dict.fromkeys(HITS, Decision("keep"))


def test_rows_that_do_not_hold_are_named_and_nothing_repeated(draft: Draft, sheet: Path) -> None:
    def change(row: dict[str, openpyxl.cell.Cell], number: int) -> None:
        row["decision"].value = {2: "replace", 3: "Kari Nordmann", 4: None, 5: "replace"}[number]
        if number == 5:
            row["replacement"].value = None

    fill(sheet, change)
    with pytest.raises(BsbError) as caught:
        read_review(sheet, draft)
    assert "3 rows" in caught.value.message
    assert "row 3: there is no such decision" in caught.value.hint
    assert "row 4: no decision" in caught.value.hint
    assert "row 5: there are no words" in caught.value.hint
    assert "Kari" not in caught.value.message + caught.value.hint


def test_a_row_taken_out_leaves_its_place_undecided(draft: Draft, sheet: Path) -> None:
    fill(sheet, lambda row, _n: setattr(row["decision"], "value", "keep"))
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0].delete_rows(3)
    book.save(sheet)
    assert len(read_review(sheet, draft)) == 3


def test_the_sheet_of_another_file_is_refused(draft: Draft, sheet: Path) -> None:
    other = Draft(Path("b.txt"), "cd" * 32, "txt", draft.turns, {}, {}, draft.hits, ())
    with pytest.raises(BsbError, match=r"not a review of b\.txt"):
        read_review(sheet, other)
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0].delete_cols(7)
    book.save(sheet)
    with pytest.raises(BsbError, match="lacks the column decision"):
        read_review(sheet, draft)


def test_texts_are_no_formulas_and_the_list_is_offered(draft: Draft, sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    ws = book.worksheets[0]
    assert next(row[3].value for row in ws.iter_rows(min_row=2)) == "="
    assert all(cell.data_type != "f" for row in ws.iter_rows() for cell in row)
    (choices,) = ws.data_validations.dataValidation
    assert choices.formula1 == '"replace,keep,replace all alike,keep all alike,always keep"'
    assert str(choices.sqref) == "G2:G5"
    assert ws.column_dimensions["K"].hidden


def test_the_same_review_gives_the_same_bytes(draft: Draft, sheet: Path, tmp_path: Path) -> None:
    write_review(draft, tmp_path / "again.xlsx", date=DAY)
    assert (tmp_path / "again.xlsx").read_bytes() == sheet.read_bytes()
