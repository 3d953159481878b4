"""Small closed classes of words that the rules go by: own lists, bokmål and nynorsk together, and English."""

from __future__ import annotations

_ASKING_NO = """
hva hvem hvor hvordan hvorfor hvilken hvilket hvilke når åssen hvorledes kva kven kor korleis kvifor korfor
"""
_ASKING_EN = "what who whom whose where when why how which"
#: Finite forms that the endings do not give away.
_VERBS_NO = """
er var har hadde får fikk fekk kan kunne vil ville skal skulle må måtte bør burde blir ble blei vart vert tør finnes
fins finst kommer kjem kom går gikk gjekk gjør gjer gjorde tar tek tok ser såg så vet veit visste ba bad ber sier
seier sa gir gjev ga gav skjer hender står stod sto bor bur lot lar let la fant fann hjalp synes syns synest
mener meiner trives trivst finner ligger lå satt sit drakk likte likar treng trong føler tykte høyrer
skreiv skrev
"""
_VERBS_EN = """
do does did is are am was were have has had can could will would should shall may might must don't doesn't didn't
isn't aren't wasn't weren't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't
"""
_SUBJECTS = """
du dere de det den noen man en han hun vi jeg alle dykk dei nokon nokre ein ho eg me ikke ikkje
you they it there he she we anyone someone people
"""
_INVITES = "fortell fortel beskriv skildre si gi nevn tell describe"

ASKING = {"no": frozenset(_ASKING_NO.split()), "en": frozenset(_ASKING_EN.split())}
VERBS = {"no": frozenset(_VERBS_NO.split()), "en": frozenset(_VERBS_EN.split())}
SUBJECTS = frozenset(_SUBJECTS.split())
INVITES = frozenset(_INVITES.split())
