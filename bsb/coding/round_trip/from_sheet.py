"""Rows of a workbook as codings: each of a turn, or of words in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.coding.code_names import CodeNames
from bsb.coding.comment_grammar import Meant, Read, read_comment
from bsb.coding.passages import Turns, TurnSpan, find_words
from bsb.coding.round_trip.asking import ask_codes, code_question, owners
from bsb.coding.round_trip.found import Found, Item, Question, Remark
from bsb.coding.round_trip.record import State, trimmed
from bsb.coding.values import read_word
from bsb.errors import BsbError
from bsb.formats.workbook_read import read_sheet
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.match import fold

#: The sheet in which people code, and what its columns are called, in ``LANGUAGES``.
LANGUAGES = ("en", "nb", "nn")
SHEET = ("Coding", "Koding", "Koding")
CODES = 3
COLUMNS: dict[str, tuple[str, str, str]] = {
    "interview": ("Interview", "Intervju", "Intervju"),
    "turn": ("Turn", "Replikk", "Replikk"),
    "speaker": ("Speaker", "Hvem", "Kven"),
    "text": ("What was said", "Det som ble sagt", "Det som vart sagt"),
    "words": ("Only these words", "Bare disse ordene", "Berre desse orda"),
    **{
        key: names
        for n in range(1, CODES + 1)
        for key, names in (
            (f"code {n}", (f"Code {n}", f"Kode {n}", f"Kode {n}")),
            (f"valence {n}", (f"Valence {n}", f"Valør {n}", f"Valør {n}")),
        )
    },
    "level": ("Level", "Nivå", "Nivå"),
    "phase": ("Phase", "Fase", "Fase"),
    "memo": ("Memo", "Notat", "Notat"),
    "coder": ("Coder", "Koder", "Kodar"),
    "place": ("place", "sted", "stad"),  # hidden: where in the transcript the words stand
}
_HERE = "here"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet: its number there, and its cells by the keys of ``COLUMNS``."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "").strip()

    @property
    def written(self) -> bool:
        """Whether anything was written in it."""
        return any(self[key] for key in COLUMNS if key.startswith(("code", "valence", "memo", "level", "phase")))


def read_rows(path: Path) -> list[Row]:
    """Return the rows of the sheet for coding that name a turn, or in which something was written.

    Raises BsbError if the sheet or one of its columns is not there.
    """
    rows = read_sheet(path, *reversed(SHEET[:2]))
    wanted = {fold(name): key for key, names in COLUMNS.items() for name in names}
    top = next((n for n, row in enumerate(rows) if {"turn", "code 1"} <= {wanted.get(fold(c)) for c in row}), None)
    if top is None:
        raise BsbError(
            _("{file} has no row with the names of its columns any more.").format(file=path.name),
            _("Make the export again, and write in that workbook."),
        )
    keys = [wanted.get(fold(cell), "") for cell in rows[top]]
    lacking = [names[0] for key, names in COLUMNS.items() if key not in keys]
    if lacking:
        raise BsbError(
            _("{file} lacks the column {names}.").format(file=path.name, names=", ".join(lacking)),
            _("Make the export again, and write in that workbook."),
        )
    found = [Row(n, dict(zip(keys, cells, strict=False))) for n, cells in enumerate(rows[top + 1 :], top + 2)]
    return [row for row in found if row["turn"] or row.written]


def find_in_sheet(
    rows: Sequence[Row],
    text: str,
    turns: Turns,
    names: CodeNames,
    *,
    same: bool,
    coder: str,
    coders: Collection[str],
    answers: Mapping[str, str],
) -> Found:
    """Return what the rows of a sheet mean; the options are those of ``find_in_word``."""
    return _Finder(text, turns, names, same, answers).find(rows, coder, coders)


class _Finder:
    """Goes through the rows of one sheet."""

    def __init__(self, text: str, turns: Turns, names: CodeNames, same: bool, answers: Mapping[str, str]) -> None:
        self.text, self.turns, self.names, self.same, self.answers = text, turns, names, same, answers
        self.found = Found()

    def find(self, rows: Sequence[Row], coder: str, coders: Collection[str]) -> Found:
        """Return what was found."""
        authors = Counter(row["coder"] for row in rows if row.written and row["coder"])
        whose = owners(self.found, authors, coder=coder, coders=coders, answers=self.answers) | {"": coder}
        for row in rows:
            owner = whose[row["coder"]] if row.written else coder
            if row.written and owner:
                self._row(row, owner, coder)
            elif row.written:
                self.found.left.append(
                    _("row {row}: written by {author}, left out").format(row=row.number, author=row["coder"])
                )
        self._absent(rows)
        return self.found

    def _row(self, row: Row, owner: str, coder: str) -> None:
        turn = self._turn(row)
        where = _("row {row}").format(row=row.number)
        if turn is None:
            return
        where = _("row {row}, turn {turn}").format(row=row.number, turn=turn.number)
        meant = self._codes(row, where)
        if meant is None:
            return
        if not meant:
            if row["memo"] and owner == coder:
                self.found.remarks.append(Remark(where, turn.number, row["memo"]))
            elif not row["memo"]:
                self.found.problems.append(_("{where}: there is no code").format(where=where))
            return
        span = self._span(row, turn, where)
        values = self._values(row, where)
        if span is None or values is None:
            return
        for each in meant:
            memo = "\n".join(filter(None, [row["memo"], each.memo]))
            level, phase = each.level or values[0], each.phase or values[1]
            state = State(*span, each.code.key, owner, each.valence or "neutral", level, phase, memo)
            self.found.items.append(Item(where, turn.number, state))

    def _codes(self, row: Row, where: str) -> list[Meant] | None:
        """Return the codes of a row with their valences; None while something is not settled."""
        meant: list[Meant] = []
        settled = True
        for n in range(1, CODES + 1):
            cell, valence = row[f"code {n}"], row[f"valence {n}"]
            if not cell:
                if valence:
                    self.found.problems.append(_("{where}: a valence without a code").format(where=where))
                    settled = False
                continue
            read = read_comment([cell], self.names)
            if read.remark and not self.names.refused(cell):
                self.found.ask(code_question(where, cell, ()))
                settled = False
            if ask_codes(self.found, where, read, self.answers):
                settled = False
                continue
            try:
                meant += _with_valence(read, valence, where)
            except ValueError as problem:
                self.found.problems.append(str(problem))
                settled = False
        return meant if settled else None

    def _values(self, row: Row, where: str) -> tuple[str | None, str | None] | None:
        try:
            return read_word("level", row["level"]) or None, read_word("phase", row["phase"]) or None
        except BsbError as error:
            self.found.problems.append(f"{where}: {error.message} {error.hint}".strip())
            return None

    def _turn(self, row: Row) -> TurnSpan | None:
        """Return the turn of a row: that of its number, if its text is that turn's; else the one of its text."""
        number = row["turn"]
        there = self.turns.between(int(number), int(number)) if number.isdecimal() and len(number) < 7 else []
        words = _bare(row["text"])
        if there and (not words or words == _bare(self.text[there[0].start : there[0].end])):
            if there[0].end > there[0].start:
                return there[0]
            self.found.problems.append(
                _("row {row}: turn {turn} was erased after a withdrawal").format(row=row.number, turn=number)
            )
            return None
        alike = [t for t in self.turns.spans if words and words == _bare(self.text[t.start : t.end])]
        if not self.same and len(alike) == 1:
            return alike[0]
        told = (
            _("row {row}: the text does not stand beside its own turn any more")
            if there and self.same
            else _("row {row}: there is no such turn")
        )
        self.found.problems.append(told.format(row=row.number))
        return None

    def _span(self, row: Row, turn: TurnSpan, where: str) -> tuple[int, int] | None:
        """Return the words that are coded: the whole turn, or those in the column for words."""
        words = row["words"]
        if not words:
            return trimmed(self.text[turn.start : turn.end], turn.start, turn.end)
        start, _dash, end = row["place"].partition("-")
        if self.same and start.isdecimal() and end.isdecimal():
            span = int(start), int(end)
            if span[0] < span[1] and _bare(self.text[slice(*span)]) == _bare(words):
                return trimmed(self.text[slice(*span)], *span)
        spans, exact = find_words(self.text, words, turn.start, turn.end)
        if not spans and not self.same:
            spans, exact = find_words(self.text, words)
        if len(spans) != 1:
            told = (
                _("{where}: the words stand {n} times in the turn; write more of them")
                if spans
                else _("{where}: the words are not in the turn")
            )
            self.found.problems.append(told.format(where=where, n=len(spans)))
            return None
        if not exact and self.answers.get(f"words:{row.number}:{fold(words)[:40]}") != _HERE:
            there = " ".join(self.text[slice(*spans[0])].split())
            told = _("Not just as it stands in the transcript: “{words}”. Is this the passage?").format(words=there)
            key = f"words:{row.number}:{fold(words)[:40]}"
            self.found.ask(Question(key, where, told, ((_HERE, _("yes")),), _HERE))
            return None
        return spans[0]

    def _absent(self, rows: Sequence[Row]) -> None:
        there = {row["turn"] for row in rows}
        gone = [t for t in self.turns.spans if t.end > t.start and str(t.number) not in there]
        self.found.absent = [(turn.start, turn.end) for turn in gone]
        if gone and self.same:
            shown = ", ".join(str(turn.number) for turn in gone[:8]) + (" …" if len(gone) > 8 else "")
            self.found.notices.append(
                ngettext(
                    "The row of turn {turns} is not in the file any more.",
                    "The rows of turns {turns} are not in the file any more.",
                    len(gone),
                ).format(turns=shown)
            )
        if not self.same:
            self.found.notices.append(
                _("The transcript has been revised since the export; codings go by their words.")
            )


def _with_valence(read: Read, cell: str, where: str) -> list[Meant]:
    """Return the codes of a cell with the valence beside it; ValueError says what does not go together."""
    from dataclasses import replace

    if not cell:
        return list(read.meant)
    try:
        valence = read_word("valence", cell)
    except BsbError as error:
        raise ValueError(f"{where}: {error.message} {error.hint}".strip()) from None
    if any(each.valence not in (None, valence) for each in read.meant):
        raise ValueError(_("{where}: two valences for one code").format(where=where))
    return [replace(each, valence=valence) for each in read.meant]


def _bare(text: str) -> str:
    """Return a text as cells are compared: without differences in blanks, and without what a long cell lacks."""
    return " ".join(text.split()).removesuffix("…")[:30_000]
