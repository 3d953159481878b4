"""The interview kit: what two peer interviewers print and carry to one interview (Word, A4)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.word_template import render
from bsb.guide.compose import for_services
from bsb.guide.factors import Factor
from bsb.guide.model import Guide, content_hash, guide_text
from bsb.guide.timeplan import Slot, clock, show, time_plan
from bsb.i18n import gettext as _
from bsb.reports.norwegian import day
from bsb.text.lix import lix

TEMPLATE = "intervjupakke.docx"
MOST_SEATS = 12
_BLANK = "_" * 24


@dataclass(frozen=True, slots=True)
class KitReport:
    """What was written. ``lix`` is of what participants read or hear (guide, words to say); under 40 is easy.

    ``pages_hint`` is how many pages to expect, ``guide_hash`` the version of the guide that the kit was made from
    (before topics were chosen), ``spare_minutes`` the time that no chosen topic takes.
    """

    path: Path
    pages_hint: int
    lix: float
    guide_hash: str
    topics: int
    spare_minutes: int


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
    seats: int = 6,
    factors: Sequence[Factor],
    template: Path,
    today: datetime.date,
) -> KitReport:
    """Write the kit for one interview as a Word document.

    ``services`` are keys of the services the group knows (none = all topics); ``service_names`` gives the names
    people read for them, and the keys that are known. ``date`` is shown in words if it is written 2026-03-04.
    ``seats`` is how many participants are expected. The same arguments give the same bytes.

    Raises BsbError, with nothing written, for a start that is no time, a service nobody knows, topics that need
    more time than there is, a number of seats that makes no group, or a template that cannot be filled in.
    """
    if not 1 <= seats <= MOST_SEATS:
        raise BsbError(
            _("A kit is made for 1 to {most} participants, not {n}.").format(most=MOST_SEATS, n=seats),
            _("Split a large group in two."),
        )
    names = dict(service_names or {})
    chosen = for_services(guide, services, known=names)
    plan = time_plan(chosen, start)
    cards = _cards(chosen, plan)
    version = content_hash(guide)
    begin, end = clock(start), clock(plan[-1].end)
    context = {
        "interview": interview,
        "district": district,
        "date": _in_words(date) if date else _BLANK,
        "start": show(begin),
        "end": show(end),
        "facilitators": facilitators or _BLANK,
        "contact": contact or _BLANK,
        "services": ", ".join(names.get(key, key) for key in services) or "Alle",
        "guide": {"name": guide.name, "version": version[:8]},
        "prepare": f"{show(begin - 30)}–{show(begin - 15)}",
        "arrive": f"{show(begin - 15)}–{show(begin)}",
        "stay": f"{show(end)}–{show(end + 30)}",
        "intro": chosen.intro.split("\n"),
        "consent": list(chosen.consent),
        "closing": chosen.closing.split("\n"),
        "plan": _rows(plan),
        "topics": cards,
        "factors": [{"name": f.name, "sign": f.sign, "say": f.say, "prevent": f.prevent} for f in factors],
        "seats": [*(f"B{n}" for n in range(1, seats + 1)), "I1", "I2"],
        "slips": _slips(seats),
    }
    render(template, context, out, date=today, title=f"Intervjupakke {interview}", author="")
    heard = "\n".join([guide_text(chosen), *(factor.say for factor in factors)])
    return KitReport(
        path=out,
        pages_hint=_pages(len(cards), len(factors), seats),
        lix=round(lix(heard) or 0.0, 1),
        guide_hash=version,
        topics=len(cards),
        spare_minutes=chosen.spare_minutes,
    )


def _pages(cards: int, factors: int, seats: int) -> int:
    """Pages to expect: eight sheets of one page, slips (6 a page), cards, factors (3), notes (7 topics, then 8)."""
    return 8 + -(-seats // 6) + cards + -(-factors // 3) + 1 + max(0, -(-(cards - 7) // 8))


def _rows(plan: Sequence[Slot]) -> list[dict[str, Any]]:
    rows = []
    number = 0
    for slot in plan:
        number += slot.topic is not None
        rows.append(
            {
                "times": slot.times,
                "minutes": slot.minutes,
                "is_topic": slot.topic is not None,
                "is_break": slot.kind == "break",
                "number": number,
                "name": slot.topic.name if slot.topic else "",
            }
        )
    return rows


def _cards(guide: Guide, plan: Sequence[Slot]) -> list[dict[str, Any]]:
    cards: list[dict[str, Any]] = []
    for place, slot in enumerate(plan):
        if slot.topic is None:
            continue
        topic = slot.topic
        cards.append(
            {
                "number": len(cards) + 1,
                "name": topic.name,
                "purpose": topic.purpose,
                "minutes": slot.minutes,
                "times": slot.times,
                "questions": [{"ask": q.ask, "probes": list(q.probes)} for q in topic.questions],
                "words": [{"word": word, "meaning": meaning} for word, meaning in topic.words],
                "next": _what_follows(plan[place + 1 :]),
            }
        )
    return cards


def _what_follows(rest: Sequence[Slot]) -> str:
    """What stands at the foot of a card: the break or the time to spare that comes after it, in Norwegian."""
    if not rest:
        return "avslutningsordene."
    parts = []
    for slot in rest:
        if slot.topic is not None:
            break
        parts.append(f"pause {slot.times}" if slot.kind == "break" else f"ekstra tid {slot.times}")
    return " og så ".join(parts) + "." if parts else ""


def _slips(seats: int) -> list[list[str]]:
    labels = [f"B{n}" for n in range(1, seats + 1)]
    return [list(pair) for pair in zip_longest(labels[::2], labels[1::2], fillvalue="")]


def _in_words(date: str) -> str:
    try:
        return day(datetime.date.fromisoformat(date))
    except ValueError:
        return date
