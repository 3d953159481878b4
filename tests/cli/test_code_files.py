from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.project import Project
from tests.cli.conftest import Run
from tests.coding.conftest import team as team
from tests.coding.round_trip import word_editing as edit

Bsb = Callable[..., Run]


@pytest.fixture
def run(bsb: Bsb, team: Project, monkeypatch: pytest.MonkeyPatch) -> Bsb:
    monkeypatch.delenv("BSB_CODER", raising=False)
    return lambda *args, **more: bsb("code", *args, "-C", team.root, **more)


@pytest.fixture
def word(run: Bsb, team: Project) -> Path:
    assert run("export", "alna").code == 0
    return team.output / "koding" / "koding-alna-fg1.docx"


def test_out_and_in_again(run: Bsb, word: Path, team: Project, tmp_path: Path) -> None:
    made = run("export", "alna-fg1", "--format", "excel", "--coder", "KA", "-o", tmp_path, "--json")
    (file,) = json.loads(made.out)
    assert (file["interview"], file["codings"]) == ("alna-fg1", 2)
    edit.comment(word, "egen inngang", "bolig +; fint")
    shown = run("import", word, "--coder", "KA", "--dry-run")
    assert "bolig" not in [c.code for c in team.codings.all(coders=["KA"])]
    assert "comment 1, turn 2: Bolig (positive; fint) «egen inngang»" in shown.out
    done = run("import", word, file["path"], "--coder", "KA")
    assert (done.code, "1 added, 0 changed, 0 removed, 5 as before" in done.out) == (0, True)
    assert "koding-alna-fg1-ka.xlsx: nothing new." in done.out
    assert "nothing new" in run("import", file["path"]).out  # whose it is stands in the file
    assert "Say who codes" in run("import", word).err


def test_a_question_stops_the_file_and_only_that_file(run: Bsb, word: Path, team: Project, tmp_path: Path) -> None:
    sheet = tmp_path / "a.xlsx"
    run("export", "alna", "--format", "excel", "-o", sheet)
    edit.comment(word, "egen inngang", "bollig +")
    edit.comment(word, "Mm.", "vanskelig, okonomi")
    stopped = run("import", word, sheet, tmp_path / "borte.docx", "--coder", "KA")
    assert stopped.code == 1
    assert "“bollig” is no code. Did you mean Bolig?" in stopped.err
    assert "koding-alna-fg1.docx: 2 things must be settled" in stopped.err
    assert "There is no file" in stopped.err
    assert "a.xlsx: nothing new." in stopped.out
    assert "2 files of 3 were not taken in" in stopped.err
    assert len(team.codings.all()) == 5
    half = run("import", word, "--coder", "KA", "--yes")
    assert (half.code, len(team.codings.all())) == (1, 5)
    done = run("import", word, "--coder", "KA", "--yes", "--meaning", "vanskelig=", "--json")
    (told,) = json.loads(done.out)
    assert [each["after"]["code"] for each in told["new"]] == ["bolig", "okonomi"]
    assert told["new"][1]["after"]["memo"] == "vanskelig"


def test_answers_at_a_terminal(run: Bsb, word: Path, team: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsb.cli.code_return.at_terminal", lambda: True)
    edit.comment(word, "egen inngang", "bollig +")
    before = team.codings.all()
    assert run("import", word, "--coder", "KA", stdin="0\n").code == 1
    assert team.codings.all() == before
    own = next(text for text in edit.comments(word) if "tydelig" in text)
    edit.delete(word, own)
    kept = run("import", word, "--coder", "KA", stdin="1\nn\n")
    assert "KA has taken 2 codings away" in kept.err
    assert len(team.codings.all()) == 6
    assert run("import", word, "--coder", "KA", stdin="1\ny\n").code == 0
    assert len(team.codings.all()) == 4


def test_what_was_taken_away_is_said_before_it_goes(run: Bsb, word: Path, team: Project) -> None:
    edit.delete(word, next(text for text in edit.comments(word) if "tydelig" in text))
    stopped = run("import", word, "--coder", "KA")
    assert (stopped.code, len(team.codings.all())) == (1, 5)
    assert "--keep-removed" in stopped.err
    assert run("import", word, "--coder", "KA", "--keep-removed").code == 0
    assert len(team.codings.all()) == 5
    assert run("import", word, "--coder", "KA", "--yes").code == 0
    assert len(team.codings.all()) == 3


def test_only_some_authors_comments(run: Bsb, word: Path, team: Project) -> None:
    edit.comment(word, "egen inngang", "bolig", author="Kari")
    edit.comment(word, "Mm.", "bolig", author="Per")
    done = run("import", word, "--coder", "KA", "--author", "Kari")
    assert (done.code, len(team.codings.all())) == (0, 6)
    assert "written by Per, left out" in done.out


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.odt", "a.txt", "mappe"])
def test_other_kinds_of_file_get_one_clear_message(run: Bsb, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.mkdir() if name == "mappe" else path.write_text("x", encoding="utf-8")
    refused = run("import", path, "--coder", "KA")
    assert refused.code == 1
    assert refused.err.splitlines() == [
        f"{name} is not a file that codings are read from.",
        "These are: Word files with comments (.docx), Excel workbooks (.xlsx) and tables (.csv, .tsv).",
    ]


def test_tables_are_taken_in_by_the_same_command(run: Bsb, team: Project, tmp_path: Path) -> None:
    table = tmp_path / "k.csv"
    table.write_text("interview,turn,code\nalna-fg1,5,bolig\n", encoding="utf-8")
    assert "1 coding added" in run("import", table, "--coder", "KA", "--dry-run").out
    assert len(team.codings.all()) == 5
    run("import", table, "--coder", "KA")
    assert len(team.codings.all()) == 6


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("export", "nord"), "no interview called"),
        (("export", "alna", "-o", "a.xlsx"), "does not end in .docx"),
        (("import", "FILE", "--coder", "ka"), "new coder beside KA"),
        (("import", "FILE", "--coder", "KA", "--meaning", "bollig"), "is no meaning"),
        (("import", "FILE", "--coder", "KA", "--meaning", "x=blig"), "no code called"),
    ],
)
def test_mistakes_are_two_lines(run: Bsb, word: Path, args: tuple[str, ...], says: str) -> None:
    refused = run(*(str(word) if arg == "FILE" else arg for arg in args))
    assert refused.code == 1
    assert says in refused.err
    assert len(refused.err.splitlines()) <= 2
