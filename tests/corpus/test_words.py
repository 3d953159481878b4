from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bsb.corpus import words as room
from bsb.corpus.spread import Crew
from bsb.corpus.words import Words
from bsb.errors import BsbError
from bsb.project import Project
from bsb.store.search import Where
from bsb.text.keyness import log_likelihood
from tests.corpus.said import say


@pytest.fixture
def words(project: Project) -> Words:
    say(
        project,
        "alna-fg1",
        ["I1: Heisen, heisen, heisen?", "B1: Heisen står. [ler] Faste folk!", "B2: Heisene står og faste folk går."],
    )
    say(project, "grorud-fg1", ["B1: Faste folk, ja. Ingen heis.", "B2: Skulen er fin."], district="Grorud")
    say(project, "grorud-fg2", ["B1: Skolen. Skolen. Skolen."], district="Grorud")
    return Words(project.store)


def test_words_are_counted_by_base_form_in_participants_turns(words: Words) -> None:
    rows = {row.word: (row.count, row.speakers, row.interviews) for row in words.counts()}
    assert rows["heis"] == (3, 3, 2)
    assert rows["folk"] == (3, 3, 2)
    assert rows["skole"] == (4, 2, 2)
    assert "og" not in rows and "ler" not in rows
    forms = {row.word: row.count for row in words.counts(forms=True, stop_words=True)}
    assert (forms["heisen"], forms["heisene"], forms["og"]) == (1, 1, 1)


def test_rates_are_of_all_words(words: Words) -> None:
    (row,) = words.counts(Where(interviews=["grorud-fg2"]))
    assert row.per_thousand == 1000


def test_facilitators_by_choice(words: Words) -> None:
    (row,) = words.counts(Where(roles=["facilitator"]))
    assert (row.word, row.count) == ("heis", 3)


def test_keyness_against_the_rest(words: Words) -> None:
    rows = {row.word: row for row in words.keyness(Where(districts=["Alna"]), minimum=1)}
    row = rows["heis"]
    assert (row.count, row.other, row.speakers) == (2, 1, 2)
    assert row.log_likelihood == pytest.approx(log_likelihood(2, 1, 10, 11))
    assert row.log_ratio > 0 > rows["skole"].log_ratio
    # Said by one person only: not a difference between districts.
    assert "gå" not in rows
    assert "fin" not in rows


def test_keyness_against_one_other(words: Words) -> None:
    alna, grorud = Where(interviews=["grorud-fg1"]), Where(interviews=["grorud-fg2"])
    rows = {row.word: (row.count, row.other) for row in words.keyness(alna, grorud, minimum=1, speakers=1)}
    assert rows["skole"] == (1, 3)


def test_nothing_to_compare(words: Words) -> None:
    with pytest.raises(BsbError, match="no words to compare"):
        words.keyness(Where(districts=["Ullern"]))


def test_collocations_stay_within_a_turn(words: Words) -> None:
    found = {(row.first, row.second): (row.count, row.speakers) for row in words.collocations(minimum=1)}
    assert found["fast", "folk"] == (3, 3)
    assert ("folk", "heis") not in found
    assert ("gå", "fast") not in found
    assert {pair for pair in found if "heis" in pair} == {
        (row.first, row.second) for row in words.collocations(minimum=1, word="heisene")
    }
    wide = {(row.first, row.second) for row in words.collocations(minimum=1, window=4)}
    assert ("heis", "fast") in wide - found.keys()


def test_dunnings_worked_example() -> None:
    """Dunning (1993), table 2, "the swiss": 110, 2442, 111, 29114 gives -2 log λ = 270.72."""
    from nltk.metrics import BigramAssocMeasures

    n = 110 + 2442 + 111 + 29114
    assert BigramAssocMeasures.likelihood_ratio(110, (110 + 2442, 110 + 111), n) == pytest.approx(270.72, abs=0.01)


def test_the_words_are_the_same_whoever_counts_them(example: Project) -> None:
    threads = Crew(lambda: ThreadPoolExecutor(3), ahead=6)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_SHARE", 7)
        assert example.words.counts(crew=threads) == example.words.counts()
    assert example.words.counts(forms=True, crew=threads) == example.words.counts(forms=True)
    share = room.Share(((("alna-fg1", "B1"), "hemmelig"),))
    assert "hemmelig" not in repr(share)
