import dataclasses
import datetime
import itertools
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from bsb.errors import BsbError
from bsb.guide.library import FOR_ONE, Guides
from bsb.guide.model import content_hash
from bsb.reports.kit import TEMPLATES, KitReport, write_kit
from bsb.reports.kit_reading import hard
from bsb.shipped import shipped
from bsb.text import marks
from bsb.text.lix import lix

GUIDES = Guides([shipped("guides")])
NAMES = {"bolig": "Bolig med oppfølging", "dps": "DPS", "rus": "Ruskonsulent"}


def make(out: Path, guide: str = "temaguide-full", **changes: Any) -> KitReport:
    arguments: dict[str, Any] = {
        "interview": "eksempel-fg1",
        "district": "Lia & Åsen <øst>",
        "date": "2026-03-04",
        "services": ["bolig", "dps"],
        "service_names": NAMES,
        "contact": "Prosjektet, 900 00 000",
        "facilitators": "Kim og Alex",
        "factors": GUIDES.factors(),
        "template": shipped("templates") / TEMPLATES["nb"],
        "today": datetime.date(2026, 1, 2),
    }
    return write_kit(GUIDES.get(guide), out, **(arguments | changes))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[KitReport, Any]:
    out = tmp_path_factory.mktemp("kit") / "pakke.docx"
    report = make(out)
    return report, Document(str(out))


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def table_headed(document: Any, *header: str) -> Any:
    return next(table for table in document.tables if rows(table)[0][: len(header)] == list(header))


def all_text(document: Any) -> str:
    parts = [p.text for p in document.paragraphs]
    parts += [cell for table in document.tables for row in rows(table) for cell in row]
    for section in document.sections:
        parts += [p.text for p in (*section.header.paragraphs, *section.footer.paragraphs)]
    return "\n".join(parts)


def test_the_report_says_what_was_made(made: tuple[KitReport, Any]) -> None:
    report, _ = made
    guide = GUIDES.get("temaguide-full")
    assert report.path.is_file()
    assert 0 < report.lix < 40
    assert report.guide_hash == content_hash(guide)
    assert report.topics == 11
    assert report.spare_minutes == sum(t.minutes for t in guide.topics if t.key in
                                       {"arbeid", "fritid", "hjemmebesok", "aktivitetshus"})  # fmt: skip
    assert report.pages_hint > report.topics


def test_each_part_and_each_topic_is_a_heading_on_a_page_of_its_own(made: tuple[KitReport, Any]) -> None:
    _, document = made
    heads = [p for p in document.paragraphs if p.style.name in ("Heading 1", "BSB Deltakerark")]
    names = [p.text for p in heads]
    assert names[:7] == [
        "Sjekkliste",
        "Tidsplan",
        "Vil du fortelle?",
        "Vil du være med?",
        "Lapper til deltakerne",
        "Åpningsord",
        "1. Åpning",
    ]
    assert "10. Fastlege, DPS og legevakt" in names
    assert "9. Bolig" in names
    assert not any("Kultur og fritid" in name for name in names)
    assert names[-5:] == [
        "Avslutningsord",
        "Når det blir vanskelig",
        "Plass og stemmer",
        "Notatark",
        "Etter samtalen",
    ]
    begin_a_section = {"Vil du fortelle?", "Åpningsord"}
    assert all(p.paragraph_format.page_break_before or p.text in begin_a_section for p in heads)
    assert document.styles["BSB Deltakerark"].base_style.name == "Heading 1"


def test_nothing_of_the_template_is_left_and_nothing_is_lost(made: tuple[KitReport, Any]) -> None:
    _, document = made
    text = all_text(document)
    assert "{{" not in text
    assert "{%" not in text
    assert "Lia & Åsen <øst>" in text
    guide = GUIDES.get("temaguide-full")
    for line in [*guide.intro.split("\n"), *guide.consent, *guide.closing.split("\n")]:
        assert line in text
    kept = [t for t in guide.topics if not t.services or {"bolig", "dps"} & set(t.services)]
    for topic in kept:
        for question in topic.questions:
            assert question.ask in text
            assert all(probe in text for probe in question.probes)
        assert all(f"{word}: {meaning}" in text for word, meaning in topic.words)
    for factor in GUIDES.factors():
        assert f"Si: {factor.say}" in text
    for wanted in ["4. mars 2026", "Bolig med oppfølging, DPS", "Kim og Alex", "Prosjektet, 900 00 000"]:
        assert wanted in text


def test_the_time_plan_is_on_the_clock(made: tuple[KitReport, Any]) -> None:
    _, document = made
    plan = rows(table_headed(document, "Klokka"))
    assert plan[1][0] == "17.30–17.45"
    assert plan[3] == ["18.00–18.10", "1. Åpning", "10"]
    assert any(row[1].startswith("PAUSE") and row[2] == "10" for row in plan)
    assert plan[-3][1].startswith("Ekstra tid")
    assert plan[-2] == ["19.55–20.00", "11. Avslutning", "5"]
    assert plan[-1][0] == "20.00–20.30"
    assert sum(int(row[2]) for row in plan[3:-1]) == 120
    times = [row[0].split("–") for row in plan[1:]]
    assert all(one[1] == two[0] for one, two in itertools.pairwise(times))


