from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.formats.limits import Limits
from bsb.formats.qda.read import read_qdc, read_qdpx
from bsb.project import Project
from tests.exchange.refi.archives import MAXQDA, Study, key

GOOD = Study({"g": "I1: Ja?\nB1: Nei.\n"}, [("g", "Nei", "A")], MAXQDA)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<Project xmlns="urn:QDA-XML:project:1.0" name="&b;"/>'
)
OUTSIDE = (
    '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project name="p"><Description>&x;</Description></Project>'
)
DEEP = '<Code guid="{}" name="a" isCodable="true">'


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
    return path


def deep(levels: int) -> str:
    inner = "".join(DEEP.format(key(str(n))) for n in range(levels)) + "</Code>" * levels
    return f'<Project name="p"><CodeBook><Codes>{inner}</Codes></CodeBook></Project>'


@pytest.mark.parametrize(
    "members",
    [
        {"project.qde": BOMB.encode()},
        {"project.qde": OUTSIDE.encode()},
        {"project.qde": BOMB.encode("utf-16")},
        {"project.qde": GOOD.xml().encode(), "../../evil.txt": b"x"},
        {"project.qde": GOOD.xml().encode(), "/etc/evil.txt": b"x"},
        {"project.qde": GOOD.xml().encode(), "sources/a.txt": b"0" * 30_000_000},
        {"project.qde": b"<Project"},
        {"project.qde": b"<CodeBook/>"},
        {"project.qde": GOOD.xml().encode(), "Other.qde": GOOD.xml().encode()},
        {"sources/a.txt": b"x"},
        {"project.qde": GOOD.xml().replace(key("g"), "not-a-guid").encode()},
        {"project.qde": GOOD.xml().replace(f'guid="{key("selection 0")}"', "").encode()},
        {"project.qde": GOOD.xml().replace(f'targetGUID="{key("code A")}"', 'targetGUID="../x"').encode()},
        {"project.qde": deep(60).encode()},
        {"project.qde": deep(400).encode()},
    ],
)
def test_harmful_archives_are_refused_and_nothing_is_stored(
    project: Project, tmp_path: Path, members: dict[str, bytes]
) -> None:
    path = archive(tmp_path / "p.qdpx", members)
    with pytest.raises(BsbError) as caught:
        project.refi.read(path, district="Alna")
    assert "p.qdpx" in caught.value.message and caught.value.hint
    assert "passwd" not in caught.value.message and "root:" not in caught.value.message
    assert not project.journal.entries()


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"PK\x03\x04 cut", b"plain text", b"\x00" * 500):
        (tmp_path / "p.qdpx").write_bytes(data)
        with pytest.raises(BsbError):
            read_qdpx(tmp_path / "p.qdpx")
        with pytest.raises(BsbError):
            read_qdc(tmp_path / "p.qdpx")
    with pytest.raises(BsbError):
        read_qdpx(tmp_path / "missing.qdpx")


def test_more_than_the_limits_is_refused(tmp_path: Path) -> None:
    path = GOOD.write(tmp_path / "p.qdpx")
    for limits in (Limits(part_bytes=10), Limits(tags=5), Limits(members=1), Limits(file_bytes=10)):
        with pytest.raises(BsbError):
            read_qdpx(path, limits=limits)


@pytest.mark.parametrize(
    "told", ["relative:///a.txt", "absolute:///etc/passwd", "file:///etc/passwd", "internal://../b.txt"]
)
def test_no_path_in_the_file_is_followed(tmp_path: Path, told: str) -> None:
    (tmp_path / "a.txt").write_text("hemmelig", encoding="utf-8")
    xml = GOOD.xml().replace(f"internal://{key('g')}.txt", told)
    project = read_qdpx(archive(tmp_path / "p.qdpx", {"project.qde": xml.encode()}))
    assert project.sources[0].text is None


def test_one_file_that_fails_leaves_nothing_of_itself(project: Project, tmp_path: Path) -> None:
    same = "I1: Ja?\nB1: Nei, det vet jeg ikke.\n"
    study = Study({"g1": same, "g2": same}, [("g1", "det vet jeg", "A")], MAXQDA)
    incoming = project.refi.read(study.write(tmp_path / "p.qdpx"), district="Alna")
    with pytest.raises(BsbError, match="the same text twice: g2 and g1"):
        project.refi.store(incoming, reviewer="KA")
    assert not project.interviews.all() and not project.codebook.all() and not project.journal.entries()
