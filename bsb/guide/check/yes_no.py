"""Questions that a yes, a no or a number answers, with no open probe under them."""

from __future__ import annotations

import re

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import WORD, is_open

#: “How many”, “how often”, “how long” are answered with a number, and the talk stops there as it does after a yes.
_NUMBER = re.compile(
    r"^(?:(?:hvor|kor) (?:mange|ofte|lenge|gammel|gammal|langt|lang tid|mye tid|mykje tid)|"
    r"how (?:many|often|long|old|much time))\b",
    re.IGNORECASE,
)


def yes_no(asked: Asked) -> Hit | None:
    """Find a closed question with no open probe. A probe itself may be closed."""
    if asked.probes is None:
        return None
    number = _NUMBER.search(asked.text.strip())
    if not number and is_open(asked.text, asked.language):
        return None
    if any(is_open(probe, asked.language) for probe in asked.probes):
        return None
    return Hit(number[0] if number else " ".join(WORD.findall(asked.text)[:2]))
