from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsb.coding.book_changes import Plan
from bsb.coding.book_split import read_part, read_worksheet, with_rule, write_worksheet
from bsb.coding.codes import numbers, tree_order
from bsb.errors import BsbError
from bsb.project import Project
from tests.coding.conftest import memos, state


def there_and_back(project: Project, plan: Plan) -> tuple[object, ...]:
    """Apply a plan, undo and redo it; return the state after it, having checked that the preview changed nothing."""
    before = state(project)
    assert plan.lines()
    assert state(project) == before
    plan.apply()
    after = state(project)
    assert after != before
    project.journal.undo()
    assert state(project) == before
    project.journal.redo()
    assert state(project) == after
    return after


def keys(project: Project, facet: str = "theme") -> list[str]:
    return [code.key for code in project.codebook.all(facet)]


def test_add_under_behind_and_at_the_end(team: Project) -> None:
    assert keys(team) == ["okonomi", "sammenheng", "kontinuitet", "gjeld", "husleie"]
    there_and_back(team, team.codebook.plan.add("Lån", parent="gjeld", definition="Å låne", colour="#112233"))
    there_and_back(team, team.codebook.plan.add("Mat", after="okonomi"))
    there_and_back(team, team.codebook.plan.add("Ensomhet", facet="theme"))
    assert keys(team) == ["okonomi", "mat", "sammenheng", "kontinuitet", "gjeld", "husleie", "lan", "ensomhet"]
    assert (team.codebook.get("lan").facet, team.codebook.get("lan").definition) == ("theme", "Å låne")
    there_and_back(team, team.codebook.plan.add("Strøm", after="husleie"))
    assert team.codebook.get("strom").parent == "gjeld"


def test_a_name_in_another_facet_is_told(team: Project) -> None:
    plan = team.codebook.plan.add("Gjeld", facet="free", key="fri-gjeld")
    assert "theme" in plan.notices[0]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: p.add("Gjeld", facet="theme"), "already a code"),
        (lambda p: p.add("Penger", facet="theme"), "already a code"),
        (lambda p: p.add("Ny", facet="theme", key="gjeld"), "already a code"),
        (lambda p: p.add("Ny"), "facet is one of"),
        (lambda p: p.add("Ny", facet="service", parent="gjeld"), "another facet"),
        (lambda p: p.add("Ny", facet="theme", key="Ny!"), "cannot be a key"),
        (lambda p: p.add(" ", facet="theme"), "needs a name"),
        (lambda p: p.add("Ny", facet="theme", colour="rød"), "no colour"),
        (lambda p: p.add("Ny", facet="theme", status="gone"), "status is one of"),
        (lambda p: p.add("Ny", facet="theme", mening="x"), "no “mening”"),
        (lambda p: p.rename("gjeld", "Husleie"), "already a code"),
        (lambda p: p.rename("gjedl", "X"), "no code called"),
        (lambda p: p.move("gjeld", parent="husleie"), "under itself"),
        (lambda p: p.move("gjeld", after="husleie"), "under itself"),
        (lambda p: p.move("gjeld", parent="bolig", facet="theme"), "another facet"),
        (lambda p: p.move("gjeld", facet="tema"), "facet is one of"),
        (lambda p: p.remove("gjeld"), "rests on it: code (1), coding (3)"),
        (lambda p: p.merge(["gjeld"], into="gjeld"), "into itself"),
        (lambda p: p.merge([], into="gjeld"), "into itself"),
        (lambda p: p.merge(["bolig"], into="gjeld"), "different facets"),
        (lambda p: p.merge(["gjeld"], into="sammenheng"), "only groups"),
    ],
)
def test_what_is_refused_changes_nothing(team: Project, make: Callable[[object], Plan], says: str) -> None:
    before = state(team)
    with pytest.raises(BsbError) as caught:
        make(team.codebook.plan)
    assert says in caught.value.message
    assert state(team) == before


def test_rename_keeps_the_key_and_says_from_what_to_what(team: Project) -> None:
    plan = team.codebook.plan.rename("gjeld", "Gjeld og lån", short="Lån")
    assert plan.lines() == ["code gjeld: name Gjeld → Gjeld og lån", "code gjeld: short name – → Lån"]
    there_and_back(team, plan)
    assert team.codebook.get("Gjeld og lån").key == "gjeld"


