from __future__ import annotations

import itertools
import socket
import subprocess
import sys
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsb.privacy.hits import KINDS, Hit
from bsb.privacy.review import accept_all, apply
from bsb.privacy.scan import Scanner

TALK = [
    ("facilitator", "Hvordan er det å bo på Grorud, da?"),
    ("participant", "jeg heter randi og bor på tveita. ring 22 33 44 55"),
    ("participant", "randis mor bor på Grorud. Randi er grei."),
]


def cut(turns: list[tuple[str, str]], hits: list[Hit]) -> list[str]:
    return [turns[h.turn][1][h.start : h.end] for h in hits if not h.weak]


def test_hits_are_sorted_apart_and_of_known_kinds() -> None:
    hits = Scanner().scan(TALK)
    assert hits
    assert hits == sorted(hits, key=lambda h: (h.turn, h.start))
    assert all(a.turn < b.turn or a.end <= b.start for a, b in itertools.pairwise(hits))
    assert {h.kind for h in hits} <= set(KINDS)
    assert all(0 <= h.score <= 1 for h in hits)


def test_the_same_person_has_the_same_number_and_genitive_stays() -> None:
    hits = Scanner().scan(TALK)
    people = [h.replacement for h in hits if h.kind == "person"]
    assert people == ["(navn 1)", "(navn 1)s", "(navn 1)"]
    new = apply([text for _, text in TALK], hits, accept_all(hits))
    assert new[2].startswith("(navn 1)s mor")


def test_two_people_never_become_one() -> None:
    turns = [("participant", "Kari Berg og Kari Lund kom. Kari gikk. Lund ble.")]
    hits = [h for h in Scanner(model=False).scan(turns) if h.kind == "person"]
    numbers = [h.replacement for h in hits]
    assert numbers[0] != numbers[1]
    assert numbers[2] not in numbers[:2]
    assert numbers[3] == numbers[1]


def test_districts_stand_in_facilitators_turns_only() -> None:
    kept = [(h.turn, h.kind) for h in Scanner().scan(TALK) if h.kind == "district"]
    assert kept == [(2, "district")]
    own = Scanner(districts=("Solbygda",), keep_districts_for=frozenset({"participant"}))
    assert "Solbygda" not in cut([("participant", "På Solbygda")], own.scan([("participant", "vi på Solbygda")]))


def test_the_area_of_the_project_is_no_hit() -> None:
    turns = [("participant", "Jeg kom til Oslo fra Bergen.")]
    assert cut(turns, Scanner(area=("Oslo", "Norge")).scan(turns)) == ["Bergen"]


def test_a_name_found_once_is_found_everywhere() -> None:
    turns = [("participant", "Hun heter Zzorblina, vet du."), ("participant", "ja zzorblina er grei")]
    assert cut(turns, Scanner().scan(turns)) == ["Zzorblina", "zzorblina"]


def test_reasons_never_hold_the_words() -> None:
    turns = [("participant", "Torunn Brekke, torunn.brekke@eksempel.no, Kastanjeveien 12, tlf 22334455, Stord")]
    for h in Scanner().scan(turns):
        assert turns[0][1][h.start : h.end].lower() not in (h.reason + h.source + h.replacement).lower()


def test_a_transcript_anonymised_already_gives_nothing() -> None:
    turns = [
        ("participant", "Jeg snakka med (navn 1) på (aktivitetshuset) i (bydelen), og hun sa – ja, sånn er livet."),
        ("participant", "Det er HUN som bestemmer … // ikke sant (?) [latter]. (navn 2)s mor også."),
    ]
    assert cut(turns, Scanner().scan(turns)) == []


def test_model_finds_lower_case_names_in_no_list() -> None:
    turns = [("participant", "og da sa farhiyabo til meg at hu skulle ringe")]
    assert "farhiyabo" in cut(turns, Scanner().scan(turns))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_borne(texts: list[str]) -> None:
    turns = [("participant", text) for text in texts]
    for h in Scanner().scan(turns):
        assert 0 <= h.start < h.end <= len(turns[h.turn][1])


def test_the_whole_chain_works_with_sockets_blocked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the chain went to the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    hits = Scanner().scan([("participant", "Torunn i Bergen, torunn@eksempel.no, www.eksempel.no, 22 33 44 55")])
    assert {h.kind for h in hits} >= {"person", "place", "email", "url", "phone"}


def test_importing_the_scan_does_not_load_spacy() -> None:
    code = (
        "import sys, bsb.privacy.scan, bsb.privacy.review, bsb.privacy.register, bsb.privacy.check_output;"
        "sys.exit(any(m in sys.modules for m in ('spacy', 'numpy', 'lxml', 'pandas')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_read_stays_in_the_pipelines_strings_on_disk() -> None:
    import bsb.privacy.chain.build as build
    import bsb.privacy.scan as scan

    for module in (build, scan):
        assert "to_disk(" not in (module.__loader__.get_source(module.__name__) or "")  # type: ignore[union-attr]


def test_a_nickname_given_beside_a_name_is_the_same_person() -> None:
    turns = [
        ("participant", "Jeg heter Torunn Brekkås, men alle kaller meg Tulla."),
        ("participant", "Hei, Tulla. Jeg heter Sara, og du heter Kari."),
    ]
    hits = [h for h in Scanner().scan(turns) if not h.weak]
    assert [h.replacement for h in hits] == ["(navn 1)", "(navn 1)", "(navn 1)", "(navn 2)", "(navn 3)"]


def test_an_office_is_named_by_its_place_and_stands_where_the_district_stands() -> None:
    turns = [("participant", "Jeg ringte Nav Bjerke."), ("facilitator", "Hva sa Nav Bjerke? Og Nav Hamar?")]
    hits = Scanner(model=False).scan(turns)
    assert [(h.turn, turns[h.turn][1][h.start : h.end], h.replacement) for h in hits if not h.weak] == [
        (0, "Nav Bjerke", "(Nav-kontoret)"),
        (1, "Nav Hamar", "(Nav-kontoret)"),
    ]


def test_the_place_of_a_house_is_no_house_elsewhere() -> None:
    turns = [("participant", "jeg jobba på meieriet på lillehammer"), ("participant", "vi bodde i lillehammer da")]
    assert [h.kind for h in Scanner(model=False).scan(turns)] == ["institution", "place"]


def test_the_model_takes_no_shouted_word_or_house_for_a_person() -> None:
    turns = [
        ("participant", "Jeg er femti og har MS, sa Kari, og det er ALDRI lett."),
        ("participant", "Mannen min jobber på Sunnaas, sa Kari."),
    ]
    scanner = Scanner()
    hits = [(turns[h.turn][1][h.start : h.end], h.kind) for h in scanner.scan(turns) if not h.weak]
    assert hits == [("Kari", "person"), ("Sunnaas", "institution"), ("Kari", "person")]
