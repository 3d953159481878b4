"""LibreOffice opens the files, writes comments in its own way, and saves them: everything still finds its place."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bsb.project import Project
from tests.coding.round_trip.conftest import plan, quotes, take
from tests.conftest import need


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lo")


def saved(path: Path, ending: str, profile: Path) -> Path:
    """Let LibreOffice open a file and save it as another kind (or the same, in a folder of its own)."""
    out = path.parent / f"lagret-{ending}"
    command = [need("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", ending]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=180)
    return out / f"{path.stem}.{ending}"


def annotated(flat: Path, words: str, name: str, text: str, *, resolved: bool = False) -> None:
    """Put a comment round words of a flat OpenDocument text."""
    content = flat.read_text(encoding="utf-8")
    assert content.count(words) == 1
    tick = ' loext:resolved="true"' if resolved else ""
    start = (
        f'<office:annotation office:name="{name}"{tick}><dc:creator>Kari Andersen</dc:creator>'
        f"<dc:date>2026-05-20T12:00:00</dc:date><text:p>{text}</text:p></office:annotation>"
    )
    end = f'<office:annotation-end office:name="{name}"/>'
    flat.write_text(content.replace(words, start + words + end), encoding="utf-8")


def test_a_coder_who_uses_libreoffice(team: Project, profile: Path) -> None:
    path = team.coding_files.export("alna-fg1").path
    flat = saved(path, "fodt", profile)
    annotated(flat, "egen inngang", "a1", "bolig +; fint")
    annotated(flat, "De kommer når de har sagt det", "a2", "Faste folk, bolig ±", resolved=True)
    back = saved(flat, "docx", profile)
    made = plan(team, back)
    assert (made.compared.same, made.compared.removed, made.compared.changed) == (5, [], [])
    assert len(made.compared.new) == 3
    assert not (made.found.questions or made.found.problems or made.found.left)
    take(team, back)
    assert {
        ("egen inngang", "bolig", "positive"),
        ("De kommer når de har sagt det", "kontinuitet", "mixed"),
    } <= set(quotes(team))
    assert take(team, back).added == 0


def test_a_sheet_that_libreoffice_saved(team: Project, profile: Path) -> None:
    path = team.coding_files.export("alna-fg1", kind="excel").path
    made = plan(team, saved(path, "xlsx", profile))
    assert (made.compared.same, made.changes(), made.found.notices) == (5, [], [])
