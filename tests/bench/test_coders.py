from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from pathlib import Path

import pytest

from bench.coders import CODERS, SERVICES, THEMES, Coders, Coding, codable
from bench.corpus import Corpus
from bsb.coding.coding_table import COLUMNS
from bsb.store.schema import LEVELS, PHASES, VALENCES

CODEBOOK = Path(__file__).parents[2] / "corpora" / "eksempel" / "kodebok.yaml"


def some(agreement: float = 0.7, seed: int = 1) -> list[Coding]:
    return [c for talk in Corpus(agreement=agreement, seed=seed).talks(4) for c in talk.codings]


def shared(codings: list[Coding]) -> float:
    """The share of (turn, code) pairs set by either coder that both have set."""
    pairs = defaultdict(set)
    for coding in codings:
        pairs[coding.interview, coding.turn, coding.code].add(coding.coder)
    return sum(len(who) == 2 for who in pairs.values()) / len(pairs)


@pytest.mark.parametrize("agreement", [0.3, 0.7, 0.9])
def test_the_coders_agree_as_much_as_asked(agreement: float) -> None:
    assert shared(some(agreement)) == pytest.approx(agreement, abs=0.06)


@pytest.mark.parametrize("agreement", [0.0, 1.0])
def test_the_ends_of_the_scale(agreement: float) -> None:
    # at most one coding in an interview is left over when codings come in pairs
    assert shared(some(agreement)) == pytest.approx(agreement, abs=0.02)


def test_agreement_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        Coders(1, agreement=70)


def test_both_coders_also_differ_in_borders_and_valence_but_not_often() -> None:
    rows: dict[tuple[str, int, str], list[Coding]] = defaultdict(list)
    for coding in some():
        rows[coding.interview, coding.turn, coding.code].append(coding)
    twos = [pair for pair in rows.values() if len(pair) == 2]
    assert 0.5 < sum(a.quote == b.quote for a, b in twos) / len(twos) < 0.95
    assert 0.7 < sum(a.valence == b.valence for a, b in twos) / len(twos) < 0.98


def test_rows_are_what_the_import_takes() -> None:
    assert tuple(field.name for field in fields(Coding)) == COLUMNS
    codings = some()
    assert {c.coder for c in codings} == set(CODERS)
    assert {c.valence for c in codings} == set(VALENCES)
    assert {c.level for c in codings} == {"", *LEVELS}
    assert {c.phase for c in codings} == {"", *PHASES}
    assert {c.code for c in codings} == {*SERVICES, *THEMES}
    assert len({(c.interview, c.turn, c.coder, c.code) for c in codings}) == len(codings)


def test_the_codes_are_those_of_the_example_codebook() -> None:
    assert codable(CODEBOOK) == (SERVICES, THEMES)
    assert (len(SERVICES), len(THEMES)) == (12, 16)


def test_districts_have_profiles_of_their_own() -> None:
    common = set()
    for talk in Corpus().talks(20):
        themes = [c.code for c in talk.codings if c.code in THEMES]
        common.add(max(themes, key=themes.count))
    assert len(common) > 2
