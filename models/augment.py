"""Making newspaper text sound like talk, and putting unfamiliar names into it; registered for spaCy's config."""

from __future__ import annotations

import math
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import NumpyOps, Ops

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from pools import STREET, invented_places, pool  # noqa: E402

from bsb.privacy.spotter.layers import register  # noqa: E402
from bsb.privacy.wordlists import load  # noqa: E402

register()
NumpyOps.gemm = Ops.gemm  # numpy's matrix product is some three times as quick as the one thinc brings along

FILLERS = [
    "eh",
    "ehm",
    "øh",
    "mm",
    "altså",
    "liksom",
    "da",
    "...",
    "…",
    "–",
    "//",
    "(ler)",
    "[ler]",
    "[pause]",
    "hm",
    "ja",
    "nei",
    ",",
    "ikke_sant",
    "på_en_måte",
    "jeg_mener",
    "vet_du",
    "ikkje_sant",
    "jo",
    "sant",
    "jaha",
    "jau",
    "joda",
    "nja",
    "mhm",
    "ja_ja",
    "å_nei",
    "jøss",
    "oi",
    "(latter)",
    "nettopp",
    "nei_nei",
    "liksom_sånn",
    "eller_noe",
    "ja_det_er_det",
    "(?)",
    "holdt_på_å_si",
    "for_å_si_det_sånn",
]
LEADS = ["ja", "nei", "men", "og", "eh", "jo", "altså", "for", "så", "da", "fordi_at", "nei_men", "ja_men", "og_så"]
DIALECT = {
    "jeg": ["eg", "æ", "je", "e", "ej"], "ikke": ["ikkje", "itj", "kje", "inte", "ittj"],
    "hva": ["ka", "kva", "hø", "å"],
    "hun": ["ho", "hu", "a"], "noe": ["noko", "nokka", "nåkka", "no"], "er": ["e", "æ"], "det": ["d", "de", "da"],
    "være": ["vær", "vera", "værra"], "hvor": ["kor", "kest"], "mye": ["mykje", "møkje"], "meg": ["mæ", "me"],
    "hvordan": ["korsen", "korleis", "åssen"], "deg": ["dæ"], "også": ["òg", "au"], "vi": ["me", "mi"],
    "dere": ["dokker", "dykk", "dåkke"], "noen": ["nokon", "nån"], "hvem": ["kem", "kven", "åkken"],
    "da": ["då"], "nå": ["no"], "bare": ["berre", "barre"], "mer": ["meir"], "de": ["dei", "dæm", "dom"],
    "skal": ["ska"], "til": ["te"], "fra": ["frå", "ifra"], "hjem": ["heim"], "selv": ["sjøl", "sjølv"],
    "med": ["me", "ma"], "og": ["å"], "å": ["og"], "på": ["pao", "på"], "var": ["va"], "har": ["ha", "hæ"],
    "eg": ["æ", "e", "jeg"], "ikkje": ["itj", "ikke", "kje"], "ein": ["en", "ei"], "han": ["hain", "'n", "n"],
}  # fmt: skip
# How whole regions say a word: (what, instead). One region a document, so that its forms hang together.
REGIONS = (
    ((r"^hv", "k"), (r"(?<=[^\W\d_]{2}[bdfglmnprstv])e$", ""), (r"(?<=.{3})er$", "e"), (r"nn$", "nj"), (r"d$", "")),
    ((r"^hv", "k"), (r"(?<=[^\W\d_]{2}[bdfgklmnprstv])e$", ""), (r"(?<=.{2})ene$", "an"), (r"ll$", "lj")),
    ((r"^hv", "kv"), (r"(?<=.{3})er$", "ar"), (r"(?<=.{3})e$", "a"), (r"(?<=.{3})en$", "å"), (r"lig", "leg")),
    ((r"(?<=[aeiouyæøå])p(?=e|a|$)", "b"), (r"(?<=[aeiouyæøå])t(?=e|a)", "d"), (r"(?<=[aeiouyæøå])k(?=e|a|$)", "g")),
    ((r"(?<=.{3})et$", "e"), (r"(?<=.{2})er$", "ær"), (r"(?<=.{3})ene$", "a"), (r"(?<=.{3})en$", "'n"), (r"ø", "u")),
)  # fmt: skip
HEADS = [
    "skole",
    "skule",
    "sykehus",
    "sjukehus",
    "aktivitetshus",
    "aktivitetssenter",
    "frivilligsentral",
    "helsestasjon",
    "bofellesskap",
    "menighet",
    "barnehage",
    "idrettslag",
    "dagsenter",
    "seniorsenter",
    "samfunnshus",
    "fritidsklubb",
    "legesenter",
    "bibliotek",
    "sykehjem",
    "bydelshus",
    "kulturhus",
    "ungdomsskole",
    "nærmiljøhus",
    "kirke",
    "moské",
    "dps",
    "helsehus",
    "aldershjem",
    "legekontor",
    "skolefritidsordning",
    "dagsenter",
    "kafé",
    "verksted",
    "botiltak",
    "treffsted",
    "møtested",
    "rusakutt",
    "psykiatriske",
    "klinikk",
    "ungdomssenter",
    "voksenopplæring",
    "bakeri",
    "renhold",
    "transport",
    "vaskeri",
    "regnskap",
    "rehabilitering",
    "behandlingssenter",
    "arbeidssenter",
    "vekst",
    "industrier",
    "trygdebolig",
    "bufellesskap",
    "sjukeheim",
    "omsorgssenter",
    "akuttmottak",
    "ambulante",
    "team",
    "avdeling",
    "gård",
    "stiftelsen",
    "as",
    "bygg",
    "vgs",
    "museum",
    "folkehøyskole",
]
FRONT_HEADS = ("kafé", "kafe", "huset", "villa", "firma", "stiftelsen", "restaurant", "klubben", "bakehuset")
DIMINUTIVES = ("a", "en", "emann", "mor", "sen", "is", "ern", "i", "y", "o", "ulf", "gutt", "lille")


