"""What every page has in common."""

from __future__ import annotations

import re

import pytest

from bsb.web.site import HERE
from tests.web.conftest import Window

PAGES = ["/", "/transcripts", "/transcript/alna-fg1", "/codebook", "/matrices", "/quotes", "/displays", "/review"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_or_style_of_its_own_or_asks_another_host(window: Window, path: str) -> None:
    text = window.get(path).text
    assert re.findall(r"<script(?![^>]*\ssrc=\"/)[^>]*>", text) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text) == []
    assert re.findall(r"(?:src|href)=\"(?!/|#)[^\"]*", text) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_landmarks_a_language_and_one_heading(window: Window, path: str) -> None:
    text = window.get(path).text
    assert '<html lang="en">' in text
    assert text.count("<main") == text.count("<h1") == 1
    assert "<nav aria-label=" in text


def test_the_scripts_ask_no_other_host_and_make_no_markup_of_text() -> None:
    for file in (HERE / "static").glob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert (
            re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text) == []
        ), file
        assert re.findall(r"https?://", text) == [], file


def test_the_language_can_be_changed(window: Window) -> None:
    try:
        assert window.post("/api/language", language="nb").status_code == 200
        assert "Oversikt" in window.get("/").text
    finally:
        window.post("/api/language", language="en")
    assert window.post("/api/language", language="de").status_code == 400


def test_a_page_that_is_not_there_says_so_in_words(window: Window) -> None:
    answer = window.get("/transcript/bjerke")
    assert answer.status_code == 404
