from __future__ import annotations

from bsb.formats.pages import join, paragraphs, usual_width, without_furniture


def test_running_heads_go_and_text_that_comes_back_stays() -> None:
    pages = [["Rapport 2021", f"Kapittel {n}", "Tekst", "B1: Ja.", f"– {n} –"] for n in (1, 2, 3, 4)]
    pages[1][1] = "Noe helt annet"
    kept, dropped = without_furniture(pages)
    assert kept[0] == ["Tekst", "B1: Ja."]
    assert kept[1] == ["Noe helt annet", "Tekst", "B1: Ja."]
    assert dropped == 11


def test_two_pages_say_nothing_of_what_runs() -> None:
    pages = [["Ja", "Nei"], ["Ja", "Nei"]]
    assert without_furniture(pages) == (pages, 0)


def test_words_are_joined_but_not_those_that_hang() -> None:
    assert join("en sam-", "arbeidspartner") == "en samarbeidspartner"
    assert join("bruker-", "og pårørende") == "bruker- og pårørende"
    assert join("Oslo-", "Bergen") == "Oslo- Bergen"
    assert join("der", "borte") == "der borte"


def test_paragraphs_end_at_short_lines_and_before_turns_and_points() -> None:
    lines = ["Dette er en lang linje som går helt ut", "og slutter.", "", "Ny.", "1.2 Bolig", "– punkt", "B1: Ja."]
    assert list(paragraphs(lines, usual_width(lines))) == [
        "Dette er en lang linje som går helt ut og slutter.", "Ny.", "1.2 Bolig", "– punkt", "B1: Ja.",
    ]  # fmt: skip
