from __future__ import annotations

import pytest

from bsb.text.lix import lix


def test_lix_by_hand() -> None:
    # 10 words in 2 sentences, 2 of them longer than six letters: 5 + 20.
    assert lix("Vi spør om tjenester. Du svarer på det du kan.") == pytest.approx(10 / 2 + 100 * 1 / 10)
    assert lix("Evalueringen undersøker tjenestetilbudet.") == pytest.approx(3 + 100)


def test_line_breaks_end_sentences_and_abbreviations_do_not() -> None:
    assert lix("Ja\nNei\nKanskje det") == pytest.approx(4 / 3 + 100 / 4)


def test_nothing_to_read() -> None:
    assert lix("– … //") is None
