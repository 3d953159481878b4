from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from bsb.coding.book_split import read_part
from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import everything
from tests.exchange.team.conftest import FG, OTHER, House, code, essence

CELL = ("temaer-intervjuer", {("okonomi", FG): "Om økonomi"})


def revise(project: Project, old: str, new: str) -> None:
    text = project.transcripts.get(FG)
    labelled = "\n".join(f"{t.speaker}: {t.text}" for t in text.turns)
    project.revisions.revise(project.revisions.read_text(FG, labelled.replace(old, new)), FG, reviewer="KA")


def test_a_workplace_has_what_a_coder_needs_and_nothing_of_the_others(house: House) -> None:
    main = house.main
    mine = code(main, 2, "okonomi", "husleia er høy", coder="KA", memo="min")
    code(main, 3, "okonomi", coder="TL", memo="deres")
    main.memos.add("mitt", author="KA", coding=mine)
    main.memos.add("deres", author="TL", interview=FG)
    main.summaries.put("temaer-intervjuer", {("bolig", FG): "deres"}, author="TL")
    main.interviews.add("alna-ind1", district="Alna", kind="individual", participants={"B1": {"alder": "18-29"}})
    place = house.workplace("KA")
    assert place.config.coder == "KA"
    assert place.config.name == main.config.name
    assert (place.root / "guides" / "egen.yaml").read_text("utf-8") == "title: Egen\n"
    books = ([replace(each, codings=0) for each in project.codebook.all()] for project in (place, main))
    assert next(books) == next(books)
    assert [(c.uid, c.quote, c.coder, c.memo) for c in place.codings.all()] == [
        (c.uid, c.quote, c.coder, c.memo) for c in main.codings.all(coders=["KA"])
    ]
    assert {m.author for m in place.memos.all()} == {"KA"}
    assert place.summaries.all() == []
    assert [(t.number, t.speaker, t.text) for t in place.transcripts.get(FG).turns] == [
        (t.number, t.speaker, t.text) for t in main.transcripts.get(FG).turns
    ]
    assert place.search.find("husleia").turns == main.search.find("husleia").turns
    assert all(not p.attributes for p in place.interviews.participants())
    whole = b"".join(p.read_bytes() for p in place.root.rglob("*") if p.is_file())
    assert b"deres" not in whole
    assert b"18-29" not in whole


def test_what_is_done_in_a_workplace_is_its_coders(house: House) -> None:
    place = house.workplace("KA")
    with pytest.raises(BsbError, match="workplace of KA"):
        code(place, 2, "okonomi", coder="TL")
    with pytest.raises(BsbError, match="workplace of KA"):
        place.memos.add("x", author="TL")
    with pytest.raises(BsbError, match="workplace of KA"):
        place.summaries.put(*CELL, author="TL")
    ref = code(place, 2, "okonomi")
    with pytest.raises(BsbError, match="workplace of KA"):
        place.codings.edit([ref], coder="TL")


def test_work_comes_back_whole(house: House) -> None:
    main = house.main
    kept = code(main, 2, "okonomi", "husleia er høy", coder="KA")
    gone = code(main, 3, "okonomi", coder="KA")
    code(main, 3, "bolig", coder="TL")
    place = house.workplace("KA")
    place.codebook.plan.add("Ensomhet", parent="sammenheng", definition="Å være alene").apply()
    place.codebook.plan.edit("gjeld", definition="Å skylde").apply()
    new = code(place, 5, "ensomhet", valence="critical", level="individual", memo="viktig")
    place.codings.edit([kept], valence="positive")
    place.codings.remove([gone])
    place.memos.add("et notat", author="KA", coding=new)
    place.memos.add("om koden", author="KA", code="ensomhet")
    uid = place.codings.get(new).uid
    place.summaries.put("temaer-intervjuer", {("ensomhet", FG): "Alene"}, author="KA")
    done = house.back(place)
    assert (done.codings, done.interviews) == ({"added": 1, "changed": 1, "removed": 1}, {FG: 2})
    assert done.codes == {"added": ("ensomhet",), "changed": ("gjeld",)}
    assert (done.memos, done.summaries, done.conflicts) == ({"added": 2}, {"added": 1}, ())
    found = main.codings.get(new)
    assert (found.uid, found.code, found.memo) == (uid, "ensomhet", "viktig")
    assert (found.valence, found.level) == ("critical", "individual")
    assert main.codings.get(kept).valence == "positive"
    assert [c.coder for c in main.codings.all()] == ["KA", "TL", "KA"]
    assert main.codebook.get("ensomhet").parent == "sammenheng"
    assert main.codebook.get("gjeld").definition == "Å skylde"


