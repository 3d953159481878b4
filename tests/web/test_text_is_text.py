"""Whatever people write, in whatever field, is text on every page and in what is exported as HTML."""

from __future__ import annotations

import re

import pytest

from bsb.project import Project
from tests.web.conftest import Window, opened

EVIL = "<script>alert(1)</script>"
ALSO = "\"><img src=x onerror=alert(1)>'</textarea></title>"

MEETING = "bjerke-script-alert-1-script-2026-05-20"


@pytest.fixture
def poisoned(project: Project) -> Project:
    """A project with markup in every field that takes free text."""
    config = (project.root / "bsb.toml").read_text(encoding="utf-8")
    config = re.sub(r'name = "Prøve"', f'name = "Prøve {EVIL}"', config, count=1)
    config = config.replace('name = "Bjerke"', f'name = "Bjerke {EVIL}"', 1)
    (project.root / "bsb.toml").write_text(config, encoding="utf-8")
    made = Project.open(project.root, now=project.now)
    (district,) = [each.name for each in made.config.districts if each.name.startswith("Bjerke")]
    talk = made.root / "corpora" / "a.txt"
    talk.write_text(f"I1: Hva?\nB1: Ja {EVIL} og {ALSO} sa de.\nB2: Nei {EVIL}.\n", encoding="utf-8")
    made.interviews.add("bjerke-fg1", district=district, participants=2, facilitators=EVIL, setting=ALSO)
    made.importer.store(made.importer.read(talk), "bjerke-fg1", reviewer=EVIL)
    texts = dict.fromkeys(("definition", "include", "exclude", "example", "memo"), EVIL + ALSO)
    made.codebook.plan.add(f"Tema {EVIL}{ALSO}", facet="theme", key="tema", short=f"K {EVIL}", **texts).apply()
    made.codebook.plan.add(f"Tjeneste {EVIL}", facet="service", key="tjeneste").apply()
    for code in ("tema", "tjeneste"):
        for turn in (2, 3):
            (place,) = made.codings.find("bjerke-fg1", first=turn)
            made.codings.add(place, [code], coder=EVIL, valence="critical", memo=ALSO)
    made.memos.add(EVIL + ALSO, author=EVIL, title=EVIL, code="tema")
    made.summaries.put("temaer-bydeler", {("tema", district): EVIL + ALSO}, author=EVIL)
    (made.root / "matrices" / "min.yaml").write_text(
        f"title: '{EVIL}'\nnote: '{EVIL}'\nrows: theme\ncolumns: interview\n", encoding="utf-8"
    )
    quote = made.quotes.add(made.codings.all()[0].ref).quote
    made.quotes.edit(quote.ref, f"Ja [{EVIL}] (…)")
    made.quotes.reject([quote.ref], by=EVIL, reason=EVIL)
    coding = made.codings.all()[0].ref
    texts = {
        "statement": EVIL + ALSO,
        "kind": "good",
        "themes": "tema",
        "districts": district,
        "evidence": coding,
        "assessment": ALSO,
    }
    made.findings.add({**texts, "recommendations": f"ledere: {EVIL}{ALSO}"}, author=EVIL)
    held = made.conferences.add(district, held_on="2026-05-20", by_role={"brukere": 6}, place=EVIL, minutes=ALSO)
    made.verdicts.enter(held, EVIL, "F1", "nuanced", wording=f"Nei {EVIL}{ALSO}", comment=ALSO, topic=EVIL)
    made.verdicts.add_new(
        held, f"G {EVIL}", {"statement": f"Ny {ALSO}", "kind": "good", "themes": "tema"}, comment=EVIL
    )
    made.verdicts.describe(held, EVIL, topic=ALSO, notes=EVIL)
    return made


@pytest.fixture
def window(poisoned: Project) -> Window:
    return opened(poisoned, coder=EVIL)


PAGES = [
    *("/", "/transcripts", "/transcript/bjerke-fg1", "/codebook", "/quotes", "/displays", "/review"),
    *("/matrices", "/matrix/temaer-bydeler", "/matrix/min", "/matrix/tjenester-temaer"),
    *("/display/varmekart-temaer", "/display/samspill"),
    *("/findings", "/finding/F1", "/finding/F2", "/conferences", f"/findings?theme={EVIL}", f"/finding/{EVIL}"),
    *(f"/conference/{MEETING}", f"/conference/{MEETING}/before-after", f"/conference/{EVIL}"),
    *(f"/transcript/{EVIL}", f"/matrix/{EVIL.replace('/', '')}", f"/display/{EVIL.replace('/', '')}"),
    *(f"/quotes?district={EVIL}", f"/matrix/min?since={EVIL}", f"/review?interview={EVIL}"),
]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_markup_that_somebody_wrote(window: Window, path: str) -> None:
    text = window.get(path).text
    assert "<script>" not in text
    assert "<img" not in text
    assert len(re.findall(r"</textarea>|<textarea", text)) == 2 * text.count("<textarea")


@pytest.mark.parametrize(
    "path",
    [
        *("/api/transcript/bjerke-fg1", "/api/codes", "/words.js", "/colours.css"),
        "/api/matrix/min?row=tema&column=bjerke-fg1",
        *("/api/finding/F1", "/api/finding/F1/near", f"/api/conference/{MEETING}"),
    ],
)
def test_what_the_scripts_get_is_no_page(window: Window, path: str) -> None:
    answer = window.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] in ("application/json", "text/javascript", "text/css")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_errors_say_text_too(window: Window) -> None:
    answer = window.post("/api/codes/add", name=EVIL, facet=EVIL)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/json"


def test_the_exported_page_of_displays_holds_text_alone(poisoned: Project) -> None:
    page = poisoned.displays.render().page
    assert page
    text = page.read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "<img" not in text
    assert "&lt;script&gt;" in text
