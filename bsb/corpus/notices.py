"""What the person who imports a transcript should know about its turns, a sentence each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bsb.i18n import gettext as _
from bsb.i18n import ngettext

_MANY = 20


def notices(n: Counter[str], doubtful: Sequence[int]) -> tuple[str, ...]:
    """Return a sentence for each thing that was left out, joined or doubtful."""
    texts = (
        (
            n["before"],
            ngettext(
                "{n} line before the first turn (title, date and the like) was left out.",
                "{n} lines before the first turn (title, date and the like) were left out.",
                n["before"],
            ),
        ),
        (
            n["inside"],
            ngettext(
                "{n} heading between turns was left out.", "{n} headings between turns were left out.", n["inside"]
            ),
        ),
        (n["number"], ngettext("{n} line number was left out.", "{n} line numbers were left out.", n["number"])),
        (n["page"], ngettext("{n} page number was left out.", "{n} page numbers were left out.", n["page"])),
        (
            n["stamp"],
            ngettext(
                "{n} time stamp on a line of its own or after a turn was taken as the time of the next turn.",
                "{n} time stamps on lines of their own or after turns were taken as the times of the next turns.",
                n["stamp"],
            ),
        ),
        (
            n["note"],
            ngettext(
                "{n} note or merged row stands in square brackets in the turn before it.",
                "{n} notes or merged rows stand in square brackets in the turns before them.",
                n["note"],
            ),
        ),
        (
            n["empty"],
            ngettext(
                "{n} speaker's name with no words after it was left out.",
                "{n} speakers' names with no words after them were left out.",
                n["empty"],
            ),
        ),
        (
            n["unknown"],
            ngettext(
                "{n} turn has nobody named as its speaker; the speaker is “?”.",
                "{n} turns have nobody named as their speaker; the speaker is “?”.",
                n["unknown"],
            ),
        ),
        (
            n["absent"],
            ngettext(
                "{n} of the names given for speakers does not stand in the file.",
                "{n} of the names given for speakers do not stand in the file.",
                n["absent"],
            ),
        ),
        (
            n["speakers"] if n["speakers"] > _MANY else 0,
            _("There are {n} speakers, more than in a focus group. Look through the names."),
        ),
        (
            len(doubtful),
            ngettext(
                "{n} paragraph begins with a word and a colon but was read as part of a turn: number {where}.",
                "{n} paragraphs begin with a word and a colon but were read as part of a turn: number {where}.",
                len(doubtful),
            ),
        ),
    )
    where = ", ".join(map(str, doubtful[:10])) + (" …" if len(doubtful) > 10 else "")
    return tuple(text.format(n=number, where=where) for number, text in texts if number)
