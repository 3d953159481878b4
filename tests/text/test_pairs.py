from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.text.pairs import count_pairs, pair_likelihood


def test_dunnings_worked_example() -> None:
    """Dunning (1993), table 2, "the swiss": 110, 2442, 111, 29114 gives -2 log λ = 270.72."""
    n = 110 + 2442 + 111 + 29114
    assert pair_likelihood(110, 110 + 2442, 110 + 111, n) == pytest.approx(270.72, abs=0.01)


def test_what_stands_together_as_often_as_by_chance_scores_nothing() -> None:
    assert pair_likelihood(1, 10, 10, 100) == pytest.approx(0)
    assert pair_likelihood(0, 0, 5, 5) == 0


def test_a_window_needs_two_words() -> None:
    with pytest.raises(ValueError, match="two words"):
        count_pairs([["a"]], 1)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=12), max_size=6), st.integers(2, 4))
def test_it_is_what_nltk_says(texts: list[list[str]], window: int) -> None:
    nltk = pytest.importorskip("nltk.collocations")
    from nltk.metrics import BigramAssocMeasures

    words, pairs = count_pairs(texts, window)
    gap = [None] * (window - 1)
    finder = nltk.BigramCollocationFinder.from_words(
        [word for text in texts for word in [*text, *gap]], window_size=window
    )
    assert dict(finder.ngram_fd) == dict(pairs) and dict(finder.word_fd) == dict(words)
    for (first, second), n in pairs.items():
        both, total = n / (window - 1), words.total()
        ours = pair_likelihood(both, words[first], words[second], total)
        if total - words[first] - words[second] + both >= 0:  # else theirs takes the logarithm of a negative number
            marginals = (words[first], words[second])
            theirs = BigramAssocMeasures.likelihood_ratio(both, marginals, total)
            assert ours == pytest.approx(theirs, abs=1e-6)
