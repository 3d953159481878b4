"""The words on sheets that people fill in and send back, in every language of papers.

They come from the shipped file alone: a sheet must be known again whatever a project's own words and language are by
then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bsb.formats.texts import Texts, read_texts
from bsb.shipped import shipped
from bsb.text.language import LANGUAGES

FILE = "utfylling.yaml"
VERDICTS = ("confirmed", "nuanced", "disputed", "new")
KINDS = ("good", "challenge")


def fill_words(language: str) -> Texts:
    """Return the words of sheets in a language ("nb", "nn" or "en")."""
    return read_texts(FILE, language, lambda name: shipped("templates") / name)


def every() -> list[Texts]:
    """Return the words of sheets in all languages, bokmål first."""
    return [fill_words(language) for language in LANGUAGES]


def boxes(words: Texts) -> dict[str, str]:
    """Return the labels of the boxes of a finding, by verdict."""
    return {verdict: words[f"box-{verdict}"] for verdict in VERDICTS}


def kind_boxes(words: Texts) -> dict[str, str]:
    """Return the labels of the boxes of a new point, by its kind."""
    return {kind: words[f"box-{kind}"] for kind in KINDS}


def words_on(text: str, names: Iterable[str]) -> Texts:
    """Return the words of the language that a sheet is in: of which most texts so named stand on it.

    >>> words_on("Ja, men … Vi kjenner oss att", ["box-confirmed", "box-nuanced"]).language
    'nn'
    """
    there = " ".join(text.replace("...", "…").split()).casefold()
    wanted = list(names)
    return max(every(), key=lambda words: sum(words[name].casefold() in there for name in wanted))


def any_of(name: str) -> str:
    """Return a pattern that fits a text in every language."""
    return f"(?:{'|'.join(sorted({re.escape(words[name]) for words in every()}, key=len, reverse=True))})"
