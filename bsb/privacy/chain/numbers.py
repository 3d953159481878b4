"""Numbers that point to a person: national identity, account, organisation, telephone, and other long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found
from bsb.privacy.spoken import NUMBERS, WORD_DIGITS, spoken_runs

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SEP = r"[ .\-\u00a0\u2009]"
_ELEVEN = re.compile(rf"(?<![\d.,])(?:\d{_SEP}{{0,2}}){{10}}\d(?![\d])(?!,\d)")
_PAUSE = r"(?:[ ,.…–\-\u00a0]{1,3}(?:(?:og|så|eh+|øh+|deretter|altså|mm|da)[ ,.…–\-]{1,3}){0,3})"
_BROKEN = re.compile(rf"(?<![\d.,])\d{{1,6}}(?:{_PAUSE}\d{{1,6}}){{1,7}}(?!\d)(?!,\d)")
_NINE = re.compile(rf"(?<![\d.,+])\d{{3}}{_SEP}?\d{{3}}{_SEP}?\d{{3}}(?![\d])(?!,\d)")
_PHONE = re.compile(
    rf"(?<![\d.,+])(?:(?:\+|00){_SEP}?47{_SEP}?|\(\+?47\){_SEP}?)?"
    rf"(?:\d{{2}}{_SEP}?\d{{2}}{_SEP}?\d{{2}}{_SEP}?\d{{2}}|\d{{3}}{_SEP}?\d{{2}}{_SEP}?\d{{3}}"
    rf"|\d{{4}}{_SEP}\d{{4}}|\d{{3}}{_SEP}\d{{3}}{_SEP}\d{{2}}|\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{3}})(?![\d])(?!,\d)"
)
_SPACED = re.compile(r"(?<![\d.,+/])[2-9]\d{0,2}(?:[ .\u00a0]\d{1,3}){2,7}(?![\d])(?!,\d)")
_ABROAD = re.compile(rf"(?<!\w)(?:\+|00)\d{{1,3}}(?:{_SEP}?\(?\d{{1,4}}\)?){{2,6}}(?!\d)")
_GROUPS = re.compile(r"\d{1,2}(?:[ .]\d{3})+|(?:[0-3]?\d\.){2}(?:19|20)?\d\d")  # millions; a date
_DATE = re.compile(r"[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d")
_CALL = re.compile(
    r"\b(?:telefon|tlf|mobil|mobilnummer|nummer|nummeret|ring|ringe|ringer|sms|vakttelefon|call)\w*\W{1,12}"
    r"(?:\w{1,12}\W{1,3}){0,3}?(\d(?:[ .\-]?\d){3,7})(?!\d)",
    re.IGNORECASE,
)
_LONG = re.compile(r"(?<![\d.,/\-])\d{5,}(?:[/\-]\d+)*(?![\d])(?!,\d)")
_CASE = re.compile(r"(?<!\w)(?:\d{4}|\d{2})[/\-]\d{3,}(?:-\d+)?(?!\d)")
_CLOCKS = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d\W{1,3}(?:[01]?\d|2[0-4])[.:][0-5]\d")  # from one time to another
_PLATE = re.compile(r"(?<!\w)[A-ZÆØÅ]{2}[ -]?\d{5}(?!\d)|(?<!\w)[a-zæøå]{2}[ -]?\d{5}(?!\d)")
_MONEY = re.compile(
    r"\s*(?:000\b|kr\b|kroner|kroners|euro|dollar|prosent|%|millioner|tusen|mennesker|personer|brukere|brukarar|"
    r"innbyggere|innbyggjarar|ganger|gonger|timer|timar|meter|kilo|gram|milligram|mg|km|m2|kvadrat|ord|sider)",
    re.IGNORECASE,
)


@component("numbers")
def numbers(doc: Doc) -> Iterator[Found]:
    """Yield long numbers in digits or in words, with the label that their checksum or shape gives."""
    w = words(doc)
    text = w.text
    if any(c.isdigit() for c in text):
        yield from _digits(text)
    if NUMBERS.keys().isdisjoint(w.low):
        return
    for start, end, digits in spoken_runs(text):
        if digits >= WORD_DIGITS:
            kind = "id_number" if digits == 11 else "phone"
            yield Found(start, end, kind, 0.85, "numbers", "a run of numbers in words")


def _digits(text: str) -> Iterator[Found]:
    for match in _ELEVEN.finditer(text):
        plain = re.sub(r"\D", "", match.group())
        yield _eleven(match.start(), match.end(), plain, match.group())
    for match in _ABROAD.finditer(text):
        if len(re.sub(r"\D", "", match.group())) >= 8:
            yield Found(*match.span(), "phone", 0.95, "numbers", "a telephone number with a country code")
    for match in _BROKEN.finditer(text):
        yield from _broken(match, text)
    for match in _NINE.finditer(text):
        if not _MONEY.match(text, match.end()):
            good = organisation_number(re.sub(r"\D", "", match.group()))
            reason = "nine digits with a right check digit" if good else "nine digits"
            yield Found(*match.span(), "org_number", 0.99 if good else 0.6, "numbers", reason)
    for match in _PHONE.finditer(text):
        plain = re.sub(r"\D", "", match.group())[-8:]
        if not (_MONEY.match(text, match.end()) or _years(match.group()) or _DATE.fullmatch(match.group())):
            yield Found(*match.span(), "phone", 0.97 if plain[0] in "23456789" else 0.8, "numbers", "eight digits")
    for match in _SPACED.finditer(text):
        eight = sum(c.isdigit() for c in match.group()) == 8
        if eight and not _GROUPS.fullmatch(match.group()) and not _MONEY.match(text, match.end()):
            yield Found(*match.span(), "phone", 0.8, "numbers", "eight digits")
    for match in _CALL.finditer(text):
        yield Found(*match.span(1), "phone", 0.8, "numbers", "digits after a word about telephones")
    for match in _PLATE.finditer(text):
        if not _MONEY.match(text, match.end()):
            yield Found(*match.span(), "id_number", 0.8, "numbers", "two letters and five digits")
    for match in _CASE.finditer(text):
        if not _years(match.group()):
            yield Found(*match.span(), "id_number", 0.6, "numbers", "a number like a case number")
    for match in _LONG.finditer(text):
        if not _MONEY.match(text, match.end()):
            yield Found(*match.span(), "id_number", 0.6, "numbers", "five digits or more")


def _broken(match: re.Match[str], text: str) -> Iterator[Found]:
    """Yield a number said in groups with breaks between them: "070190 og så 12345", "913, 40, 772"."""
    groups = re.findall(r"\d+", match.group())
    sizes, digits = tuple(len(g) for g in groups), sum(len(g) for g in groups)
    if sizes in ((6, 5), (4, 2, 5), (6, 3, 2), (2, 2, 2, 5), (2, 2, 2, 3, 2)):
        yield _eleven(*match.span(), "".join(groups), match.group())
    elif sizes in ((3, 2, 3), (2, 2, 2, 2), (2, 3, 3), (3, 3, 2)) and not _MONEY.match(text, match.end()):
        said = match.group()
        if not (_GROUPS.fullmatch(said) or _CLOCKS.fullmatch(said) or all(int(g) % 5 == 0 for g in groups)):
            yield Found(*match.span(), "phone", 0.8, "numbers", "eight digits")
    elif digits == 11 and not re.search(r"[a-z]", match.group()) and max(sizes) < 6 and min(sizes) > 1:
        yield Found(*match.span(), "id_number", 0.8, "numbers", "eleven digits")


def _years(group: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d[ .\-/]+(?:19|20)\d\d", group))


def _eleven(start: int, end: int, plain: str, surface: str) -> Found:
    if identity_number(plain):
        reason = "eleven digits with right check digits"
        return Found(start, end, "id_number", 1.0, "numbers", reason, placeholder="(fødselsnummer)")
    if account_number(plain) or re.fullmatch(r"\d{4}[ .]\d\d[ .]\d{5}", surface):
        return Found(start, end, "account", 0.99, "numbers", "eleven digits like an account number")
    placeholder = "(fødselsnummer)" if _birthday(plain) else ""
    return Found(start, end, "id_number", 0.95, "numbers", "eleven digits", placeholder=placeholder)


def _birthday(plain: str) -> bool:
    day, month = int(plain[:2]) % 40, int(plain[2:4]) % 40
    return 1 <= day <= 31 and 1 <= month <= 12


def identity_number(plain: str) -> bool:
    """Say whether 11 digits are a birth number, D-number, H-number or synthetic number with right check digits.

    Control digits after the National Registry: weights 3 7 6 1 8 9 4 5 2 and 5 4 3 2 7 6 5 4 3 2, modulo 11.

    >>> identity_number("01819010001"), identity_number("01819012345")
    (True, False)
    """
    if len(plain) != 11 or not _birthday(plain):
        return False
    digits = [int(c) for c in plain]
    first = -sum(d * w for d, w in zip(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=False)) % 11
    second = -sum(d * w for d, w in zip(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=False)) % 11
    return first == digits[9] and second == digits[10]


def account_number(plain: str) -> bool:
    """Say whether 11 digits have the check digit of a Norwegian bank account (modulo 11)."""
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    return len(plain) == 11 and -sum(int(d) * w for d, w in zip(plain, weights, strict=False)) % 11 == int(plain[10])


def organisation_number(plain: str) -> bool:
    """Say whether 9 digits have the check digit of the Register of Legal Entities (modulo 11).

    >>> organisation_number("974760673")
    True
    """
    weights = (3, 2, 7, 6, 5, 4, 3, 2)
    check = -sum(int(d) * w for d, w in zip(plain, weights, strict=False)) % 11
    return len(plain) == 9 and plain[0] in "89" and check == int(plain[8])
