from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.formats.word_comments import Commented, Reply, read_commented
from tests.formats.transcript_files import p, pack, r, tbl, w

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_SPACES = f'xmlns:w14="{W14}" xmlns:w15="{W15}" '


def on(number: int, inner: str) -> str:
    mark = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>{mark}'


def said(number: int, *paragraphs: str, author: str = "KA", mark: str = "") -> str:
    own = f' w14:paraId="{mark}"' if mark else ""
    body = "".join(f"<w:p{own}>{r(text)}</w:p>" for text in paragraphs)
    return f'<w:comment w:id="{number}" w:author="{author}" w:initials="K">{body}</w:comment>'


def file(path: Path, body: str, comments: str = "", extended: str = "") -> Commented:
    members: dict[str, str | bytes] = {"word/document.xml": w("document", f"<w:body>{body}</w:body>")}
    if comments:
        members["word/comments.xml"] = w("comments", comments).replace("xmlns:w=", f"{_SPACES}xmlns:w=", 1)
    if extended:
        members["word/commentsExtended.xml"] = f'<w15:commentsEx xmlns:w15="{W15}">{extended}</w15:commentsEx>'
    return read_commented(pack(path, members))


def words(found: Commented) -> list[str | None]:
    return [None if c.start is None else found.text[c.start : c.end] for c in found.comments]


def test_comments_that_overlap_cross_paragraphs_and_stand_in_tables(tmp_path: Path) -> None:
    body = p("Hei ", '<w:commentRangeStart w:id="0"/>', "på ", on(1, r("deg"))) + p(
        "og", '<w:commentRangeEnd w:id="0"/>', "så"
    )
    body += tbl(("B1", "her")).replace(r("her"), on(2, r("her")))
    found = file(tmp_path / "a.docx", body, said(0, "A") + said(1, "B", "b") + said(2, "C"))
    assert words(found) == ["på deg\nog", "deg", "her"]
    assert [c.paragraphs for c in found.comments] == [("A",), ("B", "b"), ("C",)]


def test_replies_and_ticks_are_read_as_word_and_libreoffice_write_them(tmp_path: Path) -> None:
    comments = said(0, "Bolig -", mark="0000000A") + said(1, "enig", author="TL", mark="0000000B")
    comments += said(2, "til slutt", mark="0000000C")
    extended = '<w15:commentEx w15:paraId="0000000A" w15:done="1"/>'
    extended += '<w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A" w15:done="0"/>'
    extended += '<w15:commentEx w15:paraId="0000000C" w15:paraIdParent="0000000b" w15:done="0"/>'
    found = file(tmp_path / "a.docx", p(on(0, r("leie"))), comments, extended)
    (comment,) = found.comments
    assert comment.resolved
    assert comment.replies == (Reply("TL", "enig"), Reply("KA", "til slutt"))


def test_replies_in_a_circle_stand_alone(tmp_path: Path) -> None:
    comments = said(0, "A", mark="0000000A") + said(1, "B", mark="0000000B")
    extended = '<w15:commentEx w15:paraId="0000000A" w15:paraIdParent="0000000B"/>'
    extended += '<w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A"/>'
    assert len(file(tmp_path / "a.docx", p("x"), comments, extended).comments) == 2


def test_a_comment_without_marked_words_is_a_point_and_one_without_a_place_is_none(tmp_path: Path) -> None:
    body = p("Hei", '<w:r><w:commentReference w:id="0"/></w:r>', " du")
    found = file(tmp_path / "a.docx", body, said(0, "Bolig") + said(1, "Bolig"))
    assert [(c.start, c.end) for c in found.comments] == [(3, 3), (None, 0)]


def test_tracked_changes_are_told_apart_from_the_words(tmp_path: Path) -> None:
    gone = "<w:del><w:r><w:delText>ikke </w:delText></w:r></w:del>"
    new = f"<w:ins>{r('aldri ')}</w:ins>"
    body = p("Vi har ", gone, new, on(0, r("noe"))) + p("Nytt", props="<w:rPr><w:ins/></w:rPr>") + p("siste")
    found = file(tmp_path / "a.docx", body, said(0, "A"))
    assert found.text == "Vi har ikke aldri noe\nNytt\nsiste"
    assert "".join(found.text[a:b] for a, b in found.untracked()) == "Vi har ikke noe\nNyttsiste"
    assert words(found) == ["noe"]


def test_what_a_comment_lost_by_a_tracked_change_is_left_out_and_line_breaks_stay(tmp_path: Path) -> None:
    inner = (
        "<w:p>"
        + r("Bolig")
        + "<w:del><w:r><w:delText> +</w:delText></w:r></w:del><w:r><w:br/><w:t>her</w:t></w:r></w:p>"
    )
    found = file(tmp_path / "a.docx", p(on(0, r("x"))), f'<w:comment w:id="0" w:author=" K  A ">{inner}</w:comment>')
    assert (found.comments[0].paragraphs, found.comments[0].author) == (("Bolig\nher",), "K A")


def test_bookmarks_by_name(tmp_path: Path) -> None:
    marked = '<w:bookmarkStart w:id="7" w:name="bsb_replikk_1"/>' + r("Hei") + '<w:bookmarkEnd w:id="7"/>'
    found = file(tmp_path / "a.docx", p("før") + p(marked, " etter"))
    assert {name: found.text[a:b] for name, (a, b) in found.bookmarks.items()} == {"bsb_replikk_1": "Hei"}


@pytest.mark.parametrize(
    "members",
    [
        {"word/document.xml": "<w:document"},
        {"other.xml": "<a/>"},
        {"word/document.xml": w("document", ""), "word/comments.xml": "<!DOCTYPE a><a/>"},
        {"word/document.xml": w("document", ""), "docProps/custom.xml": "<Properties"},
        {"word/document.xml": w("document", ""), "word/vbaProject.bin": "x"},
        {"word/document.xml": w("document", "<w:p>" * 400 + "</w:p>" * 400)},
    ],
)
def test_hostile_and_broken_files_are_refused(tmp_path: Path, members: dict[str, str | bytes]) -> None:
    with pytest.raises(BsbError):
        read_commented(pack(tmp_path / "a.docx", members))


def test_a_file_cut_short_at_any_place_is_refused_or_read(tmp_path: Path) -> None:
    whole = tmp_path / "a.docx"
    file(whole, p(on(0, r("leie"))), said(0, "Bolig -"))
    data = whole.read_bytes()
    for at in range(1, len(data), 97):
        part = tmp_path / "b.docx"
        part.write_bytes(data[:at])
        with pytest.raises(BsbError):
            read_commented(part)


def test_comments_over_far_more_than_a_transcript_are_refused(tmp_path: Path) -> None:
    marks = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(50))
    ends = "".join(f'<w:commentRangeEnd w:id="{n}"/>' for n in range(50))
    body = p(marks, "x" * 500_000, ends)
    with pytest.raises(BsbError):
        file(tmp_path / "a.docx", body, "".join(said(n, "Bolig") for n in range(50)))