def test_the_foot_of_a_card_tells_of_the_break_and_the_end(made: tuple[KitReport, Any]) -> None:
    _, document = made
    feet = [p.text for p in document.paragraphs if p.text.startswith("Etterpå: ")]
    assert len(feet) == 3
    assert feet[0].startswith("Etterpå: pause 1")
    assert feet[-1] == "Etterpå: avslutningsordene."


def test_tables_repeat_their_header_row(made: tuple[KitReport, Any]) -> None:
    _, document = made
    for header in ("Ark", "Klokka", "Plass", "Tema"):
        first = table_headed(document, header).rows[0]._tr
        assert first.trPr.find(qn("w:tblHeader")) is not None


def test_type_is_large_the_page_is_a4_and_the_language_norwegian(made: tuple[KitReport, Any]) -> None:
    _, document = made
    size = {s.name: s.font.size.pt for s in document.styles if s.type == 1 and s.font.size}
    assert size["Normal"] >= 12
    assert min(size["BSB Spørsmål"], size["BSB Følg opp"], size["BSB Stor"]) >= 16
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "nb-NO"
    assert " PAGE " in section.footer._element.xml


def test_seats_and_slips_follow_the_number_of_participants(tmp_path: Path) -> None:
    make(tmp_path / "a.docx", seats=5)
    document = Document(str(tmp_path / "a.docx"))
    assert [row[0] for row in rows(table_headed(document, "Plass"))] == [
        "Plass",
        "B1",
        "B2",
        "B3",
        "B4",
        "B5",
        "I1",
        "I2",
    ]
    slips = [cell for table in document.tables for row in rows(table) for cell in row if "Plass: B" in cell]
    assert len(slips) == 5
    assert "900 00 000" in slips[0]


def test_what_is_not_known_is_left_to_fill_in_by_hand(tmp_path: Path) -> None:
    make(
        tmp_path / "a.docx",
        guide="temaguide-kort",
        date=None,
        contact="",
        facilitators="",
        services=[],
        start="10.30",
    )
    document = Document(str(tmp_path / "a.docx"))
    facts = dict(rows(document.tables[0]))
    assert facts["Dato"] == facts["Kontakt"] == facts["Leder samtalen"] == "_" * 24
    assert facts["Tjenester"] == "Alle"
    assert facts["Klokka"] == "10.30–11.30"
    make(tmp_path / "b.docx", date="våren 2026")
    assert dict(rows(Document(str(tmp_path / "b.docx")).tables[0]))["Dato"] == "våren 2026"


