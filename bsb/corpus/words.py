"""Word lists, keyness and collocations: what is said often, what sets a district apart, what goes together.

Participants' turns only, unless a filter says otherwise: a facilitator's questions would fill the lists.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from bsb.corpus.spread import Crew, Here, spread
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store import search as stored
from bsb.store.engine import Store
from bsb.store.search import Where
from bsb.text.keyness import log_likelihood, log_ratio
from bsb.text.lemmas import base, choose_bases
from bsb.text.stopwords import STOP_WORDS
from bsb.text.tokens import search_words

_PARTICIPANTS = ("participant",)
Said = tuple[tuple[str, str], str]  # (interview, speaker), text
Turn = tuple[tuple[str, str], list[str]]  # (interview, speaker), words
_SHARE = 2000  # turns that a worker gets at a time


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word, how often it is said, by how many people and in how many interviews; per_thousand of all words."""

    word: str
    count: int
    per_thousand: float
    speakers: int
    interviews: int


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A word of one body of turns against another.

    ``log_likelihood`` says how sure the difference is, ``log_ratio`` how large (1: twice as often, negative:
    less often than elsewhere); see ``bsb.text.keyness``. ``speakers`` and ``interviews`` are those of the first.
    """

    word: str
    count: int
    other: int
    log_likelihood: float
    log_ratio: float
    speakers: int
    interviews: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two words, the first before the second, how often so, by how many people, and Dunning's log-likelihood."""

    first: str
    second: str
    count: int
    log_likelihood: float
    speakers: int


