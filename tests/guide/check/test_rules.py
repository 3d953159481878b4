"""Each rule by itself, where the sets of questions do not reach."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bsb.guide.check import Finding, Wordlist, check_question
from bsb.guide.check.asked import Asked
from bsb.guide.check.grammar import is_open, questions, sentences
from bsb.guide.check.wordlist import Term
from bsb.guide.model import LANGUAGES

LIST = Wordlist((Term("IP", "en plan"), Term("samhandling", "samarbeid")), frozenset({"tv"}), frozenset({"oslo"}))


def check(text: str, **more: object) -> dict[str, Finding]:
    asked = Asked(text, **{"wordlist": LIST, **more})  # type: ignore[arg-type]
    return {found.fault: found for found in check_question(asked)}


def test_a_double_question_is_taken_apart() -> None:
    found = check("Hvordan fikk du time, og hva sa legen?")
    assert found["double"].better == "Hvordan fikk du time? Hva sa legen?"


def test_an_abbreviation_is_explained_in_the_guide_or_in_brackets() -> None:
    assert check("Hva står i IP-en din?")["jargon"].better.startswith("Si «en plan»")
    assert not check("Hva står i IP-en din?", explained=("individuell plan: en plan; ofte kalt IP",))
    assert not check("Hva står i IP (individuell plan)?")
    assert check("Hva er XYZ?")["jargon"].better.startswith("Skriv «XYZ» helt ut")
    assert not check("Hva ser du på TV?")


def test_a_listed_word_is_found_inflected_and_in_compounds() -> None:
    assert check("Hvordan er samhandlingen?")["jargon"].words == "samhandlingen"
    assert check("Hvordan er tjenestesamhandlingen?")["jargon"].words == "tjenestesamhandlingen"
    assert not check("Hvordan er samhandlingen?", explained=("samhandling: samarbeid",))


def test_places_are_found_as_given_and_names_by_their_capital() -> None:
    assert check("Hva skjer i st.hanshaugen nå?", places=("St. Hanshaugen",))["name"].words == "st.hanshaugen"
    assert check("Hva sa Berit Nilsen?")["name"].words == "Berit Nilsen"
    assert not check("Hvordan er det å bo i Oslo?")


def test_a_probe_may_be_closed_and_a_question_with_an_open_probe_too() -> None:
    assert "yes_no" in check("Får du hjelp?", probes=("Er den nok?",))
    assert not check("Får du hjelp?", probes=("Er den nok?", "Hvordan er den?"))
    assert not check("Får du hjelp?", probes=None)


def test_a_better_form_is_in_the_language_of_the_guide() -> None:
    assert "Korleis" in check("Har du ein plan?", language="nn")["yes_no"].better
    assert "What was" in check("Do you have a plan?", language="en")["yes_no"].better


def test_negations_in_clauses_of_their_own_do_not_add_up() -> None:
    assert "negation" in check("Hva gjør du aldri uten hjelp?")
    assert not check("Hva gjør du når ingen svarer, og du ikke vet hvem du kan ringe?")


@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_any_text_is_borne(text: str, language: str) -> None:
    for found in check_question(Asked(text, language, ("x",), (), ("Alna",), LIST)):
        assert found.question == text
        assert found.better
        assert found.why
    assert isinstance(is_open(text, language), bool)
    assert all(part.strip() for part in (*questions(text, language), *sentences(text)))
