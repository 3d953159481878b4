from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from tests.coding.conftest import state
from tests.coding.round_trip import word_editing as edit
from tests.coding.round_trip.conftest import plan, quotes, states, take


def test_a_file_that_comes_back_as_it_went_changes_nothing(team: Project, word: Path) -> None:
    before = state(team)
    made = plan(team, word)
    assert (made.compared.same, made.found.notices, made.found.left) == (5, [], [])
    assert not made.changes()
    take(team, word)
    assert state(team) == before


def test_comments_become_codings_on_their_very_words(team: Project, word: Path) -> None:
    edit.comment(word, "egen inngang", "bolig, Penger +; fint")
    edit.comment(word, "De kommer når de har sagt det.", "faste folk ±")
    done = take(team, word)
    assert (done.added, done.same) == (3, 5)
    new = {(c.quote, c.code, c.valence, c.memo) for c in team.codings.all(coders=["KA"])}
    assert {
        ("egen inngang", "bolig", "positive", "fint"),
        ("egen inngang", "okonomi", "positive", "fint"),
        ("De kommer når de har sagt det.", "kontinuitet", "mixed", ""),
    } <= new
    assert take(team, word).added == 0


def test_comments_across_turns_and_over_each_other(team: Project, word: Path) -> None:
    edit.comment(word, "egen inngang", "bolig", to="Husleia er høy")
    edit.comment(word, "er høy, altså.", "gjeld -", to="Enig.")
    take(team, word)
    found = [q for q, _code, _valence in quotes(team)]
    assert "egen inngang. Men husleia er høy, altså.\nEnig. Husleia er høy" in found
    assert "er høy, altså.\nEnig." in found


def test_a_comment_changed_taken_away_and_put_on_other_words(team: Project, word: Path) -> None:
    before = state(team)
    uids = {c.uid for c in team.codings.all()}
    own = next(text for text in edit.comments(word) if "tydelig" in text)
    edit.change(word, own, "Økonomi ±; tydelig")
    done = take(team, word)
    assert (done.added, done.changed, done.removed) == (0, 1, 1)
    assert quotes(team) == [("husleia er høy", "okonomi", "mixed")]
    assert {c.uid for c in team.codings.all()} < uids
    team.journal.undo()
    assert state(team) == before
    edit.change(word, "Økonomi ±; tydelig", "Gjeld -")
    assert (take(team, word).changed, take(team, word).changed) == (1, 0)
    team.journal.undo()


def test_codings_go_with_the_words_when_a_comment_is_moved(team: Project, word: Path) -> None:
    own = next(text for text in edit.comments(word) if "tydelig" in text)
    edit.delete(word, own)
    edit.comment(word, "Men husleia er høy", "Økonomi -; tydelig")
    edit.comment(word, "kommer hjem til meg", "Gjeld + individ; kanskje")
    old = {c.code: c.uid for c in team.codings.all(coders=["KA"])}
    done = take(team, word)
    assert (done.added, done.changed, done.removed) == (1, 1, 1)
    now = {c.code: c for c in team.codings.all(coders=["KA"])}
    assert (now["okonomi"].quote, now["okonomi"].uid) == ("Men husleia er høy", old["okonomi"])


def test_a_comment_that_is_no_code_becomes_a_memo(team: Project, word: Path) -> None:
    edit.comment(word, "Mm.", "Her ler alle")
    assert take(team, word).memos == 1
    (memo,) = team.memos.all(kinds=["interview"])
    assert (memo.text, memo.author, memo.title, memo.interview) == ("Her ler alle", "KA", "Turn 6", "alna-fg1")
    assert take(team, word).memos == 0
    team.journal.undo()
    assert team.memos.all(kinds=["interview"]) == []


def test_misspelt_codes_are_asked_about_and_nothing_is_taken_in(team: Project, word: Path) -> None:
    edit.comment(word, "egen inngang", "bollig +")
    made = plan(team, word)
    (question,) = made.found.questions
    assert question.default == "bolig"
    before = state(team)
    with pytest.raises(BsbError):
        team.round_trip.take_in(made)
    assert state(team) == before
    assert take(team, word, answers={question.key: "bolig"}).added == 1
    team.journal.undo()
    done = take(team, word, answers={question.key: ""})
    assert (done.added, done.memos) == (0, 1)


