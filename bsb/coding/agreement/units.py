"""What is compared: the interviews that two coders or more have coded, their turns, and who set which code where.

The unit is the participant's turn; a coding counts in every such turn of which it covers at least one character.
The universe is all participants' turns that still have words, of all interviews that at least two of the coders
have coded. Of an interview that one of three has not coded, this one's values are missing, not "no".

At character level each interview is one continuum: its participants' turns laid end to end. Nothing is ever
spread out over characters; spans are cut at the borders of that text and compared as spans.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bsb.store import agreement as stored
from bsb.store.engine import Store
from bsb.store.schema import VALENCES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

MIXED = VALENCES.index("mixed")


@dataclass(frozen=True, slots=True)
class Turns:
    """Participants' turns in reading order: interview (index), number, speaker, start and end in its transcript."""

    interview: Ints
    number: Ints
    speaker: tuple[str, ...]
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.speaker)


@dataclass(frozen=True, slots=True)
class Marks:
    """Codings that touch participants' turns, one row each; everything but ``start`` and ``end`` is an index.

    ``first`` and ``last`` are the turns it touches (half-open); ``start`` and ``end`` count characters of the
    interview's participants' turns laid end to end, ``text_start`` and ``text_end`` those of the transcript.
    """

    interview: Ints
    coder: Ints
    code: Ints
    valence: Ints
    first: Ints
    last: Ints
    start: Ints
    end: Ints
    text_start: Ints
    text_end: Ints


@dataclass(frozen=True, slots=True)
class Hits:
    """Each (coder, turn, code) that is set, once; ``valence`` is "mixed" where a coder's codings differ in it."""

    coder: Ints
    turn: Ints
    code: Ints
    valence: Ints


@dataclass(frozen=True, slots=True)
class Material:
    """All that a comparison counts. ``coded`` is coders x interviews.

    ``outside`` counts codings that touch no participant's turn; ``alone`` names interviews that only one of the
    coders has coded.
    """

    coders: tuple[str, ...]
    interviews: tuple[str, ...]
    codes: tuple[str, ...]
    coded: Bools
    turns: Turns
    marks: Marks
    hits: Hits
    outside: int
    alone: tuple[str, ...] = ()

    @property
    def turns_each(self) -> Ints:
        """How many turns each interview has in the universe."""
        import numpy as np

        return np.bincount(self.turns.interview, minlength=len(self.interviews)).astype(np.int64)

    @property
    def characters_each(self) -> Ints:
        """How many characters those turns have, per interview."""
        import numpy as np

        found: Ints = np.zeros(len(self.interviews), np.int64)
        np.add.at(found, self.turns.interview, self.turns.end - self.turns.start)
        return found


def gather(
    store: Store,
    *,
    coders: Collection[str],
    codes: Sequence[str],
    interviews: Collection[str] | None = None,
    districts: Collection[str] | None = None,
) -> Material:
    """Return what there is to compare between coders. Names are sorted, so that their order never matters.

    ``codes`` are the keys that count, in the order wanted; ``interviews`` and ``districts`` narrow the universe.
    """
    coded_by: dict[str, set[str]] = {}
    with store.read() as connection:
        for name, district, coder, _n in stored.coded_by(connection):
            wanted = (interviews is None or name in interviews) and (districts is None or district in districts)
            if wanted and coder in coders:
                coded_by.setdefault(name, set()).add(coder)
        alone = tuple(sorted(name for name, by in coded_by.items() if len(by) == 1))
        names = sorted(coded_by.keys() - set(alone))
        turns = stored.participants_turns(connection, names)
        spans = stored.spans(connection, names, sorted(set(coders)))
    found = arrange(coders, codes, {name: coded_by[name] for name in names}, turns, spans)
    return replace(found, alone=alone)


