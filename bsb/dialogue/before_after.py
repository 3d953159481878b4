"""Before and after a dialogue conference, finding by finding: as a value and a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsb.dialogue.finding import Finding
from bsb.i18n import gettext as _
from bsb.store.verdicts import own_verdict

if TYPE_CHECKING:
    import pandas as pd

    from bsb.corpus.conferences import Conference
    from bsb.dialogue.verdicts import Verdict

#: What verdicts are called on paper; "" is a finding that nobody discussed.
VERDICT_NAMES = {
    "confirmed": "bekreftet",
    "nuanced": "nyansert",
    "disputed": "bestridt",
    "new": "nytt",
    "": "ikke drøftet",
}
COLUMNS = ("finding", "kind", "before", "verdict", "after", "groups", "comments")


def verdict_name(verdict: str) -> str:
    """Return what people read for a verdict, in the current language."""
    return {
        "confirmed": _("confirmed"),
        "nuanced": _("nuanced"),
        "disputed": _("disputed"),
        "new": _("new"),
        "": _("not discussed"),
    }[verdict]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a finding at a conference. ``verdict`` is "" if no group discussed it.

    Where groups differ, the verdict is "nuanced"; ``verdicts`` are those of the groups. ``before`` is the statement
    as it was put forward ("" for a new one).
    """

    finding: Finding
    verdict: str
    before: str
    verdicts: tuple[Verdict, ...]

    @property
    def wordings(self) -> tuple[str, ...]:
        """The other wordings that groups gave it, each once."""
        return tuple(dict.fromkeys(verdict.after for verdict in self.verdicts if verdict.after))

    @property
    def stands(self) -> str:
        """The wording that stands: the groups' own if they gave one and the same, else what was put forward.

        "" for a finding that was disputed.
        """
        if self.verdict == "disputed":
            return ""
        return self.wordings[0] if len(self.wordings) == 1 else self.before


def put_before(findings: Sequence[Finding], conference: Conference) -> list[Finding]:
    """Return the findings that are, or were, put before a conference: the district's, without its own."""
    return [each for each in findings if conference.district in each.districts and each.conference != conference.id]


def outcomes(before: Sequence[Finding], verdicts: Sequence[Verdict]) -> list[Outcome]:
    """Return the outcome of each finding that was put forward, and then of those that came new."""
    by_finding: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        by_finding.setdefault(verdict.finding.id, []).append(verdict)
    found = []
    known = {finding.id for finding in before}
    others = [own[0].finding for number, own in by_finding.items() if number not in known]
    for finding in [*before, *others]:
        own = by_finding.get(finding.id, [])
        made = own_verdict([each.verdict for each in own]) if own else ""
        put = "" if made == "new" else own[0].before if own else finding.statement
        found.append(Outcome(finding, made, put, tuple(own)))
    return sorted(found, key=lambda outcome: outcome.verdict == "new")


def to_frame(found: Sequence[Outcome]) -> pd.DataFrame:
    """Return outcomes as a frame, one row a finding; columns as in ``COLUMNS``."""
    import pandas as pd

    return pd.DataFrame(
        [
            [
                each.finding.ref,
                each.finding.kind,
                each.before,
                each.verdict,
                each.stands,
                "; ".join(f"{v.group}: {v.verdict}" for v in each.verdicts),
                "\n".join(v.comment for v in each.verdicts if v.comment),
            ]
            for each in found
        ],
        columns=list(COLUMNS),
    )
