"""E-mail addresses, web addresses and user names, written or read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found
from bsb.privacy.spoken import NUMBER_WORD

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TOP = r"(?:no|com|org|net|se|dk|info|eu|io|me|uk|de|pl|gov|edu|biz|nu|tv|app)"
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE)
_EMAIL_SPACED = re.compile(
    rf"[\w.+\-]+ ?(?:@|\(at\)|\[at\]) ?[\w\-]+(?: ?\. ?[\w\-]+)*? ?\. ?{_TOP}\b", re.IGNORECASE
)
_AT = r"(?:krøll ?alfa|krøll ?a|alfakrøll|snabel ?a|æt|at|ætt)"
_DOT = r"(?:punktum|punkt|dått|dott|dot|prikk)"
_JOIN = rf"(?:{_DOT}|bindestrek|understrek|under ?score|strek|minus|dash)"
_EMAIL_SAID = re.compile(
    rf"\b\w+(?:(?: {_JOIN})? {NUMBER_WORD}| {_JOIN} \w+){{0,5}},? {_AT},? [\w\-]+(?: {_JOIN})?(?: \w+)?"
    rf"(?:,? ?{_DOT} ?\w+){{1,3}}",
    re.IGNORECASE,
)
_EMAIL_HALF = re.compile(
    rf"\b\w+(?:(?: {_JOIN})? {NUMBER_WORD}| {_JOIN} \w+)*,? (?:krøll ?alfa|alfakrøll|snabel ?a),? \w+", re.IGNORECASE
)
_URL = re.compile(
    rf"(?:https?://|www\.)[^\s<>()\[\]«»\"]*[^\s<>()\[\]«»\".,;:!?]|(?<![\w@.])[\w\-]{{2,}}(?:\.[\w\-]{{2,}})*\.{_TOP}"
    r"(?:/[^\s<>()«»\"]*)?(?![\w.])",
    re.IGNORECASE,
)
_END = r"(?:no|com|org|net|se|dk|tv|info)"
_URL_SAID = re.compile(
    rf"\b(?:(?:www|ve ve ve|dobbelt?-?ve dobbelt?-?ve dobbelt?-?ve) {_DOT} ?\w+(?: {_DOT} ?\w+)+"
    rf"|\w+(?: {_DOT} \w+)* {_DOT} {_END})(?!\w)(?:(?: skråstrek| slæsj| slash) \w+)*",
    re.IGNORECASE,
)
_USER = re.compile(r"(?<![\w@.])@[A-Za-zÀ-ž_][\w.]{2,}\w")


@component("contact")
def contact(doc: Doc) -> Iterator[Found]:
    """Yield addresses on the net."""
    text = words(doc).text
    low = text.lower()
    if "@" in text or "(at)" in low or "[at]" in low:
        for pattern in (_EMAIL, _EMAIL_SPACED):
            for match in pattern.finditer(text):
                yield Found(*match.span(), "email", 1.0, "contact", "an e-mail address")
        for match in _USER.finditer(text):
            yield Found(*match.span(), "url", 0.9, "contact", "a user name on the net")
    if any(word in low for word in ("alfa", "snabel", "punktum", "dått", "dott", "dot", "prikk", "krøll")):
        for pattern in (_EMAIL_SAID, _EMAIL_HALF):
            for match in pattern.finditer(text):
                yield Found(*match.span(), "email", 0.9, "contact", "an e-mail address read aloud")
        for match in _URL_SAID.finditer(text):
            yield Found(*match.span(), "url", 0.85, "contact", "a web address read aloud")
    if "." in text:
        for match in _URL.finditer(text):
            yield Found(*match.span(), "url", 0.9, "contact", "a web address")
