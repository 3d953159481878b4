from __future__ import annotations

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from bsb.text.normal import digest
from tests.coding.conftest import memos, state


def test_several_codes_are_one_change_and_again_adds_nothing(coded: Project) -> None:
    (place,) = coded.codings.find("alna-fg1", first=2, words="husleia er høy")
    made = coded.codings.add(place, ["Penger", "bol"], coder="KA", valence="critical", level="individual", memo=" m ")
    assert [c.code for c in made.added] == ["bolig", "okonomi"]
    assert {(c.quote, c.valence, c.level, c.phase, c.memo) for c in made.added} == {
        ("husleia er høy", "critical", "individual", None, "m")
    }
    again = coded.codings.add(place, ["okonomi", "kontinuitet"], coder="KA", valence="positive")
    assert ([c.code for c in again.known], [c.code for c in again.added]) == (["okonomi"], ["kontinuitet"])
    assert again.known[0].valence == "critical"
    coded.journal.undo()
    coded.journal.undo()
    assert coded.codings.all() == []
    coded.journal.redo()
    assert len(coded.codings.all()) == 2
    with coded.store.read() as connection:
        hashes = set(connection.exec_driver_sql("SELECT sha256 FROM coding").scalars())
    assert hashes == {digest("husleia er høy")}


@pytest.mark.parametrize(
    ("codes", "values", "says"),
    [
        (["okonmi"], {}, "Did you mean okonomi"),
        (["sammenheng"], {}, "Take one of: kontinuitet"),
        ([], {}, "--code"),
        (["bolig"], {"valence": "kritisk"}, "critical"),
        (["bolig"], {"valence": ""}, ""),
        (["bolig"], {"level": "system"}, ""),
        (["bolig"], {"coder": " "}, "BSB_CODER"),
        (["bolig"], {"coder": "x" * 41}, "Initials"),
    ],
)
def test_what_cannot_be_added(coded: Project, codes: list[str], values: dict[str, str], says: str) -> None:
    (place,) = coded.codings.find("alna-fg1", first=2)
    with pytest.raises(BsbError) as caught:
        coded.codings.add(place, codes, **({"coder": "KA"} | values))  # type: ignore[arg-type]
    assert says in caught.value.hint
    assert coded.codings.all() == []


def test_a_coder_is_not_split_in_two_by_a_capital(team: Project) -> None:
    (place,) = team.codings.find("alna-fg1", first=5)
    with pytest.raises(BsbError, match="new coder beside KA"):
        team.codings.add(place, ["bolig"], coder="ka")


def test_a_retired_code_takes_no_codings(team: Project) -> None:
    team.codebook.plan.edit("husleie", status="retired").apply()
    (place,) = team.codings.find("alna-fg1", first=5)
    with pytest.raises(BsbError, match="out of use"):
        team.codings.add(place, ["husleie"], coder="KA")


def test_ids_are_short_stable_and_may_be_shortened(team: Project) -> None:
    one = team.codings.all()[0]
    assert one.ref == "k" + one.uid[:7]
    for wanted in (one.ref, one.ref.upper(), one.uid[:7], one.ref[:6]):
        assert team.codings.get(wanted) == one
    for wrong in ("k12", "husleie", "kzzzzzzz", "k0000000"):
        with pytest.raises(BsbError, match="coding"):
            team.codings.get(wrong)


def test_edit_of_values_and_borders_and_back(team: Project) -> None:
    one, two = (c for c in team.codings.all() if c.coder == "TL" and c.turn == 3)
    before = state(team)
    changed = team.codings.edit([one.ref, two.ref], valence="mixed", level="organisation", memo="ny")
    assert {(new.valence, new.level, new.memo) for _old, new in changed} == {("mixed", "organisation", "ny")}
    team.codings.edit([one.ref], level="", code="okonomi", coder="KA")
    assert (team.codings.get(one.ref).level, team.codings.get(one.ref).code) == (None, "okonomi")
    (whole,) = team.codings.find("alna-fg1", first=3)
    ((old, new),) = team.codings.edit([one.ref], place=whole)
    assert (old.quote, new.quote, new.uid) == ("trappa er mørk", whole.quote, old.uid)
    for _step in range(3):
        team.journal.undo()
    assert state(team) == before


def test_edit_that_would_make_two_the_same_is_refused(team: Project) -> None:
    tl, ka = (next(c for c in team.codings.all() if (c.code, c.coder) == ("gjeld", who)) for who in ("TL", "KA"))
    before = state(team)
    with pytest.raises(BsbError, match=f"same as {ka.ref}"):
        team.codings.edit([tl.ref], coder="KA")
    (whole,) = team.codings.find("alna-fg1", first=3)
    with pytest.raises(BsbError, match="one coding at a time"):
        team.codings.edit([tl.ref, ka.ref], place=whole)
    assert state(team) == before


def test_removing_takes_memos_along_and_undo_brings_both_back(team: Project) -> None:
    one = team.codings.all()[0]
    memos(team).add("tenk på dette", author="KA", coding=one.ref)
    before = state(team)
    assert [c.ref for c in team.codings.remove([one.ref, one.ref])] == [one.ref]
    assert len(memos(team).all(kinds=["coding"])) == len(before[2]) - 3  # type: ignore[arg-type]
    team.journal.undo()
    assert state(team) == before


def test_filters(team: Project) -> None:
    everything = team.codings.all()
    assert {c.coder for c in team.codings.all(coders=["TL"])} == {"TL"}
    assert {c.valence for c in team.codings.all(valences=["positive"])} == {"positive"}
    assert {c.speaker for c in team.codings.all(speakers=["B2"])} == {"B2"}
    assert {c.turn for c in team.codings.all(text="TRAPPA")} == {3}
    below = team.codebook.under(["gjeld"])
    assert below == ["gjeld", "husleie"]
    team.codings.edit([everything[0].ref], code="husleie")
    assert len(team.codings.all(codes=below)) == 4
    assert len(team.codings.all(codes=["husleie"])) == 1


def test_a_search_shows_the_word_in_its_context(team: Project) -> None:
    found = team.codings.all(text="mørk", coders=["TL"])
    shown = team.codings.in_context(found[:1], width=12, text="mørk")[0]
    assert (shown.before, shown.words, shown.after) == ("…trappa er ", "mørk", ".")
    whole = team.codings.in_context(found[:1], width=12)[0]
    assert whole.words == "trappa er mørk"


def test_codings_over_turns_say_where_they_end(coded: Project) -> None:
    (place,) = coded.codings.find("alna-fg1", first=2, last=4)
    coded.codings.add(place, ["bolig"], coder="KA")
    (coding,) = coded.codings.all()
    assert (coding.turn, coding.last_turn, coding.speaker) == (2, 4, "B1")
