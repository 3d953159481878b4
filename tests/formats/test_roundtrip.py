"""Whatever is said by whom: written in each format that can be written, it comes back equal."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsb.corpus.turns import find_turns
from bsb.formats.read import read_source
from bsb.formats.source import clean
from tests.formats.transcript_files import docx, odt, p, tbl

Talk = list[tuple[str, str]]

NAMES = {"I1": "I1", "B2": "B2", "Kari": "B3", "Møteleder 1": "I2", "(navn 1)": "B4", "Åse-Marie": "B5", "Alle": "?"}
_CHARS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn"))
_TEXTS = (
    (st.text(_CHARS, min_size=1, max_size=60) | st.from_regex(r"[ a-zæøå:.\-–(/0-9\[\]]{1,40}", fullmatch=True))
    .map(lambda text: clean(text).strip())
    # A time stamp right after the label is the time of the turn, not a part of it.
    .filter(lambda text: text != "" and not re.match(r"[\[(]\d", text))
)
TALKS = st.lists(st.tuples(st.sampled_from(sorted(NAMES)), _TEXTS), min_size=1, max_size=12)


def as_docx(path: Path, talk: Talk) -> None:
    docx(path, "".join(p(f"{name}: {text}") for name, text in talk))


def as_docx_table(path: Path, talk: Talk) -> None:
    docx(path, tbl(("Hvem", "Utsagn"), *talk))


def as_odt(path: Path, talk: Talk) -> None:
    paragraphs = []
    for name, text in talk:
        inner = html.escape(f"{name}: {text}", quote=False)
        paragraphs.append(
            "<text:p>" + re.sub("  +", lambda m: f'<text:s text:c="{len(m[0])}"/>', inner) + "</text:p>"
        )
    odt(path, "".join(paragraphs))


def as_rtf(path: Path, talk: Talk) -> None:
    out = r"{\rtf1\ansi\ansicpg1252\uc1 "
    for name, text in talk:
        for unit in memoryview(f"{name}: {text}".encode("utf-16-le")).cast("H"):
            plain = chr(unit)
            out += plain if unit < 128 and plain not in "\\{}" else f"\\u{unit - 65536 if unit > 32767 else unit}?"
        out += "\\par\r\n"
    path.write_bytes((out + "}").encode("ascii"))


def as_text(path: Path, talk: Talk, code: str = "utf-8") -> None:
    path.write_bytes("\r\n".join(f"{name}: {text}" for name, text in talk).encode(code))


def as_utf16(path: Path, talk: Talk) -> None:
    as_text(path, talk, "utf-16")


def as_vtt(path: Path, talk: Talk) -> None:
    cues = [
        f"00:{n:02}.000 --> 00:{n:02}.900\n<v {html.escape(who)}>{html.escape(text)}"
        for n, (who, text) in enumerate(talk)
    ]
    path.write_text("\n\n".join(["WEBVTT", *cues]), encoding="utf-8")


def as_srt(path: Path, talk: Talk) -> None:
    cues = [
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{who}: {html.escape(text)}"
        for n, (who, text) in enumerate(talk)
    ]
    path.write_text("\n\n".join(cues), encoding="utf-8")


def as_csv(path: Path, talk: Talk) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([("Hvem", "Utsagn"), *talk])
    path.write_bytes(out.getvalue().encode())


def as_xlsx(path: Path, talk: Talk) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for number, (name, text) in enumerate([("Hvem", "Utsagn"), *talk], 1):
        for column, value in ((1, name), (2, text)):
            cell = book.active.cell(number, column)
            cell.value, cell.data_type = value, "s"
    book.save(path)


WRITERS: dict[str, tuple[str, Callable[[Path, Talk], None]]] = {
    "docx": (".docx", as_docx),
    "docx table": (".docx", as_docx_table),
    "odt": (".odt", as_odt),
    "rtf": (".rtf", as_rtf),
    "txt": (".txt", as_text),
    "utf-16": (".txt", as_utf16),
    "md": (".md", as_text),
    "vtt": (".vtt", as_vtt),
    "srt": (".srt", as_srt),
    "csv": (".csv", as_csv),
    "xlsx": (".xlsx", as_xlsx),
}


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(talk=TALKS)
def test_what_is_written_comes_back_equal(kind: str, talk: Talk, tmp_path: Path) -> None:
    suffix, write = WRITERS[kind]
    path = tmp_path / f"a{suffix}"
    write(path, talk)
    found = find_turns(read_source(path, emphasis=kind == "md"), speakers=NAMES)
    expected = [(NAMES[name], text) for name, text in talk]
    if kind in ("vtt", "srt"):  # captions of one speaker in a row are one turn
        expected = merged(expected)
    assert [(turn.speaker, turn.text) for turn in found.turns] == expected
    assert [turn.number for turn in found.turns] == list(range(1, len(expected) + 1))


def merged(talk: Talk) -> Talk:
    out: Talk = []
    for name, text in talk:
        if out and out[-1][0] == name:
            out[-1] = (name, f"{out[-1][1]} {text}")
        else:
            out.append((name, text))
    return out
