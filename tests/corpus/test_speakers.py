from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.corpus.speakers import code, is_header, is_sentence, key, propose, role
from bsb.errors import BsbError


def test_spellings_of_one_name_are_one_and_two_people_stay_two() -> None:
    assert key("Møteleder 1.") == key("MØTELEDER1")
    assert len({key("Åse"), key("Ase"), key("Asé")}) == 3


def test_only_facilitators_and_participants_have_codes() -> None:
    assert [code(name) for name in ("i1", "B 02", "B0", "B1x", "Kari", "I")] == ["I1", "B2", None, None, None, None]
    assert [role(value) for value in ("I1", "B12", "?")] == ["facilitator", "participant", "unknown"]


def test_header_words_and_words_of_a_sentence() -> None:
    assert all(map(is_header, ("Dato", "Til stede", "Intervju nr. 3", "Tilstede", "Tema 2", "Date")))
    assert not any(map(is_header, ("Kari", "Intervjuer", "B1", "Datho")))
    assert all(map(is_sentence, ("Så sa hun", "Det er slik", "for eksempel")))
    assert not any(map(is_sentence, ("Kari Li", "Møteleder 1", "I", "(navn 1)")))


def test_numbered_roles_keep_their_numbers_where_they_are_free() -> None:
    names = ["Intervjuer 2", "Informant 3", "Kari", "B1", "Ukjent", "Deltaker 3", "Moderator"]
    assert propose(names) == {
        "Intervjuer 2": "I2", "Informant 3": "B3", "Kari": "B2", "B1": "B1", "Ukjent": "?", "Deltaker 3": "B4",
        "Moderator": "I1",
    }  # fmt: skip


@given(st.lists(st.text("abIB12 æå?", min_size=1, max_size=6), max_size=12))
def test_two_people_never_become_one(names: list[str]) -> None:
    unlike = list({key(name): name for name in names}.values())
    codes = [value for name, value in propose(unlike).items() if value != "?" and code(name) is None]
    assert len(set(codes)) == len(codes)
    assert not set(codes) & {code(name) for name in unlike}


def test_a_code_that_is_none_is_refused() -> None:
    for value in ("Kari", "B", "", "C1"):
        with pytest.raises(BsbError):
            propose(["Kari"], {"Kari": value})
