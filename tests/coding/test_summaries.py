"""Summaries, what they rest on, and their way back from a workbook."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bsb.coding.codebook import Codebook
from bsb.coding.codings import Codings
from bsb.coding.summaries import Summaries, Summary, Written
from bsb.coding.summary_import import MINE, THEIRS, Returned, fingerprint, plan_import, take_in
from bsb.errors import BsbError
from bsb.store import schema
from bsb.store.journal import Journal
from tests.analysis.world import Said, Talk, World, journal, store_of, whole

CELL = ("ros", "Alna")
TALK = Talk((Said("B1"), Said("B2")))
MARKS = tuple(whole([TALK], 0, n, n, code="ros") for n in (0, 1))


def links(made: Journal) -> int:
    with made.store.read() as connection:
        return connection.execute(select(func.count()).select_from(schema.summary_coding)).scalar_one()


def test_a_text_is_written_changed_removed_and_undone() -> None:
    made = store_of(World((TALK,), MARKS))
    summaries = Summaries(made)
    assert summaries.put("m", {CELL: Written(" Kort. \n", ("0", "1"))}, author="KA") == 1
    assert summaries.of("m")[CELL].text == "Kort."
    assert summaries.put("m", {CELL: Written("Kort.", ("0",))}, author="TL") == 0
    assert (summaries.of("m")[CELL].author, summaries.of("m")[CELL].rests_on) == ("KA", ("0", "1"))
    assert summaries.put("m", {CELL: ""}, author="TL") == 1
    assert (summaries.of("m"), links(made)) == ({}, 0)
    made.undo()
    assert summaries.of("m")[CELL].rests_on == ("0", "1")
    made.undo()
    assert (summaries.of("m"), links(made)) == ({}, 0)


@pytest.mark.parametrize("author", ["", "  ", "x" * 41])
def test_somebody_must_have_written_it(author: str) -> None:
    with pytest.raises(BsbError):
        Summaries(journal()).put("m", {CELL: "Kort."}, author=author)


def test_a_text_longer_than_a_cell_of_excel_takes_is_refused() -> None:
    with pytest.raises(BsbError, match="30,000"):
        Summaries(journal()).put("m", {CELL: "x" * 30_001}, author="KA")


def test_a_summary_tells_when_what_it_rests_on_changes_or_goes() -> None:
    made = store_of(World((TALK,), MARKS))
    summaries, codings = Summaries(made), Codings(made, Codebook(made))
    summaries.put("m", {CELL: Written("Kort.", ("0", "1"))}, author="KA")
    fresh = summaries.of("m")[CELL]
    assert (fresh.stale, fresh.since(["0", "1"])) == (False, "")
    assert fresh.since(["0", "1", "2"]) == "1 coding new"
    first, second = codings.all()
    with made.change("t", "") as change:
        change.update(schema.coding, first.id, {"valence": "critical"})
        change.delete(schema.coding, [second.id])
    stale = summaries.of("m")[CELL]
    assert (stale.changed, stale.gone) == (("0",), ("1",))
    assert stale.since() == "1 coding changed, 1 coding gone"
    made.undo()
    assert not summaries.of("m")[CELL].stale


def test_a_summary_of_which_nothing_is_known_is_not_stale() -> None:
    made = store_of(World((TALK,), MARKS))
    Summaries(made).put("m", {CELL: "Kort."}, author="KA")
    found = Summaries(made).of("m")[CELL]
    assert (found.stale, found.since(["0"])) == (False, "")


def held(text: str) -> dict[tuple[str, str], Summary]:
    return {CELL: Summary("m", *CELL, text, "KA", "2026-05-20T12:00:00Z")} if text else {}


def back(text: str, base: str) -> Returned:
    return Returned(5, CELL, "Ros × Alna", text, fingerprint(base))


@pytest.mark.parametrize(
    ("exported", "project", "workbook", "where"),
    [
        ("", "", "Nytt", "new"),
        ("Før", "Før", "Nytt", "changed"),
        ("Før", "Før", "", "removed"),
        ("Før", "Før", "Før", "same"),
        ("Før", "Annet", "Før \n", "same"),
        ("Før", "Nytt", "Nytt", "same"),
        ("Før", "", "", "same"),
        ("Før", "Annet", "Nytt", "conflicts"),
        ("Før", "", "Nytt", "conflicts"),
        ("Før", "Annet", "", "conflicts"),
        ("", "Annet", "Nytt", "conflicts"),
    ],
)
def test_what_comes_back(exported: str, project: str, workbook: str, where: str) -> None:
    plan = plan_import("m", held(project), [back(workbook, exported)])
    counts = {name: len(getattr(plan, name)) for name in ("new", "changed", "removed", "conflicts")} | {
        "same": plan.same
    }
    assert {name for name, n in counts.items() if n} == {where}


_TEXTS = st.sampled_from(["", "a", "b", "c"])


@given(_TEXTS, _TEXTS, _TEXTS, st.sampled_from([THEIRS, MINE]))
def test_no_text_is_lost_and_a_second_time_changes_nothing(exported: str, project: str, book: str, take: str) -> None:
    made = journal()
    summaries = Summaries(made)
    if project:
        summaries.put("m", {CELL: project}, author="KA")
    returned = [back(book, exported)]
    plan = plan_import("m", summaries.of("m"), returned)
    for each in plan.conflicts:
        assert {each.before, each.after} == {project, book}
    if plan.conflicts:
        with pytest.raises(BsbError, match="Nothing was taken in"):
            take_in(summaries, plan, author="TL")
        assert (summaries.of("m")[CELL].text if project else "") == project
    take_in(summaries, plan, author="TL", take=take)
    now = summaries.of("m")
    text = now[CELL].text if CELL in now else ""
    kept = project if book == exported or (plan.conflicts and take == MINE) else book
    assert text == kept
    again = plan_import("m", now, returned)
    assert not (again.new or again.changed or again.removed)
    assert take == MINE or not again.conflicts
    made.store.close()


def test_single_cells_can_be_decided() -> None:
    summaries = Summaries(journal())
    other = ("ris", "Alna")
    summaries.put("m", {CELL: "P1", other: "P2"}, author="KA")
    rows = [back("W1", "før"), Returned(6, other, "Ris × Alna", "W2", fingerprint("før"))]
    plan = plan_import("m", summaries.of("m"), rows)
    with pytest.raises(BsbError, match="1 cell was"):
        plan.taken(cells={CELL: THEIRS})
    assert take_in(summaries, plan, author="TL", take=MINE, cells={CELL: THEIRS}) == 1
    assert {cell: s.text for cell, s in summaries.of("m").items()} == {CELL: "W1", other: "P2"}
    with pytest.raises(BsbError, match="both sides"):
        plan.taken(take=MINE, cells={("x", "y"): MINE})


def test_a_plan_that_is_overtaken_is_refused() -> None:
    summaries = Summaries(journal())
    plan = plan_import("m", summaries.of("m"), [back("Nytt", "")])
    summaries.put("m", {CELL: "Annet"}, author="KA")
    with pytest.raises(BsbError, match="just now"):
        take_in(summaries, plan, author="TL")
    assert summaries.of("m")[CELL].text == "Annet"
