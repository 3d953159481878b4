"""Tables of what comes after coding: quotes, findings, verdicts and what became of recommendations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bsb.coding.codebook import Codebook
from bsb.corpus.conferences import Conferences
from bsb.dialogue.chosen_quotes import Quotes
from bsb.dialogue.findings import Findings
from bsb.dialogue.followups import Followups
from bsb.dialogue.verdicts import Verdicts
from bsb.formats.table_file import Value

COLUMNS: dict[str, tuple[str, ...]] = {
    "quotes": (
        *("quote", "uid", "coding", "interview", "district", "turn", "speaker", "code", "valence", "printed"),
        *("state", "reason", "made_by", "made_at", "decided_by", "decided_at"),
    ),
    "quote_uses": ("quote", "paper", "at", "stale"),
    "findings": (
        *("finding", "uid", "statement", "kind", "assessment", "speakers", "interviews", "conference", "group"),
        *("author", "at"),
    ),
    "finding_codes": ("finding", "code", "facet"),
    "finding_districts": ("finding", "district"),
    "finding_evidence": ("finding", "kind", "ref", "state", "uid", "matrix", "row", "column", "title", "page"),
    "recommendations": ("recommendation", "addressee", "text", "status"),
    "finding_recommendations": ("finding", "recommendation"),
    "conference_groups": ("conference", "group", "topic", "notes"),
    "verdicts": ("conference", "group", "finding", "verdict", "before", "after", "comment"),
    "followups": ("recommendation", "status", "said_by", "said_on", "note"),
}
#: The columns in which people write freely.
READ = (
    "printed",
    "reason",
    "statement",
    "assessment",
    "topic",
    "notes",
    "before",
    "after",
    "comment",
    "said_by",
    "note",
)


@dataclass(frozen=True)
class DialogueTables:
    """Makes these tables from the rooms that hold what is in them."""

    codebook: Codebook
    conferences: Conferences
    quotes: Quotes
    findings: Findings
    verdicts: Verdicts
    followups: Followups

    def makers(self) -> dict[str, Callable[[], list[tuple[Value, ...]]]]:
        """Return what makes the rows of each table, by its name."""
        return {
            "quotes": self._quotes,
            "quote_uses": self._uses,
            "findings": self._findings,
            "finding_codes": self._codes,
            "finding_districts": lambda: [(f.ref, each) for f in self.findings.all() for each in f.districts],
            "finding_evidence": self._evidence,
            "recommendations": self._recommendations,
            "finding_recommendations": lambda: [
                (f.ref, each.ref) for f in self.findings.all() for each in f.recommendations
            ],
            "conference_groups": self._groups,
            "verdicts": self._verdicts,
            "followups": self._followups,
        }

    def _quotes(self) -> list[tuple[Value, ...]]:
        return [
            (
                *(each.ref, each.uid, each.coding.ref, each.coding.interview, each.district, each.coding.turn),
                *(each.coding.speaker, each.theme, each.valence, each.printed, each.state, each.reason),
                *(each.made_by, each.made_at, each.decided_by, each.decided_at),
            )
            for each in self.quotes.all()
        ]

    def _uses(self) -> list[tuple[Value, ...]]:
        return [(each.ref, use.paper, use.at, int(use.stale)) for each in self.quotes.all() for use in each.uses]

    def _findings(self) -> list[tuple[Value, ...]]:
        refs = {each.id: each.ref for each in self.conferences.all()}
        return [
            (
                *(each.ref, each.uid, each.statement, each.kind, each.assessment, each.speakers, each.interviews),
                *(refs.get(each.conference or 0), each.group, each.author, each.at),
            )
            for each in self.findings.all()
        ]

    def _codes(self) -> list[tuple[Value, ...]]:
        return [
            (each.ref, code, facet)
            for each in self.findings.all()
            for facet, codes in (("theme", each.themes), ("service", each.services))
            for code in codes
        ]

    def _evidence(self) -> list[tuple[Value, ...]]:
        return [
            (own.ref, each.kind, each.ref, each.state, each.uid, *(each.cell or ("", "", "")), each.title, each.page)
            for own in self.findings.all()
            for each in own.evidence
        ]

    def _recommendations(self) -> list[tuple[Value, ...]]:
        return [
            (each.recommendation.ref, each.recommendation.addressee, each.recommendation.text, each.status)
            for each in self.followups.all()
        ]

    def _groups(self) -> list[tuple[Value, ...]]:
        return [
            (held.ref, each.group, each.topic, each.notes)
            for held in self.conferences.all()
            for each in self.verdicts.groups(held)
        ]

    def _verdicts(self) -> list[tuple[Value, ...]]:
        return [
            (each.conference.ref, each.group, each.finding.ref, each.verdict, each.before, each.after, each.comment)
            for each in self.verdicts.all()
        ]

    def _followups(self) -> list[tuple[Value, ...]]:
        return [
            (each.recommendation.ref, said.status, said.said_by, said.said_on, said.note)
            for each in self.followups.all()
            for said in each.sayings
        ]
