"""Dialogue conferences on the page: what groups made of the findings, entered sheet by sheet; before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from bsb.corpus.conferences import Conference
from bsb.dialogue.finding import KINDS, Finding
from bsb.dialogue.group_sheet import Group
from bsb.dialogue.verdicts import NEW, GroupReport, Judged, Verdict
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.web import names
from bsb.web.findings import plain as plain_finding
from bsb.web.site import Asked, Site, call, page
from bsb.web.transcript import written

_GROUPS, _MOST = 4, 20


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    return [
        page(site, "/conferences", conferences),
        page(site, "/conference/{conference}", conference),
        page(site, "/conference/{conference}/before-after", before_after),
        call(site, "/api/conference/{conference}", state, writes=False),
        call(site, "/api/conference/{conference}/verdict", verdict),
        call(site, "/api/conference/{conference}/clear", clear),
        call(site, "/api/conference/{conference}/new", new),
        call(site, "/api/conference/{conference}/group", group),
        call(site, "/api/conference/{conference}/export", export),
    ]


def conferences(site: Site, _asked: Asked) -> Response:
    """List the conferences with how much of each is in."""
    project = site.project
    rows = []
    for each in project.conferences.all():
        found = project.verdicts.outcomes(each)
        put = [outcome for outcome in found if outcome.verdict != NEW]
        judged = sum(bool(outcome.verdict) for outcome in put)
        rows.append((each, len(project.verdicts.groups(each)), len(put), judged, len(found) - len(put)))
    return site.page("conferences.html", here="/conferences", rows=rows)


def conference(site: Site, asked: Asked) -> Response:
    """Show the page on which what the groups said is entered; its scripts fetch and draw it."""
    found = _conference(site, asked)
    codes = [code for code in site.project.codebook.all("theme") if code.status == "active"]
    return site.page(
        "conference.html",
        here="/conferences",
        conference=found,
        groups=_asked_for(asked, len(site.project.verdicts.groups(found))),
        most=_MOST,
        kinds=KINDS,
        themes=codes,
    )


def _conference(site: Site, asked: Asked) -> Conference:
    wanted = asked.path["conference"]
    found = next((each for each in site.project.conferences.all() if each.ref == wanted), None)
    if found is None:
        raise BsbError(_("There is no such conference."), _("They are all on the page Conferences."))
    return found


def _asked_for(asked: Asked, there: int) -> int:
    """Return how many groups are shown: as many as are asked for, and at least those that are in."""
    wanted = asked.query.get("groups", "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 3 else 0
    return max(there, min(number, _MOST)) or _GROUPS


def state(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Return groups, findings and verdicts of a conference; groups that are not in yet are those of the sheets."""
    project = site.project
    found = _conference(site, asked)
    there = project.verdicts.groups(found)
    number = _asked_for(asked, len(there))
    planned = {each.name: each for each in project.conference_papers.groups(found, groups=number)}
    shown = [*there, *_not_in(found, there, planned, number)]
    put = [each for group in project.conference_papers.groups(found, groups=1) for each in group.findings]
    verdicts = project.verdicts.all(conference=found)
    added = [each.finding for each in verdicts if each.verdict == NEW]
    return {
        "groups": [_group(each, planned.get(each.group)) for each in shown],
        "findings": [_finding(site, each, verdicts) for each in [*put, *dict.fromkeys(added)]],
        "verdicts": [_verdict(each) for each in verdicts],
    }


def _group(each: GroupReport, planned: Group | None) -> dict[str, Any]:
    """Return a group as the scripts know it; ``findings`` are those on its sheet, as far as that can be told."""
    as_planned = planned is not None and each.topic in ("", planned.topic)
    return {
        "name": each.group,
        "topic": each.topic or (planned.topic if planned else ""),
        "seen": [each.topic, each.notes],
        "notes": each.notes,
        "findings": [own.id for own in planned.findings] if planned and as_planned else [],
    }


def _not_in(
    found: Conference, there: list[GroupReport], planned: Mapping[str, Group], number: int
) -> list[GroupReport]:
    """Return groups that are not in yet, so that there are ``number`` of them."""
    known = {each.group for each in there}
    free = (name for name in (f"Gruppe {n}" for n in range(1, number + len(there) + 1)) if name not in known)
    more = [next(free) for _each in range(number - len(there))]
    return [GroupReport(found, name, planned[name].topic if name in planned else "") for name in more]


