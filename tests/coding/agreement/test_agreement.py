from __future__ import annotations

import random

import pytest

from bsb.coding.agreement.measure import measure
from bsb.coding.agreement.report import Agreement
from bsb.coding.agreement.results import (
    ALPHA,
    ALPHA_MASI,
    CHARACTER,
    CU_ALPHA_MASI,
    KAPPA,
    PERCENT,
    U_ALPHA,
    AgreementReport,
)
from bsb.coding.agreement.units import arrange
from bsb.coding.codebook import Code
from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import code

FG = "alna-fg1"
BOOK = [Code("x", "theme", "X"), Code("y", "theme", "Y"), Code("z", "service", "Z"), Code("w", "theme", "W")]


def made_up(*, alike: float, interviews: int = 40, seed: int = 3) -> AgreementReport:
    """Two coders of 40 interviews x 40 turns; a share ``alike`` of what one sets the other sets as well."""
    draw = random.Random(seed)
    turns, spans = [], []
    for name in (f"i{n:02}" for n in range(interviews)):
        turns += [(name, n, "B1", n * 40, n * 40 + 38) for n in range(40)]
        for n in range(40):
            first = [c for c in "xyz" if draw.random() < 0.2]
            second = first if draw.random() < alike else [c for c in "xyz" if draw.random() < 0.2]
            for coder, codes in (("KA", first), ("TL", second)):
                spans += [(name, coder, c, n * 40, n * 40 + 38, "neutral") for c in codes]
    keys = [c.key for c in BOOK]
    coded_by = {name: {"KA", "TL"} for name in {t[0] for t in turns}}
    return measure(arrange(["KA", "TL"], keys, coded_by, turns, spans), BOOK, draws=200, seed=1)


def test_independent_coders_come_out_at_nought_and_identical_ones_at_one() -> None:
    chance, same = made_up(alike=0), made_up(alike=1)
    pairs = zip(
        [c for row in (*chance.codes[:3], chance.group("all"), chance.group("theme")) for c in row.coefficients],
        [c for row in (*same.codes[:3], same.group("all"), same.group("theme")) for c in row.coefficients],
        strict=True,
    )
    for by_chance, alike in pairs:
        assert alike.value == pytest.approx(1.0)
        if by_chance.measure != PERCENT:
            assert by_chance.value is not None
            assert abs(by_chance.value) < 0.06, by_chance
            assert by_chance.low is not None and by_chance.high is not None
            assert by_chance.low <= by_chance.value <= by_chance.high


def test_more_alike_is_higher_and_the_interval_holds_the_value() -> None:
    some, more = (made_up(alike=share).get("x").get(ALPHA) for share in (0.4, 0.8))
    assert some.value is not None and more.value is not None
    assert some.value == pytest.approx(0.4, abs=0.1)
    assert more.value == pytest.approx(0.8, abs=0.1)
    assert some.high is not None and more.low is not None
    assert some.high < more.low


def test_every_number_says_its_unit_and_universe_or_why_it_is_not_there() -> None:
    report = made_up(alike=0.5)
    frame = report.to_frame()
    assert (
        frame["universe"] == "all participants' turns (1600) of the interviews (40) that both KA and TL have coded"
    ).all()
    assert set(frame["unit"]) == {"turn", "character"}
    unused = report.get("w").get(ALPHA)
    assert (unused.value, unused.why) == (None, "nobody used it in these turns")
    assert report.get("w").get(PERCENT).value == 1.0
    assert report.get("x").get(U_ALPHA, CHARACTER).n == 1600 * 38
    assert report.group("all").get(ALPHA_MASI, "set").value is not None
    assert report.group("theme").get(CU_ALPHA_MASI, "set", CHARACTER).n < 1600 * 38
    assert report.valence.why == "all valences are the same"
    assert report.get("x").turns.keys() == {"KA", "TL"}


def test_few_interviews_give_no_interval() -> None:
    few = made_up(alike=0.5, interviews=4).get("x").get(KAPPA)
    assert (few.low, few.why_no_interval) == (None, "there are fewer than 5 interviews to resample")


def test_the_same_seed_gives_the_same_interval() -> None:
    assert made_up(alike=0.5) == made_up(alike=0.5)


def test_one_coder_alone_gives_reasons_not_numbers(coded: Project) -> None:
    room = Agreement(coded.store, coded.codebook)
    assert room.report().valence.why == "there are fewer than two coders"
    code(coded, f"{FG},2,KA,okonomi,critical,")
    report = room.report()
    assert {c.why for g in (*report.groups, *report.codes) for c in g.coefficients} == {
        "there are fewer than two coders"
    }
    assert all(c.value is None for g in (*report.groups, *report.codes) for c in g.coefficients)
    assert report.alone == (FG,)


def test_an_interview_coded_by_one_is_named_and_left_out(coded: Project) -> None:
    code(coded, f"{FG},2,KA,okonomi,critical,", f"{FG},3,TL,okonomi,critical,")
    report = Agreement(coded.store, coded.codebook).report(["TL", "KA"])
    assert (report.turns, report.coders, report.alone) == (4, ("KA", "TL"), ())
    okonomi = report.get("okonomi")
    assert (dict(okonomi.turns), okonomi.shared) == ({"KA": 1, "TL": 1}, 0)
    assert okonomi.get(PERCENT).value == 0.5
    assert okonomi.get(KAPPA).value == pytest.approx(-1 / 3)
    # n = 8 values, 2 of them yes, none coincide: 1 - 7 x 4 / (2 x 2 x 6).
    assert okonomi.get(ALPHA).value == pytest.approx(1 - 7 * 4 / 24)


def test_a_blind_round_hides_the_others(coded: Project) -> None:
    code(coded, f"{FG},2,KA,okonomi,critical,", f"{FG},3,TL,okonomi,critical,")
    coded.rounds.open("first", {"KA": "", "TL": ""})
    coded.store.viewer = lambda: ["KA"]
    room = Agreement(coded.store, coded.codebook)
    assert room.coders() == ["KA"]
    assert room.disagreements() == []
    assert room.report().coders == ("KA",)
    with pytest.raises(BsbError, match="blind round is open"):
        room.report(["KA", "TL"])


def test_a_coder_nobody_knows_is_an_error_with_a_hint(coded: Project) -> None:
    room = Agreement(coded.store, coded.codebook)
    with pytest.raises(BsbError, match="Nothing is coded yet"):
        room.report(["KA"])
    code(coded, f"{FG},2,KA,okonomi,critical,")
    with pytest.raises(BsbError, match="no coder called") as error:
        room.report(["KB"])
    assert "KA" in error.value.hint
