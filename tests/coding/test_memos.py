from __future__ import annotations

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from tests.coding.conftest import memos, state


def test_memos_on_everything_in_one_place(team: Project) -> None:
    room = memos(team)
    coding = team.codings.all(codes=["bolig"])[0]
    for about in (
        {},
        {"interview": "alna"},
        {"code": "Penger"},
        {"coding": coding.ref},
        {"cell": ("temaer", "gjeld", "Alna")},
    ):
        room.add("tanke", author="KA", title=" Om \n noe ", **about)  # type: ignore[arg-type]
    found = room.all()
    assert [(m.id, m.kind, m.about) for m in found if m.id.startswith("M")] == [
        ("M1", "project", ""),
        ("M2", "interview", "alna-fg1"),
        ("M3", "code", "okonomi"),
        ("M4", "coding", coding.ref),
        ("M5", "cell", "temaer: gjeld × Alna"),
    ]
    assert {m.title for m in found if m.id.startswith("M")} == {"Om noe"}
    own = {m.id: m.text for m in found if not m.id.startswith("M")}
    assert own["gjeld"] == "Se også bolig"
    assert set(own.values()) == {"Se også bolig", "tydelig", "kanskje"}
    assert {m.id for m in room.all(interview="alna-fg1")} == {"M2", "M4", *(i for i in own if i != "gjeld")}
    assert {m.id for m in room.all(code="bolig")} == {"M4"}
    assert [m.id for m in room.all(kinds=["cell"])] == ["M5"]
    assert {m.text for m in room.all(text="OGSÅ")} == {"Se også bolig"}
    assert room.all(author="TL") == []


def test_edit_remove_undo(team: Project) -> None:
    room = memos(team)
    memo = room.add("første", author="KA", code="gjeld")
    before = state(team)
    edited = room.edit("m1", text="andre", title="Tittel")
    assert (edited.text, edited.title, edited.at, edited.edited) == ("andre", "Tittel", memo.at, memo.at)
    entries = team.journal.entries()
    assert room.edit("M1", text="andre") == edited
    assert team.journal.entries() == entries
    assert [m.text for m in room.remove(["M1"])] == ["andre"]
    team.journal.undo()
    team.journal.undo()
    assert state(team) == before


def test_the_remarks_in_codes_and_codings_are_edited_in_place(team: Project) -> None:
    room = memos(team)
    coding = next(c for c in team.codings.all() if c.memo == "tydelig")
    room.edit(coding.ref, text="klart")
    room.edit("gjeld", text="ny")
    assert (team.codings.get(coding.ref).memo, team.codebook.get("gjeld").memo) == ("klart", "ny")
    room.remove([coding.ref, "gjeld"])
    assert (team.codings.get(coding.ref).memo, team.codebook.get("gjeld").memo) == ("", "")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"text": " "}, "empty"),
        ({"title": "x" * 121}, "120"),
        ({"author": ""}, "who writes"),
        ({"interview": "alna-fg1", "code": "gjeld"}, "about one thing"),
        ({"interview": "bjerke"}, "no interview"),
        ({"code": "gjedl"}, "no code"),
        ({"coding": "k0000000"}, "no coding"),
    ],
)
def test_what_is_refused(team: Project, values: dict[str, str], says: str) -> None:
    before = state(team)
    with pytest.raises(BsbError, match=says):
        memos(team).add(**({"text": "tanke", "author": "KA"} | values))  # type: ignore[arg-type]
    assert state(team) == before
    with pytest.raises(BsbError, match="no memo M9"):
        memos(team).get("M9")


def test_memos_go_with_erased_codings_from_the_journal_too(team: Project) -> None:
    from bsb.store.memos import drop_on_codings
    from bsb.store.schema import coding as table

    one = team.codings.all(codes=["bolig"])[0]
    memos(team).add("hemmelig", author="KA", coding=one.ref)
    with team.journal.change("consent.withdraw", "x") as change:
        assert drop_on_codings(change, [one.id], forget=True) == 1
        change.delete(table, [one.id])
        change.forget(table, [one.id])
    with team.store.read() as connection:
        assert not any("hemmelig" in str(row) for row in connection.exec_driver_sql("SELECT * FROM journal"))


def test_a_withdrawal_takes_the_memos_on_what_it_erases(team: Project) -> None:
    mine = next(c for c in team.codings.all() if c.speaker == "B1")
    memos(team).add("hemmelig", author="KA", coding=mine.ref)
    team.consent.withdraw("alna-fg1", "B1")
    assert memos(team).all(text="hemmelig") == []
    with team.store.read() as connection:
        assert not any("hemmelig" in str(row) for row in connection.exec_driver_sql("SELECT * FROM journal"))
