"""A better form for each fault, as an example in the language of the guide."""

from __future__ import annotations

#: fault -> language -> example. {words} is the passage at fault or its plain form, {question} the question.
_EXAMPLES = {
    "leading": {
        "nb": "Hvordan er det for deg? / Hvordan opplevde du det?",
        "nn": "Korleis er det for deg? / Korleis opplevde du det?",
        "en": "What is it like for you? / How did you find it?",
    },
    "double": {
        "nb": "Spør om én ting, og ta den andre som oppfølging: Hvordan er …? – Og hvordan er …?",
        "nn": "Spør om éin ting, og ta den andre som oppfølging: Korleis er …? – Og korleis er …?",
        "en": "Ask about one thing, and make the other a probe: What is … like? – And what is … like?",
    },
    "yes_no": {
        "nb": "{question} – Fortell om sist. / Hvordan var det for deg?",
        "nn": "{question} – Fortel om sist. / Korleis var det for deg?",
        "en": "{question} – Tell us about the last time. / What was that like?",
    },
    "negation": {
        "nb": "Spør om det som skjer, ikke om det som ikke skjer: Når får du …? / Hva er vanskelig å få til?",
        "nn": "Spør om det som skjer, ikkje om det som ikkje skjer: Når får du …? / Kva er vanskeleg å få til?",
        "en": "Ask about what happens, not about what does not: When do you get …? / What is hard to do?",
    },
    "jargon": {
        "nb": "Si «{words}», eller forklar ordet under words i temaet.",
        "nn": "Sei «{words}», eller forklar ordet under words i temaet.",
        "en": "Say “{words}”, or explain the word under words in the topic.",
    },
    "unknown_short": {
        "nb": "Skriv «{words}» helt ut, eller forklar det under words i temaet.",
        "nn": "Skriv «{words}» heilt ut, eller forklar det under words i temaet.",
        "en": "Write “{words}” in full, or explain it under words in the topic.",
    },
    "name": {
        "nb": "Si hva slags sted eller hvem det er: der du bor / kontaktpersonen din / aktivitetshuset.",
        "nn": "Sei kva slags stad eller kven det er: der du bur / kontaktpersonen din / aktivitetshuset.",
        "en": "Say what kind of place or person it is: where you live / your contact person / the activity centre.",
    },
    "lix": {
        "nb": "Del opp, og bruk ord du selv ville sagt: Hva har endret seg for deg? – Hva merker du det på?",
        "nn": "Del opp, og bruk ord du sjølv ville sagt: Kva har endra seg for deg? – Kva merkar du det på?",
        "en": "Split it, and use words you would say yourself: What has changed for you? – How do you notice?",
    },
    "lix_in_all": {
        "nb": "Kort ned setningene, og bytt ut lange ord: «hjelpen du får» for «tjenestetilbudet».",
        "nn": "Kort ned setningane, og byt ut lange ord: «hjelpa du får» for «tenestetilbodet».",
        "en": "Shorten the sentences and change long words: “the help you get” for “service provision”.",
    },
    "crowded": {
        "nb": "Ta ut det dere kan få vite på andre måter, eller gi mer tid: minst fem minutter til hvert tema.",
        "nn": "Ta ut det de kan få vite på andre måtar, eller gje meir tid: minst fem minutt til kvart tema.",
        "en": "Take out what you can learn in other ways, or give more time: five minutes a topic at the least.",
    },
    "nothing_good": {
        "nb": "Hva fungerer godt, slik du ser det? / Fortell om en gang du fikk god hjelp.",
        "nn": "Kva fungerer godt, slik du ser det? / Fortel om ein gong du fekk god hjelp.",
        "en": "What works well, as you see it? / Tell us about a time you got good help.",
    },
    "no_opening": {
        "nb": "Begynn med et tema «Åpning»: Hvilke tjenester har du erfaring med?",
        "nn": "Byrj med eit tema «Opning»: Kva tenester har du erfaring med?",
        "en": "Begin with a topic “Opening”: Which services do you know?",
    },
    "no_closing": {
        "nb": "Slutt med et tema «Avslutning»: Hva er det vi ikke har spurt om?",
        "nn": "Slutt med eit tema «Avslutning»: Kva er det vi ikkje har spurt om?",
        "en": "End with a topic “Closing”: What have we not asked about?",
    },
}


def better(fault: str, language: str, *, words: str = "", question: str = "") -> str:
    """Return the example for a fault.

    >>> better("jargon", "nb", words="samarbeid")
    'Si «samarbeid», eller forklar ordet under words i temaet.'
    """
    return _EXAMPLES[fault][language].format(words=words, question=question)
