from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bsb.cli.code import read_word, shortened, turn_numbers
from bsb.errors import BsbError
from bsb.project import Project
from tests.cli.conftest import Run

Bsb = Callable[..., Run]


def test_adding_listing_editing_removing(bsb: Bsb, coded: Project) -> None:
    def run(*args: object) -> Run:
        done = bsb(*args, "-C", coded.root)
        assert done.code == 0, done.err
        return done

    added = run(
        *("code", "add", "alna-fg1", "--turn", 2, "--words", "husleia er høy", "--code", "penger", "--code", "bol"),
        *("--valence", "-", "--level", "ind", "--phase", "impl", "--memo", "tydelig", "--coder", "KA", "--json"),
    )
    first, second = json.loads(added.out)["added"]
    assert (first["quote"], first["valence"], first["level"], first["phase"]) == (
        "husleia er høy",
        "critical",
        "individual",
        "implementation",
    )
    again = run(
        "code", "add", "alna-fg1", "--turn", 2, "--words", "husleia er høy", "--code", "penger", "--coder", "KA"
    )
    assert "Coded so already" in again.err
    listed = json.loads(run("code", "list", "--text", "HUSLEIA", "--code", "okonomi", "--json").out)
    assert [(c["ref"], c["before"], c["words"]) for c in listed] == [
        (second["ref"], "Det er fint – jeg har egen inngang. Men ", "husleia")
    ]
    shown = run("code", "list", "--interview", "alna", "--valence", "critical", "--speaker", "b1").out
    assert "husleia er høy" in shown
    assert first["ref"] in shown
    changed = run(
        "code", "edit", first["ref"], "--words", "HUSLEIA", "--valence", "mixed", "--level", "none", "--yes"
    )
    assert f"Changed: {first['ref']}" in changed.out
    (now,) = (c for c in coded.codings.all() if c.ref == first["ref"])
    assert (now.quote, now.valence, now.level) == ("husleia", "mixed", None)
    assert first["ref"] in run("code", "remove", first["ref"]).out
    assert len(coded.codings.all()) == 1
    run("undo")
    assert len(coded.codings.all()) == 2


def test_words_that_stand_more_than_once_are_listed_and_picked(bsb: Bsb, coded: Project) -> None:
    args = ("code", "add", "alna-fg1", "--words", "De", "--code", "bolig", "--coder", "KA", "-C", coded.root)
    done = bsb(*args)
    assert done.code == 1
    assert "stand in 2 places" in done.err
    assert "--nth" in done.err
    assert "De som kommer hjem til meg" in done.out
    assert coded.codings.all() == []
    assert bsb(*args, "--nth", 3).code == 1
    assert bsb(*args, "--nth", 2).code == 0
    (coding,) = coded.codings.all()
    assert coded.transcripts.get("alna-fg1").text[coding.start :].startswith("De kommer når")


def test_words_that_are_not_exact_are_confirmed(bsb: Bsb, coded: Project) -> None:
    args = ("code", "add", "alna-fg1", "--words", "HUSLEIA  er høy, altså", "--code", "bolig", "--coder", "KA")
    refused = bsb(*args, "-C", coded.root, stdin="n\n")
    assert refused.code == 1
    assert coded.codings.all() == []
    assert bsb(*args, "-C", coded.root, stdin="y\n").code == 0
    assert coded.codings.all()[0].quote == "husleia er høy, altså"
    coded.journal.undo()
    assert bsb(*args, "--yes", "-C", coded.root).code == 0


def test_the_coder_may_be_set_once(bsb: Bsb, coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("code", "add", "alna-fg1", "--turns", "2-3", "--code", "bolig", "-C", coded.root)
    monkeypatch.delenv("BSB_CODER", raising=False)
    assert "BSB_CODER" in bsb(*args).err
    monkeypatch.setenv("BSB_CODER", "TL")
    assert bsb(*args).code == 0
    assert coded.codings.coders() == [("TL", 1, 1)]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--turn", "to", "--code", "bolig"), "no range of turns"),
        (("--turn", "2", "--code", "bollig"), "Did you mean bolig"),
        (("--turn", "2", "--code", "bolig", "--valence", "bra"), "no valence called"),
        (("--code", "bolig"), "which passage"),
        (("--words", "hemmelig", "--code", "bolig"), "are not in alna-fg1"),
    ],
)
def test_mistakes_are_two_lines(bsb: Bsb, coded: Project, args: tuple[str, ...], says: str) -> None:
    done = bsb("code", "add", "alna-fg1", *args, "--coder", "KA", "-C", coded.root)
    assert done.code == 1
    assert says in done.err
    assert len(done.err.splitlines()) <= 2
    assert "hemmelig" not in done.err


def test_nothing_to_change(bsb: Bsb, coded: Project) -> None:
    assert bsb("code", "edit", "k1234567", "-C", coded.root).code == 1


@pytest.mark.parametrize(
    ("kind", "value", "means"),
    [
        ("valence", "+", "positive"),
        ("valence", "±", "mixed"),
        ("valence", "krit", "critical"),
        ("valence", "Nøytral", "neutral"),
        ("level", "organisasjon", "organisation"),
        ("level", "ingen", ""),
        ("phase", "gjennom", "implementation"),
        ("phase", None, None),
    ],
)
def test_words_in_either_language(kind: str, value: str | None, means: str | None) -> None:
    assert read_word(kind, value) == means


def test_small_helpers() -> None:
    assert turn_numbers("12 – 14") == (12, 14)
    assert turn_numbers("7") == (7, 7)
    with pytest.raises(BsbError):
        turn_numbers("7-")
    long = "ord " * 100
    assert len(shortened(long)) < 175
    assert "[…]" in shortened(long)
