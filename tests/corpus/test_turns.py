from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.corpus.turns import Found, find_turns
from bsb.errors import BsbError
from bsb.formats.source import Block, Source


def find(text: str, *, speakers: Mapping[str, str] | None = None, pattern: str | None = None) -> Found:
    """Find turns in a text whose lines are paragraphs."""
    blocks = tuple(Block(line) for line in text.strip("\n").split("\n") if line.strip())
    return find_turns(Source(blocks, (), "txt"), speakers=speakers, pattern=pattern)


def said(found: Found) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in found.turns]


def test_codes_are_themselves_and_other_names_get_a_proposal() -> None:
    found = find("Intervjuer: Hei.\nKari: Hei du.\nb 2: Hallo.\nKARI: Ja.\nMøteleder: Da så.\nOla: Nei.\nOla: Jo.")
    assert found.mapping == {"Intervjuer": "I1", "Kari": "B1", "b 2": "B2", "Møteleder": "I2", "Ola": "B3"}
    assert found.names == {"Intervjuer": 1, "Kari": 2, "b 2": 1, "Møteleder": 1, "Ola": 2}
    assert [turn.role for turn in found.turns][:3] == ["facilitator", "participant", "participant"]
    assert [turn.number for turn in found.turns] == [1, 2, 3, 4, 5, 6, 7]


def test_what_was_confirmed_is_used() -> None:
    found = find(
        "Kari: Hei.\nOla: Ja.\nAnne: Nei.\nKari: Så.", speakers={"kari": "I1", "Ola": "B7", "Anne": "?", "Per": "B9"}
    )
    assert [turn.speaker for turn in found.turns] == ["I1", "B7", "?", "I1"]
    assert found.turns[2].role == "unknown"
    assert any("1 of the names given" in notice for notice in found.notices)


def test_a_name_refused_is_text_and_a_bad_code_is_an_error() -> None:
    talk = "I1: Hva er viktig?\nBolig: det er viktig\nBolig: ja"
    assert said(find(talk)) == [("I1", "Hva er viktig?"), ("B1", "det er viktig"), ("B1", "ja")]
    assert said(find(talk, speakers={"Bolig": "-"})) == [("I1", "Hva er viktig?\nBolig: det er viktig\nBolig: ja")]
    with pytest.raises(BsbError):
        find(talk, speakers={"Bolig": "Kari Nordmann"})


@pytest.mark.parametrize(
    ("line", "name", "text", "when"),
    [
        ("[00:03:12] Kari: Hei.", "Kari", "Hei.", 192_000),
        ("00:03:12 Kari: Hei.", "Kari", "Hei.", 192_000),
        ("#00:03:12-5# Kari: Hei.", "Kari", "Hei.", 192_000),
        ("[00:03:12.500 --> 00:03:14.000] SPEAKER_01: Hei.", "SPEAKER_01", "Hei.", 192_500),
        ("B1 (00:01:02): Ja", "B1", "Ja", 62_000),
        ("B1 [1:02]: Ja", "B1", "Ja", 62_000),
        ("B1: (01:02) Ja", "B1", "Ja", 62_000),
        ("B1 – Ja", "B1", "Ja", None),
        ("B1. Ja", "B1", "Ja", None),
        (">> Kari: Ja", "Kari", "Ja", None),
        ("**B1:** Ja", "B1", "Ja", None),
        ("**Kari**: Ja", "Kari", "Ja", None),
        ("[B1]: Ja", "B1", "Ja", None),
        ("B1:Ja", "B1", "Ja", None),
        ("Kari Li\tJa: nettopp", "Kari Li", "Ja: nettopp", None),
        ("(navn 1): Ja", "(navn 1)", "Ja", None),
        ("Åse-Marie (ler): Ja", "Åse-Marie", "(ler) Ja", None),
        ("00:01:02 B1 Ja: og nei", "B1", "Ja: og nei", 62_000),
    ],
)
def test_labels_in_the_ways_people_write_them(line: str, name: str, text: str, when: int | None) -> None:
    found = find(f"{line}\n{line}")
    assert found.names == {name: 2}
    assert (found.turns[0].text, found.turns[0].time) == (text, when)


def test_a_name_and_a_time_above_the_words() -> None:
    found = find("Kari Li  0:03\nHei på deg.\nOla   0:09\nHei.\nKari Li  0:12\nJa.")
    assert [(t.speaker, t.text, t.time) for t in found.turns] == [
        ("B1", "Hei på deg.", 3000),
        ("B2", "Hei.", 9000),
        ("B1", "Ja.", 12000),
    ]


