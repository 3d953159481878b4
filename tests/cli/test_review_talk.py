from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bsb.cli.review_talk import Talk
from bsb.corpus.importing import Draft
from bsb.corpus.turns import Turn
from bsb.errors import BsbError
from bsb.i18n import set_language
from bsb.privacy.hits import Hit
from bsb.privacy.review import Decision

TEXTS = ("Kari kom. Karis mor også.", "Kari ringte 22 33 44 55.", "Jeg er 93.")
KARI = (
    Hit(0, 0, 4, "person", 0.9, "names", "a name", "(navn 1)"),
    Hit(0, 10, 15, "person", 0.9, "names", "a name", "(navn 1)s"),
    Hit(1, 0, 4, "person", 0.9, "names", "a name", "(navn 1)"),
)
PHONE = Hit(1, 12, 23, "phone", 0.9, "contact", "eight digits", "(telefonnummer)")
AGE = Hit(2, 7, 9, "age", 0.6, "ages", "an age", "(alder)", weak=True)


def talk(answers: Sequence[str], hits: tuple[Hit, ...] = (*KARI, PHONE, AGE)) -> tuple[dict[Hit, Decision], str]:
    """Answer the questions in order; every answer must be asked for."""
    turns = tuple(Turn(n, "B1", "participant", text) for n, text in enumerate(TEXTS, 1))
    draft = Draft(Path("a.txt"), "ab" * 32, "txt", turns, {}, {}, hits, ())
    left = list(answers)
    shown: list[str] = []

    def ask(prompt: str) -> str:
        shown.append(prompt)
        return left.pop(0)

    found = Talk(draft, ask=ask, show=lambda thing: shown.append(str(thing))).review()
    assert left == []
    return found, "\n".join(shown)


def test_one_answer_decides_for_all_alike() -> None:
    found, shown = talk(["a", "r (nummeret)", "", "y"])
    assert found == dict.fromkeys(KARI, Decision("accept")) | {PHONE: Decision("replace", "(nummeret)")}
    assert "1/2" in shown and "Karis mor også." in shown and "1 weak sign" in shown
    assert "4 to be replaced, 0 kept" in shown


def test_keeping_may_have_a_reason_and_weak_signs_may_be_looked_at() -> None:
    found, _shown = talk(["k er en figur i en bok", "a", "y", "a", ""])
    assert found[KARI[0]] == Decision("keep", reason="er en figur i en bok")
    assert found[AGE] == Decision("accept")


def test_each_one_by_itself_and_back() -> None:
    found, _shown = talk(["e", "a", "k", "b", "e", "a", "a", "k", "b", "e", "k", "k", "k", "a", "n", "y"])
    assert [found[hit].action for hit in (*KARI, PHONE)] == ["keep", "keep", "keep", "accept"]


def test_what_is_no_answer_is_asked_again() -> None:
    found, shown = talk(["x", "r", "", "a", "a", "", "y"])
    assert len(found) == 4
    assert shown.count("q = quit: nothing is stored") == 4


def test_more_places_are_shown_when_asked_for() -> None:
    turns = tuple(Turn(n, "B1", "participant", "Kari kom.") for n in range(1, 9))
    hits = tuple(Hit(n, 0, 4, "person", 0.9, "names", "a name", "(navn 1)") for n in range(8))
    shown: list[str] = []
    left = ["m", "a", "y"]
    draft = Draft(Path("a.txt"), "ab" * 32, "txt", turns, {}, {}, hits, ())
    found = Talk(draft, ask=lambda _p: left.pop(0), show=lambda thing: shown.append(str(thing))).review()
    assert len(found) == 8
    assert sum("Kari kom." in line for line in shown) == 8


@pytest.mark.parametrize("answers", [["q"], ["e", "q"], ["a", "a", "", "n"]])
def test_quitting_stores_nothing(answers: list[str]) -> None:
    with pytest.raises(BsbError) as caught:
        talk(answers)
    assert caught.value.hint == "Nothing was stored."


def test_keeping_for_good_and_norwegian_answers() -> None:
    found, _shown = talk(["K", "a", "n", "j"])
    assert found[KARI[0]] == Decision("keep", always=True)
    set_language("nb")
    try:
        _found, shown = talk(["k", "a", "", "J"])
    finally:
        set_language("en")
    assert "[J/n]" in shown and "[j/N]" in shown and "[Y/n]" not in shown
    assert "“" not in shown and "«" in shown
