from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.coding.code_history import all_in_words, history_sheet
from bsb.coding.suggest import Suggestions
from bsb.errors import BsbError
from bsb.privacy.review import Decision
from bsb.project import Project
from tests.conftest import CODEBOOK, TALK

FG, OTHER = "alna-fg1", "alna-fg2"
TL = (f"{FG},2,TL,okonomi,critical,,{'2' * 32}", f"{FG},3,TL,okonomi,critical,,{'3' * 32}")
KA = (
    f"{FG},2,KA,okonomi,positive,husleia er høy,{'a' * 32}",
    f"{FG},5,KA,kontinuitet,mixed,,{'b' * 32}",
    f"{FG},3,KA,bolig,critical,,{'c' * 32}",
)


def put(project: Project, *rows: str) -> None:
    table = project.root / "kodinger.csv"
    table.write_text("\n".join(["interview,turn,coder,code,valence,quote,uid", *rows]), encoding="utf-8")
    project.codings.import_file(table)


def make(folder: Path) -> Project:
    """A project with two transcripts, in which TL has coded the first; ids and times are always the same."""
    project = Project.init(folder, name="Prøve", now=lambda: "2026-05-20T12:00:00Z")
    book = project.root / "kodebok.yaml"
    book.write_text(CODEBOOK, encoding="utf-8")
    project.codebook.import_file(book)
    for name, text in ((FG, TALK), (OTHER, TALK.replace("trappa", "gangen"))):
        path = project.root / "corpora" / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        project.interviews.add(name, district="Alna", participants=3)
        draft = project.importer.read(path)
        keep = {hit: Decision("keep", "", "made up") for hit in draft.open_hits}
        project.importer.store(draft, name, reviewer="KA", decisions=keep)
    put(project, *TL)
    return project


@pytest.fixture
def blind(tmp_path: Path) -> Project:
    """A project in which TL looks, while a round with KA is open."""
    project = make(tmp_path / "blind")
    project.memos.add("om økonomi", author="TL", coding="k2222")
    put(project, *KA)
    for options in ({"coding": "kaaaa"}, {"interview": FG}):
        project.memos.add("bare for meg", author="KA", **options)  # type: ignore[arg-type]
    Suggestions(project.journal, project.codebook).refuse(FG, 3, "okonomi", coder="KA")
    project.rounds.open("first", {"KA": "kari", "TL": "tone"}, interviews=[FG])
    project.store.viewer = lambda: ["Tone"]
    return project


@pytest.fixture
def alone(tmp_path: Path) -> Project:
    """The same project, in which KA has done nothing."""
    project = make(tmp_path / "alone")
    project.memos.add("om økonomi", author="TL", coding="k2222")
    return project


def tables(project: Project) -> str:
    sheets = project.tables.all()
    return "\n".join(f"{sheet.name} {[tuple(row) for row in sheet.rows]}" for sheet in sheets)


def papers(project: Project) -> str:
    from docx import Document

    made = project.reports.process("Alna")
    return "\n".join(p.text for p in Document(str(made.path)).paragraphs)


#: What codings make no difference to, or not those of this project.
SAME = ("interaction", "unplaced", "process document")
READERS: dict[str, Callable[[Project], object]] = {
    "code list": lambda p: p.codings.all(),
    "code list --text": lambda p: p.codings.all(text="husleia"),
    "coders": lambda p: p.codings.coders(),
    "kwic": lambda p: p.codings.in_context(p.codings.all()),
    "codebook counts": lambda p: p.codebook.all(),
    "memos": lambda p: list(p.memos.all()),
    "search --code": lambda p: p.search.find("trappa", where=p.search.where(codes=["bolig"])),
    "matrices": lambda p: [p.matrices.make(name) for name in p.matrices.names() if name.startswith(("tema", "tjen"))],
    "cells": lambda p: p.matrices.codings(p.matrices.make("temaer-intervjuer")),  # type: ignore[arg-type]
    "cell ids": lambda p: p.matrices.coding_ids(p.matrices.make("temaer-intervjuer")),  # type: ignore[arg-type]
    "cautions": lambda p: p.analyses.cautions(),
    "saturation": lambda p: p.analyses.saturation(),
    "interaction": lambda p: p.analyses.interactions(),
    "agreement": lambda p: (p.agreement.coders(), p.agreement.disagreements(), p.agreement.report(draws=0)),
    "verdicts on suggestions": lambda p: p.suggestions.verdicts(),
    "tables for other programs": tables,
    "unplaced": lambda p: p.placing.all(),
    "status": lambda p: p.progress(),
    "process document": papers,
    "removing a code": lambda p: p.codebook.plan.edit("okonomi", codable=False).notices,
    "merging codes": lambda p: p.codebook.plan.merge(["kontinuitet"], into="okonomi").effects,
    "revising": lambda p: revised(p),
}


def revised(project: Project) -> object:
    text = TALK.replace("er høy", "er altfor høy")
    preview = project.revisions.preview(project.revisions.read_text(FG, text), FG)
    return [(each.code, each.coder, each.before) for each in preview.listed]


