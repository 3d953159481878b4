"""Reading leaves projects as they are, and takes no more from them than they let out."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from bsb.rooms import DATABASE
from bsb.synthesis.papers import Papers
from bsb.synthesis.reading import opened, read_consents
from bsb.synthesis.synthesis import Synthesis
from tests.synthesis.conftest import NAMES, again, project_of


def state(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_nothing_in_the_projects_folders_is_changed(synthesis: Synthesis, places: Path, made: Path) -> None:
    papers = Papers(synthesis)
    _written, read = papers.themes()
    papers.matrix(read, synthesis.root / "m.xlsx")
    synthesis.standing()
    papers.stale()
    assert state(places) == state(made)


def test_a_project_opened_to_read_cannot_be_written(synthesis: Synthesis) -> None:
    with (
        opened(synthesis.root, synthesis.settings.projects[0]) as project,
        pytest.raises(BsbError, match="read-only"),
    ):
        project.interviews.add("ny", district="Fossvik")


def test_somebody_may_be_at_work_in_a_project(synthesis: Synthesis) -> None:
    project = project_of(synthesis, NAMES[0])
    project.memos.add("Et notat", author="KA")
    assert (project.root / f"{DATABASE}-wal").exists()
    assert synthesis.gather().matrix.projects
    project.close()


def test_being_written_to_meanwhile_is_told(synthesis: Synthesis) -> None:
    with (
        pytest.raises(BsbError, match="somebody wrote"),
        opened(synthesis.root, synthesis.settings.projects[0]),
    ):
        project = project_of(synthesis, NAMES[0])
        project.memos.add("Et notat", author="KA")
        project.close()


def test_a_project_that_is_missing(synthesis: Synthesis, places: Path) -> None:
    shutil.move(places / NAMES[1], places / "flyttet")
    with pytest.raises(BsbError) as error:
        synthesis.gather()
    assert error.value.message == f"The project of {NAMES[1]} is not in ../evalueringer/{NAMES[1]}."
    assert f"--without {NAMES[1]}" in error.value.hint
    found = synthesis.standing()
    assert [bool(each.problem) for each in found] == [False, True, False]
    assert [each.name for each in synthesis.gather(without=["granås"]).matrix.projects] == [NAMES[0], NAMES[2]]
    shutil.rmtree(places / NAMES[0])
    with pytest.raises(BsbError, match="2 evaluations cannot be read"):
        synthesis.gather()


def test_another_project_in_its_place(synthesis: Synthesis, places: Path) -> None:
    shutil.rmtree(places / NAMES[1])
    shutil.copytree(places / NAMES[0], places / NAMES[1])
    with pytest.raises(BsbError, match=f"{NAMES[1]}: another project lies in"):
        synthesis.gather()


def test_an_older_project_is_not_migrated(synthesis: Synthesis, places: Path) -> None:
    file = places / NAMES[1] / DATABASE
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0009'")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(BsbError) as error:
        synthesis.gather()
    assert "data version 0009" in error.value.message
    assert f"bsb status -C ../evalueringer/{NAMES[1]}" in error.value.hint
    assert file.read_bytes() == before
    assert not list(file.parent.glob("*backup*"))


def test_a_file_that_is_no_database(synthesis: Synthesis, places: Path) -> None:
    (places / NAMES[1] / DATABASE).write_bytes(b"ikke en database" * 100)
    with pytest.raises(BsbError, match=f"{NAMES[1]}: bsb.db is no database"):
        synthesis.gather()


def test_counts_are_those_of_the_projects_own_matrices(synthesis: Synthesis) -> None:
    read = synthesis.gather()
    for listed in synthesis.settings.projects:
        project = project_of(synthesis, listed.name)
        own = project.matrices.make("temaer-bydeler")
        for theme in synthesis.codes.themes:
            keys = theme.codes.get(listed.name, ())
            if len(keys) == 1:
                whole = own.total(keys[0])
                found = read.counted[listed.name].groups.get(theme.key)
                assert (found.speakers, found.turns, found.positive) == (whole.speakers, whole.turns, whole.positive)
        project.close()


def test_in_merged_codes_each_person_counts_once(synthesis: Synthesis) -> None:
    listed = synthesis.settings.projects[0]
    project = project_of(synthesis, listed.name)
    keys = [code.key for code in project.codebook.all("theme")][:2]
    codings = project.codings.all(codes=keys)
    people = {(coding.interview, coding.speaker) for coding in codings}
    project.close()
    text = f"themes:\n  - key: begge\n    name: Begge\n    codes: {{{listed.name}: [{', '.join(keys)}]}}\n"
    (synthesis.root / "codes.yaml").write_text(text, encoding="utf-8")
    read = again(synthesis).gather()
    cell = read.matrix.cell("begge", listed.name)
    assert (cell.relation, read.counted[listed.name].groups["begge"].speakers) == ("merged", len(people))
    assert len(people) < sum(len({(c.interview, c.speaker) for c in codings if c.code == key}) for key in keys)


def consent(synthesis: Synthesis, name: str, *, scope: str) -> str:
    """Let everyone in an evaluation's first interview have a consent of that scope; return the interview."""
    project = project_of(synthesis, name)
    interview = project.interviews.all()[0].name
    people = [each.pseudonym for each in project.interviews.participants(interview)]
    project.consent.give(interview, people, scope=scope)
    project.close()
    return interview


