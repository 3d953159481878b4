from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from bsb.cli.main import COMMANDS, build
from bsb.project import Project
from tests.cli.conftest import Run

HEAVY = (
    "spacy",
    "nltk",
    "pandas",
    "numpy",
    "docx",
    "docxtpl",
    "openpyxl",
    "sqlalchemy",
    "psycopg",
    "alembic",
    "lxml",
    "rich",
    "yaml",
)


def child(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | environ,
        check=False,
    )


def test_help_imports_none_of_the_heavy_libraries() -> None:
    done = child(
        "import sys; from bsb.cli.main import main; code = main(['--help']);"
        f"print(sorted(set(sys.modules) & set({HEAVY!r}))); sys.exit(code)",
        BSB_LANG="en",
    )
    assert done.returncode == 0
    assert " demo " in done.stdout
    assert done.stdout.strip().endswith("[]")


def test_every_command_and_group_has_help_and_loads() -> None:
    group = build()
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        assert command.help
        for each in command.commands.values() if isinstance(command, click.Group) else ():
            assert each.help, f"{name} {each.name}"


@pytest.mark.parametrize(("args", "code"), [(["--help"], 0), (["--version"], 0), ([], 2), (["nonsense"], 2)])
def test_exit_codes(bsb: Callable[..., Run], args: list[str], code: int) -> None:
    assert bsb(*args).code == code


def test_a_users_error_is_two_lines_and_exit_code_1(bsb: Callable[..., Run], tmp_path: Path) -> None:
    done = bsb("status", "-C", tmp_path)
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [
        f"There is no project in {tmp_path}.",
        "Look at the path, or make one: bsb init DIR",
    ]


def test_a_fault_of_ours_shows_neither_traceback_nor_words(
    bsb: Callable[..., Run], coded: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise ValueError("hemmelige ord")

    monkeypatch.setattr("bsb.corpus.interviews.Interviews.all", fail)
    done = bsb("interview", "list", "-C", coded.root)
    assert done.code == 1
    assert "A fault in bsb itself: ValueError" in done.err
    assert "hemmelige" not in done.err + done.out


def test_the_project_decides_the_language_and_clicks_own_words_follow(project: Project) -> None:
    here = str(project.root)
    for arguments, word in ((["status"], "Neste"), (["interview", "add"], "Bruk:")):
        code = f"from bsb.cli.main import main; main({[*arguments, '-C', here]!r})"
        done = child(code, BSB_LANG="", LC_ALL="C")
        assert word in done.stdout + done.stderr


def test_json_says_nothing_else_on_stdout(bsb: Callable[..., Run], coded: Project) -> None:
    for args in (
        ["status"],
        ["interview", "list"],
        ["interview", "table"],
        ["transcript", "list"],
        ["transcript", "show", "alna-fg1"],
        ["codebook", "show"],
        ["code", "list"],
        ["matrix", "list"],
        ["matrix", "show", "temaer-bydeler"],
        ["matrix", "show", "tabell-4"],
        ["guide", "list"],
        ["guide", "show", "temaguide-kort"],
        ["consent", "list"],
        ["history"],
    ):
        done = bsb(*args, "--json", "-C", coded.root)
        assert done.code == 0, (args, done.err)
        json.loads(done.out)


def test_a_mistyped_folder_never_reaches_the_project_around_it(bsb: Callable[..., Run], coded: Project) -> None:
    before = coded.journal.entries()
    done = bsb("undo", "-C", coded.root / "output")
    assert done.code == 1
    assert coded.journal.entries() == before
