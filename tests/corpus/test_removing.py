from __future__ import annotations

import pytest

from bsb.corpus.removing import Removing
from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import TALK, code, everything
from tests.corpus.revising import revise, talked


def test_a_transcript_goes_with_all_that_rests_on_it(project: Project) -> None:
    talked(project)
    code(project, "alna-fg1,3,KA,bolig,critical,trappa er mørk", "alna-fg1,5,KA,kontinuitet,positive,")
    revise(project, TALK.replace(" … og trappa er mørk", ""))
    removing = Removing(project.journal, project.transcripts)
    told = removing.preview("alna")
    assert removing.remove("alna") == told
    assert (told.interview, told.turns, told.codings) == ("alna-fg1", 6, 2)
    assert project.interviews.get("alna-fg1").words is None
    assert len(project.interviews.participants("alna-fg1")) == 3
    assert project.codings.all() == []
    with pytest.raises(BsbError, match="final"):
        project.journal.undo()
    data = everything(project)
    for said in ("trappa", "De som kommer", "husleia"):
        assert said.encode() not in data
    talked_again = project.importer.read(project.root / "corpora" / "alna-fg1.txt")
    assert len(talked_again.turns) == 6


def test_an_interview_without_a_transcript(project: Project) -> None:
    project.interviews.add("a", district="Alna")
    with pytest.raises(BsbError, match="no transcript yet"):
        Removing(project.journal, project.transcripts).preview("a")
