"""Evaluation forms of a conference, counted, with small numbers hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.coding.summaries import tidy_text
from bsb.corpus.conferences import Conference
from bsb.errors import BsbError
from bsb.formats.table_file import read_table_file
from bsb.i18n import gettext as _
from bsb.store import schema
from bsb.store import verdicts as stored
from bsb.store.journal import Journal

LOWEST, HIGHEST = 1, 5
_COMMENT = "kommentar"
#: What the column with free text may be called.
_COMMENTS = (_COMMENT, "comment")


@dataclass(frozen=True, slots=True)
class Tally:
    """The answers to a question: how many forms had one, their mean, and how many gave each answer (1 to 5).

    A number that is None is hidden: so few gave that answer that it could point to someone, or it could be worked out
    from the others. With fewer forms than that in all, the mean is None too.
    """

    question: str
    forms: int
    mean: float | None
    counts: Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluation of a conference: a tally for each question, and comments in free text."""

    conference: Conference
    tallies: tuple[Tally, ...]
    comments: tuple[str, ...]


class Evaluations:
    """The evaluation forms of a project's conferences; ``smallest`` is the smallest number that is shown."""

    def __init__(self, journal: Journal, smallest: int) -> None:
        self._journal = journal
        self._smallest = smallest

    def get(self, conference: Conference) -> Evaluation:
        """Return the evaluation of a conference; without tallies if no forms are in."""
        with self._journal.store.read() as connection:
            rows = stored.answers(connection, conference.id)
        counts: dict[str, dict[int, int]] = {}
        for row in rows:
            if row["answer"] is not None:
                counts.setdefault(row["question"], {})[row["answer"]] = row["n"]
        tallies = tuple(tally(question, own, smallest=self._smallest) for question, own in counts.items())
        return Evaluation(conference, tallies, tuple(row["text"] for row in rows if row["answer"] is None))

    def put(
        self, conference: Conference, answers: Mapping[str, Sequence[int]], comments: Sequence[str] = ()
    ) -> Evaluation:
        """Count forms in place of those that are in: the answers to each question (1 to 5), and comments.

        Only the counts are kept, so that no form can be put together again; comments are kept in another order than
        they came in.

        Raises BsbError for an answer that is no number from 1 to 5.
        """
        rows = []
        for question, given in answers.items():
            for answer in given:
                if not LOWEST <= answer <= HIGHEST:
                    raise BsbError(
                        _("“{question}” has an answer that is not from 1 to 5.").format(question=question),
                        _("Leave the cell empty where someone did not answer."),
                    )
            rows += [
                {"question": question, "answer": answer, "n": list(given).count(answer), "text": ""}
                for answer in range(LOWEST, HIGHEST + 1)
                if answer in given
            ]
        texts = sorted(text for text in (tidy_text(each) for each in comments) if text)
        rows += [{"question": _COMMENT, "answer": None, "n": 1, "text": text} for text in texts]
        about = f"{conference.district} {conference.held_on}"
        with self._journal.change("conference.evaluation", about) as change:
            old = [row["id"] for row in stored.answers(change.connection, conference.id)]
            change.delete(schema.evaluation, old)
            change.insert(schema.evaluation, [row | {"conference_id": conference.id} for row in rows])
        return self.get(conference)

    def read(self, path: Path, conference: Conference) -> Evaluation:
        """Count a .csv or .xlsx table with a form a row, a question a column; «kommentar» or “comment” is free text.

        Raises BsbError, with nothing changed, that names every row with an answer that is no number from 1 to 5.
        """
        table = read_table_file(path)
        questions = [name for name in table.columns if name and name not in _COMMENTS]
        if not questions:
            raise BsbError(
                _("{file} has no questions.").format(file=path.name), _("The first row names the questions.")
            )
        answers: dict[str, list[int]] = {question: [] for question in questions}
        comments, problems = [], []
        for number, row in table.rows:
            comments += [row[name] for name in _COMMENTS if name in row]
            for question in questions:
                if text := row.get(question, ""):
                    if text in ("1", "2", "3", "4", "5"):
                        answers[question].append(int(text))
                    else:
                        told = _("the answer to “{question}” is not from 1 to 5").format(question=question)
                        problems.append(_("row {row}: {problem}").format(row=number, problem=told))
        if problems:
            raise BsbError(
                _("{file} cannot be taken in. Nothing was changed.").format(file=path.name), "\n".join(problems[:12])
            )
        return self.put(conference, answers, comments)


def tally(question: str, counts: Mapping[int, int], *, smallest: int) -> Tally:
    """Return the tally of a question with small numbers hidden.

    Hidden are numbers from 1 to ``smallest`` - 1; and if that hides just one, the next smallest with it, or the one
    could be worked out from the sum.

    >>> tally("Nyttig?", {5: 12, 4: 6, 2: 1}, smallest=5).counts
    {1: 0, 2: None, 3: 0, 4: None, 5: 12}
    """
    forms = sum(counts.values())
    every = {answer: counts.get(answer, 0) for answer in range(LOWEST, HIGHEST + 1)}
    if forms < smallest:
        return Tally(question, forms, None, dict.fromkeys(every))
    hidden = {answer for answer, n in every.items() if 0 < n < smallest}
    if len(hidden) == 1:
        shown = [answer for answer, n in every.items() if n >= smallest]
        hidden |= {min(shown, key=lambda answer: (every[answer], answer))} if shown else set()
    mean = sum(answer * n for answer, n in every.items()) / forms
    return Tally(question, forms, round(mean, 1), {a: None if a in hidden else n for a, n in every.items()})
