"""Where a project's data is: in a file, on a server, and from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.server import Server

Say = Callable[..., Run]


@pytest.fixture
def there(server: Server) -> str:
    return server.address(server.empty())


def test_a_project_goes_to_a_server_and_back(
    bsb: Say,
    there: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert bsb("init", "p").code == 0
    monkeypatch.chdir(tmp_path / "p")
    assert bsb("interview", "add", "alna-fg1", "--district", "Alna").code == 0
    refused = bsb("project", "grant", "kari")
    assert refused.code == 1 and "bsb project copy" in refused.err
    assert bsb("project", "copy", there).code == 0
    assert "store" not in Path("bsb.toml").read_text(encoding="utf-8").splitlines()[0]
    again = bsb("project", "copy", there, "--use")
    assert again.code == 1 and "already a project" in again.err
    Path("bsb.toml").write_text(f'store = "{there}"\nname = "p"\n', encoding="utf-8")
    Path("bsb.db").unlink()
    assert "alna-fg1" in bsb("interview", "list").out
    back = bsb("project", "copy", "bsb.db", "--use")
    assert back.code == 0 and "are equal" in back.out + back.err
    assert Path("bsb.toml").read_text(encoding="utf-8") == 'name = "p"\n'
    assert "alna-fg1" in bsb("interview", "list").out


def test_a_project_begins_on_a_server(
    bsb: Say,
    there: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert bsb("init", "p", "--store", there).code == 0
    monkeypatch.chdir(tmp_path / "p")
    assert not Path("bsb.db").exists()
    assert bsb("status").code == 0
    assert bsb("backup").code == 0
    assert bsb("doctor").code == 0
    restored = bsb("restore", str(next(Path("backup").glob("*.bsbbackup"))), "--yes")
    assert restored.code == 1 and "on a server" in restored.err
    shown = bsb("project", "grant", "kari", "--show")
    assert 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "kari";' in shown.out
    unknown = bsb("project", "grant", "finnes%ikke")
    assert unknown.code == 1 and "does not know such a login" in unknown.err


@pytest.mark.parametrize("address", ["postgresql+psycopg://u:hemmelig@h/x", "mysql://h/x", "postgresql+psycopg://h"])
def test_an_address_that_will_not_do_makes_nothing(
    bsb: Say,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = bsb("init", "p", "--store", address)
    assert refused.code == 1 and "hemmelig" not in refused.err
    assert not Path("p").exists()