def test_words_that_were_retyped_are_asked_about_with_before_and_after(team: Project, word: Path) -> None:
    edit.comment(word, "jeg har egen inngang", "bolig +")
    edit.retype(word, "jeg har egen inngang", "jeg har hatt egen inngang")
    made = plan(team, word)
    (question,) = made.found.questions
    assert "jeg har egen inngang" in question.text
    assert "jeg har hatt egen inngang" in question.text
    assert question.default == "here"
    assert any("turn 2 are not as they were" in notice for notice in made.found.notices)
    take(team, word, answers={question.key: "here"})
    assert ("jeg har egen inngang", "bolig", "positive") in quotes(team)


def test_other_words_of_an_edited_turn_keep_their_codings(team: Project, word: Path) -> None:
    edit.retype(word, "Det er fint – jeg har egen inngang. Men ", "Fint. ")
    before = states(team)
    take(team, word)
    assert states(team) == before


@pytest.mark.parametrize("tracked", [True, False])
def test_words_that_are_not_the_transcripts_are_a_memo_or_nothing(team: Project, word: Path, tracked: bool) -> None:
    edit.retype(word, "Mm.", "Noe ganske annet enn før", tracked=tracked)
    edit.comment(word, "Noe ganske annet", "bolig +")
    (question,) = plan(team, word).found.questions
    assert "memo" in dict(question.choices)
    done = take(team, word, answers={question.key: "memo"})
    assert (done.added, done.memos) == (0, 1)


def test_tracked_changes_are_passed_over(team: Project, word: Path) -> None:
    edit.comment(word, "egen inngang", "bolig +")
    edit.retype(word, "er mørk", "er lys", tracked=True)
    made = plan(team, word)
    assert not made.found.questions
    assert any("tracked" in notice for notice in made.found.notices)
    assert made.compared.same == 5
    assert [change.after.code for change in made.compared.new if change.after] == ["bolig"]


def test_turns_that_were_moved_keep_their_codings(team: Project, word: Path) -> None:
    edit.move_turn(word, 3, after=5)
    assert plan(team, word).compared.same == 5
    assert not plan(team, word).changes()


def test_a_turn_that_was_deleted_takes_no_coding_along(team: Project, word: Path) -> None:
    edit.delete_turn(word, 2)
    made = plan(team, word)
    assert not made.changes()
    assert len(made.found.left) == 5
    before = states(team)
    take(team, word)
    assert states(team) == before


def test_without_bookmarks_the_words_are_found_by_themselves(team: Project, word: Path) -> None:
    edit.comment(word, "trappa er mørk", "bolig -; mørkt")
    edit.drop_bookmarks(word)
    made = plan(team, word)
    assert made.compared.same == 5
    assert [team_text(team, c.after) for c in made.compared.new] == ["trappa er mørk"]


def team_text(project: Project, found: object) -> str:
    text = project.transcripts.get("alna-fg1").text
    return text[found.start : found.end]  # type: ignore[attr-defined]


def test_anothers_codings_can_only_be_given_back_by_them(team: Project, word: Path) -> None:
    edit.change(word, "Gjeld -", "Gjeld +")
    before = states(team)
    made = plan(team, word)
    assert not made.changes()
    assert len(made.found.left) == 1
    take(team, word)
    assert states(team) == before
    assert take(team, word, coder="TL").changed == 1


def test_whose_comments_they_are_is_asked_where_several_wrote(team: Project, word: Path) -> None:
    edit.comment(word, "egen inngang", "bolig", author="Kari")
    assert take(team, word).added == 1
    team.journal.undo()
    edit.comment(word, "Mm.", "bolig", author="Per")
    questions = plan(team, word).found.questions
    assert len(questions) == 2
    answers = {q.key: "mine" if "Kari" in q.key else "skip" for q in questions}
    done = plan(team, word, answers=answers)
    assert (len(done.compared.new), len(done.found.left)) == (1, 1)


def test_what_was_changed_on_both_sides_is_settled_by_a_person(team: Project, word: Path) -> None:
    (mine,) = [c for c in team.codings.all(coders=["KA"]) if c.code == "okonomi"]
    team.codings.edit([mine.ref], valence="positive")
    assert not plan(team, word).changes()  # the file has it as it was exported
    own = next(text for text in edit.comments(word) if "tydelig" in text)
    edit.change(word, own, "Økonomi ±; tydelig\nGjeld + individ; kanskje")
    made = plan(team, word)
    assert len(made.compared.conflicts) == 1
    with pytest.raises(BsbError, match="both"):
        team.round_trip.take_in(made)
    assert not [c for c in made.changes(take="mine") if c.uid == mine.uid]
    team.round_trip.take_in(made, take="theirs")
    assert team.codings.get(mine.ref).valence == "mixed"


