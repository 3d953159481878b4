"""As much grammar as the rules need: which clauses ask, and how. Bokmål and nynorsk together, and English."""

from __future__ import annotations

import itertools
import re

from bsb.guide.check.words import ASKING, INVITES, SUBJECTS, VERBS

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE = re.compile(r"[^.!?]+(?:\.(?=\S)[^.!?]*)*[.!?]*")
_JOIN = r"(?:og|men|eller|samt|and|but|or)"
_CLAUSE = re.compile(rf"\s*(?:[,;:–—]\s*(?:{_JOIN}\s+)?|\s{_JOIN}\s+)")
_CONJUNCTION = re.compile(r"^(?:og|men|så|eller|and|but|so|or)\s+", re.IGNORECASE)

_INVITATION = re.compile(
    r"^(?:kan|kunne|vil|can|could|would|will) (?:du|dere|de|dykk|noen|nokon|you|someone|anyone)\b"
    r"(?: \w+){0,4}? (?:fortelle|fortelja|fortelje|beskrive|skildre|si|seie|seia|gi|gje|nevne|nemne|dele|"
    r"tell|describe|say|give|share)\b"
    # “kan du fortelle legen alt?” asks whether one can tell somebody else
    r"(?! (?:\w+(?:en|a)|dem|dei|ham|henne|him|her|them) (?:alt|noe|noko|det)\b)"
    r"|\blyst til å (?:fortelle|fortelje|fortelja|si|seie|dele)\b|\blike to (?:tell|say|share)\b"
)


def side(language: str) -> str:
    """Return which grammar a guide's language has: "no" for bokmål and nynorsk, or "en"."""
    return "en" if language == "en" else "no"


def low(text: str) -> list[str]:
    """Return the words in lower case, straight apostrophes."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def sentences(text: str) -> list[str]:
    """Return the sentences, with their marks.

    >>> sentences("Jula er lang. Hva gjør du?")
    ['Jula er lang.', 'Hva gjør du?']
    """
    return [part.strip() for part in _SENTENCE.findall(text) if WORD.search(part)]


def clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence between commas and conjunctions.

    >>> clauses("Hva skjedde, og hvem sa fra?")
    ['Hva skjedde', 'hvem sa fra?']
    """
    bare = _CONJUNCTION.sub("", sentence.strip())
    return [part for part in _CLAUSE.split(bare) if part and WORD.search(part)]


def is_verb(word: str, language: str) -> bool:
    """Return whether a word can be the finite verb of a question (present or past)."""
    if side(language) == "en":
        return word in VERBS["en"] or (len(word) > 3 and bool(re.search(r"(?:[^s]s|ed)$", word)))
    return word in VERBS["no"] or (len(word) > 2 and bool(re.search(r"(?:[eaiouyæøå]r|te|de|et)$", word)))


def asks_openly(clause: str, language: str) -> bool:
    """Return whether a clause is an open question of its own: a question word, then verb before subject.

    >>> asks_openly("hva tenkte du om den", "nb"), asks_openly("hva du tenkte", "nb"), asks_openly("hvorfor", "nb")
    (True, False, False)
    """
    words = low(clause)
    while words and words[0] in ("på", "i", "til", "med", "om", "av", "for", "fra", "frå", "ved", "in", "at", "to"):
        words = words[1:]
    if len(words) < 2 or words[0] not in ASKING[side(language)] or words[1] in SUBJECTS or words[1] == "som":
        return False
    before = words[1:]
    for place, word in enumerate(words[1:7], 1):
        if word in SUBJECTS:
            before = words[1:place]
            return bool(before) and is_verb(before[-1], language)
    return any(is_verb(word, language) for word in before[:4])


def asks_yes_or_no(clause: str, language: str) -> bool:
    """Return whether a clause is a question that begins with its verb.

    >>> asks_yes_or_no("Får du hjelp?", "nb"), asks_yes_or_no("Kan du fortelle om det?", "nb")
    (True, False)
    """
    words = low(clause)
    if len(words) < 2 or invites(clause):
        return False
    if words[0] in ASKING[side(language)] or words[0] in SUBJECTS:
        return False
    known = words[0] in VERBS[side(language)]
    return known or (words[1] in SUBJECTS and is_verb(words[0], language))


def inverts(sentence: str, language: str) -> bool:
    """Return whether a sentence puts its verb before its subject somewhere, with no question word in it.

    That is how a question for yes or no looks after a phrase put first.

    >>> inverts("I det siste har du fått hjelp?", "nb"), inverts("Når har du fått hjelp?", "nb")
    (True, False)
    """
    words = low(sentence)
    if any(word in ASKING[side(language)] for word in words):
        return False
    verbs = VERBS[side(language)]
    return any(one in verbs and two in SUBJECTS for one, two in itertools.pairwise(words[1:]))


def invites(clause: str) -> bool:
    """Return whether a clause asks people to tell: “Fortell om …”, “Kan du beskrive …?”."""
    words = low(clause)
    return bool(words) and (words[0] in INVITES or bool(_INVITATION.search(" ".join(words))))


def questions(text: str, language: str) -> list[str]:
    """Return the clauses of a text that are questions of their own, in order."""
    found = []
    for sentence in sentences(text):
        for clause in clauses(sentence):
            inverted = asks_yes_or_no(clause, language) and len(low(clause)) > 2 and low(clause)[1] in SUBJECTS
            first = clause == clauses(sentence)[0] and (invites(clause) or asks_yes_or_no(clause, language))
            if asks_openly(clause, language) or inverted or first:
                found.append(clause)
    return found


def is_open(text: str, language: str) -> bool:
    """Return whether what is asked last wants more than a yes or a no."""
    asked = [sentence for sentence in sentences(text) if sentence.endswith("?")]
    if not asked:
        return True
    last = clauses(asked[-1])
    if any(asks_openly(part, language) or invites(part) for part in last):
        return True
    return not (any(asks_yes_or_no(part, language) for part in last) or inverts(asked[-1], language))
