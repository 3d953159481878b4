from __future__ import annotations

from pathlib import Path

import pytest

from bsb.config import read_config
from bsb.errors import BsbError
from bsb.shipped import shipped


def write(folder: Path, text: str) -> Path:
    path = folder / "bsb.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_new_project_has_oslos_districts_and_their_other_names() -> None:
    config = read_config(shipped("templates") / "bsb.toml")
    assert len(config.districts) == 15
    for written, name in (
        ("St. Hans Haugen", "St. Hanshaugen"),
        ("St.Hanshaugen", "St. Hanshaugen"),
        ("S.Nordstrand", "Søndre Nordstrand"),
        ("Grunerløkka", "Grünerløkka"),
    ):
        assert config.district(written).name == name
    assert config.privacy.smallest_cell == 5


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        ("name = ", "cannot be read", "UTF-8"),
        ('navn = "x"', "“navn” is no setting", "name"),
        ("name = 3", "should be text", ""),
        ("", "no name", "name"),
        ('name = "x"\n[privacy]\nsmallest_cel = 3', "smallest_cel", "smallest_cell"),
        ('name = "x"\n[privacy]\nsmallest_cell = true', "whole number", ""),
        ('name = "x"\n[[district]]\nshort = "A"', "has no name", "name"),
        ('name = "x"\n[[district]]\nname = "A"\n[[district]]\nname = "B"\naliases = ["a"]', "share a name", "own"),
    ],
)
def test_faults_are_told(tmp_path: Path, text: str, says: str, hint: str) -> None:
    with pytest.raises(BsbError) as caught:
        read_config(write(tmp_path, text))
    assert says in caught.value.message
    assert hint in caught.value.hint


def test_a_phone_number_does_not_break_at_the_end_of_a_line(tmp_path: Path) -> None:
    (tmp_path / "bsb.toml").write_text('name = "x"\ncontact = "Kim på huset, 00 00 00 00"\n', encoding="utf-8")
    assert read_config(tmp_path / "bsb.toml").contact == "Kim på huset, 00\u00a000\u00a000\u00a000"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "bsb.toml"
    path.write_bytes('\ufeffname = "Prøve"\n'.encode())
    assert read_config(path).name == "Prøve"