def test_what_the_project_removed_does_not_come_back_but_an_undone_import_does(team: Project, word: Path) -> None:
    (mine,) = [c for c in team.codings.all(coders=["KA"]) if c.code == "okonomi"]
    edit.comment(word, "egen inngang", "bolig")
    take(team, word)
    team.journal.undo()
    assert take(team, word).added == 1
    team.codings.remove([mine.ref])
    made = plan(team, word)
    assert not made.changes()
    assert len(made.found.left) == 1


def test_a_coder_goes_on_in_the_same_file_after_an_import(team: Project, word: Path) -> None:
    edit.comment(word, "egen inngang", "bolig +")
    take(team, word)
    edit.change(word, "bolig +", "bolig -")
    assert take(team, word).changed == 1
    edit.delete(word, "bolig -")
    done = plan(team, word)
    assert len(done.compared.removed) == 1
    assert team.round_trip.take_in(done, keep_removed=True).removed == 0
    assert take(team, word).removed == 1
    assert take(team, word).removed == 0


def test_a_renamed_code_is_still_known_in_the_file(team: Project, word: Path) -> None:
    team.codebook.plan.rename("gjeld", "Lån og avdrag").apply()
    edit.comment(word, "egen inngang", "Gjeld")
    made = plan(team, word)
    assert (made.compared.same, [c.after.code for c in made.compared.new if c.after]) == (5, ["gjeld"])


def test_a_code_out_of_use_takes_no_new_codings(team: Project, word: Path) -> None:
    team.codebook.plan.edit("gjeld", status="retired").apply()
    edit.comment(word, "egen inngang", "Gjeld")
    edit.comment(word, "Mm.", "Sammenheng")
    made = plan(team, word)
    assert made.compared.same == 5
    assert len(made.found.problems) == 2


def test_a_file_of_no_export_needs_the_interview(team: Project, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    table = document.add_table(rows=0, cols=2)
    for turn in team.transcripts.get("alna-fg1").turns:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = turn.speaker, turn.text
    path = tmp_path / "egen.docx"
    document.save(str(path))
    edit.comment(path, "egen inngang", "bolig +", author="Kari")
    with pytest.raises(BsbError, match="which interview"):
        plan(team, path)
    assert take(team, path, interview="alna").added == 1
    assert ("egen inngang", "bolig", "positive") in quotes(team)
    assert len(team.codings.all()) == 6


def test_codings_follow_their_words_into_a_revised_transcript(team: Project, word: Path, tmp_path: Path) -> None:
    from bsb.privacy.review import Decision
    from tests.conftest import TALK

    edit.comment(word, "egen inngang", "bolig +")
    corrected = tmp_path / "rettet.txt"
    corrected.write_text("I1: Velkommen, da begynner vi.\n" + TALK.replace("fint", "veldig fint"), encoding="utf-8")
    draft = team.revisions.read("alna-fg1", corrected)
    keep = {hit: Decision("keep", "", "oppdiktet") for hit in draft.open_hits}
    team.revisions.revise(draft, "alna-fg1", decisions=keep, reviewer="KA")
    made = plan(team, word)
    assert made.compared.same == 5
    take(team, word)
    assert ("egen inngang", "bolig", "positive") in quotes(team)


def test_replies_become_memos(team: Project, word: Path) -> None:
    edit.comment(word, "egen inngang", "bolig +; fint")
    edit.reply(word, {"bolig +; fint": "se også replikk 5", "Gjeld -": "er jeg enig i?"})
    done = take(team, word)
    assert (done.added, done.memos) == (1, 1)
    (mine,) = [c for c in team.codings.all(coders=["KA"]) if c.code == "bolig"]
    assert mine.memo == "fint\nse også replikk 5"
    (memo,) = [m for m in team.memos.all(kinds=["coding"]) if m.id.startswith("M")]
    assert (memo.text, memo.author) == ("er jeg enig i?", "KA")
    assert memo.coding == next(c.ref for c in team.codings.all(coders=["TL"]) if c.turn == 2)
    again = take(team, word)
    assert (again.added, again.changed, again.memos) == (0, 0, 0)
