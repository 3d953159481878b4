"""A quote's printed form as pieces of what was said: kept spans, and what people put between them.

A piece is a kept span (start, end: code points in the passage, half-open) or an inserted text: ``…`` at an edge,
``(…)`` where words are left out, or words in square brackets. Pieces hold none of the speaker's words, so the
journal can keep them, and a withdrawal need not look for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.text.marks import WORD
from bsb.text.normal import normalise

Span = tuple[int, int]
Pieces = tuple[Span | str, ...]

OMISSION, EDGE = "(…)", "…"
_LONGEST_INSERT = 80
_INSERT = re.compile(rf"\[[^\[\]\n]{{1,{_LONGEST_INSERT}}}\]")
_CLOSING = "»”\"')’"
_TOKEN = re.compile(
    r"(?P<omitted>[\[(](?:…|\.\.\.)[\])])|(?P<put>\[[^\[\]\n]*\])|(?P<mark>\([^\W\d_][\w \-./]{0,40}\))|"
    f"(?P<word>{WORD.pattern})"
)
_NO_SPACE_BEFORE = (",", ".", ";", ":", "!", "?", ")")
_ALIKE = str.maketrans({"«": '"', "»": '"', "‘": '"', "’": '"', "“": '"', "”": '"', "'": '"', "—": "–", "-": "–"})
_DENIALS = frozenset(
    ("ikke", "ikkje", "aldri", "ingen", "inga", "ingenting", "neppe", "knapt", "uten", "utan", "nei", "ei", "umulig")
)
_CUT, _UNMARKED_CUT = 1, 3  # what a gap between two kept words costs


@dataclass(frozen=True, slots=True)
class Wording:
    """What an edited text comes to: its pieces, and what the editor should know about them."""

    pieces: Pieces
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def printed_form(passage: str, pieces: Pieces) -> str:
    """Return the words as they are printed: blanks as one, quotation marks within the quote as ‘ ’.

    >>> printed_form("Jeg dro dit, og der var det godt.", ((0, 11), "(…)", (16, 33)))
    'Jeg dro dit (…) der var det godt.'
    """
    printed = ""
    for piece in pieces:
        text = piece if isinstance(piece, str) else " ".join(passage[piece[0] : piece[1]].split())
        blank = " " if printed and text and not text.startswith(_NO_SPACE_BEFORE) else ""
        printed += blank + text
    return printed.replace("«", "‘").replace("»", "’")


def whole(passage: str) -> Pieces:
    """Return the pieces that print a whole passage: «…» where it begins or ends inside a sentence."""
    return _edged(passage, ((0, len(passage)),))


def printed(text: str) -> str:
    """Return a passage as it is printed whole. The words are never changed.

    >>> printed("og da lo vi")
    '… og da lo vi …'
    >>> printed("Hun sa: «Kom inn.»")
    'Hun sa: ‘Kom inn.’'
    """
    return printed_form(text, whole(text))


def starts_sentence(text: str) -> bool:
    """Whether a passage seems to begin a sentence: its first letter is a capital (or it begins with a number)."""
    first = next((c for c in text if c.isalnum()), "")
    return first.isdigit() or (first.isupper() and not text.startswith(("–", ",", "…")))


def ends_sentence(text: str) -> bool:
    """Whether a passage seems to end a sentence, or where the speaker broke off (a dash or a pause).

    >>> ends_sentence("Og så gikk jeg.»"), ends_sentence("Og så gikk jeg, (navn 1)")
    (True, False)
    """
    if text.endswith("(?)"):
        text = text[:-3]
    bare = text.rstrip(_CLOSING if text.rstrip(_CLOSING).endswith((".", "!", "?", "…")) else "")
    return bare.rstrip().endswith((".", "!", "?", "…", "–", "//"))


def dump(pieces: Pieces) -> str:
    """Return pieces as the store keeps them."""
    return json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Pieces:
    """Return the pieces that ``dump`` was given."""
    return tuple(piece if isinstance(piece, str) else (piece[0], piece[1]) for piece in json.loads(text))


def kept(pieces: Pieces) -> list[Span]:
    """Return the kept spans of pieces, in order."""
    return [piece for piece in pieces if not isinstance(piece, str)]


def inserted(pieces: Pieces) -> list[str]:
    """Return the words that people put in, without brackets.

    >>> inserted(((0, 4), "[huset]", "(…)", (9, 12)))
    ['huset']
    """
    return [piece[1:-1] for piece in pieces if isinstance(piece, str) and piece.startswith("[")]


def is_sound(pieces: Pieces, length: int) -> bool:
    """Whether pieces that came from outside print words of a passage in their order, and only marked ones besides.

    >>> is_sound(((0, 4), "[huset]", (9, 12)), 12), is_sound(((0, 4), "huset"), 12), is_sound(((4, 2),), 12)
    (True, False, False)
    """
    at = 0
    for start, end in kept(pieces):
        if type(start) is not int or type(end) is not int or not at <= start < end <= length:
            return False
        at = end
    put = [piece for piece in pieces if isinstance(piece, str)]
    marked = (piece in (OMISSION, EDGE) or _INSERT.fullmatch(piece) for piece in put)
    return bool(kept(pieces)) and all(marked)


def derive(passage: str, edited: str) -> Wording:
    """Return the pieces that an edited text comes to.

    Every word outside square brackets must be the speaker's, in the speaker's order; case, punctuation and spelling
    stay as they were said. «(…)» is put in where words were left out without a mark.

    Raises BsbError if words are not the speaker's, nothing of theirs is left, or a bracket is empty or too long.

    >>> derive("Jeg dro dit, og der var det godt.", "Jeg dro dit … der var det godt").pieces
    ((0, 11), '(…)', (16, 33))
    """
    text = normalise(edited).strip()
    said = [token for token in _tokens(passage) if token.kind in ("word", "mark") or token.kind == "put"]
    own = {token.text for token in said if token.kind == "put"}
    words: list[_Token] = []
    gaps: list[list[str]] = [[]]
    for token in _tokens(text):
        if token.kind == "omitted":
            gaps[-1].append(OMISSION)
        elif token.kind == "put" and token.text not in own:
            gaps[-1].append(_checked_insert(token.text))
        else:
            words.append(token)
            gaps.append([])
    if not words:
        raise BsbError(
            _("Nothing of the speaker's words is left."), _("Reject the quote instead: bsb quote reject ID")
        )
    places = _places(words, gaps, said)
    if places is None:
        raise _foreign(words, said)
    pieces = _edged(passage, tuple(_assembled(passage, text, words, gaps, said, places)))
    return Wording(pieces, tuple(_notices(gaps, said, places)))


def _tokens(text: str) -> list[_Token]:
    return [_Token(str(m.lastgroup), m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _checked_insert(text: str) -> str:
    words = " ".join(text[1:-1].split())
    if not words or len(words) > _LONGEST_INSERT:
        raise BsbError(
            _("A bracket holds between 1 and {n} characters.").format(n=_LONGEST_INSERT),
            _("Write a word or two in it, such as [the house]; words left out are marked (…)."),
        )
    return f"[{words}]"


def _same(one: _Token, other: _Token) -> bool:
    return one.text.casefold() == other.text.casefold()


def _places(words: Sequence[_Token], gaps: Sequence[Sequence[str]], said: Sequence[_Token]) -> list[int] | None:
    """Return which word of the passage each kept word is, with the fewest cuts; None if they are not all there."""
    infinite = float("inf")
    costs = [0.0 if _same(words[0], token) else infinite for token in said]
    back: list[list[int]] = []
    for number, word in enumerate(words[1:], 1):
        cut = _CUT if gaps[number] else _UNMARKED_CUT
        beside = _CUT if OMISSION in gaps[number] else 0
        best, best_at = infinite, -1  # among the words before the one just before
        now, origin = [], []
        for at, token in enumerate(said):
            if at >= 2 and costs[at - 2] < best:
                best, best_at = costs[at - 2], at - 2
            cost, source = best + cut, best_at
            if at >= 1 and costs[at - 1] + beside <= cost:
                cost, source = costs[at - 1] + beside, at - 1
            fits = _same(word, token) and cost < infinite
            now.append(cost if fits else infinite)
            origin.append(source if fits else -1)
        costs = now
        back.append(origin)
    if min(costs, default=infinite) == infinite:
        return None
    places = [costs.index(min(costs))]
    for origin in reversed(back):
        places.append(origin[places[-1]])
    return places[::-1]


def _foreign(words: Sequence[_Token], said: Sequence[_Token]) -> BsbError:
    """Return the refusal. It repeats words that the speaker did not say, and none that they did."""
    known = {token.text.casefold() for token in said}
    strange = list(dict.fromkeys(word.text for word in words if word.text.casefold() not in known))
    hint = _("Words of your own stand in brackets: [the house]. Where words are left out, write (…).")
    if strange:
        shown = ", ".join(f"“{word}”" for word in strange[:6]) + (" …" if len(strange) > 6 else "")
        return BsbError(_("The speaker did not say: {words}.").format(words=shown), hint)
    for number in range(1, len(words) + 1):
        if _places(words[:number], [()] * (number + 1), said) is None:
            return BsbError(
                _(
                    "From word {n} of your text on, the words do not stand in the order in which they were said."
                ).format(n=number),
                hint,
            )
    raise AssertionError("the words are all there")


def _assembled(
    passage: str,
    text: str,
    words: Sequence[_Token],
    gaps: Sequence[Sequence[str]],
    said: Sequence[_Token],
    places: Sequence[int],
) -> Iterator[Span | str]:
    yield from (put for put in gaps[0] if put != OMISSION)
    first = 0
    for number in range(1, len(words) + 1):
        last = number == len(words)
        if not last:
            joined = places[number] == places[number - 1] + 1
            if joined and not any(put != OMISSION for put in gaps[number]):
                continue
        start = _leftward(passage, text, words, first, said, places)
        end = _rightward(passage, text, words, number - 1, said, places)
        yield (start, end)
        if last or places[number] == places[number - 1] + 1:
            yield from (put for put in gaps[number] if put != OMISSION)
        else:
            yield from gaps[number] or (OMISSION,)
        first = number


def _leftward(
    passage: str, text: str, words: Sequence[_Token], at: int, said: Sequence[_Token], places: Sequence[int]
) -> int:
    """Return where a run begins: its first word, with signs before it that the editor kept."""
    place = places[at]
    one, other = said[place].start - 1, words[at].start - 1
    stop = said[place - 1].end if place else 0
    start = said[place].start
    while one >= stop and other >= 0:
        if passage[one].isspace():
            one -= 1
        elif text[other].isspace():
            other -= 1
        elif passage[one].translate(_ALIKE) == text[other].translate(_ALIKE) and passage[one] not in ".;:!?":
            start, one, other = one, one - 1, other - 1
        else:
            break
    return start


def _rightward(
    passage: str, text: str, words: Sequence[_Token], at: int, said: Sequence[_Token], places: Sequence[int]
) -> int:
    """Return where a run ends: its last word, with signs after it that the editor kept, and the end of a sentence."""
    place = places[at]
    one, other = said[place].end, words[at].end
    stop = said[place + 1].start if place + 1 < len(said) else len(passage)
    end = one
    while one < stop and other < len(text):
        if passage[one].isspace():
            one += 1
        elif text[other].isspace():
            other += 1
        elif passage[one].translate(_ALIKE) == text[other].translate(_ALIKE):
            one, other = one + 1, other + 1
            end = one
        else:
            break
    while end < stop and (passage[end] in ".!?" or (passage[end] in _CLOSING and passage[end - 1] in ".!?")):
        end += 1
    return end


def _edged(passage: str, pieces: Pieces) -> Pieces:
    """Return pieces with «…» at the edges where a sentence is cut, and without a comma before it."""
    found: list[Span | str] = list(pieces)
    if not isinstance(found[0], str):
        start, end = found[0]
        start += len(passage[start:end]) - len(passage[start:end].lstrip())
        found[0] = (start, end)
        text = passage[start:end]
        if not starts_sentence(text) and not text.startswith(EDGE):
            found.insert(0, EDGE)
    if not isinstance(found[-1], str):
        start, end = found[-1]
        text = passage[start:end].rstrip()
        if not ends_sentence(text):
            text = text.rstrip(" ,;:")
            found.append(EDGE)
            found[-2] = (start, start + len(text))
        else:
            found[-1] = (start, start + len(text))
    return tuple(found)


def _notices(gaps: Sequence[Sequence[str]], said: Sequence[_Token], places: Sequence[int]) -> Iterator[str]:
    unmarked = [n for n in range(1, len(places)) if places[n] > places[n - 1] + 1 and not gaps[n]]
    if unmarked:
        yield _("(…) was put in where words are left out.")
    within = set(range(places[0], places[-1] + 1)) - set(places)
    if any(said[at].text.casefold() in _DENIALS for at in within):
        yield _("A word that denies something (such as “ikke”) was left out. Read whether the meaning still stands.")
