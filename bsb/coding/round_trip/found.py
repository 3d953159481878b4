"""What was found in a file that came back, before it is held against the project."""

from __future__ import annotations

from dataclasses import dataclass, field

from bsb.coding.round_trip.record import State


@dataclass(frozen=True, slots=True)
class Item:
    """A coding as a file has it: ``where`` says for people in what comment or row.

    ``replies`` are what others answered to it.
    """

    where: str
    turn: int
    state: State
    replies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment without a code, which becomes a memo: on the coding ``uid``, else on the interview."""

    where: str
    turn: int | None
    text: str
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What must be settled before a file can be taken in.

    ``key`` is what an answer is given for; ``choices`` are (answer, what people read) pairs; ``default`` is the
    answer that may be taken if someone says yes to everything, None where there is none.
    """

    key: str
    where: str
    text: str
    choices: tuple[tuple[str, str], ...]
    default: str | None = None


@dataclass(slots=True)
class Found:
    """All that was found in one file. ``problems`` can only be mended in the file; ``left`` is what is left out."""

    items: list[Item] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    absent: list[tuple[int, int]] = field(default_factory=list)  # stretches of the transcript that the file lacks

    def ask(self, question: Question) -> None:
        """Note a question once."""
        if all(each.key != question.key for each in self.questions):
            self.questions.append(question)
