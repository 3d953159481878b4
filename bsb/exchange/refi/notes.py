"""What people wrote, as it stands in a REFI-QDA project: which note is about what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bsb.exchange.refi.words import note_told
from bsb.formats.qda.model import QdaProject, QdaSelection
from bsb.text.normal import normalise


@dataclass(frozen=True, slots=True)
class NoteIn:
    """A note that comes in. ``kind`` is that of the memo it becomes, ``target`` the guid of what it is about.

    ``cell`` is (matrix, row, column), ``summary`` tells that it is that cell's summary. ``passage`` is the selection
    that a note on uncoded words is about.
    """

    guid: str
    kind: str
    target: str
    title: str
    text: str
    user: str
    at: str
    edited: str = ""
    cell: tuple[str, str, str] | None = None
    summary: bool = False
    passage: QdaSelection | None = None


def notes_in(project: QdaProject, lost: Counter[str]) -> list[NoteIn]:
    """Return every note with a text, each about the first thing that refers to it, else about the project."""
    where, passages = _targets(project, lost)
    found = []
    for note in project.memos:
        told = note_told(note.description)
        text = (note.text if note.text is not None and note.text.strip() else note.description).strip()
        if not text or (told.cell and not (note.text or "").strip()):
            lost["empty_notes"] += 1
            continue
        lost["note_codings"] += sum(len(s.codings) for s in note.selections) + note.coded
        kind, target = ("cell", "") if told.cell else where.get(note.guid, ("project", ""))
        title = note.name if told.title is None else told.title
        found.append(
            NoteIn(
                guid=note.guid,
                kind=kind,
                target=target,
                title=title,
                text=text,
                user=note.user,
                at=note.at,
                edited=note.modified if note.modified != note.at else "",
                cell=told.cell,
                summary=told.summary,
                passage=passages.get(note.guid),
            )
        )
    return [*found, *_described(project)]


def _targets(project: QdaProject, lost: Counter[str]) -> tuple[dict[str, tuple[str, str]], dict[str, QdaSelection]]:
    found: dict[str, tuple[str, str]] = {}
    passages: dict[str, QdaSelection] = {}
    things: dict[str, tuple[str, str, QdaSelection | None]] = {}

    def put(notes: tuple[str, ...], kind: str, target: str, passage: QdaSelection | None = None) -> None:
        for note in notes:
            if note in found:
                lost["note_references"] += found[note] != (kind, target)
                continue
            found[note] = (kind, target)
            if passage is not None:
                passages[note] = passage

    for code in project.codes:
        things[code.guid] = ("code", code.guid, None)
        put(code.notes, "code", code.guid)
    for source in project.sources:
        things[source.guid] = ("interview", source.guid, None)
        for each in source.selections:
            for coding in each.codings:
                if coding.notes:
                    put(coding.notes, "coding", coding.guid)
            if each.codings:
                things[each.guid] = ("coding", each.codings[0].guid, None)
            else:
                things[each.guid] = ("interview", source.guid, each)
            if each.notes:
                kind, target, passage = things[each.guid]
                put(each.notes, kind, target, passage)
        put(source.notes, "interview", source.guid)
    put(project.notes, "project", "")
    memos = {note.guid for note in project.memos}
    for ends in project.links:
        note, other = ends if ends[0] in memos else (ends[1], ends[0])
        if note in memos and other in things:
            kind, target, passage = things[other]
            put((note,), kind, target, passage)
        else:
            lost["links"] += 1
    return found, passages


def _described(project: QdaProject) -> list[NoteIn]:
    """Return the descriptions of the project and of sources as notes, where they are not in a note already."""
    # A note's own file may have other line ends than the same words in an attribute or element.
    texts = {note.guid: normalise(note.text or "").strip() for note in project.memos}
    found = []
    if project.description.strip():
        found.append(NoteIn("", "project", "", "", project.description.strip(), project.user, project.at))
    for source in project.sources:
        text = normalise(source.description).strip()
        if text and text != "\n\n".join(texts.get(note, "") for note in source.notes).strip():
            found.append(NoteIn("", "interview", source.guid, "", text, source.user, source.at))
        found += [
            NoteIn("", "interview", source.guid, "", each.description.strip(), each.user, each.at, passage=each)
            for each in source.selections
            if not each.codings and each.description.strip()
        ]
    return found
