from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsb.corpus.revise import Revisions
from bsb.corpus.revision_plan import Span, Version, find_again, plan
from bsb.errors import BsbError
from bsb.privacy.review import Decision
from bsb.project import Project
from bsb.store import revisions as stored
from bsb.text.normal import digest
from tests.conftest import TALK, code, everything
from tests.corpus.revising import keep_all, placing, revise, revisions, talked, words


@pytest.fixture
def coded(project: Project) -> Project:
    talked(project)
    code(
        project,
        "alna-fg1,2,KA,okonomi,critical,Men husleia er høy",
        "alna-fg1,3,KA,bolig,critical,trappa er mørk",
        "alna-fg1,3,TL,okonomi,critical,",
        "alna-fg1,5,KA,kontinuitet,positive,De kommer når de har sagt det.",
    )
    return project


def test_an_unchanged_passage_moves_with_its_words(coded: Project) -> None:
    before = words(coded)
    result = revise(
        coded, TALK.replace("I1: Hvordan er det å bo der?", "I1: Ja, velkommen. Hvordan er det å bo der nå?")
    )
    assert words(coded) == before
    assert (result.version, result.codings, result.listed, result.unplaced) == (2, 4, (), 0)
    found = coded.transcripts.get("alna-fg1")
    assert (found.version, found.approved_by, found.turns[0].text[:3]) == (2, "TL", "Ja,")
    assert all(found.text[t.start : t.end] == t.text for t in found.turns)


def test_a_correction_inside_a_coding_is_listed_and_gets_a_new_hash(coded: Project) -> None:
    result = revise(coded, TALK.replace("trappa er mørk", "trappa er veldig mørk"))
    assert words(coded)["3 bolig KA"] == "trappa er veldig mørk"
    assert {(each.code, each.kind, each.before, each.after) for each in result.listed} == {
        ("Bolig", "changed", "trappa er mørk", "trappa er veldig mørk"),
        (
            "Økonomi",
            "changed",
            "Enig. Husleia er høy … og trappa er mørk.",
            "Enig. Husleia er høy … og trappa er veldig mørk.",
        ),
    }


def test_what_has_no_certain_place_is_kept_and_counts_nowhere(coded: Project) -> None:
    result = revise(coded, TALK.replace(" … og trappa er mørk", ""))
    (lost,) = [each for each in result.listed if each.kind == "unplaced"]
    assert (lost.code, lost.before, lost.turn, lost.speaker) == ("Bolig", "trappa er mørk", 3, "B2")
    assert "3 bolig KA" not in words(coded)
    assert [c.code for c in coded.codings.all()] == ["okonomi", "okonomi", "kontinuitet"]
    (waiting,) = placing(coded).all()
    assert (waiting.before, waiting.code, waiting.coder, waiting.turn) == ("trappa er mørk", "bolig", "KA", 3)
    assert next(c for c in coded.codebook.all() if c.key == "bolig").codings in (0, 1)
    with coded.store.read() as connection:
        assert stored.unplaced_codings(connection)[0]["sha256"] == digest("trappa er mørk")


def test_undo_brings_text_turns_codings_and_search_back(coded: Project) -> None:
    before, text = words(coded), coded.transcripts.get("alna-fg1")
    revise(coded, TALK.replace(" … og trappa er mørk", " … og verandaen er fin"))
    assert coded.journal.undo().action == "transcript.revise"
    assert coded.transcripts.get("alna-fg1") == text
    assert (words(coded), placing(coded).all()) == (before, [])
    with coded.store.read() as connection:
        indexed = connection.exec_driver_sql("SELECT text FROM turn_words ORDER BY turn_id").scalars().all()
    assert indexed == [turn.text for turn in text.turns]
    revise(coded, TALK.replace("egen inngang", "egen, fin inngang"))
    assert coded.transcripts.get("alna-fg1").version == 2


def test_the_journal_never_holds_the_words(coded: Project) -> None:
    revise(coded, TALK.replace("trappa er mørk", "trappa er ordentlig skummel"))
    with coded.store.read() as connection:
        kept = "".join(connection.exec_driver_sql("SELECT about || changes FROM journal").scalars())
    assert "skummel" not in kept and "trappa" not in kept


def test_the_version_before_is_out_of_every_count_and_erased_by_the_next(coded: Project) -> None:
    revise(coded, TALK.replace("Husleia er høy …", "Leia er drøy …"))
    assert [i.words for i in coded.interviews.all()] == [coded.transcripts.get("alna-fg1").words]
    assert b"Husleia" in everything(coded)  # kept, so that it can be undone
    revise(coded, TALK.replace("Husleia er høy …", "Leia er dyr …"))
    data = everything(coded)
    assert b"Husleia er" not in data
    assert "drøy".encode() in data
    assert revisions(coded).settle("alna-fg1") == 1
    assert "drøy".encode() not in everything(coded)
    with pytest.raises(BsbError, match="final"):
        coded.journal.undo(max(e.id for e in coded.journal.entries() if e.action == "transcript.revise"))


