"""What a person does to an exported file in Word, done to its XML."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def comment(path: Path, words: str, text: str, *, author: str = "KA", to: str = "") -> None:
    """Write a comment on words, or from the first words to the last (``to``) in a later paragraph."""
    document = Document(str(path))
    first = _runs(document, words)
    last = _runs(document, to) if to else first
    document.add_comment([first[0], last[-1]], text=text, author=author, initials=author[:2])
    document.save(str(path))


def comments(path: Path) -> list[str]:
    return [each.text for each in Document(str(path)).comments]


def change(path: Path, old: str, new: str) -> None:
    """Write another text into a comment."""
    document = Document(str(path))
    found = next(each for each in document.comments if each.text == old)
    for paragraph in found.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    for run in found.paragraphs[0].runs[1:]:
        run._r.getparent().remove(run._r)
    found.paragraphs[0].runs[-1].text = new
    document.save(str(path))


def delete(path: Path, text: str) -> None:
    """Take a comment away."""
    document = Document(str(path))
    found = next(each for each in document.comments if each.text == text)
    number = str(found.comment_id)
    found._comment_elm.getparent().remove(found._comment_elm)
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in list(document.element.iter(qn(f"w:{tag}"))):
            if mark.get(qn("w:id")) == number:
                mark.getparent().remove(mark)
    document.save(str(path))


def retype(path: Path, old: str, new: str, *, tracked: bool = False) -> None:
    """Change words of the text (of one run, if tracked)."""
    document = Document(str(path))
    run, *more = _runs(document, old)
    for other in more:
        other._r.getparent().remove(other._r)
    if not tracked:
        run.text = new
    else:
        gone, added = OxmlElement("w:del"), OxmlElement("w:ins")
        run._r.addprevious(gone)
        run._r.addprevious(added)
        fresh = copy.deepcopy(run._r)
        gone.append(run._r)
        for text in run._r.iter(qn("w:t")):
            text.tag = qn("w:delText")
        added.append(fresh)
        Run(fresh, run._parent).text = new
    document.save(str(path))


def move_turn(path: Path, number: int, *, after: int) -> None:
    """Cut a turn out and paste it behind another."""
    document = Document(str(path))
    found = {int(mark.get(qn("w:name")).rpartition("_")[2]): mark.getparent() for mark in _bookmarks(document)}
    found[after].addnext(found[number])
    document.save(str(path))


def delete_turn(path: Path, number: int) -> None:
    document = Document(str(path))
    mark = next(m for m in _bookmarks(document) if m.get(qn("w:name")).endswith(f"_{number}"))
    paragraph = mark.getparent()
    paragraph.getparent().remove(paragraph)
    document.save(str(path))


def drop_bookmarks(path: Path) -> None:
    document = Document(str(path))
    for mark in list(_bookmarks(document)):
        mark.getparent().remove(mark)
    document.save(str(path))


def _bookmarks(document: Any) -> list[Any]:
    marks = document.element.iter(qn("w:bookmarkStart"))
    return [mark for mark in marks if mark.get(qn("w:name")).startswith("bsb_replikk_")]


def _runs(document: Any, words: str) -> list[Run]:
    """Return the runs that hold just these words of one paragraph, splitting those that hold more."""
    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document)

        def runs(paragraph: Paragraph = paragraph) -> list[Run]:
            found = paragraph._p.iter(qn("w:r"))
            return [Run(each, paragraph) for each in found if not each.getparent().tag.endswith("}del")]

        at = "".join(run.text for run in runs()).find(words)
        if at < 0:
            continue
        for border in (at, at + len(words)):
            low = 0
            for run in runs():
                if low < border < low + len(run.text):
                    rest = copy.deepcopy(run._r)
                    run._r.addnext(rest)
                    Run(rest, paragraph).text = run.text[border - low :]
                    run.text = run.text[: border - low]
                    break
                low += len(run.text)
        found, low = [], 0
        for run in runs():
            if run.text and at <= low < at + len(words):
                found.append(run)
            low += len(run.text)
        return found
    raise AssertionError(f"no paragraph holds {words!r}")


def reply(path: Path, answers: dict[str, str], *, author: str = "KA") -> None:
    """Answer comments (by their texts), as Word writes it: with commentsExtended.xml beside the comments."""
    import zipfile

    from lxml import etree

    w14, w15 = (f"http://schemas.microsoft.com/office/word/20{year}/wordml" for year in ("10", "12"))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(members["word/comments.xml"])
    rows = []
    for number, each in enumerate(root):
        last = each.findall(qn("w:p"))[-1]
        last.set(f"{{{w14}}}paraId", f"{number + 1:08X}")
        rows.append(f'<w15:commentEx w15:paraId="{number + 1:08X}" w15:done="0"/>')
    words = ["\n".join("".join(p.itertext()) for p in each.findall(qn("w:p"))) for each in root]
    for number, (to, text) in enumerate(answers.items(), 240):
        parent = f"{words.index(to) + 1:08X}"
        answer = etree.SubElement(root, qn("w:comment"), {qn("w:id"): str(number), qn("w:author"): author})
        paragraph = etree.SubElement(answer, qn("w:p"), {f"{{{w14}}}paraId": f"{number:08X}"})
        etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t")).text = text
        rows.append(f'<w15:commentEx w15:paraId="{number:08X}" w15:paraIdParent="{parent}" w15:done="0"/>')
    members["word/comments.xml"] = etree.tostring(root)
    members["word/commentsExtended.xml"] = (
        f'<w15:commentsEx xmlns:w15="{w15}">{"".join(rows)}</w15:commentsEx>'.encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