def test_a_time_on_its_own_line_is_the_next_turns() -> None:
    assert [turn.time for turn in find("[00:00:05]\nI1: Hva?\n[00:00:09]\nB1: Det.\nB1: Så.").turns] == [
        5000,
        9000,
        None,
    ]


def test_a_time_stamp_after_a_turn_is_the_next_turns() -> None:
    found = find("I1: Hva? #00:00:05-1#\nB1: Det. #00:00:09-2#")
    assert [(turn.text, turn.time) for turn in found.turns] == [("Hva?", None), ("Det.", 5000)]


def test_header_lines_are_no_speakers() -> None:
    found = find(
        "Fokusgruppe i bydelen\nDato: 3. mai 2007\nSted: Aktivitetshuset\nTil stede: I1, B1, B2\n"
        "Intervju nr. 3: uke 18\nIntervjuer: Kari Li\nTema: bolig\nI1: Hei.\nB1: Hallo.\n"
        "Tema: arbeid\nB1: Ja.\nDato: 4. mai"
    )
    assert list(found.names) == ["I1", "B1"]
    assert said(found) == [("I1", "Hei."), ("B1", "Hallo."), ("B1", "Ja.")]
    assert any(notice.startswith("7 lines before") for notice in found.notices)
    assert any(notice.startswith("2 headings") for notice in found.notices)


def test_a_colon_within_a_sentence_is_no_label() -> None:
    talk = "B1: Jeg ringte.\nSå sa hun: ja, kom.\nSå sa hun: nei.\nHusk: ta med alt.\nKlokka 10:30 dro jeg.\nB1: Ja."
    found = find(talk)
    assert list(found.names) == ["B1"]
    assert found.turns[0].text == talk.split("\n", 5)[0][4:] + "\n" + "\n".join(talk.split("\n")[1:5])
    assert any("number 4" in notice for notice in found.notices)
    assert not any("Husk" in notice for notice in found.notices)


def test_someone_who_speaks_once_among_names_is_a_speaker() -> None:
    found = find("Kari: Hei.\nOla: Hei.\nKari: Hva sier du?\nPer: Ikke noe.\nOla: Nei.\nKari: Ok.")
    assert found.names == {"Kari": 3, "Ola": 2, "Per": 1}
    assert said(find("Kari: Hei.\nOla: Hei.")) == [("B1", "Hei."), ("B2", "Hei.")]


def test_indented_and_unlabelled_lines_go_on() -> None:
    assert said(find("I1: Hva\n    med dere?\nOg så?\n\tB1:\tDet er\n\t\tsånn.")) == [
        ("I1", "Hva\nmed dere?\nOg så?"),
        ("B1", "Det er\nsånn."),
    ]


def test_dialogue_with_dashes_has_nobody_named() -> None:
    found = find("– Hvordan er det?\n—Bra – tror jeg.\n- Fint\n– 3 –\n-5 grader")
    assert said(found) == [("?", "Hvordan er det?"), ("?", "Bra – tror jeg."), ("?", "Fint\n-5 grader")]
    assert found.names == {}
    assert {turn.role for turn in found.turns} == {"unknown"}


def test_captions_of_one_speaker_are_one_turn() -> None:
    blocks = (
        Block("Det er", "Kari", 1000, kind="caption"),
        Block("sånn\nher", "Kari", 2000, kind="caption"),
        Block("ja: nettopp", "Ola", 3000, kind="caption"),
        Block("uten stemme", None, 4000, kind="caption"),
        Block("- Ja.\n- Nei.", None, 5000, kind="caption"),
    )
    found = find_turns(Source(blocks, (), "vtt"))
    assert [(t.speaker, t.text, t.time) for t in found.turns] == [
        ("B1", "Det er sånn her", 1000),
        ("B2", "ja: nettopp uten stemme", 3000),
        ("?", "Ja.", 5000),
        ("?", "Nei.", 5000),
    ]


def test_captions_and_rows_with_no_speaker_at_all_are_a_turn_each() -> None:
    blocks = (Block("en\nto", None, 1000, kind="caption"), Block("tre", None, 2000, kind="caption"))
    assert said(find_turns(Source(blocks, (), "srt"))) == [("?", "en to"), ("?", "tre")]
    assert said(find("[00:01] Hei\n[00:05] på deg")) == [("?", "Hei"), ("?", "på deg")]


def test_rows_notes_and_headings() -> None:
    blocks = (
        Block("Tittel", kind="heading"),
        Block("Gruppe 1", kind="note"),
        Block("Kari Li", "Dato", kind="row"),
        Block("Kari: ikke en etikett", "Kari", 1000, kind="row"),
        Block("mer", None, kind="row"),
        Block("[pause]", kind="note"),
        Block("En fotnote", kind="note"),
        Block("Del 2", kind="heading"),
        Block("hei", "Kari", kind="row"),
    )
    found = find_turns(Source(blocks, (), "docx"))
    assert said(found) == [("B1", "Kari: ikke en etikett\nmer\n[pause]\n[En fotnote]"), ("B1", "hei")]
    assert found.names == {"Kari": 2}


