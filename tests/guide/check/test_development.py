"""The rules do on their development set what they were made for, and leave shipped guides in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.guide_check.measure import QUESTIONS, places, run, score
from bsb.guide.check import check_guide
from bsb.guide.check.run import RULES
from bsb.guide.library import Guides
from bsb.shipped import shipped

DEVELOPMENT = Path(__file__).with_name("development.yaml")


@pytest.mark.parametrize("path", [DEVELOPMENT, QUESTIONS], ids=["development", "test"])
def test_precision_and_recall_stay_above_the_goal(path: Path) -> None:
    cases = run(path)
    for fault in RULES:
        got = score(cases, fault)
        assert got.precision >= 0.9, fault
        assert got.recall >= 0.9, fault


@pytest.mark.parametrize(("name", "least"), [("hard", 21), ("fresh", 31), ("later", 19)])
def test_what_was_found_in_the_other_sets_is_still_found(name: str, least: int) -> None:
    cases = run(QUESTIONS.with_name(f"{name}.yaml"))
    assert sum(score(cases, fault).right for fault in RULES) >= least
    sound = [case.ask for case in cases if not case.planted and case.found]
    assert len(sound) <= (name == "hard")


def test_the_test_set_has_the_promised_make_up() -> None:
    planted = [case.planted for case in run(QUESTIONS)]
    assert (len(planted), planted.count("")) == (120, 60)
    assert all(planted.count(fault) >= 8 for fault in RULES)


def test_no_question_is_in_both_sets() -> None:
    assert not {case.ask for case in run(DEVELOPMENT)} & {case.ask for case in run(QUESTIONS)}


def test_nothing_is_found_in_a_shipped_guide() -> None:
    guides = Guides([shipped("guides")])
    wordlist = guides.wordlist()
    found = [
        (guide.key, finding.fault, finding.question)
        for guide in guides.list()
        for finding in check_guide(guide, wordlist, places=places())
    ]
    assert found == []
