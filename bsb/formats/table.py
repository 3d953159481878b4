"""Tables of turns: which column holds the time, the speaker and the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bsb.formats.source import Block
from bsb.formats.times import parse_time

_HEADERS = {
    "time": "tid tidskode tidspunkt tidsstempel start starttid time timecode timestamp",
    "speaker": "hvem kven navn namn deltaker deltakar taler talar rolle speaker name who participant",
    "text": "utsagn tekst replikk ytring sitat innhold transkripsjon text utterance turn transcript content",
}
_ROLE = {word: role for role, words in _HEADERS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its clean text and how many columns it spans."""

    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (from 0) holds what; None where the table has no such column."""

    text: int
    speaker: int | None = None
    time: int | None = None


class Tables:
    """Turns the tables of one file into blocks; a later table without a header goes on as the one before."""

    def __init__(self) -> None:
        self._before: tuple[int, Columns] | None = None

    def blocks(self, rows: Sequence[Sequence[Cell]]) -> Iterator[Block]:
        """Yield a row block for each turn, a note for each row merged into one cell.

        A table that holds no turns comes as one line a row, its cells apart by tabs.
        """
        width = max((sum(cell.span for cell in row) for row in rows), default=0)
        plain = [[cell.text.strip() for cell in row] for row in rows if len(row) > 1]
        columns, header = None, -1
        for index, row in enumerate(rows[:5]):
            columns = from_header([cell.text for cell in _spread(row)]) if len(row) > 1 else None
            if columns:
                header = index
                break
        if columns is None and self._before and self._before[0] == width:
            columns = self._before[1]
        columns = columns or from_rows(plain)
        if columns:
            self._before = (width, columns)
        for index, row in enumerate(rows):
            if len(row) == 1 and width > 1:
                if row[0].text.strip():
                    yield Block(row[0].text.strip(), kind="note")
            elif columns is None:
                line = "\t".join(cell.text.strip() for cell in row).strip()
                if line:
                    yield Block(line, kind="row")
            elif index != header:
                yield from _turn(_spread(row), columns)


def _spread(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row for _ in range(cell.span)]


def _turn(cells: list[Cell], columns: Columns) -> Iterator[Block]:
    if columns.text >= len(cells):
        return
    words = cells[columns.text]

    def beside(index: int | None) -> str:
        # A cell merged with the words' column is part of the words, not a name or a time.
        own = index is not None and index < len(cells) and cells[index] is not words
        return " ".join(cells[index].text.split()) if own and index is not None else ""

    if words.text.strip():
        speaker = beside(columns.speaker).rstrip(":").rstrip()
        yield Block(words.text.strip(), speaker or None, parse_time(beside(columns.time)), kind="row")
        return
    filled = [(index, cell.text.strip()) for index, cell in enumerate(cells) if cell.text.strip()]
    if len(filled) == 1:  # a row with one thing in it, and that beside the words: a heading, as if merged
        index, text = filled[0]
        alone = parse_time(text) is None if index != columns.speaker else len(text) > 40
        if alone:
            yield Block(text, kind="note")


def from_header(cells: Sequence[str]) -> Columns | None:
    """Return the columns that a header row names in Norwegian or English, or None if it names no text.

    >>> from_header(["Tid", "Hvem", "Utsagn"])
    Columns(text=2, speaker=1, time=0)
    """
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        role = _ROLE.get(re.sub(r"[\W\d_]+", "", cell.casefold())) if len(cell) < 40 else None
        if role:
            found.setdefault(role, index)
    return Columns(found["text"], found.get("speaker"), found.get("time")) if "text" in found else None


def from_rows(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Guess the columns of a table without a header row from what stands in them; None if nothing fits.

    The longest column is the words; a column mostly of time stamps is the time; a column of short entries
    (at most 40 characters), some of which come back, is the speaker. "Dato | 3. mai" is no turn.
    """
    width = max((len(row) for row in rows), default=0)
    columns = [[row[i] for row in rows if i < len(row) and row[i]] for i in range(width)]
    lengths = [sum(map(len, column)) / max(1, len(column)) for column in columns]
    if not any(lengths):
        return None
    text = lengths.index(max(lengths))
    time = speaker = None
    for index, column in enumerate(columns):
        if index == text or not column:
            continue
        if time is None and sum(parse_time(cell) is not None for cell in column) > 0.6 * len(column):
            time = index
        elif speaker is None and _is_names(column):
            speaker = index
    if width > 1 and speaker is None and time is None:
        return None
    return Columns(text, speaker, time)


def _is_names(column: list[str]) -> bool:
    short = max(map(len, column)) <= 40 and not any("\n" in cell for cell in column)
    again = len(set(column)) < len(column) or all(re.fullmatch(r"(?i)[IB]\s?\d+:?", cell) for cell in column)
    return short and again and all(any(c.isalpha() for c in cell) for cell in column)
