from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.coding.passages import Turns, context, find_words
from bsb.errors import BsbError
from bsb.project import Project


def test_words_are_whole_words_first() -> None:
    text = "Husleia, husleieøkning og husleie."
    assert find_words(text, "husleie") == ([(26, 33)], True)
    spans, exact = find_words(text, "usleie")
    assert not exact
    assert [text[a:b] for a, b in spans] == ["usleie", "usleie"]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Det er “dyrt” å bo", 'er "dyrt"', "er “dyrt”"),
        ("Det er\nnytt", "det  er nytt", "Det er\nnytt"),
        ("ja – nei … vet ikke", "JA - nei ... vet", "ja – nei … vet"),
        ("samar\u00adbeid", "samarbeid", "samar\u00adbeid"),
        ("blåbær", "blåbær".replace("å", "a\u030a"), "blåbær"),
    ],
)
def test_what_people_do_not_type_exactly(text: str, words: str, found: str) -> None:
    ((start, end),), _exact = find_words(text, words)
    assert text[start:end] == found


def test_nothing_is_found_in_what_is_not_there() -> None:
    for words in ("finnes ikke", "", "   ", "\u00ad"):
        assert find_words("Det er dyrt", words)[0] == []


@given(st.text(alphabet="abæ .–\n", max_size=40), st.text(alphabet="abæ .-", min_size=1, max_size=6))
def test_spans_lie_in_the_text_in_order_and_hold_the_words(text: str, words: str) -> None:
    spans, exact = find_words(text, words)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    if exact:
        assert all(text[a:b] == words.strip() for a, b in spans)


def test_context_stays_in_the_turn_and_breaks_between_words() -> None:
    text = "En to tre\nfire fem seks sju åtte\nni"
    turns = Turns(
        [(0, 9, 1, "B1", "participant"), (10, 32, 2, "B2", "participant"), (33, 35, 3, "B1", "participant")]
    )
    start = text.index("seks")
    assert context(text, turns, start, start + 4, width=40) == ("fire fem ", " sju åtte")
    assert context(text, turns, start, start + 4, width=6) == ("…fem ", " sju…")
    assert turns.at(9).number == 1
    assert turns.at(10).number == 2


def test_turns_and_words_give_places(coded: Project) -> None:
    find = coded.codings.find
    text = coded.transcripts.get("alna-fg1").text
    (turn,) = find("alna-fg1", first=2)
    assert turn.quote.startswith("Det er fint") and (turn.before, turn.after) == ("", "")
    (turns,) = find("alna-fg1", first=2, last=3)
    assert (turns.turn, turns.last_turn, turns.quote) == (2, 3, text[turns.start : turns.end])
    both = find("alna", words="De")
    assert [(p.turn, p.exact) for p in both] == [(5, True), (5, True)]
    assert both[0].after.startswith(" som kommer")
    (loose,) = find("alna-fg1", words="HUSLEIA ER HØY, altså")
    assert (loose.quote, loose.exact) == ("husleia er høy, altså", False)


def test_what_cannot_be_found_is_told_without_the_words(coded: Project) -> None:
    find = coded.codings.find
    for wrong, says in (
        ({"first": 9}, "no turn 9"),
        ({"first": 3, "last": 2}, "before"),
        ({"first": 3, "words": "hemmelig"}, "not in turn 3"),
        ({"words": "hemmelig"}, "not in alna-fg1"),
        ({}, "which passage"),
    ):
        with pytest.raises(BsbError) as caught:
            find("alna-fg1", **wrong)  # type: ignore[arg-type]
        assert says in caught.value.message
        assert "hemmelig" not in caught.value.message + caught.value.hint
    coded.interviews.add("alna-fg2", district="Alna")
    with pytest.raises(BsbError, match="no transcript yet"):
        find("alna-fg2", first=1)
    with pytest.raises(BsbError, match="interview"):
        find("bjerke", first=1)


def test_erased_turns_cannot_be_coded(coded: Project) -> None:
    coded.consent.withdraw("alna-fg1", "B1")
    with pytest.raises(BsbError, match="erased after a withdrawal"):
        coded.codings.find("alna-fg1", first=2)
    (rest,) = coded.codings.find("alna-fg1", first=2, last=3)
    assert rest.quote.startswith("Enig.")
