"""What the trained network takes for names of persons, places and houses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import write
from bsb.privacy.chain.words import Words, words
from bsb.privacy.hits import Found
from bsb.privacy.spotter.network import Network, load
from bsb.privacy.wordlists import COMMON, FAMILIAR, FIRST, GENERAL, LAST, PLACE, lines

if TYPE_CHECKING:
    import numpy as np
    from spacy.language import Language
    from spacy.tokens import Doc

_TO_SOMEBODY = re.compile(
    r"\b(?:stol|tenk|tenkj|vent|lytt|hør|høyr|rop|tru|tro|lur|se|ser|så|såg|sint|sur|irritert|avhengig|avhengige?|skyld|"
    r"glad|forelska|forelsket|misunnelig|lik|ligner|klag|bank|ring|spytt|tok|ta|har|hadde|navnet|namnet)\w{0,4}\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_TO_A_HOUSE = re.compile(
    r"\b(?:jobb|arbeid|ansatt|tilsett|innlagt|innlagd|lå|låg|ligg|praksis|pasient|student|elev|lærar|lærer|sykepleier|"
    r"sjukepleiar|vaskehjelp|kurs|behandling|utred|utgrei|opphold|opphald|legg)\w{0,6}\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
PROBABILITIES = "bsb_spotter"  # key in doc.user_data: one probability of being a name for each token
_LOWER_WORD, _LOWER_UNKNOWN, _LOWER_OTHER, _LOWER_COMMON = 0.6, 0.15, 0.6, 0.98
_FIRST_WORD, _FIRST_PLAIN, _COMMON_INSIDE = 0.2, 0.9, 0.3
_COMMON_LOWER, _NEVER = 0.25, 1.01
_NAMES = ("PER", "LOC")
_JOINS = ("-", ".", "'", "’", "‑")
_KINDS = {"PER": "person", "LOC": "place", "ORG": "institution", "MISC": "institution"}
_REASONS = {
    "PER": "the trained model takes it for a person",
    "LOC": "the trained model takes it for a place",
    "ORG": "the trained model takes it for an organisation",
    "MISC": "the trained model takes it for a name of something",
}


class Spotter:
    """The component: one pass of the network over a batch, then words above the thresholds."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._labels = network.labels
        self._thresholds: dict[str, float] = network.settings["thresholds"]
        self._extend: float = network.settings.get("extend", 0.2)

    def __call__(self, doc: Doc) -> Doc:
        """Return the doc with findings."""
        return self._mark(doc, self._network([words(doc).forms])[0])

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Yield docs with findings, in batches."""
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            for doc, odds in zip(docs, self._network([words(doc).forms for doc in docs]), strict=True):
                yield self._mark(doc, odds)

    def _mark(self, doc: Doc, odds: np.ndarray) -> Doc:
        w = words(doc)
        doc.user_data[PROBABILITIES] = odds[:, 1] + odds[:, 2]
        marked = self._marked(w, odds)
        if any(marked):
            write(doc, self._spans(w, odds, marked))
        return doc

    def _spans(self, w: Words, odds: np.ndarray, marked: list[str]) -> Iterator[Found]:
        i = 0
        while i < len(w):
            if not marked[i]:
                i += 1
                continue
            label, end = marked[i], i + 1
            while end < len(w) and (marked[end] == label or _bridge(w, marked, end, label)):
                end += 1
            score = round(float(odds[i:end, self._labels.index(label)].max()), 3)
            yield Found(w.start[i], w.end[end - 1], _KINDS[label], score, "model", _REASONS[label])
            i = end

    def _marked(self, w: Words, odds: np.ndarray) -> list[str]:
        """Return the label of each marked word, "" for the others.

        A word that no list of ordinary words holds is believed to be a name sooner than one that they hold.
        """
        marked = [""] * len(w)
        limits = self._thresholds
        names = odds[:, 1] + odds[:, 2]
        low = (
            (names >= 0.4 * min(limits["unknown"], limits["word"]))
            | (odds[:, 3] >= limits["ORG"])
            | (odds[:, 4] >= limits["MISC"])
        )
        likely = low.nonzero()[0].tolist()
        cased = bool(likely) and w.cased()
        for i in likely:
            code = w.code[i]
            if len(w.forms[i]) < 2 or code & GENERAL or not any(c.isalpha() for c in w.forms[i]):
                continue
            if w.low[i] in _function_words() and not w.inside(i):
                continue
            if code & COMMON and not w.upper[i] and i + 1 < len(w) and w.forms[i + 1][0].isdigit():
                continue  # "ring 22 ...": a name is seldom followed by a number
            row = odds[i]
            limit, other_limit = self._limits(w, i, cased)
            other = self._labels[3 + int(row[3:].argmax())]
            most = float(row[3:].max())
            if names[i] >= limit and (names[i] >= most or most < limits[other]):
                if _letters(w, i, cased):
                    continue
                marked[i] = _where(w, i) or ("PER" if row[1] >= row[2] else "LOC")
            elif most >= max(limits[other], other_limit):
                marked[i] = other
        if likely:
            self._grow(w, odds, marked)
        return marked

    def _limits(self, w: Words, i: int, cased: bool) -> tuple[float, float]:
        """Return how likely a word must be a name of a person or place, and how likely that of something else."""
        code, limits = w.code[i], self._thresholds
        limit = limits["common"] if code & COMMON else limits["word"] if code & FAMILIAR else limits["unknown"]
        other = 0.0 if w.upper[i] else _LOWER_COMMON if code & COMMON else _LOWER_OTHER if code & FAMILIAR else 0.0
        if cased and not w.upper[i]:  # where names have capitals, a word without one is seldom a name
            return max(limit, _LOWER_WORD if code & FAMILIAR else _LOWER_UNKNOWN), other
        listed = code & (FIRST | LAST | PLACE)
        if cased and w.inside(i):
            # A capital inside a sentence tells a name; on a common word it tells rather of a stop left out.
            return (max(limit, _COMMON_INSIDE) if code & COMMON and not listed else limit * 0.4), other
        if code & COMMON and (not listed or (len(w) == 1 and not w.upper[i])):
            # "Herregud", "nitti": what everybody says is nobody; nor is a word with nothing round it that tells.
            return max(limit, _NEVER if w.upper[i] else _COMMON_LOWER), other
        if w.upper[i] and code & FAMILIAR:  # the capital of a sentence
            return max(limit, _FIRST_WORD if listed else _FIRST_PLAIN), max(other, 0.0 if listed else _FIRST_PLAIN)
        return limit, other

    def _grow(self, w: Words, odds: np.ndarray, marked: list[str]) -> None:
        """Take in neighbours that are likely enough beside a name, in both directions."""
        for step in (1, -1):
            order = range(1, len(w)) if step == 1 else range(len(w) - 2, -1, -1)
            for i in order:
                if marked[i] or marked[i - step] not in _NAMES or odds[i][0] > 1 - self._extend:
                    continue
                if any(c.isalpha() for c in w.forms[i]) and not w.code[i] & (COMMON | GENERAL):
                    marked[i] = marked[i - step]


def _letters(w: Words, i: int, cased: bool) -> bool:
    """Say whether a word is letters for something, or shouted, and not a name: "MS", "ALDRI"."""
    form = w.forms[i]
    return cased and form.isupper() and len(form) > 1 and not w.code[i] & (FIRST | LAST | PLACE)


def _where(w: Words, i: int) -> str:
    """Return the label that a preposition of place gives a word in no list of names; "" if it gives none.

    The network alone takes "Sunnaas" for a surname; nobody works or lives "på" a person. What people do "på" and
    "i" somebody (trust, wait, be fond of) is left out.
    """
    if not i or w.low[i - 1] not in ("på", "i") or w.code[i] & (FIRST | LAST):
        return ""
    before = w.text[max(0, w.start[i - 1] - 30) : w.start[i - 1]]
    if _TO_SOMEBODY.search(before):
        return ""
    return "ORG" if _TO_A_HOUSE.search(before) and not w.code[i] & PLACE else "LOC"


@cache
def _function_words() -> frozenset[str]:
    return frozenset(lines("function"))


def _bridge(w: Words, marked: list[str], i: int, label: str) -> bool:
    """Say whether a hyphen, a stop, an apostrophe or an initial holds two parts of one name together."""
    initial = len(w.forms[i]) < 3 and (w.forms[i][0].isalpha() or w.forms[i] in _JOINS) and not w.code[i] & COMMON
    return (
        initial
        and i + 1 < len(w)
        and (marked[i + 1] == label or (w.forms[i + 1] == "." and _bridge(w, marked, i + 1, label)))
    )


def add(nlp: Language) -> bool:
    """Add the component to a pipeline; False if the package holds no weights."""
    network = load()
    if network is None:
        return False
    from spacy.language import Language as Class

    def make(nlp: Language, name: str) -> Spotter:
        return Spotter(network)

    Class.factory("bsb_spotter", func=make)
    nlp.add_pipe("bsb_spotter")
    return True