@pytest.mark.parametrize("name", READERS)
def test_while_a_round_is_open_all_is_as_if_the_others_had_done_nothing(
    blind: Project, alone: Project, name: str
) -> None:
    read = READERS[name]
    expected = repr(read(alone))
    assert repr(read(blind)).replace(str(blind.root), str(alone.root)) == expected
    blind.store.viewer = lambda: ["kari"]
    if name not in SAME:
        assert repr(read(blind)) != expected
    blind.journal.actor = blind.rounds.all()[0].opened_by
    blind.rounds.close("first")
    if name not in SAME:
        assert repr(read(blind)) != expected


def test_the_journal_tells_nothing_of_it_either(blind: Project) -> None:
    told = repr(history_sheet(blind.store, str).rows)
    assert not re.search(r"kontinuitet|kaaaa|positive|k(a{7}|b{7}|c{7})|, KA", told)
    memos = [e.about for e in reversed(blind.journal.entries()) if e.action == "memo.add"]
    assert memos == ["coding k2222", *["hidden while a blind round is open"] * 2]
    mine = next(e for e in all_in_words(blind.store) if e.action == "code.import")
    assert len(mine.effects) == len(TL)
    blind.rounds.close("first")
    assert re.search(r"kontinuitet", repr(history_sheet(blind.store, str).rows))


def test_what_must_touch_every_coding_does(blind: Project) -> None:
    draft = blind.revisions.read_text(FG, TALK.replace("er høy", "er altfor høy"))
    blind.revisions.revise(draft, FG, reviewer="TL")
    assert {c.coder for c in blind.codings.all()} == {"TL"}
    blind.codebook.plan.merge(["kontinuitet"], into="okonomi").apply()
    blind.rounds.close("first")
    codings = blind.codings.all()
    assert sorted(c.coder for c in codings) == ["KA", "KA", "KA", "TL", "TL"]
    text = blind.transcripts.get(FG).text
    assert all(text[c.start : c.end] == c.quote for c in codings)
    assert {c.code for c in codings if c.coder == "KA"} == {"okonomi", "bolig"}


def test_only_work_that_tells_nobody_reads_past_a_round() -> None:
    """Every other reader goes through the views; a new file in this list needs a reason."""
    home = Path(__file__).parents[2] / "bsb"
    found = {
        path.relative_to(home).as_posix() for path in home.rglob("*.py") if "whole=True" in path.read_text("utf-8")
    }
    assert found == {
        "coding/agreement/report.py",  # to say that someone's codings may not be seen, and not that there are none
        "coding/coding_changes.py",  # to leave a coding alone that is there
        "coding/coding_table.py",
        "coding/rounds.py",  # who has begun
        "coding/suggest.py",
        "corpus/removing.py",  # what will be erased
        "corpus/revise.py",  # every coding moves with its words
        "exchange/team/team.py",  # coders' signs
        "store/copying.py",  # a copy is equal to the row
        "store/health.py",
        "store/snapshot.py",  # a backup holds all
        "store/visibility.py",
    }


def test_others_codings_in_other_interviews_are_seen(blind: Project) -> None:
    put(blind, f"{OTHER},2,KA,okonomi,critical,,{'d' * 32}")
    assert {(c.interview, c.coder) for c in blind.codings.all()} == {(FG, "TL"), (OTHER, "KA")}


def test_asking_for_someone_hidden_is_refused_in_so_many_words(blind: Project) -> None:
    with pytest.raises(BsbError, match="blind round is open"):
        blind.agreement.report(["KA", "TL"])


def test_who_opened_it_closes_it(blind: Project) -> None:
    keeper = blind.journal.actor
    blind.journal.actor = "tone"
    with pytest.raises(BsbError, match=f"{keeper} opened the round first"):
        blind.rounds.close("first")
    blind.journal.actor = keeper
    assert not blind.rounds.close("fir").open
    assert {c.coder for c in blind.codings.all()} == {"KA", "TL"}
    with pytest.raises(BsbError, match="closed already"):
        blind.rounds.close("first")
    blind.journal.undo()
    assert {c.coder for c in blind.codings.all()} == {"TL"}


def test_a_round_tells_who_has_begun_and_no_more(blind: Project) -> None:
    (found,) = blind.rounds.all()
    assert [(c.coder, c.login, c.begun) for c in found.coders] == [("KA", "kari", 1), ("TL", "tone", 1)]
    assert found.interviews == (FG,)


@pytest.mark.parametrize(
    ("name", "coders", "interviews", "says"),
    [
        ("", {"KA": "", "TL": ""}, [OTHER], "needs a name"),
        ("two", {"KA": ""}, [OTHER], "two coders or more"),
        ("two", {"KA": "", "ka": ""}, [OTHER], "two coders or more"),
        ("First", {"KA": "", "TL": ""}, [OTHER], "already a round"),
        ("two", {"KA": "", "TL": ""}, [FG], "in the open round first already"),
        ("two", {"KA": "", "TL": ""}, ["alan-fg1"], "no interview called"),
    ],
)
def test_a_round_that_cannot_be(
    blind: Project, name: str, coders: dict[str, str], interviews: list[str], says: str
) -> None:
    entries = blind.journal.entries()
    with pytest.raises(BsbError, match=says):
        blind.rounds.open(name, coders, interviews=interviews)
    assert blind.journal.entries() == entries
