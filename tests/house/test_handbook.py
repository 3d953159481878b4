"""The handbook: its commands run as written, its links lead somewhere, and the site asks nobody for anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from bsb.i18n import set_language
from bsb.project import Project
from bsb.text.lix import lix
from tests.cli.conftest import Run, bsb  # noqa: F401  the fixture
from tests.house.console import Reader, commands
from tests.house.files import lay_out
from tools.handbook import DOCS, ROOT, build, contents, read_page

PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
WITH_COMMANDS = [name for name in PAGES if "```console\n" in (DOCS / name).read_text(encoding="utf-8")]


@pytest.fixture
def norwegian(bsb: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Run]]:  # noqa: F811
    """The command line as the handbook's readers have it."""
    monkeypatch.setenv("BSB_LANG", "nb")
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setattr("uvicorn.Server.run", lambda _self, sockets: None)
    monkeypatch.setattr("webbrowser.open", lambda _link: True)
    yield bsb
    set_language("en")


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_the_commands_of_a_page_run(
    name: str,
    norwegian: Callable[..., Run],
    example: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    reader = Reader(norwegian, monkeypatch, example.root, lay_out)
    assert reader.follow((DOCS / name).read_text(encoding="utf-8")) > 0


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("intervjuere/")])
def test_peer_interviewers_read_easy_pages(name: str) -> None:
    spoken = [text for _anchor, _heading, text in read_page(DOCS, name, commands=False).sections]
    assert 15 < (lix("\n".join(spoken)) or 99) < 40


def test_windows_users_get_the_same_commands() -> None:
    for name in PAGES:
        text = (DOCS / name).read_text(encoding="utf-8")
        typed = {line for block in _blocks(text, "console") for line, _said in commands(block)}
        for block in _blocks(text, "powershell"):
            for line in block.splitlines():
                if line.startswith("bsb "):
                    assert line.replace("\\", "/") in typed, f"{name}: {line}"


def test_every_command_named_in_the_docs_exists() -> None:
    from bsb.cli.main import build

    wrong, seen = [], 0
    for file in [*(DOCS / name for name in PAGES), ROOT / "README.md"]:
        text = file.read_text(encoding="utf-8")
        typed = [line for block in _blocks(text, "powershell") for line in block.splitlines() if line[:4] == "bsb "]
        typed += re.findall(r"^(?:    |\$ )((?:time )?bsb \w.*)", text, re.MULTILINE)
        for line in typed + re.findall(r"`(bsb [^`]+)`", text):
            seen += 1
            if fault := _fault(build(), line):
                wrong.append(f"{file.name}: {line}: {fault}")
    assert wrong == []
    assert seen > 200


def _fault(root: click.Group, line: str) -> str:
    """Return what of a line there is not: a command, or an option of it."""
    command: click.Command = root
    for word in line.removeprefix("time ").split()[1:]:
        if isinstance(command, click.Group) and re.fullmatch(r"[a-z][a-z-]*", word):
            below = command.get_command(click.Context(command), word)
            if below is None:
                return "" if command.params and command.name == "export" else f"no command {word}"
            command = below
        elif re.fullmatch(r"--[a-z-]+|-[a-zA-Z]", word):
            known = {opt for parameter in command.params for opt in (*parameter.opts, *parameter.secondary_opts)}
            if word not in known | {"--help", "-h", "--version"}:
                return f"no option {word}"
    return ""


def _blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("handbook")
    build(out)
    return out


def test_the_site_has_every_page(site: Path) -> None:
    made = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert made == {name.removesuffix(".md") + ".html" for name in PAGES}
    assert len(contents()) == 5


def test_the_site_asks_nobody_for_anything(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".svg"):
            text = path.read_text(encoding="utf-8")
            # A link that a reader may follow is nothing that the page fetches.
            assert not re.search(r"""(?:src|<link[^>]*href)\s*=\s*["']?\s*(?:https?:)?//""", text), path.name
            assert not re.search(r"url\(|@import|fetch\(|XMLHttp|<iframe|<object", text), path.name


def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    anchors = {
        path: set(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8"))) for path in site.rglob("*.html")
    }
    for path in anchors:
        text = path.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            if link.startswith("https://"):
                continue
            target, _hash, anchor = unquote(link).partition("#")
            there = (path.parent / target).resolve() if target else path
            assert there.is_file(), f"{path.name}: {link}"
            assert not anchor or anchor in anchors[there], f"{path.name}: {link}"


def test_every_picture_tells_what_it_shows_and_all_are_small() -> None:
    for name in PAGES:
        text = (DOCS / name).read_text(encoding="utf-8")
        assert all(len(told) > 10 for told in re.findall(r"!\[(.*?)\]\(", text)), name
    assert sum(path.stat().st_size for path in (DOCS / "bilder").iterdir()) < 2_500_000


def test_the_same_pages_give_the_same_site(site: Path, tmp_path: Path) -> None:
    for path in build(tmp_path):
        assert path.read_bytes() == (site / path.relative_to(tmp_path)).read_bytes()


def test_the_search_finds_words_without_a_server(site: Path) -> None:
    data = (site / "sok-data.js").read_text(encoding="utf-8")
    pages = json.loads(data.removeprefix("window.BSB_PAGES = ").removesuffix(";\n"))
    hits = {address.partition("#")[0] for _t, _h, address, text in pages if "trekker seg" in (_h + text).lower()}
    assert "drift/personvern.html" in hits
