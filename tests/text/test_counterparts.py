from __future__ import annotations

from bsb.text.counterparts import counterparts, to_bokmaal


def test_the_list_goes_both_ways() -> None:
    assert "berre" in counterparts("bare", lambda word: False)
    assert counterparts("berre", lambda word: False) == ["bare"]
    assert to_bokmaal("kvifor") == "hvorfor"


def test_endings_are_changed_only_into_words_that_are() -> None:
    assert counterparts("behandler", {"behandlar"}.__contains__) == ["behandlar"]
    assert counterparts("søster", {"behandlar"}.__contains__) == []
