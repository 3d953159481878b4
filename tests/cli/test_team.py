from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bsb.project import Project
from tests.cli.conftest import Run
from tests.conftest import code

Bsb = Callable[..., Run]
PHRASE = "hest stol lampe"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leave out the encryption, which costs seconds by design; the passphrase still has to be right."""
    held = tmp_path / "passord.txt"
    held.write_text(PHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("BSB_PASSPHRASE_FILE", str(held))
    monkeypatch.delenv("BSB_CODER", raising=False)

    def encrypt(data: bytes, passphrase: str) -> bytes:
        assert passphrase == PHRASE
        return data

    monkeypatch.setattr("bsb.exchange.team.team.encrypt", encrypt)
    monkeypatch.setattr("bsb.exchange.team.team.decrypt", lambda data, passphrase, name: encrypt(data, passphrase))


def test_there_and_back(bsb: Bsb, coded: Project, tmp_path: Path) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy", "alna-fg1,3,TL,okonomi,critical,")
    main, place = coded.root, tmp_path / "ka"
    out, back = tmp_path / "KA.bsbteam", tmp_path / "tilbake.bsbteam"
    made = bsb("team", "bundle", "--coder", "KA", "-o", out, "-C", main)
    assert made.code == 0, made.err
    assert "KA.bsbteam for KA. Interviews: 1, codes: 4, codings: 1, memos: 0." in made.out
    assert "consent of 3 participants in it is not recorded" in made.err
    opened = bsb("team", "open", out, place)
    assert f"{place} is the workplace of KA: Prøve." in opened.out
    added = bsb("code", "add", "alna-fg1", "--turn", "5", "--code", "kontinuitet", "-C", place)
    assert added.code == 0, added.err
    assert "KA" in added.out
    assert (
        "workplace of KA"
        in bsb("code", "add", "alna-fg1", "--turn", "6", "--code", "bolig", "--coder", "TL", "-C", place).err
    )
    sent = bsb("team", "send", "-o", back, "-C", place)
    assert "tilbake.bsbteam from KA. Codings: 2, memos: 0, summaries: 0; and the codebook." in sent.out
    refused = bsb("team", "merge", back, "-C", main, stdin="n\n")
    assert (refused.code, len(coded.codings.all())) == (1, 2)
    merged = bsb("team", "merge", back, "-C", main, stdin="y\n")
    assert merged.code == 0, merged.err
    assert "Codings: 1 added, 0 changed, 0 removed" in merged.out
    assert sorted(c.coder for c in coded.codings.all()) == ["KA", "KA", "TL"]
    again = bsb("team", "merge", back, "-C", main, "--yes")
    assert (again.code, "merged already; nothing is new" in again.out) == (0, True)
    listed = json.loads(bsb("team", "bundles", "--json", "-C", main).out)
    assert [(b["coder"], b["interviews"], b["returned"] is not None) for b in listed] == [("KA", ["alna-fg1"], True)]
    gone = bsb("consent", "withdraw", "alna-fg1", "B1", "--yes", "-C", main)
    assert f"{listed[0]['id']}  KA" in gone.err
    assert bsb("team", "destroyed", listed[0]["id"], "-C", main).code == 0
    assert "bundles hold the words" not in bsb("consent", "withdraw", "alna-fg1", "B3", "--yes", "-C", main).err


@pytest.fixture
def torn(bsb: Bsb, coded: Project, tmp_path: Path) -> Path:
    """A file from KA with a code renamed on both sides, and codings on one that is merged here."""
    out, place, back = tmp_path / "KA.bsbteam", tmp_path / "ka", tmp_path / "tilbake.bsbteam"
    assert bsb("team", "bundle", "--coder", "KA", "-o", out, "-C", coded.root).code == 0
    assert bsb("team", "open", out, place).code == 0
    bsb("code", "add", "alna-fg1", "--turn", "5", "--code", "kontinuitet", "-C", place)
    bsb("codebook", "rename", "okonomi", "Penger og slikt", "-C", place)
    assert bsb("team", "send", "-o", back, "-C", place).code == 0
    coded.codebook.plan.rename("okonomi", "Råd").apply()
    coded.codebook.plan.merge(["kontinuitet"], into="okonomi").apply()
    return back


def test_conflicts_are_settled_one_by_one(bsb: Bsb, coded: Project, torn: Path) -> None:
    asked = bsb("team", "merge", torn, "-C", coded.root, stdin="nei\ntheirs\nours\ny\n")
    assert asked.code == 0, asked.err
    assert "Answers: ours, theirs." in asked.err
    assert coded.codebook.get("okonomi").name == "Penger og slikt"
    assert [c.code for c in coded.codings.all()] == ["okonomi"]


def test_conflicts_are_settled_by_options(bsb: Bsb, coded: Project, torn: Path) -> None:
    refused = bsb("team", "merge", torn, "-C", coded.root, "--yes")
    assert refused.code == 1
    assert "2 conflicts with what KA sent are not settled" in refused.err
    wrong = bsb("team", "merge", torn, "-C", coded.root, "--settle", "code:okonom:name=ours", "--yes")
    assert "There is no conflict code:okonom:name." in wrong.err
    assert coded.codings.all() == []
    done = bsb(
        *("team", "merge", torn, "-C", coded.root, "--yes", "--ours", "--settle", "code:kontinuitet:gone=theirs")
    )
    assert done.code == 0, done.err
    assert coded.codebook.get("okonomi").name == "Råd"
    assert [c.code for c in coded.codings.all()] == ["kontinuitet"]


def test_conflicts_are_settled_in_a_sheet(bsb: Bsb, coded: Project, torn: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "konflikter.csv"
    assert bsb("team", "merge", torn, "-C", coded.root, "--sheet", sheet).code == 0
    lines = sheet.read_text("utf-8-sig").splitlines()
    assert lines[0] == "conflict;about;here;theirs;choices;settled"
    sheet.write_text("conflict;settled\ncode:okonomi:name;theirs\ncode:kontinuitet:gone;bolig\n", encoding="utf-8")
    done = bsb("team", "merge", torn, "-C", coded.root, "--settled", sheet, "--yes")
    assert done.code == 0, done.err
    assert [c.code for c in coded.codings.all()] == ["bolig"]


def test_each_file_is_merged_by_itself(bsb: Bsb, coded: Project, torn: Path, tmp_path: Path) -> None:
    broken = tmp_path / "ødelagt.bsbteam"
    broken.write_bytes(b"x")
    done = bsb("team", "merge", broken, torn, "-C", coded.root, "--yes", "--theirs")
    assert done.code == 1
    assert "ødelagt.bsbteam is cut short or damaged." in done.err
    assert "Not merged: ødelagt.bsbteam." in done.err
    assert len(coded.codings.all()) == 1


def test_a_workplace_is_brought_up_to_date(bsb: Bsb, coded: Project, tmp_path: Path) -> None:
    out, newer, place = tmp_path / "KA.bsbteam", tmp_path / "KA2.bsbteam", tmp_path / "ka"
    bsb("team", "bundle", "--coder", "KA", "-o", out, "-C", coded.root)
    bsb("team", "open", out, place)
    bsb("code", "add", "alna-fg1", "--turn", "5", "--code", "kontinuitet", "-C", place)
    coded.now = lambda: "2026-05-21T12:00:00Z"
    bsb("consent", "withdraw", "alna-fg1", "B2", "--yes", "-C", coded.root)
    bsb("team", "bundle", "--coder", "KA", "-o", newer, "-C", coded.root)
    done = bsb("team", "refresh", newer, "-C", place, "--yes")
    assert done.code == 0, done.err
    assert "Codings: 1 added" in done.out
    assert b"trappa" not in b"".join(p.read_bytes() for p in place.glob("bsb.db*"))


def test_a_blind_round(bsb: Bsb, coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,husleia er høy", "alna-fg1,3,TL,okonomi,critical,")
    monkeypatch.setenv("BSB_USER", "leder")
    opened = bsb("team", "round", "open", "first", "--coder", "KA=kari", "--coder", "TL", "-C", coded.root)
    assert "The round first is open: KA, TL; alna-fg1." in opened.out
    assert "KA (1/1), TL (1/1)" in bsb("team", "round", "list", "-C", coded.root).out
    for user, count in (("kari", 1), ("tl", 1), ("leder", 0)):
        monkeypatch.setenv("BSB_USER", user)
        listed = bsb("code", "list", "--json", "-C", coded.root)
        assert len(json.loads(listed.out)) == count
        assert "Blind round: what others have coded in alna-fg1 is neither shown nor counted." in listed.err
    monkeypatch.setenv("BSB_USER", "kari")
    assert "leder opened the round" in bsb("team", "round", "close", "first", "-C", coded.root).err
    monkeypatch.setenv("BSB_USER", "leder")
    assert bsb("team", "round", "close", "first", "-C", coded.root).code == 0
    listed = bsb("code", "list", "--json", "-C", coded.root)
    assert len(json.loads(listed.out)) == 2
    assert "Blind round" not in listed.err


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_the_history_is_written_to_a_file(bsb: Bsb, coded: Project, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"historikk.{ending}"
    done = bsb("history", "--export", out, "-C", coded.root)
    assert done.code == 0, done.err
    assert out.stat().st_size
    if ending == "json":
        found = json.loads(out.read_text("utf-8"))
        assert [each["action"] for each in found] == ["interview.add", "transcript.import", "codebook.import"]


def test_wrong_passphrases_and_files(
    bsb: Bsb, coded: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSB_PASSPHRASE_FILE", str(tmp_path / "fins-ikke"))
    missing = bsb("team", "bundle", "--coder", "KA", "-o", tmp_path / "x.bsbteam", "-C", coded.root)
    assert (missing.code, "fins-ikke cannot be opened" in missing.err) == (1, True)
    inside = bsb("team", "bundle", "--coder", "KA", "-o", coded.root / "x.bsbteam", "-C", coded.root)
    assert inside.code == 1
    assert not list(coded.root.glob("*.bsbteam"))