def test_withdrawal_erases_the_version_before_too(coded: Project) -> None:
    code(coded, "alna-fg1,2,TL,bolig,positive,egen inngang")
    revise(coded, TALK.replace(" – jeg har egen inngang", "").replace(" … og trappa er mørk", ""))
    assert len(placing(coded).all()) == 2
    assert coded.consent.withdraw("alna-fg1", "B1").codings == 3
    data = everything(coded)
    for said in ("egen inngang", "en husleia er", "De kommer", "de kommer"):
        assert said.encode() not in data
    (left,) = placing(coded).all()
    assert left.code == "bolig" and left.before is None
    with pytest.raises(BsbError):
        coded.journal.undo(max(e.id for e in coded.journal.entries() if e.action == "transcript.revise"))


def test_the_words_of_one_who_has_withdrawn_do_not_come_back(coded: Project) -> None:
    coded.consent.withdraw("alna-fg1", "B1")
    result = revise(coded, TALK.replace("Hva hjelper?", "Hva er det som hjelper?"))
    found = coded.transcripts.get("alna-fg1")
    assert [t.number for t in found.turns if t.removed] == [2, 5]
    assert result.renumbered == ()
    assert b"egen inngang" not in everything(coded)


def test_words_that_come_back_take_their_coding_back(coded: Project) -> None:
    revise(coded, TALK.replace(" … og trappa er mørk", ""))
    result = revise(coded, TALK.replace("Mm.", "Mhm."))
    assert (result.again, result.codings, placing(coded).all()) == (1, 4, [])
    assert words(coded)["3 bolig KA"] == "trappa er mørk"


def test_numbers_and_speakers_that_change_are_told(coded: Project) -> None:
    lines = TALK.splitlines()
    lines.insert(1, "B3: Kan jeg begynne, eller skal noen andre gjøre det?")
    lines[3] = lines[3].replace("B2:", "B3:")
    result = revise(coded, "\n".join(lines))
    assert result.renumbered == ((2, 3), (3, 4), (4, 5), (5, 6), (6, 7))
    assert result.speakers == ((4, "B2", "B3"),)
    assert {(each.kind, each.new_speaker) for each in result.listed} == {("speaker", "B3")}
    assert words(coded)["4 bolig KA"] == "trappa er mørk"


def test_two_codings_that_come_to_the_same_words_cannot_both(project: Project) -> None:
    talked(project)
    code(project, "alna-fg1,3,KA,bolig,critical,trappa er mørk", "alna-fg1,3,KA,bolig,critical,og trappa er mørk")
    result = revise(project, TALK.replace("og trappa er mørk", "trappa er mørk"))
    assert result.unplaced == 1
    assert words(project) == {"3 bolig KA": "trappa er mørk"}


def test_only_what_is_new_is_asked_about(project: Project, tmp_path: Path) -> None:
    talk = "I1: Hvem ringte du?\nB1: Jeg ringte 912 34 567 til slutt, og det var lurt.\nB2: Mm, det tror jeg også.\n"
    talked(project, talk, "a")
    rev = revisions(project)
    assert rev.read_text("a", talk.replace("Mm,", "Mhm,")).open_hits == []
    new = rev.read_text("a", talk + "B1: Det andre nummeret var 923 45 678, tror jeg.\n")
    assert [new.turns[hit.turn].number for hit in new.open_hits] == [4]
    with pytest.raises(BsbError, match="turn 4"):
        rev.revise(new, "a", reviewer="KA")
    path = tmp_path / "a.txt"
    path.write_text(talk + "B2: Jo.\n", encoding="utf-8")
    assert len(rev.read("a", path, review_all=True).open_hits) == 1
    rev.revise(new, "a", decisions={hit: Decision("accept") for hit in new.hits}, reviewer="KA")
    assert project.transcripts.get("a").turns[3].text == "Det andre nummeret var (telefonnummer), tror jeg."
    assert b"923 45" not in everything(project)


def test_a_name_in_the_register_is_asked_about_even_where_it_was_approved(project: Project, tmp_path: Path) -> None:
    talk = "I1: Hvem var det?\nB1: Det var skorstein som kom, han var alltid der for oss.\nB2: Mm, det tror jeg.\n"
    talked(project, talk, "a")
    register = tmp_path / "navn.txt"
    register.write_text("Skorstein\n", encoding="utf-8")
    project.importer.use_register(register)
    draft = revisions(project).read_text("a", talk.replace("Mm,", "Mhm,"))
    assert [hit.source for hit in draft.open_hits] == ["register"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TALK, "as the transcript of alna-fg1 stands"),
        ("I1: Noe annet?\nB1: Vi spiste middag klokka fem hver torsdag og lo mye av det.\n", "another interview"),
        ("I1:\n", "No turns"),
    ],
)
def test_what_is_refused_changes_nothing(coded: Project, text: str, says: str) -> None:
    before, entries = words(coded), coded.journal.entries()
    with pytest.raises(BsbError, match=says):
        revise(coded, text)
    assert (words(coded), coded.journal.entries()) == (before, entries)


