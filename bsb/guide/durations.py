"""Lengths of time as the opening words and the consent of a guide say them, in the guide's language."""

from __future__ import annotations

import dataclasses
import re

from bsb.guide.model import Guide

#: In minutes, and the words for them in each language.
_LENGTHS = (30, 60, 75, 90, 120, 150, 180)
_HOURS = {
    "nb": (
        *("en halv time", "en time", "en time og et kvarter", "halvannen time"),
        *("to timer", "to og en halv time", "tre timer"),
    ),
    "nn": (
        *("ein halvtime", "ein time", "ein time og eit kvarter", "halvannan time"),
        *("to timar", "to og ein halv time", "tre timar"),
    ),
    "en": (
        *("half an hour", "an hour", "an hour and a quarter", "an hour and a half"),
        *("two hours", "two and a half hours", "three hours"),
    ),
}
_BREAKS = {
    "nb": {5: "fem minutter", 10: "ti minutter", 15: "et kvarter"},
    "nn": {5: "fem minutt", 10: "ti minutt", 15: "eit kvarter"},
    "en": {5: "five minutes", 10: "ten minutes", 15: "fifteen minutes"},
}
_ABOUT = {"nb": "omtrent", "nn": "om lag", "en": "about"}
_PAUSE = {"nb": "pause på", "nn": "pause på", "en": "break of"}


def about(minutes: int, language: str) -> str:
    """Return how long a talk lasts, as it is said to people: to the nearest length that has words, rather the longer.

    >>> about(100, "nb"), about(60, "nn"), about(120, "en")
    ('omtrent halvannen time', 'om lag ein time', 'about two hours')
    """
    nearest = min(_LENGTHS, key=lambda known: (abs(known - minutes), -known))
    return f"{_ABOUT[language]} {_HOURS[language][_LENGTHS.index(nearest)]}"


def in_other_minutes(guide: Guide, minutes: int, pause: int) -> Guide:
    """Return a guide whose opening words and consent say how long the talk and its break last, for other minutes.

    Only what is said in the words of this module is changed; a guide that says it otherwise keeps its words.
    """

    def told(text: str) -> str:
        said = "|".join(re.escape(words) for words in sorted(_HOURS[guide.language], key=len, reverse=True))
        text = re.sub(rf"\b{_ABOUT[guide.language]} (?:{said})\b", about(minutes, guide.language), text)
        breaks, before = _BREAKS[guide.language], _PAUSE[guide.language]
        if pause in breaks:
            known = "|".join(re.escape(words) for words in breaks.values())
            text = re.sub(rf"\b{before} (?:{known})\b", f"{before} {breaks[pause]}", text)
        return text

    return dataclasses.replace(
        guide, intro=told(guide.intro), consent=tuple(map(told, guide.consent)), closing=told(guide.closing)
    )
