"""Finding a passage in a transcript: by turns, by the words in them, or both; and showing it in its context."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import codings as stored
from bsb.store import interviews as stored_interviews
from bsb.store import transcripts as stored_transcripts
from bsb.text.match import choose
from bsb.text.normal import normalise

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ALIKE = {
    **dict.fromkeys("“”„«»‟", '"'),
    **dict.fromkeys("’‘‚´`", "'"),
    **dict.fromkeys("–—‐‑−", "-"),
    "…": "...",
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060", ""),
}


class TurnSpan(NamedTuple):
    """Where a turn stands in its transcript (code points, half-open), its number, speaker and role."""

    start: int
    end: int
    number: int
    speaker: str
    role: str


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a transcript: ``quote`` is its text from ``start`` to ``end`` (code points, half-open).

    ``before`` and ``after`` are the words round it in its first and last turn. ``exact`` is false where the words
    asked for were found only by overlooking case, blanks, kinds of quotation marks and the like.
    """

    interview: str
    transcript_id: int
    start: int
    end: int
    turn: int
    last_turn: int
    speaker: str
    quote: str
    before: str
    after: str
    exact: bool = True


class Turns:
    """The turns of one transcript, and which of them stands where."""

    def __init__(self, rows: Sequence[tuple[int, int, int, str, str]]) -> None:
        self.spans = [TurnSpan(*row) for row in rows]
        self._starts = [span.start for span in self.spans]

    def at(self, offset: int) -> TurnSpan:
        """Return the turn that an offset falls in; one on the line feed between turns belongs to the one before."""
        return self.spans[max(0, bisect_right(self._starts, offset) - 1)]

    def between(self, first: int, last: int) -> list[TurnSpan]:
        """Return the turns from one number to another."""
        return [span for span in self.spans if first <= span.number <= last]


def context(text: str, turns: Turns, start: int, end: int, *, width: int) -> tuple[str, str]:
    """Return up to ``width`` characters before and after a passage, within its first and last turn.

    What is cut off is cut between words and marked with "…".
    """
    low, high = turns.at(start).start, turns.at(max(start, end - 1)).end
    before, after = text[low:start], text[end:high]
    if len(before) > width:
        before = "…" + re.sub(r"^\S*\s", "", before[-width - 1 :])
    if len(after) > width:
        after = re.sub(r"\s\S*$", "", after[: width + 1]) + "…"
    return before, after


def find_places(
    connection: Connection,
    interview: str,
    *,
    first: int | None = None,
    last: int | None = None,
    words: str | None = None,
    width: int = 40,
) -> list[Place]:
    """Return the passages that are meant: turns ``first`` to ``last`` whole, or every place of ``words`` in them.

    Words are looked for as they stand and as whole words. Only if they stand nowhere so are case, runs of blanks,
    line ends, dashes and quotation marks overlooked, and at last word borders; such places are not ``exact``.

    Raises BsbError if the interview, its transcript or a turn is not there, the turns have been erased, or the
    words are not found.
    """
    found = _transcript(connection, interview)
    turns, text = found.turns, found.text
    low, high = _bounds(turns, found.name, first, last)
    if words is None:
        if first is None:
            raise BsbError(_("Say which passage you mean."), _('Give --turn 12, --turns 12-14 or --words "…".'))
        spans, exact = [(low, high)], True
    else:
        spans, exact = find_words(text, words, low, high)
        if not spans:
            raise BsbError(
                _("The words are not in {interview}.").format(interview=found.name)
                if first is None
                else _("The words are not in turn {turn} of {interview}.").format(
                    turn=first if last in (None, first) else f"{first}–{last}", interview=found.name
                ),
                _("Look at it: bsb transcript show {interview}").format(interview=found.name),
            )
    return [found.place(start, end, exact=exact, width=width) for start, end in spans]


def place_at(connection: Connection, interview: str, start: int, end: int, words: str) -> Place:
    """Return the passage from ``start`` to ``end``; see ``Codings.at``."""
    found = _transcript(connection, interview)
    if not 0 <= start < end <= len(found.text) or found.text[start:end] != words:
        raise BsbError(
            _("Other words stand there now: the transcript of {interview} has been corrected.").format(
                interview=found.name
            ),
            _("Look at the passage again and code it anew."),
        )
    return found.place(start, end)


