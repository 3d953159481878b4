"""Transcripts as a person handles them: in, corrected, out, away."""

from __future__ import annotations

import csv
import json
import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.conftest import CODEBOOK

TALK = """I1: Hvem ringte du til den gangen?
B1: Jeg ringte Kari Nordmann på 912 34 567, og hun svarte med en gang. Det var godt gjort.
B2: Mm, det er jo ikke alltid sånn. Trappa er mørk, og ingen kommer.
B1: Kari er den eneste som kommer når hun har sagt det.
"""


@pytest.fixture
def folder(tmp_path: Path, bsb: Callable[..., Run]) -> Path:
    root = tmp_path / "prosjekt"
    assert bsb("init", root).code == 0
    assert bsb("interview", "add", "a", "--district", "Alna", "--participants", 2, "-C", root).code == 0
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    return root


def stored(bsb: Callable[..., Run], folder: Path) -> list[str]:
    run = bsb("transcript", "show", "a", "--json", "-C", folder)
    return [turn["text"] for turn in json.loads(run.out)["turns"]] if run.code == 0 else []


def keep(bsb: Callable[..., Run], folder: Path, file: Path, *command: object) -> Run:
    """Run an import or a revision with a sheet in which every place is kept."""
    sheet = folder.parent / "alt.xlsx"
    assert bsb("privacy", "scan", file, "--sheet", sheet, "-C", folder).code == 0
    fill(sheet, lambda row: "keep")
    return bsb(*command, "--review", sheet, "-C", folder)


