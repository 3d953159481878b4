"""Projects of other programs: their codings stand on the right words, and what is not carried is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.exchange.refi.room import Taken
from bsb.privacy.review import Decision, accept_all
from bsb.project import Project
from tests.exchange.refi.archives import ALL, ATLAS, MAXQDA, NVIVO_WINDOWS, QUALCODER, Habit, Study, key

TALK = (
    "Fokusgruppe på huset\n\nI1: Hvordan er det å bo der 😀?\nMari: Det er fint – jeg har egen inngang.\n"
    "Og så er husleia høy, altså.\nTone: Enig. Trappa er mørk 🏡, og låsen er ødelagt.\n"
    "Mari: Mm. De kommer når de har sagt det.\n"
    "Tone: Nettopp.\n"
)
CODINGS = [
    ("Gruppe 1", "egen inngang", "Bolig"),
    ("Gruppe 1", "Og så er husleia høy", "Penger & pris"),
    ("Gruppe 1", "Trappa er mørk 🏡", "Bolig"),
    ("Gruppe 1", "De kommer når de har sagt det", "Faste folk"),
]


def take(project: Project, path: Path, **options: str) -> Taken:
    incoming = project.refi.read(path, **{"district": "Alna"} | options)
    keep = {hit: Decision("keep") for hit in incoming.review.hits}
    return project.refi.store(incoming, decisions=keep, reviewer="KA")


@pytest.mark.parametrize("habit", ALL)
def test_every_programs_codings_stand_on_their_words(project: Project, tmp_path: Path, habit: str) -> None:
    taken = take(project, Study({"Gruppe 1": TALK}, CODINGS, ALL[habit]).write(tmp_path / "p.qdpx"))
    assert [(c.quote, c.code_name) for c in project.codings.all()] == [(w, code) for _t, w, code in CODINGS]
    assert {c.coder for c in project.codings.all()} == {"KA"}
    assert {c.at for c in project.codings.all()} == {"2026-05-01T08:00:00Z"}
    assert [i.name for i in project.interviews.all()] == ["Gruppe-1"]
    turns = project.transcripts.get("Gruppe-1").turns
    assert [t.speaker for t in turns] == ["I1", "B1", "B2", "B1", "B2"]
    assert turns[1].text == "Det er fint – jeg har egen inngang.\nOg så er husleia høy, altså."
    assert taken.lost == ()
    again = project.refi.read(tmp_path / "p.qdpx")
    assert project.refi.store(again, reviewer="KA").added == {}
    project.journal.undo()
    assert not project.interviews.all() and not project.codebook.all()


def test_nothing_is_stored_before_the_review(project: Project, tmp_path: Path) -> None:
    talk = "I1: Hva heter du?\nB1: Jeg heter Kari Nordmann og bor på Tøyen.\nI1: Ja vel.\nB1: Ring 912 34 567.\n"
    said = "<PlainTextContent>Kari Nordmann gråt.</PlainTextContent>"
    note = f'<Notes><Note guid="{key("n")}" name="Kari">{said}</Note></Notes>'
    study = Study({"Kari Nordmann": talk}, [("Kari Nordmann", "bor på Tøyen", "Bolig")], ATLAS, more=note)
    incoming = project.refi.read(study.write(tmp_path / "p.qdpx"), district="Alna")
    with pytest.raises(BsbError, match="have not been reviewed") as caught:
        project.refi.store(incoming, reviewer="KA")
    assert "Nordmann" not in str(caught.value) + caught.value.hint
    assert not project.interviews.all() and not project.journal.entries()
    taken = project.refi.store(incoming, decisions=accept_all(incoming.review.to_review), reviewer="KA")
    assert taken.replaced
    kept = project.root / "bsb.db"
    stored = b"".join(p.read_bytes() for p in kept.parent.glob("bsb.db*"))
    assert b"Nordmann" not in stored and b"912 34" not in stored
    (coding,) = project.codings.all()
    assert coding.quote.startswith("bor på (")
    assert "(navn" in project.memos.all()[0].text


def test_a_border_inside_a_replaced_name_takes_all_of_it(project: Project, tmp_path: Path) -> None:
    talk = "I1: Hvem er det?\nB1: Det er Kari Nordmann som kommer.\n"
    study = Study({"g1": talk}, [("g1", "Nordmann som", "a"), ("g1", "Det er Kari", "b")], MAXQDA)
    incoming = project.refi.read(study.write(tmp_path / "p.qdpx"), district="Alna")
    project.refi.store(incoming, decisions=accept_all(incoming.review.to_review), reviewer="KA")
    assert [c.quote for c in project.codings.all()] == ["Det er (navn 1)", "(navn 1) som"]


def test_districts_come_from_variables_sets_and_cases(project: Project, tmp_path: Path) -> None:
    texts = {f"g{n}": f"I1: Hei {n}?\nB1: Hallo {n}.\n" for n in range(4)}
    ref = '<VariableValue><VariableRef targetGUID="{}"/><TextValue>{}</TextValue></VariableValue>'
    study = Study(
        texts,
        [],
        MAXQDA,
        codes=f'<Code guid="{key("c")}" name="A" isCodable="true" color="27,108,168"/>',
        more=f'<Sets><Set guid="{key("s1")}" name="Bydel: Sagene"><MemberSource targetGUID="{key("g1")}"/></Set>'
        f'<Set guid="{key("s2")}" name="Frogner"><MemberSource targetGUID="{key("g2")}"/></Set></Sets>',
        inside={
            "g0": ref.format(key("v"), "Alna") + ref.format(key("w"), "kvinne"),
            "before": f'<Variables><Variable guid="{key("v")}" name="Bydel" typeOfVariable="Text"/>'
            f'<Variable guid="{key("w")}" name="Kjønn" typeOfVariable="Text"/></Variables>'
            f'<Cases><Case guid="{key("case")}">{ref.format(key("v"), "Ullern")}'
            f'<SourceRef targetGUID="{key("g3")}"/></Case></Cases>',
        },
    )
    taken = take(project, study.write(tmp_path / "p.qdpx"), district="")
    assert {i.name: i.district for i in project.interviews.all()} == {
        "g0": "Alna",
        "g1": "Sagene",
        "g2": "Frogner",
        "g3": "Ullern",
    }
    assert project.interviews.participants("g0")[0].attributes == {"Kjønn": "kvinne"}
    assert project.codebook.get("a").colour == "#1b6ca8"
    assert taken.lost == ()


def test_a_document_without_a_district_is_asked_about(project: Project, tmp_path: Path) -> None:
    path = Study({"Gruppe 1": TALK}, [], MAXQDA).write(tmp_path / "p.qdpx")
    with pytest.raises(BsbError, match="which district these are from: Gruppe-1") as caught:
        project.refi.read(path)
    assert "--district" in caught.value.hint
    with pytest.raises(BsbError, match="Alma"):
        project.refi.read(path, district="Alma")


def test_what_has_no_place_is_counted(project: Project, tmp_path: Path) -> None:
    bad = (
        f'<PlainTextSelection guid="{key("x1")}" startPosition="0" endPosition="11"><Coding guid="{key("x2")}">'
        f'<CodeRef targetGUID="{key("code Bolig")}"/></Coding></PlainTextSelection>'
        f'<PlainTextSelection guid="{key("x3")}" startPosition="90" endPosition="9999"><Coding guid="{key("x4")}">'
        f'<CodeRef targetGUID="{key("code Bolig")}"/></Coding></PlainTextSelection>'
        f'<PlainTextSelection guid="{key("x5")}" startPosition="40" endPosition="48"><Coding guid="{key("x6")}">'
        f'<CodeRef targetGUID="{key("nowhere")}"/></Coding></PlainTextSelection>'
        f'<Coding guid="{key("x7")}"><CodeRef targetGUID="{key("code Bolig")}"/></Coding>'
    )
    picture = f'<PictureSource guid="{key("pic")}" path="internal://a.png"/>'
    lost = f'<TextSource guid="{key("gone")}" name="Borte" plainTextPath="relative:///../../etc/passwd"/>'
    study = Study({"Gruppe 1": TALK}, CODINGS[:1], MAXQDA, inside={"Gruppe 1": bad})
    xml = study.xml().replace("</Sources>", f"{picture}{lost}</Sources><Graphs><Graph guid='{key('gr')}'/></Graphs>")
    path = study.write(tmp_path / "p.qdpx")
    _rewrite(path, xml)
    taken = take(project, path)
    assert {each.kind: each.n for each in taken.lost} == {
        "PictureSource": 1,
        "Graphs": 1,
        "sources_without_text": 1,
        "codings_of_documents": 1,
        "codings_of_unknown_codes": 1,
        "codings_outside": 1,
        "codings_not_in_turns": 1,
    }
    assert all(each.name and each.name != each.kind for each in taken.lost)
    assert [c.quote for c in project.codings.all()] == ["egen inngang"]


def test_notes_and_annotations_become_memos(project: Project, tmp_path: Path) -> None:
    selection = f'<PlainTextSelection guid="{key("ann")}" startPosition="31" endPosition="45"/>'
    notes = "".join(
        f'<Note guid="{key(n)}" name="{n}" creatingUser="{key("user KA")}">'
        f"<PlainTextContent>om {n}</PlainTextContent></Note>"
        for n in ("kode", "dokument", "alt", "replikk")
    )
    links = "".join(
        f'<Link guid="{key("l" + a)}" originGUID="{key(a)}" targetGUID="{key(b)}"/>'
        for a, b in (("kode", "code Bolig"), ("replikk", "ann"), ("borte", "ann"))
    )
    more = f"<Notes>{notes}</Notes><Links>{links}</Links>"
    inside = {"Gruppe 1": selection + f'<NoteRef targetGUID="{key("dokument")}"/>'}
    taken = take(
        project, Study({"Gruppe 1": TALK}, CODINGS[:1], MAXQDA, more=more, inside=inside).write(tmp_path / "p.qdpx")
    )
    found = {(m.kind, m.about, m.title, m.text) for m in project.memos.all()}
    assert found == {
        ("project", "", "alt", "om alt"),
        ("code", "bolig", "kode", "om kode"),
        ("interview", "Gruppe-1", "dokument", "om dokument"),
        ("interview", "Gruppe-1", "Turn 1", "om replikk"),
    }
    assert {each.kind: each.n for each in taken.lost} == {"links": 1}


def test_marks_of_ours_come_back_from_programs_that_part_each_coding(project: Project, tmp_path: Path) -> None:
    codings = [("g", "Trappa er mørk", "Bolig"), ("g", "Trappa er mørk", "Valør: kritisk")]
    codes = "".join(
        f'<Code guid="{key("code " + c, upper=False)}" name="{c}" isCodable="true"/>'
        for c in ("Bolig", "Valør: kritisk")
    )
    study = Study({"g": "I1: Ja?\nB1: Trappa er mørk.\n"}, codings, QUALCODER, codes=codes)
    take(project, study.write(tmp_path / "p.qdpx"))
    (coding,) = project.codings.all()
    assert (coding.code_name, coding.valence) == ("Bolig", "critical")
    assert [c.name for c in project.codebook.all()] == ["Bolig"]


def test_two_codes_of_one_name_stay_two(project: Project, tmp_path: Path) -> None:
    codes = "".join(
        f'<Code guid="{key(top)}" name="{top}" isCodable="false"><Code guid="{key("code " + top)}" name="Annet" '
        'isCodable="true"/></Code>'
        for top in ("Bolig", "Penger")
    )
    codings = [("g", "Trappa", "Bolig"), ("g", "mørk", "Penger")]
    take(
        project,
        Study({"g": "I1: Ja?\nB1: Trappa er mørk.\n"}, codings, MAXQDA, codes=codes).write(tmp_path / "p.qdpx"),
    )
    names = {c.key: c for c in project.codebook.all()}
    assert [(c.quote, names[c.code].parent, c.code_name) for c in project.codings.all()] == [
        ("Trappa", "bolig", "Annet"),
        ("mørk", "penger", "Annet"),
    ]


def test_codes_that_are_here_already_are_used_and_left_as_they_are(coded: Project, tmp_path: Path) -> None:
    codes = (
        f'<Code guid="{key("code Økonomi")}" name="økonomi" isCodable="true"><Description>Annet</Description></Code>'
    )
    study = Study(
        {"alna-fg1": "", "g2": "I1: Ja?\nB1: Det er dyrt.\n"}, [("g2", "dyrt", "Økonomi")], MAXQDA, codes=codes
    )
    taken = take(coded, study.write(tmp_path / "p.qdpx"))
    assert [(c.code, c.quote) for c in coded.codings.all()] == [("okonomi", "dyrt")]
    assert coded.codebook.get("okonomi").definition == ""
    assert {each.kind: each.n for each in taken.lost} == {"codes_differ": 1, "sources_without_text": 1}


def test_new_codings_come_to_a_transcript_that_is_here(coded: Project, tmp_path: Path) -> None:
    text = "\n".join(f"{t.speaker}: {t.text}" for t in coded.transcripts.get("alna-fg1").turns)
    study = Study({"alna-fg1": text}, [("alna-fg1", "egen inngang", "Økonomi")], NVIVO_WINDOWS)
    incoming = coded.refi.read(study.write(tmp_path / "p.qdpx"))
    assert incoming.documents[0].draft is None
    taken = coded.refi.store(incoming, reviewer="KA")
    assert (taken.added, taken.known["transcript"]) == ({"coding": 1}, 1)
    assert coded.codings.all()[0].quote == "egen inngang"


def test_a_text_without_speakers_is_a_turn_a_paragraph(project: Project, tmp_path: Path) -> None:
    study = Study(
        {"Notat": "Vi satt på kjøkkenet.\n\nDet var stille.\n"}, [("Notat", "Det var stille", "Ro")], MAXQDA
    )
    taken = take(project, study.write(tmp_path / "p.qdpx"))
    assert [(t.speaker, t.text) for t in project.transcripts.get("Notat").turns] == [
        ("?", "Vi satt på kjøkkenet."),
        ("?", "Det var stille."),
    ]
    assert [c.quote for c in project.codings.all()] == ["Det var stille"]
    assert "No speakers were found" in taken.notices[0]


def test_a_transcript_of_a_recording_is_read_by_its_points_in_time(project: Project, tmp_path: Path) -> None:
    text = "I1: Ja?\nB1: Trappa er mørk.\n"
    points = "".join(f'<SyncPoint guid="{key(f"p{at}")}" timeStamp="{at}" position="{at}"/>' for at in (12, 26))
    audio = (
        f'<AudioSource guid="{key("lyd")}" name="opptak.m4a"><Transcript guid="{key("tr")}" name="x">'
        f"<PlainTextContent>{text}</PlainTextContent>{points}"
        f'<TranscriptSelection guid="{key("ts")}" fromSyncPoint="{key("p12")}" toSyncPoint="{key("p26")}">'
        f'<Coding guid="{key("cc")}"><CodeRef targetGUID="{key("code Bolig")}"/></Coding></TranscriptSelection>'
        "</Transcript></AudioSource>"
    )
    study = Study({"g1": TALK}, [("g1", "egen inngang", "Bolig")], MAXQDA)
    path = study.write(tmp_path / "p.qdpx")
    _rewrite(path, study.xml().replace("</Sources>", f"{audio}</Sources>"))
    take(project, path)
    assert [c.quote for c in project.codings.all(interviews=["opptak"])] == ["Trappa er mørk"]


def test_an_old_namespace_is_read(project: Project, tmp_path: Path) -> None:
    habit = Habit("Transana 3.22", namespace="urn:QDA-XML:project:0:10")
    take(project, Study({"g1": TALK}, [("g1", "egen inngang", "Bolig")], habit).write(tmp_path / "p.qdpx"))
    assert [c.quote for c in project.codings.all()] == ["egen inngang"]


def _rewrite(path: Path, xml: str) -> None:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, xml.encode() if name.endswith(".qde") else data)