def arrange(
    coders: Collection[str],
    codes: Sequence[str],
    coded_by: Mapping[str, Collection[str]],
    turns: Sequence[Sequence[Any]],
    spans: Sequence[Sequence[Any]],
) -> Material:
    """Return what there is to compare, from plain rows.

    ``coded_by`` gives for each interview the coders who have coded it (two or more). ``turns`` are (interview,
    number, speaker, start, end) in reading order, the interviews sorted by name; ``spans`` (interview, coder, code,
    start, end, valence), of which those with other codes are left out.
    """
    import numpy as np

    who, names, codes = tuple(sorted(set(coders))), tuple(sorted(coded_by)), tuple(codes)
    at = {name: i for i, name in enumerate(names)}
    code_at, coder_at = {c: i for i, c in enumerate(codes)}, {c: i for i, c in enumerate(who)}
    laid = Turns(
        _column(at[r[0]] for r in turns),
        _column(r[1] for r in turns),
        tuple(r[2] for r in turns),
        _column(r[3] for r in turns),
        _column(r[4] for r in turns),
    )
    rows = [r for r in spans if r[2] in code_at]
    marks, outside = _place(
        laid,
        _column(at[r[0]] for r in rows),
        _column(coder_at[r[1]] for r in rows),
        _column(code_at[r[2]] for r in rows),
        _column(VALENCES.index(r[5]) for r in rows),
        _column(r[3] for r in rows),
        _column(r[4] for r in rows),
    )
    coded = np.array([[coder in coded_by[name] for name in names] for coder in who], dtype=bool)
    return Material(who, names, codes, coded.reshape(len(who), len(names)), laid, marks, _hits(marks), outside)


def _column(values: Iterable[int]) -> Ints:
    import numpy as np

    return np.fromiter(values, dtype=np.int64)


def _place(
    turns: Turns, interview: Ints, coder: Ints, code: Ints, valence: Ints, start: Ints, end: Ints
) -> tuple[Marks, int]:
    """Find the turns that each coding touches, and where it lies in the text of those turns alone."""
    import numpy as np

    # One number line for all transcripts: each interview's offsets are lifted above those of the one before.
    lift = 1 + max(int(turns.end.max(initial=0)), int(end.max(initial=0)))
    turn_from, turn_to = turns.start + lift * turns.interview, turns.end + lift * turns.interview
    mark_from, mark_to = start + lift * interview, end + lift * interview
    first = np.searchsorted(turn_to, mark_from, side="right")
    last = np.searchsorted(turn_from, mark_to, side="left")
    inside = last > first
    interview, coder, code, valence, first, last, start, end, mark_from, mark_to = (
        column[inside] for column in (interview, coder, code, valence, first, last, start, end, mark_from, mark_to)
    )
    lengths = turn_to - turn_from
    before = np.concatenate([[0], np.cumsum(lengths)])
    begins = before[np.searchsorted(turns.interview, interview, side="left")]
    laid_from = before[first] + np.maximum(0, mark_from - turn_from[first]) - begins
    laid_to = before[last - 1] + np.minimum(lengths[last - 1], mark_to - turn_from[last - 1]) - begins
    marks = Marks(interview, coder, code, valence, first, last, laid_from, laid_to, start, end)
    return marks, int((~inside).sum())


def _hits(marks: Marks) -> Hits:
    import numpy as np

    touched = marks.last - marks.first
    each = np.repeat(np.arange(len(touched)), touched)
    turn = np.arange(len(each)) - np.repeat(np.cumsum(touched) - touched, touched) + marks.first[each]
    table = np.stack([marks.coder[each], turn, marks.code[each], marks.valence[each]], axis=1)
    table = np.unique(table, axis=0)
    key = table[:, :3]
    new = np.ones(len(table), dtype=bool)
    new[1:] = (key[1:] != key[:-1]).any(axis=1)
    group = np.cumsum(new) - 1
    valence = table[new, 3]
    valence[np.bincount(group, minlength=len(valence)) > 1] = MIXED
    return Hits(table[new, 0], table[new, 1], table[new, 2], valence)
