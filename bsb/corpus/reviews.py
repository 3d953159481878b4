"""What reviewers decided: which forms are kept for good, and how many hits of each kind were decided on how."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.privacy.kept import KeptForms
from bsb.store import reviews as stored
from bsb.store import schema
from bsb.store.journal import Change, Journal

_WORD = re.compile(r"[^\W_](?:[\w'’.\-]*[\w'’])?")
_LONGEST = 4  # words of a form


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept form, who decided so and when. ``form`` is None where no transcript holds the words any more."""

    form: str | None
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Reviewing:
    """One review of an interview's transcript: who, when, and hits by (kind, decision) as ``tally`` counts them."""

    interview: str
    version: int
    reviewer: str
    at: str
    hits: dict[tuple[str, str], int]

    def total(self, *decisions: str) -> int:
        """Return how many hits were decided on in one of these ways."""
        return sum(n for (_kind, decision), n in self.hits.items() if decision in decisions)


class Reviews:
    """The decisions of reviewers, as far as they may be kept: never an original name."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def kept(self) -> KeptForms:
        """Return the forms that are not asked about again."""
        with self._journal.store.read() as connection:
            rows = stored.kept(connection)
        return KeptForms((row["mark"] for row in rows), salt=rows[0]["salt"] if rows else "")

    def listed(self) -> list[Kept]:
        """Return the kept forms in the order they were kept. Their words are found again in the transcripts."""
        forms = self.kept()
        with self._journal.store.read() as connection:
            rows = stored.kept(connection)
            found: dict[str, str] = {}
            for text in stored.texts(connection) if rows else ():
                for form in _forms(text):
                    if form in forms:
                        found.setdefault(forms.mark(form), form)
        return [Kept(found.get(row["mark"]), row["by"], row["at"]) for row in rows]

    def keep(self, forms: Sequence[str]) -> int:
        """Keep forms from now on; return how many are new. Raises BsbError for one with digits or no letter."""
        for form in forms:
            if not any(c.isalpha() for c in form) or any(c.isdigit() for c in form):
                raise BsbError(
                    _("Only words can be kept for good: no numbers, dates or addresses."),
                    _("Write it as it stands in the text: bsb privacy kept add WORD"),
                )
        with self._journal.change("privacy.keep", str(len(forms))) as change:
            return keep(change, self.kept(), forms, by=self._journal.actor, at=self._journal.now())

    def ask_again(self, form: str) -> None:
        """Keep a form no longer. Raises BsbError if it is not kept."""
        mark = self.kept().mark(form)
        with self._journal.store.read() as connection:
            ids = [row["id"] for row in stored.kept(connection) if row["mark"] == mark]
        if not ids:
            raise BsbError(_("That form is not among the kept ones."), _("See: bsb privacy kept list"))
        with self._journal.change("privacy.ask-again", "1") as change:
            change.delete(schema.kept_form, ids)

    def all(self, interview: str | None = None) -> list[Reviewing]:
        """Return the reviews of an interview's transcript, or of all, in the order they were made."""
        with self._journal.store.read() as connection:
            rows = stored.reviews(connection, interview)
        made: dict[tuple[str, int, str, str], dict[tuple[str, str], int]] = {}
        for row in rows:
            key = (row["interview"], row["version"], row["reviewer"], row["at"])
            made.setdefault(key, {})[(row["kind"], row["decision"])] = row["hits"]
        return [Reviewing(*key, hits) for key, hits in made.items()]


def keep(change: Change, kept: KeptForms, forms: Sequence[str], *, by: str, at: str) -> int:
    """Add forms to the kept ones within a change; return how many are new."""
    new = [form for form in dict.fromkeys(forms) if kept.add(form)]
    rows = [{"mark": kept.mark(form), "salt": kept.salt, "by": by, "at": at} for form in new]
    return len(change.insert(schema.kept_form, rows))


def _forms(text: str) -> set[str]:
    """Return every run of one to four words in a text, as it is written."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return {
        text[spans[i][0] : spans[j][1]]
        for i in range(len(spans))
        for j in range(i, min(i + _LONGEST, len(spans)))
        if spans[j][1] - spans[i][0] < 80
    }
