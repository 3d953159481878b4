from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import CODEBOOK, code


def put(project: Project, text: str) -> Path:
    path = project.root / "bok.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_codebook_comes_in_as_a_tree(coded: Project) -> None:
    keys = [(c.key, c.parent, c.codable) for c in coded.codebook.all("theme")]
    assert keys == [("okonomi", None, True), ("sammenheng", None, False), ("kontinuitet", "sammenheng", True)]
    assert coded.codebook.get("penger").key == "okonomi"


def test_importing_twice_changes_nothing_and_an_edit_changes_one(coded: Project) -> None:
    again = coded.codebook.import_file(put(coded, CODEBOOK))
    assert (len(again.added), len(again.changed), len(again.same)) == (0, 0, 4)
    entries = coded.journal.entries()
    edited = coded.codebook.import_file(put(coded, CODEBOOK.replace("name: Økonomi", "name: Penger i hverdagen")))
    assert edited.changed == ("okonomi",)
    assert len(coded.journal.entries()) == len(entries) + 1
    coded.journal.undo()
    assert coded.codebook.get("okonomi").name == "Økonomi"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("codes: [", "line 1"),
        ("codes: []", "there are no codes here"),
        ("codes:\n  - {key: a, facet: theme}", "“name” is missing"),
        ("codes:\n  - {key: a, facet: tema, name: A}", "“tema” is not one of"),
        ("codes:\n  - {key: A b, facet: theme, name: A}", "cannot be a key"),
        ("codes:\n  - {key: a, facet: theme, name: A, colour: red}", "is no colour"),
        ("codes:\n  - {key: a, facet: theme, name: A}\n  - {key: a, facet: theme, name: B}", "used twice"),
        ("codes:\n  - {key: a, facet: theme, name: A, parent: b}", "does not stand above it"),
        ("codes:\n  - {key: a, facet: theme, nam: A}", "“nam” is not known"),
        ("codes: &x\n  - *x", "alias"),
        ("- a", "name: value"),
    ],
)
def test_faults_in_the_file_are_told_and_nothing_changes(project: Project, text: str, says: str) -> None:
    with pytest.raises(BsbError) as caught:
        project.codebook.import_file(put(project, text))
    assert says in caught.value.message
    assert project.codebook.all() == []


def test_a_used_code_stays_in_its_facet(coded: Project) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy")
    moved = CODEBOOK.replace("key: okonomi, facet: theme", "key: okonomi, facet: service")
    with pytest.raises(BsbError, match="cannot move"):
        coded.codebook.import_file(put(coded, moved))
    assert coded.codebook.get("okonomi").codings == 1
