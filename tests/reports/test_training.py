import dataclasses
import datetime
from pathlib import Path

import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.guide.library import Guides
from bsb.reports.training import PAPERS, Exercise, load_exercises, passage, write_training
from bsb.shipped import shipped
from bsb.text.lix import lix

GUIDES = Guides([shipped("guides")])
CORPUS = shipped("corpora") / "eksempel"
FACTORS = GUIDES.factors()
EXERCISES = load_exercises(GUIDES.exercises(), [factor.key for factor in FACTORS])


def write(folder: Path, *exercises: Exercise) -> list[Path]:
    templates = {name: shipped("templates") / name for name in PAPERS.values()}
    today = datetime.date(2026, 1, 2)
    return write_training(exercises, folder, corpus=CORPUS, factors=FACTORS, templates=templates, today=today)


def test_every_factor_has_an_exercise_and_questions_have_some() -> None:
    assert {exercise.factor for exercise in EXERCISES} == {factor.key for factor in FACTORS} | {""}
    assert len(EXERCISES) >= 8
    assert sum(not exercise.factor for exercise in EXERCISES) >= 3


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.key)
def test_every_passage_is_in_the_example_and_easy_tasks_go_with_it(exercise: Exercise) -> None:
    turns = passage(exercise, CORPUS)
    assert [turn.number for turn in turns] == list(range(exercise.first, exercise.last + 1))
    assert any(turn.role == "participant" for turn in turns)
    assert (lix("\n".join(exercise.tasks)) or 0) < 40


def test_the_papers_have_passages_and_tasks_and_answers_stand_in_one_alone(tmp_path: Path) -> None:
    paths = write(tmp_path, *EXERCISES)
    for_all, leader = ("\n".join(p.text for p in Document(str(path)).paragraphs) for path in paths)
    for exercise in EXERCISES:
        spoken = passage(exercise, CORPUS)[0].text
        for text in (for_all, leader):
            assert spoken in text
            assert all(task in text for task in exercise.tasks)
        assert all(answer in leader and answer not in for_all for answer in exercise.answers)
    assert "{{" not in for_all + leader
    again = write(tmp_path / "igjen", *EXERCISES)
    assert [path.read_bytes() for path in paths] == [path.read_bytes() for path in again]


def test_a_passage_that_has_moved_or_is_gone_is_refused(tmp_path: Path) -> None:
    one = EXERCISES[0]
    for changed, words in (
        (dataclasses.replace(one, begins="Noe annet"), "not where it was"),
        (dataclasses.replace(one, last=999), "not where it was"),
        (dataclasses.replace(one, interview="borte-fg1"), "not there"),
        (dataclasses.replace(one, interview="frogner-fg1", first=16, last=20, begins="Er det noen"), "withdrawn"),
    ):
        with pytest.raises(BsbError, match=words):
            write(tmp_path / "ny", changed)
    assert not (tmp_path / "ny").exists() or not list((tmp_path / "ny").iterdir())


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("first: 2", "first: 5", "ends before"),
        ("factor: treg", "factor: tregt", "treg"),
        ("answers: [b]", "answers: []", "1 tasks and 0 answers"),
        ("talk: t", "tale: t", "talk"),
        ("last: 3", "last: tre", "whole number"),
    ],
)
def test_faults_are_named_with_file_and_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (
        "exercises:\n  - {key: k, name: n, factor: treg, interview: i, first: 2, last: 3, begins: b,\n"
        "     setting: s, tasks: [a], answers: [b], talk: t}\n"
    )
    path = tmp_path / "ovelser.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BsbError, match=r"ovelser\.yaml, line [23]") as caught:
        load_exercises(path, ["treg"])
    assert words in caught.value.message + caught.value.hint
