"""Leading questions: the answer, or a judgement, is in the question already."""

from __future__ import annotations

import re

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import asks_yes_or_no, clauses, is_verb, low, sentences, side
from bsb.guide.check.presumed import presumed
from bsb.guide.check.words import ASKING, SUBJECTS, VERBS

#: Words that judge, in all their forms. What is asked about may be good or bad; the question must not say which.
_JUDGING = (
    r"(?:bra|dårlige?|dårlege?|dårligste|god|gode|fine?|flotte?|fantastiske?|håpløse?|elendige?|hyggelige?|hyggelege?|"
    r"koselige?|koselege?|trivelige?|trivelege?|vanskelige?|vanskelege?|tungvinte?|urettferdige?|trege?|ufine?|"
    r"flinke?|snille?|slemme?|dumme?|irriterende|udugelige?|uhøflige?|imponerende|forferdelige?|nydelige?|herlige?|"
    r"vonde?|skuffende|rotete|kjempebra|kjekke?|tåpelige?|unødvendige?|håplause?|"
    r"(?:godt |svært |veldig )?(?:fornøyd|nøgd|misfornøyd|misnøgd)e?)"
)
#: Measures that judge only where they are too much: “for lite”, “så lang”.
_MEASURE = (
    r"(?:lite|få|langt?|lange|seint?|sene|dyrt?|dyre|tungt?|tunge|trangt?|strengt?|strenge|lett|mye|mykje|mange)"
)
_JUDGING_EN = (
    r"(?:good|bad|poor|great|kind|rude|helpful|useless|hard|difficult|easy|happy|satisfied|unhappy|slow|nice|awful)"
)
_MOMENT = r"(?!\w*(?:dag|tid|stund|period|kveld|natt|nett|opplev|erfaring|minne|ting|uk|veke|år|side)\w*)"