class Namer:
    """Draws names and places, known, unfamiliar and misspelt."""

    def __init__(self, names: Path, rng: random.Random) -> None:
        lists = load()
        self.rng = rng
        self.first, self.first_w = zip(*[(n, math.sqrt(w + 1)) for n, w in lists.first.items()], strict=True)
        self.last, self.last_w = zip(*[(n, math.sqrt(w + 1)) for n, w in lists.last.items()], strict=True)
        self.foreign = pool(names, "intl_first.txt", "augment")
        self.foreign_last = pool(names, "intl_last.txt", "augment")
        self.places = sorted(lists.places | lists.districts)
        self.name_words = sorted(n for n in {*lists.first, *lists.last} if n in lists.common and len(n) > 1)
        self.odd_words = sorted(n for n in {*lists.first, *lists.last} if n in lists.words)
        self.words = sorted(lists.common)
        self.institutions = sorted(lists.institutions)
        self._street = STREET.split()

    def mutate(self, name: str) -> str:
        """Return a name with one letter changed, so that no list knows it."""
        if len(name) < 4:
            return name
        i = self.rng.randrange(1, len(name) - 1)
        letter = self.rng.choice("aeiouyøåklmnrstdgbfjvh")
        return self.rng.choice(
            (name[:i] + letter + name[i:], name[:i] + name[i + 1 :], name[:i] + letter + name[i + 1 :])
        )

    def one_first(self) -> str:
        """Return a first name or nickname."""
        rng = self.rng
        r = rng.random()
        if r < 0.40:
            name = rng.choices(self.first, self.first_w)[0]
        elif r < 0.52:
            name = rng.choice(self.first)
        elif r < 0.86:
            name = rng.choice(self.foreign)
        elif r < 0.94:
            name = rng.choice(self.name_words if rng.random() < 0.5 else self.odd_words)
        else:
            name = self._nickname()
        return capital(self.mutate(name) if rng.random() < 0.12 else name)

    def _nickname(self) -> str:
        stem = self.rng.choice(self.first)[: self.rng.choice((2, 3, 3, 4))]
        return stem + self.rng.choice(DIMINUTIVES)

    def one_last(self) -> str:
        """Return a surname."""
        rng = self.rng
        r = rng.random()
        if r < 0.35:
            name = rng.choices(self.last, self.last_w)[0]
        elif r < 0.48:
            name = rng.choice(self.last)
        elif r < 0.62:
            name = invented_places(rng, 1)[0]
        elif r < 0.94:
            name = rng.choice(self.foreign_last)
        else:
            name = rng.choice(self.name_words if rng.random() < 0.5 else self.odd_words)
        return capital(self.mutate(name) if rng.random() < 0.12 else name)

    def person(self, n: int = 0) -> list[str]:
        """Return the tokens of a person's name; about n of them if n is given."""
        r = self.rng.random()
        n = n or (1 if r < 0.4 else 2 if r < 0.92 else 3)
        if n == 1:
            return [self.one_first() if self.rng.random() < 0.6 else self.one_last()]
        if n == 2:
            return [self.one_first(), self.one_last()]
        return [self.one_first(), self.rng.choice((self.one_first, self.one_last))(), self.one_last()]

    def place(self) -> list[str]:
        """Return the words of a place or address."""
        rng = self.rng
        r = rng.random()
        if r < 0.12:
            stem = rng.choice((rng.choice(self.last), rng.choice(self.first), invented_places(rng, 1)[0]))
            street = capital(stem + rng.choice(("s", "s ", "", "")) + rng.choice(self._street)).split()
            return [*street, str(rng.randrange(1, 120))] if rng.random() < 0.4 else street
        if r < 0.40:
            name = capital(invented_places(rng, 1)[0])
            return [self.mutate(name) if rng.random() < 0.2 else name]
        name = rng.choice(self.places)
        if rng.random() < 0.12 and " " not in name:
            name = self.mutate(name)
        return [capital(part) if len(part) > 2 else part for part in name.split()]

    def institution(self) -> list[str]:
        """Return the words of a named house or service."""
        rng = self.rng
        if rng.random() < 0.25:
            return [capital(part) for part in rng.choice(self.institutions).split()]
        head = rng.choice(HEADS)
        r = rng.random()
        if r < 0.12:  # "Kafé Vårsol", "Villa Solbakken"
            name = rng.choice((self.one_first, self.one_last))() if r < 0.08 else capital(rng.choice(self.words))
            return [capital(rng.choice(FRONT_HEADS)), name]
        if r < 0.22:  # one word: "Solbakkenhuset", "Fjellvikklinikken"
            ending = rng.choice(
                ("huset", "senteret", "klinikken", "hjemmet", "kollektivet", "tunet", "skolen", "heimen")
            )
            return [capital(invented_places(rng, 1)[0] + ending)]
        return [*self.place()[:2], head] if rng.random() < 0.8 else [self.one_first(), head]


