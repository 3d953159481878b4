from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bsb.analysis.displays.aim import Aim
from bsb.errors import BsbError
from bsb.project import Project
from bsb.reports.display_files import DisplayFiles, Rendered
from bsb.reports.display_quotes import Quotes, sources
from tests.conftest import code
from tests.reports.display_world import files_of

NASTY = "Stengt <b>i</b> helgene & «stengt», http://example.org/x"


@pytest.fixture
def files(coded: Project) -> DisplayFiles:
    code(
        coded,
        "alna-fg1,2,KA,okonomi,critical,husleia er høy",
        "alna-fg1,2,TL,okonomi,positive,Men husleia er høy",
        "alna-fg1,3,KA,okonomi,critical,",
        "alna-fg1,2,KA,bolig,positive,",
        "alna-fg1,1,KA,okonomi,critical,",
    )
    return files_of(coded)


@pytest.fixture(scope="module")
def rendered(example: Project, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """All displays of the example."""
    return files_of(example).render(out=tmp_path_factory.mktemp("d"))


@pytest.fixture(scope="module")
def page(rendered: Rendered) -> str:
    assert rendered.page
    return rendered.page.read_text("utf-8")


class Page(HTMLParser):
    """The tags of a page with their attributes, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_everything_is_written_and_says_what_it_is(rendered: Rendered) -> None:
    made = rendered
    assert made.page and made.page.name == "displayer.html"
    names = {path.name for path in made.page.parent.iterdir()}
    assert {p.png.name for p in made.pictures} | {p.svg.name for p in made.pictures} | {"displayer.html"} == names
    assert "varmekart-temaer.png" in names and "arsaksnett-eksempel.svg" in names
    assert not any("samspill" in name for name in names)
    assert [name for name, _why in made.skipped] == ["for-og-etter"]
    for picture in made.pictures:
        assert picture.alt in picture.svg.read_text("utf-8").replace("&quot;", '"')
        assert picture.alt.encode() in picture.png.read_bytes()


def test_the_page_reaches_nowhere_and_runs_nothing(page: str) -> None:
    assert set(re.findall(r"https?://[^\"'<> ]*", page)) == {"http://www.w3.org/2000/svg"}
    found = Page(page).tags
    tags = [tag for tag, _attributes in found]
    assert not {"script", "img", "link", "iframe", "object", "base"} & set(tags)
    assert not any(name.startswith("on") or name == "style" for _tag, a in found for name in a)
    ids = [a["id"] for _tag, a in found if "id" in a]
    assert len(ids) == len(set(ids))
    targets = {str(a["href"]) for tag, a in found if tag == "a"}
    assert all(target.startswith("#") for target in targets)
    assert targets - {"#_"} <= {f"#{each}" for each in ids}


def test_every_cell_leads_to_its_words_and_no_pseudonym_goes_out(example: Project, page: str) -> None:
    matrix = files_of(example).displays.make("varmekart-temaer")
    map_ = page[page.index('<section id="varmekart-temaer"') :]
    map_ = map_[: map_.index("<details>")]
    assert map_.count("<a href=") == len(matrix.cells) + len(matrix.totals)  # type: ignore[union-attr]
    panels = re.findall(r'<section class="sitater".*?</section>', page, flags=re.S)
    assert len(panels) > 200 and all("<blockquote" in panel for panel in panels)
    assert all(re.search(r"intervju \d+ \((gruppe|individuelt)\), replikk \d+", panel) for panel in panels)
    assert not re.search(r"\bB\d\b|-fg\d|-ind\d", "".join(panels))


def test_the_same_day_gives_the_same_bytes(files: DisplayFiles, tmp_path: Path) -> None:
    def digests(folder: Path) -> dict[str, str]:
        files.render(out=folder)
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}

    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_without_quotes_nobodys_words_are_in_it(files: DisplayFiles, tmp_path: Path) -> None:
    with_words = files.render(out=tmp_path / "a")
    without = files.render(out=tmp_path / "b", quotes=False)
    assert with_words.page and "husleia" in with_words.page.read_text("utf-8")
    assert without.page and "husleia" not in without.page.read_text("utf-8")
    assert any("Fewer than 5 participants" in warning and "Alna" in warning for warning in with_words.warnings)
    assert without.warnings == ()


def test_what_people_said_is_text_whatever_they_said(project: Project, tmp_path: Path) -> None:
    talk = project.root / "corpora" / "a.txt"
    talk.write_text(f"I1: Hva?\nB1: {NASTY}\n", encoding="utf-8")
    book = project.root / "kodebok.yaml"
    book.write_text('name: P\ncodes:\n  - {key: t, facet: theme, name: "<i>Tid</i> & sted"}\n', encoding="utf-8")
    project.interviews.add("a", district="Alna", participants=1)
    draft = project.importer.read(talk)
    from bsb.privacy.review import Decision

    project.importer.store(draft, "a", reviewer="KA", decisions={hit: Decision("keep") for hit in draft.hits})
    project.codebook.import_file(book)
    code(project, "a,2,KA,t,critical,")
    made = files_of(project).render(out=tmp_path)
    assert made.page
    page = Page(made.page.read_text("utf-8"))
    assert not {"b", "i"} & {tag for tag, _a in page.tags}
    assert any("Stengt <b>i</b> helgene & ‘stengt’, http://example.org/x" in text for text in page.texts)
    assert any("come from one person" in warning for warning in made.warnings)


def test_named_displays_are_written_alone(files: DisplayFiles, tmp_path: Path) -> None:
    made = files.render(["samspill", "firefelt"], interview="alna", district="alna", out=tmp_path / "ut")
    assert [p.name for p in made.pictures] == ["samspill-alna-fg1", "firefelt-alna"]
    assert made.page is None and len(list((tmp_path / "ut").iterdir())) == 4
    with pytest.raises(BsbError, match="Which interview"):
        files.render(["samspill"], out=tmp_path)


def test_a_district_gets_its_own_pictures_and_quotes(example: Project, tmp_path: Path) -> None:
    made = files_of(example).render(district="alna", out=tmp_path)
    assert made.page and made.page.name == "displayer-alna.html"
    assert {p.name for p in made.pictures} >= {"firefelt-alna", "metning-alna", "samforekomst-temaer-alna"}
    assert not any(p.name.startswith(("kart", "meta", "arsak")) for p in made.pictures)
    sources_named = set(re.findall(r"<footer>([^,]*), intervju", made.page.read_text("utf-8")))
    assert sources_named == {"Alna"}


def test_a_picture_of_one_district_never_takes_the_place_of_that_of_all(files: DisplayFiles) -> None:
    assert files.draw("varmekart-temaer", district="alna").name == "varmekart-temaer-alna"
    with pytest.raises(BsbError, match="all districts beside one another"):
        files.draw("kart-deltakere", district="alna")
    with pytest.raises(BsbError, match="all districts beside one another"):
        files.draw("profil-2006", district="alna")


def test_an_empty_project_says_that_there_is_nothing(project: Project, tmp_path: Path) -> None:
    # What needs no codings (reference tables, the map of participants) is drawn all the same.
    made = files_of(project).render(out=tmp_path)
    assert {p.name for p in made.pictures} >= {"profil-2006", "kart-boligpris"}
    assert "firefelt" in {name for name, _why in made.skipped}


def test_quotes_overlapping_are_one_and_both_valences_show(files: DisplayFiles) -> None:
    found = Quotes(files.store, files.displays.material().touches, files.interviews.all())
    behind = found.behind(Aim(("okonomi",)))
    assert [(p.text, p.sign, p.source) for p in behind.passages] == [
        ("Men husleia er høy …", "±", "Alna, intervju 1 (gruppe), replikk 2"),
        ("Enig. Husleia er høy … og trappa er mørk.", "−", "Alna, intervju 1 (gruppe), replikk 3"),
    ]
    assert (behind.turns, behind.shown) == (2, 2)
    assert found.behind(Aim(("okonomi",)), most=1).shown == 1
    assert found.behind(Aim(("bolig", "okonomi"), together=True)).turns == 1
    whole = found.behind(Aim(places=(("alna-fg1", 3), ("alna-fg1", 1))))
    assert [p.text for p in whole.passages] == ["Enig. Husleia er høy … og trappa er mørk."]


def test_each_look_is_a_new_one(coded: Project, files: DisplayFiles, tmp_path: Path) -> None:
    first = files.render(out=tmp_path / "a")
    coded.consent.withdraw("alna-fg1", "B1", on="2026-05-01")
    second = files.render(out=tmp_path / "b")
    assert first.page and "Men husleia" in first.page.read_text("utf-8")
    assert second.page and "Men husleia" not in second.page.read_text("utf-8")
    assert "«Enig. Husleia" in second.page.read_text("utf-8")


def test_sources_are_numbered_within_their_district(files: DisplayFiles) -> None:
    assert sources(files.interviews.all()) == {"alna-fg1": "Alna, intervju 1 (gruppe)"}