#: Why something is as bad, or as good, as we have decided that it is. In a probe it only takes up the answer.
_WHY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:hvorfor|kvifor|korfor) .*\b(?:så|altfor|for) (?:{_JUDGING}|{_MEASURE})\b",
        rf"^(?:hvorfor|kvifor|korfor) (?:er|var|blir|ble|vart|har) (?!du\b|dere\b|dykk\b)"
        rf"(?!.*,? (?:tror|trur|synes|syns|synest) (?:du|dere|dykk)\?).*\b{_JUDGING}\b",
        r"^(?:hvorfor|kvifor|korfor) (?!.*\b(?:du|dere|dykk)\b (?:ikke|ikkje|aldri)).+\b(?:ikke|ikkje|ingen|aldri)\b",
        rf"^why (?:is|are|was|were|do|does|did) .*\b(?:so|too) {_JUDGING_EN}\b",
    )
)
_TAG = re.compile(
    r"(?:,? (?:ikke|ikkje) sant|,? eller (?:hva|kva|ikke|ikkje)|,? er du (?:ikke|ikkje) e?i?nig|, eller|, vel|, sant|"
    r", (?:right|correct|don't you think|isn't it|aren't they|isn't that so|don't they))\s*\?"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # a negated yes/no question waits for a yes: “Synes du ikke at …”, “Bør ikke kommunen …”
        r"^(?:men |og )?(?:er|var|har|hadde|får|kan|vil|skal|må|bør|burde|skulle|kunne|blir|ble|synes|syns|synest|"
        r"tror|trur|mener|meiner|føler|tykkjer|opplever|vet|veit) (?:(?:du|dere|det|de|dykk|dei) )?(?:ikke|ikkje) "
        r"(?=.*\?)",
        r"^(?:do|does|did|is|are|was|were|would|should|have)n't (?:you|they|it|the|there)\b",
        # agreement is asked for
        r"\b(?:enig|enige|einig|einige|samd|samde) (?:i at|med|i det)\b(?=.*\?)",
        r"\bagree (?:that|with)\b",
        r"\b(?:synes|syns|synest|mener|meiner|tror|trur) (?:du|dere|dykk) (?:også|òg|og så) at\b",
        # how good, how bad
        rf"^(?:og )?(?:hvor|kor) {_JUDGING}\b(?! eller\b)",
        rf"^how (?:very )?{_JUDGING_EN}\b(?! or\b)",
        r"\b(?:hva|kva) (?:er|var) (?:det )?(?:galt|feil|gale|verste|verst|dårligste|dårlegaste|håpløse)\b",
        r"\b(?:irriterer|plager|ergrer|provoserer|plagar|irriterar) (?:du )?(?:deg|dere|dykk) (?:mest|over)\b",
        # somebody else's opinion first
        r"\b(?:vi|me) (?:vet|veit|har (?:hørt|høyrt|sett|forstått)|skjønner|skjønar|forstår) at\b",
        r"\b(?:som kjent|det er (?:kjent at|velkjent)|forsk(?:n)?ing viser|alle (?:vet|veit)|as we know)\b",
        r"^(?:we know|we have heard|research shows)\b",
        # a judging word before the thing itself: “de håpløse reglene”
        rf"\b(?:den|det|de|dei|denne|disse|desse|dette) {_JUDGING} {_MOMENT}\w+(?:en|et|a|ene|ane|ne)\b",
        # too much, too little, in a question for a yes
        rf"^(?:er|var|blir|ble|synes|syns|synest|har|får|mener|føler) .*\b(?:altfor|for) (?:{_JUDGING}|{_MEASURE})\b",
    )
)
_OTHERS = re.compile(
    r"^(?:alle|mange|de fleste|dei fleste|folk|flere|fleire|noen|nokon|nokre|andre|brukerne|everyone|everybody|"
    r"many|most people|others)\b"
)
_OPINION = re.compile(
    r"\b(?:sier|seier|synes|syns|synest|mener|meiner|trives|trivst|klager|klagar|opplever|opplev|roser|rosar|liker|"
    rf"likar|forteller|fortel|enige?|einige?|glade?|say|says|think|thinks|feel|complain|{_JUDGING}|{_JUDGING_EN})\b"
)
_STATED = frozenset({"vel", "nok", "jo", "sikkert", "selvfølgelig", "sjølvsagt", "naturligvis", "åpenbart", "surely"})
_NOT_TOLD = frozenset({"ikke", "ikkje", "alle", "noen", "nokon", "en"})
#: They stand before a noun as often as for one: “den siste tida” tells nothing.
_ARTICLES = frozenset({"den", "det", "de", "dei"})


def leading(asked: Asked) -> Hit | None:
    """Find a question that has its answer in it: a tag, a judgement, others' opinions, a statement as question."""
    flat = " ".join(asked.text.lower().replace("’", "'").split())
    if tag := _TAG.search(flat):
        return Hit(tag[0].strip(" ,?"))
    parts = [" ".join(sentence.lower().replace("’", "'").split()) for sentence in sentences(asked.text)]
    for part in parts:
        for pattern in _PATTERNS if asked.probes is None else (*_PATTERNS, *_WHY):
            if found := pattern.search(part):
                return Hit(found[0].strip())
        if taken := presumed(part, asked.language):
            return Hit(taken)
        if _OTHERS.match(part) and (found := _OPINION.search(part)) and not _asks(part, asked.language):
            return Hit(part[: found.end()])
        if part.endswith("?") and (words := _stated(part, asked.language)):
            return Hit(words)
    return None


def _asks(part: str, language: str) -> bool:
    return part.endswith("?") and asks_yes_or_no(clauses(part)[0], language)


def _stated(part: str, language: str) -> str:
    """Return the beginning of a statement that only its mark makes a question: “Du får hjelp?”."""
    words = low(clauses(part)[0])
    if any(word in ASKING[side(language)] for word in low(part)):
        return ""
    if any(word in _STATED for word in words[1:4]) and not asks_yes_or_no(part, language):
        return " ".join(words[:4])
    if len(words) < 3 or words[0] not in SUBJECTS or words[0] in _NOT_TOLD:
        return ""
    verb = words[1] in VERBS["no"] or words[1].endswith("r") if words[0] in _ARTICLES else is_verb(words[1], language)
    return " ".join(words[:3]) if verb or side(language) == "en" else ""
