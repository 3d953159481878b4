"""Reading and coding in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from bsb.project import Project
from tests.web.browser import Keys, Page, serving, start_chromium


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chrome]:
    driver = start_chromium()
    yield driver
    driver.quit()


@pytest.fixture
def page(chromium: Chrome, coded: Project) -> Iterator[Page]:
    """The transcript alna-fg1, opened by KA; at the end nothing may have gone wrong or out."""
    with serving(coded) as served:
        made = Page(chromium, f"http://127.0.0.1:{served.port}")
        made.hosts(), made.complaints()
        chromium.get(served.guard.new_link())
        made.js("localStorage.clear(); sessionStorage.clear()")
        made.open("/transcript/alna-fg1")
        yield made
        assert made.hosts() <= {f"127.0.0.1:{served.port}"}
        assert made.complaints() == []
        made.driver.get("about:blank")


def coded_words(project: Project) -> list[tuple[str, str, str, str]]:
    return [(c.code, c.quote, c.valence, c.coder) for c in project.codings.all()]


def test_code_by_mouse(page: Page, coded: Project) -> None:
    page.drag_over("husleia er høy", 2)
    page.click("#o-okonomi")
    page.saved()
    assert coded_words(coded) == [("okonomi", "husleia er høy", "neutral", "KA")]
    assert page.texts("#t2 .mark") == ["PengerKA"]
    assert len(page.all("#t2 .bar")) == 1
    page.click("[data-valence=critical]")
    page.saved()
    assert coded_words(coded)[0][2] == "critical"
    page.open("/transcript/alna-fg1")
    assert page.texts("#t2 .mark") == ["Penger−KA"]


def test_code_by_keyboard_alone(page: Page, coded: Project) -> None:
    page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.SPACE)  # the second turn, whole
    page.chord(Keys.SHIFT, Keys.ARROW_DOWN)  # and the third
    page.press("/")
    page.press(*"faste", Keys.ENTER, "+")
    page.saved()
    (coding,) = coded.codings.all()
    assert (coding.turn, coding.last_turn, coding.code, coding.valence) == (3, 4, "kontinuitet", "positive")
    page.press("m")
    page.press(*"Husk", Keys.TAB)
    page.saved()
    assert coded.codings.all()[0].memo == "Husk"
    page.press(Keys.ESCAPE, "e")
    page.chord(Keys.SHIFT, Keys.ARROW_UP)
    page.press(Keys.ENTER)
    page.saved()
    assert (coded.codings.all()[0].turn, coded.codings.all()[0].last_turn) == (3, 3)
    page.press("c")
    page.press(*"øko", Keys.ENTER)
    page.saved()
    assert coded.codings.all()[0].code == "okonomi"
    page.press(Keys.DELETE)
    page.saved()
    assert coded.codings.all() == []


def test_undo_and_redo_of_everything(page: Page, coded: Project) -> None:
    page.press(Keys.ARROW_DOWN, Keys.SPACE, "1", "-")
    page.saved()
    assert [row[2] for row in coded_words(coded)] == ["critical"]
    for valences in (["neutral"], []):
        page.chord(Keys.CONTROL, "z")
        page.wait(lambda want=valences: [row[2] for row in coded_words(coded)] == want)  # type: ignore[misc]
    page.wait(lambda: not page.all(".mark"))
    for valences in (["neutral"], ["critical"]):
        page.chord(Keys.CONTROL, "y")
        page.wait(lambda want=valences: [row[2] for row in coded_words(coded)] == want)  # type: ignore[misc]
    page.wait(lambda: len(page.all(".mark")) == 1)


def test_codings_that_overlap_stand_side_by_side(page: Page, coded: Project) -> None:
    page.drag_over("jeg har egen inngang. Men husleia", 2)
    page.click("#o-bolig")
    page.drag_over("husleia er høy", 2)
    page.click("#o-okonomi")
    page.saved()
    assert [row[:2] for row in coded_words(coded)] == [
        ("bolig", "jeg har egen inngang. Men husleia"),
        ("okonomi", "husleia er høy"),
    ]
    lefts = page.js("return [...document.querySelectorAll('#t2 .bar')].map(bar => bar.offsetLeft)")
    assert len(set(lefts)) == 2


def test_emoji_and_combining_letters_before_a_coding(page: Page, project: Project) -> None:
    talk = project.root / "corpora" / "b.txt"
    words = "Jeg 😀 liker 👩‍👩‍👧 folk fra fja\u0301ra og 🇳🇴 e\u0308n til."
    talk.write_text(f"I1: Hva 🙂?\nB1: {words}\nB2: Enig 👍🏽 i det.\n", encoding="utf-8")
    project.interviews.add("bjerke-fg1", district="Bjerke", participants=2)
    project.importer.store(project.importer.read(talk), "bjerke-fg1", reviewer="KA")
    page.open("/transcript/bjerke-fg1")
    page.drag_over("til", 2)
    page.click("#o-okonomi")
    page.drag_over("i det", 3)
    page.click("#o-okonomi")
    page.press(Keys.ARROW_UP, Keys.SPACE)
    page.click("#o-bolig")
    page.saved()
    found = [(c.quote, c.start, c.end) for c in project.codings.all(interviews=["bjerke-fg1"])]
    text = project.transcripts.get("bjerke-fg1").text
    assert [quote for quote, _s, _e in found] == [project.transcripts.get("bjerke-fg1").turns[1].text, "til", "i det"]
    assert all(text[start:end] == quote for quote, start, end in found)
    page.open("/transcript/bjerke-fg1")
    page.click("#t3 .mark")
    assert page.texts("#card-quote") == ["i det"]


def test_a_new_code_is_made_in_place_and_used(page: Page, coded: Project) -> None:
    page.drag_over("trappa er mørk", 3)
    page.press("/")
    page.press(*"Lys", Keys.ENTER)
    page.wait(lambda: page.one("#new-code").is_displayed())
    page.click("#new-code [value=make]")
    page.wait(lambda: page.texts("#t3 .mark") == ["LysKA"])
    page.saved()
    assert coded.codebook.get("Lys").facet == "theme"
    assert coded_words(coded) == [("lys", "trappa er mørk", "neutral", "KA")]


def test_two_windows_see_each_other_and_lose_nothing(page: Page, coded: Project) -> None:
    page.drag_over("husleia er høy", 2)
    page.click("#o-okonomi")
    page.saved()
    (coding,) = coded.codings.all()
    # Another coder, in another program, changes the same coding and adds one.
    coded.codings.edit([coding.ref], memo="Deres")
    coded.codings.add(coded.codings.find("alna-fg1", first=5)[0], ["bolig"], coder="TL")
    page.js("document.querySelector('#card-memo').focus()")
    page.press(*"Mitt", Keys.TAB)
    page.wait(lambda: page.one("#conflict").is_displayed())
    assert "Memo: Deres" in page.texts("#conflict-theirs li")
    assert page.texts("#conflict-mine li") == ["Memo: Mitt"]
    page.click("#conflict [value=both]")
    page.wait(lambda: coded.codings.get(coding.ref).memo == "Deres\nMitt")
    page.wait(lambda: page.texts("#t5 .mark") == ["BoligTL"])


def test_only_my_codings_are_fetched_in_blind_mode(page: Page, coded: Project) -> None:
    for coder in ("KA", "TL"):
        coded.codings.add(coded.codings.find("alna-fg1", first=5)[0], ["bolig"], coder=coder)
    page.open("/transcript/alna-fg1")
    assert page.texts("#t5 .mark") == ["BoligKA", "BoligTL"]
    page.click("#filters summary")
    page.click("[name=whose][value=mine]")
    page.wait(lambda: page.texts("#t5 .mark") == ["BoligKA"])
    assert page.js("return fetch('/api/transcript/alna-fg1?coder=KA').then(r => r.text())").count("TL") == 0


def test_next_uncoded_turn_and_filters(page: Page, coded: Project) -> None:
    coded.codings.add(coded.codings.find("alna-fg1", first=2)[0], ["bolig"], coder="KA")
    page.open("/transcript/alna-fg1")
    page.press("n")
    assert page.js("return document.activeElement.id") == "t3"
    page.click("#filters summary")
    page.choose("#only-speaker", "B1")
    assert [turn.get_attribute("id") for turn in page.all(".turn") if turn.is_displayed()] == ["t2", "t5"]
    assert len(page.all(".mark")) == 1
    page.choose("#only-coder", "KA")
    assert len(page.all(".mark")) == 1


def test_text_and_names_are_text_even_if_they_look_like_markup(page: Page, coded: Project) -> None:
    evil = "<img src=x onerror=document.title='hacked'>"
    plan = coded.codebook.plan.add(f"{evil} navn", facet="theme", key="evil", definition=evil, short=evil)
    plan.apply()
    coded.codings.add(coded.codings.find("alna-fg1", first=2)[0], ["evil"], coder=evil[:40], memo=evil)
    page.open("/transcript/alna-fg1")
    page.click("#t2 .mark")
    page.press("/")
    page.press(*"<img")
    assert evil in page.texts("#about")[0]
    assert page.js("return document.querySelectorAll('main img').length") == 0
    assert page.js("return document.title").startswith("alna-fg1")


def test_codes_are_moved_with_keys_and_merged_after_a_look(page: Page, coded: Project) -> None:
    coded.codings.add(coded.codings.find("alna-fg1", first=2)[0], ["kontinuitet"], coder="KA")
    page.open("/codebook#kontinuitet")
    page.wait(lambda: page.js("return document.documentElement.dataset.ready"))
    page.click("[data-key=kontinuitet]")
    page.chord(Keys.ALT, Keys.ARROW_LEFT)
    page.wait(lambda: coded.codebook.get("kontinuitet").parent is None)
    page.wait(lambda: page.js("return document.querySelector('[data-key=kontinuitet]')?.ariaLevel") == "1")
    page.choose("#merge select", "okonomi")
    page.click("#merge button")
    page.wait(lambda: page.one("#preview").is_displayed())
    assert page.texts("#preview-lines li")
    page.click("#preview [value=do]")
    page.wait(lambda: coded.codebook.get("okonomi").codings == 1)
    page.wait(lambda: not page.all("[data-key=kontinuitet]"))
    page.click("#undo")
    page.wait(lambda: page.all("[data-key=kontinuitet]"))


def test_from_a_cell_of_a_matrix_to_the_turn_with_two_clicks(page: Page, coded: Project) -> None:
    coded.codings.add(coded.codings.find("alna-fg1", words="trappa er mørk")[0], ["okonomi"], coder="KA")
    page.open("/matrix/temaer-bydeler")
    page.click("[data-row=okonomi][data-column=Alna]")
    page.wait(lambda: page.texts("#quotes .words") == ["trappa er mørk"])
    page.one("#summary").send_keys("Trapper.")
    page.click("#summary-save")
    page.wait(lambda: page.all("[data-row=okonomi] .written"))
    assert coded.summaries.of("temaer-bydeler")["okonomi", "Alna"].text == "Trapper."
    coded.summaries.put("temaer-bydeler", {("okonomi", "Alna"): "Deres."}, author="TL")
    page.one("#summary").send_keys(" Og lys.")
    page.click("#summary-save")
    page.wait(lambda: page.one("#conflict").is_displayed())
    page.click("#conflict [value=both]")
    page.wait(lambda: coded.summaries.of("temaer-bydeler")["okonomi", "Alna"].text == "Deres.\n\nTrapper. Og lys.")
    page.click("#quotes a")
    page.wait(lambda: page.js("return document.documentElement.dataset.ready && document.activeElement.id") == "t3")
    assert page.texts("#t3 .mark") == ["PengerKA"]


def test_a_transcript_is_taken_in_with_the_keyboard(page: Page, coded: Project) -> None:
    coded.interviews.add("bjerke-fg1", district="Bjerke", participants=2)
    file = coded.root / "corpora" / "<b>tale<b>.txt"
    said = "I1: Hei!\nB1: Jeg heter Kari Nordmann. <img src=x>\nB2: Ring 91234567, Kari.\n"
    file.write_text(said, encoding="utf-8")
    page.open("/review")
    page.one("[type=file]").send_keys(str(file))
    page.click("#file-form button")
    groups = page.wait(lambda: page.all("#groups .group"))
    page.press(*["a"] * (len(groups) - 1), "r")
    page.press(*"(noe annet)", Keys.ENTER)
    assert page.texts("#progress") == ["Everything is decided."]
    page.click("#preview")
    page.wait(lambda: "(noe annet)" in "".join(page.texts("#result p")))
    assert page.js("return document.querySelectorAll('main img, main b b').length") == 0
    assert coded.interviews.get("bjerke-fg1").words is None
    page.click("#read")
    page.click("#store")
    page.wait(lambda: page.one("#done").is_displayed())
    assert "Nordmann" not in coded.transcripts.get("bjerke-fg1").text
    page.click("#done a")
    page.wait(lambda: page.js("return document.documentElement.dataset.ready"))
    assert page.texts("h1") == ["bjerke-fg1"]
