"""Who talks with whom in an interview, and how.

Content analysis asks what was said; this asks how the group worked. It is for those who led the interview, to
learn from. Nothing of it leaves the project by name, and nothing at all about a group of fewer people than the
privacy threshold: see ``Interaction.may_leave``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING

from bsb.analysis.evenness import evenness, gini
from bsb.analysis.speaking import SpeakerTalk, SpokenTurn, speaker_talk
from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.store import interviews as stored_interviews
from bsb.store import talk as stored_talk
from bsb.store import transcripts as stored_transcripts
from bsb.store.engine import Store
from bsb.text.match import choose

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Interaction:
    """The interaction of one interview.

    ``speakers`` are facilitators, participants and then unknown ones; a registered participant who says nothing
    is there with zeros. ``follows`` counts pairs of neighbouring turns by (speaker before, speaker after). Turns of
    people who have withdrawn are left out of everything: ``removed`` says how many turns, ``withdrawn`` of how
    many people; a turn beside one of them follows nobody. ``uncoded`` is (number of turns, number of the first)
    of the longest row of turns that no coding touches; None if the interview is not coded.
    """

    interview: str
    district: str
    kind: str
    speakers: tuple[SpeakerTalk, ...]
    follows: Mapping[tuple[str, str], int]
    removed: int = 0
    withdrawn: int = 0
    uncoded: tuple[int, int] | None = None

    @property
    def participants(self) -> tuple[SpeakerTalk, ...]:
        """The participants, also silent ones, without those who have withdrawn."""
        return tuple(s for s in self.speakers if s.role == "participant")

    @property
    def facilitators(self) -> tuple[SpeakerTalk, ...]:
        """The facilitators."""
        return tuple(s for s in self.speakers if s.role == "facilitator")

    @property
    def turns(self) -> int:
        """The turns that are left, of everybody."""
        return sum(s.turns for s in self.speakers)

    @property
    def words(self) -> int:
        """The words that are left, of everybody."""
        return sum(s.words for s in self.speakers)

    @property
    def participants_words(self) -> int:
        """The words of the participants."""
        return sum(s.words for s in self.participants)

    @property
    def facilitators_share(self) -> float | None:
        """The facilitators' share (0-1) of all words; None if nobody speaks."""
        return sum(s.words for s in self.facilitators) / self.words if self.words else None

    @property
    def evenness(self) -> float | None:
        """Pielou's evenness of the participants' words, see ``bsb.analysis.evenness``."""
        return evenness([s.words for s in self.participants])

    @property
    def gini(self) -> float | None:
        """The corrected Gini coefficient of the participants' words, see ``bsb.analysis.evenness``."""
        return gini([s.words for s in self.participants])

    @property
    def longest_facilitator_turn(self) -> SpeakerTalk | None:
        """The facilitator with the longest turn (``longest`` words, turn number ``longest_turn``)."""
        return max(self.facilitators, key=lambda s: s.longest, default=None)

    @property
    def among_participants(self) -> float | None:
        """Of the participants' turns that follow somebody else's, the share (0-1) that follow a participant's.

        Near 0 the talk goes back and forth between facilitator and one at a time; the higher, the more the group
        talks with one another. None if no participant's turn follows another person's.
        """
        people = {s.speaker for s in self.participants}
        after = {pair: n for pair, n in self.follows.items() if pair[1] in people and pair[0] != pair[1]}
        total = sum(after.values())
        return sum(n for pair, n in after.items() if pair[0] in people) / total if total else None

    def share(self, speaker: SpeakerTalk) -> float | None:
        """A participant's share (0-1) of the participants' words; any other's of all words."""
        whole = self.participants_words if speaker.role == "participant" else self.words
        return speaker.words / whole if whole else None

    def may_leave(self, smallest_cell: int) -> bool:
        """Whether figures of the group as a whole may stand in a report: at least so many participants.

        Even then nothing by speaker: ``to_frame`` and ``follows_frame`` never leave.
        """
        return len(self.participants) >= smallest_cell

    def to_frame(self) -> pd.DataFrame:
        """Speakers by measures: the fields of ``SpeakerTalk``, and ``share`` (0-1, see there)."""
        import pandas as pd

        names = [f.name for f in fields(SpeakerTalk)][1:]
        rows = [[getattr(s, name) for name in names] + [self.share(s)] for s in self.speakers]
        return pd.DataFrame(
            rows,
            index=pd.Index([s.speaker for s in self.speakers], name="speaker"),
            columns=pd.Index([*names, "share"], name="measure"),
        )

    def follows_frame(self) -> pd.DataFrame:
        """Speaker before by speaker after: numbers of pairs of neighbouring turns."""
        import pandas as pd

        names = [s.speaker for s in self.speakers]
        return pd.DataFrame(
            [[self.follows.get((a, b), 0) for b in names] for a in names],
            index=pd.Index(names, name="before"),
            columns=pd.Index(names, name="after"),
        )


