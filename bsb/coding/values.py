"""Valence, level and phase in words: what people read, and what they may write."""

from __future__ import annotations

from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.text.match import choose, fold

#: The signs of the valences, as they are written; the first of each is the one that papers carry.
SIGNS = {"positive": ("+",), "critical": ("-", "–", "−"), "mixed": ("±", "+/-", "+-", "-/+"), "neutral": ("0",)}
#: The words for each value: in bokmål, English and nynorsk, and others; whole words in any case.
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "valence": {
        "positive": ("positiv", "positive", "positiv", "positivt"),
        "critical": ("kritisk", "critical", "kritisk", "negativ", "negative", "negativt"),
        "mixed": ("blandet", "mixed", "blanda"),
        "neutral": ("nøytral", "neutral", "nøytral", "nøytralt"),
    },
    "level": {
        "individual": ("individ", "individual", "individ", "individnivå"),
        "organisation": ("organisasjon", "organisation", "organisasjon", "organization", "organisasjonsnivå"),
    },
    "phase": {
        "planning": ("planlegging", "planning", "planlegging"),
        "implementation": ("gjennomføring", "implementation", "gjennomføring"),
    },
}
_KNOWN = {
    fold(word): (field, value) for field, own in WORDS.items() for value, words in own.items() for word in words
}


def valence_name(valence: str) -> str:
    """Return what people read for a valence."""
    return {
        "positive": _("positive"),
        "critical": _("critical"),
        "mixed": _("mixed"),
        "neutral": _("neutral"),
    }[valence]


def level_name(level: str) -> str:
    """Return what people read for a level."""
    return {"individual": _("individual"), "organisation": _("organisation")}[level]


def phase_name(phase: str) -> str:
    """Return what people read for a phase."""
    return {"planning": _("planning"), "implementation": _("implementation")}[phase]


def sign_value(sign: str) -> str | None:
    """Return the valence that a sign stands for, or None.

    >>> sign_value("–"), sign_value("+/-"), sign_value("!")
    ('critical', 'mixed', None)
    """
    return next((value for value, signs in SIGNS.items() if sign in signs), None)


def word_value(word: str) -> tuple[str, str] | None:
    """Return the field and value that a whole word stands for, or None.

    >>> word_value("Kritisk"), word_value("organisasjon"), word_value("krit")
    (('valence', 'critical'), ('level', 'organisation'), None)
    """
    return _KNOWN.get(fold(word))


def written(field: str, value: str | None, language: str) -> str:
    """Return the word that papers in a language carry for a value; "" for None.

    >>> written("phase", "planning", "nb"), written("level", "individual", "en"), written("valence", "mixed", "nn")
    ('planlegging', 'individual', 'blanda')
    """
    return WORDS[field][value][("nb", "en", "nn").index(language)] if value else ""


def read_word(kind: str, value: str | None) -> str | None:
    """Return the valence, level or phase that a person means: the word in either language, its beginning, or a sign.

    None stays None. "" and "none" are "" (of level and phase). Raises BsbError with what is known.
    """
    if value is None:
        return None
    if kind != "valence" and value.strip().casefold() in ("", "none", "ingen"):
        return ""
    if kind == "valence" and (meant := sign_value(value.strip())):
        return meant
    name = {"valence": valence_name, "level": level_name, "phase": phase_name}[kind]
    names = {each: (name(each), *words) for each, words in WORDS[kind].items()}
    return choose(value, names, {"valence": N_("valence"), "level": N_("level"), "phase": N_("phase")}[kind])
