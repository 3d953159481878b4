"""What people read on the page for keys of the program, for templates."""

from __future__ import annotations

from bsb.analysis.matrix_lines import axis_name as axis
from bsb.analysis.matrix_lines import label_of
from bsb.coding.codes import facet_name
from bsb.dialogue.before_after import verdict_name as verdict
from bsb.dialogue.finding import kind_name as finding_kind
from bsb.dialogue.followups import status_name as status
from bsb.i18n import gettext as _

__all__ = [
    "axis",
    "box",
    "clock",
    "facet_name",
    "finding_kind",
    "kind",
    "level",
    "phase",
    "role",
    "sign",
    "status",
    "valence",
    "verdict",
]

_SIGNS = {"positive": "+", "critical": "−", "mixed": "±", "neutral": ""}


def kind(key: str) -> str:
    """Return the name of a kind of interview."""
    return label_of("kind", key)


def role(key: str) -> str:
    """Return the name of those who speak in a role."""
    return label_of("role", key)


def valence(key: str) -> str:
    """Return the name of a valence."""
    return label_of("valence", key)


def level(key: str) -> str:
    """Return the name of a level."""
    return label_of("level", key)


def phase(key: str) -> str:
    """Return the name of a phase."""
    return label_of("phase", key)


def sign(key: str) -> str:
    """Return the sign of a valence: + − ± or nothing."""
    return _SIGNS[key]


def clock(milliseconds: int | None) -> str:
    """Return a time of the recording as hours, minutes and seconds; nothing if it is not known.

    >>> clock(754_000), clock(3_754_900), clock(None)
    ('12:34', '1:02:34', '')
    """
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def box(verdict: str) -> str:
    """Return what stands at a verdict's box on a group sheet."""
    return {
        "confirmed": _("We recognise this"),
        "nuanced": _("Yes, but …"),
        "disputed": _("We do not recognise this"),
        "new": _("New: we want to add something"),
    }[verdict]
