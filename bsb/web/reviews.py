"""Taking a transcript in on the page: read in memory, reviewed, and stored only when everything is decided."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from bsb.corpus.importing import Draft
from bsb.corpus.importing import review as review_draft
from bsb.errors import BsbError
from bsb.formats.in_memory import InMemory
from bsb.i18n import gettext as _
from bsb.privacy.hits import Hit
from bsb.privacy.kept import KINDS
from bsb.privacy.kinds import kind_name
from bsb.privacy.reasons import reason_text
from bsb.privacy.review import Decision, group
from bsb.web.guard import UPLOAD
from bsb.web.site import Asked, Site, call, page
from bsb.web.transcript import written

_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Open:
    """A review under way: the file as it was sent, and what was read from it."""

    file: InMemory
    interview: str
    draft: Draft


@dataclass
class Reviews:
    """The reviews under way; one at a time, so that a file that was left lying is forgotten.

    ``scan_ready`` puts the register of names into use before a scan.
    """

    scan_ready: Callable[[], None]
    open: dict[str, Open] = field(default_factory=dict)

    def begin(self, review: Open) -> str:
        """Keep a review and forget the one before; return its mark."""
        self.open.clear()
        mark = secrets.token_urlsafe(12)
        self.open[mark] = review
        return mark

    def get(self, mark: str) -> Open:
        """Return a review. Raises BsbError if it is over, or another one was begun since."""
        if mark not in self.open:
            raise BsbError(_("This review is no longer open."), _("Choose the file again. Nothing was stored."))
        return self.open[mark]


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    return [
        page(site, "/review", review),
        call(site, UPLOAD, open_file, writes=False, file=True),
        call(site, "/api/review/{mark}/speakers", speakers),
        call(site, "/api/review/{mark}/text", text),
        call(site, "/api/review/{mark}/store", store),
        call(site, "/api/review/{mark}/drop", drop),
    ]


def review(site: Site, asked: Asked) -> Response:
    """Show the page on which a file is chosen and reviewed."""
    waiting = [each for each in site.project.interviews.all() if each.words is None]
    return site.page("review.html", here="/review", waiting=waiting, wanted=asked.query.get("interview", ""))


def open_file(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Read a file that was sent, into memory alone, and return what is to be decided."""
    interview = site.project.interviews.get(asked.query.get("interview", "")).name
    file = InMemory(asked.query.get("name", ""), asked.data)
    with site.writing:  # one scan at a time: it takes the whole machine
        site.reviews.scan_ready()
        draft = site.project.importer.read(file)
    opened = Open(file, interview, draft)
    return _shown(site.reviews.begin(opened), opened)


def speakers(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Read the file again with what a person said about who is who."""
    before = site.reviews.get(asked.path["mark"])
    told = asked.told.get("speakers")
    if not isinstance(told, dict) or not all(isinstance(each, str) for each in told.values()):
        raise BsbError(_("The page sent something that was not understood."), _("Load the page again."))
    names = {str(name): code.strip().upper() for name, code in told.items() if code.strip()}
    draft = site.project.importer.read(before.file, speakers=names or None)
    opened = Open(before.file, before.interview, draft)
    return _shown(site.reviews.begin(opened), opened)


def _shown(mark: str, opened: Open) -> dict[str, Any]:
    """Return a review as the scripts show it. It holds what people said, and is never logged or kept."""
    draft = opened.draft
    number = {hit: at for at, hit in enumerate(draft.to_review)}
    groups = group([turn.text for turn in draft.turns], draft.to_review, width=_WIDTH)
    return {
        "mark": mark,
        "file": opened.file.name,
        "interview": opened.interview,
        "turns": len(draft.turns),
        "notices": list(draft.notices),
        "speakers": [
            {"name": name, "code": code, "turns": draft.names.get(name, 0), "sure": name.upper() == code}
            for name, code in draft.mapping.items()
        ],
        "groups": [
            {
                "form": each.form,
                "kind": kind_name(each.kind),
                "weak": each.weak,
                "lasting": each.kind in KINDS,
                "proposal": min((hit.replacement for hit in each.hits), key=len),  # without a genitive ending
                "reason": reason_text(each.hits[0].reason),
                "hits": [
                    {
                        "id": number[hit],
                        "turn": draft.turns[hit.turn].number,
                        "speaker": draft.turns[hit.turn].speaker,
                        "before": before,
                        "words": words,
                        "after": after,
                        "proposal": hit.replacement,
                    }
                    for hit, (before, words, after) in zip(each.hits, each.contexts, strict=True)
                ],
            }
            for each in groups
        ],
    }


def _decisions(draft: Draft, asked: Asked) -> dict[Hit, Decision]:
    """Return the decisions that were sent. Raises BsbError for one that is none."""
    told = asked.told.get("decisions")
    hits = draft.to_review
    found = {}
    for each in told if isinstance(told, list) else ():
        asked_of = Asked({}, {}, each if isinstance(each, dict) else {})
        number = asked_of.number("id")
        if not 0 <= number < len(hits):
            raise BsbError(_("The page sent something that was not understood."), _("Load the page again."))
        action = asked_of.text("action")
        found[hits[number]] = Decision(
            action,  # type: ignore[arg-type]  # Decision refuses another
            asked_of.text("replacement", "").strip(),
            asked_of.text("reason", "").strip(),
            action == "keep" and hits[number].kind in KINDS and asked_of.told.get("always") is True,
        )
    return found


def text(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Return the transcript as it would be stored."""
    opened = site.reviews.get(asked.path["mark"])
    people = {each.pseudonym: each.consent for each in site.project.interviews.participants(opened.interview)}
    made = review_draft(opened.draft, opened.interview, people, _decisions(opened.draft, asked))
    turns = zip(opened.draft.turns, made.spans, strict=True)
    return {
        "turns": [
            {"number": turn.number, "speaker": turn.speaker, "text": made.text[start:end]}
            for turn, (start, end) in turns
        ]
    }


def store(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Store the transcript with what was decided, and forget the file."""
    mark = asked.path["mark"]
    opened = site.reviews.get(mark)
    reviewer = " ".join(asked.text("reviewer").split())
    if not reviewer:
        raise BsbError(_("Say who has reviewed it."), _("Initials will do, such as KA."))
    made = site.project.importer.store(
        opened.draft, opened.interview, decisions=_decisions(opened.draft, asked), reviewer=reviewer
    )
    site.reviews.open.pop(mark)
    return written(site, True) | {
        "interview": made.interview,
        "turns": made.turns,
        "words": made.words,
        "replaced": made.replaced,
    }


def drop(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Forget a file that is not to be stored."""
    site.reviews.open.pop(asked.path["mark"], None)
    return {}