def test_moving_takes_all_below_along(team: Project) -> None:
    there_and_back(team, team.codebook.plan.move("gjeld", parent="sammenheng"))
    assert keys(team) == ["okonomi", "sammenheng", "kontinuitet", "gjeld", "husleie"]
    assert team.codebook.get("gjeld").parent == "sammenheng"
    there_and_back(team, team.codebook.plan.move("gjeld", after="okonomi"))
    assert keys(team) == ["okonomi", "gjeld", "husleie", "sammenheng", "kontinuitet"]
    there_and_back(team, team.codebook.plan.move("sammenheng", first=True))
    assert keys(team)[0] == "sammenheng"
    there_and_back(team, team.codebook.plan.move("husleie", parent=""))
    assert team.codebook.get("husleie").parent is None
    there_and_back(team, team.codebook.plan.move("husleie", parent="gjeld"))
    plan = team.codebook.plan.move("gjeld", facet="free")
    assert "3 codings move to another facet" in plan.notices[0]
    there_and_back(team, plan)
    assert keys(team, "free") == ["gjeld", "husleie"]
    assert {c.facet for c in team.codings.all(codes=["gjeld"])} == {"free"}


def test_merging_loses_no_memo_and_no_coding(team: Project) -> None:
    twin = next(c for c in team.codings.all(codes=["gjeld"]) if c.coder == "KA")
    memos(team).add("om gjeldskodingen", author="KA", coding=twin.ref)
    memos(team).add("om koden", author="KA", code="gjeld")
    team.summaries.put(
        "temaer", {("gjeld", "Alna"): "a", ("okonomi", "Alna"): "b", ("gjeld", "Bjerke"): "c"}, author="KA"
    )
    plan = team.codebook.plan.merge(["gjeld"], into="okonomi")
    assert plan.notices == (
        "1 coding falls together with one on the same words by the same coder.",
        "1 of them differ in valence: they become “mixed”.",
    )
    there_and_back(team, plan)
    assert "gjeld" not in keys(team)
    assert team.codebook.get("husleie").parent == "okonomi"
    left = {(c.coder, c.quote): c for c in team.codings.all(codes=["okonomi"])}
    assert set(left) == {("KA", "husleia er høy"), ("TL", "husleia er høy"), ("TL", "trappa er mørk")}
    both = left["KA", "husleia er høy"]
    assert (both.valence, both.level, both.memo) == ("mixed", "individual", "tydelig\nkanskje")
    about = {m.text: m.about for m in memos(team).all()}
    assert about["om gjeldskodingen"] == both.ref
    assert about["om koden"] == "okonomi"
    memo = team.codebook.get("okonomi").memo
    assert "Gjeld (gjeld)" in memo and "Å skylde penger" in memo and "Se også bolig" in memo
    summaries = team.summaries.of("temaer")
    assert summaries["okonomi", "Alna"].text == "b\n\na"
    assert summaries["okonomi", "Bjerke"].text == "c"


def test_several_merge_at_once_also_into_a_code_below_one_of_them(team: Project) -> None:
    there_and_back(team, team.codebook.plan.merge(["gjeld", "okonomi"], into="husleie"))
    assert keys(team) == ["sammenheng", "kontinuitet", "husleie"]
    assert team.codebook.get("husleie").parent is None
    assert len(team.codings.all(codes=["husleie"])) == 3


def test_a_plan_is_not_carried_out_on_a_project_that_has_changed(team: Project) -> None:
    plan = team.codebook.plan.merge(["gjeld"], into="okonomi")
    (place,) = team.codings.find("alna-fg1", first=5)
    team.codings.add(place, ["gjeld"], coder="KA")
    before = state(team)
    with pytest.raises(BsbError, match="changed since the preview"):
        plan.apply()
    assert state(team) == before


def test_splitting_by_rule_rest_and_list(team: Project, tmp_path: Path) -> None:
    parts = with_rule([read_part("lan=Lån"), read_part("strom=Strøm")], "lan: coder=tl, valence=critical")
    plan = team.codebook.plan.split("gjeld", parts)
    assert plan.notices == ("1 coding stays where it is.",)
    there_and_back(team, plan)
    assert keys(team) == ["okonomi", "sammenheng", "kontinuitet", "gjeld", "husleie", "lan", "strom"]
    assert [len(team.codings.all(codes=[key])) for key in ("gjeld", "lan", "strom")] == [1, 2, 0]
    sheet = tmp_path / "deling.xlsx"
    there = team.codings.all(codes=["lan"])
    write_worksheet(sheet, there, date=__import__("datetime").date(2026, 5, 20))
    assert read_worksheet(sheet) == {}
    said = {there[0].ref: "strom"}
    there_and_back(team, team.codebook.plan.split("lan", [read_part("strom")], codings=said))
    assert team.codings.all(codes=["strom"])[0].uid == there[0].uid
    nested = team.codebook.plan.split("lan", [read_part("forbrukslan=Forbrukslån")], rest="forbrukslan", nested=True)
    there_and_back(team, nested)
    assert (team.codebook.get("forbrukslan").parent, team.codebook.get("lan").codable) == ("lan", False)


