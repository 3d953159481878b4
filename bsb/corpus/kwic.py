"""Key word in context: a hit with some words on either side."""

from __future__ import annotations


def context(text: str, start: int, end: int, width: int = 60) -> tuple[str, str, str]:
    """Return what stands before a span, the span, and what stands after, each on one line.

    Before and after are at most ``width`` characters, cut between words; «…» shows that there is more.

    >>> context("Vi har alltid sagt at husleia er for høy her.", 22, 29, 12)
    ('… sagt at ', 'husleia', ' er for høy …')
    """
    if "\n" in text:
        text = text.replace("\n", " ")
    first, last = start - width, end + width
    if first <= 0:
        before = text[:start]
    elif text[first - 1].isspace():
        before = "… " + text[first:start].lstrip()
    else:
        before = "… " + text[first:start].partition(" ")[2]
    if last >= len(text):
        after = text[end:]
    elif text[last].isspace():
        after = text[end:last].rstrip() + " …"
    else:
        after = text[end:last].rpartition(" ")[0] + " …"
    return before, text[start:end], after
