"""Words that say little about a text by themselves, in bokmål and nynorsk: own short lists."""

from __future__ import annotations

_NB = """
alle alt altså andre annen annet at av bare ble bli blir blitt bort borte bør både da de dem den denne der dere
deres derfor dersom det dette din ditt dine disse dit du eller en enda enn enten er et etter for fordi fra før få
får fått gjør gjøre gjort gjorde går gått ha hadde han hans har hennes her hit hos hun hva hvem hver
hvilke hvilken hvilket hvis hvor hvordan hvorfor i igjen ikke ingen inn inne innen jeg jo kan kanskje kom komme
kommer kunne litt man mange med meg mellom men mens mer mest min mine mitt mot mye må måtte ned nei nesten noe
noen nok nå når og også om opp oppe oss over på samme sammen seg selv si sier sin sine sitt skal skulle slik slike
slikt snart som så sånn sånne sånt til ut ute uten var ved veldig vet vi vil ville vår våre vårt vært være ved ja
nei jo mm hm eh ehm øh øhm åh oj ok okei liksom egentlig får
"""
_NN = """
alle alt altså andre annan anna at av berre blei bli blir blitt bort borte bør både da de dei den denne der dykk
dykkar difor dersom det dette din ditt dine desse dit du då eg eller ein ei eit eitt enda enn enten er
etter fekk for fordi frå før få får fått gjer gjera gjere gjort gjorde går gått ha hadde han hans har
henne hennar her hit ho hos kva kven kvar kvart kva kvifor korleis kor i igjen ikkje ingen inn inne innan ja
jo kan kanskje kom kome koma kjem kunne litt ein mange med meg mellom men medan meir mest min mine mitt mot mykje
må måtte ned nei nesten noko nokon nokre nok no når og òg også om opp oppe oss over på same saman seg sjølv seie
seier sei sin sine sitt skal skulle slik slike slikt som so så sånn sånne til ut ute utan var vart ved veldig veit
vere vera vert vi vil ville vår våre vårt vore
"""
BOKMAAL = frozenset(_NB.split())
NYNORSK = frozenset(_NN.split())
STOP_WORDS = BOKMAAL | NYNORSK
