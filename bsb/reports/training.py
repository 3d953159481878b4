"""Exercises for new peer interviewers, on passages of the example corpus: a paper for them, one for their leader."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bsb.corpus.turns import Turn, find_turns
from bsb.errors import BsbError
from bsb.formats.read import read_source
from bsb.formats.word_template import render
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.formats.yaml_file import read_yaml
from bsb.guide.factors import Factor
from bsb.guide.library import EXERCISES
from bsb.i18n import gettext as _
from bsb.reports.norwegian import count
from bsb.text.match import suggest

#: The template and the file's name of each paper: the exercises, and the leader's with suggestions.
PAPERS = {"ovelser.docx": "opplaering.docx", "ovelser-veileder.docx": "opplaering-veileder.docx"}
_TITLES = {"ovelser.docx": "Øvelser for intervjuere", "ovelser-veileder.docx": "Veileder til øvelsene"}
_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: a passage (turns ``first`` to ``last`` of an interview of the example), tasks and answers.

    ``factor`` is the key of the critical factor at work, "" where the exercise is about questions. ``answers`` stand
    in the order of the tasks.
    """

    key: str
    name: str
    factor: str
    interview: str
    first: int
    last: int
    begins: str
    setting: str
    tasks: tuple[str, ...]
    answers: tuple[str, ...]
    talk: str


def load_exercises(path: Path, factors: Iterable[str]) -> tuple[Exercise, ...]:
    """Read the exercises of a file; ``factors`` are the keys that a factor may have.

    Raises BsbError with file and line for an unknown, missing or mistyped key, an unknown factor, turns that run
    backwards, or tasks and answers that are not as many.
    """
    top = open_entry(path)
    top.allow(required=("exercises",))
    known = list(factors)
    return tuple(_exercise(entry, known) for entry in top.items("exercises"))


def _exercise(entry: Entry, factors: Sequence[str]) -> Exercise:
    names = ("key", "name", "interview", "first", "last", "begins", "setting", "tasks", "answers", "talk")
    entry.allow(required=names, optional=("factor",))
    factor = entry.text("factor", "")
    if factor and factor not in factors:
        entry.under("factor").fail(
            _("there is no factor called “{factor}”.").format(factor=factor), suggest(factor, factors)
        )
    first, last = entry.number("first"), entry.number("last")
    if last < first:
        entry.under("last").fail(
            _("the passage ends before it begins."), _("Write a number from {n} up.").format(n=first)
        )
    tasks, answers = entry.texts("tasks"), entry.texts("answers")
    if not tasks or len(tasks) != len(answers):
        entry.under("answers").fail(
            _("there are {tasks} tasks and {answers} answers.").format(tasks=len(tasks), answers=len(answers)),
            _("Write one answer for each task."),
        )
    return Exercise(
        key=entry.text("key"),
        name=entry.text("name"),
        factor=factor,
        interview=entry.text("interview"),
        first=first,
        last=last,
        begins=entry.text("begins"),
        setting=entry.text("setting"),
        tasks=tasks,
        answers=answers,
        talk=entry.text("talk"),
    )


def passage(exercise: Exercise, corpus: Path) -> tuple[Turn, ...]:
    """Return the turns of an exercise, read from the example's own files in ``corpus``.

    Raises BsbError if the example lacks the interview or the turns, if the passage no longer begins with the words
    that the exercise names, or if somebody in it has withdrawn.
    """
    data = _contents(corpus)
    if exercise.interview not in data["files"]:
        raise BsbError(
            _("The exercise “{name}” uses an interview that is not there: {interview}.").format(
                name=exercise.name, interview=exercise.interview
            ),
            suggest(exercise.interview, data["files"]),
        )
    turns = _turns(corpus / data["files"][exercise.interview])
    found = tuple(turn for turn in turns if exercise.first <= turn.number <= exercise.last)
    if not found or found[-1].number < exercise.last or not found[0].text.startswith(exercise.begins):
        raise BsbError(
            _("The passage of the exercise “{name}” is not where it was in {interview}.").format(
                name=exercise.name, interview=exercise.interview
            ),
            _("Look up the turns, and mend first, last and begins in {file}.").format(file=EXERCISES),
        )
    if gone := {turn.speaker for turn in found} & data["withdrawn"].get(exercise.interview, set()):
        raise BsbError(
            _("{speakers} in {interview} has withdrawn and cannot be quoted.").format(
                speakers=", ".join(sorted(gone)), interview=exercise.interview
            ),
            _("Choose another passage for the exercise “{name}”.").format(name=exercise.name),
        )
    return found


@cache
def _contents(corpus: Path) -> Mapping[str, Any]:
    data = read_yaml(corpus / "intervjuer.yaml")
    withdrawn: dict[str, set[str]] = {}
    for entry in data.get("withdrawals", ()):
        withdrawn.setdefault(entry["interview"], set()).add(entry["participant"])
    return {"files": {entry["name"]: entry["file"] for entry in data["interviews"]}, "withdrawn": withdrawn}


@cache
def _turns(path: Path) -> tuple[Turn, ...]:
    return find_turns(read_source(path)).turns


def write_training(
    exercises: Sequence[Exercise],
    folder: Path,
    *,
    corpus: Path,
    factors: Sequence[Factor],
    templates: Mapping[str, Path],
    today: datetime.date,
) -> list[Path]:
    """Write the exercises and the leader's paper as Word documents to ``folder``; return where they lie.

    ``templates`` maps the name of each template in PAPERS to its path. The same arguments give the same bytes.
    Raises BsbError as ``passage`` does, with nothing written, and for a template that cannot be filled in.
    """
    names = {factor.key: factor for factor in factors}
    shown = [_shown(number, exercise, corpus, names) for number, exercise in enumerate(exercises, 1)]
    context = {
        "exercises": shown,
        "factors": [{"name": factor.name, "sign": factor.sign, "say": factor.say} for factor in factors],
        "minutes": _MINUTES,
        "sessions": count(-(-len(shown) // 6), "gang", "ganger") if len(shown) > 6 else "",
    }
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, template in PAPERS.items():
        render(templates[template], context, folder / name, date=today, title=_TITLES[name])
        written.append(folder / name)
    return written


def _shown(number: int, exercise: Exercise, corpus: Path, factors: Mapping[str, Factor]) -> dict[str, Any]:
    factor = factors.get(exercise.factor)
    return {
        "number": number,
        "name": exercise.name,
        "setting": exercise.setting,
        "turns": [
            {"speaker": turn.speaker, "text": turn.text, "asks": turn.role == "facilitator"}
            for turn in passage(exercise, corpus)
        ],
        "source": f"{exercise.interview}, replikk {exercise.first}–{exercise.last}",
        "tasks": [
            {"number": n, "task": task, "answer": answer}
            for n, (task, answer) in enumerate(zip(exercise.tasks, exercise.answers, strict=True), 1)
        ],
        "talk": exercise.talk,
        "factor": factor.name if factor else "",
        "say": factor.say if factor else "",
    }