def test_a_summary_comes_with_what_it_rests_on(house: House) -> None:
    from bsb.coding.summaries import Written

    place = house.workplace("KA")
    one, two = (place.codings.get(code(place, turn, "okonomi")) for turn in (2, 3))
    cell = {("okonomi", FG): Written("Dyrt", (one.uid, two.uid))}
    place.summaries.put("temaer-intervjuer", cell, author="KA")
    place.codings.edit([two.ref], valence="critical")
    house.back(place)
    (summary,) = house.main.summaries.all()
    assert (summary.text, summary.author, set(summary.rests_on)) == ("Dyrt", "KA", {one.uid, two.uid})
    assert summary.changed == (two.uid,)


def test_the_same_file_twice_changes_nothing_and_an_older_one_is_refused(house: House) -> None:
    place = house.workplace("KA")
    code(place, 2, "okonomi")
    first = house.sent(place)
    code(place, 3, "okonomi")
    second = house.sent(place)
    house.main.team.merge(first)
    before, entries = essence(house.main), house.main.journal.entries()
    again = house.main.team.merge(first)
    assert again.known
    assert again.lines() == ["This file is merged already; nothing is new."]
    assert (essence(house.main), house.main.journal.entries()) == (before, entries)
    house.main.team.merge(second)
    assert len(house.main.codings.all()) == 2
    with pytest.raises(BsbError, match="newer file"):
        house.main.team.merge(first)


def test_work_goes_on_after_it_was_sent(house: House) -> None:
    place = house.workplace("KA")
    one, two = code(place, 2, "okonomi"), code(place, 3, "okonomi")
    house.back(place)
    place.codings.edit([one], valence="critical")
    place.codings.remove([two])
    done = house.back(place)
    assert done.codings == {"changed": 1, "removed": 1}
    assert [c.valence for c in house.main.codings.all()] == ["critical"]


def test_a_merge_is_one_change_and_can_be_undone_and_done_again(house: House) -> None:
    main = house.main
    old = code(main, 2, "okonomi", coder="KA")
    place = house.workplace("KA")
    place.codebook.plan.add("Ensomhet", facet="theme").apply()
    code(place, 5, "ensomhet")
    place.codings.remove([old])
    before, entries = essence(main), len(main.journal.entries())
    sent = house.sent(place)
    main.team.merge(sent)
    after = essence(main)
    assert len(main.journal.entries()) == entries + 1
    assert main.journal.undo().action == "team.merge"
    assert essence(main) == before
    main.journal.redo()
    assert essence(main) == after
    main.journal.undo()
    main.team.merge(sent)
    assert essence(main) == after


def test_a_preview_tells_what_would_come_and_does_nothing(house: House) -> None:
    place = house.workplace("KA")
    code(place, 2, "okonomi")
    sent = house.sent(place)
    before, entries = essence(house.main), house.main.journal.entries()
    seen = house.main.team.preview(sent)
    assert seen.lines() == ["Codings: 1 added, 0 changed, 0 removed", "    alna-fg1: 1"]
    assert (essence(house.main), house.main.journal.entries()) == (before, entries)
    assert house.main.team.merge(sent) == seen


def test_two_folders_from_one_bundle_take_nothing_from_each_other(house: House) -> None:
    shared = code(house.main, 2, "okonomi", coder="KA")
    payload = house.bundle("KA")
    laptop, desktop = house.open(payload), house.open(payload)
    code(laptop, 3, "okonomi")
    code(desktop, 5, "okonomi")
    laptop.codings.edit([shared], valence="critical")
    house.back(laptop)
    house.back(desktop)
    assert [(c.turn, c.valence) for c in house.main.codings.all()] == [
        (2, "critical"),
        (3, "neutral"),
        (5, "neutral"),
    ]


