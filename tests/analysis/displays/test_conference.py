from __future__ import annotations

import pytest

from bsb.analysis.displays.conference import before_after


def test_what_stands_is_what_was_not_disputed_and_what_is_new() -> None:
    found = before_after(
        {"ros": {"before": 6, "confirmed": 2, "nuanced": 1, "disputed": 1, "new": 3}}, {"ros": "Ros"}
    )
    (shift,) = found.shifts
    assert (shift.label, shift.untouched, shift.after) == ("Ros", 2, 8)


@pytest.mark.parametrize(
    "counts", [{"before": 1, "confirmed": 2}, {"before": -1}, {"before": 2, "confirmd": 1}, {"new": -1}]
)
def test_what_cannot_be_is_refused(counts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="verdict"):
        before_after({"ros": counts})
