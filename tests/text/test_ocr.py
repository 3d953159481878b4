from __future__ import annotations

import pytest

from bsb.text.ocr import misread, quality


@pytest.mark.parametrize(
    ("word", "seen"),
    [
        ("økonomi", "gkonomi"),
        ("økonomi", "okonomi"),
        ("økonomi", "@konomi"),
        ("på", "p&"),
        ("på", "pa"),
        ("også", "ogsé"),
        ("tråd", "trdd"),
        ("være", "vaere"),
        ("være", "veere"),
        ("første", "forste"),
        ("årsskiftet", "arsskiftet"),
    ],
)
def test_usual_faults_are_seen_through(word: str, seen: str) -> None:
    assert misread([word], [seen, "noe", "annet"]) == {seen}


def test_all_other_letters_must_be_right() -> None:
    assert misread(["økonomi"], ["ekonomisk", "akonemi", "konomi", "gkonomisk"]) == frozenset()
    assert misread(["økonomi"], ["gkonomisk"], prefix=True) == {"gkonomisk"}
    assert misread(["a.b"], ["axb"]) == frozenset()


def test_quality_is_the_share_of_words() -> None:
    assert quality(["vi", "vil", "ha", "bedre", "tilbud", "til", "alle", "i", "bydelen"]) == 1
    bad = quality(["oppfelging", "av", "pargrende", "ogsé", "i", "bydelen"])
    assert bad is not None and 0.2 < bad < 0.8
    assert quality(["12", "a", "§"]) is None
