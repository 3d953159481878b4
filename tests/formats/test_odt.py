from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.formats.odt import read
from bsb.formats.source import Block
from tests.formats.transcript_files import odt, pack

STYLES = (
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1"><text:list-level-style-bullet text:bullet-char="–"/></text:list-style>'
)


def texts(path: Path, *, emphasis: bool = False) -> list[str]:
    return [block.text for block in read(path, emphasis=emphasis).blocks]


def test_blanks_tabs_and_breaks_are_the_ones_that_were_meant(tmp_path: Path) -> None:
    body = '<text:p>\n  B1:  Ja<text:s text:c="2"/>da<text:tab/>og<text:line-break/>\n så <text:span>  ut</text:span>'
    body += "</text:p>"
    assert texts(odt(tmp_path / "a.odt", body)) == ["B1: Ja  da\tog\n så ut"]


def test_tracked_changes_notes_comments_and_hidden_text(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>slettet</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>B1: Hei<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Fotnote.</text:p></text:note-body></text:note> du"
        "<office:annotation><text:p>Kommentar</text:p></office:annotation>"
        '<text:span text:style-name="T2"> skjult</text:span>.</text:p>'
    )
    source = read(odt(tmp_path / "a.odt", body, STYLES))
    assert source.blocks == (Block("B1: Hei du."), Block("Fotnote.", kind="note"))
    assert len(source.notices) == 2


def test_tables_lists_headings_and_text_boxes(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    body = (
        '<text:h>Overskrift</text:h><text:p text:style-name="P1">Tittel</text:p>'
        '<text:list text:style-name="L1"><text:list-item><text:p>Ja.</text:p></text:list-item></text:list>'
        f"<table:table><table:table-header-rows><table:table-row>{cell('Hvem')}{cell('Utsagn')}</table:table-row>"
        f"</table:table-header-rows><table:table-row>{cell('Kari')}{cell('Hei.')}</table:table-row><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>[pause]</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table>"
        "<text:p>B1: Før.<draw:frame><draw:text-box><text:p>I boksen</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert read(odt(tmp_path / "a.odt", body, STYLES)).blocks == (
        Block("Overskrift", kind="heading"),
        Block("Tittel", kind="heading"),
        Block("– Ja."),
        Block("Hei.", "Kari", kind="row"),
        Block("[pause]", kind="note"),
        Block("B1: Før."),
        Block("I boksen"),
    )


def test_emphasis_is_marked_only_when_asked_for(tmp_path: Path) -> None:
    body = '<text:p>B1: Er <text:span text:style-name="T1">DEN </text:span>der</text:p>'
    path = odt(tmp_path / "a.odt", body, STYLES)
    assert texts(path) == ["B1: Er DEN der"]
    assert texts(path, emphasis=True) == ["B1: Er **DEN** der"]


@pytest.mark.parametrize(
    ("member", "data", "word"),
    [
        ("Basic/Standard/Module1.xml", "<x/>", "macros"),
        ("Scripts/python/x.py", "x", "macros"),
        ("META-INF/manifest.xml", "<m><encryption-data/></m>", "password"),
        ("content.xml", "<a", "damaged"),
    ],
)
def test_macros_passwords_and_broken_text_are_refused(tmp_path: Path, member: str, data: str, word: str) -> None:
    path = tmp_path / "a.odt"
    if member == "content.xml":
        pack(path, {member: data})
    else:
        odt(path, "<text:p>B1: Hei</text:p>", **{member: data})
    with pytest.raises(BsbError, match=word):
        read(path)


def test_a_script_in_the_text_itself_is_a_macro(tmp_path: Path) -> None:
    path = odt(tmp_path / "a.odt", "<text:p>B1: Hei</text:p>")
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    script = "<office:scripts><office:script/></office:scripts><office:automatic-styles>"
    pack(path, {"content.xml": content.replace("<office:automatic-styles>", script)})
    with pytest.raises(BsbError, match="macros"):
        read(path)