def measure(
    talk: Sequence[SpokenTurn],
    *,
    interview: str = "",
    district: str = "",
    kind: str = "focus_group",
    registered: Sequence[str] = (),
    coded: set[int] | None = None,
) -> Interaction:
    """Measure a talk, given as all its turns in order.

    ``registered`` are the participants by pseudonym who have not withdrawn; ``coded`` the numbers of coded turns.

    >>> talk = [SpokenTurn(n, s, "participant", t) for n, (s, t) in enumerate([("B1", "Ja vel"), ("B2", "Nei")], 1)]
    >>> found = measure(talk, registered=["B1", "B2", "B3"])
    >>> [(s.speaker, s.words) for s in found.speakers], dict(found.follows)
    ([('B1', 2), ('B2', 1), ('B3', 0)], {('B1', 'B2'): 1})
    """
    kept = [t for t in talk if not t.removed]
    roles = dict.fromkeys(registered, "participant") | {t.speaker: t.role for t in kept}
    order = ("facilitator", "participant", "unknown")
    people = sorted(roles, key=lambda s: (order.index(roles[s]), len(s), s))
    return Interaction(
        interview=interview,
        district=district,
        kind=kind,
        speakers=tuple(speaker_talk(s, roles[s], kept) for s in people),
        follows=Counter((a.speaker, b.speaker) for a, b in pairwise(talk) if not (a.removed or b.removed)),
        removed=len(talk) - len(kept),
        withdrawn=len({t.speaker for t in talk if t.removed}),
        uncoded=_uncoded(kept, coded) if coded else None,
    )


def _uncoded(kept: Sequence[SpokenTurn], coded: set[int]) -> tuple[int, int] | None:
    longest, length, first = (0, 0), 0, 0
    for turn in kept:
        if turn.number in coded:
            length = 0
            continue
        first = first if length else turn.number
        length += 1
        longest = max(longest, (length, first), key=lambda row: row[0])
    return longest if longest[0] else None


def interaction(store: Store, wanted: str) -> Interaction:
    """Measure the interaction in a stored interview, named in full or by an unambiguous beginning.

    Raises BsbError if there is no such interview, or it has no transcript yet.
    """
    with store.read() as connection:
        known = {row["name"]: row for row in stored_interviews.interviews(connection)}
        found = known[choose(wanted, dict.fromkeys(known, ()), N_("interview"))]
        transcript = stored_transcripts.transcript_of(connection, found["id"])
        if transcript is None:
            raise BsbError(
                _("{interview} has no transcript yet.").format(interview=found["name"]),
                _("Import one: bsb transcript import FILE --interview {interview}").format(interview=found["name"]),
            )
        turns = stored_transcripts.turns(connection, transcript["id"])
        people = stored_interviews.participants(connection, found["id"])
        coded = stored_talk.coded_turns(connection, transcript["id"])
    talk = [
        SpokenTurn(
            t["number"],
            t["speaker"],
            t["role"],
            transcript["text"][t["start"] : t["end"]],
            t["time_ms"],
            bool(t["removed"]),
        )
        for t in turns
    ]
    return measure(
        talk,
        interview=found["name"],
        district=found["district"],
        kind=found["kind"],
        registered=[p["pseudonym"] for p in people if p["consent"] != "withdrawn"],
        coded=coded,
    )


def interactions(store: Store, *, district: str | None = None) -> list[Interaction]:
    """Measure every interview that has a transcript, in the order in which they were held."""
    with store.read() as connection:
        names = [row["name"] for row in stored_talk.held(connection) if district in (None, row["district"])]
    return [interaction(store, name) for name in names]
