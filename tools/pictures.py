"""``python -m tools.pictures [DEMO]``: make the handbook's pictures again, from the example.

The example is made anew unless a folder with it is named. Needs LibreOffice and poppler for pages of documents, and
Chromium for the browser page. Only pictures named here are written to ``docs/bilder``; all are small (64 colours).
"""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from tests.house.files import SAGENE
from tests.web.browser import Page, serving, start_chromium

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "bilder"
_KIT = "intervjupakker/intervjupakke-alna-fg1.docx"
_CONFERENCE = "dialogkonferanser/grorud-2026-06-03"
#: picture -> (document below output/, page) side by side, and how many dots an inch.
DOCUMENTS: dict[str, tuple[list[tuple[str, int]], int]] = {
    "pakke": ([(_KIT, 1), (_KIT, 2), (_KIT, 24)], 55),
    "tidsplan": ([(_KIT, 3), (_KIT, 8)], 70),
    "samtykke": ([(_KIT, 5), (_KIT, 27)], 70),
    "ovelser": ([("opplaering/ovelser.docx", 1), ("opplaering/ovelser.docx", 2)], 70),
    "konferanse": (
        [(f"{_CONFERENCE}/{name}.docx", 1) for name in ("program", "kjoreplan", "gruppeark-gruppe-1")],
        60,
    ),
    "lysark": ([(f"{_CONFERENCE}/lysark.pptx", page) for page in (4, 5, 17)], 42),
    "for-og-etter": ([(f"{_CONFERENCE}/for-og-etter.docx", 1)], 85),
    "oppfolging": ([("dialogkonferanser/oppfolgingsark-grorud.docx", 1)], 75),
    "prosessdokument": ([("prosessdokumenter/prosessdokument-gamle-oslo.docx", 3)], 80),
    "matrise": ([("matriser/temaer-bydeler.docx", 1)], 90),
}


def main(demo: Path | None) -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch) / "bsb-demo"
        if demo is None:
            subprocess.run([sys.executable, "-m", "bsb", "demo", str(here)], check=True, stdout=subprocess.DEVNULL)
        else:
            shutil.copytree(demo, here)
        pages = _Pages(here / "output", Path(scratch))
        for name, (wanted, dots) in DOCUMENTS.items():
            _save(name, _side_by_side([pages.picture(file, page, dots) for file, page in wanted]))
        _save("varmekart", Image.open(here / "output" / "displayer" / "varmekart-temaer.png"))
        _browser(here)


class _Pages:
    """Pages of documents as pictures."""

    def __init__(self, output: Path, scratch: Path) -> None:
        self._output, self._scratch = output, scratch

    def picture(self, name: str, page: int, dots: int) -> Image.Image:
        """Return one page, with a thin line around it."""
        pdf = self._scratch / Path(name).with_suffix(".pdf").name
        if not pdf.exists():
            profile = f"-env:UserInstallation={(self._scratch / 'profile').as_uri()}"
            convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(self._scratch)]
            subprocess.run([*convert, str(self._output / name)], check=True, capture_output=True)
        draw = ["pdftoppm", "-png", "-r", str(dots), "-f", str(page), "-l", str(page), str(pdf)]
        done = subprocess.run(draw, check=True, capture_output=True)
        return ImageOps.expand(Image.open(io.BytesIO(done.stdout)).convert("RGB"), 1, "#b8c2cc")


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    gap = 14
    width = sum(page.width for page in pages) + gap * (len(pages) - 1)
    sheet = Image.new("RGB", (width, max(page.height for page in pages)), "white")
    at = 0
    for page in pages:
        sheet.paste(page, (at, 0))
        at += page.width + gap
    return sheet


def _browser(demo: Path) -> None:
    """Take pictures of the browser page."""
    import bsb
    from bsb.i18n import set_language

    set_language("nb")
    with contextlib.closing(bsb.open(demo)) as project:
        project.interviews.add("bjerke-fg2", district="Bjerke", participants=2)
        project.quotes.pick(districts=["Sagene"])
        talk = demo / "bjerke-fg2.txt"
        talk.write_text(SAGENE, encoding="utf-8")
        driver = start_chromium()
        try:
            with serving(project) as served:
                page = Page(driver, f"http://127.0.0.1:{served.port}")
                driver.set_window_size(1200, 860)
                driver.get(served.guard.new_link())
                page.open("/transcript/alna-fg1")
                _shot(page, "koding")
                page.open("/quotes?district=Sagene")
                _shot(page, "sitater")
                page.open("/review?interview=bjerke-fg2")
                page.one("input[type=file]").send_keys(str(talk))
                page.click("#file-form button")
                page.wait(lambda: page.all("#groups li"))
                page.js("document.getElementById('hits-title').scrollIntoView()")
                _shot(page, "gjennomsyn")
        finally:
            driver.quit()


def _shot(page: Page, name: str) -> None:
    _save(name, Image.open(io.BytesIO(page.driver.get_screenshot_as_png())).convert("RGB"))


def _save(name: str, picture: Image.Image) -> None:
    """Write a picture with few colours and no wider than the text of a page needs."""
    if picture.width > 1200:
        picture = picture.resize((1200, picture.height * 1200 // picture.width), Image.Resampling.LANCZOS)
    few = picture.convert("RGB").quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = PICTURES / f"{name}.png"
    few.save(file, optimize=True)
    print(f"{file.name}: {few.width} x {few.height}, {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
