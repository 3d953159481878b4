"""What the quick reader takes on gives the same blocks as the full one; the rest it leaves alone."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.formats import docx as full
from bsb.formats import docx_plain
from bsb.formats.source import Source
from tests.formats.transcript_files import docx, p, r, w

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=12)
LOOKS = st.sampled_from(["", "<w:b/>", '<w:i/><w:sz w:val="24"/>', '<w:lang w:val="nb-NO"/>', "<w:vanish/>"])
LAYOUT = st.sampled_from(
    [
        "",
        '<w:spacing w:after="0"/>',
        '<w:pStyle w:val="Brødtekst"/><w:rPr><w:b/></w:rPr>',
        '<w:pStyle w:val="Overskrift1"/>',
        "<w:rPr><w:del/></w:rPr>",
    ]
)
ODD = st.sampled_from(
    [
        "<w:proofErr/>",
        '<w:bookmarkStart w:id="1" w:name="her"/>',
        "<w:r><w:tab/></w:r>",
        "<w:r><w:t>a</w:t><w:br/><w:t> b</w:t></w:r>",
        '<w:ins w:id="2"><w:r><w:t>ikke </w:t></w:r></w:ins>',
        '<w:del w:id="1"><w:r><w:delText>ikke</w:delText></w:r></w:del>',
    ]
)
RUNS = st.lists(st.one_of(st.builds(r, WORDS, LOOKS), ODD), max_size=4)
PARAGRAPHS = st.lists(st.builds(lambda inner, props: p(*inner, props=props), RUNS, LAYOUT), min_size=1, max_size=6)


def read(body: str, *, plain: bool) -> Source:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if not plain:
            patch.setattr(docx_plain, "paragraphs", lambda _data: None)
        return full.read(docx(Path(folder) / "a.docx", body))


@given(PARAGRAPHS)
def test_both_readers_give_the_same(paragraphs: list[str]) -> None:
    body = "".join(paragraphs)
    assert read(body, plain=True) == read(body, plain=False)


@given(
    st.lists(st.lists(st.builds(r, WORDS, LOOKS.filter(lambda looks: "vanish" not in looks)), max_size=3), max_size=4)
)
def test_plain_paragraphs_are_taken_on(paragraphs: list[list[str]]) -> None:
    body = "".join(p(*runs) for runs in paragraphs)
    data = w("document", f"<w:body>{body}<w:sectPr/></w:body>").encode()
    assert docx_plain.paragraphs(data) == [block.text for block in read(body, plain=False).blocks]


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>cut short</w:t></w:r>",
        "<w:p><w:r><w:t>two\nlines</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>&#65;</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>]]></w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a<!-- note --></w:t></w:r></w:p>",
        '<w:p xmlns:w="urn:other"><w:r><w:t>a</w:t></w:r></w:p>',
        "<w:p>loose<w:r><w:t>a</w:t></w:r></w:p>",
        "<w:tbl/>",
    ],
)
def test_what_is_not_plain_is_left_to_the_full_reader(body: str) -> None:
    assert docx_plain.paragraphs(w("document", f"<w:body>{body}</w:body>").encode()) is None


def test_another_encoding_is_left_to_the_full_reader() -> None:
    text = w("document", "<w:body><w:p><w:r><w:t>å</w:t></w:r></w:p></w:body>")
    assert docx_plain.paragraphs(text.encode("utf-16")) is None
    assert docx_plain.paragraphs(text.encode("cp1252")) is None
