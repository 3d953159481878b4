"""Out and in again: the new project is equal to the old one."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bsb.coding.codes import Code
from bsb.coding.memos import Memos
from bsb.privacy.review import Decision
from bsb.privacy.scan import Scanner
from bsb.project import Project
from bsb.store import schema
from bsb.store.search import index_turns
from bsb.text.normal import digest
from tests.exchange.refi.archives import validate

DAY = datetime.date(2026, 5, 20)
LETTERS = "abcæøå ABC.,–…(?)😀<&>\"'=:\n"
words = st.text(alphabet=LETTERS, min_size=1, max_size=30).map(lambda t: t.strip()).filter(bool)
name = st.text(alphabet="abcæøåABC &<>\"'()", min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)
speakers = st.sampled_from(["I1", "I2", "B1", "B2", "B12", "?"])
times = st.one_of(st.none(), st.integers(0, 99_999_999))


def fields(things: Any, *without: str) -> list[tuple[str, ...]]:
    return [tuple(repr(getattr(t, f)) for f in type(t).__slots__ if f not in without) for t in things]


def equal(one: Project, other: Project) -> None:
    """Fail unless two projects hold the same, but for ids and what is not carried."""
    assert fields(one.interviews.all(), "id") == fields(other.interviews.all(), "id")
    people = [fields(p.interviews.participants(), "id") for p in (one, other)]
    assert people[0] == people[1]
    assert fields(one.codebook.all()) == fields(other.codebook.all())
    for interview in one.transcripts.all():
        before, after = (p.transcripts.get(interview.name) for p in (one, other))
        assert before.text == after.text
        assert fields(before.turns, "page") == fields(after.turns, "page")
    codings = [sorted(fields(p.codings.all(), "id")) for p in (one, other)]
    assert codings[0] == codings[1]
    assert fields(one.memos.all(kinds=["project", "interview", "coding", "cell"]), "id") == fields(
        other.memos.all(kinds=["project", "interview", "coding", "cell"]), "id"
    )
    assert sorted(fields(one.memos.all(), "id")) == sorted(fields(other.memos.all(), "id"))
    left = ("rests_on", "changed", "gone")
    assert fields(one.summaries.all(), *left) == fields(other.summaries.all(), *left)


@cache
def _empty() -> Path:
    """An empty project, to be copied: making one takes longer than all the rest."""
    folder = Path(tempfile.mkdtemp()) / "tom"
    Project.init(folder, name="Prøve & <test>").close()
    return folder


def into_new(path: Path, project: Project, folder: Path) -> Project:
    """Take a file into a new project with the same settings."""
    shutil.copytree(_empty(), folder)
    shutil.copyfile(project.root / "bsb.toml", folder / "bsb.toml")
    new = Project.open(folder, now=lambda: "2026-06-01T12:00:00Z")
    incoming = new.refi.read(path)
    taken = new.refi.store(incoming, decisions={hit: Decision("keep") for hit in incoming.review.hits}, reviewer="KA")
    assert taken.lost == ()
    return new


def with_everything(project: Project) -> None:
    """Write memos of every kind."""
    memos = Memos(project.journal, project.codebook, project.codings)
    memos.add("om alt", author="KA", title="Tanke")
    memos.add("om alt igjen", author="TL", title="Tanke")
    memos.add("om intervjuet", author="KA", interview="alna-fg1")
    memos.add("om koden", author="KA", code="nav", title="Notat nav")
    memos.add("om kodingen\n\nto avsnitt", author="KA", coding=project.codings.all()[5].ref)
    memos.add("om cella", author="KA", cell=("temaer-bydeler", "ventetid", "Alna"), title="Celle")


@pytest.mark.parametrize(
    "options", [{}, {"target": "nvivo"}, {"newline": "crlf"}, {"target": "nvivo", "newline": "lf"}]
)
def test_the_example_comes_back_whole(example: Project, tmp_path: Path, options: dict[str, str]) -> None:
    shutil.copytree(example.root, tmp_path / "ut")
    project = Project.open(tmp_path / "ut", now=lambda: "2026-06-01T12:00:00Z")
    with_everything(project)
    project.refi.export(tmp_path / "a.qdpx", date=DAY, **options)  # type: ignore[arg-type]
    new = into_new(tmp_path / "a.qdpx", project, tmp_path / "inn")
    equal(project, new)
    again = new.refi.read(tmp_path / "a.qdpx")
    assert again.review.hits == ()
    taken = new.refi.store(again, reviewer="KA")
    assert (taken.added, taken.lost) == ({}, ())
    assert len(new.journal.entries()) == 1
    assert new.journal.undo().action == "exchange.import"
    assert not new.interviews.all() and not new.codebook.all() and not new.memos.all() and not new.summaries.all()
    project.close()
    new.close()


def test_case_codes_do_not_come_back_as_codes(example: Project, tmp_path: Path) -> None:
    example.refi.export(tmp_path / "a.qdpx", date=DAY, case_codes=True)
    validate(tmp_path / "a.qdpx")
    Project.init(tmp_path / "n").close()
    shutil.copyfile(example.root / "bsb.toml", tmp_path / "n" / "bsb.toml")
    new = Project.open(tmp_path / "n")
    incoming = new.refi.read(tmp_path / "a.qdpx")
    taken = new.refi.store(incoming, decisions={h: Decision("keep") for h in incoming.review.hits}, reviewer="KA")
    assert [lost.kind for lost in taken.lost] == ["case_codes"]
    assert len(new.codebook.all()) == len(example.codebook.all())
    assert sorted(fields(new.codings.all(), "id")) == sorted(fields(example.codings.all(), "id"))
    new.close()


def test_a_revised_transcript_takes_codings_by_their_words(example: Project, tmp_path: Path) -> None:
    shutil.copytree(example.root, tmp_path / "p")
    project = Project.open(tmp_path / "p", now=lambda: "2026-06-01T12:00:00Z")
    project.refi.export(tmp_path / "a.qdpx", date=DAY)
    before = {c.uid: c.quote for c in project.codings.all(interviews=["sagene-fg1"])}
    text = "\n".join(f"{t.speaker}: {t.text}" for t in project.transcripts.get("sagene-fg1").turns)
    draft = project.revisions.read_text("sagene-fg1", text.replace("I1: ", "I1: Ja, ", 3))
    keep = {hit: Decision("keep") for hit in draft.hits}
    project.revisions.revise(draft, "sagene-fg1", decisions=keep, reviewer="KA")
    project.quotes.remove([quote.ref for quote in project.quotes.all() if quote.coding.uid in before])
    project.codings.remove([f"k{uid[:7]}" for uid in before])
    project.refi.store(project.refi.read(tmp_path / "a.qdpx"), reviewer="KA")
    assert {c.uid: c.quote for c in project.codings.all(interviews=["sagene-fg1"])} == before
    project.close()


def test_another_text_of_the_same_name_is_refused(coded: Project, tmp_path: Path) -> None:
    from bsb.errors import BsbError

    coded.refi.export(tmp_path / "a.qdpx", date=DAY)
    other = Project.init(tmp_path / "n")
    talk = tmp_path / "x.txt"
    talk.write_text("I1: Noe helt annet her?\nB1: Ja, ikke et ord likt.\n", encoding="utf-8")
    other.interviews.add("alna-fg1", district="Alna", participants=1)
    other.importer.store(other.importer.read(talk), "alna-fg1", reviewer="KA")
    with pytest.raises(BsbError, match="another text here"):
        other.refi.store(other.refi.read(tmp_path / "a.qdpx"), reviewer="KA")
    assert not other.codebook.all()
    other.close()


@st.composite
def projects(draw: st.DrawFn) -> dict[str, Any]:
    codes = draw(
        st.lists(
            st.tuples(name, st.sampled_from(["service", "theme", "free"]), words, st.booleans()),
            min_size=1,
            max_size=5,
        )
    )
    # No project holds one text twice: an import refuses it.
    talks = draw(
        st.lists(
            st.lists(st.tuples(speakers, times, words), min_size=1, max_size=6),
            max_size=3,
            unique_by=lambda talk: "\n".join(said for _speaker, _time, said in talk),
        )
    )
    codings = draw(
        st.lists(
            st.tuples(
                *(st.integers(0, 10**6) for _ in range(4)),
                st.sampled_from(["KA", "T & <L>"]),
                st.sampled_from(schema.VALENCES),
                st.sampled_from([None, *schema.LEVELS]),
                st.sampled_from([None, *schema.PHASES]),
                st.one_of(st.just(""), words),
            ),
            max_size=8,
        )
    )
    memos = draw(
        st.lists(st.tuples(st.sampled_from(schema.MEMO_KINDS), words, st.one_of(st.just(""), name)), max_size=5)
    )
    summaries = draw(st.dictionaries(st.tuples(name, name), words, max_size=3))
    people = draw(st.dictionaries(name, words, max_size=2))
    return {
        "codes": codes,
        "talks": talks,
        "codings": codings,
        "memos": memos,
        "summaries": summaries,
        "people": people,
    }


def build(folder: Path, made: dict[str, Any]) -> Project:
    """Make a project of what was drawn."""
    shutil.copytree(_empty(), folder)
    project = Project.open(folder, now=lambda: "2026-05-20T12:00:00Z")
    codes: list[Code] = []
    for number, (called, facet, text, nested) in enumerate(made["codes"]):
        above = [c for c in codes if c.facet == facet]
        text = " ".join(text.split())
        codes.append(
            Code(
                f"k{number}",
                facet,
                called,
                parent=above[-1].key if nested and above else None,
                definition=text,
                include=" ".join(text[::2].split()),
                memo=" ".join(text[1:].split()),
                short=called[:3].strip(),
            )
        )
    project.codebook.put(codes)
    ids = []
    for number, turns in enumerate(made["talks"]):
        interview = f"alna-fg{number + 1}"
        people = {p: dict(made["people"]) for p in sorted({s for s, _t, _w in turns if s.startswith("B")})}
        project.interviews.add(
            interview, district="Alna", participants=people, setting=turns[0][2], minutes=number or None
        )
        ids.append(_say(project, interview, turns))
    if ids:
        _code(project, ids, made["codings"], codes)
    _note(project, made)
    return project


def _say(project: Project, interview: str, turns: list[tuple[str, int | None, str]]) -> tuple[int, str]:
    text = "\n".join(said for _speaker, _time, said in turns)
    with project.journal.change("transcript.import", interview) as change:
        row = {
            "interview_id": project.interviews.get(interview).id,
            "text": text,
            "sha256": digest(text + interview),
            "source_sha256": digest(interview),
            "source_format": "txt",
            "words": 0,
            "approved_by": "KA",
            "approved_at": "2026-05-20T12:00:00Z",
        }
        from bsb.text.marks import words as words_of

        row["words"] = sum(len(words_of(said)) for _s, _t, said in turns)
        (transcript_id,) = change.insert(schema.transcript, [row])
        rows, at = [], 0
        for number, (speaker, time, said) in enumerate(turns, 1):
            role = {"I": "facilitator", "B": "participant"}.get(speaker[0], "unknown")
            rows.append(
                {
                    "transcript_id": transcript_id,
                    "number": number,
                    "speaker": speaker,
                    "role": role,
                    "start": at,
                    "end": at + len(said),
                    "time_ms": time,
                    "page": None,
                    "removed": 0,
                }
            )
            at += len(said) + 1
        turn_ids = change.insert(schema.turn, rows)
        index_turns(change.connection, list(zip(turn_ids, (t[2] for t in turns), strict=True)))
    return transcript_id, text


def _code(project: Project, ids: list[tuple[int, str]], drawn: list[Any], codes: list[Code]) -> None:
    import uuid

    with project.journal.store.read() as connection:
        from bsb.store.codings import codes as rows

        code_ids = [row["id"] for row in rows(connection)]
    found: dict[Any, dict[str, Any]] = {}
    for number, (a, b, c, d, coder, valence, level, phase, memo) in enumerate(drawn):
        transcript_id, text = ids[a % len(ids)]
        start = b % len(text)
        end = start + 1 + c % (len(text) - start)
        row = {
            "transcript_id": transcript_id,
            "start": start,
            "end": end,
            "code_id": code_ids[d % len(code_ids)],
            "coder": coder,
        }
        found[tuple(row.values())] = row | {
            "uid": uuid.uuid5(uuid.NAMESPACE_OID, str(number)).hex,
            "sha256": digest(text[start:end]),
            "valence": valence,
            "level": level,
            "phase": phase,
            "memo": memo,
            "at": f"2026-05-20T12:00:{number:02}Z",
        }
    with project.journal.change("code.import", "") as change:
        change.insert(schema.coding, list(found.values()))


def _note(project: Project, made: dict[str, Any]) -> None:
    memos = Memos(project.journal, project.codebook, project.codings)
    codings, interviews = project.codings.all(), project.interviews.all()
    for number, (kind, text, title) in enumerate(made["memos"]):
        about: dict[str, Any] = {}
        if kind == "code":
            about = {"code": f"k{number % len(made['codes'])}"}
        elif kind == "interview" and interviews:
            about = {"interview": interviews[number % len(interviews)].name}
        elif kind == "coding" and codings:
            about = {"coding": codings[number % len(codings)].ref}
        elif kind == "cell":
            about = {"cell": ("temaer", f"k{number}", "Alna × øst")}
        memos.add(text, author="KA", title=title, **about)
    cells = {(f"k{n}", column): text for n, ((_row, column), text) in enumerate(made["summaries"].items())}
    project.summaries.put("tjenester-temaer", cells, author="TL")


# Shrinking would make hundreds of projects; the example as drawn is small enough to read.
@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(projects(), st.sampled_from([{}, {"target": "nvivo"}, {"newline": "crlf"}]))
def test_any_project_comes_back_equal(
    monkeypatch: pytest.MonkeyPatch, made: dict[str, Any], options: dict[str, str]
) -> None:
    monkeypatch.setattr(Scanner, "scan", lambda _self, _turns: [])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        project = build(folder / "ut", made)
        done = project.refi.export(folder / "a.qdpx", date=DAY, **options)  # type: ignore[arg-type]
        assert done.lost == ()
        validate(folder / "a.qdpx")
        new = into_new(folder / "a.qdpx", project, folder / "inn")
        equal(project, new)
        project.close()
        new.close()
