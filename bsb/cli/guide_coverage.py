"""``bsb guide coverage``: which topics each interview really reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import in_project, json_option, note, show_table, write_json
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.analysis.coverage import InterviewCoverage
    from bsb.project import Project

_SIGNS = {"well": "●", "thin": "◐", "not": "·"}


@click.command(help=_("Show which topics of its guide INTERVIEW reached, or each interview; thin ones are marked."))
@click.argument("interview", required=False, default="")
@click.option("--guide", default="", help=_("The guide for interviews that have none of their own."))
@json_option
@in_project
def coverage(project: Project, interview: str, guide: str, as_json: bool) -> None:
    from bsb.errors import BsbError

    measured = project.coverage
    found = [measured.of(interview, guide=guide)] if interview else measured.all(guide=guide)
    if not found:
        raise BsbError(
            _("There are no transcripts yet."), _("Import one: bsb transcript import FILE --interview NAME")
        )
    if as_json:
        write_json(found)
        return
    if interview:
        _one(found[0])
    else:
        for name in dict.fromkeys(one.guide for one in found):
            _many([one for one in found if one.guide == name])
    _notes(found)


def _one(found: InterviewCoverage) -> None:
    levels = {"well": _("well"), "thin": _("thinly"), "not": _("not reached")}
    show_table(
        [
            _("Topic"),
            (_("Questions that fit"), "right"),
            (_("Words after them"), "right"),
            (_("Coded passages"), "right"),
            _("Reached"),
        ],
        [
            (t.name, t.asked, t.words, "" if t.coded is None else t.coded, f"{_SIGNS[t.level]} {levels[t.level]}")
            for t in found.topics
        ],
        title=f"{found.interview} · {found.guide}",
    )


def _many(found: Sequence[InterviewCoverage]) -> None:
    topics = [topic.name for topic in found[0].topics]
    rows = [(one.interview, *(_SIGNS[topic.level] for topic in one.topics)) for one in found]
    reached = [sum(one.topics[n].level != "not" for one in found) for n in range(len(topics))]
    well = [sum(one.topics[n].level == "well" for one in found) for n in range(len(topics))]
    show_table(
        [_("Interview"), *((str(n), "right") for n in range(1, len(topics) + 1))],
        [*rows, (_("Interviews"), *(str(n) for n in reached))],
        title=f"{found[0].guide}   ● {_('well')}   ◐ {_('thinly')}   · {_('not reached')}",
    )
    show_table(
        ["", _("Topic"), (_("Interviews"), "right"), (_("of these well"), "right")],
        [(n + 1, topics[n], f"{reached[n]}/{len(found)}", well[n]) for n in range(len(topics))],
    )
    least = sorted(range(len(topics)), key=lambda n: (reached[n], well[n]))[:3]
    note(_("Thinnest so far: {topics}.").format(topics=", ".join(topics[n] for n in least)))


def _notes(found: Sequence[InterviewCoverage]) -> None:
    if changed := [one.interview for one in found if one.guide_changed]:
        note(
            _("The guide has changed since, and the version that was used is gone: {interviews}.").format(
                interviews=", ".join(changed)
            )
        )
    if missing := [one.interview for one in found if not one.recorded]:
        note(_("No guide is recorded for: {interviews}.").format(interviews=", ".join(missing)))
    note(_("Words are counted, not meaning: a sign of where to look (docs/temaguide-dekning.md)."))
