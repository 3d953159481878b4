"""Where the words and figures of a synthesis's papers come from, as names of bookmarks round them.

Like ``bsb.reports.source_marks``, with the project's mark in front: the same paper holds quotes of many projects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bsb.formats.bookmarks import marked
from bsb.reports.source_marks import about_state, words_state

PREFIX = "bss_"
_NAME = re.compile(r"bss_([qfn])_([0-9a-f]{8})_([0-9a-f]{10})_([0-9a-f]{6})_([0-9a-f]{4})(?:_\d+)?")
KINDS = {"q": "quote", "f": "finding", "n": "figures"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark says: the ``kind`` (quote, finding, figures), beginnings of the project's mark and of the uid.

    Of figures, ``uid`` is a digest of the theme. ``words`` is a digest of what was printed, ``about`` of what it was
    printed under (theme and valence; of a finding its verdict).
    """

    kind: str
    project: str
    uid: str
    words: str
    about: str


def read_mark(name: str) -> Mark | None:
    """Return what the name of a bookmark says, None if it is none of ours.

    >>> read_mark("bss_q_01234567_0123456789_012345_0123").kind
    'quote'
    """
    match = _NAME.fullmatch(name)
    return Mark(KINDS[match[1]], *match.groups()[1:]) if match else None


def make_mark(kind: str, project: str, uid: str, text: str, *about: str) -> Mark:
    """Return the mark of a text as it is printed."""
    return Mark(kind, project[:8], uid[:10], words_state(text)[:6], about_state(*about)[:4])


def put(kind: str, project: str, uid: str, text: str, *about: str, shown: str = "") -> str:
    """Return a text (or, in its place, ``shown``) with its mark, for a field of a template."""
    mark = make_mark(kind, project, uid, text, *about)
    name = f"{PREFIX}{kind[0] if kind != 'figures' else 'n'}_{mark.project}_{mark.uid}_{mark.words}_{mark.about}"
    return marked(name, shown or text)
