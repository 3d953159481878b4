import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.text.marks import words
from bsb.text.pieces import derive, dump, inserted, kept, load, printed, printed_form, whole

SAID = "Jeg var der, på (bydelen), ikke sant – og det var ikke lett. Men hun kom hver uke, og det var fint."


def form(edited: str, said: str = SAID) -> str:
    return printed_form(said, derive(said, edited).pieces)


def test_a_passage_left_as_it_is_is_printed_whole() -> None:
    assert form(SAID) == SAID
    assert derive(SAID, SAID).pieces == whole(SAID)


def test_words_left_out_between_others_get_a_mark_if_they_have_none() -> None:
    marked = form("Jeg var der (…) Men hun kom hver uke, og det var fint.")
    assert marked == "Jeg var der (…) Men hun kom hver uke, og det var fint."
    assert form("Jeg var der. Men hun kom hver uke, og det var fint.") == marked
    assert "(…)" in derive(SAID, "Jeg var der. Men hun kom").notices[0]


def test_words_left_out_at_the_edges_are_dots() -> None:
    assert form("hun kom hver uke") == "… hun kom hver uke …"
    assert form("hun kom hver uke, og det var fint") == "… hun kom hver uke, og det var fint."


def test_own_words_stand_in_brackets_and_may_replace_others() -> None:
    assert form("[Kari] kom hver uke, og det var fint.") == "[Kari] kom hver uke, og det var fint."
    assert inserted(derive(SAID, "Jeg var [på huset], ikke sant").pieces) == ["på huset"]
    assert form("Men [hun] hun kom") == "Men [hun] hun kom …"


def test_case_and_punctuation_stay_as_they_were_said() -> None:
    assert form("MEN hun kom hver uke og det var fint!") == "Men hun kom hver uke, og det var fint."


def test_a_replaced_name_is_kept_as_one_word() -> None:
    assert form("på (bydelen), ikke sant") == "… på (bydelen), ikke sant …"


@pytest.mark.parametrize("edited", ["Jeg var glad der", "Jeg var der (på huset)", "Jeg var der og skolen var fin"])
def test_words_that_were_not_said_are_refused_by_name(edited: str) -> None:
    with pytest.raises(BsbError, match="did not say"):
        derive(SAID, edited)


def test_another_order_is_refused_without_repeating_what_was_said() -> None:
    with pytest.raises(BsbError, match="word 2") as caught:
        derive(SAID, "fint var det")
    assert "fint" not in caught.value.message


@pytest.mark.parametrize("edited", ["", "(…)", "[noe]", "Jeg [] var", f"Jeg [{'x' * 90}] var"])
def test_nothing_left_or_a_bad_bracket_is_refused(edited: str) -> None:
    with pytest.raises(BsbError):
        derive(SAID, edited)


def test_leaving_out_a_denial_is_told() -> None:
    assert any("denies" in notice for notice in derive(SAID, "og det var (…) lett").notices)
    assert not derive(SAID, "Men hun kom hver uke").notices


def test_the_alignment_takes_the_words_with_the_fewest_cuts() -> None:
    assert derive(SAID, "og det var fint").pieces == ("…", (83, 99))


def test_pieces_hold_no_words_of_the_speaker() -> None:
    pieces = derive(SAID, "Jeg var [på huset] (…) Men hun kom").pieces
    assert not set(words(dump(pieces))) & set(words(SAID)) - {"på"}
    assert load(dump(pieces)) == pieces


PASSAGES = st.lists(
    st.sampled_from(["Jeg", "var", "der,", "og", "så", "–", "kom", "hun.", "Ikke", "sant?"]), min_size=1
)


@given(PASSAGES, st.data())
def test_any_choice_of_words_is_printed_with_just_those_words(parts: list[str], data: st.DataObject) -> None:
    said = " ".join(parts)
    spoken = [part for part in parts if words(part)]
    chosen = [part for part in spoken if data.draw(st.booleans())]
    if not chosen:
        return
    wording = derive(said, " ".join(chosen))
    made = printed_form(said, wording.pieces)
    assert words(made) == words(" ".join(chosen))
    again = derive(said, made)
    assert printed_form(said, again.pieces) == made
    assert all(a < b for a, b in kept(wording.pieces))


@given(st.text(max_size=60))
def test_a_whole_passage_keeps_every_word(said: str) -> None:
    if words(said):
        assert words(printed(said)) == words(" ".join(said.split()).replace("«", "‘").replace("»", "’"))