def _finding(site: Site, found: Finding, verdicts: list[Verdict]) -> dict[str, Any]:
    codes = {code.key: code.name for code in site.project.codebook.all("theme")}
    return {
        "id": found.id,
        "ref": found.ref,
        # What lay before the groups: it may have got another wording since.
        "statement": next((v.before for v in verdicts if v.finding.id == found.id and v.before), found.statement),
        "kind": names.finding_kind(found.kind),
        "themes": [codes.get(key, key) for key in found.themes],
        "keys": list(found.themes),
        "new": next((v.group for v in verdicts if v.finding.id == found.id and v.verdict == NEW), ""),
    }


def _verdict(each: Verdict) -> dict[str, Any]:
    return {
        "finding": each.finding.id,
        "group": each.group,
        "verdict": each.verdict,
        "wording": "" if each.verdict == NEW else each.after,
        "comment": each.comment,
        "before": each.before,
    }


def verdict(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Enter or change a group's verdict, if it stands as the window saw it."""
    texts = (asked.text("wording", ""), asked.text("comment", ""))
    made = site.project.verdicts.enter(
        _conference(site, asked),
        asked.text("group"),
        asked.number("finding"),
        asked.text("verdict"),
        wording=texts[0],
        comment=texts[1],
        author=asked.text("author", "").strip(),
        topic=asked.text("topic", ""),
        seen=_seen(asked),
    )
    notices = _notices(site, wording=texts[0], comment=texts[1])
    return written(site, True) | {"verdict": _verdict(made), "notices": notices}


def _seen(asked: Asked) -> Judged:
    """Return how the window saw a verdict; "" as verdict where there was none."""
    seen = asked.told.get("seen")
    own = seen if isinstance(seen, dict) else {}
    verdict, wording, comment = (own.get(name) for name in ("verdict", "wording", "comment"))
    if not (isinstance(verdict, str) and isinstance(wording, str) and isinstance(comment, str)):
        raise BsbError(_("The page sent something that was not understood."), _("Load the page again."))
    return Judged(asked.number("finding"), verdict, wording, comment)


def _notices(site: Site, **texts: str) -> list[str]:
    """Return what in texts may point to a person: which field, and of which kind; never the words."""
    labels = {"wording": _("the wording"), "comment": _("the comment"), "notes": _("notes")}
    return site.project.minutes.pointers([(labels[field], text) for field, text in texts.items() if text.strip()])


def clear(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Take a verdict away that stands as the window saw it; a new point goes with its finding."""
    seen = _seen(asked) if "seen" in asked.told else None
    site.project.verdicts.clear(_conference(site, asked), asked.text("group"), asked.number("finding"), seen=seen)
    return written(site, True)


def new(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Write a point that a group added, as a finding; the same point sent twice is written once."""
    project = site.project
    found = _conference(site, asked)
    statement = " ".join(asked.text("statement").split())
    there = project.verdicts.all(conference=found, group=asked.text("group"))
    if known := next((v for v in there if v.verdict == NEW and v.finding.statement == statement), None):
        return written(site, False) | plain_finding(site, known.finding)
    comment = asked.text("comment", "")
    made = project.verdicts.add_new(
        found,
        asked.text("group"),
        {"statement": statement, "kind": asked.text("kind"), "themes": asked.text("themes", "")},
        comment=comment,
        author=asked.text("author", "").strip(),
        topic=asked.text("topic", ""),
    )
    notices = _notices(site, wording=statement, comment=comment)
    return written(site, True) | plain_finding(site, made) | {"notices": notices}


def group(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Write a group's topic and what else it said, if they stand as the window saw them."""
    seen = asked.told.get("seen")
    if not (isinstance(seen, list) and len(seen) == 2 and all(isinstance(each, str) for each in seen)):
        raise BsbError(_("The page sent something that was not understood."), _("Load the page again."))
    before = site.project.journal.newest()
    made = site.project.verdicts.describe(
        _conference(site, asked),
        asked.text("group"),
        topic=asked.text("topic"),
        notes=asked.text("notes"),
        author=asked.text("author", "").strip(),
        seen=(seen[0], seen[1]),
    )
    return written(site, site.project.journal.newest() != before) | {
        "seen": [made.topic, made.notes],
        "notices": _notices(site, wording=made.topic, notes=made.notes),
    }


def before_after(site: Site, asked: Asked) -> Response:
    """Show the findings before and after a conference."""
    found = _conference(site, asked)
    return site.page(
        "before_after.html",
        here="/conferences",
        conference=found,
        outcomes=site.project.verdicts.outcomes(found),
        groups=len(site.project.verdicts.groups(found)),
    )


def export(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Write the table that ``bsb conference before-after`` writes, and return where it can be fetched."""
    path = site.project.conference_papers.before_after(_conference(site, asked))
    return {"address": f"/written/{site.keep(path)}", "file": path.relative_to(site.project.root).as_posix()}