@pytest.mark.parametrize(("answer", "name"), [("ours", "Gjeld og lån"), ("theirs", "Å skylde")])
def test_a_code_renamed_on_both_sides_is_asked_about(house: House, answer: str, name: str) -> None:
    place = house.workplace("KA")
    place.codebook.plan.rename("gjeld", "Å skylde").apply()
    house.main.codebook.plan.rename("gjeld", "Gjeld og lån").apply()
    sent = house.sent(place)
    (conflict,) = house.main.team.preview(sent).conflicts
    assert (conflict.id, conflict.here, conflict.theirs) == ("code:gjeld:name", "Gjeld og lån", "Å skylde")
    with pytest.raises(BsbError, match="1 conflict with what KA sent is not settled: code:gjeld:name"):
        house.main.team.merge(sent)
    assert house.main.codebook.get("gjeld").name == "Gjeld og lån"
    house.main.team.merge(sent, {"code:gjeld:name": answer})
    assert house.main.codebook.get("gjeld").name == name
    assert house.main.team.merge(house.sent(place)).conflicts == ()


def test_different_fields_of_a_code_both_come(house: House) -> None:
    place = house.workplace("KA")
    place.codebook.plan.rename("gjeld", "Å skylde").apply()
    house.main.codebook.plan.edit("gjeld", definition="Penger man skylder").apply()
    house.back(place)
    found = house.main.codebook.get("gjeld")
    assert (found.name, found.definition) == ("Å skylde", "Penger man skylder")


@pytest.mark.parametrize("answer", ["ours", "theirs"])
def test_the_same_new_code_by_two_coders(house: House, answer: str) -> None:
    one, two = house.workplace("KA"), house.workplace("TL")
    one.codebook.plan.add("Ensomhet", facet="theme", definition="Alene").apply()
    two.codebook.plan.add("ensomhet", facet="theme", key="alene").apply()
    code(one, 2, "ensomhet")
    code(two, 2, "alene")
    house.back(one)
    sent = house.sent(two)
    assert [c.id for c in house.main.team.preview(sent).conflicts] == ["code:alene:twin"]
    house.main.team.merge(sent, {"code:alene:twin": answer})
    kept = ["ensomhet"] if answer == "ours" else ["ensomhet", "alene"]
    assert [c.key for c in house.main.codebook.all() if c.name.casefold().startswith("ensomhet")] == kept
    assert {c.coder: c.code for c in house.main.codings.all()} == {"KA": "ensomhet", "TL": kept[-1]}
    if answer == "theirs":
        assert house.main.codebook.get("alene").name == "ensomhet (TL)"
    code(two, 3, "alene")
    house.back(two)
    assert [c.code for c in house.main.codings.all(coders=["TL"])] == [kept[-1]] * 2


def test_the_same_new_code_with_another_definition(house: House) -> None:
    one, two = house.workplace("KA"), house.workplace("TL")
    one.codebook.plan.add("Ensomhet", facet="theme", definition="Alene").apply()
    two.codebook.plan.add("Ensomhet", facet="theme", definition="Uten venner").apply()
    house.back(one)
    done = house.back(two, code__ensomhet__definition="theirs")
    assert [c.id for c in done.conflicts] == ["code:ensomhet:definition"]
    assert house.main.codebook.get("ensomhet").definition == "Uten venner"


@pytest.mark.parametrize(
    ("answer", "ends"), [("ours", "okonomi"), ("theirs", "gjeld"), ("bolig", None), ("kontinuitet", "kontinuitet")]
)
def test_codings_on_a_code_that_has_been_merged(house: House, answer: str, ends: str | None) -> None:
    place = house.workplace("KA")
    code(place, 2, "gjeld")
    house.main.codebook.plan.merge(["gjeld"], into="okonomi").apply()
    done = house.back(place, code__gjeld__gone=answer)
    (conflict,) = done.conflicts
    assert (conflict.here, conflict.theirs) == ("merged into okonomi", "used or changed: Gjeld")
    assert [c.code for c in house.main.codings.all()] == [ends or "bolig"]


