"""All memos in one Word document, by what they are about."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
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
            {"name": texts[kind], "groups": list(_groups(list(group), texts, codings, names))}
            for kind, group in groupby(memos, key=lambda memo: memo.kind)
        ],
    }

    render(template, context, out, date=today, title=texts["title"], author=config.publisher, language=texts.language)


def _groups(
    memos: Sequence[Memo], texts: Texts, codings: Mapping[str, Coding], names: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    """Yield memos under headings: those on codings by interview, one that was set on several codings once."""
    if memos[0].kind != "coding":
        yield {"name": "", "memos": [_memo(memo, texts, names) for memo in memos]}
        return

    def interview(memo: Memo) -> str:
        coding = codings.get(memo.coding or "")
        return coding.interview if coding else texts["elsewhere"]

    for name, group in groupby(memos, key=interview):
        alike: dict[tuple[object, str], list[Memo]] = {}
        for memo in group:
            coding = codings.get(memo.coding or "")
            alike.setdefault((coding.turn if coding else memo.id, memo.text), []).append(memo)
        yield {"name": name, "memos": [_on_codings(own, texts, codings, names) for own in alike.values()]}


def _memo(memo: Memo, texts: Texts, names: Mapping[str, str]) -> dict[str, object]:
    about = names.get(memo.code or "", memo.about) if memo.kind == "code" else memo.about
    return {
        "heading": " – ".join(filter(None, (about, memo.title))) or texts["untitled"],
        "about": _about(memo, texts),
        "words": "",
        "lines": _lines(memo),
    }


def _on_codings(
    memos: Sequence[Memo], texts: Texts, codings: Mapping[str, Coding], names: Mapping[str, str]
) -> dict[str, object]:
    """Return what is printed of a memo that stands on these codings of one turn."""
    own = [coding for memo in memos if (coding := codings.get(memo.coding or ""))]
    about = list(dict.fromkeys(coding.code_name for coding in own))
    about = about or [names.get(memos[0].code or "", memos[0].code or "")]
    listed = f" {texts['and']} ".join(filter(None, (", ".join(about[:-1]), about[-1])))
    words = {coding.quote: mark_coding(coding) for coding in own}
    return {
        "heading": texts("place", turn=own[0].turn, codes=listed) if own else listed,
        "about": "; ".join(_about(memo, texts) for memo in memos),
        "words": "» … «".join(" ".join(each.split()) for each in words.values()),
        "lines": _lines(memos[0]),
    }


def _about(memo: Memo, texts: Texts) -> str:
    when = _day(memo.at, texts) if memo.at else ""
    changed = texts("edited", date=_day(memo.edited, texts)) if memo.edited else ""
    return " · ".join(filter(None, (memo.author, when, changed, memo.id)))


def _lines(memo: Memo) -> list[str]:
    return [line for line in memo.text.split("\n") if line.strip()]


def _day(at: str, texts: Texts) -> str:
    date = datetime.date.fromisoformat(at[:10])
    return texts.say.day(date)
