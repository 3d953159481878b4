"""The first page: where the project stands, what comes next, what deserves a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import BaseRoute

from bsb.corpus.interviews import Interview
from bsb.web.site import Asked, Site, page

if TYPE_CHECKING:
    from bsb.project import Project

#: Where the page helps with a step that is next; other steps are done with a command.
_PLACES = {
    "transcripts": "/review",
    "codebook": "/codebook",
    "coding": "/transcripts",
    "documents": "/matrices",
    "conferences": "/conferences",
}
#: Where the page shows what waits for people.
_WAITING = {
    "quotes": "/quotes",
    "evidence": "/findings",
    "unsaid": "/findings",
    "minutes": "/conferences",
    "verdicts": "/conferences",
    "followups": "/findings",
}
#: Cautions that are about material and coders: the first page tells of each. The others are counted elsewhere.
_SHOWN = ("one-speaker", "one-interview", "one-district", "few-interviews", "no-interviews", "not-coded")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    return [page(site, "/", overview), page(site, "/transcripts", transcripts)]


@dataclass(frozen=True, slots=True)
class Row:
    """An interview with the number of codings by each coder."""

    interview: Interview
    coders: tuple[tuple[str, int], ...]


def overview(site: Site, _asked: Asked) -> Response:
    """Show where the project stands."""
    project = site.project
    state = project.progress()
    ahead = next((step.key for step in state.steps if step.state != "done"), "")
    cautions = project.analyses.cautions() if project.codebook.all("theme") else []
    unplaced = len(project.placing.all())
    return site.page(
        "overview.html",
        here="/",
        state=state,
        place=_PLACES.get(ahead, ""),
        places=_WAITING,
        table=project.interviews.table(),
        coders=project.codings.coders(),
        ready=len(project.transcripts.all()),
        unplaced=unplaced,
        cautions=[caution.text for caution in cautions if caution.kind in _SHOWN],
    )


def transcripts(site: Site, _asked: Asked) -> Response:
    """List the interviews with what is coded in each."""
    return site.page("transcripts.html", here="/transcripts", rows=rows_of(site.project))


def rows_of(project: Project) -> Sequence[Row]:
    """Return every interview with its coders."""
    counts: dict[str, dict[str, int]] = {}
    for interview, coder, n in project.codings.counts():
        counts.setdefault(interview, {})[coder] = n
    return [Row(each, tuple(sorted(counts.get(each.name, {}).items()))) for each in project.interviews.all()]
