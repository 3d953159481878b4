"""Findings of all evaluations by common theme, and what their conferences made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsb.dialogue.finding import Recommendation
from bsb.dialogue.verdicts import Verdict
from bsb.project import Project
from bsb.store.verdicts import own_verdict


@dataclass(frozen=True, slots=True)
class Pooled:
    """A finding with its evaluation (``project``) and the theme it stands under.

    ``text`` is the wording that stands: the conferences' own where they gave one and the same. ``verdict`` is "" if
    no conference judged it, "nuanced" where they differ.
    """

    project: str
    theme: str
    uid: str
    ref: str
    kind: str
    text: str
    verdict: str
    recommendations: tuple[Recommendation, ...]


def pooled(project: Project, name: str, themes: Mapping[str, str]) -> tuple[list[Pooled], int]:
    """Return the findings of an evaluation that belong to common themes, and how many rest on nothing any more.

    ``themes`` are the common themes of its codes by key. A finding stands under one theme only: the first of its
    themes and services that has one. One whose grounds are all gone, as after a withdrawal, is left out.
    """
    judged: dict[int, list[Verdict]] = {}
    for each in project.verdicts.all():
        judged.setdefault(each.finding.id, []).append(each)
    found, gone = [], 0
    for finding in project.findings.all():
        theme = next((themes[key] for key in (*finding.themes, *finding.services) if key in themes), None)
        if theme is None:
            continue
        if finding.evidence and all(ground.state == "gone" for ground in finding.evidence):
            gone += 1
            continue
        own = judged.get(finding.id, [])
        verdict = own_verdict([one.verdict for one in own]) if own else ""
        wordings = list(dict.fromkeys(one.after for one in own if one.after))
        text = wordings[0] if len(wordings) == 1 and verdict != "disputed" else finding.statement
        made = Pooled(name, theme, finding.uid, finding.ref, finding.kind, text, verdict, finding.recommendations)
        found.append(made)
    return found, gone


def verdict_counts(found: Sequence[Pooled]) -> dict[str, int]:
    """Return how many findings have each verdict ("" for none), those there are."""
    counts: dict[str, int] = {}
    for each in found:
        counts[each.verdict] = counts.get(each.verdict, 0) + 1
    return counts
