"""Two coders work apart, at random; whatever they do, nothing is lost and the order of merging does not matter."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.exchange.team.bundle import make_bundle
from bsb.exchange.team.payload import unpack
from bsb.exchange.team.workplace import work_done
from bsb.project import Project
from tests.conftest import ticking
from tests.exchange.team.conftest import FG, OTHER, House, code, essence

CODERS = {"KA": "gjeld", "TL": "bolig"}  # with a code that only this one changes: conflicts are tested by themselves
EDIT = st.one_of(
    st.tuples(st.just("add"), st.sampled_from([2, 3, 5]), st.sampled_from(["okonomi", "own"]), st.booleans()),
    st.tuples(st.sampled_from(["edit", "remove", "memo"]), st.integers(0, 9)),
    st.tuples(st.sampled_from(["code", "define", "summary", "note", "undo"]), st.integers(0, 3)),
    st.tuples(st.sampled_from(["quote", "shorten", "approve", "reject", "unquote"]), st.integers(0, 2)),
    st.tuples(st.sampled_from(["plan", "unplan", "refuse"]), st.integers(0, 2)),
)
ROOMS = ("codings", "memos", "summaries", "quotes", "keydoc_codings", "suggestions")
EDITS = st.lists(EDIT, max_size=8)


def payload_of(project: Project, coder: str) -> dict[str, Any]:
    """Make a bundle without encryption."""
    held: list[bytes] = []
    make_bundle(
        project.journal,
        project.root,
        coder,
        name=project.config.name,
        interviews=[FG, OTHER],
        round_name="",
        write=lambda data: held.append(data) or data,  # type: ignore[func-returns-value]
    )
    return unpack(held[0], "bundle", "x")


def work_of(project: Project) -> dict[str, Any]:
    with project.store.read() as connection:
        return work_done(connection, "2026-05-21T12:00:00Z")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A main project that both have coded in, and a workplace of each."""
    folder = tmp_path_factory.mktemp("start")
    house = House(folder)
    for coder in CODERS:
        for turn in (2, 5):
            code(house.main, turn, "okonomi", coder=coder)
        house.main.memos.add(f"notat av {coder}", author=coder)
        house.main.keydoc_codings.add(house.main.keydoc_codings.find("Plan", "Alle")[0], ["okonomi"], coder=coder)
    for coding in house.main.codings.all():
        house.main.quotes.add(coding.ref)
    for coder in CODERS:
        Project.from_bundle(folder / coder, payload_of(house.main, coder), now=ticking()).close()
    house.main.close()
    return folder


def work(project: Project, edits: list[tuple[Any, ...]]) -> None:
    """Do what a list of edits says, as far as it can be done."""
    who = project.config.coder
    for what, *args in edits:
        codings = project.codings.all()
        try:
            if what == "add":
                turn, key, positive = args
                key = CODERS[who] if key == "own" else key
                code(project, turn, key, valence="positive" if positive else "neutral")
            elif what == "edit":
                project.codings.edit([codings[args[0]].ref], valence="critical", memo="endret")
            elif what == "remove":
                project.codings.remove([codings[args[0]].ref])
            elif what == "memo":
                project.memos.add("om kodingen", author=who, coding=codings[args[0]].ref)
            elif what == "code":
                project.codebook.plan.add(f"Ny {who} {args[0]}", parent="sammenheng").apply()
            elif what == "define":
                project.codebook.plan.edit(CODERS[who], definition=f"Slik {args[0]}").apply()
            elif what == "summary":
                project.summaries.put("temaer-intervjuer", {(CODERS[who], FG): f"Kort {args[0]}"}, author=who)
            elif what == "note":
                project.memos.add(f"Notat {args[0]}", author=who, interview=OTHER)
            elif what in ("quote", "shorten", "approve", "reject", "unquote"):
                change_quotes(project, what, args[0])
            elif what == "plan":
                words = ("sted å bo", "råd til", "Ingen")[args[0]]
                project.keydoc_codings.add(project.keydoc_codings.find("Plan", words)[0], ["okonomi"], coder=who)
            elif what == "unplan":
                project.keydoc_codings.remove([project.keydoc_codings.all()[args[0]].ref])
            elif what == "refuse":
                project.suggestions.refuse(FG, (2, 3, 5)[args[0]], "bolig", coder=who)
            else:
                project.journal.undo()
        except (BsbError, IndexError, ValueError):
            pass


def change_quotes(project: Project, what: str, number: int) -> None:
    if what == "quote":
        project.quotes.add(project.codings.all()[number].ref)
        return
    quote = project.quotes.all()[number]
    if what == "shorten":
        words = quote.coding.quote.split()
        project.quotes.edit(quote.ref, f"{words[0]} (…) {words[-1]}")
    elif what == "approve":
        project.quotes.approve([quote.ref], by=project.config.coder)
    elif what == "reject":
        project.quotes.reject([quote.ref], by=project.config.coder, reason="for lang")
    else:
        project.quotes.remove([quote.ref])


def copied(start: Path, name: str, at: Path) -> Project:
    shutil.copytree(start / name, at)
    return Project.open(at, now=ticking())


@settings(max_examples=6, phases=(Phase.explicit, Phase.generate))
@example(
    edits={
        "KA": [("shorten", 0), ("approve", 0), ("plan", 1), ("refuse", 0), ("unquote", 1)],
        "TL": [("reject", 0), ("add", 3, "own", True), ("quote", 1), ("unplan", 0), ("refuse", 0)],
    }
)
@example(edits={"KA": [("edit", 0), ("memo", 0), ("code", 1)], "TL": [("add", 3, "own", True), ("remove", 0)]})
@given(edits=st.fixed_dictionaries(dict.fromkeys(CODERS, EDITS)))
def test_nothing_is_lost_and_the_order_does_not_matter(
    start: Path, tmp_path_factory: pytest.TempPathFactory, edits: dict[str, list[tuple[Any, ...]]]
) -> None:
    folder = tmp_path_factory.mktemp("try")
    sent, mine = {}, {}
    for coder in CODERS:
        place = copied(start, coder, folder / coder)
        work(place, edits[coder])
        sent[coder] = work_of(place)
        mine[coder] = essence(place)
        place.close()
    ends = []
    for order in (("KA", "TL"), ("TL", "KA")):
        main = copied(start, "main", folder / "-".join(order))
        before = essence(main)
        for coder in order:
            done = main.team.merge(sent[coder])
            assert done.conflicts == ()
        after = essence(main)
        for coder in order:
            assert main.team.merge(sent[coder]).known
        assert essence(main) == after
        ends.append(after)
        for room in ROOMS:
            assert sorted(mine["KA"][room] + mine["TL"][room]) == after[room]
        again = Project.from_bundle(folder / f"again-{order[0]}", payload_of(main, "KA"), now=ticking())
        assert {room: essence(again)[room] for room in ROOMS} == {room: mine["KA"][room] for room in ROOMS}
        again.close()
        for _ in order:
            main.journal.undo()
        assert essence(main) == before
        main.close()
    assert ends[0] == ends[1]
    shutil.rmtree(folder)