@pytest.mark.parametrize(("answer", "ends"), [("ours", []), ("theirs", ["gjeld"]), ("okonomi", ["okonomi"])])
def test_codings_on_a_code_that_has_been_removed(house: House, answer: str, ends: list[str]) -> None:
    place = house.workplace("KA")
    code(place, 2, "gjeld")
    house.main.codebook.plan.remove("gjeld").apply()
    done = house.back(place, code__gjeld__gone=answer)
    assert [c.code for c in house.main.codings.all()] == ends
    assert done.codings == ({"left": 1} if not ends else {"added": 1})
    assert (answer == "ours") == ("1 coding is not taken in: its code is gone here." in done.lines())


@pytest.mark.parametrize(("answer", "ends"), [("ours", "okonomi"), ("lan", "lan")])
def test_codings_on_a_code_that_has_been_split(house: House, answer: str, ends: str) -> None:
    place = house.workplace("KA")
    code(place, 2, "okonomi")
    house.main.codebook.plan.split("okonomi", [read_part("lan=Lån")]).apply()
    house.back(place, code__okonomi__split=answer)
    assert [c.code for c in house.main.codings.all()] == [ends]


@pytest.mark.parametrize("answer", ["ours", "theirs"])
def test_a_code_that_they_removed_and_others_use(house: House, answer: str) -> None:
    place = house.workplace("KA")
    place.codebook.plan.remove("gjeld").apply()
    code(house.main, 2, "gjeld", coder="TL")
    done = house.back(place, code__gjeld__removed=answer)
    assert done.conflicts[0].here == "coding (1)"
    assert house.main.codebook.get("gjeld").status == ("active" if answer == "ours" else "retired")
    assert [c.code for c in house.main.codings.all()] == ["gjeld"]


def test_codes_that_they_merged_are_merged_for_all_if_it_is_so_settled(house: House) -> None:
    mine = code(house.main, 2, "gjeld", coder="KA")
    place = house.workplace("KA")
    place.codebook.plan.merge(["gjeld"], into="okonomi").apply()
    code(house.main, 2, "gjeld", coder="TL")
    sent = house.sent(place)
    house.main.team.merge(sent, {"code:gjeld:removed": "theirs"})
    assert {(c.coder, c.code) for c in house.main.codings.all()} == {("KA", "okonomi"), ("TL", "okonomi")}
    house.main.journal.undo()
    house.main.team.merge(sent, {"code:gjeld:removed": "ours"})
    assert {(c.coder, c.code) for c in house.main.codings.all()} == {("KA", "okonomi"), ("TL", "gjeld")}
    assert house.main.codings.get(mine).code == "okonomi"


def test_a_code_that_they_removed_goes_if_nothing_rests_on_it(house: House) -> None:
    place = house.workplace("KA")
    place.codebook.plan.remove("gjeld").apply()
    assert house.back(place).codes == {"removed": ("gjeld",)}
    assert "gjeld" not in [c.key for c in house.main.codebook.all()]


@pytest.mark.parametrize(("answer", "valence"), [("ours", "positive"), ("theirs", "critical")])
def test_a_coding_changed_on_both_sides(house: House, answer: str, valence: str) -> None:
    ref = code(house.main, 2, "okonomi", coder="KA")
    place = house.workplace("KA")
    place.codings.edit([ref], valence="critical", memo="deres")
    house.main.codings.edit([ref], valence="positive")
    done = house.main.team.merge(house.sent(place), {f"coding:{ref}:valence": answer})
    assert len(done.conflicts) == 1
    found = house.main.codings.get(ref)
    assert (found.valence, found.memo) == (valence, "deres")


def test_a_coding_moved_on_both_sides_and_one_removed_here(house: House) -> None:
    moved, gone = code(house.main, 2, "okonomi", coder="KA"), code(house.main, 3, "okonomi", coder="KA")
    place = house.workplace("KA")
    for project, words in ((place, "egen inngang"), (house.main, "husleia er høy")):
        (spot,) = project.codings.find(FG, first=2, last=2, words=words)
        project.codings.edit([moved], place=spot)
    place.codings.edit([gone], valence="mixed")
    house.main.codings.remove([gone])
    sent = house.sent(place)
    ids = [c.id for c in house.main.team.preview(sent).conflicts]
    assert ids == [f"coding:{moved}:place", f"coding:{gone}:gone"]
    house.main.team.merge(sent, dict.fromkeys(ids, "theirs"))
    found = [(c.quote[:12], c.valence) for c in house.main.codings.all()]
    assert found == [("egen inngang", "neutral"), ("Enig. Huslei", "mixed")]


