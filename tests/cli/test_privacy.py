from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def folder(tmp_path: Path, bsb: Callable[..., Run]) -> Path:
    root = tmp_path / "prosjekt"
    assert bsb("init", root).code == 0
    return root


def test_the_register_is_kept_outside_and_used_by_a_scan(folder: Path, bsb: Callable[..., Run]) -> None:
    names, file = folder.parent / "navn.txt", folder.parent / "a.txt"
    file.write_text("I1: Hvem kom da?\nB1: Det var skrotten som kom, han pleide det.\n", encoding="utf-8")
    lost = bsb("privacy", "register", "list", "-C", folder)
    assert lost.code == 1 and "--register" in lost.err
    inside = bsb("privacy", "register", "add", "Kari", "--register", folder / "navn.txt", "-C", folder)
    assert inside.code == 1 and not (folder / "navn.txt").exists()
    missing = bsb("privacy", "scan", file, "--register", names, "-C", folder)
    assert missing.code == 1 and "no register" in missing.err
    use = ("--register", names, "-C", folder)
    assert bsb("privacy", "register", "add", "Skrotten, Per Hansen", "Tulla", *use).code == 0
    listed = json.loads(bsb("privacy", "register", "list", "--json", *use).out)
    assert [entry["forms"] for entry in listed] == [["Skrotten", "Per Hansen"], ["Tulla"]]
    hits = json.loads(bsb("privacy", "scan", file, "--json", *use).out)
    assert [(hit["number"], hit["source"], hit["replacement"]) for hit in hits] == [(2, "register", "(navn 1)")]
    assert bsb("privacy", "register", "remove", "Skrotten", *use).code == 0
    assert "Tulla" in bsb("privacy", "register", "list", *use).out
    assert bsb("privacy", "register", "remove", "Skrotten", *use).code == 1


def test_the_register_may_be_named_by_the_environment(
    folder: Path, bsb: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSB_REGISTER", str(folder.parent / "navn.txt"))
    assert bsb("privacy", "register", "add", "Kari", "-C", folder).code == 0
    assert "Kari" in bsb("privacy", "register", "list", "-C", folder).out
    assert not list(folder.rglob("navn.txt"))


def test_numbers_hold_from_one_transcript_to_the_next(folder: Path, bsb: Callable[..., Run]) -> None:
    names = folder.parent / "navn.txt"
    use = ("--register", names, "-C", folder)
    bsb("privacy", "register", "add", "Skrotten", *use)
    for name, who in (("a", "Bjarne"), ("b", "Skrotten og Bjarne")):
        bsb("interview", "add", name, "--district", "Alna", "-C", folder)
        file = folder.parent / f"{name}.txt"
        file.write_text(f"I1: Hvem kom da?\nB1: Det var {who} som kom, som de pleide.\n", encoding="utf-8")
        done = bsb("transcript", "import", file, "--accept-all-proposed", *use)
        assert done.code == 0, done.err
    turns = json.loads(bsb("transcript", "show", "b", "--json", "-C", folder).out)["turns"]
    assert turns[1]["text"] == "Det var (navn 1) og (navn 2) som kom, som de pleide."
    assert "Bjarne" not in names.read_text(encoding="utf-8")


def test_numbers_in_a_text_belong_to_somebody_else(folder: Path, bsb: Callable[..., Run]) -> None:
    file = folder.parent / "a.txt"
    file.write_text("I1: Hvem kom da?\nB1: Det var (navn 2) og Bjarne som kom, som de pleide.\n", encoding="utf-8")
    hits = json.loads(bsb("privacy", "scan", file, "--json", "-C", folder).out)
    assert [hit["replacement"] for hit in hits if hit["kind"] == "person"] == ["(navn 3)"]


def test_what_leaves_is_scanned_and_its_words_not_repeated(folder: Path, bsb: Callable[..., Run]) -> None:
    good, bad = folder.parent / "god.txt", folder.parent / "ring.html"
    good.write_text("Husleia i Alna er for høy.\n", encoding="utf-8")
    bad.write_text("<p>Ring meg på 912 34 567.</p>", encoding="utf-8")
    clean = bsb("privacy", "check-output", good, "-C", folder)
    assert clean.code == 0 and "Nothing was found" in clean.out
    found = bsb("privacy", "check-output", good, bad, "-C", folder)
    assert found.code == 1 and "1 place" in found.err
    assert "ring.html" in found.out and "912" not in found.out + found.err
    told = bsb("privacy", "check-output", bad, "--json", "-C", folder)
    assert told.code == 1
    assert [(leak["kind"], leak["start"]) for leak in json.loads(told.out)] == [("phone", 12)]
    assert bsb("privacy", "check-output", folder.parent / "nei.txt", "-C", folder).code == 1


def test_kept_words_are_listed_added_and_taken_out(folder: Path, bsb: Callable[..., Run]) -> None:
    use = ("-C", folder)
    file = folder.parent / "a.txt"
    file.write_text("I1: Hvor var det?\nB1: Det var på Lillehammer, det, ikke i Førde.\n", encoding="utf-8")
    bsb("interview", "add", "a", "--district", "Alna", *use)
    assert bsb("privacy", "kept", "add", "Lillehammer", *use).code == 0
    assert len(json.loads(bsb("privacy", "scan", file, "--json", *use).out)) == 1
    assert bsb("transcript", "import", file, "--accept-all-proposed", *use).code == 0
    (kept,) = json.loads(bsb("privacy", "kept", "list", "--json", *use).out)
    assert kept["form"] == "Lillehammer"
    told = bsb("privacy", "reviews", "a", *use)
    assert told.code == 0 and "place" in told.out
    (review,) = json.loads(bsb("privacy", "reviews", "--json", *use).out)
    assert {(h["kind"], h["decision"], h["n"]) for h in review["hits"]} >= {
        ("place", "accept", 1),
        ("place", "stood", 1),
    }
    assert bsb("privacy", "kept", "remove", "Lillehammer", *use).code == 0
    assert bsb("privacy", "kept", "remove", "Lillehammer", *use).code == 1


def test_a_file_written_outside_is_scanned(folder: Path, bsb: Callable[..., Run]) -> None:
    use = ("-C", folder)
    file = folder.parent / "a.txt"
    file.write_text("I1: Hvor var det?\nB1: Det var på Lillehammer, det.\n", encoding="utf-8")
    bsb("interview", "add", "a", "--district", "Alna", *use)
    bsb("transcript", "import", file, "--review", _all_kept(folder, bsb, file), *use)
    inside = bsb("transcript", "export", "a", "-o", folder / "output" / "a.txt", *use)
    outside = bsb("transcript", "export", "a", "-o", folder.parent / "ut.txt", *use)
    assert inside.code == outside.code == 0
    assert "may point" not in inside.err
    assert "1 place in it may point to a person" in outside.err and "Lillehammer" not in outside.err


def _all_kept(folder: Path, bsb: Callable[..., Run], file: Path) -> Path:
    import openpyxl

    sheet = folder.parent / "svar.xlsx"
    bsb("privacy", "scan", file, "--sheet", sheet, "-C", folder)
    book = openpyxl.load_workbook(sheet)
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[6].value = "keep"
    book.save(sheet)
    return sheet
