from __future__ import annotations

from pathlib import Path

import pytest

from bsb.analysis.definitions import load_definition
from bsb.analysis.reference import ReferenceTable, read_reference
from bsb.errors import BsbError
from bsb.project import Project


def table(project: Project, name: str) -> ReferenceTable:
    made = project.matrices.make(name)
    assert isinstance(made, ReferenceTable)
    return made


def test_table_2_has_the_sums_of_the_report(project: Project) -> None:
    assert table(project, "tabell-2").foot == (None, 59, 237, 309)


def test_table_4_has_the_column_sums_of_the_report(project: Project) -> None:
    made = table(project, "tabell-4")
    assert made.foot == (None, 13, 7, 14, 3, 6)
    assert {r[0]: r[1:] for r in made.rows}["Gamle Oslo"] == ("",) * 5


def test_table_3_keeps_blanks_words_and_ranges(project: Project) -> None:
    cells = {row[0]: row[1:] for row in table(project, "tabell-3").rows}
    assert cells["Alna"][1] == ""
    assert cells["Grünerløkka"][3] == "Dekket"
    assert cells["Stovner"][3] == "30-35"


def test_all_tables_name_the_districts_as_the_project_does(project: Project) -> None:
    names = {d.name for d in project.config.districts}
    for name in ("tabell-2", "tabell-3", "tabell-4"):
        assert {row[0] for row in table(project, name).rows} == names


def test_a_ragged_row_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2,3\n", encoding="utf-8")
    (tmp_path / "x.yaml").write_text("title: X\nreference: x.csv\n", encoding="utf-8")
    with pytest.raises(BsbError, match="row 2: 3 cells"):
        read_reference(load_definition(tmp_path / "x.yaml"))


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        ("title: X\nrow: theme\ncolumns: district", "“row” is not known here", "rows"),
        ("title: X\nrows: tema\ncolumns: district", "“tema” is not one of", "theme"),
        ("rows: theme\ncolumns: district", "“title” is missing", "title"),
        ("title: X\nreference: ../x.csv", "no table", "folder"),
    ],
)
def test_a_misspelt_definition_is_told(tmp_path: Path, text: str, says: str, hint: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BsbError) as caught:
        load_definition(path)
    assert says in caught.value.message
    assert hint in caught.value.hint
