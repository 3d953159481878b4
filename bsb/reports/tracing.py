"""Tracing what stands in a paper back to the store, and finding what no longer holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bsb.coding.codings import Coding, Codings
from bsb.dialogue.before_after import Outcome
from bsb.dialogue.chosen_quotes import Quote, Quotes
from bsb.dialogue.finding import Finding
from bsb.dialogue.findings import Findings
from bsb.dialogue.quotes import spans
from bsb.dialogue.verdicts import Verdict, Verdicts
from bsb.errors import BsbError
from bsb.formats.bookmarks import Bookmark, read_bookmarks
from bsb.i18n import gettext as _
from bsb.reports.source_marks import PREFIX, Source, about_state, bare, read_mark, verdict_state, words_state

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

    def __init__(self, codings: Codings, quotes: Quotes, findings: Findings, verdicts: Verdicts) -> None:
        self._rooms = codings, quotes, findings, verdicts

    @cached_property
    def _codings(self) -> dict[str, Coding]:
        return {coding.uid[:12]: coding for coding in self._rooms[0].all()}

    @cached_property
    def _by_turn(self) -> dict[tuple[str, int], list[Coding]]:
        turns: dict[tuple[str, int], list[Coding]] = {}
        for coding in self._codings.values():
            turns.setdefault((coding.interview, coding.turn), []).append(coding)
        return turns

    @cached_property
    def _quotes(self) -> dict[str, Quote]:
        return {quote.uid[:12]: quote for quote in self._rooms[1].all()}

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        return {finding.uid[:12]: finding for finding in self._rooms[2].all()}

    @cached_property
    def _verdicts(self) -> list[Verdict]:
        return self._rooms[3].all()

    @cached_property
    def _outcomes(self) -> dict[tuple[str, str], Outcome]:
        conferences = {verdict.conference.id: verdict.conference for verdict in self._verdicts}
        return {
            (outcome.finding.uid[:12], about_state(conference.ref)): outcome
            for conference in conferences.values()
            for outcome in self._rooms[3].outcomes(conference)
        }

    def trace(self, path: Path) -> Trace:
        """Return the sources of a .docx that bsb made, also after people moved, edited and saved it anew.

        Raises BsbError for another kind of file, or one that is damaged.
        """
        if path.suffix.lower() != ".docx":
            raise BsbError(
                _("{file} is no Word document.").format(file=path.name),
                _("Sources are kept in .docx files. Save it as one, or trace the document it was made from."),
            )
        return Trace(path, tuple(self._traced(read_bookmarks(path, PREFIX))))

    def stale(self, paths: Sequence[Path]) -> list[Trace]:
        """Return the traces of files, and of all .docx in and below folders.

        Raises BsbError as ``trace`` does, and for a file that is not there.
        """
        return [self.trace(path) for path in documents(paths)]

    def _traced(self, bookmarks: Sequence[Bookmark]) -> Iterator[Traced]:
        for bookmark in bookmarks:
            if source := read_mark(bookmark.name):
                yield self._one(source, bookmark)

    def _one(self, source: Source, mark: Bookmark) -> Traced:
        look = {"quote": self._quote, "coding": self._coding, "finding": self._finding, "verdict": self._verdict}
        found = look[source.kind](source, mark)
        if found.state == "same" and source.kind != "verdict" and words_state(mark.text) != source.words:
            return _with(found, "edited", _("the words were changed in the file"))
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
        return self._moved(found, source, quote.coding)

    def _coding(self, source: Source, mark: Bookmark) -> Traced:
        coding = self._codings.get(source.uid)
        if coding is None:
            return _gone(source, mark, "k")
        found = _placed(source, mark, coding.ref, coding)
        edited = words_state(mark.text) != source.words
        if not edited and not self._says(coding, bare(mark.text)):
            return _with(found, "changed", _("these are no longer the coded words"))
        return self._moved(found, source, coding)

    def _says(self, coding: Coding, words: str) -> bool:
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

    def _finding(self, source: Source, mark: Bookmark) -> Traced:
        finding = self._findings.get(source.uid)
        if finding is None:
            return _gone(source, mark, "F")
        found = Traced("finding", finding.ref, mark.section, mark.text, "same")
        own = [v for v in self._verdicts if v.finding.id == finding.id and v.verdict != "new"]
        wordings = {finding.statement, *(v.before for v in own), *(v.after for v in own)}
        if source.words not in {words_state(each) for each in wordings}:
            return _with(found, "changed", _("the finding has another wording now"))
        if about_state(finding.kind) != source.about:
            return _with(found, "changed", _("the finding is of another kind now"))
        return found

    def _verdict(self, source: Source, mark: Bookmark) -> Traced:
        outcome = self._outcomes.get((source.uid, source.about))
        if outcome is None:
            return _gone(source, mark, "F")
        found = Traced("verdict", outcome.finding.ref, mark.section, mark.text, "same")
        if verdict_state(outcome) != source.words:
            return _with(found, "changed", _("the conference's verdict was changed"))
        return found


def documents(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield files, and all .docx in and below folders. Raises BsbError for a path that is not there."""
    for path in paths:
        if path.is_dir():
            # Names that begin so are locks of programs that have the file open.
            yield from sorted(p for p in path.rglob("*.docx") if not p.name.startswith(("~$", ".")))
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


def _gone(source: Source, mark: Bookmark, letter: str) -> Traced:
    ref = f"{letter}{source.uid[:7]}" if letter != "F" else ""
    return Traced(source.kind, ref, mark.section, mark.text, "gone", _("it is no longer in the project"))


def _with(found: Traced, state: str, why: str) -> Traced:
    return replace(found, state=state, why=why)
