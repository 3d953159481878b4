from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.synthesis.synthesis import Synthesis
from tests.cli.conftest import Run
from tests.synthesis.conftest import NAMES, made, places, project_of, ready, synthesis  # noqa: F401  the fixtures

Bsb = Callable[..., Run]
PASSPHRASE = "en lang passfrase"


@pytest.fixture
def run(bsb: Bsb, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bsb:
    """Run ``bsb synthesis`` in the folder of the synthesis."""
    monkeypatch.setenv("COLUMNS", "200")

    def synthesis_command(*args: object, code: int = 0) -> Run:
        done = bsb("synthesis", *args, "-C", tmp_path / "syntese")
        assert done.code == code, done.err
        return done

    return synthesis_command


def test_from_an_empty_folder_to_papers(
    bsb: Bsb,
    places: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(places.parent)
    monkeypatch.setenv("COLUMNS", "200")
    started = bsb("synthesis", "start", "s", "--name", "På tvers")
    assert "Started “På tvers” in s." in started.out
    monkeypatch.chdir("s")
    assert "bsb synthesis add PROJECT" in bsb("synthesis", "status").err
    added = bsb("synthesis", "add", *(f"../evalueringer/{name}" for name in NAMES))
    assert "Added fossvik-2005: Brukerne i Fossvik, 2005." in added.out
    assert "codes proposed" in bsb("synthesis", "propose").out
    assert "codes confirmed" in bsb("synthesis", "confirm", "--same").out
    assert "medisiner" in bsb("synthesis", "codes", "medis").out
    bsb("synthesis", "confirm", "--all")
    assert "kept as only here" in bsb("synthesis", "keep", "--all").out
    shown = bsb("synthesis", "matrix").out
    assert "Medisiner" in shown
    assert "Participants" in shown
    assert "Wrote m.docx." in bsb("synthesis", "matrix", "-o", "m.docx").out
    assert "Wrote d.docx." in bsb("synthesis", "coverage", "-o", "d.docx").out
    assert "confirmed" in bsb("synthesis", "findings", "medisiner").out
    made_papers = bsb("synthesis", "themes", "medisiner", "--quotes", "1")
    assert "medisiner.docx" in made_papers.out
    assert "bsb synthesis stale" in made_papers.err
    assert "All of it holds." in bsb("synthesis", "stale").out


def test_json_says_no_more_than_the_table(run: Bsb, synthesis: Synthesis) -> None:  # noqa: F811
    found = json.loads(run("matrix", "--json").out)
    assert [each["name"] for each in found["evaluations"]] == list(NAMES)
    for cell in found["cells"]:
        assert cell["state"] in ("said", "few", "silent", "no-code")
        assert (cell["speakers"] is None) == (cell["state"] in ("few", "no-code"))
        assert cell["speakers"] is None or cell["speakers"] == 0 or cell["speakers"] >= 5
    assert {each["evaluation"] for each in json.loads(run("findings", "--json").out)} == set(NAMES)
    covered = json.loads(run("coverage", "--json").out)
    assert set(covered) == {"thin", "reach", "only_here", "not_placed"}
    assert json.loads(run("codes", "--json").out)["themes"][0]["codes"]
    standing = json.loads(run("status", "--json").out)
    assert [each["to_look_at"] for each in standing] == [[], [], []]


def test_after_a_withdrawal_stale_names_paper_and_place(run: Bsb, synthesis: Synthesis) -> None:  # noqa: F811
    run("themes", "medisiner")
    quoted = [
        q for own in synthesis.gather(["medisiner"], quotes=2).quotes.values() for q in own if q.project == NAMES[1]
    ]
    project = project_of(synthesis, NAMES[1])
    coding = next(quote.coding for quote in project.quotes.all() if quote.uid == quoted[0].uid)
    project.consent.withdraw(coding.interview, coding.speaker)
    project.close()
    told = run("stale").out
    assert f"{quoted[0].theme}.docx" in told
    line = next(line for line in told.splitlines() if quoted[0].ref in line)
    assert line == (
        f"- quote {NAMES[1]} {quoted[0].ref} under “Dette sa deltakerne”: it is no longer in the project: take it out"
    )
    assert coding.quote not in told
    found = json.loads(run("stale", "--json").out)
    assert all("words" not in place for each in found for place in each["stale"])


def test_a_change_in_a_codebook_shows_and_is_seen(run: Bsb, synthesis: Synthesis) -> None:  # noqa: F811
    project = project_of(synthesis, NAMES[0])
    project.codebook.plan.rename("medisiner", "Piller og sånt").apply()
    project.close()
    assert f"- {NAMES[0]}/medisiner (medisiner): “Medisiner” is called “Piller og sånt” now" in run("status").out
    assert "1 code in the map has changed" in run("matrix").err
    assert "1 change looked at." in run("seen").out
    assert "to look" not in run("matrix").err


def test_refusing_a_proposal(run: Bsb, synthesis: Synthesis) -> None:  # noqa: F811
    (synthesis.root / "codes.yaml").unlink()
    run("propose")
    assert "1 code refused." in run("refuse", f"medisiner/{NAMES[0]}").out
    run("propose")
    theme = json.loads(run("codes", "medisiner", "--json").out)["themes"][0]
    assert NAMES[0] not in theme["proposed"]
    assert theme["refused"] == {NAMES[0]: ["medisiner"]}


def test_an_encrypted_project_is_asked_for_its_passphrase(
    run: Bsb,
    synthesis: Synthesis,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    pytest.importorskip("sqlcipher3")
    project = project_of(synthesis, NAMES[0])
    project.recode(PASSPHRASE)
    project.close()
    from bsb.store import cipher

    cipher.forget()
    asked: list[str] = []
    monkeypatch.setattr("click.prompt", lambda prompt, **_more: asked.append(prompt) or PASSPHRASE)
    monkeypatch.delenv("BSB_PASSPHRASE_FILE", raising=False)
    found = json.loads(run("status", "--json").out)
    assert "problem" not in found[0]
    assert asked == [f"Passphrase of {NAMES[0]}"]


def test_errors_are_one_message_with_what_to_do(
    run: Bsb,
    bsb: Bsb,
    synthesis: Synthesis,  # noqa: F811
    places: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    assert "There is no synthesis" in bsb("synthesis", "status", "-C", tmp_path).err
    assert "Did you mean medisiner" in run("themes", "medisinr", code=1).err
    assert "Known: fossvik-2005" in run("matrix", "--without", "ingen", code=1).err
    assert "is in the list already" in run("add", places / NAMES[0], code=1).err
    assert "is that of one evaluation" in run("add", "a", "b", "--name", "x", code=1).err
    assert "say --same or --all" in run("confirm", code=2).err
    assert "say --all" in run("keep", code=2).err
    shutil.move(places / NAMES[2], places / "borte")
    assert "in synthesis.yaml" in run("matrix", code=1).err
    assert f"The project of {NAMES[2]} is not in" in run("status").out
    run("matrix", "--without", NAMES[2])
    codes = synthesis.root / "codes.yaml"
    codes.write_text(codes.read_text(encoding="utf-8").replace("[medisiner]", "[medisinr]"), encoding="utf-8")
    wrong = run("matrix", "--without", NAMES[2], code=1).err
    assert "codes.yaml, line" in wrong
