from __future__ import annotations

from pathlib import Path

import pytest

from bsb.corpus.names import add, check_register_path, entries, remove
from bsb.errors import BsbError
from bsb.privacy.register import Register


def test_names_are_added_listed_and_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "navn.txt"
    assert entries(path) == []
    assert add(path, "Kari Nordmann, Tulla").placeholder == "(navn 1)"
    add(path, "sted: Skaugum")
    assert add(path, "Per Hansen").placeholder == "(navn 2)"
    assert [entry.forms for entry in entries(path)] == [("Kari Nordmann", "Tulla"), ("Skaugum",), ("Per Hansen",)]
    assert remove(path, "tulla") == 2
    assert [(e.forms, e.placeholder) for e in entries(path)] == [
        (("Skaugum",), "(stedet)"),
        (("Per Hansen",), "(navn 2)"),
    ]


def test_a_new_name_never_gets_a_number_that_a_scan_has_given(tmp_path: Path) -> None:
    path = tmp_path / "navn.txt"
    add(path, "Kari Nordmann")
    register = Register.load(path)
    numbers = {register.number("per"), register.number("ali")}
    register.save_numbers(path)
    assert add(path, "Åse Dahl").placeholder == "(navn 4)"
    assert numbers == {2, 3}
    assert Register.load(path).number("per") == 2


def test_lines_that_people_wrote_stand(tmp_path: Path) -> None:
    path = tmp_path / "navn.txt"
    path.write_text("# intervjuene i mai\n\nKari\n", encoding="utf-8")
    add(path, "Per")
    assert path.read_text(encoding="utf-8").splitlines() == ["# intervjuene i mai", "", "Kari", "Per"]


@pytest.mark.parametrize(
    ("line", "says"), [("", "no name"), ("navn:", "no name"), ("kari", "already"), ("dyr: Rex", "kind")]
)
def test_what_cannot_be_added(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "navn.txt"
    add(path, "Kari")
    before = path.read_bytes()
    with pytest.raises(BsbError, match=says):
        add(path, line)
    assert path.read_bytes() == before


def test_a_name_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BsbError, match="does not hold"):
        remove(tmp_path / "navn.txt", "Kari")


def test_the_register_stays_out_of_the_project(tmp_path: Path) -> None:
    with pytest.raises(BsbError, match="project's folder"):
        check_register_path(tmp_path / "p" / "x" / "navn.txt", tmp_path / "p")
    assert check_register_path(tmp_path / "navn.txt", tmp_path / "p") == tmp_path / "navn.txt"
