from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bsb.text.normal import digest, normalise


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once
    assert "\ufeff" not in once


def test_letters_written_in_two_parts_become_one() -> None:
    assert normalise("A\u030angst og sta\u030a") == "Ångst og stå"
    assert digest(normalise("a\u030a")) == digest("å")


def test_line_ends_and_control_characters() -> None:
    assert normalise("a\r\nb\rc\u2028d\x00\x07e\tf") == "a\nb\nc\nde\tf"
