"""The slides of a dialogue conference: how it was done, findings, quotes in large type, questions, what is next."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.corpus.conferences import Conference
from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.finding import Finding
from bsb.dialogue.group_sheet import Group
from bsb.dialogue.quotes import Picked
from bsb.formats.bookmarks import unmarked
from bsb.formats.slide_file import FRONT, POINTS, QUOTE, Slide, write_slides
from bsb.formats.texts import Texts
from bsb.reports.counted import Counted
from bsb.reports.group_talk import questions_of, theme_keys, topics
from bsb.reports.process import Material, Spoken, next_conference, of_district
from bsb.reports.process_themes import VALENCES, Theme
from bsb.reports.source_marks import mark_finding, mark_quote, mark_summary
from bsb.text.language import sentence
from bsb.text.lix import lix

TEMPLATE = "lysark.pptx"
#: Size in points of a quote of up to so many characters; a longer one is not shown.
SIZES = ((150, 36), (260, 32), (400, 28))
_FINDINGS = 3  # on one slide
_MOST_THEMES = 4  # where there are no findings


@dataclass(frozen=True, slots=True)
class SlidesReport:
    """What was written. ``lix`` is of what stands on the slides; ``chosen`` are the approved quotes among it."""

    path: Path
    slides: int
    quotes: int
    lix: float | None
    chosen: tuple[Quote, ...]


def write_deck(
    material: Material,
    spoken: Spoken,
    conference: Conference,
    groups: Sequence[Group],
    out: Path,
    *,
    texts: Texts,
    template: Path,
    today: datetime.date,
) -> SlidesReport:
    """Write the slides of a conference as a .pptx file; the same material and day give the same bytes.

    Raises BsbError for a template that cannot be filled in, or if it cannot be written there.
    """
    shown = [theme for theme in _themes(spoken, groups) if theme]
    counted = of_district(spoken, next_conference(material.conferences, spoken.name, today), today)
    slides = [
        *_opening(material, spoken, conference, groups, texts, shown, counted),
        *_middle(spoken, groups, shown, texts, counted),
        *_closing(material, groups, texts),
    ]
    title = f"{texts['slides-title']} – {conference.district}"
    author = material.config.publisher
    write_slides(out, slides, template=template, date=today, title=title, language=texts.language, author=author)
    quotes = [quote for theme in shown for quote in _quotes(theme)]
    places = {(q.interview, q.start, q.end) for q in quotes}
    chosen = [q for theme in shown for q in theme.chosen]
    read = unmarked("\n".join("\n".join((slide.title, *slide.lines)) for slide in slides))
    return SlidesReport(
        path=out,
        slides=len(slides),
        quotes=len(quotes),
        lix=lix(read),
        chosen=tuple(q for q in chosen if (q.passage.interview, q.passage.start, q.passage.end) in places),
    )


def _themes(spoken: Spoken, groups: Sequence[Group]) -> list[Theme]:
    """The themes of what the groups discuss, in their order; without findings, those most people spoke of."""
    own = {theme.line.key: theme for theme in spoken.themes}
    keys = dict.fromkeys(key for group in groups for key in theme_keys(group))
    return [own[key] for key in keys if key in own] or list(spoken.themes[:_MOST_THEMES])


def _opening(
    material: Material,
    spoken: Spoken,
    conference: Conference,
    groups: Sequence[Group],
    texts: Texts,
    shown: Sequence[Theme],
    counted: Counted,
) -> Iterator[Slide]:
    held = texts.say.weekday(datetime.date.fromisoformat(conference.held_on))
    lines = [texts("slides-under", district=conference.district)]
    lines.append(", ".join(filter(None, (held, conference.place))))
    if material.config.example:
        lines.append(texts["example"])
    yield Slide(FRONT, texts["slides-title"], tuple(lines))
    facts = {name: counted.mark(name) for name in ("interviews", "participants", "readers")}
    points = tuple(texts.lines("slides-done-points", **facts))
    yield Slide(POINTS, texts["slides-done"], points, texts["slides-done-notes"])
    subjects = tuple(topics(groups)) or tuple(theme.line.label for theme in shown)
    yield Slide(POINTS, texts["slides-themes"], subjects, texts["slides-themes-notes"])


def _middle(
    spoken: Spoken, groups: Sequence[Group], shown: Sequence[Theme], texts: Texts, counted: Counted
) -> Iterator[Slide]:
    """Theme by theme: its findings or main points, then its quotes; findings without a theme that was coded last."""
    left = {finding.id: finding for group in groups for finding in group.findings}
    boxes = {quote: box.number for theme in spoken.themes for box in theme.boxes for quote in box.quotes}
    for theme in shown:
        own = [left.pop(i) for i in list(left) if left[i].themes[:1] == (theme.line.key,)]
        yield from _findings(theme.line.label, own, texts)
        if not own and theme.points:
            point = mark_summary(theme.summary) if theme.summary else counted.mark(theme.line.key, "told")
            yield Slide(POINTS, theme.line.label, (point,))
        for quote in _quotes(theme):
            source = spoken.texts("turn", source=spoken.sources[quote.interview], turn=quote.turn)
            box = texts("slides-box", number=boxes[quote]) if quote in boxes else ""
            notes = texts("slides-quote-notes", source=source, box=box).strip()
            title = f"{theme.line.label}: {spoken.texts[f'label_{quote.valence}'].lower()}"
            words = texts.say.quoted(mark_quote(quote, theme.codings, read=True))
            yield Slide(QUOTE, title, (words,), notes, _size(quote.printed))
    for group in groups:
        own = [left.pop(finding.id) for finding in group.findings if finding.id in left]
        yield from _findings(group.topic or group.name, own, texts)


def _findings(title: str, own: Sequence[Finding], texts: Texts) -> Iterator[Slide]:
    parts = [own[at : at + _FINDINGS] for at in range(0, len(own), _FINDINGS)]
    for number, part in enumerate(parts, 1):
        head = texts("slides-part", title=title, n=number, all=len(parts)) if len(parts) > 1 else title
        lines = (
            texts("slides-finding", kind=sentence(texts[f"kind-{each.kind}"]), statement=mark_finding(each))
            for each in part
        )
        refs = ", ".join(each.ref for each in part)
        size = 36 if len(part) == 1 else 32
        yield Slide(POINTS, head, tuple(lines), texts("slides-finding-notes", refs=f"({refs})"), size)


def _quotes(theme: Theme) -> list[Picked]:
    """One quote of each kind that fits on a slide, those that people approved first."""
    found = []
    for valence in VALENCES:
        fits = [quote for quote in theme.picked if quote.valence == valence and _size(quote.printed)]
        found += fits[:1]
    return found


def _size(text: str) -> int:
    return next((points for most, points in SIZES if len(text) <= most), 0)


def _closing(material: Material, groups: Sequence[Group], texts: Texts) -> Iterator[Slide]:
    for group in groups:
        asked = questions_of(group, material.questions, texts["last-question"])
        title = texts("slides-group", group=group.name, topic=group.topic) if group.topic else group.name
        yield Slide(POINTS, title, asked, texts["slides-group-notes"])
    contact = material.config.contact
    notes = texts("slides-next-notes", contact=contact) if contact else ""
    yield Slide(POINTS, texts["slides-next"], tuple(texts.lines("slides-next-points")), notes)
    yield Slide(FRONT, texts["thanks"], (material.config.name,))
