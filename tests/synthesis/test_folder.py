from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.synthesis.folder import Listed, Settings, dump, free_name, path_from, read_settings, write_settings
from bsb.synthesis.synthesis import Synthesis
from tests.synthesis.conftest import NAMES, again

HEAD = "name: Syntese\nprojects:\n"


def written(folder: Path, text: str) -> Path:
    (folder / "synthesis.yaml").write_text(text, encoding="utf-8")
    return folder


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    projects = (Listed("a", "../a", "0123456789abcdef", "Alna: «nord»", "2019–2020", "Alna"), Listed("b", "/b"))
    settings = Settings("På tvers", "en", "KBT", 10, ("Også andre rapporter",), projects)
    write_settings(tmp_path, settings)
    assert read_settings(tmp_path) == settings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "  - {name: a, path: x}\n  - {name: a, path: y}\n", "line 4"),
        (HEAD + "  - {name: a, path: x}\n  - {name: b, path: ./x}\n", "same project"),
        (HEAD + "  - {name: a, path: x, mark: m}\n  - {name: b, path: y, mark: m}\n", "same project"),
        (HEAD + "  - {name: a, path: x, tittel: T}\n", "“tittel” is not known"),
        (HEAD + "  - {name: a}\n", "“path” is missing"),
        ("name: S\nsmallest_cell: 0\n", "whole number"),
        ("name: S\nlanguage: nn\n", "is not one of"),
    ],
)
def test_faults_of_the_list_are_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BsbError) as error:
        read_settings(written(tmp_path, text))
    assert told in error.value.message
    assert error.value.message.startswith("synthesis.yaml, line")


def test_a_synthesis_has_a_folder_of_its_own(listed: Synthesis, places: Path) -> None:
    for folder in (listed.root, places / NAMES[0]):
        with pytest.raises(BsbError, match="already a"):
            Synthesis.start(folder)


def test_opening_finds_the_folder_above(listed: Synthesis, tmp_path: Path) -> None:
    below = listed.root / "output" / "temaer"
    below.mkdir(parents=True)
    assert Synthesis.open(below).settings.name == "Tre steder"
    with pytest.raises(BsbError, match="no synthesis"):
        Synthesis.open(tmp_path)


def test_adding_takes_title_and_period_from_the_project(listed: Synthesis) -> None:
    first = again(listed).settings.projects[0]
    assert (first.name, first.label, first.path) == (
        "fossvik-2005",
        "Brukerne i Fossvik, 2005",
        "../evalueringer/fossvik-2005",
    )
    assert len(first.mark) == 16


def test_adding_what_is_there_or_empty_or_missing(listed: Synthesis, places: Path, tmp_path: Path) -> None:
    from bsb.project import Project

    before = (listed.root / "synthesis.yaml").read_bytes()
    with pytest.raises(BsbError, match="in the list already, as “fossvik-2005”"):
        listed.add(places / NAMES[0], name="annet")
    with pytest.raises(BsbError, match="no project in"):
        listed.add(tmp_path / "ingen")
    Project.init(tmp_path / "tom").close()
    with pytest.raises(BsbError, match="Nothing has been done"):
        listed.add(tmp_path / "tom")
    assert (listed.root / "synthesis.yaml").read_bytes() == before


def test_names_are_short_and_free() -> None:
    settings = Settings("S", projects=(Listed("st-hans", "x"),))
    assert free_name(settings, "St. Hans") == "st-hans-2"
    assert len(free_name(settings, "Et veldig langt navn på en evaluering")) <= 24


def test_paths_are_seen_from_the_synthesis(tmp_path: Path) -> None:
    assert path_from(tmp_path / "s", tmp_path / "p") == "../p"


def test_lists_of_words_stand_in_one_line() -> None:
    assert dump({"codes": {"alna": ["a", "b"]}}) == "codes:\n  alna: [a, b]\n"


def test_what_papers_call_an_evaluation() -> None:
    assert Listed("a", "x").label == "a"
    assert Listed("a", "x", title="Brukerne i Alna", period="2019", place="Alna").label == "Brukerne i Alna, 2019"
    assert Listed("a", "x", title="Ung stemme", period="2019", place="Alna").label == "Ung stemme, Alna, 2019"
