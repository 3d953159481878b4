from __future__ import annotations

import pytest

from bsb.coding.code_names import CodeNames
from bsb.coding.codes import Code
from bsb.coding.comment_grammar import read_comment

CODES = [
    Code("leie", "theme", "Husleie"),
    Code("bolig", "service", "Bolig med oppfølging", short="Bolig"),
    Code("okonomi", "theme", "Økonomi", short="Penger"),
    Code("mat-lys", "theme", "Mat, lys og varme"),
    Code("positiv-erfaring", "theme", "Positiv"),
    Code("a-", "free", "Åpne dører (helg)"),
]
NAMES = CodeNames(CODES)
Row = tuple[str, str | None, str | None, str | None, str]


def meant(*paragraphs: str, names: CodeNames = NAMES) -> list[Row]:
    read = read_comment(paragraphs, names)
    assert not read.doubts
    assert not read.conflicts
    return [(m.code.key, m.valence, m.level, m.phase, m.memo) for m in read.meant]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Husleie -", [("leie", "critical", None, None, "")]),
        ("HUSLEIE", [("leie", None, None, None, "")]),
        ("leie –", [("leie", "critical", None, None, "")]),
        ("Bolig±", [("bolig", "mixed", None, None, "")]),
        ("Bolig +/-", [("bolig", "mixed", None, None, "")]),
        ("leie 0", [("leie", "neutral", None, None, "")]),
        ("leie (+)", [("leie", "positive", None, None, "")]),
        ("leie.", [("leie", None, None, None, "")]),
        ("Leie/kritisk", [("leie", "critical", None, None, "")]),
        ("okonomi kritisk", [("okonomi", "critical", None, None, "")]),
        (
            "bolig med oppfølging - organisasjon gjennomføring",
            [("bolig", "critical", "organisation", "implementation", "")],
        ),
        ("penger, leie +", [("okonomi", "positive", None, None, ""), ("leie", "positive", None, None, "")]),
        ("penger -, leie +", [("okonomi", "critical", None, None, ""), ("leie", "positive", None, None, "")]),
        ("penger -, leie", [("okonomi", "critical", None, None, ""), ("leie", None, None, None, "")]),
        ("penger\nleie +", [("okonomi", None, None, None, ""), ("leie", "positive", None, None, "")]),
        ("leie -; dyrt; og mørkt", [("leie", "critical", None, None, "dyrt; og mørkt")]),
        ("leie;", [("leie", None, None, None, "")]),
        ("Mat, lys og varme -, leie", [("mat-lys", "critical", None, None, ""), ("leie", None, None, None, "")]),
        ("Positiv", [("positiv-erfaring", None, None, None, "")]),
        ("Positiv positiv", [("positiv-erfaring", "positive", None, None, "")]),
        ("a-", [("a-", None, None, None, "")]),
        ("a- -", [("a-", "critical", None, None, "")]),
        ("Åpne dører (helg) +", [("a-", "positive", None, None, "")]),
    ],
)
def test_one_paragraph(text: str, found: list[Row]) -> None:
    assert meant(text) == found


def test_a_memo_goes_to_the_codes_of_its_paragraph_and_runs_on() -> None:
    assert meant("leie, bolig -; dyrt\nog mørkt", "Spør igjen.", "penger +; lån", ";mer") == [
        ("leie", "critical", None, None, "dyrt\nog mørkt\nSpør igjen."),
        ("bolig", "critical", None, None, "dyrt\nog mørkt\nSpør igjen."),
        ("okonomi", "positive", None, None, "lån\nmer"),
    ]
    assert meant("Her ler alle", "leie") == [("leie", None, None, None, "Her ler alle")]


@pytest.mark.parametrize("text", ["Spør mer om dette", "; leie er viktig", "Bra sagt!", "hm"])
def test_a_comment_without_a_code_is_a_remark(text: str) -> None:
    read = read_comment([text], NAMES)
    assert (read.meant, read.doubts) == ((), ())
    assert read.remark == text.lstrip("; ")


@pytest.mark.parametrize(
    ("text", "doubt", "near"),
    [
        ("bollig", "bollig", ["bolig"]),
        ("husleien -", "husleien", ["leie"]),
        ("hus", "hus", ["leie"]),
        ("Bolig er viktig her", "Bolig er viktig her", ["bolig"]),
        ("Bolig: dyrt", "Bolig: dyrt", ["bolig"]),
        ("- leie", "- leie", ["leie"]),
        ("leie, dyrt", "dyrt", []),
        ("hus + leie", "hus + leie", ["leie"]),
    ],
)
def test_what_is_nearly_a_code_is_asked_about_and_never_taken(text: str, doubt: str, near: list[str]) -> None:
    (found,) = read_comment([text], NAMES).doubts
    assert (found.text, [code.key for code in found.near]) == (doubt, near)


def test_two_values_of_one_kind_are_a_conflict() -> None:
    assert read_comment(["leie + -"], NAMES).conflicts == ("leie",)


def test_a_name_of_two_codes_is_asked_about() -> None:
    names = CodeNames([Code("a", "theme", "Arbeid"), Code("b", "service", "Arbeid")])
    (found,) = read_comment(["arbeid +"], names).doubts
    assert [code.key for code in found.near] == ["a", "b"]
    assert names.label(names.codes["b"]) == "b"


def test_answers_decide() -> None:
    names = CodeNames(CODES, {"bollig": "bolig", "dyrt": "", "Bolig er viktig": "bolig", "trygd": "gone"})
    assert meant("bollig -", names=names) == [("bolig", "critical", None, None, "")]
    assert meant("leie, dyrt", names=names) == [("leie", None, None, None, "dyrt")]
    assert meant("Bolig er viktig", names=names) == [("bolig", None, None, None, "Bolig er viktig")]
    assert read_comment(["trygd -"], names).doubts  # a code that is no more


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.key)
def test_what_papers_carry_leads_back_to_the_code(code: Code) -> None:
    assert meant(f"{NAMES.label(code)} - individ; a, b; c") == [(code.key, "critical", "individual", None, "a, b; c")]


@pytest.mark.parametrize("text", ["a" + " " * 50_000 + "b", "/" * 50_000, "," * 50_000, "q," * 2_000, "x " * 50_000])
def test_what_nobody_writes_is_read_in_no_time_and_names_no_code(text: str) -> None:
    assert read_comment([text], NAMES).meant == ()