def test_the_same_kit_has_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path / "a.docx")
    make(tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize(
    "bad",
    [{"start": "18"}, {"services": ["blig"]}, {"seats": 0}, {"seats": 13}],
)
def test_what_cannot_be_made_is_refused_and_nothing_written(tmp_path: Path, bad: dict[str, Any]) -> None:
    with pytest.raises(BsbError):
        make(tmp_path / "a.docx", **bad)
    assert not list(tmp_path.iterdir())


def test_participants_are_invited_in_words_for_a_group_or_for_one(tmp_path: Path) -> None:
    make(tmp_path / "a.docx", place="biblioteket")
    text = all_text(Document(str(tmp_path / "a.docx")))
    assert "en samtale om hjelpen du får i bydelen for psykiske vansker. Dere blir noen få" in text
    assert "Biblioteket" in text
    make(tmp_path / "b.docx", guide="temaguide-enkelt", group=False, seats=5, services=[])
    alone = Document(str(tmp_path / "b.docx"))
    text = all_text(alone)
    assert "Du møter bare én eller to av oss." in text
    assert "Én tar det meste av plassen" not in text
    assert text.count("Nummer: B") == 1
    assert "hva husker du best" in text.lower()
    assert not make(tmp_path / "b.docx", guide="temaguide-enkelt", group=False, services=[]).speaks_to_a_group
    for for_several in ("temaguide-full", "temaguide-nynorsk", "temaguide-english"):
        assert make(tmp_path / "b.docx", guide=for_several, group=False, services=[]).speaks_to_a_group
    assert not make(tmp_path / "b.docx").speaks_to_a_group


@pytest.mark.parametrize(
    ("language", "to_several", "to_one"),
    [
        ("nb", r"\bgrupp|forebygger dere|Til dere|Hver deltaker|Plass og stemmer|\bnoen vil prate", "Til deg: "),
        ("nn", r"\bgrupp|førebyggjer de:|Til dykk|Kvar deltakar|Plass og stemmer|\bnokon vil prate", "Til deg: "),
        ("en", r"\bgroup|the two of you|Each person|Seats and voices", "For you: "),
    ],
)
def test_a_kit_for_one_person_speaks_of_no_group(tmp_path: Path, language: str, to_several: str, to_one: str) -> None:
    report = write_kit(
        GUIDES.get(FOR_ONE[language]),
        tmp_path / "a.docx",
        interview="alna-ind1",
        district="Alna",
        date=None,
        group=False,
        factors=GUIDES.factors(language),
        template=shipped("templates") / TEMPLATES[language],
        today=datetime.date(2026, 1, 2),
    )
    text = all_text(Document(str(tmp_path / "a.docx")))
    assert not report.speaks_to_a_group
    assert re.findall(to_several, text) == []
    assert text.count(to_one) == report.topics


def test_that_some_words_are_for_a_group_is_said_where_it_is_so(tmp_path: Path) -> None:
    kits = {}
    for guide in ("temaguide-enkelt", "temaguide-full"):
        make(tmp_path / "a.docx", guide=guide, group=False, services=[])
        kits[guide] = all_text(Document(str(tmp_path / "a.docx")))
    assert "skrevet for en gruppe" not in kits["temaguide-enkelt"]
    assert kits["temaguide-full"].count("skrevet for en gruppe") == 2


def test_handouts_carry_no_header_and_no_page_number(made: tuple[KitReport, Any]) -> None:
    _, document = made
    first, handouts, rest = document.sections
    assert handouts.header.paragraphs[0].text == ""
    assert " PAGE " not in handouts.footer._element.xml
    assert rest.header.paragraphs[0].text == first.header.paragraphs[0].text
    assert " PAGE " in rest.footer._element.xml


@pytest.mark.parametrize(
    ("guide", "language", "words"),
    [
        ("temaguide-nynorsk", "nn", ["Vil du fortelje?", "Opningsord", "Når det blir vanskeleg", "4. mars 2026"]),
        (
            "temaguide-english",
            "en",
            ["Will you tell us?", "Opening words", "The mood is tense", "4 March 2026", "18:10"],
        ),
    ],
)
def test_a_kit_is_in_the_language_of_its_guide(tmp_path: Path, guide: str, language: str, words: list[str]) -> None:
    report = make(
        tmp_path / "a.docx",
        guide=guide,
        template=shipped("templates") / TEMPLATES[language],
        factors=GUIDES.factors(language),
    )
    document = Document(str(tmp_path / "a.docx"))
    text = all_text(document)
    assert all(word in text for word in words)
    for bokmaal in ("Åpningsord", "Sjekk at samtalen er der og", "Hvordan", "Etterpå: avslutningsordene"):
        assert bokmaal not in text
    tongue = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val"))
    assert tongue == {"nn": "nn-NO", "en": "en-GB"}[language]
    assert max(sheet.lix for sheet in report.sheets) < 40


def test_each_sheet_that_participants_meet_is_measured(made: tuple[KitReport, Any]) -> None:
    report, _ = made
    sheets = {sheet.name: sheet for sheet in report.sheets}
    assert {"Vil du fortelle?", "Vil du være med?", "Lapper til deltakerne", "Åpningsord", "1. Åpning"} <= set(sheets)
    assert not {"Sjekkliste", "Tidsplan", "Notatark"} & set(sheets)
    assert all(0 < sheet.lix < 40 for sheet in report.sheets)
    intro = GUIDES.get("temaguide-full").intro
    assert sheets["Åpningsord"].lix == round(lix(intro) or 0, 1)
    assert sheets["Åpningsord"].words == len(marks.words(intro))


def test_a_heavy_sheet_is_named(tmp_path: Path) -> None:
    heavy = dataclasses.replace(
        GUIDES.get("temaguide-kort"), intro="Tjenestetilbudet forutsetter samhandlingskompetanse."
    )
    report = write_kit(
        heavy,
        tmp_path / "a.docx",
        interview="x",
        district="y",
        date=None,
        factors=GUIDES.factors(),
        template=shipped("templates") / TEMPLATES["nb"],
        today=datetime.date(2026, 1, 2),
    )
    assert [sheet.name for sheet in hard(report.sheets)] == ["Åpningsord"]


def test_large_print_makes_all_type_larger(tmp_path: Path, made: tuple[KitReport, Any]) -> None:
    make(tmp_path / "a.docx", large_print=True)
    large = {s.name: s.font.size.pt for s in Document(str(tmp_path / "a.docx")).styles if s.type == 1 and s.font.size}
    normal = {s.name: s.font.size.pt for s in made[1].styles if s.type == 1 and s.font.size}
    assert all(large[name] > normal[name] for name in normal if name not in ("Header", "Footer"))
    assert large["Footer"] == normal["Footer"]
    assert large["Normal"] >= 16
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert b"w:tblBorders" in archive.read("word/document.xml")
