"""Questions that a yes or a no answers, with no open probe under them."""

from __future__ import annotations

from bsb.guide.check.asked import Asked, Hit
from bsb.guide.check.grammar import WORD, is_open


def yes_no(asked: Asked) -> Hit | None:
    """Find a closed question with no open probe. A probe itself may be closed."""
    if asked.probes is None or is_open(asked.text, asked.language):
        return None
    if any(is_open(probe, asked.language) for probe in asked.probes):
        return None
    return Hit(" ".join(WORD.findall(asked.text)[:2]))