def test_splitting_onto_a_code_that_is_there_merges_what_falls_together(team: Project) -> None:
    there_and_back(team, team.codebook.plan.split("gjeld", [read_part("okonomi")], rest="okonomi"))
    assert team.codings.all(codes=["gjeld"]) == []
    assert len(team.codings.all(codes=["okonomi"])) == 3


@pytest.mark.parametrize(
    ("parts", "more", "says"),
    [
        ([], {}, "Into what"),
        (["lan"], {}, "no code “lan” yet"),
        (["gjeld"], {}, "the code itself"),
        (["bolig"], {}, "another facet"),
        (["sammenheng"], {}, "only groups"),
        (["ny=Økonomi"], {}, "already a code"),
        (["lan=Lån"], {"rest": "laan"}, "not one of the parts"),
        (["lan=Lån"], {"codings": {"k0000000": "lan"}}, "no coding k0000000"),
    ],
)
def test_bad_splits(team: Project, parts: list[str], more: dict[str, object], says: str) -> None:
    before = state(team)
    with pytest.raises(BsbError) as caught:
        team.codebook.plan.split("gjeld", [read_part(p) for p in parts], **more)  # type: ignore[arg-type]
    assert says in caught.value.message
    assert state(team) == before


@pytest.mark.parametrize("rule", ["lan", "lan: farge=rød", "lan: valence", "laan: coder=KA", ": coder=KA"])
def test_bad_rules(rule: str) -> None:
    with pytest.raises(BsbError):
        with_rule([read_part("lan=Lån")], rule)


def test_a_code_goes_only_when_nothing_rests_on_it(team: Project) -> None:
    memos(team).add("tanke", author="KA", code="kontinuitet")
    there_and_back(team, team.codebook.plan.remove("kontinuitet"))
    assert "kontinuitet" not in keys(team)


@given(st.lists(st.integers(0, 40), unique=True, max_size=8), st.data())
def test_numbers_rise_and_change_no_more_than_they_must(now: list[int], data: st.DataObject) -> None:
    known = {f"old{at}": number for at, number in enumerate(sorted(now))}
    order = list(known)
    for each in range(data.draw(st.integers(0, 3))):
        order.insert(data.draw(st.integers(0, len(order))), f"new{each}")
    found = numbers(order, known)
    assert [found[key] for key in order] == sorted(set(found.values()))
    if len(order) == len(known):
        assert found == known


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.data())
def test_the_tree_keeps_every_code_and_parents_come_first(order: list[str], data: st.DataObject) -> None:
    parent = {key: data.draw(st.sampled_from([None, *order[:at]])) for at, key in enumerate(order)}
    found = tree_order([(key, "theme", parent[key]) for key in data.draw(st.permutations(order))])
    assert sorted(found) == sorted(order)
    assert all(found.index(str(parent[key])) < found.index(key) for key in order if parent[key])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("mrsv"), st.integers(0, 9), st.integers(0, 9)), max_size=5))
def test_whatever_is_done_to_the_codebook_can_be_undone(team: Project, steps: list[tuple[str, int, int]]) -> None:
    before = state(team)
    done = 0
    for number, (kind, one, two) in enumerate(steps):
        codes = team.codebook.all()
        a, b = codes[one % len(codes)].key, codes[two % len(codes)].key
        plan = team.codebook.plan
        try:
            if kind == "m":
                made = plan.merge([a], into=b)
            elif kind == "r":
                made = plan.rename(a, f"Navn {number}")
            elif kind == "s":
                made = plan.split(a, [read_part(f"ny{number}=Ny {number}")], rest=f"ny{number}", nested=bool(two % 2))
            else:
                made = plan.move(a, parent=b)
        except BsbError:
            continue
        made.apply()
        done += bool(made.effects)
    after = state(team)
    for _step in range(done):
        team.journal.undo()
    assert state(team) == before
    for _step in range(done):
        team.journal.redo()
    assert state(team) == after
    for _step in range(done):
        team.journal.undo()
