"""The thread through the circle as a person types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import CODEBOOK, TALK


@pytest.fixture
def folder(tmp_path: Path, bsb: Callable[..., Run]) -> Path:
    root = tmp_path / "prosjekt"
    assert bsb("init", root, "--name", "Prøve").code == 0
    return root


def test_from_guide_to_process_document(folder: Path, bsb: Callable[..., Run]) -> None:
    def run(*args: object) -> str:
        done = bsb(*args, "-C", folder)
        assert done.code == 0, done.err
        return done.out + done.err

    talk, book, table = folder / "alna-fg1.txt", folder / "bok.yaml", folder / "koder.csv"
    talk.write_text(TALK, encoding="utf-8")
    book.write_text(CODEBOOK, encoding="utf-8")
    table.write_text("interview,turn,code,valence\nalna-fg1,2,okonomi,critical\n", encoding="utf-8")
    assert "Plan interviews" in run("status")
    run("interview", "add", "alna-fg1", "--district", "aln", "--participants", 3, "--guide", "temaguide-kort")
    assert json.loads(run("interview", "list", "--json"))[0]["guide_hash"]
    run("guide", "kit", "--interview", "alna-fg1")
    assert (folder / "output/intervjupakker/intervjupakke-alna-fg1.docx").is_file()
    assert "6 turns" in run("transcript", "import", talk)
    run("codebook", "import", book)
    assert "1 coding added" in run("code", "import", table, "--coder", "KA")
    assert "1*" in run("matrix", "show", "temaer-bydeler")
    for ending in ("xlsx", "docx"):
        run("matrix", "export", "temaer-bydeler", "-o", folder / f"m.{ending}")
        assert (folder / f"m.{ending}").stat().st_size > 1000
    run("report", "process", "Alna")
    assert (folder / "output/prosessdokumenter/prosessdokument-alna.docx").is_file()
    assert "codings imported" in run("history")
    run("undo")
    assert json.loads(run("code", "list", "--json")) == []
    run("redo")
    assert len(json.loads(run("code", "list", "--json"))) == 1


def test_a_batch_reports_every_file_and_keeps_the_good_ones(folder: Path, bsb: Callable[..., Run]) -> None:
    good, bad, empty = folder / "alna-fg1.txt", folder / "alna-fg2.xyz", folder / "alna-fg3.txt"
    good.write_text(TALK, encoding="utf-8")
    bad.write_text(TALK, encoding="utf-8")
    empty.write_bytes(b"")
    for number in (1, 2, 3):
        bsb("interview", "add", f"alna-fg{number}", "--district", "Alna", "-C", folder)
    done = bsb("transcript", "import", bad, good, empty, "-C", folder)
    assert done.code == 1
    assert "alna-fg1.txt -> alna-fg1" in done.out
    assert "2 of 3 files were not imported" in done.err
    assert "alna-fg2.xyz" in done.err
    assert "alna-fg3.txt" in done.err


def test_names_in_a_file_are_shown_and_confirmed(folder: Path, bsb: Callable[..., Run]) -> None:
    talk = folder / "alna-fg1.txt"
    names = TALK.replace("I1", "Intervjuer").replace("I2", "Intervjuer").replace("B1", "Kvinne")
    talk.write_text(names, encoding="utf-8")
    bsb("interview", "add", "alna-fg1", "--district", "Alna", "-C", folder)
    refused = bsb("transcript", "import", talk, "-C", folder, stdin="n\n")
    assert refused.code == 1
    assert "Intervjuer" in refused.out
    assert Project.open(folder).transcripts.all() == []
    told = bsb(
        "transcript", "import", talk, "--speaker", "Intervjuer=I1", "--speaker", "Kvinne=B1", "--yes", "-C", folder
    )
    assert told.code == 0, told.err
    wrong = bsb("transcript", "import", talk, "--speaker", "Intervjuer", "-C", folder)
    assert "does not say who" in wrong.err


def test_withdrawal_asks_first(folder: Path, bsb: Callable[..., Run]) -> None:
    bsb("interview", "add", "alna-fg1", "--district", "Alna", "--participants", 2, "-C", folder)
    assert bsb("consent", "give", "alna-fg1", "--on", "2026-05-20", "-C", folder).code == 0
    assert bsb("consent", "withdraw", "alna-fg1", "B1", "-C", folder, stdin="n\n").code == 1
    assert bsb("consent", "withdraw", "alna-fg1", "B1", "-C", folder, "--yes").code == 0
    listed = json.loads(bsb("consent", "list", "--json", "-C", folder).out)
    assert [p["consent"] for p in listed] == ["withdrawn", "given"]


def test_init_refuses_a_folder_that_has_a_project(folder: Path, bsb: Callable[..., Run]) -> None:
    done = bsb("init", folder)
    assert done.code == 1
    assert "already a bsb.toml" in done.err


def test_scanning_shows_places_and_stores_nothing(folder: Path, bsb: Callable[..., Run]) -> None:
    talk = folder / "x.txt"
    talk.write_text("I1: Hei.\nB1: Ring meg på 912 34 567.\n", encoding="utf-8")
    done = bsb("privacy", "scan", talk, "-C", folder)
    assert done.code == 0, done.err
    assert "phone number" in done.out
    assert Project.open(folder).journal.entries() == []


def test_the_demo_draws_no_bar_before_it_refuses(tmp_path: Path, bsb: Callable[..., Run]) -> None:
    (tmp_path / "egen.txt").write_text("min", encoding="utf-8")
    refused = bsb("demo", tmp_path)
    assert refused.code == 1 and "not empty" in refused.err
    assert "━" not in refused.err and " 0/" not in refused.err
