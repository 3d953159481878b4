"""What SECURITY.md says of the code, held against the code: one door for what comes from outside, and no way out."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bsb.project import Project
from tests.cli.conftest import Run, bsb  # noqa: F401  the fixture

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("SECURITY.md", "docs/sikkerhet.md", "docs/personvern-dpia.md", "docs/feil-og-avbrudd.md")
#: Calls that only these files may make: of archives and XML from outside, and of ours.
DOORS = {
    "zipfile.ZipFile": {"bsb/formats/limits.py", "bsb/formats/stable_zip.py"},
    "etree.fromstring": {"bsb/formats/limits.py"},
    "etree.parse": set(),
    "etree.iterparse": set(),
    "openpyxl.load_workbook": {"bsb/formats/workbook_read.py"},
    "yaml.load": set(),
    "yaml.full_load": set(),
    "yaml.unsafe_load": set(),
    "eval": set(),
    "exec": set(),
    "os.system": set(),
    "tempfile.NamedTemporaryFile": set(),
    "tempfile.gettempdir": set(),
}
#: Modules that nothing of ours needs: to run programs, to reach a network, to read objects or unsafe XML.
NEVER = {
    "subprocess",
    "urllib.request",
    "http.client",
    "requests",
    "ftplib",
    "smtplib",
    "pickle",
    "shelve",
    "marshal",
}
NEVER |= {"xml.etree.ElementTree", "xml.dom.minidom", "xml.sax", "logging", "tarfile", "shlex"}


def calls() -> Iterator[tuple[str, str]]:
    """Yield (file, called) for each call in the package that has a name."""
    for path in sorted((ROOT / "bsb").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.relative_to(ROOT).as_posix(), ast.unparse(node.func)


def test_what_comes_from_outside_goes_through_the_doors() -> None:
    made = {(file, called) for file, called in calls() if called in DOORS}
    assert {(file, called) for file, called in made if file not in DOORS[called]} == set()
    assert len(made) >= 4


def test_nothing_runs_programs_reaches_out_or_writes_a_log() -> None:
    found = set()
    for path in (ROOT / "bsb").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {(path.name, name) for name in names if name in NEVER}
    assert found == {("pdf.py", "logging")}  # to silence the library that reads PDFs


def test_safe_loaders_alone_read_yaml() -> None:
    loaders = re.findall(r"Loader=([\w.]+)", "".join(p.read_text("utf-8") for p in (ROOT / "bsb").rglob("*.py")))
    assert set(loaders) == {"yaml.SafeLoader"}


@pytest.mark.parametrize("page", PAGES)
def test_what_the_pages_point_to_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:tests|docs|bench)/[\w./-]+)`", text)
    links = [(ROOT / page).parent / link for link in re.findall(r"\]\(([^)#]+)\)", text)]
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert [link.name for link in links if not link.exists()] == []


def test_every_command_on_the_pages_exists(bsb: Callable[..., Run]) -> None:  # noqa: F811
    told = set()
    for page in PAGES:
        told |= set(re.findall(r"`bsb ([a-z]+(?: [a-z]+(?:-[a-z]+)*)?)", (ROOT / page).read_text(encoding="utf-8")))
    assert len(told) > 10
    unknown = [words for words in sorted(told) if bsb(*words.split(), "--help").code]
    assert unknown == []


def test_a_passphrase_is_kept_nowhere(
    coded: Project,
    bsb: Callable[..., Run],  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secret = "hemmelig-hest-stol"
    (tmp_path / "passord").write_text(f"{secret}\n", encoding="utf-8")
    monkeypatch.setenv("BSB_PASSPHRASE_FILE", str(tmp_path / "passord"))
    out = tmp_path / "a.bsbbackup"
    told = [bsb("backup", "-C", coded.root, "-o", out, "--encrypt"), bsb("restore", out, tmp_path / "ny")]
    told.append(bsb("history", "-C", coded.root, "--json"))
    assert [each.code for each in told] == [0, 0, 0]
    assert all(secret not in each.out + each.err for each in told)
    files = [path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    assert [path.name for path in files] == ["passord"]
