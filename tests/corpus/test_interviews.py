from __future__ import annotations

import pytest

from bsb.corpus.interviews import iso_date
from bsb.errors import BsbError
from bsb.project import Project


def test_the_table_adds_up_and_keeps_the_order_of_districts(project: Project) -> None:
    project.interviews.add("a", district="alna", participants=4)
    project.interviews.add("b", district="Alna", participants=2)
    project.interviews.add("c", district="s. nordstrand", participants={"B1": {"age": "30-49"}})
    project.conferences.add("Alna", held_on="20.5.2026", by_role={"brukere": 8, "ansatte": 3})
    table = project.interviews.table()
    by_name = {row[0]: row[1:] for row in table.rows}
    assert by_name["Alna"] == (2, 6, 11)
    assert by_name["Søndre Nordstrand"] == (1, 1, 0)
    assert table.sums == (3, 7, 11)
    assert [row[0] for row in table.rows] == [d.name for d in project.config.districts]
    assert table.to_frame().loc["Alna", "participants"] == 6


def test_an_unknown_district_changes_nothing(project: Project) -> None:
    with pytest.raises(BsbError) as caught:
        project.interviews.add("a", district="Grorød")
    assert "Grorud" in caught.value.hint
    assert project.interviews.all() == []
    assert project.journal.entries() == []


@pytest.mark.parametrize("name", ["", "../x", "a b", "a/b", ".x", "x" * 65])
def test_a_name_must_be_fit_for_a_file(project: Project, name: str) -> None:
    with pytest.raises(BsbError, match="cannot be the name"):
        project.interviews.add(name, district="Alna")


def test_a_name_is_taken_once(project: Project) -> None:
    project.interviews.add("a", district="Alna")
    with pytest.raises(BsbError, match="already"):
        project.interviews.add("A", district="Alna")


def test_adding_can_be_undone(project: Project) -> None:
    project.interviews.add("a", district="Alna", participants=3)
    project.journal.undo()
    assert project.interviews.all() == []
    project.journal.redo()
    assert project.interviews.get("a").participants == 3


def test_dates() -> None:
    assert iso_date("2026-05-20") == iso_date("20.5.2026") == "2026-05-20"
    assert iso_date(None) is None
    for wrong in ("2026-13-01", "31.2.2026", "i går"):
        with pytest.raises(BsbError, match="not a date"):
            iso_date(wrong)
