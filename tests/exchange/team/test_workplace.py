from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bsb.errors import BsbError
from bsb.exchange.team.payload import pack, unpack
from bsb.exchange.team.team import open_file
from bsb.project import Project
from tests.conftest import everything
from tests.exchange.team.conftest import FG, OTHER, House, code, essence


def words_on_disk(project: Project) -> bytes:
    held = everything(project)
    return held + b"".join(path.read_bytes() for path in project.root.rglob("*") if path.is_file())


def test_a_bundle_is_on_record_and_no_undo_takes_it_off(house: House) -> None:
    house.workplace("KA", interviews=[FG])
    (out,) = house.main.team.bundles()
    assert (out.coder, out.interviews, out.returned, out.destroyed_at) == ("KA", (FG,), None, None)
    assert len(out.sha256) == 64
    assert house.main.journal.entries(limit=1)[0].action == "team.bundle"
    house.main.journal.undo()
    assert house.main.team.bundles() == [out]
    assert house.main.team.copies_of(OTHER) == []
    assert house.main.team.copies_of(FG) == [out]
    house.main.team.destroyed(out.id[:4])
    assert house.main.team.copies_of(FG) == []


def test_a_bundle_of_a_round_holds_its_interviews_and_is_for_its_coders(house: House) -> None:
    house.main.rounds.open("first", {"KA": "", "TL": ""}, interviews=[OTHER])
    place = house.workplace("KA", round_name="first")
    assert [i.name for i in place.interviews.all()] == [OTHER]
    with pytest.raises(BsbError, match="AB is not in the round first"):
        house.bundle("AB", round_name="first")


def test_a_round_is_blind_in_bundles_too(house: House) -> None:
    house.main.rounds.open("first", {"KA": "", "TL": ""})
    for coder, turn in (("KA", 2), ("TL", 3)):
        place = house.workplace(coder)
        code(place, turn, "okonomi")
        house.back(place)
    assert house.main.codings.all() == []
    assert [c.coder for c in house.workplace("TL").codings.all()] == ["TL"]
    house.main.rounds.close("first")
    assert [c.coder for c in house.main.codings.all()] == ["KA", "TL"]
    assert house.main.agreement.report(draws=0).coders == ("KA", "TL")


def test_an_undo_stops_at_what_was_handed_out(house: House) -> None:
    place = house.workplace("KA")
    code(place, 2, "okonomi")
    house.sent(place)
    assert place.journal.undo().action == "code.add"
    with pytest.raises(BsbError, match="nothing to undo"):
        place.journal.undo()
    assert place.transcripts.get(FG).words


def test_a_newer_bundle_brings_a_workplace_up_to_date_and_keeps_its_work(house: House) -> None:
    old = code(house.main, 2, "bolig", coder="KA")
    place = house.workplace("KA")
    new = code(place, 5, "okonomi", "De kommer når de har sagt det")
    house.back(place)
    unsent = code(place, 4, "gjeld")
    place.codings.edit([old], valence="critical")
    house.main.codebook.plan.add("Ensomhet", facet="theme").apply()
    house.main.codings.edit([new], valence="mixed")
    text = "\n".join(f"{t.speaker}: {t.text}" for t in house.main.transcripts.get(FG).turns)
    draft = house.main.revisions.read_text(FG, text.replace("egen inngang", "egen inngang nå"))
    house.main.revisions.revise(draft, FG, reviewer="KA")
    payload = house.bundle("KA")
    assert place.team.preview_refresh(payload).codings == {"added": 1, "changed": 1}
    assert "ensomhet" not in [c.key for c in place.codebook.all()]
    done = place.team.refresh(payload)
    assert done.codings == {"added": 1, "changed": 1}
    found = {c.ref: (c.valence, c.quote) for c in place.codings.all()}
    assert found[new] == ("mixed", "De kommer når de har sagt det")
    assert found[old][0] == "critical"
    assert unsent in found
    assert place.transcripts.get(FG).text == house.main.transcripts.get(FG).text
    assert place.codebook.get("ensomhet")
    assert place.search.find("ensomhet").turns == 0
    assert house.back(place).codings == {"added": 1, "changed": 1}
    assert essence(place)["codings"] == essence(house.main)["codings"]
    assert place.team.preview_refresh(house.bundle("KA")).lines() == [
        "Nothing has changed since the bundle was made."
    ]


