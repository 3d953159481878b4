"""What a rule is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

from bsb.guide.check.wordlist import Wordlist


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or a probe as the rules see it.

    ``probes`` are those under a question, None for a probe itself. ``explained`` are words that the guide has
    explained by then, with their meanings. ``places`` are names of districts and the like.
    """

    text: str
    language: str = "nb"
    probes: tuple[str, ...] | None = ()
    explained: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    wordlist: Wordlist = field(default_factory=Wordlist)


@dataclass(frozen=True, slots=True)
class Hit:
    """The ``words`` at fault in a question, and a ``better`` form where the rule can make one itself."""

    words: str
    better: str = ""
