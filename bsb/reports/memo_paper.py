"""All memos in one Word document, by what they are about."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.coding.codings import Coding
from bsb.coding.memos import Memo
from bsb.config import Config
from bsb.errors import BsbError
from bsb.formats.texts import Texts
from bsb.formats.word_template import render
from bsb.i18n import gettext as _
from bsb.reports.source_marks import mark_coding

if TYPE_CHECKING:
    pass

TEMPLATE, FILE = "notater.docx", "notater.yaml"


def write_memos(
    memos: Sequence[Memo],
    config: Config,
    texts: Texts,
    out: Path,
    *,
    codings: Mapping[str, Coding],
    names: Mapping[str, str],
    template: Path,
    today: datetime.date,
) -> None:
    """Write memos as a Word document in the project's language: what each is about, who wrote it and when.

    ``codings`` are those the memos are about, by their short ids, ``names`` the codes' names by key. The same memos
    and day give the same bytes.

    Raises BsbError, with nothing written, if there are no memos or the template cannot be filled in.
    """
    if not memos:
        raise BsbError(_("There are no memos to write."), _("Write one: bsb memo add TEXT"))
    context: dict[str, object] = {
        "title": texts["title"],
        "header": texts["header"],
        "page": texts["page"],
        "of": texts["of"],
        "project": config.name,
        "date": _day(today.isoformat(), texts),
        "number": texts["one"] if len(memos) == 1 else texts("many", n=len(memos)),
        "example": texts["example"] if config.example else "",
        "lead": texts["lead"],
        "kinds": [
            {"name": texts[kind], "memos": [_memo(memo, texts, codings, names) for memo in group]}
            for kind, group in groupby(memos, key=lambda memo: memo.kind)
        ],
    }

    render(template, context, out, date=today, title=texts["title"], author=config.publisher, language=texts.language)


def _memo(memo: Memo, texts: Texts, codings: Mapping[str, Coding], names: Mapping[str, str]) -> dict[str, object]:
    coding = codings.get(memo.coding or "")
    about = memo.about
    if memo.kind == "code":
        about = names.get(memo.code or "", about)
    elif coding:
        about = texts("place", code=coding.code_name, interview=coding.interview, turn=coding.turn)
    elif memo.kind == "coding":
        about = texts("unplaced", code=names.get(memo.code or "", memo.code or ""))
    when = _day(memo.at, texts) if memo.at else ""
    changed = texts("edited", date=_day(memo.edited, texts)) if memo.edited else ""
    heading = " – ".join(filter(None, (about, memo.title))) or texts["untitled"]
    return {
        "heading": heading,
        "about": " · ".join(filter(None, (memo.author, when, changed, memo.id))),
        "words": " ".join(mark_coding(coding).split()) if coding else "",
        "lines": [line for line in memo.text.split("\n") if line.strip()],
    }


def _day(at: str, texts: Texts) -> str:
    date = datetime.date.fromisoformat(at[:10])
    return texts.say.day(date)
