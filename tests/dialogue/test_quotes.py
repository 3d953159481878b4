import itertools
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.coding.codings import Coding
from bsb.dialogue.quotes import Passage, Picked, passages, pick
from bsb.text.pieces import ends_sentence, printed, starts_sentence

#: What each turn of an invented interview says; every sentence has its own words.
WORDS = re.findall(r"\w+", "vi gikk bort til huset ved vannet der det alltid var noen som lagde suppe og lo sammen")


def said(turn: int, n: int = 14) -> str:
    return " ".join([f"Replikk{turn}", *itertools.islice(itertools.cycle(WORDS), n - 1)]) + "."


def coding(
    number: int,
    *,
    turn: int = 1,
    speaker: str = "B1",
    valence: str = "positive",
    coder: str = "KA",
    interview: str = "fg1",
    quote: str = "",
    start: int | None = None,
    role: str = "participant",
) -> Coding:
    text = quote or said(turn)
    at = turn * 1000 if start is None else start
    return Coding(
        id=number, uid=str(number), interview=interview, district="Alna", turn=turn, speaker=speaker, role=role,
        start=at, end=at + len(text), quote=text, code="respekt", code_name="Respekt", facet="theme", coder=coder,
        valence=valence, level=None, phase=None, memo="",
    )  # fmt: skip


def turns(picked: Sequence[Picked]) -> list[int]:
    return [p.turn for p in picked]


def test_as_many_of_each_valence_as_asked_for_positive_first():
    codings = [coding(n, turn=n, speaker=f"B{n}", valence=("critical", "positive")[n % 2]) for n in range(1, 9)]
    picked = pick(codings, positive=2, critical=3, used=set())
    assert [p.valence for p in picked] == ["positive"] * 2 + ["critical"] * 3


def test_another_speaker_comes_before_another_quote_of_the_same():
    codings = [coding(1, turn=1), coding(2, turn=2), coding(3, turn=3, speaker="B2", quote="Det var greit der nede.")]
    assert {p.speaker for p in pick(codings, used=set())} == {"B1", "B2"}


def test_the_same_pseudonym_in_two_interviews_is_two_people():
    codings = [
        coding(1, turn=1),
        coding(2, turn=2),
        coding(3, turn=3, interview="fg2", quote="Det var greit der nede ved sjøen."),
    ]
    assert {p.interview for p in pick(codings, used=set())} == {"fg1", "fg2"}


def test_a_passage_of_fitting_length_comes_before_short_and_long_ones():
    lengths = {1: 7, 2: 80, 3: 20}
    codings = [coding(t, turn=t, speaker=f"B{t}", quote=said(t, n)) for t, n in lengths.items()]
    assert turns(pick(codings, positive=1, used=set())) == [3]


def test_whole_sentences_come_before_parts_of_one():
    part = said(1)[0].lower() + said(1)[1:-1]
    codings = [coding(1, turn=1, quote=part), coding(2, turn=2, speaker="B2")]
    assert turns(pick(codings, positive=1, used=set())) == [2]


def test_what_both_coders_marked_comes_before_what_one_did():
    codings = [coding(1, turn=1), coding(2, turn=2, speaker="B2"), coding(3, turn=2, speaker="B2", coder="TL")]
    (picked,) = pick(codings, positive=1, used=set())
    assert picked.turn == 2
    assert picked.codings == (2, 3)


def test_a_passage_coded_by_both_counts_once():
    codings = [coding(1), coding(2, coder="TL")]
    assert len(pick(codings, used=set())) == 1


def test_overlapping_passages_are_printed_as_one_and_only_coded_words():
    first, second, third = "Hun kom hver uke hele vinteren.", " Det var godt å vite.", " Nå er hun borte."
    one = coding(1, quote=first + second, start=100)
    other = coding(2, quote=(second + third)[1:], start=100 + len(first) + 1, coder="TL")
    (picked,) = pick([one, other], used=set())
    assert picked.text == first + second + third
    assert (picked.start, picked.end) == (100, 100 + len(picked.text))
    assert picked.codings == (1, 2)


def test_a_passage_that_coders_saw_as_opposite_is_left_out():
    codings = [coding(1), coding(2, coder="TL", valence="critical"), coding(3, turn=2, valence="mixed")]
    assert pick(codings, used=set()) == []
    assert turns(pick(codings, mixed=2, used=set())) == [2]


def test_facilitators_and_passages_over_several_turns_are_never_quoted():
    codings = [
        coding(1, speaker="I1", role="facilitator"),
        coding(2, turn=2, speaker="?", role="unknown"),
        coding(3, turn=3, quote="Jeg likte meg godt der.\nMm, det gjorde jeg også."),
    ]
    assert pick(codings, used=set()) == []


