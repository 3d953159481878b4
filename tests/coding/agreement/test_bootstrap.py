from __future__ import annotations

import numpy as np
import pytest

from bsb.coding.agreement.bootstrap import interval, resample


def test_every_draw_takes_as_many_interviews_as_there_are() -> None:
    drawn = resample(17, draws=300)
    assert drawn.shape == (300, 17)
    assert (drawn.sum(axis=1) == 17).all()
    assert drawn.mean() == pytest.approx(1)
    assert (drawn == resample(17, draws=300)).all()
    assert (drawn != resample(17, draws=300, seed=2)).any()


def test_the_interval_is_of_the_middle_95_of_100() -> None:
    assert interval(np.arange(1001.0)) == pytest.approx((25, 975))


def test_too_many_undefined_draws_give_none() -> None:
    drawn = np.arange(100.0)
    drawn[:4] = np.nan
    assert interval(drawn) is not None
    drawn[:6] = np.nan
    assert interval(drawn) is None
    assert interval(np.full(10, np.nan)) is None
