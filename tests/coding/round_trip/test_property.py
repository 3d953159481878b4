"""Whatever is coded, by whomever, comes out of Word and Excel as it went in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsb.coding.round_trip.record import State, state_of
from bsb.privacy.review import Decision
from bsb.project import Project
from bsb.text.normal import normalise
from tests.coding.conftest import BOOK
from tests.conftest import TALK, ticking

TURNS = [line.partition(": ")[2] for line in TALK.strip().split("\n")]
TEXT = "\n".join(TURNS)
_memos = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n;,"), max_size=30)


@st.composite
def codings(draw: Any) -> State:
    low = draw(st.integers(0, len(TEXT) - 1))
    high = draw(st.integers(low + 1, min(len(TEXT), low + 90)))
    words = TEXT[low:high].strip() or TEXT[: len(TURNS[0])]
    start = TEXT.find(words, low) if words in TEXT[low:] else 0
    return State(
        start,
        start + len(words),
        draw(st.sampled_from(["bolig", "okonomi", "kontinuitet", "gjeld", "husleie"])),
        draw(st.sampled_from(["KA", "TL", "Ærlig Øst"])),
        draw(st.sampled_from(["positive", "critical", "mixed", "neutral"])),
        draw(st.sampled_from([None, "individual", "organisation"])),
        draw(st.sampled_from([None, "planning", "implementation"])),
        normalise("\n".join(" ".join(line.split()) for line in draw(_memos).split("\n")).strip()),
    )


@pytest.fixture(scope="module")
def bare() -> Any:
    """A project with the talk and the codebook, for all examples."""
    with tempfile.TemporaryDirectory() as folder:
        made = Project.init(Path(folder) / "p", name="Prøve", now=ticking())
        talk, book = made.root / "alna-fg1.txt", made.root / "kodebok.yaml"
        talk.write_text(TALK, encoding="utf-8")
        book.write_text(BOOK, encoding="utf-8")
        made.interviews.add("alna-fg1", district="Alna", participants=3)
        draft = made.importer.read(talk)
        keep = {hit: Decision("keep", "", "made up") for hit in draft.open_hits}
        made.importer.store(draft, "alna-fg1", reviewer="KA", decisions=keep)
        made.codebook.import_file(book)
        assert made.transcripts.get("alna-fg1").text == TEXT
        yield made
        made.close()


@pytest.mark.parametrize("kind", ["word", "excel"])
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(codings(), max_size=6, unique_by=lambda state: state.identity))
def test_random_codings_survive(kind: str, bare: Project, found: list[State]) -> None:
    rows = [
        (
            n,
            {f: str(getattr(s, f) or "") for f in ("code", "coder", "valence", "level", "phase", "memo")}
            | {
                "interview": "alna-fg1",
                "turn": str(TEXT.count("\n", 0, s.start) + 1),
                "start": str(s.start),
                "end": str(s.end),
                "quote": TEXT[s.start : s.end],
            },
        )
        for n, s in enumerate(found)
    ]
    while bare.codings.all():  # those of an example that failed
        bare.journal.undo()
    bare.codings.put(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = bare.coding_files.export("alna-fg1", kind=kind, out=Path(folder)).path
        again = bare.coding_files.export("alna-fg1", kind=kind, out=Path(folder) / "igjen").path
        assert path.read_bytes() == again.read_bytes()
        before = {c.uid: state_of(c) for c in bare.codings.all()}
        assert set(before.values()) == set(found)
        file = bare.round_trip.read(path)
        for coder in ("KA", "TL", "Ærlig Øst"):
            plan = bare.round_trip.plan(file, coder=coder)
            assert (plan.changes(), plan.compared.same) == ([], len(found))
            assert not (plan.found.questions or plan.found.problems or plan.found.left or plan.compared.remarks)
        if found:
            bare.journal.undo()
        assert bare.codings.all() == []
        _forget_that_they_were_there(bare)
        for coder in ("KA", "TL", "Ærlig Øst"):
            bare.round_trip.take_in(bare.round_trip.plan(file, coder=coder))
        assert {c.uid: state_of(c) for c in bare.codings.all()} == before
        while bare.codings.all():
            bare.journal.undo()


def _forget_that_they_were_there(project: Project) -> None:
    """Make the project another one, that has never had these codings."""
    from sqlalchemy import delete, update

    from bsb.store.schema import journal

    with project.store.write() as connection:
        connection.execute(update(journal).values(reverses=None, reversed_by=None))
        connection.execute(delete(journal).where(journal.c.action.in_(["undo", "code.import"])))
