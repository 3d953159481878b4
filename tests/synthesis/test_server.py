"""One of the evaluations is on a server: nothing is told otherwise, and nothing is written there."""

from __future__ import annotations

from bsb.synthesis.papers import Papers
from bsb.synthesis.synthesis import Synthesis
from tests.server import Server
from tests.synthesis.conftest import NAMES, again, project_of


def test_an_evaluation_on_a_server_is_read_like_one_in_a_file(synthesis: Synthesis, server: Server) -> None:
    before, stood = synthesis.gather(), synthesis.standing()
    moved = project_of(synthesis, NAMES[1])
    name = server.empty()
    moved.copy_store(server.address(name), use=True)
    (moved.root / "bsb.db").unlink()
    last = server.run("SELECT count(*), max(id) FROM journal", name)

    after = again(synthesis)
    assert after.gather().matrix == before.matrix
    assert after.gather().findings == before.findings
    assert after.standing() == stood
    written, _read = Papers(after).themes((), quotes=2)
    assert written
    assert not [each for each in Papers(after).stale(()) if each.stale]
    assert server.run("SELECT count(*), max(id) FROM journal", name) == last
    assert not (moved.root / "bsb.db").exists()


def test_a_server_that_does_not_answer_is_told_of(synthesis: Synthesis, server: Server) -> None:
    moved = project_of(synthesis, NAMES[1])
    name = server.empty()
    moved.copy_store(server.address(name), use=True)
    server.drop(name)
    (state,) = (each for each in again(synthesis).standing() if each.listed.name == NAMES[1])
    assert state.problem
