from __future__ import annotations

import pytest

from bsb.coding.book_split import read_part
from bsb.coding.code_history import all_in_words, entry_in_words
from bsb.errors import BsbError
from bsb.project import Project
from tests.coding.conftest import memos


def test_an_entry_says_from_what_to_what(team: Project) -> None:
    one = team.codings.all(codes=["bolig"])[0]
    team.codings.edit([one.ref], valence="positive", code="okonomi")
    newest = team.journal.entries()[0]
    entry = entry_in_words(team.store, newest.id)
    assert sorted(entry.lines()) == [
        f"coding {one.ref} (alna-fg1:3, TL, bolig): code bolig → okonomi",
        f"coding {one.ref} (alna-fg1:3, TL, bolig): valence critical → positive",
    ]
    assert (entry.action, entry.undone, entry.reverses) == ("code.edit", False, None)
    team.journal.undo()
    undo = entry_in_words(team.store, newest.id + 1)
    assert undo.reverses == newest.id
    assert f"coding {one.ref} (alna-fg1:3, TL, okonomi): code okonomi → bolig" in undo.lines()


def test_no_words_of_people_or_about_them(team: Project) -> None:
    one = team.codings.all()[0]
    team.codings.edit([one.ref], memo="hemmelig notat")
    (whole,) = team.codings.find("alna-fg1", first=2)
    team.codings.edit([one.ref], place=whole)
    team.codebook.plan.edit("gjeld", example="hemmelig sitat", definition="åpen definisjon").apply()
    memos(team).add("hemmelig tanke", author="KA", title="Tittel", coding=one.ref)
    team.summaries.put("temaer", {("gjeld", "Alna"): "hemmelig sammendrag"}, author="KA")
    told = [line for entry in all_in_words(team.store) for line in entry.lines(most=None)]
    assert not [line for line in told if "hemmelig" in line or "husleia" in line]
    assert any("memo 7 characters → 14 characters" in line for line in told)
    assert any(line.endswith(f"borders {one.start}–{one.end} → {whole.start}–{whole.end}") for line in told)
    assert any("definition Å skylde penger → åpen definisjon" in line for line in told)
    assert "summary added: temaer: gjeld × Alna" in told
    assert f"memo added: M1 ({one.ref})" in told


def test_many_alike_are_one_line_and_everything_on_request(team: Project) -> None:
    rows = [
        (n, {"interview": "alna-fg1", "turn": str(n), "code": "kontinuitet", "coder": "KA"}) for n in (1, 2, 3, 4, 5)
    ]
    team.codings.put(rows, about="x.csv")
    entry = entry_in_words(team.store, team.journal.entries()[0].id)
    assert entry.lines() == ["coding: 5 added (alna-fg1, KA)"]
    assert len(entry.lines(most=None)) == 5
    team.codebook.plan.merge(["kontinuitet"], into="okonomi").apply()
    lines = entry_in_words(team.store, team.journal.entries()[0].id).lines()
    assert "coding: 5 with code kontinuitet → okonomi" in lines
    assert "code removed: kontinuitet" in lines
    transcript = next(e for e in all_in_words(team.store) if e.action == "transcript.import")
    assert "turn: 6 added" in transcript.lines()


def test_the_history_of_a_code_also_after_it_is_gone(team: Project) -> None:
    team.codebook.plan.rename("husleie", "Husleie og strøm").apply()
    team.codebook.plan.split("gjeld", [read_part("husleie")], rest="husleie").apply()
    team.codebook.plan.merge(["husleie"], into="gjeld").apply()
    events = team.codebook.history("husleie")
    assert [e.action for e in events] == [
        "codebook.import",
        "codebook.rename",
        "codebook.split",
        "codebook.merge",
    ]
    assert "code husleie: name Husleie → Husleie og strøm" in events[1].lines
    assert sum("gjeld → husleie" in line for line in events[2].lines) == 3
    assert "code removed: husleie" in events[3].lines
    assert not [line for e in events for line in e.lines if "okonomi" in line]
    with pytest.raises(BsbError, match="no code called"):
        team.codebook.history("finnesikke")
    with pytest.raises(BsbError, match="no change number"):
        entry_in_words(team.store, 999)
