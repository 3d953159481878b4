from pathlib import Path

import pytest

from bsb.analysis.definitions import MatrixDefinition, Only, find_definitions, load_definition
from bsb.errors import BsbError
from bsb.shipped import shipped

PLAIN = "title: Egen\nrows: theme\ncolumns: district\n"


def load(tmp_path: Path, text: str) -> MatrixDefinition:
    path = tmp_path / "egen.yaml"
    path.write_text(text, encoding="utf-8")
    return load_definition(path)


def test_every_shipped_definition_loads() -> None:
    found = {name: load_definition(path) for name, path in find_definitions([shipped("matrices")]).items()}
    axes = {(d.rows, d.columns) for d in found.values() if d.reference is None}
    assert {("theme", "district"), ("theme", "interview"), ("service", "theme"), ("district", "stakeholder")} <= axes


def test_all_that_a_definition_may_say(tmp_path: Path) -> None:
    text = """title: Yngre om respekt
note: Bare noen.
rows: attribute:alder
columns: valence
nested: false
cell: share
of: row
count: turns
only:
  theme: respekt
  service: [nav, dps]
  kind: individual
  coder: [KA]
  from: 2026-01-01
  to: "2026-03-31"
"""
    found = load(tmp_path, text)
    assert (found.rows, found.columns, found.nested) == ("attribute:alder", "valence", False)
    assert (found.cell, found.share_of, found.share_count) == ("share", "row", "turns")
    assert found.only == Only(
        themes=("respekt",),
        services=("nav", "dps"),
        kinds=("individual",),
        coders=("KA",),
        since="2026-01-01",
        until="2026-03-31",
    )


@pytest.mark.parametrize(
    ("text", "line", "says", "hint"),
    [
        (PLAIN.replace("columns", "colums"), 3, "colums", "columns"),
        (PLAIN.replace("theme", "tema"), 2, "tema", ""),
        (PLAIN.replace("theme", '"attribute:"'), 2, "attribute:", ""),
        (PLAIN + "cell: speaker\n", 4, "speaker", "speakers"),
        (PLAIN + "cell: share\n", 4, "share is of", "row, column, all, present"),
        (PLAIN + "of: row\n", 4, "cell: share", "away"),
        (PLAIN + "sum: numbers\n", 4, "reference table", "away"),
        (PLAIN + "only:\n  valance: positive\n", 5, "valance", "valence"),
        (PLAIN + "only:\n  valence: [positive, kritisk]\n", 5, "kritisk", ""),
        (PLAIN + "only:\n  from: i fjor\n", 5, "date", "2026-05-20"),
        (PLAIN + "nested: ja\n", 4, "true or false", ""),
        (PLAIN.replace("theme", "district"), 3, "the same", "codes"),
        (PLAIN.replace("district", "stakeholder"), 3, "districts alone", "district"),
        ("title: X\nrows: theme\ncolumns: level\ncell: share\nof: present\n", 5, "people", "row"),
        (PLAIN + "cell: share\nof: present\ncount: codings\n", 6, "codings", "speakers"),
        ("title: X\nreference: x.csv\n", 2, "x.csv", "folder"),
        ("title: X\nreference: x.csv\nrows: theme\n", 3, "rows", ""),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_would_do(
    tmp_path: Path, text: str, line: int, says: str, hint: str
) -> None:
    with pytest.raises(BsbError) as error:
        load(tmp_path, text)
    assert f"egen.yaml, line {line}" in error.value.message
    assert says in error.value.message
    assert hint in error.value.hint


def test_a_projects_own_file_wins(tmp_path: Path) -> None:
    (tmp_path / "temaer-bydeler.yaml").write_text(PLAIN, encoding="utf-8")
    found = find_definitions([tmp_path, shipped("matrices")])
    assert load_definition(found["temaer-bydeler"]).title == "Egen"
    assert "tabell-2" in found
