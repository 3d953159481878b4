from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bsb.store import cipher
from tests.cli.conftest import Run

Bsb = Callable[..., Run]
WORDS = "fire ord på rad"


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make keys in no time, and leave none behind."""
    monkeypatch.setitem(cipher._COST, "n", 2**10)
    monkeypatch.setattr(cipher, "ask", cipher._nobody)
    yield
    cipher.forget()


@pytest.fixture
def phrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "passord.txt"
    path.write_text(WORDS + "\r\n", encoding="utf-8")
    monkeypatch.setenv("BSB_PASSPHRASE_FILE", str(path))
    return path


def again() -> None:
    """What another run of bsb knows: nothing."""
    cipher.forget()


def test_an_encrypted_project_is_made_and_worked_in(bsb: Bsb, tmp_path: Path, phrase: Path) -> None:
    root = tmp_path / "alna"
    made = bsb("init", str(root), "--encrypt")
    assert made.code == 0
    assert cipher.is_encrypted(root / "bsb.db")
    assert WORDS not in made.out + made.err
    again()
    assert bsb("interview", "add", "alna-fg1", "--district", "Alna", "-C", str(root)).code == 0
    again()
    assert "alna-fg1" in bsb("interview", "list", "-C", str(root)).out
    assert all(WORDS.encode() not in path.read_bytes() for path in root.rglob("*") if path.is_file())


def test_a_wrong_passphrase_is_one_line(bsb: Bsb, tmp_path: Path, phrase: Path) -> None:
    root = tmp_path / "alna"
    bsb("init", str(root), "--encrypt")
    again()
    phrase.write_text("noe helt annet", encoding="utf-8")
    result = bsb("status", "-C", str(root))
    assert result.code == 1
    assert result.out == ""
    assert result.err.splitlines() == [
        "The passphrase does not open bsb.db.",
        "Mind capitals and blanks, and try again.",
    ]


def test_a_short_one_makes_nothing(bsb: Bsb, tmp_path: Path, phrase: Path) -> None:
    phrase.write_text("kort", encoding="utf-8")
    assert bsb("init", str(tmp_path / "alna"), "--encrypt").code == 1
    assert not (tmp_path / "alna").exists()


def test_encrypting_tells_of_backups_that_are_open_to_read(bsb: Bsb, tmp_path: Path, phrase: Path) -> None:
    root = tmp_path / "alna"
    bsb("init", str(root))
    bsb("backup", "-C", str(root))
    result = bsb("project", "encrypt", "-C", str(root))
    assert result.code == 0
    assert "1 backup made before is not encrypted" in result.err
    again()
    assert "database encrypted" in bsb("history", "-C", str(root)).out
    refused = bsb("project", "decrypt", "-C", str(root))
    assert refused.code == 1
    assert "Nothing was changed" in refused.err
    assert cipher.is_encrypted(root / "bsb.db")
    assert bsb("project", "decrypt", "--yes", "-C", str(root)).code == 0
    assert not cipher.is_encrypted(root / "bsb.db")


def test_a_bundle_never_has_the_projects_passphrase(bsb: Bsb, tmp_path: Path, phrase: Path) -> None:
    root = tmp_path / "alna"
    bsb("init", str(root), "--encrypt")
    result = bsb("team", "bundle", "--coder", "KA", "-o", str(tmp_path / "KA.bsbteam"), "-C", str(root))
    assert result.code == 1
    assert "project's own passphrase" in result.err
    assert not (tmp_path / "KA.bsbteam").exists()


def test_without_the_library_one_line_says_what_to_install(
    bsb: Bsb, tmp_path: Path, phrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    result = bsb("init", str(tmp_path / "alna"), "--encrypt")
    assert result.code == 1
    assert "pip install 'bsb[crypto]'" in result.err
    assert not (tmp_path / "alna").exists()
