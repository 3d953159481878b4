"""The turns that the arrows of a causal network rest on, looked up in the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bsb.analysis.displays.causal import Arrow
from bsb.analysis.displays.definition import Drawn
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import codings as stored_codings
from bsb.store import talk as stored_talk
from bsb.store import transcripts as stored_transcripts
from bsb.store.engine import Store
from bsb.text.match import suggest

if TYPE_CHECKING:
    from sqlalchemy import Connection

Turn = tuple[str, int]


def read_arrows(store: Store, drawn: Sequence[Drawn]) -> list[Arrow]:
    """Return arrows with the participants' turns that their evidence names.

    A turn or coding that is there no more (consent was withdrawn, the coding was removed) is counted as gone.

    Raises BsbError for an interview without a transcript, a turn number it never had, or a facilitator's turn: what
    those who ask say is no evidence.
    """
    with store.read() as connection:
        found = _Lookup(connection)
        arrows = []
        for arrow in drawn:
            own = [found.turns(item) for item in arrow.evidence]
            places = tuple(dict.fromkeys(place for turns in own for place in turns))
            gone = sum(not turns for turns in own)
            arrows.append(Arrow(arrow.one, arrow.other, arrow.sign, places, gone, arrow.note))
    return arrows


class _Lookup:
    """Finds turns by "interview:turn" or by a coding's id, reading each transcript once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._transcripts: dict[str, int] = {
            row["name"]: row["transcript_id"] for row in stored_talk.held(connection)
        }
        #: interview -> (number, start, end, role, removed)
        self._read: dict[str, list[tuple[int, int, int, str, bool]]] = {}

    def turns(self, item: str) -> list[Turn]:
        """Return the turns meant that are still there."""
        interview, colon, number = item.rpartition(":")
        return self._named(interview, int(number), item) if colon else self._coded(item[1:])

    def _named(self, interview: str, number: int, item: str) -> list[Turn]:
        here = [turn for turn in self._of(interview) if turn[0] == number]
        if not any(role == "participant" for _n, _s, _e, role, _r in here):
            raise BsbError(
                _("An arrow rests on {place}, which is no participant's turn.").format(place=item),
                _("See: bsb transcript show {interview}").format(interview=interview),
            )
        return _speaking(interview, here)

    def _coded(self, uid: str) -> list[Turn]:
        ids = [row["id"] for row in stored_codings.codings_with_uid(self._connection, uid)]
        rows = stored_codings.codings(self._connection, ids=ids) if len(ids) == 1 else []
        return [
            turn
            for row in rows
            for turn in _speaking(
                row["interview"],
                (t for t in self._of(row["interview"]) if t[1] < row["end"] and row["start"] < t[2]),
            )
        ]

    def _of(self, interview: str) -> list[tuple[int, int, int, str, bool]]:
        if interview not in self._transcripts:
            raise BsbError(
                _("An arrow rests on “{interview}”, which has no transcript.").format(interview=interview),
                suggest(interview, self._transcripts),
            )
        if interview not in self._read:
            rows = stored_transcripts.turns(self._connection, self._transcripts[interview])
            self._read[interview] = [(r["number"], r["start"], r["end"], r["role"], bool(r["removed"])) for r in rows]
        return self._read[interview]


def _speaking(interview: str, turns: Iterable[tuple[int, int, int, str, bool]]) -> list[Turn]:
    return [(interview, n) for n, _start, _end, role, removed in turns if role == "participant" and not removed]