def test_line_numbers_and_page_numbers_are_left_out() -> None:
    numbered = "\n".join(f"{n}  {'B1: ' if n % 3 == 1 else ''}linje nummer {n * 7}" for n in range(1, 13))
    found = find(numbered)
    assert len(found.turns) == 4
    assert found.turns[0].text == "linje nummer 7\nlinje nummer 14\nlinje nummer 21"
    assert any(notice.startswith("12 line numbers") for notice in found.notices)
    fifth = "\n".join(f"{n}\tord" if n % 5 == 0 else f"{'B1: ' if n % 7 == 1 else ''}ord" for n in range(1, 40))
    assert not any(c.isdigit() for turn in find(fifth).turns for c in turn.text)
    found = find("B1: Hei\nSide 1 av 9\npå deg\n– 2 –\n12 ganger\n3\nB1: ja\n4")
    assert said(found) == [("B1", "Hei\npå deg\n12 ganger"), ("B1", "ja")]
    assert any(notice.startswith("4 page numbers") for notice in found.notices)


def test_numbers_that_somebody_says_stay() -> None:
    talk = "B1: Tallene:\n12 år\n30 år\n7 år\nB2: Ja.\n2007\nB1: Nei.\n1999"
    assert "12 år\n30 år\n7 år" in find(talk).turns[0].text
    assert find(talk).turns[1].text == "Ja.\n2007"


def test_a_sentence_runs_on_over_the_page() -> None:
    blocks = (Block("B1: Vi ville ha medvirk-", page=1), Block("ning der.", page=2), Block("Slutt.", page=3))
    (turn,) = find_turns(Source(blocks, (), "pdf")).turns
    assert (turn.text, turn.page) == ("Vi ville ha medvirkning der.\nSlutt.", 1)


def test_a_label_without_words_is_dropped_with_a_notice() -> None:
    found = find("B1:\nB2: Ja.\nB1:\n  Nei.")
    assert said(found) == [("B2", "Ja."), ("B1", "Nei.")]
    assert found.names == {"B2": 1, "B1": 1}
    assert any(notice.startswith("1 speaker's name") for notice in found.notices)


def test_a_pattern_of_ones_own() -> None:
    pattern = r"(?P<time>\d+:\d+)?\s*<(?P<speaker>[^>]+)>\s*(?P<text>.*)"
    found = find("0:07 <Kari> " + "Hei " * 200 + "\n– og mer\nB2: og\n<Ola> Ja", pattern=pattern)
    assert [turn.speaker for turn in found.turns] == ["B1", "B2"]
    assert found.turns[0].text == ("Hei " * 200).strip() + "\n– og mer\nB2: og"
    assert found.turns[0].time == 7000


@pytest.mark.parametrize(
    "pattern",
    ["(", r"(?P<speaker>\w+)", r"(?P<speaker>(\w+)+):(?P<text>.*)", r"(?P<speaker>(a|a)*)(?P<text>x)", "a" * 501,
     r"(?P<speaker>(a?){30}a{30})(?P<text>.*)"],
)  # fmt: skip
def test_a_pattern_that_cannot_be_used_is_refused_at_once(pattern: str) -> None:
    with pytest.raises(BsbError, match="pattern"):
        find("a" * 5000 + "!", pattern=pattern)


def test_more_than_twenty_speakers_is_told_of() -> None:
    assert not any("21" in notice for notice in find("\n".join(f"B{n}: ja" for n in range(1, 21))).notices)
    assert any("21" in notice for notice in find("\n".join(f"B{n}: ja" for n in range(1, 22))).notices)


@pytest.mark.parametrize("text", ["Bare en tekst\nuten noen", "Dato: 3. mai", "B1:", "Fortrolig"])
def test_no_turns_is_an_error_that_shows_how_labels_look(text: str) -> None:
    with pytest.raises(BsbError) as caught:
        find(text)
    assert "B1: …" in caught.value.hint


@given(st.lists(st.text(max_size=30), max_size=20))
def test_any_text_gives_turns_or_the_one_error(lines: list[str]) -> None:
    try:
        found = find_turns(Source(tuple(Block(line) for line in lines if line.strip()), (), "txt"))
    except BsbError:
        return
    assert all(turn.text and turn.text == turn.text.strip() for turn in found.turns)
    assert sum(found.names.values()) + sum(turn.speaker == "?" for turn in found.turns) >= len(found.turns)
    assert set(found.names) == set(found.mapping)
