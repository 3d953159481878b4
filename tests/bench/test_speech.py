from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.speech import numbers, sections, speech, weighted
from bsb.text.marks import MARK, words


@given(n=st.integers(1, 400), key=st.text(max_size=8), asking=st.booleans())
def test_a_text_has_just_the_words_asked_for(n: int, key: str, asking: bool) -> None:
    text = speech().talk(numbers(key), n, asking=asking)
    assert len(words(text)) == n
    assert text == unicodedata.normalize("NFC", text).strip()
    assert "\n" not in text
    assert "  " not in text


def test_no_words_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        speech().talk(numbers("x"), 0)


def test_words_are_distributed_as_in_talk() -> None:
    draw = numbers("distribution")
    texts = [speech().talk(draw, 60) for _ in range(2000)]
    counts = Counter(word.lower() for text in texts for word in words(text))
    ranked = [n for _, n in counts.most_common()]
    total = sum(ranked)
    assert 0.2 < sum(ranked[:10]) / total < 0.35
    assert 0.5 < sum(ranked[:100]) / total < 0.7
    assert sum(n == 1 for n in ranked) / len(ranked) > 0.3  # words heard once only
    half = {word.lower() for text in texts[:1000] for word in words(text)}
    assert len(counts) > 1.2 * len(half)  # the vocabulary goes on growing: compounds
    assert len(speech().vocabulary) > 1500


def test_the_marks_of_transcribers_and_norwegian_letters_occur() -> None:
    draw = numbers("marks")
    text = " ".join(speech().talk(draw, 60) for _ in range(500))
    found = {m[0] for m in MARK.finditer(text)}
    assert {"–", "…", "//", "///", "(?)", "(bydelen)", "(aktivitetshuset)", "(navn 1)", "(gata)"} <= found
    assert set("æøåÆØÅ") <= set(text)
    assert any(word.isupper() and len(word) > 4 for word in words(text))


def test_questions_end_in_question_marks() -> None:
    assert speech().talk(numbers("q"), 12, asking=True).endswith("?")


def test_numbers_are_decided_by_the_key_alone() -> None:
    first = list(islice(numbers("1/a"), 40_000))
    assert first == list(islice(numbers("1/a"), 40_000))
    assert first != list(islice(numbers("1/b"), 40_000))
    assert 0 <= min(first) < 10
    assert 65_525 < max(first) < 65_536


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30))
def test_a_table_gives_each_item_its_share(weights: list[int]) -> None:
    counts = Counter(weighted(range(len(weights)), weights, 1 << 14))
    assert sum(counts.values()) == 1 << 14
    for item, weight in enumerate(weights):
        assert abs(counts[item] - weight / sum(weights) * (1 << 14)) <= 1


def test_no_word_stands_twice_in_its_class() -> None:
    for name, lines in sections("words.txt").items():
        found = " ".join(lines).split()
        assert len(found) == len(set(found)), name
