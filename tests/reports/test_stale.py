"""Every kind of source in every kind of paper: what is changed is named, and nothing else is."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from bsb.coding.summaries import Written
from bsb.project import Project
from bsb.reports.tracing import Tracing
from tests.conftest import TALK, code, need
from tests.corpus.revising import revise

RENT, DARK = "Husleia er høyere enn folk kan klare.", "Trappa er mørk."
OWN = ("temaer-bydeler", "okonomi", "Alna")


@pytest.fixture
def world(coded: Project) -> Project:
    """Alna with one of everything that papers print, and Bjerke with a talk of its own."""
    code(
        coded,
        'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."',
        "alna-fg1,3,KA,bolig,critical,trappa er mørk.",
        "alna-fg1,3,KA,okonomi,critical,Husleia er høy",
        "alna-fg1,5,KA,kontinuitet,positive,De som kommer hjem til meg. De kommer når de har sagt det.",
    )
    other = coded.root / "corpora" / "bjerke-fg1.txt"
    other.write_text("I1: Hva koster det?\nB1: Det koster alt jeg har.\nB2: For meg går det an.", encoding="utf-8")
    coded.interviews.add("bjerke-fg1", district="Bjerke", participants=2)
    coded.importer.store(coded.importer.read(other), "bjerke-fg1", reviewer="KA")
    code(coded, "bjerke-fg1,2,KA,okonomi,critical,")
    quote = coded.quotes.add(next(c.ref for c in coded.codings.all() if c.turn == 2 and c.interview == "alna-fg1"))
    coded.quotes.approve([quote.quote.ref])
    money = [c.uid for c in coded.codings.all() if c.code == "okonomi" and c.district == "Alna"]
    coded.summaries.put("temaer-bydeler", {OWN[1:]: Written("Leia tar mye.", tuple(money))}, author="KA")
    plan = coded.root / "plan.txt"
    plan.write_text("Alle skal ha et sted å bo.\nØkonomien skal være trygg.", encoding="utf-8")
    coded.keydocs.import_file(plan, title="Plan", year=2009)
    coded.keydoc_codings.add(
        coded.keydoc_codings.find("Plan", "Økonomien skal være trygg.")[0], ["Penger"], coder="KA"
    )
    for statement, advice in ((RENT, "ledere: Se på leia."), (DARK, ""), ("Gulvet er kaldt.", "")):
        fields = {"statement": statement, "kind": "utfordring", "districts": "Alna", "themes": "okonomi"}
        coded.findings.add(fields | {"recommendations": advice}, author="KA")
    conference = coded.conferences.add("Alna", held_on="2026-05-19", by_role={"brukere": 9, "ledere": 6})
    coded.verdicts.enter(conference, "Gruppe 1", "F1", "nuanced", wording="Husleia tar halve trygda.")
    coded.verdicts.enter(conference, "Gruppe 2", "F2", "confirmed")
    coded.evaluations.put(conference, {"Nyttig?": [5] * 9}, [])
    coded.followups.set("R1", "begun", by="ledere", on="2026-05-20")
    return coded


def papers(project: Project) -> dict[str, Path]:
    """Write every kind of paper that has sources; return them by name."""
    conference = project.conferences.get("Alna")
    one = project.conference_papers.groups(conference, groups=1)
    return {
        "process": project.reports.process("Alna").path,
        "district": project.reports.district("Alna").path,
        "slides": project.conference_kit.slides(conference).path,
        "before": project.conference_papers.before_after(conference),
        "before.xlsx": project.conference_papers.before_after(conference, out=project.output / "b.xlsx"),
        "sheet": project.conference_papers.sheets(conference, groups=one)[0],
        "sheet.xlsx": project.conference_papers.sheets(conference, groups=one, ending=".xlsx")[0],
        "page": project.conference_papers.followup_page("Alna"),
        "moved": project.conference_papers.moved(since="2026-05-19", district="Alna"),
        "matrix": project.reports.matrix("temaer-bydeler", out=project.output / "m.docx"),
        "matrix.xlsx": project.reports.matrix("temaer-bydeler"),
        "overview": project.reports.overview().path,
        "coreq": project.reports.write_coreq(),
    }


def stale(project: Project, made: dict[str, Path]) -> dict[str, set[str]]:
    """Return the kinds of what no longer holds, by paper."""
    tracing = Tracing(project.reports, project.followups, project.comparisons)
    found = {name: {each.kind for each in tracing.trace(path).stale} for name, path in made.items()}
    return {name: kinds for name, kinds in found.items() if kinds}


def coding(project: Project, key: str, turn: int) -> str:
    return next(c.ref for c in project.codings.all() if (c.code, c.turn, c.district) == (key, turn, "Alna"))


def only(kind: str, *names: str) -> dict[str, set[str]]:
    return {name: {kind} for name in names}


_TABLES = {name: {"count", "table"} for name in ("matrix", "overview")}
#: What is done, and what no longer holds then, by paper.
CHANGES: dict[str, tuple[Callable[[Project], object], dict[str, set[str]]]] = {
    "a quote is rejected": (
        lambda p: p.quotes.reject([p.quotes.all()[0].ref]),
        only("quote", "process", "district", "slides", "sheet") | only("count", "coreq"),
    ),
    "a summary is written anew": (
        lambda p: p.summaries.put(OWN[0], {OWN[1:]: "Leia er høy."}, author="KA"),
        only("summary", "process", "district", "matrix.xlsx"),
    ),
    "a plan is read in another way": (
        lambda p: p.keydoc_codings.remove([p.keydoc_codings.all()[0].ref]),
        only("plan", "process", "district"),
    ),
    "a finding is worded anew": (
        lambda p: p.findings.edit("F3", {"statement": "Gulvene er kalde."}),
        only("finding", "slides", "sheet", "sheet.xlsx", "before", "before.xlsx", "district"),
    ),
    "a verdict is another": (
        lambda p: p.verdicts.enter(p.conferences.get("Alna"), "Gruppe 2", "F2", "disputed"),
        only("verdict", "before", "before.xlsx")
        | {"district": {"verdict", "count"}}
        | only("count", "coreq")
        | only("display", "overview"),
    ),
    "a recommendation is worded anew": (
        lambda p: p.findings.edit("F1", {"recommendations": "R1 ledere: Se på husleia."}),
        only("recommendation", "district", "page", "moved"),
    ),
    "somebody says what has become of a recommendation": (
        lambda p: p.followups.set("R1", "done", by="brukere", on="2026-05-21"),
        only("count", "page", "moved"),
    ),
    "forms come in": (
        lambda p: p.evaluations.put(p.conferences.get("Alna"), {"Nyttig?": [5] * 12}, []),
        only("count", "district"),
    ),
    "a coding has another valence": (
        lambda p: p.codings.edit([coding(p, "kontinuitet", 5)], valence="critical"),
        {name: {"coding", "count"} for name in ("process", "district", "matrix.xlsx")} | _TABLES,
    ),
    "a coding goes that a summary rests on": (
        lambda p: p.codings.remove([coding(p, "okonomi", 3)]),
        {name: {"count", "summary"} for name in ("process", "district")}
        | {"matrix.xlsx": {"coding", "count", "summary"}}
        | _TABLES,
    ),
    "a transcript is corrected where words are quoted": (
        lambda p: revise(p, TALK.replace("De som kommer hjem til meg.", "De som kommer hjem til meg nå.")),
        only("coding", "process", "district", "matrix.xlsx"),
    ),
    "another district is coded anew": (
        lambda p: p.codings.remove([p.codings.all(districts=["Bjerke"])[0].ref]),
        {"matrix.xlsx": {"coding", "count"}} | _TABLES | {"overview": {"count", "table", "display"}},
    ),
    "another district gets a summary": (
        lambda p: p.summaries.put(OWN[0], {("okonomi", "Bjerke"): "Det koster."}, author="KA"),
        {},
    ),
    "a finding on nothing that was printed comes": (
        lambda p: p.findings.add({"statement": "Noe.", "kind": "god praksis", "districts": "Bjerke"}, author="KA"),
        {},
    ),
    "somebody writes a memo": (lambda p: p.memos.add("Et notat.", author="KA"), {}),
}


def test_what_is_changed_is_named_in_every_paper_and_nothing_else(world: Project) -> None:
    made = papers(world)
    assert stale(world, made) == {}
    for what, (change, wanted) in CHANGES.items():
        before = len(world.journal.entries())
        change(world)
        assert (what, stale(world, made)) == (what, wanted)
        for _entry in range(len(world.journal.entries()) - before):
            world.journal.undo()
        assert (what, stale(world, made)) == (what, {})


def test_a_correction_in_an_approved_quote_and_a_withdrawal_are_named_with_their_places(world: Project) -> None:
    made = papers(world)
    revise(world, TALK.replace("Men husleia er høy, altså.", "Men husleia er veldig høy, altså."))
    found = stale(world, made)
    assert all("quote" in found[name] for name in ("process", "district", "slides", "sheet"))
    tracing = Tracing(world.reports, world.followups, world.comparisons)
    (place,) = [each for each in tracing.trace(made["slides"]).stale if each.kind == "quote"]
    assert place.section.startswith("slide ")
    assert "Økonomi" in place.section
    made = papers(world)
    assert stale(world, made) == {}
    world.consent.withdraw("alna-fg1", "B1", on="2026-05-25")
    found = stale(world, made)
    assert {"coding", "count"} <= found["process"]
    assert {"coding", "count"} <= found["matrix.xlsx"]
    assert "count" in found["matrix"]


def test_pictures_are_named_when_their_figures_are_others(world: Project) -> None:
    drawn = world.displays.render(["for-og-etter", "varmekart-temaer"])
    (talk,) = world.displays.render(["samspill"], interview="alna-fg1").pictures
    page = world.displays.render().page
    assert page is not None
    made = {path.name: path for each in (*drawn.pictures, talk) for path in (each.svg, each.png)} | {"page": page}
    tracing = Tracing(world.reports, world.followups, world.comparisons)
    assert {each.ref for each in tracing.trace(talk.png).passages} == {"samspill-alna-fg1"}
    assert len(tracing.trace(page).passages) > 3
    assert stale(world, made) == {}
    world.verdicts.enter(world.conferences.get("Alna"), "Gruppe 2", "F2", "disputed")
    assert stale(world, made) == only("display", "for-og-etter.svg", "for-og-etter.png", "page")
    code(world, "bjerke-fg1,3,KA,kontinuitet,critical,")
    assert {"varmekart-temaer.svg", "varmekart-temaer.png"} <= stale(world, made).keys()
    assert "samspill-alna-fg1.png" not in stale(world, made)


def test_a_cell_that_was_empty_is_told_when_something_is_counted_there(world: Project) -> None:
    path = world.reports.matrix("temaer-bydeler", out=world.output / "m.docx")
    code(world, "bjerke-fg1,3,KA,kontinuitet,critical,")
    found = Tracing(world.reports, world.followups, world.comparisons).trace(path).stale
    assert "table" in {each.kind for each in found}


def test_sources_survive_another_program(world: Project, tmp_path: Path) -> None:
    made = papers(world)
    before = {
        name: path for name, path in made.items() if name in ("slides", "matrix.xlsx", "matrix", "moved", "page")
    }
    command = [need("soffice"), f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to"]
    tracing = Tracing(world.reports, world.followups, world.comparisons)
    for name, path in before.items():
        out = tmp_path / "x" / name
        subprocess.run([*command, path.suffix[1:], "--outdir", str(out), str(path)], check=True, capture_output=True)
        old, new = tracing.trace(path).passages, tracing.trace(out / path.name).passages
        assert old, name
        assert sorted((p.kind, p.ref, p.state) for p in new) == sorted((p.kind, p.ref, p.state) for p in old), name
        assert {p.state for p in new} == {"same"}, name


def test_words_that_were_changed_in_a_file_are_told_apart(world: Project) -> None:
    made = papers(world)
    deck = Presentation(str(made["slides"]))
    runs = [r for s in deck.slides for h in s.placeholders for p in h.text_frame.paragraphs for r in p.runs]
    quote = next(run for run in runs if "Men husleia er høy" in run.text)
    quote.text = "«Leia er høy.»"
    deck.save(str(made["slides"]))
    book = load_workbook(made["matrix.xlsx"])
    cell = next(c for row in book["Sitater"].iter_rows() for c in row if c.value == "Husleia er høy")
    cell.value = "Leia er høy"
    figure = next(c for row in book["Oversikt"].iter_rows(min_row=5) for c in row[1:] if c.value)
    figure.value = "9"
    book.save(made["matrix.xlsx"])
    tracing = Tracing(world.reports, world.followups, world.comparisons)
    found = [each for name in ("slides", "matrix.xlsx") for each in tracing.trace(made[name]).passages]
    edited = [(each.kind, each.state) for each in found if each.state != "same"]
    assert sorted(edited) == [("coding", "edited"), ("count", "edited"), ("quote", "edited")]
