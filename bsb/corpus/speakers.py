"""Names of speakers in transcripts: which words before a colon are one, and who leads the talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bsb.errors import BsbError
from bsb.i18n import gettext as _

UNKNOWN = "?"  # nobody known
NOBODY = "-"  # a person said that this is no speaker

_ROLES = {"I": "facilitator", "B": "participant"}
_KEY = re.compile(r"[\s._*]+")
_CODE = re.compile(r"([ib])[-]?0*(\d{1,3})")
_NUMBERED = re.compile(r"([^\W\d_]+)[-]?0*(\d{1,3})")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEADERS = _set(
    "intervjuer intervjueren intervjuar møteleder møteleiar prosessleder prosessleiar gruppeleder moderator "
    "ordstyrer fasilitator fasilitatoren tilrettelegger leder int i q spm spørsmål interviewer facilitator "
    "question"
)
_MEMBERS = _set(
    "informant informanten deltaker deltakeren deltakar bruker brukeren brukar respondent inf del svar b d r a "
    "participant respondent answer speaker taler talar stemme person kvinne mann"
)
_NOBODY = _set(
    "? ukjent ukjend uidentifisert alle mange flere fleire kor ikor begge andre annen unknown all several both "
    "everyone other"
)
_HEADER = _set(
    "dato dag tid tidspunkt klokka klokkeslett sted stad lokale bydel kommune varighet lengde opptak lydfil fil "
    "tilstede tilstades tilstedeværende deltakere deltakarar informanter brukere respondenter intervju "
    "intervjunr intervjunummer intervjuid intervjudato intervjusted intervjuere intervjuerne fokusgruppe "
    "fokusgruppenr gruppe gruppenr antall antalldeltakere prosessledere møteledere transkribert transkribertav "
    "transkripsjon transkriptør transkribent referent referat skrevetav skriveav prosjekt tema emne tittel "
    "overskrift merknad merknader merk obs notat kommentar kommentarer forklaring tegnforklaring kilde versjon "
    "side nr nummer kode id date time place location venue present participants interviewers interview "
    "interviewno interviewnumber duration recording audio file project topic title subject transcribed "
    "transcribedby transcript note notes comment comments source version page number attendees facilitators"
)
_SENTENCE = _set(
    "jeg eg du han hun ho vi dere de det den dette disse man en ei et å at som om og men eller for så da når "
    "hvis fordi er var har hadde blir ble skal skulle kan kunne vil ville må måtte sa sier sagt tenkte spurte "
    "svarte ja nei jo altså liksom ikke bare også med på av til fra ved hos mot hva hvem hvor hvordan hvorfor "
    "mm nettopp eksempel sånn slik her der sin sitt mi min mitt said says she he they we it is was and but "
    "because when if so the that this like yes no of to"
)


@lru_cache(maxsize=1024)
def key(name: str) -> str:
    """Return a name as names are compared: two spellings that differ in case, blanks or dots are one.

    Accents stay: Åse and Ase may be two people.

    >>> key("Møteleder 1.") == key("møteleder1")
    True
    """
    return _KEY.sub("", name.casefold())


@lru_cache(maxsize=1024)
def code(name: str) -> str | None:
    """Return the code that a name itself is (``I1``, ``B2``), or None.

    >>> code("b 02"), code("Bente")
    ('B2', None)
    """
    match = _CODE.fullmatch(key(name))
    return f"{match[1].upper()}{int(match[2])}" if match and int(match[2]) else None


def role(mapped: str) -> str:
    """Return the role behind a code: I1 is a facilitator, B1 a participant, anything else unknown."""
    return _ROLES.get(mapped[:1], "unknown")


@lru_cache(maxsize=1024)
def is_header(name: str) -> bool:
    """Tell whether a label is that of a header line ("Dato", "Til stede", "Intervju nr 3")."""
    return re.sub(r"[\W\d_]+", "", name.casefold()) in _HEADER


def is_sentence(name: str) -> bool:
    """Tell whether the words before a colon are part of a sentence ("Så sa hun") and no name."""
    return any(word in _SENTENCE for word in name.split()) or not _SENTENCE.isdisjoint(name.casefold().split())


def is_role(name: str) -> bool:
    """Tell whether a name is a word for a facilitator, a participant or nobody in particular."""
    bare, _number = _split(name)
    return bare in _LEADERS or bare in _MEMBERS or bare in _NOBODY


def _split(name: str) -> tuple[str, int]:
    found = key(name)
    match = _NUMBERED.fullmatch(found)
    return (match[1], int(match[2])) if match else (found, 0)


def propose(names: Iterable[str], confirmed: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return a code for each name, in order of appearance: what was confirmed, what it is, or the next free.

    Words for facilitators get I1, I2 ..., words such as "alle" and "ukjent" get ``?``, all others B1, B2 ....
    A numbered role ("Informant 3") gets its own number where that is free.

    >>> propose(["Intervjuer", "Kari", "B2", "Ola", "Alle"])
    {'Intervjuer': 'I1', 'Kari': 'B1', 'B2': 'B2', 'Ola': 'B3', 'Alle': '?'}

    Raises BsbError if a confirmed code is none of I1 ..., B1 ..., ``?`` and ``-``.
    """
    names = list(names)
    fixed = {key(name): _confirmed(value) for name, value in (confirmed or {}).items()}
    fixed.update(dict.fromkeys((name for name, value in fixed.items() if value == NOBODY), UNKNOWN))
    found = {name: fixed.get(key(name)) or code(name) for name in names}
    taken = {value for value in (*fixed.values(), *found.values()) if value}
    for name in names:
        if found[name]:
            continue
        bare, number = _split(name)
        if bare in _NOBODY:
            found[name] = UNKNOWN
            continue
        letter = "I" if bare in _LEADERS else "B"
        wanted = f"{letter}{number}"
        if not number or wanted in taken or (letter == "B" and bare not in _MEMBERS):
            number = 1
            while (wanted := f"{letter}{number}") in taken:
                number += 1
        found[name] = wanted
        taken.add(wanted)
    return {name: value or UNKNOWN for name, value in found.items()}


def _confirmed(value: str) -> str:
    if value.strip() in (UNKNOWN, NOBODY):
        return value.strip()
    found = code(value)
    if found is None:
        raise BsbError(
            _("A speaker cannot be called “{value}”.").format(value=value[:20]),
            _("Use I1, I2 … for those who lead, B1, B2 … for participants, ? for nobody known, - for no speaker."),
        )
    return found