def fill(sheet: Path, decide: Callable[[dict[str, object]], str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(sheet)
    ws = book.worksheets[0]
    heads = [cell.value for cell in ws[1]]
    for cells in ws.iter_rows(min_row=2):
        row = {head: cell.value for head, cell in zip(heads, cells, strict=True)}
        cells[heads.index("decision")].value = decide(row)
    book.save(sheet)


def test_the_review_goes_by_a_sheet(folder: Path, bsb: Callable[..., Run]) -> None:
    file, sheet = folder.parent / "a.txt", folder.parent / "a.xlsx"
    refused = bsb("transcript", "import", file, "-C", folder)
    assert refused.code == 1 and "--sheet" in refused.err and "Kari" not in refused.err
    made = bsb("privacy", "scan", file, "--sheet", sheet, "-C", folder)
    assert made.code == 0 and "Kari" not in made.out + made.err
    refused = bsb("transcript", "import", file, "--review", sheet, "-C", folder)
    assert refused.code == 1 and "row 2: no decision" in refused.err
    assert stored(bsb, folder) == []
    fill(sheet, lambda row: "replace" if "912" in str(row["words"]) else "keep")
    assert bsb("transcript", "import", file, "--review", sheet, "-C", folder).code == 0
    assert stored(bsb, folder)[1].startswith("Jeg ringte Kari Nordmann på (telefonnummer), og")


def test_the_review_goes_by_questions_at_a_terminal(
    folder: Path, bsb: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bsb.cli.reviewing.at_terminal", lambda: True)
    file = folder.parent / "a.txt"
    stopped = bsb("transcript", "import", file, "-C", folder, stdin="a\nq\n")
    assert stopped.code == 1 and "Nothing was stored." in stopped.err
    ended = bsb("transcript", "import", file, "-C", folder, stdin="a\n")
    assert ended.code == 1 and stored(bsb, folder) == []
    answers = {"a/": "a", "There": "n"}
    monkeypatch.setattr(
        "bsb.cli.review_talk._ask", lambda prompt: next((a for k, a in answers.items() if prompt.startswith(k)), "y")
    )
    done = bsb("transcript", "import", file, "-C", folder)
    assert done.code == 0, done.err
    assert "912" not in "".join(stored(bsb, folder))


def test_a_key_is_written_outside_the_project_and_only_if_asked_for(
    folder: Path, bsb: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    pyrage = pytest.importorskip("pyrage")
    identity = pyrage.x25519.Identity.generate()
    file, key = folder.parent / "a.txt", folder.parent / "nøkkel.age"
    accept = ("transcript", "import", file, "--accept-all-proposed", "--key-for", identity.to_public())
    inside = bsb(*accept, "--key", folder / "k.age", "-C", folder)
    assert inside.code == 1 and "project's folder" in inside.err and stored(bsb, folder) == []
    unknown = bsb(*accept, "--key", key, "--interview", "b", "-C", folder)
    assert unknown.code == 1 and not key.exists()
    assert bsb(*accept, "--key", key, "-C", folder).code == 0
    assert b"Nordmann" in pyrage.decrypt(key.read_bytes(), [identity])
    again = bsb(*accept, "--key", folder.parent / "to.age", "-C", folder)
    assert again.code == 1 and not (folder.parent / "to.age").exists()


@pytest.fixture
def coded(folder: Path, bsb: Callable[..., Run]) -> Path:
    book, table = folder / "bok.yaml", folder / "koder.csv"
    book.write_text(CODEBOOK, encoding="utf-8")
    rows = ["a,3,bolig,critical,Trappa er mørk", "a,4,kontinuitet,positive,", "a,2,okonomi,neutral,godt gjort"]
    table.write_text("\n".join(["interview,turn,code,valence,quote", *rows]), encoding="utf-8")
    file = folder.parent / "a.txt"
    assert keep(bsb, folder, file, "transcript", "import", file).code == 0
    assert bsb("codebook", "import", book, "-C", folder).code == 0
    assert bsb("code", "import", table, "--coder", "KA", "-C", folder).code == 0
    return folder


def test_out_corrected_and_in_again(coded: Path, bsb: Callable[..., Run]) -> None:
    file = coded.parent / "ut.txt"
    assert bsb("transcript", "export", "a", "-o", file, "-C", coded).code == 0
    same = bsb("transcript", "revise", "a", file, "-C", coded)
    assert same.code == 1 and "stands" in same.err
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("som kommer når hun", "som alltid kommer når hun").replace("Trappa er mørk, og ", ""),
        encoding="utf-8",
    )
    dry = bsb("transcript", "revise", "a", file, "--dry-run", "--json", "-C", coded)
    told = json.loads(dry.out)
    assert {(each["kind"], each["before"][:6]) for each in told["listed"]} == {
        ("unplaced", "Trappa"),
        ("changed", "Kari e"),
    }
    assert bsb("transcript", "unplaced", "--json", "-C", coded).out.strip() == "[]"
    report = coded.parent / "rapport.csv"
    done = bsb("transcript", "revise", "a", file, "--report", report, "-C", coded)
    assert done.code == 0, done.err
    assert "version 2" in done.out and "no certain place" in done.out and "settle a" in done.err
    with report.open(encoding="utf-8-sig", newline="") as lines:
        assert {row["kind"] for row in csv.DictReader(lines)} == {"unplaced", "changed"}
    (waiting,) = json.loads(bsb("transcript", "unplaced", "a", "--json", "-C", coded).out)
    assert waiting["before"] == "Trappa er mørk"
    assert "Trappa er mørk" in bsb("transcript", "unplaced", "-C", coded).out
    at = ("transcript", "place", waiting["uid"][:8])
    assert bsb(*at, "--quote", "ingen", "-C", coded).code == 2
    placed = bsb(*at, "--turn", 3, "--quote", "ingen kommer", "-C", coded)
    assert placed.code == 0 and "a:3" in placed.out
    assert bsb("undo", "-C", coded).code == 0
    assert bsb(*at, "--remove", "-C", coded).code == 0
    assert bsb("transcript", "settle", "a", "--yes", "-C", coded).code == 0
    assert "no earlier version" in bsb("transcript", "settle", "a", "--yes", "-C", coded).out


def test_a_revision_may_be_final_at_once(coded: Path, bsb: Callable[..., Run]) -> None:
    file = coded.parent / "ny.txt"
    file.write_text(TALK.replace("Kari Nordmann", "hun på kontoret"), encoding="utf-8")
    done = keep(bsb, coded, file, "transcript", "revise", "a", file, "--final")
    assert done.code == 0, done.err
    assert b"Nordmann" not in b"".join(path.read_bytes() for path in coded.glob("bsb.db*"))
    assert bsb("undo", "-C", coded).code == 1


def test_only_what_is_new_is_on_the_sheet_of_a_revision(coded: Path, bsb: Callable[..., Run]) -> None:
    file, sheet = coded.parent / "ny.txt", coded.parent / "ny.xlsx"
    file.write_text(TALK + "B2: Det nye nummeret er 923 45 678, altså.\n", encoding="utf-8")
    assert bsb("privacy", "scan", file, "--revises", "a", "--sheet", sheet, "-C", coded).code == 0
    asked: list[object] = []
    fill(sheet, lambda row: str(asked.append(row["words"]) or "replace"))
    assert asked == ["923 45 678"]
    assert bsb("transcript", "revise", "a", file, "--review", sheet, "-C", coded).code == 0
    assert stored(bsb, coded)[4] == "Det nye nummeret er (telefonnummer), altså."
    assert "Kari Nordmann" in stored(bsb, coded)[1]


def test_the_wrong_file_is_noticed(coded: Path, bsb: Callable[..., Run]) -> None:
    file = coded.parent / "feil.txt"
    file.write_text("I1: Hva skjer her da?\nB1: Vi spiser middag og ser på kamp sammen.\n", encoding="utf-8")
    refused = bsb("transcript", "revise", "a", file, "--accept-all-proposed", "-C", coded)
    assert refused.code == 1 and "--unlike" in refused.err
    assert bsb("transcript", "revise", "a", file, "--accept-all-proposed", "--unlike", "-C", coded).code == 0
    assert len(json.loads(bsb("transcript", "unplaced", "--json", "-C", coded).out)) == 3


def test_removing_asks_and_says_what_goes(coded: Path, bsb: Callable[..., Run]) -> None:
    asked = bsb("transcript", "remove", "a", "-C", coded, stdin="n\n")
    assert asked.code == 1 and "4 turns" in asked.err and "3 codings" in asked.err
    assert len(stored(bsb, coded)) == 4
    assert bsb("transcript", "remove", "a", "--yes", "-C", coded).code == 0
    assert stored(bsb, coded) == []
    assert bsb("undo", "-C", coded).code == 1


def test_one_sheet_is_for_one_file(folder: Path, bsb: Callable[..., Run]) -> None:
    file = folder.parent / "a.txt"
    refused = bsb("transcript", "import", file, file, "--review", "x.xlsx", "-C", folder)
    assert refused.code == 1 and "2 files" in refused.err


def test_a_folder_is_imported_and_passed_over_the_second_time(folder: Path, bsb: Callable[..., Run]) -> None:
    talks = folder.parent / "samtaler"
    talks.mkdir()
    for name in ("b", "c"):
        bsb("interview", "add", name, "--district", "Alna", "-C", folder)
        (talks / f"{name}.txt").write_text(f"I1: Hei, {name}.\nB1: Hei på deg.\n", encoding="utf-8")
    command = ("transcript", "import", talks, "--yes", "-C", folder)
    first = bsb(*command)
    assert (first.code, first.out.count("2 turns")) == (0, 2)
    (talks / "d.txt").write_text("I1: Hei.\nB1: Ingen har lagt inn dette intervjuet.\n", encoding="utf-8")
    again = bsb(*command)
    assert again.code == 1
    assert "2 files are in the project already and were passed over." in again.err
    assert "1 of 3 files were not imported." in again.err
