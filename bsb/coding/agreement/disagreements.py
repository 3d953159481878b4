"""Where coders do not agree, passage by passage, for them to talk about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bsb.coding.agreement.units import Material
from bsb.coding.codebook import Code
from bsb.i18n import N_
from bsb.store import agreement as stored
from bsb.store.engine import Store
from bsb.store.schema import VALENCES

#: What people read for each kind, in the order that a meeting takes them.
KINDS = {
    "other-code": N_("other code"),
    "only-one": N_("not coded by all"),
    "other-valence": N_("other valence"),
    "other-borders": N_("other borders"),
}
_INNER = re.compile(r"\w(?:.*\w)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one coder set: a code, its valence, and the words (``start``-``end`` of the transcript, in the turn)."""

    coder: str
    code: str
    code_name: str
    valence: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing to talk about: a turn in which coders set codes of one facet differently.

    ``kind`` is a key of ``KINDS``. ``without`` are coders who set none of ``codes``; ``overlap``, for other
    borders, the share of the characters coded by any that all of those who set the code have coded. ``before``
    and ``after`` are the turns on both sides, with their speakers.
    """

    kind: str
    interview: str
    district: str
    turn: int
    speaker: str
    text: str
    before: str
    after: str
    facet: str
    codes: tuple[str, ...]
    marks: tuple[Mark, ...]
    without: tuple[str, ...]
    overlap: float | None = None


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Set:
    """One coder's use of one code in one turn: spans with their valences, and the valence of them together."""

    valence: str
    valued: tuple[tuple[Span, str], ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(span for span, _valence in self.valued)


def find_disagreements(
    store: Store, material: Material, codes: Sequence[Code], *, kinds: Collection[str] | None = None
) -> list[Disagreement]:
    """Return the disagreements of a comparison in reading order; ``codes`` are those that the material counts.

    A turn in which not all coders set the same codes of a facet gives one "other-code" (everyone set some code
    of it) or "only-one" (someone set none). A code that several set gives "other-valence" and "other-borders"
    where these differ; white space and punctuation at a border do not count.
    """
    with store.read() as connection:
        texts = stored.texts(connection, material.interviews)
        around = {(r[0], r[1]): r for r in stored.all_turns(connection, material.interviews)}
        districts = {r[0]: r[1] for r in stored.coded_by(connection)}
    found = []
    for turn, by_coder in _by_turn(material):
        r = int(material.turns.interview[turn])
        name, number = material.interviews[r], int(material.turns.number[turn])
        text = texts[name]
        there = [coder for coder, judged in zip(material.coders, material.coded[:, r], strict=True) if judged]

        def beside(step: int, name: str = name, number: int = number, text: str = text) -> str:
            row = around.get((name, number + step))
            return f"{row[2]}: {text[row[3] : row[4]]}" if row and row[4] > row[3] else ""

        for kind, facet, keys, marks, overlap in _in_turn(text, there, by_coder, codes):
            if kinds is None or kind in kinds:
                found.append(
                    Disagreement(
                        kind=kind,
                        interview=name,
                        district=districts[name],
                        turn=number,
                        speaker=material.turns.speaker[turn],
                        text=text[material.turns.start[turn] : material.turns.end[turn]],
                        before=beside(-1),
                        after=beside(+1),
                        facet=facet,
                        codes=keys,
                        marks=marks,
                        without=tuple(c for c in there if c not in {m.coder for m in marks}),
                        overlap=overlap,
                    )
                )
    return found


Use = Mapping[str, Mapping[int, _Set]]


def _by_turn(material: Material) -> Iterator[tuple[int, Use]]:
    """Yield each turn with codings: coder -> code (index) -> how it was set there."""
    marks = material.marks
    begins, ends = material.turns.start.tolist(), material.turns.end.tolist()
    spans: dict[int, dict[str, dict[int, list[tuple[Span, str]]]]] = {}
    for coder, code, valence, first, last, start, end in zip(
        *(
            column.tolist()
            for column in (
                marks.coder,
                marks.code,
                marks.valence,
                marks.first,
                marks.last,
                marks.text_start,
                marks.text_end,
            )
        ),
        strict=True,
    ):
        for turn in range(first, last):
            clipped = (max(start, begins[turn]), min(end, ends[turn]))
            uses = spans.setdefault(turn, {}).setdefault(material.coders[coder], {})
            uses.setdefault(code, []).append((clipped, VALENCES[valence]))
    for turn in sorted(spans):
        yield (
            turn,
            {
                coder: {
                    code: _Set(
                        valence=found[0][1] if len({v for _, v in found}) == 1 else "mixed",
                        valued=tuple(sorted(found)),
                    )
                    for code, found in uses.items()
                }
                for coder, uses in spans[turn].items()
            },
        )


def _in_turn(
    text: str, there: Sequence[str], uses: Use, codes: Sequence[Code]
) -> Iterator[tuple[str, str, tuple[str, ...], tuple[Mark, ...], float | None]]:
    """Yield kind, facet, keys, marks and overlap of the disagreements in one turn."""

    def marks(wanted: Collection[int]) -> tuple[Mark, ...]:
        return tuple(
            Mark(coder, codes[code].key, codes[code].name, valence, start, end, text[start:end])
            for coder in there
            for code, use in sorted(uses.get(coder, {}).items())
            if code in wanted
            for (start, end), valence in use.valued
        )

    facets = dict.fromkeys(codes[c].facet for uses_of_one in uses.values() for c in sorted(uses_of_one))
    for facet in facets:
        sets: list[set[int]] = [{c for c in uses.get(coder, {}) if codes[c].facet == facet} for coder in there]
        used = set().union(*sets)
        split = used - sets[0].intersection(*sets)
        if split:
            kind = "other-code" if all(sets) else "only-one"
            yield kind, facet, tuple(codes[c].key for c in sorted(split)), marks(split), None
        for code in sorted(used):
            by = [uses[coder][code] for coder in there if code in uses.get(coder, {})]
            if len({use.valence for use in by}) > 1:
                yield "other-valence", facet, (codes[code].key,), marks({code}), None
            if len({_trimmed(text, use.spans) for use in by}) > 1:
                overlap = _overlap([use.spans for use in by])
                yield "other-borders", facet, (codes[code].key,), marks({code}), overlap


def _trimmed(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans without white space and punctuation at their ends."""
    found = []
    for start, end in spans:
        inner = _INNER.search(text, start, end)
        found.append(inner.span() if inner else (start, end))
    return tuple(found)


def _overlap(all_spans: Sequence[Sequence[Span]]) -> float:
    """Return the share of the characters covered by any coder that every coder covers."""
    edges = sorted({edge for spans in all_spans for span in spans for edge in span})
    any_, every = 0, 0
    for start, end in pairwise(edges):
        covering = sum(any(a <= start and end <= b for a, b in spans) for spans in all_spans)
        any_ += (end - start) * (covering > 0)
        every += (end - start) * (covering == len(all_spans))
    return every / any_
