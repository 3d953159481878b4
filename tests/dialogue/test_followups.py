from __future__ import annotations

import pytest

from bsb.dialogue.followups import to_frame
from bsb.errors import BsbError
from bsb.formats.docx import read
from bsb.project import Project


def test_what_is_said_of_a_recommendation_is_kept_with_who_and_when(found: Project) -> None:
    assert found.followups.get("R1").status == "not_begun"
    found.followups.set("R1", "begun", by="ledere", on="1.10.2026", note="Et møte er holdt.")
    one = found.followups.set("R1", "done", by="ledere", on="2027-05-20")
    assert (one.status, one.disputed) == ("done", False)
    both = found.followups.set("r1", "begun", by="brukere", on="2027-05-21", note="Vi regner ennå.")
    assert (both.status, both.disputed) == ("begun", True)
    assert [both.status_on(day) for day in ("2026-09-30", "2026-10-01", "2027-05-20")] == [
        "not_begun",
        "begun",
        "done",
    ]
    frame = to_frame([both], since="2026-05-20")
    assert list(frame.loc[0, ["then", "now", "said_by"]]) == ["not_begun", "begun", "brukere"]
    found.journal.undo()
    assert found.followups.get("R1").status == "done"


def test_what_has_moved_since_a_day(found: Project) -> None:
    found.findings.edit("F2", {"recommendations": "ansatte: Hold boligene ved like."})
    found.followups.set("R1", "begun", by="ledere", on="2026-10-01")
    assert [each.recommendation.ref for each in found.followups.moved("2026-05-20")] == ["R1"]
    assert found.followups.moved("2026-11-01") == []


@pytest.mark.parametrize(
    ("wanted", "status", "by"), [("R9", "done", "x"), ("F1", "done", "x"), ("R1", "ferdig", "x"), ("R1", "done", " ")]
)
def test_what_cannot_be_is_refused(found: Project, wanted: str, status: str, by: str) -> None:
    with pytest.raises(BsbError):
        found.followups.set(wanted, status, by=by)


def test_a_recommendation_with_a_follow_up_is_not_lost(found: Project) -> None:
    found.followups.set("R1", "begun", by="ledere")
    with pytest.raises(BsbError, match="R1 cannot go"):
        found.findings.remove(["F1"])
    with pytest.raises(BsbError, match="R1 cannot go"):
        found.findings.edit("F1", {"recommendations": ""})


def test_the_papers_of_the_meeting_are_written(found: Project) -> None:
    found.followups.set("R1", "begun", by="ledere", on="2026-10-01", note="Et møte er holdt.")
    page = found.conference_papers.followup_page("aln")
    moved = found.conference_papers.moved(since="2026-05-20", district="Alna")
    for path in (page, moved):
        text = "\n".join(block.text for block in read(path).blocks)
        assert "Regn på økonomien" in text
        assert "{{" not in text
    assert "Én av én har" in "\n".join(block.text for block in read(moved).blocks)
    with pytest.raises(BsbError, match="no recommendations"):
        found.conference_papers.followup_page("Bjerke")