def test_what_is_erased_in_the_main_project_is_erased_in_the_workplace(house: House) -> None:
    place = house.workplace("KA")
    code(place, 3, "okonomi", memo="minneord")
    code(place, 2, "bolig")
    assert "trappa er mørk".encode() in words_on_disk(place)
    house.main.consent.withdraw(FG, "B2")
    payload = house.bundle("KA")
    assert payload["withdrawn"] == [[FG, "B2"]]
    place = Project.open(place.root, now=house.clock)
    done = place.team.refresh(payload)
    assert done.codings == {"added": 1, "withdrawn": 1}
    assert [c.turn for c in place.codings.all()] == [2]
    left = words_on_disk(place)
    assert "trappa er mørk".encode() not in left
    assert b"minneord" not in left


def test_a_conflict_in_bringing_up_to_date_is_asked_about(house: House) -> None:
    place = house.workplace("KA")
    place.codebook.plan.rename("gjeld", "Å skylde").apply()
    house.main.codebook.plan.rename("gjeld", "Gjeld og lån").apply()
    payload = house.bundle("KA")
    with pytest.raises(BsbError, match="code:gjeld:name"):
        place.team.refresh(payload)
    assert place.codebook.get("gjeld").name == "Å skylde"
    place.team.refresh(payload, {"code:gjeld:name": "theirs"})
    assert place.codebook.get("gjeld").name == "Å skylde"
    assert house.back(place).codes == {"changed": ("gjeld",)}


def test_a_bundle_that_does_not_belong_here(house: House, tmp_path: Path) -> None:
    older = house.bundle("KA")
    place = house.workplace("KA")
    before = essence(place)
    other = House(tmp_path / "other")
    other.main.interviews.add("alna-fg3", district="Alna")
    for payload, says in (
        (older, "older than"),
        (house.bundle("TL"), "another coder"),
        (other.bundle("KA") | {"project": "0" * 16}, "another project"),
    ):
        with pytest.raises(BsbError, match=says):
            place.team.refresh(payload)
    assert essence(place) == before
    with pytest.raises(BsbError, match="no coder's workplace"):
        house.main.team.send(tmp_path / "x", passphrase="")
    with pytest.raises(BsbError, match="coder's workplace"):
        place.team.bundle(tmp_path / "x", "KA", passphrase="")


def test_a_file_of_another_project_or_of_an_unknown_bundle(house: House) -> None:
    place = house.workplace("KA")
    code(place, 2, "okonomi")
    sent = house.sent(place)
    for changed, says in (
        ({"project": "0" * 16}, "another project"),
        ({"bundle": "0" * 32}, "no such bundle for KA"),
        ({"coder": "TL"}, "no such bundle for TL"),
    ):
        with pytest.raises(BsbError, match=says):
            house.main.team.merge(sent | changed)
    assert house.main.codings.all() == []


def test_a_folder_that_is_not_empty_is_left_alone(house: House, tmp_path: Path) -> None:
    payload = house.bundle("KA")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "brev.txt").write_text("mitt")
    with pytest.raises(BsbError, match="full is not empty"):
        Project.from_bundle(tmp_path / "full", payload)
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["brev.txt"]
    payload["files"]["bsb.toml"] = "name = "
    with pytest.raises(BsbError, match="cannot be read"):
        Project.from_bundle(tmp_path / "new", payload)
    assert not (tmp_path / "new").exists()


