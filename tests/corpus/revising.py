"""A project with one coded transcript, and ways to correct it."""

from __future__ import annotations

from bsb.corpus.importing import Draft
from bsb.corpus.placing import Placing
from bsb.corpus.revise import Revised, Revisions
from bsb.privacy.review import Decision
from bsb.project import Project
from bsb.store import codings as stored
from tests.conftest import CODEBOOK, TALK


def keep_all(draft: Draft) -> dict[object, Decision]:
    return {hit: Decision("keep") for hit in draft.hits}


def talked(project: Project, talk: str = TALK, name: str = "alna-fg1") -> Project:
    """Give a project a transcript and a codebook, whatever the recogniser makes of the words."""
    path = project.root / "corpora" / f"{name}.txt"
    path.write_text(talk, encoding="utf-8")
    book = project.root / "kodebok.yaml"
    book.write_text(CODEBOOK, encoding="utf-8")
    project.interviews.add(name, district="Alna", participants=3)
    draft = project.importer.read(path)
    project.importer.store(draft, name, decisions=keep_all(draft), reviewer="KA")
    project.codebook.import_file(book)
    return project


def revisions(project: Project) -> Revisions:
    return Revisions(project.journal, project.interviews, project.transcripts, project.importer)


def placing(project: Project) -> Placing:
    return Placing(project.journal, project.transcripts)


def revise(project: Project, text: str, name: str = "alna-fg1", *, unlike: bool = False) -> Revised:
    """Revise with a text, keeping every word that the recogniser doubts."""
    draft = revisions(project).read_text(name, text)
    return revisions(project).revise(draft, name, decisions=keep_all(draft), reviewer="TL", unlike=unlike)


def words(project: Project) -> dict[str, str]:
    """Return the words that each placed coding stands on, by code, coder and turn; its hash must fit."""
    from bsb.text.normal import digest

    found = {}
    with project.store.read() as connection:
        names = {row["id"]: row["key"] for row in stored.codes(connection)}
        for interview in project.transcripts.all():
            text = project.transcripts.get(interview.name)
            for row in stored.codings_on(connection, text.id):
                passage = text.text[row["start"] : row["end"]]
                assert digest(passage) == row["sha256"]
                number = next(t.number for t in reversed(text.turns) if t.start <= row["start"])
                found[f"{number} {names[row['code_id']]} {row['coder']}"] = passage
    return found