def capital(word: str) -> str:
    """Return a word with a capital first letter and after hyphens, the rest as it is."""
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def genitive(word: str) -> str:
    """Return the genitive, as it is written or as often mistaken."""
    return word + ("'" if word[-1] in "sxz" else random.choice(("s", "s", "s", "'s")))


Row = tuple[str, bool, str]


class Talk:
    """Fills the sentences of talk.txt."""

    def __init__(self, namer: Namer, rng: random.Random) -> None:
        lines = (HERE / "talk.txt").read_text(encoding="utf-8").splitlines()
        self.lines = [line.split() for line in lines if line and not line.startswith("#")]
        self.namer, self.rng = namer, rng

    def sentence(self) -> list[Row]:
        """Return one sentence as rows (word, space after, label or "")."""
        namer, rows = self.namer, []
        for word in self.rng.choice(self.lines):
            own = word.endswith("s}") and word[1:-2] in ("P", "F", "S", "L", "I", "N")
            slot = word[1:2] if word.startswith("{") else ""
            if slot == "P":
                new, label = namer.person(), "PER"
            elif slot == "F":
                new, label = [namer.one_first()], "PER"
            elif slot == "S":
                new, label = [namer.one_last()], "PER"
            elif slot == "L":
                new, label = namer.place(), "LOC"
            elif slot == "I":
                new, label = namer.institution(), "ORG"
            elif slot == "N":
                new, label = [capital(self.rng.choice(namer.name_words))], "PER"
            elif slot == "W":
                new, label = [self.rng.choice(namer.name_words if self.rng.random() < 0.8 else namer.words)], ""
            else:
                new, label = [word], ""
            if own:
                new = [*new[:-1], genitive(new[-1])]
            rows += [(w, True, label) for w in new]
        if rows and not rows[0][2] and self.rng.random() < 0.8:
            rows[0] = (capital(rows[0][0]), *rows[0][1:])
        if self.rng.random() < 0.7:
            rows.append((self.rng.choice("..?"), True, ""))
        return [(w, not (i + 1 < len(rows) and rows[i + 1][0] in ",.?!"), t) for i, (w, _s, t) in enumerate(rows)]


@spacy.registry.augmenters("bsb.Talk.v1")
def talk_augmenter(
    names: str, p_plain: float, p_lower: float, p_talk: float, seed: int
) -> Callable[..., Iterator[Example]]:
    """Return an augmenter: each document as it is or changed, and sentences of talk in between."""
    rng = random.Random(seed)
    random.seed(seed)
    namer = Namer(Path(names), rng)
    talk = Talk(namer, rng)

    def augment(nlp: Any, example: Example) -> Iterator[Example]:
        if rng.random() < p_talk:
            rows: list[Row] = []
            for _ in range(rng.choice((1, 1, 2, 3, 5))):
                rows += talk.sentence()
            yield make(nlp, spoken(rows, rng, p_lower))
        if rng.random() < p_plain:
            yield make(nlp, [(t.text, bool(t.whitespace_), t.tag_) for t in example.reference])
        else:
            yield make(nlp, spoken(swapped(example.reference, namer, rng), rng, p_lower))

    return augment


