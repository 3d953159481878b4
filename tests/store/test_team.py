"""A team on one server: eight who write at once, and a blind round that the server itself keeps."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from tests.coding.test_rounds import FG, KA, make, put
from tests.server import Server

pytestmark = pytest.mark.file_only
CODERS, EACH = 8, 6
CODING = f"""
import sys
from bsb.project import Project
project = Project.open(sys.argv[1])
for number in range({EACH}):
    for place in project.codings.find("{FG}", first=2, words="husleia er høy"):
        project.codings.add(place, ["okonomi"], coder=sys.argv[2], memo=str(number))
        project.codings.add(place, ["bolig"], coder=sys.argv[2] + str(number))
project.close()
"""


@pytest.fixture
def served(server: Server, tmp_path: Path) -> Iterator[Project]:
    """A project on the server in which two have coded; KA logs in as kari, TL as tone."""
    made = make(tmp_path / "p")
    put(made, *KA)
    made.memos.add("bare for meg", author="KA", coding="kaaaa")
    made.memos.add("om økonomi", author="TL", coding="k2222")
    database = server.empty()
    for login in ("kari", "tone", "per"):
        if not server.run(f"SELECT 1 FROM pg_roles WHERE rolname = '{login}'"):
            server.run(f"CREATE ROLE {login} LOGIN")
    made.copy_store(server.address(database), use=True)
    project = Project.open(made.root, now=made.now)
    project.grant(["kari", "tone", "per"])
    yield project
    project.close()


@pytest.fixture
def database(served: Project) -> str:
    return str(served.store.engine.url.database)


@pytest.fixture
def tone(served: Project, server: Server, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The project as Tone opens it on her machine, while a round is open."""
    served.rounds.open("first", {"KA": "kari", "TL": "tone"}, interviews=[FG])
    monkeypatch.setenv("BSB_STORE", server.address(database, "tone"))
    project = Project.open(served.root, now=served.now)
    yield project
    project.close()


def test_eight_who_code_at_once_lose_nothing(served: Project) -> None:
    before, entries = len(served.codings.all()), served.journal.newest()
    command = [sys.executable, "-c", CODING, str(served.root)]
    running = [
        subprocess.Popen([*command, f"C{n}"], stderr=subprocess.PIPE, text=True, encoding="utf-8")
        for n in range(CODERS)
    ]
    said = [process.communicate(timeout=300)[1] for process in running]
    assert [process.returncode for process in running] == [0] * CODERS, said
    codings = served.codings.all()
    # The same code on the same words by the same coder is one coding, however often it is said.
    assert len(codings) - before == CODERS * (1 + EACH)
    assert len({coding.uid for coding in codings}) == len(codings)
    written = served.journal.entries()
    numbers = sorted(entry.id for entry in written if entry.id > entries)
    assert numbers == list(range(entries + 1, entries + 1 + len(numbers)))
    assert len(numbers) >= CODERS * (1 + EACH)
    while served.journal.newest() and len(served.codings.all()) > before:
        served.journal.undo()
    assert served.examine() is not None


KILLED = """
import os, sys
from bsb.project import Project
from bsb.store import schema
project = Project.open(sys.argv[1])
with project.journal.change("code.add", "x") as change:
    change.delete(schema.memo, [1, 2])
    os.kill(os.getpid(), 9)
"""


def test_a_change_that_was_killed_has_left_nothing_and_holds_nobody_up(served: Project) -> None:
    before = served.codings.all(), served.memos.all(), served.journal.entries()
    killed = subprocess.run([sys.executable, "-c", KILLED, str(served.root)], check=False)
    assert killed.returncode == -9
    assert (served.codings.all(), served.memos.all(), served.journal.entries()) == before
    served.interviews.add("ny", district="Alna")


def seen(server: Server, database: str, user: str, what: str, order: str = "id") -> list[tuple[object, ...]]:
    return [tuple(row) for row in server.run(f"SELECT {what} ORDER BY {order}", database, user)]


