from __future__ import annotations

from pathlib import Path

from bsb.privacy.reasons import REASONS
from bsb.privacy.scan import Scanner
from bsb.shipped import shipped

LINES = """Ring meg på 912 34 567 eller kari@eksempel.no, jeg heter Kari Nordmann.
Jeg bor i Storgata 14, 0182 Oslo, født 12.5.1961, nummer 12345678901.
Hun er 93 år og bodde på Toten. Kontoen er 1234 56 78903, firmaet 923 609 016.
Se www.eksempel.no, og møt hos Fredheim aktivitetshus den sjuende mai."""


def test_every_reason_is_one_that_people_can_read() -> None:
    turns = [("participant", line) for line in LINES.splitlines()]
    for path in sorted((shipped("corpora") / "eksempel" / "transkripsjoner").glob("*.txt"))[:2]:
        turns += [("participant", line) for line in path.read_text("utf-8", "replace").splitlines()]
    found = {hit.reason for hit in Scanner().scan(turns)}
    assert len(found) > 8
    assert found <= REASONS


def test_no_reason_is_listed_that_no_recogniser_gives() -> None:
    room = Path(__file__).resolve().parents[2] / "bsb" / "privacy"
    text = "".join(p.read_text(encoding="utf-8") for p in room.rglob("*.py") if p.name != "reasons.py")
    assert [reason for reason in REASONS if reason.split(" takes it for ")[0] not in text] == []
