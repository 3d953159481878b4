"""A number with its noun, in the current language: "1 turn", "2 turns"."""

from __future__ import annotations

from bsb.i18n import ngettext


def numbered(n: int, noun: str) -> str:
    """Return a number with one of the nouns of this module in the right form. Raises KeyError for another noun.

    >>> numbered(1, "turn"), numbered(0, "turn"), numbered(12, "summary")
    ('1 turn', '0 turns', '12 summaries')
    """
    return {
        "caption": lambda: ngettext("{n} caption", "{n} captions", n),
        "code": lambda: ngettext("{n} code", "{n} codes", n),
        "coding": lambda: ngettext("{n} coding", "{n} codings", n),
        "district": lambda: ngettext("{n} district", "{n} districts", n),
        "figure": lambda: ngettext("{n} figure", "{n} figures", n),
        "file": lambda: ngettext("{n} file", "{n} files", n),
        "finding": lambda: ngettext("{n} finding", "{n} findings", n),
        "heading": lambda: ngettext("{n} heading", "{n} headings", n),
        "interview": lambda: ngettext("{n} interview", "{n} interviews", n),
        "memo": lambda: ngettext("{n} memo", "{n} memos", n),
        "page": lambda: ngettext("{n} page", "{n} pages", n),
        "paragraph": lambda: ngettext("{n} paragraph", "{n} paragraphs", n),
        "participant": lambda: ngettext("{n} participant", "{n} participants", n),
        "place": lambda: ngettext("{n} place", "{n} places", n),
        "quote": lambda: ngettext("{n} quote", "{n} quotes", n),
        "quote box": lambda: ngettext("{n} quote box", "{n} quote boxes", n),
        "row": lambda: ngettext("{n} row", "{n} rows", n),
        "service": lambda: ngettext("{n} service", "{n} services", n),
        "slide": lambda: ngettext("{n} slide", "{n} slides", n),
        "summary": lambda: ngettext("{n} summary", "{n} summaries", n),
        "table": lambda: ngettext("{n} table", "{n} tables", n),
        "theme": lambda: ngettext("{n} theme", "{n} themes", n),
        "topic": lambda: ngettext("{n} topic", "{n} topics", n),
        "transcript": lambda: ngettext("{n} transcript", "{n} transcripts", n),
        "turn": lambda: ngettext("{n} turn", "{n} turns", n),
        "voice": lambda: ngettext("{n} voice", "{n} voices", n),
        "word": lambda: ngettext("{n} word", "{n} words", n),
    }[noun]().format(n=n)
