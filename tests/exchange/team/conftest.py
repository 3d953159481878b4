"""A main project and coders' workplaces. Encryption costs seconds by design and is left out, but for one test."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from bsb.exchange.team.merge import Merged
from bsb.exchange.team.team import open_file
from bsb.privacy.review import Decision
from bsb.project import Project
from tests.conftest import CODEBOOK, TALK, ticking

FG, OTHER = "alna-fg1", "alna-fg2"
PLAN = "Alle skal ha et sted å bo. Ingen skal betale mer enn de har råd til."
BOOK = CODEBOOK + "  - {key: gjeld, facet: theme, name: Gjeld}\n"


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsb.exchange.team.team.encrypt", lambda data, passphrase: data)
    monkeypatch.setattr("bsb.exchange.team.team.decrypt", lambda data, passphrase, name: data)


class House:
    """A main project with two transcripts, and what goes out of it and comes back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ticking()
        self.main = Project.init(folder / "main", name="Prøve", now=self.clock)
        self.numbers = itertools.count()
        book = folder / "kodebok.yaml"
        book.write_text(BOOK, encoding="utf-8")
        self.main.codebook.import_file(book)
        for name, text in ((FG, TALK), (OTHER, TALK.replace("trappa", "gangen"))):
            path = self.main.root / "corpora" / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            self.main.interviews.add(name, district="Alna", participants=3)
            draft = self.main.importer.read(path)
            keep = {hit: Decision("keep", "", "made up") for hit in draft.open_hits}
            self.main.importer.store(draft, name, reviewer="KA", decisions=keep)
        plan = self.main.root / "corpora" / "plan.txt"
        plan.write_text(PLAN, encoding="utf-8")
        self.main.keydocs.import_file(plan, title="Plan")
        (self.main.root / "guides" / "egen.yaml").write_text("title: Egen\n", encoding="utf-8")

    def file(self, name: str) -> Path:
        return self.folder / f"{name}-{next(self.numbers)}.bsbteam"

    def bundle(self, coder: str, **options: Any) -> dict[str, Any]:
        out = self.file(coder)
        self.main.team.bundle(out, coder, passphrase="hest stol lampe", **options)
        return open_file(out, "bundle", passphrase=lambda: "")

    def workplace(self, coder: str, **options: Any) -> Project:
        return self.open(self.bundle(coder, **options))

    def open(self, payload: dict[str, Any]) -> Project:
        return Project.from_bundle(self.folder / f"place-{next(self.numbers)}", payload, now=self.clock)

    def sent(self, place: Project) -> dict[str, Any]:
        out = self.file("back")
        place.team.send(out, passphrase="hest stol lampe")
        return open_file(out, "return", passphrase=lambda: "")

    def back(self, place: Project, **answers: str) -> Merged:
        """Send from a workplace and merge it; answers by conflict, whose colons are written as __ here."""
        return self.main.team.merge(self.sent(place), {n.replace("__", ":"): a for n, a in answers.items()})


@pytest.fixture
def house(tmp_path: Path, plain: None) -> House:
    return House(tmp_path)


def code(project: Project, turn: int, key: str, words: str | None = None, **values: Any) -> str:
    """Code a turn, or words of it, in the first interview; return the coding's id."""
    interview = values.pop("interview", FG)
    coder = values.pop("coder", None) or project.config.coder
    (place,) = project.codings.find(interview, first=turn, last=turn, words=words)
    (made,) = project.codings.add(place, [key], coder=coder, **values).added
    return made.ref


TOLD: dict[str, tuple[str, ...]] = {
    "codebook": (*("key", "facet", "parent", "name", "definition", "memo", "status", "codable"), "codings"),
    "codings": (*("uid", "interview", "start", "end", "quote", "code", "coder", "valence", "level", "memo"),),
    "placing": ("uid", "interview", "code", "coder"),
    "memos": ("kind", "title", "text", "author", "interview", "code", "coding"),
    "summaries": ("matrix", "row", "column", "text", "author", "rests_on", "stale"),
    "quotes": (*("uid", "printed", "state", "reason", "made_by", "made_at", "decided_by", "decided_at"), "theme"),
    "keydoc_codings": ("uid", "title", "start", "end", "quote", "code", "coder", "memo", "at"),
}


def essence(project: Project) -> dict[str, list[str]]:
    """Everything in a project that a merge may touch, told without row ids, places in lists and clock times."""
    found = {
        room: sorted(repr([getattr(each, name) for name in names]) for each in getattr(project, room).all())
        for room, names in TOLD.items()
    }
    with project.store.read(whole=True) as connection:
        rows = connection.exec_driver_sql("SELECT interview, turn, code, coder, model, decision, at FROM suggestion")
        return found | {"suggestions": sorted(repr(tuple(row)) for row in rows)}
