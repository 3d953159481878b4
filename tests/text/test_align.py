from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.text.align import Alignment, Placed, align, cuts_word
from bsb.text.blocks import Block, equal_blocks

FEW = st.text("ab \n", max_size=30)
WORDS = st.lists(st.sampled_from([f"ord{n}" for n in range(400)]), max_size=40)


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Words, and the same words after a random edit script."""
    words = draw(WORDS)
    new = list(words)
    for _n in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(new)))
        gone = draw(st.integers(0, 3))
        new[at : at + gone] = draw(st.lists(st.sampled_from([f"ny{n}" for n in range(50)]), max_size=3))
    return words, new


def joined(*parts: list[str]) -> str:
    return " ".join(word for part in parts for word in part)


def placed_text(alignment: Alignment, placed: Placed) -> str:
    return alignment.new[placed.start : placed.end]


@given(edited(), st.lists(st.integers(0, 10**6), min_size=1, max_size=8), edited())
def test_a_passage_keeps_its_words_whatever_is_done_outside_it(
    before: tuple[list[str], list[str]], numbers: list[int], after: tuple[list[str], list[str]]
) -> None:
    passage = [f"p{n}" for n in numbers]
    old, new = joined(before[0], passage, after[0]), joined(before[1], passage, after[1])
    start = len(joined(before[0])) + (1 if before[0] else 0)
    alignment = align(old, new)
    placed = alignment.map_span(start, start + len(joined(passage)))
    assert (placed.certainty, placed_text(alignment, placed)) == ("same", joined(passage))


@given(FEW, FEW, st.text("ab ", min_size=1, max_size=12), FEW, FEW)
def test_a_passage_of_common_letters_is_never_said_to_be_the_same_where_it_is_not(
    before: str, new_before: str, passage: str, after: str, new_after: str
) -> None:
    alignment = align(before + passage + after, new_before + passage + new_after)
    placed = alignment.map_span(len(before), len(before) + len(passage))
    assert 0 <= placed.start <= placed.end <= len(alignment.new)
    if placed.certainty in ("same", "moved"):
        assert placed_text(alignment, placed) == passage


@given(FEW)
def test_identity(text: str) -> None:
    alignment = align(text, text)
    assert all(alignment.map_span(n, n + 1) == Placed(n, n + 1, "same") for n in range(len(text)))


@given(edited(), st.data())
def test_two_revisions_one_after_the_other_keep_words_as_one_does(
    versions: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    first, second = joined(versions[0]), joined(versions[1])
    third = second + data.draw(st.sampled_from(["", " og slutt", ". Ja."]))
    if not first:
        return
    start = data.draw(st.integers(0, len(first) - 1))
    end = data.draw(st.integers(start + 1, len(first)))
    one, two = align(first, second), align(second, third)
    step = one.map_span(start, end)
    if step.certainty == "same":
        last = two.map_span(step.start, step.end)
        assert last.certainty in ("same", "uncertain")
        assert last.certainty == "uncertain" or placed_text(two, last) == first[start:end]


@given(FEW, FEW)
def test_blocks_are_equal_text_in_order(old: str, new: str) -> None:
    at_old = at_new = 0
    for block in equal_blocks(old, new):
        assert block.old >= at_old and block.new >= at_new and block.length > 0
        at_old, at_new = block.old + block.length, block.new + block.length
        assert old[block.old : at_old] == new[block.new : at_new]


@given(FEW, FEW)
def test_the_inverse_leads_back(old: str, new: str) -> None:
    alignment = align(old, new)
    assert alignment.inverse().inverse().blocks == alignment.blocks
    assert (alignment.inverse().old, alignment.inverse().new) == (new, old)


OLD = "Husleia er høy, og trappa er mørk. Jeg liker meg likevel godt der."


@pytest.mark.parametrize(
    ("new", "passage", "certainty", "now"),
    [
        # Words typed in just outside stay outside.
        ("Ja, husleia er høy, og trappa er mørk. Jeg liker meg likevel godt der.", "trappa", "same", "trappa"),
        # A word corrected inside, at the start and at the end.
        (OLD.replace("mørk", "altfor mørk"), "trappa er mørk", "changed", "trappa er altfor mørk"),
        (OLD.replace("trappa", "trappen"), "trappa er mørk", "changed", "trappen er mørk"),
        (OLD.replace("Husleia er", "Leia var"), "er høy, og trappa", "changed", "var høy, og trappa"),
        # A word taken away at the border leaves no blank behind.
        (OLD.replace("Jeg liker", "liker"), "Jeg liker meg likevel godt", "changed", "liker meg likevel godt"),
        # All of it gone, or nearly.
        ("Husleia er høy. Jeg liker meg likevel godt der.", "trappa er mørk", "uncertain", None),
        (
            "Husleia er høy, og den er lang og bratt. Jeg liker meg likevel godt der.",
            "trappa er mørk",
            "uncertain",
            None,
        ),
        # Moved as it stands.
        (
            "Jeg liker meg likevel godt der. Men det var noe helt annet. Husleia er høy, og trappa er mørk.",
            "Jeg liker meg likevel godt der.",
            "moved",
            "Jeg liker meg likevel godt der.",
        ),
    ],
)
def test_what_a_person_would_say(new: str, passage: str, certainty: str, now: str | None) -> None:
    alignment = align(OLD, new)
    start = OLD.index(passage)
    placed = alignment.map_span(start, start + len(passage))
    assert placed.certainty == certainty or (certainty == "moved" and placed.certainty == "same")
    if now is not None:
        assert placed_text(alignment, placed) == now


def test_one_of_many_alike_is_not_guessed() -> None:
    old = "Er det sånn? Mm. Ja. Mm. Nei. Og så?"
    new = "Var det slik? Ja. Nei. Mm. Jo da. Hva da?"
    placed = align(old, new).map_span(old.index("Mm"), old.index("Mm") + 3)
    assert placed.certainty == "uncertain"


def test_who_speaks_tells_alike_turns_apart() -> None:
    old, new = "Hei.\nMm.\nMm.\nMm.\nTakk.", "Hei.\nMm.\nMm.\nTakk."
    labels = {4: "B1", 8: "B2", 12: "B3", 16: "I1"}
    alignment = align(old, new, old_labels=labels, new_labels={4: "B1", 8: "B3", 12: "I1"})
    assert alignment.map_span(13, 16) == Placed(9, 12, "same")
    assert alignment.map_span(9, 12).certainty == "uncertain"


def test_a_border_inside_a_word_is_seen() -> None:
    alignment = align("Hu bor her.", "Hun bor her.")
    placed = alignment.map_span(0, 2)
    assert (placed.certainty, placed_text(alignment, placed)) == ("same", "Hu")
    assert cuts_word(alignment.new, placed.start, placed.end)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 2), (2, 99)])
def test_no_passage(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no passage"):
        align("abc", "abc").map_span(start, end)


def test_long_texts_take_no_cell_by_cell_comparison() -> None:
    """14,000 tokens against as many in another order would be 2e8 cells; this must end at once."""
    chance = random.Random(1)
    words = [f"ord{chance.randrange(900)}" for _n in range(7000)]
    old = " ".join(words)
    chance.shuffle(words)
    assert len(equal_blocks(old, " ".join(words))) < 7000
    assert equal_blocks("ja nei " * 5000, "nei ja " * 5001)
    assert equal_blocks("a" * 50_000, "a" * 50_001) == [] or isinstance(equal_blocks("aa", "aa")[0], Block)
