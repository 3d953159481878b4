from __future__ import annotations

import pytest

from bsb.i18n import speaking
from bsb.text.numbered import numbered


@pytest.mark.parametrize(
    ("noun", "one", "more"),
    [
        ("interview", "1 intervju", "2 intervjuer"),
        ("district", "1 bydel", "2 bydeler"),
        ("quote box", "1 sitatboks", "2 sitatbokser"),
        ("slide", "1 lysark", "2 lysark"),
    ],
)
def test_the_noun_follows_the_number(noun: str, one: str, more: str) -> None:
    with speaking("nb"):
        assert (numbered(1, noun), numbered(2, noun)) == (one, more)
