"""What the parts of an import share: the change under way, what has been stored so far, texts as reviewed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from bsb.exchange.refi.incoming import Incoming, is_own
from bsb.text.normal import normalise

if TYPE_CHECKING:
    from bsb.store.journal import Change

_UNKNOWN = "?"
Span = tuple[int, int]


@dataclass
class TakenIn:
    """What an import stored and what was here already, by table; and what it could not carry."""

    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    replaced: int = 0


@dataclass
class Placed:
    """A document that has its transcript: where its passages stand in it, and the turns' starts."""

    transcript_id: int
    interview_id: int
    text: str
    to_here: Callable[[Span], Span | None]
    starts: list[int]
    spans: list[Span | None] = field(default_factory=list)


class Taking:
    """An import under way."""

    def __init__(self, change: Change, incoming: Incoming, now: str) -> None:
        self.change, self.incoming, self.now = change, incoming, now
        self.done = TakenIn(lost=Counter(incoming.lost))
        self.exact = is_own(incoming.project.origin)
        self.texts: dict[str, str] = {}  # other texts as they came, and as they may be stored
        self.placed: dict[str, Placed] = {}  # by the source's identifier
        self.code_ids: dict[str, int] = {}
        self.codable: set[int] = set()
        self.coding_ids: dict[str, int] = {}

    def said(self, text: str) -> str:
        """Return a text as it may be stored."""
        plain = normalise(text)
        return self.texts.get(plain, plain)

    def user(self, *keys: str) -> str:
        """Return who wrote something: the first user known, else the project's, else nobody known."""
        for key in (*keys, self.incoming.project.user):
            if name := " ".join(self.incoming.project.users.get(key, "").split())[:40]:
                return name
        return _UNKNOWN


@lru_cache(maxsize=1024)
def time_of(told: str) -> str:
    """Return a time of a file as ours are, or "" if it is none.

    >>> time_of("2026-05-20T12:00:00.123Z"), time_of("2026-05-20T14:00:00+02:00"), time_of("20.5.")
    ('2026-05-20T12:00:00Z', '2026-05-20T12:00:00Z', '')
    """
    try:
        found = datetime.datetime.fromisoformat(told)
    except ValueError:
        return ""
    if found.tzinfo is not None:
        found = found.astimezone(datetime.UTC)
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")
