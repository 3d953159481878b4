"""Key word in context: a hit with some words on either side."""

from __future__ import annotations


def context(text: str, start: int, end: int, width: int = 60) -> tuple[str, str, str]:
    """Return what stands before a span, the span, and what stands after, each on one line.

    Before and after are at most ``width`` characters, cut between words; «…» shows that there is more.

    >>> context("Vi har alltid sagt at husleia er for høy her.", 22, 29, 12)
    ('… sagt at ', 'husleia', ' er for høy …')
    """
    before, after = text[max(0, start - width) : start], text[end : end + width]
    if start > width:
        before = "… " + before.partition(" ")[2] if not text[start - width - 1].isspace() else "… " + before.lstrip()
    if end + width < len(text):
        after = after.rpartition(" ")[0] + " …" if not text[end + width].isspace() else after.rstrip() + " …"
    word = text[start:end]
    if "\n" in text:
        before, word, after = (part.replace("\n", " ") for part in (before, word, after))
    return before, word, after
