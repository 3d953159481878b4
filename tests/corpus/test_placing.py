from __future__ import annotations

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import TALK, code
from tests.corpus.revising import placing, revise, talked, words

CUT = TALK.replace(" … og trappa er mørk", " … og verandaen er fin")


@pytest.fixture
def lost(project: Project) -> Project:
    """A project in which one coding has lost its place."""
    talked(project)
    code(project, "alna-fg1,3,KA,bolig,critical,trappa er mørk", "alna-fg1,6,KA,bolig,neutral,")
    assert revise(project, CUT).unplaced == 1
    return project


def uid(project: Project) -> str:
    return placing(project).all()[0].uid


def test_a_coding_is_put_on_words_on_a_turn_or_on_the_nearest_place(lost: Project) -> None:
    assert placing(lost).place("k" + uid(lost)[:7], turn=3, quote="verandaen er fin") == (
        "alna-fg1",
        3,
        "verandaen er fin",
    )
    assert words(lost) == {"3 bolig KA": "verandaen er fin", "6 bolig KA": "Mm."}
    assert placing(lost).all() == []
    assert lost.journal.undo().action == "code.place"
    assert placing(lost).all()[0].before == "trappa er mørk"
    placing(lost).place(uid(lost), turn=5)
    assert words(lost)["5 bolig KA"].startswith("De som kommer")
    lost.journal.undo()
    near = placing(lost).all()[0].near
    assert near and placing(lost).place(uid(lost))[2] == near


def test_what_cannot_be_done_changes_nothing(lost: Project) -> None:
    before, one = words(lost), uid(lost)
    for options, says in (
        ({"turn": 3, "quote": "trappa"}, "0 times"),
        ({"turn": 3, "quote": "er"}, "times"),
        ({"turn": 99}, "no turn 99"),
        ({"turn": 6}, "already"),
    ):
        with pytest.raises(BsbError, match=says):
            placing(lost).place(one, **options)
    for other in ("ffffffff", ""):
        with pytest.raises(BsbError, match="No coding"):
            placing(lost).place(other)
    assert (words(lost), uid(lost)) == (before, one)


def test_a_coding_is_removed_and_comes_back_by_undo(lost: Project) -> None:
    one = uid(lost)
    assert placing(lost).remove(one) == "alna-fg1"
    assert placing(lost).all() == []
    lost.journal.undo()
    assert uid(lost) == one
