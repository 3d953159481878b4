from __future__ import annotations

from pathlib import Path

from bench.evaluations import make, plan
from bsb.project import Project
from bsb.text.normal import digest


def test_the_same_seed_plans_the_same_evaluations() -> None:
    assert plan(20) == plan(20)
    assert plan(20) != plan(20, seed=2)
    assert len({each.name for each in plan(20)}) == 20


def test_themes_are_called_the_same_or_otherwise_or_are_split_or_missing() -> None:
    planned = plan(20)
    themes = {theme for each in planned for theme in each.truth.values()}
    assert len(themes) == 12
    ways = set()
    for each in planned:
        for theme in themes:
            own = [key for key, common in each.truth.items() if common == theme]
            ways.add("none" if not own else "merged" if len(own) > 1 else "same" if own == [theme] else "renamed")
        assert set(each.truth) < {key for key, *_rest in each.codes}  # and codes of its own
    assert ways == {"same", "renamed", "merged", "none"}


def test_a_project_is_whole_and_the_same_for_the_same_seed(tmp_path: Path) -> None:
    (planned,) = plan(1)
    seen = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        make(planned, folder, interviews=2)
        project = Project.open(folder)
        codings = project.codings.all()
        assert all(digest(coding.quote) and coding.role == "participant" for coding in codings)
        assert {quote.state for quote in project.quotes.all()} == {"approved", "proposed"}
        assert {each.consent for each in project.interviews.participants()} == {"given"}
        assert project.verdicts.all()
        assert [found.what for found in project.examine() if found.wrong] == []
        seen.append([(coding.uid, coding.quote, coding.code, coding.valence) for coding in codings])
        project.close()
    assert seen[0] == seen[1]
