"""What the lists say of words and names, where the two look alike."""

from __future__ import annotations

import pytest

from bsb.privacy.wordlists import COMMON, FAMILIAR, load


@pytest.mark.parametrize("name", ["skeisnes", "granvika", "steinsøya", "torglia", "hasselodden", "kvernbekken"])
def test_what_ends_as_farms_do_is_no_ordinary_word(name: str) -> None:
    assert not load().code(name) & (FAMILIAR | COMMON)


@pytest.mark.parametrize("word", ["arbeidsplassen", "lunsjpausen", "utland", "barnehagen", "husleia", "mått", "kage"])
def test_what_people_say_is(word: str) -> None:
    assert load().code(word) & (FAMILIAR | COMMON)
