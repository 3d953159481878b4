from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

from lxml import etree

from bsb.coding.memos import Memos
from bsb.privacy.check_output import check_file
from bsb.privacy.scan import Scanner
from bsb.project import Project
from tests.conftest import code
from tests.exchange.refi.archives import validate

DAY = datetime.date(2026, 5, 20)


def root(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde"))


def texts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "project.qde"}


def quoted(path: Path) -> list[str]:
    """The words of every selection, read as the standard counts."""
    found = []
    stored = texts(path)
    for source in root(path).iter("{*}TextSource"):
        text = stored[f"sources/{source.get('guid')}.txt"].decode("utf-8")
        for each in source.iter("{*}PlainTextSelection"):
            found.append(text[int(each.get("startPosition", "")) : int(each.get("endPosition", ""))])
    return found


def test_the_example_is_valid_closed_and_always_the_same(example: Project, tmp_path: Path) -> None:
    done = example.refi.export(tmp_path / "a.qdpx", date=DAY)
    example.refi.export(tmp_path / "b.qdpx", date=DAY)
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()
    validate(tmp_path / "a.qdpx")
    assert (done.carried["interview"], done.carried["coding"]) == (17, len(example.codings.all()))
    lost = {each.kind: each.n for each in done.lost}
    assert lost["conference"] and not {"code", "coding", "memo", "summary", "turn", "transcript"} & lost.keys()
    assert {c.quote for c in example.codings.all()} == set(quoted(tmp_path / "a.qdpx"))


def test_all_targets_are_valid(coded: Project, tmp_path: Path) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,Men husleia er høy")
    for n, options in enumerate([{"target": "nvivo"}, {"newline": "crlf"}, {"case_codes": True}]):
        coded.refi.export(tmp_path / f"{n}.qdpx", date=DAY, **options)  # type: ignore[arg-type]
        validate(tmp_path / f"{n}.qdpx")


def test_texts_say_who_speaks_and_have_no_mark_or_return(coded: Project, tmp_path: Path) -> None:
    coded.refi.export(tmp_path / "a.qdpx", date=DAY)
    (text,) = texts(tmp_path / "a.qdpx").values()
    assert text.decode("utf-8").startswith("I1: Hvordan er det å bo der?\nB1: Det er fint")
    assert b"\r" not in text
    coded.refi.export(tmp_path / "n.qdpx", date=DAY, target="nvivo")
    (text,) = texts(tmp_path / "n.qdpx").values()
    assert text.startswith(b"\xef\xbb\xbfI1: Hvordan er det") and b"\r\nB1: " in text


def test_a_wide_character_is_counted_once_or_as_nvivo_does(project: Project, tmp_path: Path) -> None:
    talk = project.root / "corpora" / "alna-fg1.txt"
    talk.write_text("I1: Hei 😀 du?\nB1: Bra, takk skal du ha.\n", encoding="utf-8")
    project.interviews.add("alna-fg1", district="Alna", participants=1)
    project.importer.store(project.importer.read(talk), "alna-fg1", reviewer="KA")
    (project.root / "b.yaml").write_text("codes: [{key: a, facet: free, name: A}]", encoding="utf-8")
    project.codebook.import_file(project.root / "b.yaml")
    code(project, "alna-fg1,2,KA,a,,takk skal du ha")
    done = project.refi.export(tmp_path / "s.qdpx", date=DAY)
    assert done.wide == 1
    assert quoted(tmp_path / "s.qdpx") == ["takk skal du ha"]
    project.refi.export(tmp_path / "n.qdpx", date=DAY, target="nvivo")
    (stored,) = texts(tmp_path / "n.qdpx").values()
    units = stored.decode("utf-8-sig").encode("utf-16-le")
    (each,) = root(tmp_path / "n.qdpx").iter("{*}PlainTextSelection")
    start, end = (2 * int(each.get(name, "")) for name in ("startPosition", "endPosition"))
    assert units[start:end].decode("utf-16-le") == "takk skal du ha"


