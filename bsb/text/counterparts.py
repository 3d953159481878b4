"""Words that bokmål and nynorsk write differently, base form by base form, so that one search finds both.

The list holds words that are common in talk or in this field and follow no rule; the rules are in ``_ENDINGS``.
"""

from __future__ import annotations

from collections.abc import Callable

_GROUPS = """
arbeidstaker=arbeidstakar bare=berre begynne=byrje bli=verte bo=bu bolig=bustad de=dei dem=dei en=ein enda=endå
ensom=einsam ensomhet=einsemd flere=fleire forskjell=skilnad fortelle=fortelje forståelse=forståing fra=frå
frivillig=friviljug følelse=kjensle gang=gong gi=gje gjennomføre=gjennomføre gjøre=gjere hjem=heim hjemme=heime
hjemmesykepleie=heimesjukepleie hjemmetjeneste=heimeteneste holde=halde hovedsakelig=hovudsakleg hun=ho
hva=kva hvem=kven hver=kvar hverandre=kvarandre hverdag=kvardag hvilken=kva hvis=viss hvor=kor hvordan=korleis
hvorfor=kvifor høre=høyre håndtere=handtere ikke=ikkje jeg=eg kjærlighet=kjærleik la=late leder=leiar
ledelse=leiing likhet=likskap langsom=langsam lærer=lærar medvirke=medverke medvirkning=medverknad mene=meine
mening=meining brukermedvirkning=brukarmedverknad mestre=meistre mestring=meistring mulig=mogleg
mulighet=moglegheit mulighet=høve mye=mykje måned=månad møteleder=møteleiar noe=noko noen=nokon
nødvendig=naudsynt nødvendig=nødvendig nå=no nærmere=nærare også=òg opplevelse=oppleving oppmerksomhet=merksemd
prosessleder=prosessleiar påvirke=påverke påvirkning=påverknad pårørende=pårørande rolig=roleg samboer=sambuar
sammen=saman selv=sjølv selvfølgelig=sjølvsagt selvstendig=sjølvstendig selvtillit=sjølvtillit sen=sein si=seie
siden=sidan skole=skule spørre=spørje sted=stad syk=sjuk sykdom=sjukdom sykehus=sjukehus sykepleier=sjukepleiar
synes=synast takknemlig=takksam tidlig=tidleg tilbud=tilbod tilgjengelig=tilgjengeleg tilhørighet=tilhøyrsle
tilstrekkelig=tilstrekkeleg tjeneste=teneste tro=tru trygghet=tryggleik uke=veke utrygghet=utryggleik
vei=veg veileder=rettleiar veiledning=rettleiing velge=velje venn=ven venninne=veninne vennlig=venleg være=vere
virke=verke virkelig=verkeleg virkelighet=verkelegheit vurdere=vurdere ønske=ynskje åpen=open åpne=opne
møteplass=møtestad samarbeid=samarbeid bekymre=uroe
"""
_ENDINGS = (("het", "heit"), ("lig", "leg"), ("er", "ar"), ("else", "ing"), ("løs", "laus"))

_PAIRS = [(nb, nn) for nb, _equals, nn in (group.partition("=") for group in _GROUPS.split()) if nb != nn]


def _by(side: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in _PAIRS:
        found.setdefault(pair[side], []).append(pair[1 - side])
    return found


_NYNORSK, _BOKMAAL = _by(0), _by(1)


def counterparts(base: str, known: Callable[[str], bool]) -> list[str]:
    """Return how the other written Norwegian has a base form; ``known`` says whether a base form exists.

    >>> counterparts("skule", lambda word: True), counterparts("ensom", lambda word: False)
    (['skole'], ['einsam'])
    """
    listed = _NYNORSK.get(base, []) + _BOKMAAL.get(base, [])
    if listed:
        return listed
    made = []
    for one, other in (*_ENDINGS, *((nn, nb) for nb, nn in _ENDINGS)):
        if base.endswith(one) and len(base) > len(one) + 2:
            made.append(base[: -len(one)] + other)
    return [word for word in made if known(word)]


def to_bokmaal(base: str) -> str:
    """Return the bokmål base form of a listed nynorsk one; any other word as it is.

    >>> to_bokmaal("ikkje"), to_bokmaal("ikke")
    ('ikke', 'ikke')
    """
    return _BOKMAAL.get(base, [base])[0]