def swapped(doc: Doc, namer: Namer, rng: random.Random) -> list[Row]:
    """Return a document's rows with some of its names exchanged for others."""
    starts = {e.start: e for e in doc.ents}
    p_person, p_place, p_org = rng.choice(((0.9, 0.6, 0.3), (0.6, 0.4, 0.2), (0.2, 0.1, 0.1)))
    rows: list[Row] = []
    i = 0
    while i < len(doc):
        ent = starts.get(i)
        if ent is None:
            rows.append((doc[i].text, bool(doc[i].whitespace_), doc[i].tag_))
            i += 1
            continue
        new: list[str] | None = None
        if ent.label_ == "PER" and rng.random() < p_person:
            new = namer.person(min(3, len(ent)))
        elif ent.label_ in ("LOC", "GPE") and rng.random() < p_place:
            new = namer.place()
        elif ent.label_ == "ORG" and rng.random() < p_org:
            new = namer.institution()
        if new is None:
            rows += [(t.text, bool(t.whitespace_), t.tag_) for t in ent]
        else:
            if str(ent[-1].morph) == "Case=Gen":
                new = [*new[:-1], genitive(new[-1])]
            rows += [(w, True, ent[0].tag_) for w in new[:-1]]
            rows.append((new[-1], bool(ent[-1].whitespace_), ent[0].tag_))
        i = ent.end
    return rows


def spoken(rows: list[Row], rng: random.Random, p_lower: float) -> list[Row]:
    """Return rows with hesitations, dialect, dropped marks, false starts and lost capitals."""
    fill, dialect, bare = rng.random() < 0.35, rng.random() < 0.3, rng.random() < 0.3
    region = rng.choice(REGIONS)
    out: list[Row] = []
    if rng.random() < 0.12:
        out += [(w, True, "") for w in rng.choice(LEADS).split("_")]
    for word, space, label in rows:
        if bare and word in (",", '"', "«", "»", ":", ";", "."):
            if out:
                out[-1] = (out[-1][0], True, out[-1][2])
            continue
        if dialect and not label and word.lower() in DIALECT and rng.random() < 0.6:
            word = rng.choice(DIALECT[word.lower()])
        elif dialect and not label and word.islower() and rng.random() < 0.3:
            word = regional(word, region, rng)
        if fill and not label and space and rng.random() < 0.03 and word.isalpha() and len(word) > 2:
            out.append((word[: rng.randint(1, 3)] + "-", True, ""))
        out.append((word, space, label))
        if fill and space and rng.random() < 0.06:
            out += [(w, True, "") for w in rng.choice(FILLERS).split("_")]
            if rng.random() < 0.2 and word.isalpha():
                out.append((word, True, label))
    r = rng.random()
    if r < p_lower:
        out = [(w.lower(), s, t) for w, s, t in out]
    elif r < p_lower + 0.06:  # only the names have lost their capitals
        out = [(w.lower() if t else w, s, t) for w, s, t in out]
    elif r < p_lower + 0.08:  # stress written in capitals
        out = [(w.upper() if not t and rng.random() < 0.1 else w, s, t) for w, s, t in out]
    elif r < p_lower + 0.16 and out:
        out[0] = (out[0][0].lower(), *out[0][1:])
    return out


def regional(word: str, region: tuple[tuple[str, str], ...], rng: random.Random) -> str:
    """Return an ordinary word as one region may say it: no list knows it then, and yet it is no name."""
    what, instead = rng.choice(region)
    new = re.sub(what, instead, word)
    return new if len(new) > 1 else word


def make(nlp: Any, rows: list[Row]) -> Example:
    """Return an example whose reference has the labels as tags."""
    words = [w for w, _s, _t in rows] or ["."]
    spaces = [s for _w, s, _t in rows] or [False]
    tags = [t or "O" for _w, _s, t in rows] or ["O"]
    reference = Doc(nlp.vocab, words=words, spaces=spaces, tags=tags)
    return Example(Doc(nlp.vocab, words=words, spaces=spaces), reference)


@spacy.registry.scorers("bsb.spotted.v1")
def make_scorer() -> Callable[..., dict[str, float]]:
    """Return a scorer: recall, precision and F2 of marked words, whichever label."""

    def score(examples: list[Example], **_: Any) -> dict[str, float]:
        hit = want = have = 0
        for example in examples:
            for a, b in zip(example.reference, example.predicted, strict=True):
                want += a.tag_ in ("PER", "LOC")
                have += b.tag_ in ("PER", "LOC")
                hit += a.tag_ in ("PER", "LOC") and b.tag_ in ("PER", "LOC", "ORG", "MISC")
        recall, precision = hit / max(1, want), min(1.0, hit / max(1, have))
        return {
            "spot_r": recall,
            "spot_p": precision,
            "spot_f": 2 * recall * precision / max(1e-9, recall + precision),
        }

    return score
