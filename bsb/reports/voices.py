"""What was said about a theme, counted in people and told in plain Norwegian, never more than the data say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bsb.coding.codings import Coding
from bsb.reports.norwegian import count, number, sentence

#: What to do about these three is said once in the document, or it would stand a dozen times.
NO_GOOD = "Ingen gode erfaringer kom fram her."
NO_HARD = "Ingen utfordringer kom fram her."
NEITHER = "Verken gode erfaringer eller utfordringer kom fram her."
ONE_VOICE = "Bare én deltaker snakket om dette."
#: What was told but is in no box: the passages were too short to print, or not fit for it.
UNQUOTED_GOOD = "Gode erfaringer kom også fram, men er ikke gjengitt med sitat."
UNQUOTED_HARD = "Utfordringer kom også fram, men er ikke gjengitt med sitat."


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


def told(voices: Voices, *, interviews: int) -> str:
    """Return one or two sentences: how many spoke of the theme, and how many of what.

    ``interviews`` is the number of interviews in the district.

    >>> told(Voices(5, 3, 4, 0, 1), interviews=1)
    'Fem deltakere snakket om dette. Tre fortalte om gode erfaringer og fire om utfordringer.'
    >>> told(Voices(2, 0, 2, 0, 1), interviews=2)
    'To deltakere snakket om dette, begge i samme intervju. Begge fortalte om utfordringer.'
    """
    first = f"{count(voices.total, 'deltaker', 'deltakere')} snakket om dette"
    if voices.interviews > 1:
        first += f", fordelt på {count(voices.interviews, 'intervju', 'intervjuer', 'ett')}"
    elif interviews > 1 and voices.total > 1:
        first += f", {_all(voices.total)} i samme intervju"
    return " ".join(part for part in (sentence(first) + ".", _of_what(voices)) if part)


def _all(total: int) -> str:
    return "begge" if total == 2 else "alle"


def _of_what(voices: Voices) -> str:
    total, good, hard = voices.total, voices.good, voices.hard
    if total == 1:
        if good and hard:
            return "Det handlet både om gode erfaringer og om utfordringer."
        if good or hard:
            return f"Det handlet om {'gode erfaringer' if good else 'utfordringer'}."
        return "Det handlet om både gode og vanskelige sider." if voices.both else ""
    parts = []
    if good and good == hard == total:
        parts.append(f"{_all(total)} fortalte både om gode erfaringer og om utfordringer")
    elif good and hard:
        if good == total:
            parts.append(f"{_all(total)} fortalte om gode erfaringer, og {number(hard)} også om utfordringer")
        elif hard == total:
            parts.append(f"{_all(total)} fortalte om utfordringer, og {number(good)} også om gode erfaringer")
        else:
            parts.append(f"{number(good)} fortalte om gode erfaringer og {number(hard)} om utfordringer")
    elif good or hard:
        told_of, what = (good, "gode erfaringer") if good else (hard, "utfordringer")
        some = number(told_of) if voices.both else f"{number(told_of)} av dem"
        parts.append(f"{_all(total) if told_of == total else some} fortalte om {what}")
    if voices.both:
        who = _all(total) if voices.both == total else number(voices.both)
        parts.append(f"{who} så både gode og vanskelige sider")
    return sentence(", og ".join(parts)) + "." if parts else ""
