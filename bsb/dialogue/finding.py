"""Findings as values: what the evaluation found, what it rests on, and what should be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import schema

KINDS = schema.FINDING_KINDS
GOOD, CHALLENGE = KINDS
#: What the kinds are called on paper.
KIND_NAMES = {GOOD: "god praksis", CHALLENGE: "utfordring"}


def kind_name(kind: str) -> str:
    """Return what people read for a kind of finding, in the current language."""
    return {GOOD: _("good practice"), CHALLENGE: _("challenge")}[kind]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a finding rests on: ``ref`` is how people write it.

    ``kind`` is "coding", "cell" or "page". ``state`` is "" if it stands as it did when it was named, else "changed"
    or "gone".
    """

    kind: str
    ref: str
    state: str = ""
    uid: str = ""
    cell: tuple[str, str, str] | None = None
    title: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What should be done, and by whom (one of the stakeholders in bsb.toml)."""

    id: int
    text: str
    addressee: str

    @property
    def ref(self) -> str:
        """The short id that people use."""
        return f"R{self.id}"


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A theme (its name) under which no coding goes a finding's way, in ``districts``; anywhere if there are none."""

    theme: str
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding. ``themes`` and ``services`` are keys of codes, the first theme its main one.

    ``speakers`` and ``interviews`` are distinct counts of the participants' words it rests on, in codings and cells.
    ``conference`` is the id of the conference that added it, None if it was there before any. ``unsaid`` is where
    nobody told of anything good, for good practice, or of anything hard, for a challenge.
    """

    id: int
    uid: str
    statement: str
    kind: str
    themes: tuple[str, ...]
    services: tuple[str, ...]
    districts: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    assessment: str
    recommendations: tuple[Recommendation, ...]
    speakers: int
    interviews: int
    conference: int | None
    group: str
    author: str
    at: str
    unsaid: tuple[Unsaid, ...] = ()

    @property
    def ref(self) -> str:
        """The short id that people use: F and a number."""
        return f"F{self.id}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What readers should know about what it rests on, in the current language."""
        return tuple(self._warnings())

    def _warnings(self) -> Iterator[str]:
        standing = [each for each in self.evidence if each.state != "gone"]
        if not standing:
            yield (
                _("it rests on what was said at the conference alone") if self.conference else _("nothing behind it")
            )
        elif not self.speakers:
            yield _("no participant behind it, only documents")
        elif self.speakers == 1:
            yield _("one voice behind it")
        yield from (self._one_sided(each) for each in self.unsaid)
        if n := sum(each.state == "changed" for each in self.evidence):
            yield ngettext("{n} coding behind it has changed", "{n} codings behind it have changed", n).format(n=n)
        if n := sum(each.state == "gone" for each in self.evidence):
            yield ngettext("{n} thing behind it is gone", "{n} things behind it are gone", n).format(n=n)

    def _one_sided(self, unsaid: Unsaid) -> str:
        where = ", ".join(unsaid.districts)
        if self.kind == GOOD:
            text = (
                _("no coding under “{theme}” in {where} tells of something good")
                if where
                else _("no coding under “{theme}” tells of something good")
            )
        else:
            text = (
                _("no coding under “{theme}” in {where} tells of a challenge")
                if where
                else _("no coding under “{theme}” tells of a challenge")
            )
        return text.format(theme=unsaid.theme, where=where)


def number_of(wanted: str, letter: str) -> int:
    """Return the number in an id such as F7.

    Raises BsbError for anything else.

    >>> number_of(" f7", "F")
    7
    """
    digits = wanted.strip().upper().removeprefix(letter)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise BsbError(
            _("“{id}” is not an id of this kind; these are {letter}1, {letter}2 ...").format(
                id=wanted, letter=letter
            ),
            _("The ids are in: bsb finding list"),
        )
    return int(digits)