def test_marks_are_codes_on_the_same_passage(coded: Project, tmp_path: Path) -> None:
    code(coded, "alna-fg1,2,KA,okonomi,critical,Men husleia er høy", "alna-fg1,3,TL,okonomi,neutral,Husleia er høy")
    coded.refi.export(tmp_path / "a.qdpx", date=DAY)
    found = root(tmp_path / "a.qdpx")
    names = {each.get("guid"): each.get("name") for each in found.iter("{*}Code")}
    passages = [
        [names[ref.get("targetGUID")] for ref in each.iter("{*}CodeRef")]
        for each in found.iter("{*}PlainTextSelection")
    ]
    assert passages == [["Valør: kritisk", "Økonomi"], ["Økonomi"]]
    assert [user.get("name") for user in found.iter("{*}User")][1:] == ["KA", "TL"]


def test_districts_and_speakers_are_variables_cases_and_sets(coded: Project, tmp_path: Path) -> None:
    coded.refi.export(tmp_path / "a.qdpx", date=DAY)
    found = root(tmp_path / "a.qdpx")
    variables = {each.get("guid"): each.get("name") for each in found.iter("{*}Variable")}
    (source,) = found.iter("{*}TextSource")
    told = {variables[v[0].get("targetGUID")]: v[1].text for v in source.iter("{*}VariableValue")}
    assert (told["Bydel"], told["Intervjuform"]) == ("Alna", "fokusgruppe")
    assert [case.get("name") for case in found.iter("{*}Case")] == ["alna-fg1 B1", "alna-fg1 B2", "alna-fg1 B3"]
    sets = {each.get("name"): each for each in found.iter("{*}Set")}
    assert sets["Bydel: Alna"][0].get("targetGUID") == source.get("guid")
    assert {"Fasett: tjeneste", "Fasett: tema"} <= set(sets)


def test_what_stays_behind_is_told(coded: Project, tmp_path: Path) -> None:
    coded.interviews.add("sagene-fg1", district="Sagene", participants=2)
    coded.conferences.add("Alna", held_on="2026-06-01", by_role={"brukere": 5})
    done = coded.refi.export(tmp_path / "a.qdpx", date=DAY)
    assert {lost.kind: lost.n for lost in done.lost} == {"interviews_without_transcript": 1, "conference": 1}
    assert all(lost.name != lost.kind for lost in done.lost)


def test_an_empty_project_leaves_as_one(project: Project, tmp_path: Path) -> None:
    done = project.refi.export(tmp_path / "a.qdpx", date=DAY)
    validate(tmp_path / "a.qdpx")
    assert not done.carried and not done.lost


def test_letters_that_xml_cannot_hold_do_no_harm(coded: Project, tmp_path: Path) -> None:
    memos = Memos(coded.journal, coded.codebook, coded.codings)
    memos.add('<b>& "alt"', author="KA", title='A < B & "C"')
    memos.add("samme tittel", author="KA", title='A < B & "C"')
    coded.refi.export(tmp_path / "a.qdpx", date=DAY)
    validate(tmp_path / "a.qdpx")
    names = [note.get("name") for note in root(tmp_path / "a.qdpx").iter("{*}Note")]
    assert names == ['A < B & "C"', 'A < B & "C" (2)']


def test_what_leaves_can_be_looked_through(coded: Project, tmp_path: Path) -> None:
    Memos(coded.journal, coded.codebook, coded.codings).add("Ring Kari på 912 34 567", author="KA")
    coded.refi.export(tmp_path / "a.qdpx", date=DAY)
    found = {
        (leak.where.split("#")[0].split(":")[0].strip(), leak.kind)
        for leak in check_file(tmp_path / "a.qdpx", scanner=Scanner(model=False))
    }
    assert any(where.startswith("sources/") and kind == "phone" for where, kind in found)
    assert not any(
        kind in ("id_number", "account", "org_number") for _where, kind in found
    )  # no GUID is taken for one
