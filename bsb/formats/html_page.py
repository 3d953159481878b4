"""One HTML file that needs nothing beside itself: no script, no picture or font from elsewhere, no address.

What opens and closes does so with links within the page and ``:target``. A content security policy in the file lets
the browser load nothing and run nothing but the style sheet whose hash it names.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html import escape

__all__ = ["document", "escape", "link", "table"]

_REACHES_OUT = re.compile(
    r"""\b(?:href|src|srcset|action|poster|data|xlink:href)\s*=\s*["']?(?![#"'])|<script|@import"""
)
_LABEL = re.compile(r'(?<=\s)(?:aria-label|title|alt)="[^"]*"')
_OUT_OF_STYLE = re.compile(r"url\(|@import|</", re.IGNORECASE)


def document(title: str, body: str, *, style: str, language: str = "nb") -> str:
    """Return a whole page. ``body`` is HTML whose texts have been escaped already.

    Raises ValueError if the body or the style sheet reaches outside the page.
    """
    if _OUT_OF_STYLE.search(style) or _REACHES_OUT.search(_without_texts(body)):
        raise ValueError("a page of its own may not reach outside itself")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def link(text: str, target: str, *, label: str = "") -> str:
    """Return a link within the page; ``target`` is an id, ``label`` says more to those who listen."""
    said = f' aria-label="{escape(label)}"' if label else ""
    return f'<a href="#{escape(target)}"{said}>{escape(text)}</a>'


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str | tuple[str, str]]]) -> str:
    """Return a table whose first row and first column are headings. A cell is a text, or (text, id it leads to)."""
    out = [f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>"]
    out += [f'<th scope="col">{escape(text)}</th>' for text in head]
    out.append("</tr></thead>\n<tbody>\n")
    for first, *rest in rows:
        cells = [f"<td>{link(*cell) if isinstance(cell, tuple) else escape(cell)}</td>" for cell in rest]
        heading = first if isinstance(first, str) else first[0]
        out.append(f'<tr><th scope="row">{escape(heading)}</th>{"".join(cells)}</tr>\n')
    return "".join([*out, "</tbody>\n</table>\n"])


def _without_texts(body: str) -> str:
    """Return the tags alone, without labels: what people said or call a code may well hold an address."""
    return "\n".join(_LABEL.sub("", tag) for tag in re.findall(r"<[^>]*>", body))