def change(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def do(payload: dict[str, Any]) -> None:
        inner: Any = payload
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = to

    return do


CODING = {"interview": FG, "place": "28-99", "code": "bolig", "valence": "neutral", "memo": "", "at": ""}
CODING |= {"level": None, "phase": None}
MEMO = {"kind": "coding", "about": "9" * 32, "title": "", "text": "x", "at": "", "edited": None}
HOSTILE = {
    "a path out": change("files", "../../x.toml", to=""),
    "a path out below": change("files", "guides/../../x.yaml", to=""),
    "an absolute path": change("files", "/etc/x.yaml", to=""),
    "another kind of file": change("files", "guides/x.py", to=""),
    "an interview that is a path": change("interviews", 0, "name", to="../x"),
    "an unknown kind": change("interviews", 0, "kind", to="spy"),
    "a turn outside the text": change("transcripts", 0, "turns", 0, 4, to=10**6),
    "a turn that is text": change("transcripts", 0, "turns", 0, 4, to="12"),
    "a coding outside the text": change("state", "coding", "0" * 32, "place", to="5-1000000"),
    "a coding on no words": change("state", "coding", "0" * 32, "place", to="5-5"),
    "a coding with no code": change("state", "coding", "0" * 32, "code", to="nope"),
    "a coding elsewhere": change("state", "coding", "0" * 32, "interview", to="x"),
    "an odd valence": change("state", "coding", "0" * 32, "valence", to="sour"),
    "a uid that is none": change("state", "coding", "x; DROP TABLE", to={}),
    "a code that is a path": change("state", "code", "../x", to={}),
    "a code in a circle": change("state", "code", "bolig", "place", to="service/bolig"),
    "a colour that is script": change("state", "code", "bolig", "colour", to="red;}</style>"),
    "an unknown field": change("state", "code", "bolig", "id", to=1),
    "two codings as one": change("state", "coding", "1" * 32, to=CODING),
    "a memo on no coding": change("state", "memo", "0" * 32, to=MEMO),
    "a memo on nothing": change("state", "memo", "0" * 32, to={"kind": "cell", "about": "{}"}),
    "a bundle id that is none": change("bundle", to="../x"),
    "a coder that is none": change("coder", to=""),
    "half a character": change("name", to="\ud800"),
    "a huge number": change("transcripts", 0, "words", to=2**70),
    "a true for a number": change("transcripts", 0, "words", to=True),
    "nothing": lambda payload: payload.clear(),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_bundle_is_refused_whole(house: House, how: str) -> None:
    code(house.main, 2, "bolig", coder="KA")
    payload = json.loads(json.dumps(house.bundle("KA")))
    (uid,) = payload["state"]["coding"]
    payload["state"]["coding"]["0" * 32] = payload["state"]["coding"].pop(uid)
    assert unpack(pack(payload), "bundle", "x") == payload
    if how == "two codings as one":
        payload["state"]["coding"]["0" * 32] = CODING
        assert unpack(pack(payload), "bundle", "x") == payload
    HOSTILE[how](payload)
    data = zlib.compress(json.dumps(payload).encode())
    with pytest.raises(BsbError, match="cut short or damaged"):
        unpack(data, "bundle", "x")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        zlib.compress(b"[" * 100_000),
        zlib.compress(b"{}"),
        zlib.compress(b"\xff"),
        zlib.compress(b'{"a":1}')[:-3],
    ],
)
def test_what_is_no_payload_is_refused(data: bytes) -> None:
    with pytest.raises(BsbError, match="cut short or damaged"):
        unpack(data, "return", "x")


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    from bsb.exchange.team import payload
    from bsb.formats.limits import Limits

    monkeypatch.setattr(payload, "LIMITS", Limits(unpacked_bytes=1000))
    with pytest.raises(BsbError, match="damaged"):
        unpack(zlib.compress(b" " * 10_000_000), "bundle", "x")


def test_work_under_somebody_elses_ids_is_refused_whole(house: House) -> None:
    ref = code(house.main, 2, "okonomi", coder="TL")
    uid = house.main.codings.get(ref).uid
    memo = house.main.memos.add("deres", author="TL")
    place = house.workplace("KA")
    code(place, 2, "bolig")
    sent = house.sent(place)
    (mine,) = sent["state"]["coding"]
    theirs = sent | {"state": sent["state"] | {"coding": {uid: sent["state"]["coding"][mine]}}}
    with pytest.raises(BsbError, match="somebody else's"):
        house.main.team.merge(theirs)
    assert [c.coder for c in house.main.codings.all()] == ["TL"]
    assert memo.text == "deres"


def test_a_file_of_the_wrong_kind_or_version(house: House) -> None:
    payload = house.bundle("KA")
    with pytest.raises(BsbError, match="is a bundle, not what a coder sent back"):
        unpack(pack(payload), "return", "x")
    with pytest.raises(BsbError, match="another version of bsb"):
        unpack(pack(payload | {"version": 99}), "bundle", "x")


@pytest.mark.file_only
def test_a_real_file_is_encrypted_and_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    pytest.importorskip("pyrage")
    house = House(tmp_path)
    out = tmp_path / "KA.bsbteam"
    with pytest.raises(BsbError, match="too short"):
        house.main.team.bundle(out, "KA", passphrase="kort")
    assert house.main.team.bundles() == []
    assert not out.exists()
    house.main.team.bundle(out, "KA", passphrase="hest stol lampe")
    data = out.read_bytes()
    assert data.startswith(b"age-encryption.org/v1")
    assert b"husleia" not in data
    assert open_file(out, "bundle", passphrase=lambda: "hest stol lampe")["coder"] == "KA"
    with pytest.raises(BsbError, match="passphrase does not open"):
        open_file(out, "bundle", passphrase=lambda: "hest stol lompe")
    for cut in (data[:40], b"PK" + data):
        out.write_bytes(cut)
        with pytest.raises(BsbError, match=r"damaged|not an encrypted file|does not open"):
            open_file(out, "bundle", passphrase=lambda: "hest stol lampe")
    with pytest.raises(BsbError, match="already a file"):
        house.main.team.bundle(out, "KA", passphrase="hest stol lampe")
