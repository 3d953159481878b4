from __future__ import annotations

import pytest

from bsb.analysis.matrix import Matrix
from bsb.corpus.conferences import Conference
from bsb.dialogue.before_after import to_frame
from bsb.dialogue.verdicts import GroupReport, Judged
from bsb.errors import BsbError
from bsb.formats.docx import read
from bsb.project import Project
from tests.dialogue.conftest import NICE, RENT


@pytest.fixture
def judged(found: Project, conference: Conference) -> Project:
    """F1 confirmed by one group and disputed by another, F2 not discussed, F3 new."""
    found.verdicts.enter(conference, "Gruppe 1", "F1", "confirmed", author="KA")
    found.verdicts.enter(conference, "Gruppe 2", "F1", "disputed", comment="Ikke alle.", author="KA")
    found.verdicts.add_new(conference, "Gruppe 2", {"statement": "Trappa er mørk.", "kind": "challenge"})
    return found


def test_where_groups_differ_a_finding_is_nuanced(judged: Project, conference: Conference) -> None:
    rent, nice, new = judged.verdicts.outcomes(conference)
    assert (rent.verdict, rent.before, rent.stands) == ("nuanced", RENT, RENT)
    assert (nice.verdict, nice.stands) == ("", NICE)
    assert (new.verdict, new.before, new.stands) == ("new", "", "Trappa er mørk.")
    frame = to_frame([rent, nice, new])
    assert list(frame["verdict"]) == ["nuanced", "", "new"]
    assert frame.loc[0, "groups"] == "Gruppe 1: confirmed; Gruppe 2: disputed"


def test_counts_are_what_the_display_takes(judged: Project) -> None:
    assert judged.verdicts.counts() == {
        "okonomi": {"before": 1, "nuanced": 1},
        "uten tema": {"before": 1, "new": 1},
    }
    assert judged.verdicts.counts(by="district") == {"Alna": {"before": 2, "nuanced": 1, "new": 1}}
    assert judged.verdicts.counts(district="Bjerke") == {}
    drawing = judged.displays.draw("for-og-etter", district="Alna")
    assert "1 ble nyansert" in drawing.alt


def test_the_matrix_counts_findings_by_verdict_and_district(judged: Project) -> None:
    made = judged.matrices.make("funn-bydeler")
    assert isinstance(made, Matrix)
    assert made.cell("Alna", "nuanced").speakers == 1
    assert made.cell("Alna", "new").speakers == 1
    assert made.cell("Alna", "confirmed").speakers == 0
    assert judged.reports.matrix("funn-bydeler").is_file()


def test_entering_again_changes_the_verdict_and_keeps_what_was_put_forward(
    judged: Project, conference: Conference
) -> None:
    judged.findings.edit("F1", {"statement": "Husleia er høy."})
    changed = judged.verdicts.enter(conference, "Gruppe 2", "F1", "nuanced", wording="Leia er høy for noen.")
    assert (changed.before, changed.after) == (RENT, "Leia er høy for noen.")
    assert judged.verdicts.adopt("F1").statement == "Leia er høy for noen."
    assert judged.verdicts.all(finding=1)[0].before == RENT


def test_two_wordings_are_not_adopted_without_saying_whose(judged: Project, conference: Conference) -> None:
    for group, wording in (("Gruppe 1", "En."), ("Gruppe 2", "To.")):
        judged.verdicts.enter(conference, group, "F1", "nuanced", wording=wording)
    with pytest.raises(BsbError, match="Several groups"):
        judged.verdicts.adopt("F1")
    assert judged.verdicts.adopt("F1", group="Gruppe 2").statement == "To."
    with pytest.raises(BsbError, match="No group"):
        judged.verdicts.adopt("F2")


def test_a_judged_finding_stays_and_the_verdict_goes_with_an_undo(judged: Project) -> None:
    with pytest.raises(BsbError, match="judged"):
        judged.findings.remove(["F1"])
    for _entry in range(3):
        judged.journal.undo()
    judged.findings.remove(["F1"])


def test_reports_with_a_fault_leave_nothing_behind(found: Project, conference: Conference) -> None:
    good = GroupReport(conference, "Gruppe 1", lines=(Judged(1, "confirmed"),))
    for bad in (Judged(99, "confirmed"), Judged(None, "new"), Judged(2, "enig")):
        with pytest.raises(BsbError):
            found.verdicts.take_in([good, GroupReport(conference, "Gruppe 2", lines=(bad,))])
    assert found.verdicts.groups(conference) == []


def test_the_table_of_before_and_after_is_written(judged: Project, conference: Conference) -> None:
    text = "\n".join(block.text for block in read(judged.conference_papers.before_after(conference)).blocks)
    assert RENT in text
    assert "Trappa er mørk." in text
    assert "{{" not in text
    with pytest.raises(BsbError, match=r"neither \.docx nor"):
        judged.conference_papers.before_after(conference, out=judged.output / "x.pdf")


def test_a_new_point_is_no_verdict_on_a_finding(found: Project, conference: Conference) -> None:
    with pytest.raises(BsbError, match="finding of its own"):
        found.verdicts.enter(conference, "Gruppe 1", "F1", "new", wording="Trappa er mørk.")
    assert found.verdicts.groups(conference) == []
