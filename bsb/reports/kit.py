"""The interview kit: what peer interviewers print and carry to one interview (Word, A4), in the guide's language."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.errors import BsbError
from bsb.formats.word_template import render
from bsb.guide.compose import for_services
from bsb.guide.factors import Factor
from bsb.guide.model import Guide, content_hash
from bsb.guide.timeplan import Slot, clock, show, time_plan
from bsb.i18n import gettext as _
from bsb.reports.kit_reading import Sheet, participants_sheets, whole
from bsb.text.language import language_of, sentence

if TYPE_CHECKING:
    from docx.document import Document

#: The template for each language that guides are written in.
TEMPLATES = {
    "nb": "intervjupakke.docx",
    "nn": "intervjupakke-nynorsk.docx",
    "en": "intervjupakke-english.docx",
}
_TITLES = {"nb": "Intervjupakke", "nn": "Intervjupakke", "en": "Interview kit"}
_ABOUT = {"nb": "hjelpen du får", "nn": "hjelpa du får", "en": "the help you get"}
MOST_SEATS = 12
#: Words that only several are spoken to with; English has few.
_SEVERAL = re.compile(r"\b(?:dere|dykk|velkomne|yourselves|all of you)\b", re.IGNORECASE)
_BLANK = "_" * 24


@dataclass(frozen=True, slots=True)
class KitReport:
    """What was written. ``lix`` is of all that participants read or hear, ``sheets`` of each sheet; under 40 is easy.

    ``pages_hint`` is how many pages to expect, ``guide_hash`` the version of the guide that the kit was made from
    (before topics were chosen), ``spare_minutes`` the time that no chosen topic takes. ``speaks_to_a_group``: the
    kit is for one person, and the guide's opening or closing words are for several; ``language`` is the guide's.
    ``guide_changed``: the interview had another version, which is gone.
    """

    path: Path
    pages_hint: int
    lix: float
    sheets: tuple[Sheet, ...]
    guide_hash: str
    topics: int
    spare_minutes: int
    language: str
    speaks_to_a_group: bool = False
    guide_changed: bool = False


def write_kit(
    guide: Guide,
    out: Path,
    *,
    interview: str,
    district: str,
    date: str | None,
    start: str = "18:00",
    services: Sequence[str] = (),
    service_names: Mapping[str, str] | None = None,
    contact: str = "",
    facilitators: str = "",
    place: str = "",
    seats: int = 6,
    group: bool = True,
    large_print: bool = False,
    factors: Sequence[Factor],
    template: Path,
    today: datetime.date,
) -> KitReport:
    """Write the kit for one interview as a Word document.

    ``services`` are keys of the services the group knows (none = all topics); ``service_names`` gives the names
    people read for them, and the keys that are known. ``date`` is shown in words if it is written 2026-03-04.
    ``seats`` is how many participants are expected; without ``group`` the kit is for one person. ``large_print``
    makes all type larger. The same arguments give the same bytes.

    Raises BsbError, with nothing written, for a start that is no time, a service nobody knows, topics that need
    more time than there is, a number of seats that makes no group, or a template that cannot be filled in.
    """
    if not 1 <= seats <= MOST_SEATS:
        raise BsbError(
            _("A kit is made for 1 to {most} participants, not {n}.").format(most=MOST_SEATS, n=seats),
            _("Split a large group in two."),
        )
    seats = seats if group else 1
    names = dict(service_names or {})
    chosen = for_services(guide, services, known=names)
    plan = time_plan(chosen, start)
    wanted = [factor for factor in factors if group or not factor.group]
    version = content_hash(guide)
    context = {
        "interview": interview,
        "district": district,
        "date": _in_words(date, guide.language) if date else _BLANK,
        "facilitators": facilitators or _BLANK,
        "contact": contact or _BLANK,
        "place": sentence(place) or _BLANK,
        "services": ", ".join(names.get(key, key) for key in services),
        "about": chosen.about or _ABOUT[guide.language],
        "group": group,
        "several": (several := bool(_SEVERAL.search(f"{chosen.intro} {chosen.closing}"))),
        "guide": {"name": guide.name, "version": version[:8]},
        **_times(plan, start, guide.language),
        "intro": chosen.intro.split("\n"),
        "consent": list(chosen.consent),
        "closing": chosen.closing.split("\n"),
        "plan": _rows(plan, guide.language),
        "topics": (cards := _cards(plan, guide.language)),
        "factors": [_factor(factor, group) for factor in wanted],
        "seats": [*(f"B{n}" for n in range(1, seats + 1)), "I1", "I2"],
        "slips": _slips(seats),
    }
    sheets: list[Sheet] = []

    def finish(document: Document) -> None:
        sheets.extend(participants_sheets(document))
        if large_print:
            from bsb.reports.kit_large import enlarge

            enlarge(document)

    title = f"{_TITLES[guide.language]} {interview}"
    render(template, context, out, date=today, title=title, author="", language=guide.language, finish=finish)
    return KitReport(
        path=out,
        pages_hint=_pages(len(cards), len(wanted), seats, group=group, large=large_print),
        lix=whole(sheets),
        sheets=tuple(sheets),
        guide_hash=version,
        topics=len(cards),
        spare_minutes=chosen.spare_minutes,
        language=guide.language,
        speaks_to_a_group=several and not group,
    )


def _pages(cards: int, factors: int, seats: int, *, group: bool, large: bool) -> int:
    """Pages to expect: sheets of one page, slips (6 a page), cards, factors (3 a page), notes (8 topics)."""
    normal = (9 if group else 8) + -(-seats // 6) + cards + -(-factors // 3) + -(-cards // 8)
    return round(1.3 * normal) if large else normal


def _times(plan: Sequence[Slot], start: str, language: str) -> dict[str, str]:
    begin, end = clock(start), clock(plan[-1].end)
    found = {
        "start": show(begin),
        "end": show(end),
        "prepare": f"{show(begin - 30)}–{show(begin - 15)}",
        "arrive": f"{show(begin - 15)}–{show(begin)}",
        "stay": f"{show(end)}–{show(end + 30)}",
    }
    return {name: _on_the_clock(times, language) for name, times in found.items()}


def _on_the_clock(times: str, language: str) -> str:
    return times.replace(".", ":") if language == "en" else times


def _rows(plan: Sequence[Slot], language: str) -> list[dict[str, Any]]:
    rows = []
    number = 0
    for slot in plan:
        number += slot.topic is not None
        rows.append(
            {
                "times": _on_the_clock(slot.times, language),
                "minutes": slot.minutes,
                "is_topic": slot.topic is not None,
                "is_break": slot.kind == "break",
                "number": number,
                "name": slot.topic.name if slot.topic else "",
            }
        )
    return rows


def _cards(plan: Sequence[Slot], language: str) -> list[dict[str, Any]]:
    cards: list[dict[str, Any]] = []
    for at, slot in enumerate(plan):
        if slot.topic is None:
            continue
        topic = slot.topic
        cards.append(
            {
                "number": len(cards) + 1,
                "name": topic.name,
                "purpose": topic.purpose,
                "minutes": slot.minutes,
                "times": _on_the_clock(slot.times, language),
                "questions": [{"ask": q.ask, "probes": list(q.probes)} for q in topic.questions],
                "words": [{"word": word, "meaning": meaning} for word, meaning in topic.words],
                "next": _what_follows(plan[at + 1 :], language),
            }
        )
    return cards


def _what_follows(rest: Sequence[Slot], language: str) -> list[dict[str, Any]]:
    """What stands at the foot of a card: the break and the time to spare that come after it, or the closing words."""
    if not rest:
        return [{"is_break": False, "is_spare": False, "times": ""}]
    found = []
    for slot in rest:
        if slot.topic is not None:
            break
        times = _on_the_clock(slot.times, language)
        found.append({"is_break": slot.kind == "break", "is_spare": slot.kind == "spare", "times": times})
    return found


def _factor(factor: Factor, group: bool) -> dict[str, str]:
    if group:
        return {"name": factor.name, "sign": factor.sign, "say": factor.say, "prevent": factor.prevent}
    return {
        "name": factor.name,
        "sign": factor.sign_to_one or factor.sign,
        "say": factor.say_to_one or factor.say,
        "prevent": factor.prevent_to_one or factor.prevent,
    }


def _slips(seats: int) -> list[list[str]]:
    labels = [f"B{n}" for n in range(1, seats + 1)]
    return [list(pair) for pair in zip_longest(labels[::2], labels[1::2], fillvalue="")]


def _in_words(date: str, language: str) -> str:
    try:
        found = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return sentence(language_of(language).weekday(found))
