"""Where the words of a paper come from, as names of bookmarks round them.

A name is enough to find the source again and to see what has changed since, on either side; it tells no words. A map
in the document's properties would be lost with the first program that saves the file anew, and would know nothing of
words that are moved or copied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bsb.coding.codings import Coding
from bsb.coding.summaries import Summary
from bsb.corpus.keydoc_codings import DocCoding
from bsb.dialogue.before_after import Outcome
from bsb.dialogue.finding import Finding, Recommendation
from bsb.dialogue.quotes import Picked
from bsb.formats.bookmarks import marked
from bsb.reports.drawing.frame import Drawing
from bsb.text.marks import aloud
from bsb.text.match import fold
from bsb.text.normal import digest

PREFIX = "bsb_"
_NAME = re.compile(r"bsb_([a-z])_([0-9a-f]{12})_([0-9a-f]{8})_([0-9a-f]{6})(?:_\d+)?")
_QUOTES = re.compile(r"^[«“]|[»”]$")
KINDS = {
    "q": "quote",
    "k": "coding",
    "p": "plan",
    "s": "summary",
    "n": "count",
    "f": "finding",
    "v": "verdict",
    "r": "recommendation",
    "d": "display",
    "t": "table",
}


@dataclass(frozen=True, slots=True)
class Source:
    """What a mark says: the ``kind`` (one of ``KINDS``) and the beginning of its uid, or of a digest of its place.

    ``words`` is the digest of the words as they were put down (of a verdict: of all that groups said), ``about`` that
    of what they were put under (theme and valence; of a verdict: the conference; of a count: how it was counted; of
    a summary: what had happened to the codings it rests on). Of a display and a table, ``words`` stands for all their
    figures, wherever these stand.
    """

    kind: str
    uid: str
    words: str
    about: str


def read_mark(name: str) -> Source | None:
    """Return what the name of a bookmark says, None if it is none of ours.

    >>> read_mark("bsb_q_0123456789ab_01234567_012345_2").kind
    'quote'
    """
    match = _NAME.fullmatch(name)
    return Source(KINDS[match[1]], match[2], match[3], match[4]) if match and match[1] in KINDS else None


def words_state(text: str) -> str:
    """Return a digest that tells one wording from another.

    Spaces, breaks, quotation marks round it and marks of what was hard to hear do not count.

    >>> words_state("«Det  går(?).»") == words_state("“Det går.”") == words_state("Det går.")
    True
    """
    return digest(aloud(_QUOTES.sub("", " ".join(text.replace("\u00a0", " ").split()))))[:8]


def about_state(*things: str) -> str:
    """Return a digest of what words were put under."""
    return digest("\n".join(things))[:6]


def verdict_state(outcome: Outcome) -> str:
    """Return a digest of what a conference made of a finding: verdicts, wordings and comments of its groups."""
    said = [(v.group, v.verdict, v.before, v.after, v.comment) for v in outcome.verdicts]
    return digest(repr((outcome.verdict, said)))[:8]


def mark_quote(quote: Picked, codings: Sequence[Coding], *, read: bool = False) -> str:
    """Return a quote as it is printed, marked with the quote that people chose, else with the coding behind it.

    ``codings`` are those of its theme. With ``read`` it is as it is read aloud (``bsb.text.marks.aloud``).
    """
    shown = aloud(quote.printed) if read else quote.printed
    own = [c for c in codings if c.id in quote.codings and c.valence == quote.valence]
    if not own:
        return shown
    # Of several codings, the one that has most of the words.
    coding = max(own, key=lambda c: (min(c.end, quote.end) - max(c.start, quote.start), -c.id))
    kind, uid = ("q", quote.uid) if quote.uid else ("k", coding.uid)
    return _mark(kind, uid, words_state(quote.printed), about_state(coding.code, coding.valence), shown)


def mark_coding(coding: Coding) -> str:
    """Return the words of a coding, marked with it."""
    return _mark("k", coding.uid, words_state(coding.quote), about_state(coding.code, coding.valence), coding.quote)


def mark_plan(passage: DocCoding) -> str:
    """Return a passage of a key document in one line, marked with its coding."""
    words = " ".join(passage.quote.split())
    return _mark("p", passage.uid, words_state(words), about_state(passage.code), words)


def place_uid(*place: str) -> str:
    """Return what stands for a place (a cell) in a mark."""
    return digest("\n".join(place))[:12]


def summary_state(summary: Summary) -> str:
    """Return a digest of what has happened to the codings that a summary rests on."""
    return about_state(*sorted(summary.changed), "", *sorted(summary.gone))


def mark_summary(summary: Summary) -> str:
    """Return the text of a summary, marked with its cell."""
    uid = place_uid(summary.matrix, summary.row, summary.column)
    return _mark("s", uid, words_state(summary.text), summary_state(summary), summary.text)


def mark_count(way: str, place: tuple[str, ...], shown: str) -> str:
    """Return a figure as it is printed, marked with its place and how it was counted (``bsb.reports.counted``)."""
    return _mark("n", place_uid(way, *place), words_state(shown), about_state(way), shown)


def mark_table(way: str, figures: str, text: str) -> str:
    """Return words of a table's head, marked with all the figures in it and how they were counted."""
    return _mark("t", place_uid(way, "#"), words_state(figures), about_state(way), text)


def mark_recommendation(advice: Recommendation) -> str:
    """Return the text of a recommendation, marked with it."""
    return _mark("r", f"{advice.id:012x}", words_state(advice.text), about_state(advice.addressee), advice.text)


def mark_finding(finding: Finding, text: str = "") -> str:
    """Return a finding's statement, or another wording of it, marked with the finding."""
    shown = text or finding.statement
    return _mark("f", finding.uid, words_state(shown), about_state(finding.kind), shown)


def mark_verdict(outcome: Outcome, conference: str, text: str) -> str:
    """Return words on what a conference (its ref) made of a finding, marked with the finding and the conference."""
    return _mark("v", outcome.finding.uid, verdict_state(outcome), about_state(conference), text)


def display_source(drawing: Drawing) -> str:
    """Return the name that a picture of a display carries as its source."""
    uid = place_uid("display", drawing.name)
    return _name("d", uid, words_state(drawing.figures), about_state("display"))


def _mark(kind: str, uid: str, words: str, about: str, text: str) -> str:
    return marked(_name(kind, uid, words, about), text)


def _name(kind: str, uid: str, words: str, about: str) -> str:
    return f"{PREFIX}{kind}_{uid[:12]}_{words}_{about}"


def bare(text: str) -> str:
    """Return words without the dots that tell that a sentence is cut, as they count when they are looked for."""
    return fold(aloud(text).strip(" …"))