def test_a_coding_that_is_here_already_under_another_id(house: House) -> None:
    place = house.workplace("KA")
    code(place, 2, "okonomi", valence="critical", memo="fra reisen")
    code(house.main, 2, "okonomi", coder="KA", memo="herfra")
    done = house.back(place)
    (one,) = house.main.codings.all()
    assert (one.valence, one.memo) == ("critical", "herfra\nfra reisen")
    assert "1 coding falls together with one that is here already." in done.lines()
    place.codings.edit([place.codings.all()[0].ref], level="individual")
    assert house.back(place).conflicts == ()
    assert house.main.codings.all()[0].level == "individual"


def test_a_transcript_revised_meanwhile_takes_codings_along_or_lists_them(house: House) -> None:
    old = code(house.main, 2, "bolig", "egen inngang", coder="KA")
    place = house.workplace("KA")
    ref = code(place, 5, "okonomi", "De kommer når de har sagt det")
    lost = code(place, 3, "okonomi", "trappa er mørk")
    place.codings.edit([old], valence="positive")
    place.memos.add("notat", author="KA", coding=lost)
    revise(house.main, "Husleia er høy … og trappa er mørk.", "Ja.")
    done = house.back(place)
    found = house.main.codings.get(ref)
    assert found.quote == "De kommer når de har sagt det"
    assert house.main.transcripts.get(FG).text[found.start : found.end] == found.quote
    assert house.main.codings.get(old).valence == "positive"
    assert done.conflicts == ()
    assert [u.uid for u in house.main.placing.all()] == [place.codings.get(lost).uid]
    assert done.codings == {"added": 2, "changed": 1, "unplaced": 1}
    assert [m.text for m in house.main.memos.all()] == ["notat"]


def test_codings_of_who_has_withdrawn_are_not_taken_in(house: House) -> None:
    place = house.workplace("KA")
    theirs = code(place, 3, "okonomi", memo="sitat")
    stays = code(place, 5, "okonomi", "De kommer når de har sagt det")
    place.memos.add("om B2", author="KA", coding=theirs)
    assert [c.coder for c in house.main.team.copies_of(FG)] == ["KA"]
    house.main.consent.withdraw(FG, "B2")
    done = house.back(place)
    assert done.codings == {"added": 1, "withdrawn": 1}
    assert "1 coding is not taken in: who spoke the words has withdrawn." in done.lines()
    assert "1 memo is not taken in: what it is about is not here." in done.lines()
    (found,) = house.main.codings.all()
    assert (found.ref, found.quote) == (stays, "De kommer når de har sagt det")
    assert b"sitat" not in everything(house.main)


def test_a_transcript_that_is_gone_here(house: House) -> None:
    place = house.workplace("KA")
    code(place, 3, "okonomi")
    code(place, 3, "okonomi", interview=OTHER)
    house.main.removing.remove(FG)
    done = house.back(place)
    assert done.codings == {"added": 1, "missing": 1}
    assert [c.interview for c in house.main.codings.all()] == [OTHER]


@pytest.mark.parametrize(("answer", "text"), [("ours", "her"), ("theirs", "der"), ("both", "her\n\nder")])
def test_a_cell_that_somebody_else_has_written(house: House, answer: str, text: str) -> None:
    place = house.workplace("KA")
    place.summaries.put("temaer-intervjuer", {("okonomi", FG): "der"}, author="KA")
    house.main.summaries.put("temaer-intervjuer", {("okonomi", FG): "her"}, author="TL")
    sent = house.sent(place)
    number = f"summary:temaer-intervjuer/okonomi/{FG}:text"
    house.main.team.merge(sent, {number: answer})
    assert [s.text for s in house.main.summaries.all()] == [text]


