from __future__ import annotations

from pathlib import Path

import pytest

from bsb.corpus.importing import Draft
from bsb.corpus.key_file import write_key
from bsb.corpus.turns import Turn
from bsb.errors import BsbError
from bsb.privacy.hits import Hit
from bsb.privacy.review import Decision

pyrage = pytest.importorskip("pyrage")
HITS = (
    Hit(0, 0, 4, "person", 0.9, "names", "a name", "(navn 1)"),
    Hit(0, 12, 17, "person", 0.9, "names", "a name", "(navn 2)s"),
    Hit(0, 18, 21, "person", 0.9, "names", "a name", "(navn 3)"),
)
DECISIONS = {HITS[0]: Decision("accept"), HITS[1]: Decision("replace", "(naboen)"), HITS[2]: Decision("keep")}
PHRASE = "fire ord på rad"


@pytest.fixture
def draft() -> Draft:
    turn = Turn(7, "B1", "participant", "Kari kjente Olavs mor godt.")
    return Draft(Path("a.txt"), "ab" * 32, "txt", (turn,), {}, {}, HITS, ())


def test_the_key_opens_with_its_identity_alone(draft: Draft, tmp_path: Path) -> None:
    """An age key is used here: a passphrase costs seconds by design."""
    identity = pyrage.x25519.Identity.generate()
    out = tmp_path / "k.age"
    to = str(identity.to_public())
    assert write_key(out, tmp_path / "p", draft, DECISIONS, interview="a", recipient=to) == 2
    assert b"Kari" not in out.read_bytes()
    lines = pyrage.decrypt(out.read_bytes(), [identity]).decode().splitlines()
    assert lines == [
        "interview,turn,kind,words,replacement",
        "a,7,person,Kari,(navn 1)",
        "a,7,person,Olavs,(naboen)s",
    ]


def test_where_and_how_no_key_is_written(draft: Draft, tmp_path: Path) -> None:
    project = tmp_path / "p"
    taken = tmp_path / "taken.age"
    taken.write_bytes(b"mine")
    for out, phrase, to, says in (
        (project / "k.age", PHRASE, "", "project's folder"),
        (project / ".." / "p" / "x" / "k.age", PHRASE, "", "project's folder"),
        (taken, PHRASE, "", "already a file"),
        (tmp_path / "k.age", "kort", "", "too short"),
        (tmp_path / "k.age", "", "age1nobody", "no age recipient"),
    ):
        with pytest.raises(BsbError, match=says):
            write_key(out, project, draft, DECISIONS, interview="a", passphrase=phrase, recipient=to)
    assert taken.read_bytes() == b"mine"
    assert not (tmp_path / "k.age").exists()
