"""Tracing what stands in a paper back to the store, and finding what no longer holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.coding.codings import Coding
from bsb.coding.summaries import Summary
from bsb.corpus.keydoc_codings import DocCoding
from bsb.dialogue.before_after import Outcome
from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.finding import Finding, Recommendation
from bsb.dialogue.quotes import spans
from bsb.dialogue.verdicts import Verdict
from bsb.errors import BsbError
from bsb.formats.bookmarks import Bookmark, read_bookmarks
from bsb.formats.picture_marks import read_picture_marks
from bsb.formats.slide_file import read_slide_marks
from bsb.formats.workbook_read import read_workbook_marks
from bsb.i18n import gettext as _
from bsb.reports.display_marks import Redrawing
from bsb.reports.recount import Recount
from bsb.reports.source_marks import (
    PREFIX,
    Source,
    about_state,
    bare,
    place_uid,
    read_mark,
    summary_state,
    verdict_state,
    words_state,
)

if TYPE_CHECKING:
    from bsb.dialogue.followups import Followups
    from bsb.reports.comparisons import Comparisons
    from bsb.reports.reports import Reports

_READERS: dict[str, Callable[[Path, str], list[Bookmark]]] = {
    ".docx": read_bookmarks,
    ".pptx": read_slide_marks,
    ".xlsx": read_workbook_marks,
    ".png": read_picture_marks,
    ".svg": read_picture_marks,
    ".html": read_picture_marks,
}
#: As in the store; reworded in the file; the store says something else now; no longer in the store.
STATES = ("same", "edited", "changed", "gone")


@dataclass(frozen=True, slots=True)
class Traced:
    """One passage of a paper: its source (``kind`` and ``ref``), the heading above it, its words, and their state.

    ``interview``, ``turn`` and ``coding`` (its ref) are "" or 0 where they do not apply or the source is gone.
    ``why`` says in the current language what is the matter.
    """

    kind: str
    ref: str
    section: str
    text: str
    state: str
    why: str = ""
    interview: str = ""
    turn: int = 0
    coding: str = ""

    @property
    def holds(self) -> bool:
        """Whether the store still says what stands here, or people reworded it in the file."""
        return self.state in ("same", "edited")


@dataclass(frozen=True, slots=True)
class Trace:
    """The sources of a file, in reading order."""

    path: Path
    passages: tuple[Traced, ...]

    @property
    def stale(self) -> tuple[Traced, ...]:
        """Those that no longer hold."""
        return tuple(each for each in self.passages if not each.holds)


class Tracing:
    """Holds papers against the store as it is when it is first asked; nothing is changed by that."""

    def __init__(self, reports: Reports, followups: Followups, comparisons: Comparisons) -> None:
        self._reports = reports
        self._followups = followups
        self._recount = Recount(reports, followups, comparisons)
        self._redrawing = Redrawing(reports.displays)

    @cached_property
    def _codings(self) -> dict[str, Coding]:
        return {coding.uid[:12]: coding for coding in self._reports.codings.all()}

    @cached_property
    def _by_turn(self) -> dict[tuple[str, int], list[Coding]]:
        turns: dict[tuple[str, int], list[Coding]] = {}
        for coding in self._codings.values():
            turns.setdefault((coding.interview, coding.turn), []).append(coding)
        return turns

    @cached_property
    def _quotes(self) -> dict[str, Quote]:
        return {quote.uid[:12]: quote for quote in self._reports.quotes.all()}

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        return {finding.uid[:12]: finding for finding in self._reports.findings.all()}

    @cached_property
    def _verdicts(self) -> list[Verdict]:
        return self._reports.verdicts.all()

    @cached_property
    def _plans(self) -> dict[str, DocCoding]:
        return {passage.uid[:12]: passage for passage in self._reports.keydoc_codings.all()}

    @cached_property
    def _summaries(self) -> dict[str, Summary]:
        return {place_uid(s.matrix, s.row, s.column): s for s in self._reports.summaries.all()}

    @cached_property
    def _advice(self) -> dict[str, Recommendation]:
        advice = (each.recommendation for each in self._followups.all())
        return {f"{each.id:012x}": each for each in advice}

    @cached_property
    def _outcomes(self) -> dict[tuple[str, str], Outcome]:
        conferences = {verdict.conference.id: verdict.conference for verdict in self._verdicts}
        return {
            (outcome.finding.uid[:12], about_state(conference.ref)): outcome
            for conference in conferences.values()
            for outcome in self._reports.verdicts.outcomes(conference)
        }

    def trace(self, path: Path) -> Trace:
        """Return the sources of a file that bsb made, also after people edited and saved it anew.

        That is a .docx, .pptx or .xlsx, a display (.png, .svg) or the page of displays (.html).

        Raises BsbError for another kind of file, or one that is damaged.
        """
        read = _READERS.get(path.suffix.lower())
        if read is None:
            raise BsbError(
                _("{file} is no Word, PowerPoint or Excel file, and no display.").format(file=path.name),
                _("Sources are kept in .docx, .pptx and .xlsx files, and in displays. Trace the original."),
            )
        return Trace(path, tuple(self._traced(read(path, PREFIX))))

    def stale(self, paths: Sequence[Path]) -> list[Trace]:
        """Return the traces of files, and of all that sources are kept in in and below folders.

        Raises BsbError as ``trace`` does, and for a file that is not there.
        """
        return [self.trace(path) for path in documents(paths)]

    def _traced(self, bookmarks: Sequence[Bookmark]) -> Iterator[Traced]:
        for bookmark in bookmarks:
            if source := read_mark(bookmark.name):
                yield self._one(source, bookmark)

    def _one(self, source: Source, mark: Bookmark) -> Traced:
        looks: dict[str, Callable[[Source, Bookmark], Traced]] = {
            "quote": self._quote,
            "coding": self._coding,
            "plan": self._plan,
            "summary": self._summary,
            "count": self._count,
            "finding": self._finding,
            "verdict": self._verdict,
            "recommendation": self._recommendation,
            "display": self._display,
            "table": self._table,
        }
        # A slide and a row of a workbook hold more than the words; these are one of its lines, or a part of one.
        lines = [mark.text, *mark.text.split("\n")]
        exact = next((line for line in lines if words_state(line) == source.words), None)
        found = looks[source.kind](source, replace(mark, text=exact) if exact else mark)
        if source.kind in ("verdict", "display", "table") or exact is not None:  # of those, the words say nothing
            return found
        if found.state == "same" and not _says(mark, found.text):
            return _with(replace(found, text=mark.text), "edited", _("the words were changed in the file"))
        return found

    def _quote(self, source: Source, mark: Bookmark) -> Traced:
        quote = self._quotes.get(source.uid)
        if quote is None:
            return _gone(source, mark, "q")
        found = _placed(source, mark, quote.ref, quote.coding)
        if quote.state != "approved":
            told = {
                "rejected": _("the quote is rejected now"),
                "lapsed": _("its passage was changed after it was approved"),
            }
            return _with(found, "changed", told.get(quote.state, _("the quote waits for approval again")))
        if words_state(quote.printed) != source.words:
            return _with(found, "changed", _("the quote is printed in another way now"))
        return self._moved(replace(found, text=quote.printed), source, quote.coding)

    def _coding(self, source: Source, mark: Bookmark) -> Traced:
        coding = self._codings.get(source.uid)
        if coding is None:
            return _gone(source, mark, "k")
        found = _placed(source, mark, coding.ref, coding)
        whole = words_state(coding.quote) == source.words
        edited = words_state(mark.text) != source.words
        if not whole and not edited and not self._covers(coding, bare(mark.text)):
            return _with(found, "changed", _("these are no longer the coded words"))
        return self._moved(replace(found, text=coding.quote) if whole else found, source, coding)

    def _covers(self, coding: Coding, words: str) -> bool:
        """Whether words stand in the coding, or in what it and others of the same code and valence cover together."""
        turn = self._by_turn[coding.interview, coding.turn]
        same = [c for c in turn if (c.code, c.valence) == (coding.code, coding.valence)]
        return any(
            words in bare(text)
            for (start, end), text in spans(same).items()
            if start < coding.end and coding.start < end
        )

    def _moved(self, found: Traced, source: Source, coding: Coding) -> Traced:
        if about_state(coding.code, coding.valence) != source.about:
            return _with(found, "changed", _("it is coded with another theme or valence now"))
        return found

    def _plan(self, source: Source, mark: Bookmark) -> Traced:
        passage = self._plans.get(source.uid)
        if passage is None:
            return _gone(source, mark, "d")
        return _still(
            Traced("plan", passage.ref, mark.section, " ".join(passage.quote.split()), "same"),
            source,
            about_state(passage.code),
            (_("these are no longer the coded words"), _("it is coded with another theme or valence now")),
        )

    def _summary(self, source: Source, mark: Bookmark) -> Traced:
        summary = self._summaries.get(source.uid)
        if summary is None:
            return _gone(source, mark)
        ref = f"{summary.matrix}: {summary.row} × {summary.column}"
        return _still(
            Traced("summary", ref, mark.section, summary.text, "same"),
            source,
            summary_state(summary),
            (_("the summary was rewritten"), _("codings that the summary rests on have changed")),
        )

    def _count(self, source: Source, mark: Bookmark) -> Traced:
        known = self._recount.look_up(source)
        if known is None:
            told = "" if self._recount.known(source) else _("it is counted in another way now")
            gone = _gone(source, mark)
            return replace(gone, why=told) if told else gone
        ref, shown = known
        found = Traced("count", ref, mark.section, shown, "same")
        if words_state(shown) != source.words:
            now = " ".join(shown.split())
            return _with(replace(found, text=mark.text), "changed", _("it is “{count}” now").format(count=now))
        return found

    def _recommendation(self, source: Source, mark: Bookmark) -> Traced:
        advice = self._advice.get(source.uid)
        if advice is None:
            return _gone(source, mark)
        return _still(
            Traced("recommendation", advice.ref, mark.section, advice.text, "same"),
            source,
            about_state(advice.addressee),
            (_("the recommendation has another wording now"), _("the recommendation is for somebody else now")),
        )

    def _table(self, source: Source, mark: Bookmark) -> Traced:
        known = self._recount.look_up(source)
        if known is None:
            return _gone(source, mark)
        found = Traced("table", known[0].partition(":")[0], mark.section, mark.text, "same")
        if words_state(known[1]) != source.words:
            return _with(found, "changed", _("figures in it are others now, or an empty cell has one"))
        return found

    def _display(self, source: Source, mark: Bookmark) -> Traced:
        drawing = self._redrawing.find(source.uid)
        if drawing is None:
            return _gone(source, mark)
        found = Traced("display", drawing.name, mark.section, mark.text or drawing.title, "same")
        if words_state(drawing.figures) != source.words:
            return _with(found, "changed", _("it would be drawn with other figures now"))
        return found

    def _finding(self, source: Source, mark: Bookmark) -> Traced:
        finding = self._findings.get(source.uid)
        if finding is None:
            return _gone(source, mark)
        found = Traced("finding", finding.ref, mark.section, mark.text, "same")
        own = [v for v in self._verdicts if v.finding.id == finding.id and v.verdict != "new"]
        wordings = {finding.statement, *(v.before for v in own), *(v.after for v in own)}
        meant = next((each for each in wordings if words_state(each) == source.words), "")
        if not meant:
            return _with(found, "changed", _("the finding has another wording now"))
        if about_state(finding.kind) != source.about:
            return _with(found, "changed", _("the finding is of another kind now"))
        return replace(found, text=meant)

    def _verdict(self, source: Source, mark: Bookmark) -> Traced:
        outcome = self._outcomes.get((source.uid, source.about))
        if outcome is None:
            return _gone(source, mark)
        found = Traced("verdict", outcome.finding.ref, mark.section, mark.text, "same")
        if verdict_state(outcome) != source.words:
            return _with(found, "changed", _("the conference's verdict was changed"))
        return found


def documents(paths: Sequence[Path], endings: Collection[str] = tuple(_READERS)) -> Iterator[Path]:
    """Yield files, and all with certain endings in and below folders.

    Raises BsbError for a path that is not there.
    """
    for path in paths:
        if path.is_dir():
            # Names that begin so are locks of programs that have the file open.
            yield from sorted(
                p for p in path.rglob("*") if p.suffix.lower() in endings and not p.name.startswith(("~$", "."))
            )
        elif path.is_file():
            yield path
        else:
            raise BsbError(_("There is no {file}.").format(file=path), _("Look at the path."))


def _placed(source: Source, mark: Bookmark, ref: str, coding: Coding) -> Traced:
    return Traced(
        source.kind,
        ref,
        mark.section,
        mark.text,
        "same",
        interview=coding.interview,
        turn=coding.turn,
        coding=coding.ref,
    )


def _still(found: Traced, source: Source, about: str, why: tuple[str, str]) -> Traced:
    """Return what was found; where it no longer holds, why: the words are others now, or about something else.

    ``about`` is the digest of what the words are about now.
    """
    other_words, other_matter = why
    if words_state(found.text) != source.words:
        return _with(found, "changed", other_words)
    return found if about == source.about else _with(found, "changed", other_matter)


def _says(mark: Bookmark, words: str) -> bool:
    """Whether a place still has certain words in it, among others."""
    return words != mark.text and " ".join(words.split()) in " ".join(mark.text.replace("\u00a0", " ").split())


def _gone(source: Source, mark: Bookmark, letter: str = "") -> Traced:
    ref = f"{letter}{source.uid[:7]}" if letter else ""
    return Traced(source.kind, ref, mark.section, mark.text, "gone", _("it is no longer in the project"))


def _with(found: Traced, state: str, why: str) -> Traced:
    return replace(found, state=state, why=why)
