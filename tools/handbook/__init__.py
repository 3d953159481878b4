"""The handbook as a static site: ``python -m tools.handbook DIR`` makes it of ``docs/``.

Plain files that work from a disk as from a server: every address is relative, nothing is fetched from outside, and
the search reads a script with the texts in it (a page opened from a disk may not fetch files, but may load scripts).
"""

from __future__ import annotations

import html
import json
import posixpath
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its source below docs/, its title (the first heading), its HTML and its text by section."""

    source: str
    title: str
    body: str
    sections: list[tuple[str, str, str]]

    @property
    def address(self) -> str:
        """Where it lies in the site."""
        return self.source.removesuffix(".md") + ".html"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the handbook: for one kind of people."""

    title: str
    about: str
    pages: list[Page]


def contents(docs: Path = DOCS) -> list[Part]:
    """Return the parts in the order of ``docs/handbok.yaml``, with their pages.

    Raises:
        FileNotFoundError: if it names a page that is not there.

    """
    plan = yaml.safe_load((docs / "handbok.yaml").read_text(encoding="utf-8"))
    named = {"index.md", *(name for part in plan for name in part["pages"])}
    plan[-1]["pages"] += [
        n for n in sorted(p.relative_to(docs).as_posix() for p in docs.rglob("*.md")) if n not in named
    ]
    return [Part(p["title"], p["about"], [read_page(docs, name) for name in p["pages"]]) for p in plan]


def read_page(docs: Path, name: str, *, commands: bool = True) -> Page:
    """Return one page as HTML; its texts with what stands in blocks of commands, or without."""
    md = MarkdownIt("commonmark").enable("table")
    md.add_render_rule("fence", _fence)
    md.add_render_rule("image", _image)
    tokens = md.parse((docs / name).read_text(encoding="utf-8"))
    sections = _sections(tokens, commands=commands)
    for token in tokens:
        _turn_links(name, token.children or [])
    body = md.renderer.render(tokens, md.options, {})
    body = body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    return Page(name, sections[0][1], body, sections)


def _turn_links(page: str, parts: list[Token]) -> None:
    """Let links to pages lead to pages of the site, and those to files outside the handbook be plain words."""
    outside = False
    for part in parts:
        if part.type == "link_open":
            href = str(part.attrs["href"])
            inside = "://" not in href and not href.startswith("#")
            outside = inside and posixpath.normpath(posixpath.join(posixpath.dirname(page), href)).startswith("..")
            part.attrs = {} if outside else {"href": re.sub(r"\.md(?=#|$)", ".html", href) if inside else href}
        if part.type in ("link_open", "link_close") and outside:
            part.tag = "span"


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub makes it.

    >>> slug("Når noen trekker seg")
    'når-noen-trekker-seg'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _sections(tokens: list[Token], *, commands: bool) -> list[tuple[str, str, str]]:
    """Return (anchor, heading, text) of each section, and give the headings their anchors."""
    found: list[tuple[str, str, list[str]]] = []
    texts = ("inline", "fence", "code_block") if commands else ("inline",)
    for i, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = _plain(tokens[i + 1])
            token.attrs["id"] = slug(heading)
            found.append((slug(heading), heading, []))
        elif found and token.type in texts and tokens[i - 1].type != "heading_open":
            found[-1][2].append(_plain(token))
    return [(anchor, heading, "\n".join(" ".join(part.split()) for part in text)) for anchor, heading, text in found]


def _plain(token: Token) -> str:
    if token.children is None:
        return token.content
    return "".join(" " if c.type == "softbreak" else c.content for c in token.children if c.type != "image")


def _image(self: object, tokens: list[Token], at: int, options: object, env: object) -> str:
    """Render a picture as a link to itself: in the text it may be too small to read."""
    del self, options, env
    where, told = html.escape(str(tokens[at].attrs["src"])), html.escape(tokens[at].content)
    return f'<a class="picture" href="{where}"><img src="{where}" alt="{told}"></a>'


def _fence(self: object, tokens: list[Token], at: int, options: object, env: object) -> str:
    """Render a block; in one of commands the prompt is not copied along."""
    del self, options, env
    token, shown = tokens[at], []
    for line in token.content.splitlines():
        command = token.info == "console" and line.startswith("$ ")
        text = html.escape(line[2:] if command else line)
        shown.append(f'<span class="prompt">$ </span><b>{text}</b>' if command else text)
    where = {"powershell": "Windows (PowerShell)", "sh": "Linux og macOS"}.get(token.info)
    label = f'<p class="where">{where}</p>' if where else ""
    lines = "\n".join(shown)
    return f'{label}<pre class="{html.escape(token.info) or "text"}"><code>{lines}</code></pre>\n'


def build(out: Path, docs: Path = DOCS) -> list[Path]:
    """Write the site to a folder and return its files. Equal input gives equal bytes."""
    parts = contents(docs)
    front = read_page(docs, "index.md")
    env = Environment(loader=FileSystemLoader(_HERE), undefined=StrictUndefined, autoescape=True)
    template = env.get_template("page.html")
    pages = [front, *(page for part in parts for page in part.pages)]
    written = []
    for i, page in enumerate(pages):
        folder = posixpath.dirname(page.address)
        text = template.render(
            page=page,
            body=Markup(page.body),
            parts=parts,
            up="../" * (folder.count("/") + 1) if folder else "",
            before=pages[i - 1] if i else None,
            after=pages[i + 1] if i + 1 < len(pages) else None,
        )
        written.append(_write(out / page.address, text))
    index = [[p.title, h, f"{p.address}#{a}", text] for p in pages for a, h, text in p.sections]
    written.append(_write(out / "sok-data.js", f"window.BSB_PAGES = {json.dumps(index, ensure_ascii=False)};\n"))
    for name in ("style.css", "search.js"):
        written.append(_write(out / name, (_HERE / name).read_text(encoding="utf-8")))
    for picture in sorted((docs / "bilder").iterdir()):
        (out / "bilder").mkdir(parents=True, exist_ok=True)
        written.append(Path(shutil.copyfile(picture, out / "bilder" / picture.name)))
    return written


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
