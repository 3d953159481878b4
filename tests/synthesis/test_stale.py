"""After a withdrawal or a change in a project, the places in papers that no longer hold are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document

from bsb.errors import BsbError
from bsb.synthesis.marks import make_mark, read_mark
from bsb.synthesis.papers import Papers
from bsb.synthesis.quotes import Chosen
from bsb.synthesis.stale import Place
from bsb.synthesis.synthesis import Synthesis
from tests.synthesis.conftest import NAMES, again, project_of


@pytest.fixture
def chosen(synthesis: Synthesis) -> list[Chosen]:
    """Papers of the first three themes are made; return the quotes of the first evaluation in them."""
    _written, read = Papers(synthesis).themes([theme.key for theme in synthesis.codes.themes[:3]])
    return [quote for quotes in read.quotes.values() for quote in quotes if quote.project == NAMES[0]]


def places_of(synthesis: Synthesis) -> list[Place]:
    return [place for held in Papers(again(synthesis)).stale() for place in held.stale]


def test_right_after_they_are_made_all_holds(synthesis: Synthesis, chosen: list[Chosen]) -> None:
    held = Papers(again(synthesis)).stale()
    assert [each.stale for each in held] == [()] * len(held)
    assert sum(each.sources for each in held) > 3 * len(chosen)


def test_after_a_withdrawal_paper_heading_and_quote_are_named(synthesis: Synthesis, chosen: list[Chosen]) -> None:
    project = project_of(synthesis, NAMES[0])
    speaker = {quote.uid: quote.coding for quote in project.quotes.all()}
    coding = speaker[chosen[0].uid]
    project.consent.withdraw(coding.interview, coding.speaker)
    project.close()
    gone = {
        q.ref
        for q in chosen
        if (speaker[q.uid].interview, speaker[q.uid].speaker) == (coding.interview, coding.speaker)
    }
    found = [place for place in places_of(synthesis) if place.kind == "quote" and place.state == "gone"]
    assert {place.ref for place in found} == gone
    assert {(place.project, place.section) for place in found} == {(NAMES[0], "Dette sa deltakerne")}
    assert {place.words for place in found} <= {quote.printed for quote in chosen}


def test_a_quote_that_may_not_be_used_any_more(synthesis: Synthesis, chosen: list[Chosen]) -> None:
    project = project_of(synthesis, NAMES[0])
    project.quotes.reject([chosen[0].ref])
    project.close()
    (place,) = [place for place in places_of(synthesis) if place.kind == "quote"]
    assert (place.ref, place.why) == (chosen[0].ref, "it may not be quoted here any more: take it out")


def test_consent_that_is_narrowed_reaches_papers(synthesis: Synthesis, chosen: list[Chosen]) -> None:
    project = project_of(synthesis, NAMES[0])
    own = {quote.uid: quote.coding for quote in project.quotes.all()}
    coding = own[chosen[0].uid]
    project.consent.give(coding.interview, [coding.speaker], scope="Bare her")
    project.close()
    found = places_of(synthesis)
    assert chosen[0].ref in {place.ref for place in found if place.kind == "quote"}
    assert any(place.kind == "figures" and place.why == "the figures are others now" for place in found)


def test_a_quote_in_another_form_or_under_another_theme(synthesis: Synthesis, chosen: list[Chosen]) -> None:
    first, *_rest = chosen
    project = project_of(synthesis, NAMES[0])
    quote = project.quotes.get(first.ref)
    project.quotes.edit(first.ref, quote.printed.split(".")[0] + ".")
    project.quotes.approve([first.ref])
    project.close()
    told = {place.ref: place.why for place in places_of(synthesis) if place.kind == "quote"}
    assert told == {first.ref: "it is printed in another way now"}


def test_a_code_that_is_moved_in_the_map_reaches_papers(synthesis: Synthesis, chosen: list[Chosen]) -> None:
    theme = chosen[0].theme
    text = (synthesis.root / "codes.yaml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"      {NAMES[0]}:"))
    (synthesis.root / "codes.yaml").write_text(text.replace(f"{line}\n", "", 1), encoding="utf-8")
    assert theme == again(synthesis).codes.themes[0].key
    found = places_of(synthesis)
    quotes = {place.ref for place in found if place.kind == "quote"}
    assert quotes == {quote.ref for quote in chosen if quote.theme == theme}
    assert {place.kind for place in found} == {"quote", "finding", "figures"}


def test_a_finding_that_is_reworded(synthesis: Synthesis, chosen: list[Chosen]) -> None:
    project = project_of(synthesis, NAMES[0])
    reworded = {verdict.finding.ref for verdict in project.verdicts.all() if verdict.after}
    printed = {quote.theme for quote in chosen}
    finding = next(each for each in project.findings.all() if each.ref not in reworded and each.themes[0] in printed)
    project.findings.edit(finding.ref, {"statement": "En helt annen påstand."})
    project.close()
    (place,) = [place for place in places_of(synthesis) if place.kind == "finding"]
    assert (place.ref, place.why) == (finding.ref, "the finding has another wording now")


def test_figures_in_the_matrix_are_held_too(synthesis: Synthesis) -> None:
    papers = Papers(synthesis)
    papers.matrix(synthesis.gather(), synthesis.output / "m.docx")
    (held,) = Papers(again(synthesis)).stale()
    assert held.sources > 10
    assert held.stale == ()
    project = project_of(synthesis, NAMES[0])
    for person in project.interviews.participants()[:2]:
        project.consent.withdraw(person.interview, person.pseudonym)
    project.close()
    assert {(place.kind, place.project) for place in places_of(synthesis)} == {("figures", NAMES[0])}


def test_a_project_that_cannot_be_read_is_told(synthesis: Synthesis, chosen: list[Chosen], places: Path) -> None:
    shutil.rmtree(places / NAMES[0])
    found = places_of(synthesis)
    assert {(place.project, place.state) for place in found} == {(NAMES[0], "unknown")}
    assert len(found) > len(chosen)


def test_words_edited_in_word_are_still_found(synthesis: Synthesis, chosen: list[Chosen]) -> None:
    path = synthesis.output / "temaer" / f"{chosen[0].theme}.docx"
    document = Document(str(path))
    paragraph = next(p for p in document.paragraphs if chosen[0].printed in p.text)
    paragraph.insert_paragraph_before("Noe vi skrev til.")
    document.save(str(path))
    project = project_of(synthesis, NAMES[0])
    project.quotes.reject([chosen[0].ref])
    project.close()
    assert chosen[0].ref in {place.ref for place in places_of(synthesis)}


def test_a_path_that_is_not_there(synthesis: Synthesis) -> None:
    with pytest.raises(BsbError, match="There is no"):
        Papers(synthesis).stale([Path("ingen.docx")])


def test_marks_fit_in_a_bookmarks_name_and_are_read_again() -> None:
    mark = make_mark("quote", "0123456789abcdef", "f" * 32, "Ja.", "okonomi", "positive")
    name = f"bss_q_{mark.project}_{mark.uid}_{mark.words}_{mark.about}"
    assert len(name) <= 37
    assert read_mark(name) == mark
    assert read_mark(f"{name}_12") == mark
    assert read_mark("bsb_q_0123456789ab_01234567_012345") is None
