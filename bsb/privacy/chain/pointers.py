"""Rare illnesses, callings and families: they point to somebody only together with other things; weak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.words import words
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, lines, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REASONS = {"health": "a rare illness or event", "job": "a calling few have", "family": "an unusual family"}
_ENDINGS = ("", "en", "n", "et", "er", "ene", "a", "s", "ens", "t", "e", "r", "ne", "ar", "ane", "inne")
_MANY = r"(?:tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|\d{1,2})"
_KIN = (
    r"(?:barn|unger|unga|ungar|søsken|sysken|brødre|brør|søstre|systre|systrer|sønner|søner|døtre|døttre|døtrer|"
    r"barnebarn|barneborn|oldebarn)"
)
_FAMILY = re.compile(
    rf"(?<!\w)(?:(?:ale)?(?:mor|far|mamma|pappa|eneforsørger|aleneforsørger)\s+(?:til|te|åt)\s+(?:{_MANY}|tvillinge?r|tvillingar|trillinge?r|trillingar|en\s+\w+\s+på)"
    rf"(?:\s+{_KIN})?|{_MANY}\s+(?:\w+\s+)?{_KIN}|(?:eneste|einaste)\s+(?:barnet?|sønn(?:en)?|son(?:en)?|datter(?:a|en)?|dotter(?:a)?)"
    rf"|(?:yngst|eldst|nummer\s+\w+)\s+av\s+{_MANY}(?:\s+{_KIN})?|(?:skilt|gift)\s+(?:for\s+)?(?:to|tre|fire|\d)\s+(?:ganger|gonger)"
    rf"|(?:adoptert|adoptivbarn|fosterbarn)\s+(?:\w+\s+)?(?:fra|frå)\s+\w+)(?:\s+i\s+(?:fosterhjem|fosterheim|beredskapshjem))?(?!\w)",
    re.IGNORECASE,
)
_DISEASE = re.compile(
    r"(?<!\w)[\w\-]{3,}\s+(?:syndrom|sykdom|sjukdom|sjuke|sykje)(?:en|et|met|men)?(?!\w)|(?<!\w)[\w\-]{3,}syndrom(?:et)?(?!\w)|"
    r"(?<=diagnosen )\w[\w\-]{3,}",
    re.IGNORECASE,
)
_AS = re.compile(
    r"(?<!\w)(?:jobb(?:er|a|et|ar|e)|arbeid(?:er|de|a|ar|e|et)|ansatt|tilsett|tilsatt|utdann(?:a|et|ing)|vikarier(?:te|er))"
    r"\s+(?:\w+\s+){0,2}?(?:som|til)\s+(?:ein?\s+|ei\s+)?((?:eneste\s+|kvinnelige?\s+|kvinneleg\s+|mannlige?\s+|første\s+)?[\w\-]{4,})",
    re.IGNORECASE,
)
# "nyresyk", "hjartesjuk": an organ or a substance and the word for ill; moods and journeys are no illness.
_ILL = re.compile(
    r"(?<!\w)(?!sinns|sinn|sjø|bil|hjem|heim|døds|daud|død|kjærlighet|kjærleik|psykisk|alvorlig|langtid)[^\W\d_]{4,}"
    r"(?:syk|sjuk)(?:e|t)?(?!\w)",
    re.IGNORECASE,
)
_BE = r"(?:er|e|var|va|ble|vart|blei|blir|vere|være|vært|vore|som|til)"
#: Endings of callings that few in one place have; those that meet people in the services are too many to point.
_RARE_CALLING = re.compile(
    rf"(?<!\w){_BE}\s+(?:(?:en|ein|ei|jo|no|nå|visst|selv|sjølv|den)\s+){{0,2}}((?:[^\W\d_]{{2,}})(?:maker(?:en)?|makar(?:en)?|"
    r"maskinist(?:en)?|tekniker|teknikar|operatør|montør|smed(?:en)?|slager|slagar|mester(?:en)?|meister(?:en)?|"
    r"tjener(?:en)?|tenar(?:en)?|vokter(?:en)?|voktar(?:en)?|passer|passar|sanker|sankar|fanger|fangar|skytter|skyttar|"
    r"dyrker|dyrkar|røkter|røktar|brenner|binder|bindar|vever|vevar|skjærer|skjerar|hogger|hoggar|bygger|byggjar|"
    r"graver|gravar|stemmer|stemmar|trener|dykker|dykkar|loge(?:n)?|nom(?:en)?|kirurg(?:en)?|arkitekt|konservator|"
    r"båtfører|kranfører|lokfører|kaptein|styrmann|skipper|los(?:en)?|klokker|organist|kantor|kateket))(?!\w)",
    re.IGNORECASE,
)
#: A word that says what office it is the head or the doctor of: there is one in each place.
_ONE_OF_A_KIND = re.compile(
    r"(?<!\w)(?:bydels|kommune|fylkes|distrikts|by|sogne|domkirke|riks|områd[ea]s?|havne?|brann|skole|skule|barnehage|lens)-?"
    r"(?:over)?(?:lege|direktør|sjef|leder|leiar|styrer|styrar|advokat|planlegger|veterinær|ingeniør|gartner|prest|prost|"
    r"mester|meister|fogd|jordmor|politiker|politikar|arkivar|kasserer)(?:en|n|a)?(?!\w)",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"(?<!\w)(?:eneste|einaste|første|fyrste)\s+(?:mannlige?|mannlege?|kvinnelige?|kvinnelege?|utenlandske|utanlandske|somaliske|samiske|"
    r"muslimske|svarte|døve|blinde)\s+[^\W\d_]{4,}|(?:eneste|einaste)\s+(?!\w*(?:plass|sted|stad|gang|ting)\w*\s)[^\W\d_]{5,}"
    r"\s+(?:i|på)\s+(?:fylket|bygda|kommunen|bydelen|byen|landet|norge|noreg|dalen|øya|huset|grenda|fjorden|distriktet)(?!\w)",
    re.IGNORECASE,
)
_HELPERS = frozenset((
    "psykolog", "psykologen", "teknologen", "kriminolog", "bussjåfør", "vaktmester", "vaktmesteren", "mester",
    "passer", "sjukepleiar", "sykepleier", "nom",
))  # fmt: skip
_NO_NAME = frozenset((
    "en", "ei", "et", "den", "denne", "det", "noen", "noe", "annen", "anna", "alvorlig", "psykisk", "psykiske",
    "fysisk", "langvarig", "kronisk", "sjelden", "samme", "min", "din", "sin", "av", "og", "med", "for", "om",
    "til", "har", "fikk", "hadde", "slik", "sånn", "all", "mye", "egen", "ingen", "uten", "mot", "ved", "hans",
    "hennes",
))  # fmt: skip
_NO_CALLING = frozenset((
    "vanlig", "vanleg", "bare", "berre", "noen", "nokon", "annen", "anna", "hjelp", "hjelper", "frivillig",
    "vikar", "lærling", "praktikant", "selvstendig", "sjølvstendig", "dette", "denne", "henne", "være", "vere",
    "jobb", "arbeid", "klokka",
))  # fmt: skip


@cache
def _table() -> dict[str, str]:
    table = {}
    for line in lines("pointers"):
        kind, *words = line.split()
        for word in words:
            table.update({word + ending: kind for ending in _ENDINGS if len(word) > 3 or not ending})
    return table


@component("pointers")
def pointers(doc: Doc) -> Iterator[Found]:
    """Yield words that narrow the circle."""
    table = _table()
    w = words(doc)
    for i, form in enumerate(w.low):
        kind = table.get(form)
        if kind:
            yield Found(w.start[i], w.end[i], kind, 0.3, "pointers", _REASONS[kind], weak=True)
    for match in _FAMILY.finditer(w.text):
        yield Found(*match.span(), "family", 0.3, "pointers", _REASONS["family"], weak=True)
    for match in _DISEASE.finditer(w.text):
        if match.group().split()[0].lower() not in _NO_NAME:
            yield Found(*match.span(), "health", 0.3, "pointers", "a disease with a name of its own", weak=True)
    for match in _ILL.finditer(w.text):
        if not load().code(match.group()) & COMMON:
            yield Found(*match.span(), "health", 0.3, "pointers", _REASONS["health"], weak=True)
    for pattern, group in ((_RARE_CALLING, 1), (_ONE_OF_A_KIND, 0), (_ONLY, 0)):
        for match in pattern.finditer(w.text):
            if match.group(group).lower() not in _HELPERS and not load().code(match.group(group)) & COMMON:
                yield Found(*match.span(group), "job", 0.3, "pointers", _REASONS["job"], weak=True)
    for match in _AS.finditer(w.text):
        if match.group(1).lower() not in _NO_CALLING:
            yield Found(*match.span(1), "job", 0.3, "pointers", "a calling said of somebody", weak=True)
