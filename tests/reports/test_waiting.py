"""What waits for people."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest

from bsb.corpus.conferences import Conference
from bsb.project import Project
from bsb.reports.waiting import waiting
from tests.cli.conftest import Run, bsb
from tests.dialogue.conftest import conference, found

__all__ = ["bsb", "conference", "found"]

SOON, LATER = datetime.date(2026, 6, 1), datetime.date(2027, 5, 20)


def counted(project: Project, today: datetime.date = SOON) -> dict[str, int]:
    made = waiting(
        project.quotes.all(),
        project.findings.all(),
        project.conferences.all(),
        project.verdicts.all(),
        project.followups.all(),
        today,
    )
    return {each.key: each.n for each in made}


def test_a_new_project_waits_for_nothing(project: Project) -> None:
    assert counted(project) == {}


def test_quotes_wait_until_they_are_decided(found: Project) -> None:
    quote = found.quotes.add(found.codings.all()[0].ref).quote
    assert counted(found)["quotes"] == 1
    found.quotes.approve([quote.ref], by="KA")
    assert "quotes" not in counted(found)


def test_a_finding_waits_for_something_behind_it(found: Project) -> None:
    assert counted(found) == {"evidence": 1}
    found.findings.edit("F2", {"evidence": found.codings.all()[0].ref})
    assert counted(found) == {}


def test_a_conference_waits_for_its_groups_and_then_for_what_they_left_out(
    found: Project, conference: Conference
) -> None:
    assert "minutes" not in counted(found, datetime.date(2026, 5, 19))  # it is not held yet
    assert counted(found)["minutes"] == 1
    found.verdicts.enter(conference, "Gruppe 1", "F1", "confirmed")
    assert "minutes" not in counted(found)
    assert counted(found)["verdicts"] == 1
    found.verdicts.enter(conference, "Gruppe 1", "F2", "confirmed")
    assert "verdicts" not in counted(found)


@pytest.mark.usefixtures("conference")
def test_a_recommendation_is_due_a_year_after_the_conference_until_somebody_says_something(found: Project) -> None:
    assert "followups" not in counted(found, LATER - datetime.timedelta(days=1))
    assert counted(found, LATER)["followups"] == 1
    found.followups.set("R1", "begun", by="ledere", on="2026-12-01")
    assert counted(found, LATER)["followups"] == 1
    found.followups.set("R1", "begun", by="ledere", on="2027-05-21")
    assert "followups" not in counted(found, LATER)


def test_what_is_done_is_not_asked_about_again(found: Project, conference: Conference) -> None:
    found.followups.set("R1", "done", by="ledere", on="2026-12-01")
    assert "followups" not in counted(found, LATER)


def test_the_command_says_what_waits_and_what_shows_it(found: Project, bsb: Callable[..., Run]) -> None:
    assert "1 finding has nothing behind it: bsb finding list" in bsb("status", "-C", found.root).out
    (each,) = json.loads(bsb("status", "-C", found.root, "--json").out)["waiting"]
    assert (each["key"], each["n"], each["command"]) == ("evidence", 1, "bsb finding list")


def test_a_finding_that_no_coding_bears_out_waits(found: Project) -> None:
    found.findings.edit("F1", {"kind": "god praksis"})
    assert counted(found)["unsaid"] == 1
