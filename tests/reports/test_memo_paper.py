from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.project import Project
from tests.coding.conftest import team as team


def text(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def test_all_memos_by_what_they_are_about(team: Project) -> None:
    team.memos.add("Vi begynte forfra.", author="KA", title="Om kodingen")
    team.memos.add("Stille i starten.\n\nSå løsnet det.", author="TL", interview="alna-fg1")
    team.memos.add("Hva med lån?", author="KA", code="gjeld")
    path = team.reports.memos(team.memos.all())
    found = text(path)
    heads = [p.text for p in Document(str(path)).paragraphs if p.style.name == "Heading 1"]
    assert heads == ["Om prosjektet", "Om intervjuene", "Om kodene", "Om kodingene"]
    assert found[found.index("Om kodingen") + 1] == "KA · 20. mai 2026 · M1"
    assert found[found.index("alna-fg1") + 2 :][:2] == ["Stille i starten.", "Så løsnet det."]
    assert "Gjeld" in found
    at = found.index("Replikk 2: Økonomi")
    assert found[at + 2 : at + 4] == ["«husleia er høy»", "tydelig"]
    before = path.read_bytes()
    assert team.reports.memos(team.memos.all()).read_bytes() == before


def test_what_cannot_be_written(project: Project, tmp_path: Path) -> None:
    with pytest.raises(BsbError, match="no memos"):
        project.reports.memos([])
    project.memos.add("x", author="KA")
    with pytest.raises(BsbError, match=r"\.docx"):
        project.reports.memos(project.memos.all(), out=tmp_path / "a.pdf")
    assert list(tmp_path.glob("a.*")) == []


def test_in_english(team: Project) -> None:
    toml = team.root / "bsb.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('language = "nb"', 'language = "en"'), encoding="utf-8")
    project = Project.open(team.root, now=team.now)
    found = text(project.reports.memos(project.memos.all()))
    assert "On the codings" in found
    assert any("20 May 2026" in line for line in found)
    project.close()


def test_the_command(team: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bsb.cli.main import main

    monkeypatch.setenv("BSB_LANG", "en")
    run: Callable[..., int] = lambda *args: main([*map(str, args), "-C", str(team.root)])  # noqa: E731
    assert run("memo", "export", "-o", tmp_path / "n.docx", "--kind", "coding", "--author", "KA") == 0
    assert "tydelig" in text(tmp_path / "n.docx")
    assert "Se også bolig" not in text(tmp_path / "n.docx")
    assert run("memo", "export", "--author", "XX") == 1


def test_a_note_on_several_codings_of_a_turn_stands_there_once(team: Project) -> None:
    first = team.codings.all()[0]
    others = [each.ref for each in team.codings.all() if (each.interview, each.turn) == (first.interview, first.turn)]
    assert len(others) > 1
    for ref in others:
        team.codings.edit([ref], memo="Samme notat.")
    found = text(team.reports.memos(team.memos.all()))
    assert found.count("Samme notat.") == 1
    about = found[found.index("Samme notat.") - 2]
    assert all(ref in about for ref in others)
