"""What suggestions are learnt from and made for: coded passages, and turns that nobody has coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bsb.coding.codebook import Code
from bsb.coding.suggest_model import CodeModel, Passage
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import agreement as stored
from bsb.store import interviews as stored_interviews
from bsb.store.engine import Store

#: Codes that fewer passages have are not suggested.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Learnt(Passage):
    """A coded passage with where it stands."""

    interview: str
    turn: int


class Material:
    """All turns, and the codings that may be looked at."""

    def __init__(self, store: Store) -> None:
        with store.read() as connection:
            names = [
                row["name"] for row in stored_interviews.interviews(connection) if row["transcript_id"] is not None
            ]
            coders = {row[2] for row in stored.coded_by(connection)}
            self._turns = stored.participants_turns(connection, names)
            self._texts = stored.texts(connection, names)
            spans = stored.spans(connection, names, sorted(coders))
        self._spans: dict[str, list[tuple[str, str, int, int]]] = {name: [] for name in names}
        for name, coder, code, start, end, _valence in spans:
            self._spans[name].append((coder, code, start, end))

    def uncoded(self, coder: str | None, codes: Collection[str] | None) -> Iterator[tuple[str, int, str, str]]:
        """Yield interview, number, speaker and text of turns that have no coding (by this coder, of these codes)."""
        for name, number, speaker, start, end in self._turns:
            if not any(
                s < end and e > start and coder in (None, by) and (codes is None or code in codes)
                for by, code, s, e in self._spans[name]
            ):
                yield name, number, speaker, self._texts[name][start:end]

    def others_in(self, interview: str, coder: str) -> bool:
        """Return whether anyone else has coded an interview."""
        return any(by != coder for by, *_rest in self._spans[interview])

    def learn(self, codes: Mapping[str, Code], *, without: str, coder: str | None) -> tuple[CodeModel, list[Learnt]]:
        """Learn these codes; of the interview ``without``, only from what this coder has set.

        Raises BsbError if no code has passages enough.
        """
        places: dict[str, dict[tuple[int, int], set[str]]] = {name: {} for name in self._spans}
        for name, spans in self._spans.items():
            for by, code, start, end in spans:
                if code in codes and (name != without or by == coder):
                    places[name].setdefault((start, end), set()).add(code)
        count = Counter(code for here in places.values() for found in here.values() for code in found)
        known = {code for code, n in count.items() if n >= FEWEST}
        if not known:
            raise BsbError(
                _("Too little is coded to suggest anything: no code has {n} passages.").format(n=FEWEST),
                _("Code some more, or import codings: bsb code import FILE"),
            )
        learnt = []
        for name, number, _speaker, start, end in self._turns:
            for (begin, stop), found in places[name].items():
                if start <= begin < end and found & known:
                    learnt.append(Learnt(self._texts[name][begin:stop], frozenset(found & known), name, number))
        book = {
            key: " ".join((c.name, c.definition, c.include, c.example)) for key, c in codes.items() if key in known
        }
        background = (self._texts[name][start:end] for name, _number, _speaker, start, end in self._turns)
        return CodeModel(learnt, background=background, book=book), learnt
