"""Findings on the page: what was found, the words behind it, and what should be done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import BaseRoute

from bsb.coding.codes import Code, depths
from bsb.dialogue.finding import KINDS, Finding
from bsb.dialogue.finding_fields import FIELDS, field_name
from bsb.dialogue.finding_words import words_behind, words_near
from bsb.dialogue.verdicts import Verdict
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.text.numbered import numbered
from bsb.web.site import Asked, Site, call, page
from bsb.web.transcript import written

_NEAR = 40


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is limited to; empty fields do not limit. They stand in the address."""

    kind: str = ""
    theme: str = ""
    district: str = ""

    def query(self) -> str:
        """Return the filters as part of an address."""
        return urlencode({name: getattr(self, name) for name in self.__slots__ if getattr(self, name)})


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    return [
        page(site, "/findings", findings),
        page(site, "/finding/{finding}", finding),
        call(site, "/api/finding/{finding}", state, writes=False),
        call(site, "/api/finding/{finding}/near", near, writes=False),
        call(site, "/api/findings/add", add),
        call(site, "/api/findings/edit", edit),
        call(site, "/api/findings/adopt", adopt),
        call(site, "/api/findings/remove", remove),
    ]


def findings(site: Site, asked: Asked) -> Response:
    """List the findings, filtered by kind, theme or service, and district."""
    project = site.project
    query = asked.query
    theme, district = query.get("theme", ""), query.get("district", "")
    filters = Filters(
        query.get("kind", "") if query.get("kind") in KINDS else "",
        project.codebook.get(theme).key if theme else "",
        project.config.district(district).name if district else "",
    )
    found = project.findings.all(
        themes=project.codebook.under([filters.theme]) if filters.theme else None,
        districts=[filters.district] if filters.district else None,
        kinds=[filters.kind] if filters.kind else None,
    )
    verdicts: dict[int, list[Verdict]] = {}
    for verdict in project.verdicts.all():
        verdicts.setdefault(verdict.finding.id, []).append(verdict)
    return site.page(
        "findings.html",
        here="/findings",
        found=found,
        filters=filters,
        kinds=KINDS,
        codes=_codes(site),
        names={code.key: code.name for code in project.codebook.all()},
        verdicts=verdicts,
    )


def _codes(site: Site) -> list[tuple[Code, int]]:
    """Return the themes and services in use with their depths."""
    found = [code for code in site.project.codebook.all() if code.facet in ("theme", "service")]
    deep = depths(found)
    return [(code, deep[code.key]) for code in found if code.status == "active"]


def finding(site: Site, asked: Asked) -> Response:
    """Show a finding with the words behind it, to be read and changed."""
    project = site.project
    found = project.findings.get(asked.path["finding"])
    behind = words_behind(found, project.codings, project.matrices, project.keydocs)
    status = {each.recommendation.id: each for each in project.followups.all()}
    return site.page(
        "finding.html",
        here="/findings",
        finding=found,
        behind=behind,
        seen=json.dumps(project.findings.texts(found), ensure_ascii=False),
        kinds=KINDS,
        codes=_codes(site),
        names={code.key: code.name for code in project.codebook.all()},
        matrices=project.matrices.names(),
        progress=status,
        verdicts=project.verdicts.all(finding=found.id),
        counts=_counts(found),
    )


def state(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Return a finding as it is now, for a window that finds that somebody else has changed it."""
    return plain(site, site.project.findings.get(asked.path["finding"]))


def plain(site: Site, found: Finding) -> dict[str, Any]:
    """Return a finding as the scripts know it: its fields as texts, what they are called, and what to know of it."""
    return {
        "finding": found.ref,
        "texts": site.project.findings.texts(found),
        "names": {field: field_name(field) for field in FIELDS},
        "recommendations": [advice.ref for advice in found.recommendations],
        "counts": _counts(found),
        "warnings": list(found.warnings),
    }


def _counts(found: Finding) -> str:
    voices = numbered(found.speakers, "voice")
    talks = numbered(found.interviews, "interview")
    return f"{voices}, {talks}"


def near(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Return coded words that the finding could rest on besides."""
    project = site.project
    own = project.findings.get(asked.path["finding"])
    found = words_near(own, project.codings, project.codebook, text=asked.query.get("text", "").strip())
    names = ("ref", "quote", "interview", "turn", "speaker", "valence", "code_name")
    return {
        "words": [{name: getattr(each, name) for name in names} for each in found[:_NEAR]],
        "more": max(0, len(found) - _NEAR),
    }


def add(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Write a new finding."""
    made = site.project.findings.add(_texts(asked), author=asked.text("author", "").strip())
    return written(site, True) | plain(site, made)


def edit(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Change fields of a finding that are as the window saw them."""
    seen = asked.told.get("seen")
    if not isinstance(seen, dict):
        raise BsbError(_("The page sent something that was not understood."), _("Load the page again."))
    before = site.project.journal.newest()
    made = site.project.findings.edit(
        asked.text("finding"), _texts(asked), author=asked.text("author", "").strip(), seen=seen
    )
    return written(site, site.project.journal.newest() != before) | plain(site, made)


def _texts(asked: Asked) -> dict[str, str]:
    return {field: asked.text(field) for field in FIELDS if field in asked.told}


def adopt(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Make the wording that a group gave a finding its statement."""
    made = site.project.verdicts.adopt(
        asked.text("finding"),
        group=asked.text("group"),
        conference=asked.number("conference"),
        seen=asked.text("seen"),
    )
    return written(site, True) | plain(site, made)


def remove(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Remove a finding that no conference has judged."""
    site.project.findings.remove([asked.text("finding")])
    return written(site, True)