def test_memos_changed_and_removed(house: House) -> None:
    for text in ("en", "to", "tre"):
        house.main.memos.add(text, author="KA")
    place = house.workplace("KA")
    en, to, tre = (m.id for m in sorted(place.memos.all(), key=lambda m: ["en", "to", "tre"].index(m.text)))
    place.memos.edit(en, text="en!")
    place.memos.remove([to])
    place.memos.edit(tre, text="tre!")
    here = next(m.id for m in house.main.memos.all() if m.text == "tre")
    house.main.memos.edit(here, text="TRE")
    sent = house.sent(place)
    (conflict,) = house.main.team.preview(sent).conflicts
    assert (conflict.here, conflict.theirs) == ("TRE", "tre!")
    done = house.main.team.merge(sent, {conflict.id: "theirs"})
    assert done.memos == {"changed": 2, "removed": 1}
    assert sorted(m.text for m in house.main.memos.all()) == ["en!", "tre!"]


def test_a_coding_that_something_rests_on_stays(house: House) -> None:
    ref = code(house.main, 2, "okonomi", coder="KA")
    house.main.memos.add("leders", author="LE", coding=ref)
    place = house.workplace("KA")
    place.codings.remove([ref])
    done = house.main.team.merge(house.sent(place), {f"coding:{ref}:removed": "theirs"})
    assert done.conflicts[0].here == "memo (1)"
    assert [c.ref for c in house.main.codings.all()] == [ref]


def test_an_answer_that_settles_nothing(house: House) -> None:
    place = house.workplace("KA")
    code(place, 2, "gjeld")
    house.main.codebook.plan.remove("gjeld").apply()
    with pytest.raises(BsbError, match="does not settle code:gjeld:gone"):
        house.main.team.merge(house.sent(place), {"code:gjeld:gone": "nowhere"})
    assert house.main.codings.all() == []


def test_what_stopped_half_way_has_not_begun(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    place = house.workplace("KA")
    place.codebook.plan.add("Ensomhet", facet="theme").apply()
    code(place, 2, "ensomhet")
    place.memos.add("notat", author="KA")
    sent = house.sent(place)
    before, entries = essence(house.main), house.main.journal.entries()

    def stop(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("bsb.exchange.team.note_merge.MemoMerge.run", stop)
        with pytest.raises(KeyboardInterrupt):
            house.main.team.merge(sent)
    assert (essence(house.main), house.main.journal.entries()) == (before, entries)
    assert house.main.team.merge(sent).codings == {"added": 1}


def test_transcripts_stay_as_they_were_handed_out(house: House) -> None:
    place = house.workplace("KA")
    code(place, 2, "okonomi")
    before = place.transcripts.get(FG)
    for do in (
        lambda: revise(place, "er høy", "er altfor høy"),
        lambda: place.consent.withdraw(FG, "B1"),
        lambda: place.removing.remove(FG),
    ):
        with pytest.raises(BsbError, match="transcripts stay as they were handed out"):
            do()
    assert place.transcripts.get(FG) == before
    assert len(place.codings.all()) == 1


def test_a_memo_on_a_coding_without_a_place_stays_at_home(house: House) -> None:
    ref = code(house.main, 3, "okonomi", "trappa er mørk", coder="KA")
    house.main.memos.add("notat", author="KA", coding=ref)
    revise(house.main, "Husleia er høy … og trappa er mørk.", "Ja.")
    place = house.workplace("KA")
    assert (place.codings.all(), place.memos.all()) == ([], [])
    code(place, 2, "bolig")
    house.back(place)
    assert [m.text for m in house.main.memos.all()] == ["notat"]
    assert len(house.main.placing.all()) == 1


KILLED = """
import json, os, sys
from pathlib import Path
from bsb.exchange.team import note_merge
from bsb.project import Project
note_merge.MemoMerge.run = lambda self: os._exit(9)  # codes and codings are written, memos are not
project = Project.open(sys.argv[1])
project.team.merge(json.loads(Path(sys.argv[2]).read_text("utf-8")))
"""


@pytest.mark.file_only
def test_a_merge_that_was_killed_has_left_nothing(house: House) -> None:
    place = house.workplace("KA")
    code(place, 2, "okonomi")
    place.memos.add("notat", author="KA")
    sent = house.sent(place)
    before, entries = essence(house.main), house.main.journal.entries()
    house.main.close()
    held = house.folder / "sent.json"
    held.write_text(json.dumps(sent), encoding="utf-8")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(house.main.root), str(held)], check=False)
    assert killed.returncode == 9
    main = Project.open(house.main.root)
    assert (essence(main), main.journal.entries()) == (before, entries)
    assert main.team.merge(sent).codings == {"added": 1}
    main.close()