def test_the_server_hides_the_others_codings_from_any_program(tone: Project, server: Server, database: str) -> None:
    who = Counter(row[1] for row in seen(server, database, "owner", "id, coder FROM coding"))
    assert set(who) == {"KA", "TL"}
    place = "c.id, c.coder, t.interview_id FROM coding c JOIN transcript t ON t.id = c.transcript_id"
    for user, sign in (("tone", "TL"), ("kari", "KA"), ("per", "")):
        rows = seen(server, database, user, place, "c.id")
        inside = [coder for _id, coder, interview in rows if interview == 1]
        assert set(inside) <= {sign} and bool(inside) == bool(sign)
    memos = {text for _id, text in seen(server, database, "tone", "id, text FROM memo")}
    assert memos == {"om økonomi"}
    coded = re.compile(r'"code_id":\d+,"coder":"KA"')
    for user, found in (("tone", False), ("owner", True)):
        told = " ".join(str(row[1]) for row in seen(server, database, user, "id, changes FROM journal"))
        assert bool(coded.search(told)) is found
    # A table of one's own with the name that decides comes not between.
    own = "CREATE TEMP TABLE blind_round AS SELECT * FROM public.blind_round WHERE false"
    spying = f"{own}; SELECT 1 FROM public.coding WHERE coder = 'KA' AND transcript_id = 1"
    assert server.run(spying, database, "tone") == []


def test_who_calls_themselves_another_sees_no_more(tone: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {coding.coder for coding in tone.codings.all(interviews=[FG])} == {"TL"}
    monkeypatch.setenv("BSB_CODER", "KA")
    monkeypatch.setenv("BSB_USER", "kari")
    again = Project.open(tone.root, now=tone.now)
    assert {coding.coder for coding in again.codings.all(interviews=[FG])} == {"TL"}
    again.close()


def test_one_codes_and_undoes_in_a_round_as_before(tone: Project, server: Server, database: str) -> None:
    (place,) = tone.codings.find(FG, first=2, words="husleia er høy")
    before = tone.codings.all()
    tone.codings.add(place, ["bolig"], coder="TL", valence="critical")
    tone.memos.add("mitt", author="TL", interview=FG)
    assert len(tone.codings.all()) == len(before) + 1
    tone.journal.undo()
    tone.journal.undo()
    assert tone.codings.all() == before
    tone.journal.redo()
    assert len(tone.codings.all()) == len(before) + 1
    with pytest.raises(BsbError, match=r"login .* may not"):
        tone.codings.add(place, ["kontinuitet"], coder="KA")  # in a round, nobody codes for another


def test_what_must_reach_everything_is_refused_and_not_half_done(tone: Project, served: Project) -> None:
    before = served.journal.newest()
    for refused in (
        lambda: tone.interviews.add("ny", district="Alna"),
        lambda: tone.consent.withdraw(FG, "B1"),
        lambda: tone.rounds.close("first"),
        lambda: tone.backups.make(),
        lambda: tone.copy_store(str(tone.root / "ut.db")),
        lambda: tone.grant(["per"]),
        lambda: tone.examine(),
    ):
        try:
            found = refused()
        except BsbError as error:
            assert "login" in error.message or "is to close it" in error.message
        else:
            assert [each.check for each in found] == ["database"]
    assert served.journal.newest() == before
    assert not list(tone.root.glob("ut.db*"))


def test_all_is_seen_when_the_round_is_closed(tone: Project, served: Project) -> None:
    assert {coding.coder for coding in tone.codings.all(interviews=[FG])} == {"TL"}
    served.rounds.close("first")
    assert {coding.coder for coding in tone.codings.all(interviews=[FG])} == {"KA", "TL"}
    assert {memo.text for memo in tone.memos.all()} == {"om økonomi", "bare for meg"}


def test_a_coder_that_nothing_was_granted_to_comes_no_further(server: Server, served: Project, database: str) -> None:
    server.run("DROP ROLE IF EXISTS fremmed")
    server.run("CREATE ROLE fremmed LOGIN")
    with pytest.raises(Exception, match="permission denied"):
        server.run("SELECT * FROM coding", database, "fremmed")
    with pytest.raises(BsbError):
        served.grant(["finnes_ikke"])
