from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bsb.errors import BsbError
from bsb.project import Project
from bsb.store.engine import Store
from bsb.store.journal import Journal
from bsb.store.schema import code, memo, summary, transcript, turn
from bsb.store.schema import interview as interview_table


def new_journal() -> Journal:
    return Journal(Store.in_memory(), actor="test", now=lambda: "2026-05-20T12:00:00Z")


def rows(journal: Journal, table: object) -> list[dict[str, object]]:
    with journal.store.read() as connection:
        return [dict(r) for r in connection.execute(select(table).order_by("id")).mappings()]  # type: ignore[call-overload]


CELL = {"matrix": "m", "row_key": "r", "column_key": "c", "text": "en", "author": "KA", "at": "x"}


def test_an_exception_keeps_nothing() -> None:
    journal = new_journal()
    with pytest.raises(RuntimeError), journal.change("a", "b") as change:
        change.insert(summary, [CELL])
        raise RuntimeError
    assert rows(journal, summary) == []
    assert journal.entries() == []


def test_undo_and_redo_of_insert_update_delete() -> None:
    journal = new_journal()
    with journal.change("add", "1") as change:
        (key,) = change.insert(summary, [CELL])
    with journal.change("edit", "2") as change:
        change.update(summary, key, {"text": "to"})
    with journal.change("remove", "3") as change:
        change.delete(summary, [key])
    assert rows(journal, summary) == []
    journal.undo()
    assert rows(journal, summary)[0]["text"] == "to"
    journal.undo()
    assert rows(journal, summary)[0]["text"] == "en"
    journal.redo()
    journal.redo()
    assert rows(journal, summary) == []
    with pytest.raises(BsbError, match="nothing to redo"):
        journal.redo()


def test_a_new_change_ends_redo() -> None:
    journal = new_journal()
    with journal.change("add", "1") as change:
        change.insert(summary, [CELL])
    journal.undo()
    with journal.change("add", "2") as change:
        change.insert(summary, [CELL | {"row_key": "other"}])
    with pytest.raises(BsbError, match="nothing to redo"):
        journal.redo()


def test_undo_out_of_order_is_refused_when_changed_since() -> None:
    journal = new_journal()
    with journal.change("add", "1") as change:
        (key,) = change.insert(summary, [CELL])
    with journal.change("edit", "2") as change:
        change.update(summary, key, {"text": "to"})
    with pytest.raises(BsbError, match="changed since"):
        journal.undo(1)
    assert rows(journal, summary)[0]["text"] == "to"


def test_undo_never_takes_later_work_along() -> None:
    journal = new_journal()
    with journal.change("interview.add", "1") as change:
        (key,) = change.insert(interview_table, [{"name": "a", "district": "Alna", "kind": "individual"}])
    with journal.change("transcript.import", "2") as change:
        change.insert(transcript, [transcript_row(key)])
    with pytest.raises(BsbError, match="later builds on"):
        journal.undo(1)
    assert len(rows(journal, interview_table)) == 1


def transcript_row(interview_id: int) -> dict[str, object]:
    return {
        "interview_id": interview_id,
        "text": "hemmelig",
        "sha256": "0",
        "source_sha256": "0",
        "source_format": "txt",
        "words": 1,
        "approved_by": "KA",
        "approved_at": "x",
    }


def test_participants_words_never_enter_the_journal_and_their_undo_erases() -> None:
    journal = new_journal()
    with journal.change("interview.add", "1") as change:
        (key,) = change.insert(interview_table, [{"name": "a", "district": "Alna", "kind": "individual"}])
        (text_key,) = change.insert(transcript, [transcript_row(key)])
        change.insert(
            turn,
            [{"transcript_id": text_key, "number": 1, "speaker": "B1", "role": "participant", "start": 0, "end": 8}],
        )
    with journal.store.read() as connection:
        assert not any("hemmelig" in str(row) for row in connection.exec_driver_sql("SELECT * FROM journal"))
    journal.undo()
    assert rows(journal, transcript) == rows(journal, turn) == []
    with pytest.raises(BsbError, match="final"):
        journal.redo()


def test_forgotten_rows_leave_no_copy_and_make_their_change_final() -> None:
    journal = new_journal()
    with journal.change("add", "1") as change:
        first, _second = change.insert(summary, [CELL | {"text": "hemmelig"}, CELL | {"row_key": "2"}])
    with journal.change("erase", "2") as change:
        change.delete(summary, [first])
        change.forget(summary, [first])
    with journal.store.read() as connection:
        assert not any("hemmelig" in str(row) for row in connection.exec_driver_sql("SELECT * FROM journal"))
    with pytest.raises(BsbError, match="final"):
        journal.undo()


def test_ids_are_never_used_twice() -> None:
    journal = new_journal()
    with journal.change("add", "1") as change:
        (first,) = change.insert(summary, [CELL])
    journal.undo()
    with journal.change("add", "2") as change:
        (second,) = change.insert(summary, [CELL])
    assert second > first


def test_a_change_that_does_nothing_leaves_no_entry() -> None:
    journal = new_journal()
    with journal.change("add", "1") as change:
        (key,) = change.insert(summary, [CELL])
    with journal.change("edit", "2") as change:
        assert not change.update(summary, key, {"text": "en"})
    assert [e.action for e in journal.entries()] == ["add"]


def test_defaults_are_journalled_so_that_redo_gives_the_row_back_whole() -> None:
    journal = new_journal()
    with journal.change("add", "1") as change:
        change.insert(code, [{"key": "a", "facet": "theme", "name": "A"}])
    before = rows(journal, code)
    journal.undo()
    journal.redo()
    assert rows(journal, code) == before


@given(st.lists(st.tuples(st.sampled_from("aued"), st.integers(0, 3), st.text("xyzæ", max_size=3)), max_size=12))
def test_undoing_everything_and_redoing_everything_are_opposites(
    steps: list[tuple[str, int, str]],
) -> None:
    journal = new_journal()
    for number, (action, which, text) in enumerate(steps):
        now = rows(journal, summary)
        with journal.change(action, "") as change:
            if action == "a" or not now:
                change.insert(summary, [CELL | {"row_key": str(number), "text": text}])
            else:
                key = int(str(now[which % len(now)]["id"]))
                if action == "u":
                    change.update(summary, key, {"text": text})
                else:
                    change.delete(summary, [key])
    end = rows(journal, summary)
    undone = 0
    while any(not e.undone and e.action not in ("undo",) for e in journal.entries()):
        journal.undo()
        undone += 1
    assert rows(journal, summary) == []
    for _step in range(undone):
        journal.redo()
    assert rows(journal, summary) == end


def test_rows_with_other_columns_keep_what_they_say(project: Project) -> None:
    project.codebook.plan.add("Bolig", facet="theme", key="bolig").apply()
    row = {"uid": "a", "kind": "project", "text": "x", "author": "KA", "at": "2026-05-20T12:00:00Z"}
    with project.journal.change("memo.add", "x") as change:
        first, second = change.insert(memo, [row, row | {"uid": "b", "kind": "code", "code_id": 1}])
    with project.store.read() as connection:
        found = dict(connection.execute(select(memo.c.id, memo.c.code_id)).all())
    assert found == {first: None, second: 1}
    project.journal.undo()
    assert project.memos.all() == []