@dataclass(frozen=True, slots=True)
class _Found:
    """A transcript in which passages are looked for."""

    name: str
    id: int
    text: str
    turns: Turns

    def place(self, start: int, end: int, *, exact: bool = True, width: int = 40) -> Place:
        turn, final = self.turns.at(start), self.turns.at(end - 1)
        before, after = context(self.text, self.turns, start, end, width=width)
        quote = self.text[start:end]
        return Place(
            self.name, self.id, start, end, turn.number, final.number, turn.speaker, quote, before, after, exact
        )


def _transcript(connection: Connection, interview: str) -> _Found:
    """Return the transcript of an interview. Raises BsbError if there is no such interview or transcript."""
    rows = {row["name"]: row for row in stored_interviews.interviews(connection)}
    name = choose(interview, dict.fromkeys(rows, ()), N_("interview"))
    transcript = stored_transcripts.transcript_of(connection, rows[name]["id"])
    if transcript is None:
        raise BsbError(
            _("{interview} has no transcript yet.").format(interview=name),
            _("Import one: bsb transcript import FILE --interview {interview}").format(interview=name),
        )
    key: int = transcript["id"]
    return _Found(name, key, transcript["text"], Turns(stored.turns_of(connection, [key])[key]))


def _bounds(turns: Turns, interview: str, first: int | None, last: int | None) -> tuple[int, int]:
    if first is None:
        return 0, turns.spans[-1].end if turns.spans else 0
    last = first if last is None else last
    for number in (first, last):
        if not turns.between(number, number):
            raise BsbError(
                _("{interview} has no turn {turn}.").format(interview=interview, turn=number),
                _("Its last turn is {n}.").format(n=turns.spans[-1].number if turns.spans else 0),
            )
    if last < first:
        raise BsbError(_("Turn {last} comes before turn {first}.").format(last=last, first=first), "")
    spoken = [span for span in turns.between(first, last) if span.end > span.start]
    if not spoken:
        raise BsbError(
            _("Turn {turn} of {interview} was erased after a withdrawal.").format(turn=first, interview=interview),
            _("Its words are gone and cannot be coded."),
        )
    return spoken[0].start, spoken[-1].end


def find_words(text: str, words: str, low: int = 0, high: int | None = None) -> tuple[list[tuple[int, int]], bool]:
    """Return the spans where words stand in ``text[low:high]``, and whether they stand there exactly.

    >>> find_words("Husleia er høy. Husleia!", "Husleia")
    ([(0, 7), (16, 23)], True)
    >>> find_words("Det er  «dyrt» der", 'er "Dyrt"')
    ([(4, 14)], False)
    """
    high = len(text) if high is None else high
    wanted = normalise(words).strip()
    if not wanted:
        return [], True
    found = [(m, m + len(wanted)) for m in _all(text, wanted, low, high) if _whole(text, m, m + len(wanted))]
    if found:
        return found, True
    folded, offsets = _loose(text, low, high)
    aim = _loose(wanted, 0, len(wanted))[0].strip()
    if not aim:
        return [], False
    near = [(offsets[m], offsets[m + len(aim) - 1] + 1) for m in _all(folded, aim, 0, len(folded))]
    return [span for span in near if _whole(text, *span)] or near, False


def _all(text: str, wanted: str, low: int, high: int) -> Iterator[int]:
    at = text.find(wanted, low, high)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted), high)


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether a span begins and ends at the borders of words."""
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not (cut_before or cut_after)


def _loose(text: str, low: int, high: int) -> tuple[str, list[int]]:
    """Return text as it is compared when people are not exact, and for each character the offset it comes from."""
    letters: list[str] = []
    offsets: list[int] = []
    for at in range(low, high):
        letter = text[at]
        plain = _ALIKE.get(letter)
        if plain is None:
            plain = " " if letter.isspace() else letter.casefold()
        if plain == " " and (not letters or letters[-1] == " "):
            continue
        for each in plain:
            letters.append(each)
            offsets.append(at)
    return "".join(letters), offsets