def test_consent_for_something_else_leaves_people_out(synthesis: Synthesis) -> None:
    before = synthesis.gather(quotes=9).counted[NAMES[0]]
    interview = consent(synthesis, NAMES[0], scope="Bare denne evalueringen")
    read = synthesis.gather(quotes=9)
    after = read.counted[NAMES[0]]
    assert after.present.interviews == before.present.interviews - 1
    assert after.consents.narrower == len(after.consents.without) > 0
    assert after.consents.scopes == ("Bare denne evalueringen",)
    project = project_of(synthesis, NAMES[0])
    used = {q.uid for own in read.quotes.values() for q in own if q.project == NAMES[0]}
    assert used
    assert {q.coding.interview for q in project.quotes.all() if q.uid in used} == {
        each.name for each in project.interviews.all() if each.name != interview
    }
    project.close()
    text = (synthesis.root / "synthesis.yaml").read_text(encoding="utf-8")
    text = text.replace("scopes: []", "scopes: [bare  denne evalueringen]")
    (synthesis.root / "synthesis.yaml").write_text(text, encoding="utf-8")
    assert again(synthesis).gather().counted[NAMES[0]].present == before.present


def test_who_has_no_recorded_consent_or_withdrew_is_left_out(synthesis: Synthesis) -> None:
    project = project_of(synthesis, NAMES[0])
    first = project.interviews.participants()[0]
    with project.journal.change("test", "") as change:
        from bsb.store import schema

        change.update(schema.participant, first.id, {"consent": "unknown"})
    second = project.interviews.participants()[1]
    project.consent.withdraw(second.interview, second.pseudonym)
    found = read_consents(project, ())
    project.close()
    assert found.without == ((first.interview, first.pseudonym),)
    assert (found.unknown, found.narrower) == (1, 0)
    before = found.covered
    assert synthesis.gather().counted[NAMES[0]].present.speakers == before


def test_an_open_blind_round_hides_codings_here_too(synthesis: Synthesis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BSB_USER", "per")
    before = synthesis.gather().counted[NAMES[0]].groups
    project = project_of(synthesis, NAMES[0])
    interview = project.interviews.all()[0].name
    project.rounds.open("Runde 1", {"TL": "tuva", "AB": "ada"}, interviews=[interview])
    project.close()
    read = synthesis.gather(quotes=5)
    assert read.counted[NAMES[0]].hidden == (interview,)
    after = read.counted[NAMES[0]].groups
    assert sum(cell.turns for cell in after.values()) < sum(cell.turns for cell in before.values())
    assert synthesis.standing()[0].hidden == (interview,)


def test_the_higher_threshold_counts(synthesis: Synthesis, places: Path) -> None:
    toml = places / NAMES[0] / "bsb.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[privacy]\nsmallest_cell = 9\n", encoding="utf-8")
    read = synthesis.gather()
    assert [read.counted[name].smallest for name in NAMES] == [9, 5, 5]
    cells = [read.matrix.cell(theme.key, NAMES[0]) for theme in read.matrix.themes]
    assert all(cell.cell is None or cell.cell.speakers == 0 or cell.cell.speakers >= 9 for cell in cells)
    assert any(cell.state == "few" for cell in cells)


def test_an_empty_synthesis_says_what_to_do(tmp_path: Path, listed: Synthesis) -> None:
    empty = Synthesis.start(tmp_path / "tom")
    with pytest.raises(BsbError, match="no evaluations yet"):
        empty.gather()
    with pytest.raises(BsbError, match="No codes are confirmed"):
        listed.gather()
    listed.propose()
    with pytest.raises(BsbError, match="No codes are confirmed"):
        listed.gather()


def test_a_project_is_not_left_open(synthesis: Synthesis) -> None:
    synthesis.gather()
    project = Project.open((synthesis.root / synthesis.settings.projects[0].path).resolve())
    project.memos.add("Kan skrives", author="KA")
    project.close()
