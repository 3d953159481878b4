from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from bsb.formats.html_page import document, escape, link, table

NASTY = '<script>alert("x")</script> & http://example.org'


def texts_of(page: str) -> tuple[list[str], list[str]]:
    tags, texts = [], []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

        def handle_data(self, data: str) -> None:
            texts.append(data)

    Reader().feed(page)
    return tags, texts


def test_a_text_stays_a_text() -> None:
    page = document(NASTY, f"<p>{escape(NASTY)}</p>{table(NASTY, ['', NASTY], [[NASTY, (NASTY, 'a')]])}", style="p{}")
    tags, texts = texts_of(page)
    assert "script" not in tags
    assert texts.count(NASTY) == 6


def test_the_policy_lets_only_its_own_style_through() -> None:
    page = document("T", "<p>x</p>", style="p{color:#000}")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    digest = base64.b64encode(hashlib.sha256(b"p{color:#000}").digest()).decode()
    assert policy.replace("&#x27;", "'").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "<style>p{color:#000}</style>" in page and 'lang="nb"' in page


@pytest.mark.parametrize(
    "body",
    [
        '<a href="http://example.org">x</a>',
        '<img src="x.png">',
        "<a href='//example.org'>x</a>",
        "<a href=x>y</a>",
        "<script>1</script>",
        '<form action="x"></form>',
    ],
)
def test_a_page_that_reaches_outside_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        document("T", body, style="")


@pytest.mark.parametrize("style", ["p{background:url(x)}", "@import 'x'", "</style><b>"])
def test_a_style_that_reaches_outside_is_refused(style: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        document("T", "", style=style)


def test_headings_of_tables_are_headings() -> None:
    made = table("Tall", ["Bydel", "n"], [["Alna", ("3", "s1")]])
    assert made.count('scope="col"') == 2 and made.count('scope="row"') == 1
    assert link("3", "s1") in made and "<caption>Tall</caption>" in made


def test_a_label_may_read_like_an_address_and_a_link_may_not() -> None:
    assert "src=x" in document("t", '<a href="#s1" aria-label="kode src=x href=http://a">a</a>', style="")
    with pytest.raises(ValueError, match="outside"):
        document("t", '<img alt="x" src="http://a">', style="")
