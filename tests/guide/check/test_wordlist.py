"""The list of words, shipped and of a project's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.guide.check import load_wordlist
from bsb.guide.library import Guides
from bsb.shipped import shipped


def test_own_words_come_first_and_known_ones_go(tmp_path: Path) -> None:
    own = tmp_path / "ordliste.yaml"
    own.write_text(
        "words: [{word: XPT, plain: et team}, {word: NAV, plain: kontoret}]\nknown: [DPS]\n", encoding="utf-8"
    )
    words = {term.word: term.plain for term in Guides([tmp_path, shipped("guides")]).wordlist().terms}
    assert (words["XPT"], words["NAV"]) == ("et team", "kontoret")
    assert "DPS" not in words
    assert {"IP", "ROP", "FACT"} <= set(words)


def test_the_list_is_no_guide(tmp_path: Path) -> None:
    (tmp_path / "ordliste.yaml").write_text("words: []\n", encoding="utf-8")
    assert Guides([tmp_path]).list() == []
    assert Guides([tmp_path]).wordlist().terms == ()
    assert "ordliste" not in {guide.key for guide in Guides([shipped("guides")]).list()}


@pytest.mark.parametrize("text", ["word: []\n", "words: [{word: NAV}]\n", "words: [{word: NAV, plain: 3}]\n"])
def test_faults_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ordliste.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BsbError, match=r"ordliste\.yaml, line 1"):
        load_wordlist([path])
