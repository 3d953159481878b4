"""The words of papers: in every language all of them, with the same blanks, and no word of another language."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bsb.errors import BsbError
from bsb.formats.texts import fill, read_texts
from bsb.formats.yaml_entries import open_section
from bsb.shipped import shipped
from bsb.text.language import LANGUAGES
from bsb.text.lix import lix

TEMPLATES = shipped("templates")
DIVIDED = {
    path.name: data
    for path in sorted(TEMPLATES.glob("*.yaml"))
    if set(data := yaml.safe_load(path.read_text(encoding="utf-8"))) <= set(LANGUAGES)
}
PAPERS = [
    *("delrapport.yaml", "dialogsporsmal.yaml", "konferanse.yaml", "konferanseprogram.yaml", "prosessdokument.yaml"),
    "utfylling.yaml",
]
#: Words that bokmål writes so, and nynorsk does not.
BOKMAAL = re.compile(
    r"\b(ikke|hva|hvem|hvor|hvordan|hvilke[nt]?|hver|hvert|hvis|noe|noen|jeg|dere|dem|selv|fra|mer|mye|ble|blitt|bare|"
    r"gjør|gjøre|være|vært|disse|først|første|siden|sier|fortalte|forteller|snakket|snakker|hørt|hører|kommer|"
    r"sammen|uenig|uenige|enig|enige|navn|navnet|igjen|videre|veien|nå|da|uten|annen|annerledes|vanskelig|ennå|en|et|"
    r"én|ett|brukere|brukerne|bruker|ansatte|ledere|lederne|deltakere|deltakerne|intervjuer|erfaringer|"
    r"erfaringene|utfordringer|sitater|sitatene|temaer|temaene|tjenesten?|tjenester|tjenestene|arkene|funnene|gruppen|"
    r"samtalene|spørsmålene|skjemaene|stolene|mulig|gi|tar|tatt|opp?levelser|anbefaling(er|ene)?|møtelederne|"
    r"bestride[rt]|bekreftet?|uendret|drøftet)\b",
    re.IGNORECASE,
)
NORWEGIAN = re.compile(
    r"[æøå]|\b(og|ikke|ikkje|av|til|med|som|det|er|hva|kva|bydel|intervju|brukere|brukarar)\b", re.IGNORECASE
)
ENGLISH = re.compile(r"\b(the|and|of|is|are|what|with)\b", re.IGNORECASE)
#: The name of the method.
METHOD = "Bruker Spør Bruker"


def leaves(value: Any, trail: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{trail}/{key}")
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from leaves(each, f"{trail}/{at}")
    else:
        yield trail, value


def blanks(text: object) -> set[str]:
    return {name for _before, name, _form, _sign in string.Formatter().parse(str(text)) if name}


def test_all_papers_of_a_district_and_its_conference_have_their_words_in_every_language() -> None:
    assert {name for name, data in DIVIDED.items() if set(data) == set(LANGUAGES)} >= set(PAPERS)


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_text_is_there_with_the_same_blanks(name: str, language: str) -> None:
    plain, own = dict(leaves(DIVIDED[name]["nb"])), dict(leaves(DIVIDED[name][language]))
    assert own.keys() == plain.keys()
    for trail, text in plain.items():
        # YAML reads a bare "No" as false.
        assert type(own[trail]) is type(text) and not isinstance(text, bool), trail
        assert blanks(own[trail]) == blanks(text), trail
        assert bool(str(own[trail]).strip()) == bool(str(text).strip()), trail


def fixed(name: str, language: str) -> list[str]:
    return [str(text).replace(METHOD, "") for _trail, text in leaves(DIVIDED[name][language])]


@pytest.mark.parametrize("name", [name for name, data in DIVIDED.items() if "nn" in data])
def test_nynorsk_is_nynorsk(name: str) -> None:
    found = [text for text in fixed(name, "nn") if BOKMAAL.search(text) or ENGLISH.search(text)]
    assert found == []


@pytest.mark.parametrize("name", PAPERS)
def test_english_is_english(name: str) -> None:
    # A programme says in English words where its parts are held, and files have names without blanks.
    assert [text for text in fixed(name, "en") if NORWEGIAN.search(text)] == []


@pytest.mark.parametrize("name", PAPERS)
def test_bokmaal_is_bokmaal(name: str) -> None:
    nynorsk = re.compile(r"\b(ikkje|kva|kven|korleis|ein|eit|brukarar|tenester|frå|dei|saman)\b", re.IGNORECASE)
    assert [text for text in fixed(name, "nb") if nynorsk.search(text) or ENGLISH.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_read_at_a_conference_is_easy(language: str) -> None:
    for name in ("konferanse.yaml", "dialogsporsmal.yaml", "prosessdokument.yaml"):
        assert (lix("\n".join(fixed(name, language))) or 100) < 40, name


def test_a_language_that_a_file_lacks_falls_back_on_bokmaal_and_own_words_go_first(tmp_path: Path) -> None:
    (tmp_path / "konferanse.yaml").write_text("nn: {thanks: Takk skal de ha!}\n", encoding="utf-8")
    texts = read_texts("konferanse.yaml", "nn", lambda name: tmp_path / name)
    assert (texts.language, texts["thanks"], texts["kind-good"]) == ("nn", "Takk skal de ha!", "god praksis")
    assert read_texts("syntese.yaml", "nn", lambda name: TEMPLATES / name).language == "nb"


def test_one_and_many_are_counted_in_words() -> None:
    counted = {
        language: [
            read_texts("prosessdokument.yaml", language, lambda name: TEMPLATES / name).count("participants", n)
            for n in (1, 7, 20)
        ]
        for language in LANGUAGES
    }
    assert counted == {
        "nb": ["én deltaker", "sju deltakere", "20 deltakere"],
        "nn": ["éin deltakar", "sju deltakarar", "20 deltakarar"],
        "en": ["one participant", "seven participants", "20 participants"],
    }


@pytest.mark.parametrize("text", ["{hvem} kom", "{", "{0}", "{n.wrong}", "{n[0]}}"])
def test_a_blank_that_nothing_is_there_for_is_told(text: str) -> None:
    with pytest.raises(BsbError) as caught:
        fill(text, n="to")
    assert text in caught.value.message
    assert "{n}" in caught.value.hint


def test_a_file_of_ones_own_is_for_all_languages_or_divided_and_what_it_lacks_is_shipped(tmp_path: Path) -> None:
    path = tmp_path / "konferanseprogram.yaml"
    path.write_text("mat: {where: break, minutes: 30, title: Mat}\n", encoding="utf-8")
    assert open_section(path, "en").value.keys() == open_section(path, "nb").value.keys() == {"mat"}
    path.write_text("nb: {mat: {where: break, minutes: 30, title: Mat}}\n", encoding="utf-8")
    assert open_section(path, "nb").value.keys() == {"mat"}
    assert open_section(path, "en").value["mat"]["title"] == "Food and break"