def test_nothing_is_chosen_twice_in_a_document():
    used: set[Passage] = set()
    codings = [coding(n, turn=n, speaker=f"B{n}") for n in (1, 2, 3)]
    first = pick(codings, positive=2, used=used)
    second = pick(codings, positive=2, used=used)
    assert sorted(turns(first) + turns(second)) == [1, 2, 3]
    assert pick(codings, used=used) == []


def test_the_same_words_said_elsewhere_are_not_printed_again():
    words = "Det skal være lov å ha en dårlig dag her."
    codings = [coding(1, quote=words), coding(2, turn=9, speaker="B2", interview="fg2", quote=words.upper())]
    assert len(pick(codings, used=set())) == 1


def test_one_turn_gives_one_quote_of_each_valence():
    codings = [coding(1, start=1000), coding(2, start=1200, quote=said(7)), coding(3, turn=2)]
    assert sorted(turns(pick(codings, used=set()))) == [1, 2]


def test_too_short_passages_are_not_printed():
    assert pick([coding(1, quote="Ja, nettopp.")], used=set()) == []


def test_the_reason_says_how_it_was_chosen():
    (picked,) = pick([coding(1)], used=set())
    assert "15 words" in picked.reason
    assert "whole sentences" in picked.reason


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Vi lo.", "Vi lo."),
        ("vi lo", "… vi lo …"),
        ("… vi lo.", "… vi lo."),
        ("Vi lo, men,", "Vi lo, men …"),
        ("Vi lo –", "Vi lo –"),
        ("12 uker ventet jeg, og", "12 uker ventet jeg, og …"),
        ("Hun sa: «Kom inn!»", "Hun sa: ‘Kom inn!’"),
        ("«Kom inn», sa hun", "‘Kom inn’, sa hun …"),
        ("Det var // (navn 1).", "Det var // (navn 1)."),
        ("Det var vel seks(?).", "Det var vel seks(?)."),
    ],
)
def test_omission_marks_stand_where_a_sentence_is_cut(text: str, shown: str):
    assert printed(text) == shown


def test_sentence_borders():
    assert starts_sentence("«Åja», sa han")
    assert not starts_sentence("– og så")
    assert ends_sentence("Virkelig?»")
    assert not ends_sentence("virkelig, (navn 1)")


CODINGS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.integers(0, 60),
        st.integers(1, 70),
        st.sampled_from(["positive", "critical", "mixed", "neutral"]),
        st.sampled_from(["KA", "TL"]),
        st.sampled_from(["fg1", "fg2"]),
        st.sampled_from(["participant", "participant", "facilitator"]),
    ),
    max_size=14,
)


def build(rows: Sequence[tuple[int, int, int, str, str, str, str]]) -> list[Coding]:
    """Codings of true slices of the turns' texts."""
    made = []
    for number, (turn, begin, length, valence, coder, interview, role) in enumerate(rows):
        text = f"{interview} " + said(turn, 20)
        quote = text[begin : begin + length]
        if quote:
            made.append(
                coding(
                    number,
                    turn=turn,
                    speaker=f"B{turn}" if role == "participant" else "I1",
                    valence=valence,
                    coder=coder,
                    interview=interview,
                    quote=quote,
                    start=turn * 1000 + begin,
                    role=role,
                )
            )
    return made


@given(rows=CODINGS, positive=st.integers(0, 3), critical=st.integers(0, 3))
def test_the_promises_hold_for_any_codings(
    rows: list[tuple[int, int, int, str, str, str, str]], positive: int, critical: int
):
    codings = build(rows)
    used: set[Passage] = set()
    picked = pick(codings, positive=positive, critical=critical, used=used)
    assert picked == pick(codings, positive=positive, critical=critical, used=set())
    assert used == {p.passage for p in picked}
    by_id = {c.id: c for c in codings}
    for quote in picked:
        whole = f"{quote.interview} " + said(quote.turn, 20)
        assert quote.text == whole[quote.start - quote.turn * 1000 : quote.end - quote.turn * 1000]
        evidence = [by_id[n] for n in quote.codings]
        assert all(c.start < quote.end and quote.start < c.end for c in evidence)
        coded = {n for c in evidence if c.valence == quote.valence for n in range(c.start, c.end)}
        assert coded >= set(range(quote.start, quote.end))
        assert not {c.valence for c in evidence} >= {"positive", "critical"}
        assert any(c.role == "participant" for c in evidence)
    for one, other in itertools.combinations(picked, 2):
        apart = one.interview != other.interview or one.end <= other.start or other.end <= one.start
        assert apart
    for valence, most in (("positive", positive), ("critical", critical)):
        assert sum(p.valence == valence for p in picked) <= most


def test_passages_lists_what_could_be_chosen():
    codings = [coding(1), coding(2, turn=2, valence="critical")]
    assert [p.start for p in passages(codings, "positive")] == [1000]