class Words:
    """Counts of the words in the transcripts of a project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def counts(
        self,
        where: Where | None = None,
        *,
        forms: bool = False,
        stop_words: bool = False,
        minimum: int = 1,
        top: int | None = None,
        crew: Crew | None = None,
    ) -> list[WordRow]:
        """Return words by falling count, under their base form, or with ``forms`` as they are written.

        Words said less than ``minimum`` times are left out, and stop words unless asked for. With ``crew``, its
        workers part the turns into words; see ``bsb.corpus.spread``.

        Raises BsbError if a worker was lost over the same turns again and again.
        """
        said = _Counts(self._texts(where), crew)
        if not forms:
            said.join(choose_bases(said.n))
        rows = [
            WordRow(word, n, 1000 * n / said.total, len(said.speakers[word]), said.interviews(word))
            for word, n in sorted(said.n.items(), key=lambda item: (-item[1], item[0]))
            if n >= minimum and (stop_words or not _empty(word))
        ]
        return rows[:top]

    def keyness(
        self,
        where: Where,
        against: Where | None = None,
        *,
        forms: bool = False,
        stop_words: bool = False,
        minimum: int = 3,
        speakers: int = 2,
        top: int | None = None,
    ) -> list[KeyRow]:
        """Return the words that set some turns apart from others, surest first.

        ``against`` None compares with all that the same roles say elsewhere. A word must be said ``minimum``
        times in the two together, and where it is said more often, by so many ``speakers``: a favourite word of
        one person is no difference between districts.

        Raises BsbError if either side has no words.
        """
        here = _Counts(self._texts(where))
        if against is None:
            everywhere = Where(roles=where.roles)
            there = _Counts(self._texts(everywhere, without=where))
        else:
            there = _Counts(self._texts(against))
        if not forms:  # the same word is to be the same on both sides
            names = choose_bases(here.n + there.n)
            here.join(names)
            there.join(names)
        if not here.total or not there.total:
            raise BsbError(
                _("There are no words to compare on one of the two sides."),
                _("See what there is: bsb transcript list"),
            )
        rows = []
        for word in here.n.keys() | there.n.keys():
            n, m = here.n[word], there.n[word]
            if n + m < minimum or not (stop_words or not _empty(word)):
                continue
            more_here = n * there.total > m * here.total
            if len((here if more_here else there).speakers[word]) < speakers:
                continue
            sure, size = (f(n, m, here.total, there.total) for f in (log_likelihood, log_ratio))
            rows.append(KeyRow(word, n, m, sure, size, len(here.speakers[word]), here.interviews(word)))
        return sorted(rows, key=lambda row: (-row.log_likelihood, row.word))[:top]

    def collocations(
        self,
        where: Where | None = None,
        *,
        word: str | None = None,
        window: int = 2,
        forms: bool = False,
        stop_words: bool = False,
        minimum: int = 3,
        top: int | None = 100,
    ) -> list[PairRow]:
        """Return pairs of words that stand together more often than by chance, surest first; NLTK counts them.

        The second word is at most ``window`` - 1 words after the first, in the same turn. With ``word``, only
        pairs with that word, in any inflection unless ``forms``.
        """
        from nltk.collocations import BigramCollocationFinder
        from nltk.metrics import BigramAssocMeasures

        turns = [(speaker, search_words(text)) for speaker, text in self._texts(where)]
        names = {} if forms else choose_bases(Counter(chain.from_iterable(words for _speaker, words in turns)))
        turns = [(speaker, [names.get(word, word) for word in words]) for speaker, words in turns]
        gap: list[str | None] = [None] * (window - 1)  # a turn's last words do not go with the next one's first
        finder = BigramCollocationFinder.from_words(
            chain.from_iterable([*words, *gap] for _speaker, words in turns), window_size=window
        )
        finder.apply_freq_filter(minimum)
        if not stop_words:
            finder.apply_word_filter(_empty)
        if word is not None:
            aim = word.lower() if forms else names.get(word.lower(), base(word.lower()))
            finder.apply_ngram_filter(lambda first, second: aim not in (first, second))
        scored = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
        best = sorted(((pair, score) for pair, score in scored), key=lambda item: (-item[1], item[0]))[:top]
        said_by = _speakers({pair for pair, _score in best}, turns, window)
        return [PairRow(pair[0], pair[1], finder.ngram_fd[pair], score, len(said_by[pair])) for pair, score in best]

    def _texts(self, where: Where | None, *, without: Where | None = None) -> Iterator[Said]:
        where = where or Where()
        if where.roles is None:
            where = replace(where, roles=_PARTICIPANTS)
        if without is not None and without.roles is None:
            without = replace(without, roles=_PARTICIPANTS)
        with self._store.read() as connection:
            out = {_place(row) for row in stored.every(connection, without)} if without is not None else set()
            for row in stored.every(connection, where):
                if _place(row) not in out:
                    yield (row.interview, row.speaker), row.text


@dataclass(frozen=True, slots=True)
class Share:
    """Some turns whose words are to be counted by a worker."""

    said: tuple[Said, ...]

    def __repr__(self) -> str:
        """Say nothing of the content: a cluster may log what it is given."""
        return f"Share({len(self.said)} turns)"


def count_share(share: Share) -> tuple[Counter[str], dict[str, set[tuple[str, str]]]]:
    """Return how often each word is said in some turns, and by whom. Runs anywhere."""
    n: Counter[str] = Counter()
    speakers: dict[str, set[tuple[str, str]]] = {}
    for speaker, text in share.said:
        words = search_words(text)
        n.update(words)
        for word in set(words):
            speakers.setdefault(word, set()).add(speaker)
    return n, speakers


class _Counts:
    """How often each word is said, and by whom: as it is written, until ``join`` puts forms together."""

    def __init__(self, turns: Iterator[Said], crew: Crew | None = None) -> None:
        self.n: Counter[str] = Counter()
        self.speakers: dict[str, set[tuple[str, str]]] = defaultdict(set)
        shares = (Share(some) for some in iter(lambda: tuple(islice(turns, _SHARE)), ()))
        for done in spread(count_share, shares, crew or Crew(Here)):
            if done.result is None:
                raise BsbError(
                    _("The words could not be counted: the process at work on them came to an end each time."),
                    _("Try again without --workers."),
                )
            n, speakers = done.result
            self.n.update(n)
            for word, some in speakers.items():
                self.speakers[word] |= some
        self.total = self.n.total()

    def join(self, names: Mapping[str, str]) -> None:
        """Count words under other names, those with one name together."""
        written, said_by = self.n, self.speakers
        self.n, self.speakers = Counter(), defaultdict(set)
        for word, n in written.items():
            self.n[names[word]] += n
            self.speakers[names[word]] |= said_by[word]

    def interviews(self, word: str) -> int:
        return len({interview for interview, _speaker in self.speakers[word]})


def _place(row: stored.Said) -> tuple[str, int]:
    return row.interview, row.number


def _empty(word: str) -> bool:
    """Whether a word says little by itself: a stop word, a number or a single letter."""
    return word in STOP_WORDS or len(word) < 2 or word.isdigit()


def _speakers(
    pairs: set[tuple[str, str]], turns: Sequence[Turn], window: int
) -> dict[tuple[str, str], set[tuple[str, str]]]:
    said_by: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    wanted = {first for first, _second in pairs}
    for speaker, words in turns:
        for at, first in enumerate(words):
            if first in wanted:
                for second in words[at + 1 : at + window]:
                    if (first, second) in pairs:
                        said_by[first, second].add(speaker)
    return said_by