def test_another_interviews_text_is_refused(coded: Project) -> None:
    other = TALK.replace("Hva hjelper?", "Hva hjelper best?")
    talked_too = other.replace("Mm.", "Ja.")
    coded.interviews.add("alna-fg2", district="Alna")
    path = coded.root / "alna-fg2.txt"
    path.write_text(talked_too, encoding="utf-8")
    draft = coded.importer.read(path)
    coded.importer.store(draft, "alna-fg2", decisions=keep_all(draft), reviewer="KA")
    with pytest.raises(BsbError, match="already, as the transcript of alna-fg2"):
        revise(coded, talked_too)


def test_an_interview_without_a_transcript(project: Project) -> None:
    project.interviews.add("a", district="Alna")
    with pytest.raises(BsbError, match="no transcript yet"):
        revisions(project).read_text("a", TALK)


def test_a_preview_says_what_a_revision_does(coded: Project) -> None:
    rev: Revisions = revisions(coded)
    draft = rev.read_text("alna-fg1", TALK.replace(" … og trappa er mørk", ""))
    entries = coded.journal.entries()
    told = rev.preview(draft, "alna-fg1", decisions=keep_all(draft))
    assert coded.journal.entries() == entries
    assert told == rev.revise(draft, "alna-fg1", decisions=keep_all(draft), reviewer="TL")


def test_the_import_cannot_be_undone_under_a_revision(coded: Project) -> None:
    revise(coded, TALK.replace("Mm.", "Mhm."))
    first = min(e.id for e in coded.journal.entries() if e.action == "transcript.import")
    with pytest.raises(BsbError):
        coded.journal.undo(first)
    revisions(coded).settle("alna-fg1")
    with pytest.raises(BsbError):
        coded.journal.undo(first)
    assert coded.transcripts.get("alna-fg1").version == 2
    assert len(coded.interviews.participants("alna-fg1")) == 3


SAID = st.lists(st.sampled_from([f"ord{n}" for n in range(60)]), min_size=1, max_size=12)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["B1", "B2", "I1"]), SAID), min_size=1, max_size=8), st.data())
def test_a_coding_whose_turn_is_not_touched_keeps_its_words_and_speaker(
    turns: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    """For any turns put in, taken out or rewritten round it."""
    at = data.draw(st.integers(0, len(turns) - 1))
    turns[at] = (turns[at][0], [*turns[at][1], "nøyaktig", "dette", *turns[at][1]])
    other = data.draw(st.lists(st.tuples(st.sampled_from(["B1", "B2", "I1"]), SAID), max_size=8))
    cut = data.draw(st.integers(0, len(other)))
    old = version(turns)
    new = version([*other[:cut], turns[at], *other[cut:]])
    turn = old.turns[at]
    row = {"id": 1, "uid": "u", "start": turn.start, "end": turn.end, "code_id": 1, "coder": "KA"}
    made = plan(old, new, [row | {"sha256": digest(old.text[turn.start : turn.end])}], {1: "Kode"})
    ((_row, placed),) = made.moves
    assert new.text[placed.start : placed.end] == " ".join(turns[at][1])
    assert new.turn_at(placed.start) == new.turns[cut]
    assert {each.kind for each in made.listed} <= {"moved"}


def version(turns: list[tuple[str, list[str]]]) -> Version:
    spans, start = [], 0
    for number, (speaker, said) in enumerate(turns, 1):
        end = start + len(" ".join(said))
        spans.append(Span(number, speaker, start, end))
        start = end + 1
    return Version("\n".join(" ".join(said) for _speaker, said in turns), tuple(spans))


def test_a_coding_that_never_stood_on_its_words_is_reported() -> None:
    old, new = version([("B1", ["en", "to", "tre"])]), version([("B1", ["en", "to", "tre", "fire"])])
    row = {"id": 1, "uid": "u", "start": 0, "end": 5, "code_id": 1, "coder": "KA", "sha256": digest("noe annet")}
    assert [each.kind for each in plan(old, new, [row], {}).listed] == ["unplaced"]


def test_words_are_found_by_their_hash_only_where_they_stand_once() -> None:
    assert find_again("fint og fint", 4, digest("fint")) is None
    assert find_again("det er fint", 4, digest("fint")) == 7
