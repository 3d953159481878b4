"""What was said about a theme, counted in people and told in plain words, never more than the data say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bsb.coding.codings import Coding
from bsb.formats.texts import Texts
from bsb.text.language import sentence


@dataclass(frozen=True, slots=True)
class Voices:
    """How many different participants spoke of a theme (``total``), and how many of what.

    ``good`` told of good experiences, ``hard`` of challenges (one person may do both); ``both`` had passages
    coded as mixed and none coded as positive or critical.
    """

    total: int
    good: int
    hard: int
    both: int
    interviews: int


def count_voices(codings: Sequence[Coding], *, total: int, interviews: int) -> Voices:
    """Count the participants behind the codings of one theme; ``total`` and ``interviews`` are the matrix's."""
    people: dict[str, set[tuple[str, str]]] = {"positive": set(), "critical": set(), "mixed": set(), "neutral": set()}
    for coding in codings:
        if coding.role == "participant":
            people[coding.valence].add((coding.interview, coding.speaker))
    good, hard = people["positive"], people["critical"]
    return Voices(total, len(good), len(hard), len(people["mixed"] - good - hard), interviews)


def told(voices: Voices, *, interviews: int, texts: Texts) -> str:
    """Return one or two sentences: how many spoke of the theme, and how many of what.

    ``interviews`` is the number of interviews in the district, ``texts`` are the words of the process document.

    >>> from bsb.formats.texts import read_texts
    >>> from bsb.shipped import shipped
    >>> texts = read_texts("prosessdokument.yaml", "nb", lambda name: shipped("templates") / name)
    >>> told(Voices(5, 3, 4, 0, 1), interviews=1, texts=texts)
    'Fem deltakere snakket om dette. Tre fortalte om gode erfaringer og fire om utfordringer.'
    >>> told(Voices(2, 0, 2, 0, 1), interviews=2, texts=texts)
    'To deltakere snakket om dette, begge i samme intervju. Begge fortalte om utfordringer.'
    """
    first = texts("spoke", people=texts.count("participants", voices.total))
    if voices.interviews > 1:
        first += texts("spread", interviews=texts.count("interviews", voices.interviews))
    elif interviews > 1 and voices.total > 1:
        first += texts("same_interview", all=_all(voices.total, texts))
    return " ".join(part for part in (sentence(first) + ".", _of_what(voices, texts)) if part)


def _all(total: int, texts: Texts) -> str:
    return texts["both_people" if total == 2 else "all_people"]


def _of_what(voices: Voices, texts: Texts) -> str:
    total, good, hard = voices.total, voices.good, voices.hard
    number, everyone = texts.say.number, _all(total, texts)
    if total == 1:
        name = "one_good_and_hard" if good and hard else "one_good" if good else "one_hard" if hard else "one_mixed"
        return texts[name] if good or hard or voices.both else ""
    parts = []
    if good and good == hard == total:
        parts.append(texts("each_both", who=everyone))
    elif good and hard:
        if good == total:
            parts.append(texts("good_some_hard", who=everyone, hard=number(hard)))
        elif hard == total:
            parts.append(texts("hard_some_good", who=everyone, good=number(good)))
        else:
            parts.append(texts("good_and_hard", good=number(good), hard=number(hard)))
    elif good or hard:
        n = good or hard
        some = number(n) if voices.both else texts("of_them", n=number(n))
        parts.append(texts("good_alone" if good else "hard_alone", who=everyone if n == total else some))
    if voices.both:
        parts.append(texts("saw_both", who=everyone if voices.both == total else number(voices.both)))
    return sentence(texts["and_then"].join(parts)) + "." if parts else ""
