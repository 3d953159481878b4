"""The page on which a transcript is read and coded, and the calls that its scripts make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute

from bsb.coding.codes import Code, depths
from bsb.coding.codings import Coding
from bsb.coding.passages import Place
from bsb.web.site import Asked, Site, call, page

_VALUES = ("valence", "level", "phase", "memo", "code")


def routes(site: Site) -> list[BaseRoute]:
    """Return the routes."""
    return [
        page(site, "/transcript/{interview}", transcript),
        call(site, "/api/transcript/{interview}", codings, writes=False),
        call(site, "/api/codes", codes, writes=False),
        call(site, "/api/newest", newest, writes=False),
        call(site, "/api/codings/add", add),
        call(site, "/api/codings/edit", edit),
        call(site, "/api/codings/remove", remove),
        call(site, "/api/undo", undo),
        call(site, "/api/redo", redo),
    ]


def transcript(site: Site, asked: Asked) -> Response:
    """Show a transcript turn by turn. Codings are fetched and drawn by the page's scripts."""
    found = site.project.transcripts.get(asked.path["interview"])
    names = [each.name for each in site.project.transcripts.all()]
    at = names.index(found.interview)
    return site.page(
        "transcript.html",
        here="/transcripts",
        transcript=found,
        interview=site.project.interviews.get(found.interview),
        speakers=sorted({turn.speaker for turn in found.turns if turn.speaker}),
        before=names[at - 1] if at else "",
        after=names[at + 1] if at + 1 < len(names) else "",
    )


def codings(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Return the codings of a transcript; of one coder alone where the others' are not to be seen."""
    newest = site.project.journal.newest()  # before they are read: what is written meanwhile is fetched again
    interview = site.project.interviews.get(asked.path["interview"]).name
    only = asked.query.get("coder")
    found = site.project.codings.all(interviews=[interview], coders=[only] if only is not None else None)
    return {"codings": [plain(coding) for coding in found], "newest": newest}


def plain(coding: Coding) -> dict[str, Any]:
    """Return a coding as the scripts know it: without its words, which they have."""
    names = ("start", "end", "code", "coder", "valence", "level", "phase", "memo", "state")
    return {"ref": coding.ref} | {name: getattr(coding, name) for name in names}


def codes(site: Site, _asked: Asked) -> Mapping[str, Any]:
    """Return the codebook in its order."""
    found = site.project.codebook.all()
    deep = depths(found)
    return {"codes": [_code(code, deep[code.key]) for code in found]}


def _code(code: Code, depth: int) -> dict[str, Any]:
    return {name: getattr(code, name) for name in Code.__slots__} | {"label": code.label, "depth": depth}


def newest(site: Site, _asked: Asked) -> Mapping[str, Any]:
    """Return the number of the newest change, by which a window sees that another one wrote."""
    return {"newest": site.project.journal.newest()}


def add(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Code a passage; say so if this coder has coded it so before."""
    made = site.project.codings.add(
        _place(site, asked),
        [asked.text("code")],
        coder=asked.text("coder"),
        valence=asked.text("valence", "neutral"),
        level=asked.text("level", "") or None,
        phase=asked.text("phase", "") or None,
        memo=asked.text("memo", ""),
    )
    return written(site, bool(made.added)) | {"coding": plain((made.added or made.known)[0])}


def _place(site: Site, asked: Asked) -> Place:
    """Return the passage that is meant: the words must be those that stand there."""
    return site.project.codings.at(
        asked.text("interview"), asked.number("start"), asked.number("end"), asked.text("quote")
    )


def edit(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Change a coding that is as the window saw it."""
    values = {name: asked.text(name) for name in _VALUES if name in asked.told}
    place = _place(site, asked) if "start" in asked.told else None
    ((old, new),) = site.project.codings.edit([asked.text("ref")], place=place, seen=asked.text("seen"), **values)
    return written(site, old != new) | {"coding": plain(new)}


def remove(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Remove a coding that is as the window saw it."""
    site.project.codings.remove([asked.text("ref")], seen=asked.text("seen"))
    return written(site, True)


def undo(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Undo a change of this window."""
    site.project.journal.undo(asked.number("entry"))
    return written(site, True)


def redo(site: Site, asked: Asked) -> Mapping[str, Any]:
    """Do again a change that this window undid."""
    site.project.journal.redo(asked.number("entry"))
    return written(site, True)


def written(site: Site, something: bool) -> dict[str, Any]:
    """Return the number under which a change can be undone (null if nothing changed), and that of the newest one."""
    newest = site.project.journal.newest()
    return {"entry": site.project.journal.latest if something else None, "newest": newest}
