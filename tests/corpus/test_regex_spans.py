from __future__ import annotations

import time

import pytest

from bsb.corpus.regex_spans import spans
from bsb.errors import BsbError


def test_case_does_not_matter_and_empty_finds_are_left_out() -> None:
    assert spans(r"å\w*")("Året å") == [(0, 4), (5, 6)]
    assert spans("x*")("axxb") == [(1, 3)]


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(a|aa)+$", r"(.*)*x", r"^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_a_hostile_pattern_is_stopped(pattern: str) -> None:
    began = time.perf_counter()
    try:
        found = spans(pattern, seconds=0.2)("a" * 3000 + "!")
    except BsbError as error:
        assert "too long" in error.message
    else:
        assert found == []
    assert time.perf_counter() - began < 2


def test_all_calls_share_the_time() -> None:
    find = spans(r"(a|aa)+$", seconds=0.3)
    began = time.perf_counter()
    with pytest.raises(BsbError, match="too long"):
        for _turn in range(1000):
            find("a" * 24 + "!")
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("pattern", ["(", "[a", "a{3,1}", "(?P<x>a)(?P=y)", "x" * 501])
def test_a_faulty_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(BsbError) as error:
        spans(pattern)
    assert error.value.hint
