"""What people read for the reason of a hit. The recognisers give them in English, as keys of the catalogue."""

from __future__ import annotations

from bsb.i18n import N_
from bsb.i18n import gettext as _

REASONS = frozenset(
    {
        N_("a street and a house number"),
        N_("an office or a shop at a place"),
        N_("four digits, the first of them a nought"),
        N_("four digits read aloud"),
        N_("a weekday of a month"),
        N_("a post office box"),
        N_("a house or service at a place"),
        N_("a calling said of somebody"),
        N_("a disease with a name of its own"),
        N_("four digits after the word post code"),
        N_("four digits before a place"),
        N_("a decade of life"),
        N_("a year of birth"),
        N_("an age"),
        N_("an age over 89"),
        N_("an unknown word after a pronoun"),
        N_("an unknown word after a title or a word of kin"),
        N_("an unknown word after a word of naming"),
        N_("an unknown word with a capital inside a sentence"),
        N_("a user name on the net"),
        N_("a web address"),
        N_("a web address read aloud"),
        N_("an e-mail address"),
        N_("an e-mail address read aloud"),
        N_("a date"),
        N_("a day and a month"),
        N_("a day and a month, read aloud"),
        N_("a day without its month"),
        N_("a month and a year"),
        N_("day and month in digits"),
        N_("a house or service in the lists"),
        N_("a name after a word for a house or group"),
        N_("a name before a word for a house or service"),
        N_("an ending of houses and services"),
        N_("a first name in the lists, and no ordinary word"),
        N_("a first name in the lists, with a capital"),
        N_("a name in the lists after a title or a word of kin"),
        N_("a name in the lists after a word of naming"),
        N_("a surname in the lists, and no ordinary word"),
        N_("a surname in the lists, with a capital"),
        N_("first name and surname"),
        N_("a number like a case number"),
        N_("a run of numbers in words"),
        N_("a telephone number with a country code"),
        N_("digits after a word about telephones"),
        N_("eight digits"),
        N_("eleven digits"),
        N_("eleven digits like an account number"),
        N_("eleven digits with right check digits"),
        N_("five digits or more"),
        N_("nine digits"),
        N_("nine digits with a right check digit"),
        N_("two letters and five digits"),
        N_("a place in the lists"),
        N_("a place in the lists, of several words"),
        N_("a street or square of somebody"),
        N_("a word made with a place"),
        N_("an ending of streets and squares"),
        N_("a calling few have"),
        N_("a rare illness or event"),
        N_("an unusual family"),
        N_("found elsewhere in the material"),
        N_("in the project's register"),
        N_("one letter off a name in the register"),
        N_("the trained model takes it for a name of something"),
        N_("the trained model takes it for a person"),
        N_("the trained model takes it for a place"),
        N_("the trained model takes it for an organisation"),
        N_("a name in the lists"),
        N_("a name in the lists that is a word too"),
        N_("a word in no list"),
    }
)


def reason_text(reason: str) -> str:
    """Return a reason in the current language; one of REASONS.

    >>> reason_text("eight digits")
    'eight digits'
    """
    return _(reason)
