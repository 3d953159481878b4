"""A project that people code in: two codings that would fall together if their codes did."""

from __future__ import annotations

import pytest

from bsb.coding.memos import Memos
from bsb.privacy.review import Decision
from bsb.project import Project
from tests.conftest import CODEBOOK, TALK

BOOK = (
    CODEBOOK
    + """  - {key: gjeld, facet: theme, name: Gjeld, definition: Å skylde penger, memo: Se også bolig}
  - {key: husleie, facet: theme, name: Husleie, parent: gjeld}
"""
)


@pytest.fixture
def coded(project: Project) -> Project:
    """A project with one transcript in Alna, a codebook, and nothing coded."""
    talk = project.root / "corpora" / "alna-fg1.txt"
    talk.write_text(TALK, encoding="utf-8")
    book = project.root / "kodebok.yaml"
    book.write_text(CODEBOOK, encoding="utf-8")
    project.interviews.add("alna-fg1", district="Alna", participants=3)
    draft = project.importer.read(talk)
    keep = {hit: Decision("keep", "", "made up") for hit in draft.open_hits}
    project.importer.store(draft, "alna-fg1", reviewer="KA", decisions=keep)
    project.codebook.import_file(book)
    return project


@pytest.fixture
def team(coded: Project) -> Project:
    """A project with a larger codebook in which KA and TL have coded."""
    book = coded.root / "kodebok.yaml"
    book.write_text(BOOK, encoding="utf-8")
    coded.codebook.import_file(book)
    find = coded.codings.find
    (leie,) = find("alna-fg1", first=2, words="husleia er høy")
    coded.codings.add(leie, ["okonomi"], coder="KA", valence="critical", memo="tydelig")
    coded.codings.add(leie, ["gjeld"], coder="KA", valence="positive", level="individual", memo="kanskje")
    coded.codings.add(leie, ["gjeld"], coder="TL", valence="critical")
    (trapp,) = find("alna-fg1", first=3, words="trappa er mørk")
    coded.codings.add(trapp, ["bolig", "gjeld"], coder="TL", valence="critical")
    return coded


def state(project: Project) -> tuple[object, ...]:
    """Everything that undo must bring back: codes, codings, memos, summaries."""
    return (
        project.codebook.all(),
        project.codings.all(),
        memos(project).all(),
        project.summaries.all(),
    )


def memos(project: Project) -> Memos:
    return Memos(project.journal, project.codebook, project.codings)
