"""A document of a REFI-QDA project as a transcript: its turns, and where its passages stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bsb.corpus.speakers import UNKNOWN
from bsb.corpus.turns import Found, Turn, find_turns
from bsb.errors import BsbError
from bsb.exchange.refi.speech import Places, read_speech
from bsb.formats.qda.offsets import Counting, converter
from bsb.formats.source import Block, Source, clean
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.align import align


@dataclass(frozen=True)
class Talk:
    """The turns of a document, and where passages (offsets as counted in the file) stand in the turns joined.

    ``exact`` tells that the text had our own form, in which borders of passages are kept to the character.
    """

    found: Found
    places: Places
    exact: bool
    _text: str
    _clean: str
    _counting: Counting

    def spans(self, wanted: list[tuple[int, int]]) -> list[tuple[int, int] | None]:
        """Return where passages stand in the turns joined; None for one outside the text or in no turn."""
        convert = converter(self._text, self._counting)
        plain = self._text.replace("\r\n", "\n")
        more = self._counting.end == "inclusive"
        found: list[tuple[int, int] | None] = []
        for start, end in wanted:
            low, high = convert(start), convert(end + more)
            if start < 0 or not low < high <= len(plain):
                found.append(None)
                continue
            if plain != self._clean:
                low, high = len(clean(plain[:low])), len(clean(plain[:high]))
            found.append(self.places.span(low, high))
        return found

    def outside(self, start: int, end: int) -> bool:
        """Tell whether a passage stands outside the text altogether."""
        convert = converter(self._text, self._counting)
        high = convert(end + (self._counting.end == "inclusive"))
        return start < 0 or not convert(start) < high <= len(self._text.replace("\r\n", "\n"))


def read_talk(
    text: str, counting: Counting, *, speakers: Mapping[str, str] | None = None, pattern: str | None = None
) -> Talk:
    """Return the turns of a document's text as it stands in the file.

    Text without any speakers becomes one turn a paragraph, of nobody known.

    Raises BsbError if there is no text, or ``speakers`` or ``pattern`` cannot be used.
    """
    plain = clean(text)
    exact = None if speakers or pattern else read_speech(plain)
    if exact is not None:
        turns, places = exact
        names: dict[str, int] = {}
        for turn in turns:
            names[turn.speaker] = names.get(turn.speaker, 0) + 1
        return Talk(Found(turns, names, (), {n: n for n in names}), places, True, text, plain, counting)
    lines = plain.split("\n")
    numbers = [number for number, line in enumerate(lines) if line.strip()]
    source = Source(tuple(Block(lines[number].rstrip()) for number in numbers), (), "txt")
    found = _turns(source, speakers, pattern)
    return Talk(found, _places(found, lines, numbers), False, text, plain, counting)


def _turns(source: Source, speakers: Mapping[str, str] | None, pattern: str | None) -> Found:
    if not source.blocks:
        raise BsbError(_("The document holds no text."), "")
    try:
        return find_turns(source, speakers=speakers, pattern=pattern)
    except BsbError:
        if speakers or pattern:
            raise
    turns = tuple(Turn(number, UNKNOWN, "unknown", b.text.strip()) for number, b in enumerate(source.blocks, 1))
    notice = ngettext(
        "No speakers were found: {n} paragraph is a turn of nobody known.",
        "No speakers were found: {n} paragraphs are turns of nobody known.",
        len(turns),
    ).format(n=len(turns))
    return Found(turns, {}, (notice,), {}, tuple((number,) for number in range(1, len(turns) + 1)))


def _places(found: Found, lines: list[str], numbers: list[int]) -> Places:
    """Return where the lines of turns stand in the text: each came from a line of it, mostly as its end."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    pieces: list[tuple[int, int, int]] = []
    to = 0
    for turn, blocks in zip(found.turns, found.blocks, strict=True):
        said = turn.text.split("\n")
        for words, block in zip(said, blocks, strict=True):
            line, start = lines[numbers[block - 1]], starts[numbers[block - 1]]
            at = len(line.rstrip()) - len(words) if line.rstrip().endswith(words) else line.rfind(words)
            if at >= 0:
                pieces.append((start + at, start + at + len(words), to))
            else:  # words of the label were put before the rest
                pieces += [(start + b.old, start + b.old + b.length, to + b.new) for b in align(line, words).blocks]
            to += len(words) + 1
    return Places([piece for piece in pieces if piece[0] < piece[1]])
