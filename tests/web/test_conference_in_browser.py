"""Findings and conferences in a real browser: by keys alone, by mouse, at 360 pixels, in two windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from selenium.webdriver import Chrome

from bsb.corpus.conferences import Conference
from bsb.project import Project
from tests.dialogue.conftest import RENT
from tests.web.browser import Keys, Page, serving, start_chromium

PLACE = "/conference/alna-2026-05-20"
Opener = Callable[[str], AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chrome]:
    driver = start_chromium()
    yield driver
    driver.quit()


@pytest.fixture
def opener(chromium: Chrome, found: Project, conference: Conference) -> Opener:
    """Open a page; at the end nothing may have gone wrong or out."""

    @contextmanager
    def opening(path: str) -> Iterator[Page]:
        with serving(found) as served:
            page = Page(chromium, f"http://127.0.0.1:{served.port}")
            page.hosts(), page.complaints()
            chromium.get(served.guard.new_link())
            page.js("localStorage.clear(); sessionStorage.clear()")
            page.open(path)
            page.wait(lambda: page.js("return document.documentElement.dataset.ready"))
            yield page
            page.saved()
            assert page.hosts() <= {f"127.0.0.1:{served.port}"}
            assert page.complaints() == []
            page.driver.get("about:blank")

    return opening


def entered(project: Project) -> list[tuple[str, str, str, str, str]]:
    return [(v.group, v.finding.ref, v.verdict, v.after, v.comment) for v in project.verdicts.all()]


def cell(finding: int, group: int) -> str:
    """The cell of a finding (1 is the first row) and a group."""
    return f"#grid tbody tr:nth-child({finding}) td:nth-child({group + 1})"


def test_a_sheet_is_entered_with_keys_alone(opener: Opener, found: Project) -> None:
    with opener(PLACE) as page:
        page.js("document.querySelector(arguments[0]).focus()", cell(1, 1))
        page.press("2")  # yes, but: the wording is asked for
        assert page.js("return document.activeElement.id") == "wording"
        page.press(*"Noen sier det.", Keys.TAB, Keys.TAB, *"To var uenige.")
        page.press(Keys.ESCAPE)
        page.saved()
        assert entered(found) == [("Gruppe 1", "F1", "nuanced", "Noen sier det.", "To var uenige.")]
        page.press(Keys.ARROW_RIGHT, "3")  # another group does not recognise it; on to the next finding
        page.press("1")
        page.saved()
        assert entered(found)[1:] == [("Gruppe 2", "F1", "disputed", "", ""), ("Gruppe 2", "F2", "confirmed", "", "")]
        page.press("0")
        page.saved()
        assert len(entered(found)) == 2
        label = page.one(cell(1, 1)).get_attribute("aria-label")
        assert label == "F1, Gruppe 1: Yes, but …. Noen sier det.. To var uenige."


def test_a_new_point_by_keys_then_undone_and_done_again(opener: Opener, found: Project) -> None:
    with opener(PLACE) as page:
        page.js("document.querySelector(arguments[0]).focus()", cell(1, 1))
        page.press("4", *"Trappa er mørk.")
        page.click("#new-point button.main")
        page.wait(lambda: len(page.all("#grid tr.new")) == 1)
        page.saved()
        (new,) = found.findings.all(conference=1)
        assert (new.statement, new.themes) == ("Trappa er mørk.", ("okonomi",))
        assert page.js("return document.activeElement.getAttribute('aria-label')").startswith("F3, Gruppe 1: New")
        page.chord(Keys.CONTROL, "z")
        page.wait(lambda: not page.all("#grid tr.new"))
        assert found.findings.all(conference=1) == []
        page.click("#redo")
        page.wait(lambda: page.all("#grid tr.new"))


def test_by_mouse_and_again_takes_it_away(opener: Opener, found: Project) -> None:
    with opener(PLACE) as page:
        page.click(f"{cell(2, 2)} [data-verdict=confirmed]")
        page.saved()
        assert entered(found) == [("Gruppe 2", "F2", "confirmed", "", "")]
        page.open(PLACE)
        page.wait(lambda: page.texts("#grid td.confirmed"))
        assert page.texts("#grid thead th [data-act=group]") == ["Gruppe 2"]
        page.click("#grid td.confirmed [data-verdict=confirmed]")
        page.saved()
        assert entered(found) == []


def test_another_window_was_quicker_and_both_are_shown(
    opener: Opener, found: Project, conference: Conference
) -> None:
    with opener(PLACE) as page:
        found.verdicts.enter(conference, "Gruppe 1", "F1", "disputed", comment="Nei.")
        page.click(f"{cell(1, 1)} [data-verdict=confirmed]")
        page.wait(lambda: page.one("#conflict").is_displayed())
        assert page.texts("#conflict-theirs") == ["We do not recognise this\nNei."]
        page.click("#conflict button[value=mine]")
        page.saved()
        assert entered(found)[0][2] == "confirmed"


def test_at_360_pixels_one_group_is_shown_and_nothing_runs_out(opener: Opener, found: Project) -> None:
    size = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": False}
    with opener(PLACE) as page:
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        try:
            shown = [each for each in page.all("#grid tbody td") if each.is_displayed()]
            assert len(shown) == 2
            page.choose("#column", "Gruppe 3")
            page.click(f"{cell(1, 3)} [data-verdict=disputed]")
            page.saved()
            assert entered(found)[0][0] == "Gruppe 3"
            for path in (PLACE, f"{PLACE}/before-after", "/findings", "/finding/F1", "/conferences"):
                page.open(path)
                assert page.js("return document.documentElement.scrollWidth <= innerWidth"), path
        finally:
            page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_notes_of_a_group_and_its_topic(opener: Opener, found: Project, conference: Conference) -> None:
    with opener(PLACE) as page:
        page.click("#grid thead [data-group='Gruppe 2'] button")
        page.js("document.querySelector('#topic').value = 'Leie'")
        page.click("#notes")
        page.press(*"God stemning.")
        page.click("#behind-close")
        page.saved()
        (group,) = found.verdicts.groups(conference)
        assert (group.group, group.topic, group.notes) == ("Gruppe 2", "Leie", "God stemning.")


def test_a_wording_is_taken_over_from_before_and_after(
    opener: Opener, found: Project, conference: Conference
) -> None:
    found.verdicts.enter(conference, "Gruppe 1", "F1", "nuanced", wording="Noen sier det.")
    with opener(f"{PLACE}/before-after") as page:
        page.click(".adopt")
        page.wait(lambda: not page.all(".adopt"))
        assert found.findings.get("F1").statement == "Noen sier det."
        assert RENT in page.one(".outcomes").text
        page.click("#undo")
        page.wait(lambda: page.all(".adopt"))
        assert found.findings.get("F1").statement == RENT


def test_a_finding_gets_words_to_rest_on_a_recommendation_and_a_theme(opener: Opener, found: Project) -> None:
    with opener("/finding/F2") as page:
        page.click("#find-words")
        page.wait(lambda: page.all("#near-list button"))
        page.click("#near-list button")
        page.click("#advice-add")
        page.press(Keys.TAB, *"Hold husene ved like.")
        page.choose(".chips[data-field=themes] select", "okonomi")
        page.click("#save")
        page.wait(lambda: page.one("#save").get_attribute("disabled"))
        made = found.findings.get("F2")
        assert (len(made.evidence), made.speakers, made.themes) == (1, 1, ("okonomi",))
        assert made.recommendations[0].text == "Hold husene ved like."
        told = ["one voice behind it", "no coding under “Økonomi” in Alna tells of something good"]
        assert page.texts("#warnings li") == told
        page.press(Keys.TAB)
        page.click("#advice")
        page.chord(Keys.CONTROL, "z")
        page.wait(lambda: not page.all("#evidence li"))
        assert found.findings.get("F2").evidence == ()


def test_a_finding_that_somebody_else_changed_is_shown_in_both_forms(opener: Opener, found: Project) -> None:
    with opener("/finding/F1") as page:
        found.findings.edit("F1", {"assessment": "Sett av mange."})
        page.js("const a = document.querySelector('[name=assessment]'); a.value = 'Min'; a.focus()")
        page.press("e", "r")
        page.click("#save")
        page.wait(lambda: page.one("#conflict").is_displayed())
        assert page.texts("#conflict-fields .text") == ["Sett av mange.", "Miner"]
        page.click("#conflict button[value='']")
        assert found.findings.get("F1").assessment == "Sett av mange."
        page.click("#save")
        page.wait(lambda: page.one("#conflict").is_displayed())
        page.click("#conflict button[value=mine]")
        page.wait(lambda: found.findings.get("F1").assessment == "Miner")


def test_every_button_and_field_has_a_name(opener: Opener, found: Project, conference: Conference) -> None:
    found.verdicts.enter(conference, "Gruppe 1", "F1", "nuanced", wording="Noen sier det.")
    with opener(PLACE) as page:
        for path in (PLACE, f"{PLACE}/before-after", "/findings", "/finding/F1", "/conferences"):
            page.open(path)
            page.wait(lambda: page.js("return document.readyState === 'complete'"))
            nameless = page.js(
                """return [...document.querySelectorAll("main button, main input, main select, main textarea")]
                .filter((e) => !e.textContent.trim() && !e.getAttribute("aria-label") && !e.labels?.length)
                .map((e) => e.outerHTML)"""
            )
            assert nameless == [], path
