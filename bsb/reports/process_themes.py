"""The themes of a process document: order, main points, numbered quote boxes, questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bsb.analysis.matrix import Cell, Line
from bsb.coding.codings import Coding
from bsb.coding.summaries import Summary
from bsb.corpus.keydoc_codings import DocCoding
from bsb.dialogue.chosen_quotes import Quote
from bsb.dialogue.quotes import Passage, Picked, passages, pick
from bsb.formats.texts import Texts
from bsb.i18n import speaking
from bsb.reports.counted import Counted
from bsb.reports.open_questions import OpenQuestions
from bsb.reports.source_marks import mark_plan, mark_quote, mark_summary
from bsb.reports.voices import count_voices, told

#: What quotes in one box have in common, in the order of boxes.
VALENCES = ("positive", "critical", "mixed")
#: Passages of plans under a theme; more would drown what people said.
PLANS_EACH = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A quote box: its number in the document, the valence of all its quotes, and these."""

    number: int
    valence: str
    quotes: tuple[Picked, ...]


@dataclass(slots=True)
class Theme:
    """One theme's part of the document. ``missing`` are sentences in place of a box that is not there.

    ``told`` says how many spoke of it, ``summary`` is what people wrote instead. ``picked`` are all its quotes,
    ``chosen`` those among them that people approved.
    """

    line: Line
    cell: Cell
    codings: list[Coding]
    told: str
    summary: Summary | None = None
    picked: list[Picked] = field(default_factory=list)
    chosen: list[Quote] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def points(self) -> list[str]:
        """What is said of it: the summary, else how many spoke of it, unless only one did."""
        if self.summary:
            return [self.summary.text]
        return [] if self.cell.single_voice else [self.told]

    @property
    def warning(self) -> str:
        """What is said where only one spoke of it."""
        return self.told if self.cell.single_voice else ""


def build_themes(
    lines: Sequence[Line],
    cells: Mapping[str, Cell],
    codings: Sequence[Coding],
    summaries: Mapping[str, Summary],
    *,
    interviews: int,
    quotes: int,
    chosen: Sequence[Quote] = (),
    texts: Texts,
) -> list[Theme]:
    """Return the themes that have material, those most people spoke of first, with their boxes numbered.

    ``cells`` are the district's counts by theme, ``quotes`` how many of each valence a theme is to have. Those that
    people approved among ``chosen`` come first, all of them; what they rejected is not taken. ``texts`` are the words
    of the process document.
    """
    themes = []
    for line in lines:
        cell = cells.get(line.key)
        if cell and cell.speakers:
            own = [c for c in codings if c.code == line.key]
            voices = count_voices(own, total=cell.speakers, interviews=cell.interviews)
            sentence = texts["one_voice"] if cell.single_voice else told(voices, interviews=interviews, texts=texts)
            themes.append(Theme(line, cell, own, sentence, summaries.get(line.key)))
    themes.sort(key=lambda t: (-t.cell.speakers, -t.cell.turns))
    _pick(themes, quotes, chosen)
    _number(themes, texts)
    return themes


def _pick(themes: Sequence[Theme], quotes: int, chosen: Sequence[Quote]) -> None:
    """Choose the quotes: themes with few passages first, or those with many would take the few they share."""
    used: set[Passage] = {quote.passage for quote in chosen if quote.state == "rejected"}
    for theme in themes:
        own = [quote for quote in chosen if quote.state == "approved" and quote.theme == theme.line.key]
        theme.chosen = [quote for quote in own if quote.valence in VALENCES]
        theme.picked = [quote.as_picked() for quote in theme.chosen]
        # One that is approved for a service is printed elsewhere; its words are free here.
        used |= {quote.passage for quote in theme.chosen}

    def wanted(theme: Theme, valence: str) -> int:
        return max(0, quotes - sum(quote.valence == valence for quote in theme.chosen))

    def supply(theme: Theme) -> int:
        return sum(len(passages(theme.codings, valence)) for valence in ("positive", "critical"))

    for theme in sorted(themes, key=supply):
        theme.picked += pick(
            theme.codings,
            positive=wanted(theme, "positive"),
            critical=wanted(theme, "critical"),
            used=used,
            chosen=theme.picked,
        )
    for theme in themes:
        if not theme.picked:
            theme.picked = pick(theme.codings, positive=0, critical=0, mixed=quotes, used=used)


def _number(themes: Sequence[Theme], texts: Texts) -> None:
    number = 0
    for theme in themes:
        for valence in VALENCES:
            chosen = tuple(p for p in theme.picked if p.valence == valence)
            if chosen:
                number += 1
                theme.boxes.append(Box(number, valence, chosen))
    boxes = [box for theme in themes for box in theme.boxes]
    for theme in themes:
        missing = [text for valence in ("positive", "critical") if (text := _instead(theme, valence, boxes, texts))]
        theme.missing = [texts["neither"]] if missing == [texts["no_good"], texts["no_hard"]] else missing


def _instead(theme: Theme, valence: str, boxes: Sequence[Box], texts: Texts) -> str:
    """What stands where a theme has no box of a valence: where such a quote is, or that none fit or came up."""
    if any(box.valence == valence for box in theme.boxes):
        return ""
    own = passages(theme.codings, valence)
    there = [
        box.number
        for box in boxes
        if box.valence == valence and any(p.repeats(q.passage) for p in own for q in box.quotes)
    ]
    if there:
        where = texts.say.listed([str(n) for n in there])
        return texts("elsewhere", label=texts[f"label_{valence}"], boxes=where)
    side = "good" if valence == "positive" else "hard"
    if theme.cell.positive if valence == "positive" else theme.cell.critical:
        return texts[f"unquoted_{side}" if theme.boxes else f"unquoted_{side}_alone"]
    return "" if theme.cell.mixed else texts[f"no_{side}"]


def plans_by_theme(themes: Sequence[Theme], plans: Sequence[DocCoding]) -> dict[str, list[DocCoding]]:
    """Return by theme what key documents say of it, in reading order: ``PLANS_EACH`` at most, none of them twice."""
    used: set[tuple[str, int, int]] = set()
    found: dict[str, list[DocCoding]] = {}
    for theme in themes:
        own = found.setdefault(theme.line.key, [])
        for passage in plans:
            place = (passage.title, passage.start, passage.end)
            if passage.code == theme.line.key and place not in used and len(own) < PLANS_EACH:
                own.append(passage)
                used.add(place)
    return found


def cited(passage: DocCoding, language: str) -> dict[str, str]:
    """Return a passage of a plan as it is printed: its words in one line, with dots where they are part of more."""
    words = " ".join(passage.quote.split())
    before = "… " if words[:1].islower() else ""
    after = "" if words.endswith((".", "!", "?")) else " …"
    with speaking("en" if language == "en" else "nb"):  # there are no messages in nynorsk
        source = passage.cite.replace(" s. ", " s.\u00a0").replace(" p. ", " p.\u00a0")
    return {"text": f"{before}{mark_plan(passage)}{after}", "source": source}


def theme_fields(
    theme: Theme,
    questions: Mapping[str, OpenQuestions],
    source: Mapping[str, str],
    counted: Counted,
    texts: Texts,
    plans: Sequence[DocCoding] = (),
) -> dict[str, object]:
    """Return a theme as the template's fields; ``source`` names each interview as readers see it.

    ``counted`` are the figures of the district.
    """
    asked = questions.get(theme.line.key, OpenQuestions("", ()))
    told_ = counted.mark(theme.line.key, "told")
    alone = theme.cell.single_voice
    own = [mark_summary(theme.summary)] if theme.summary else [] if alone else [told_]
    return {
        "name": theme.line.label,
        "lead": asked.lead,
        "points": own,
        "warning": told_ if alone else "",
        "boxes": [
            {
                "number": box.number,
                "label": texts[f"label_{box.valence}"],
                "good": box.valence == "positive",
                "hard": box.valence == "critical",
                "quotes": [
                    {
                        "text": mark_quote(q, theme.codings),
                        "source": texts("turn", source=source[q.interview], turn=q.turn),
                        # The line on what is missing stands under the last of all.
                        "held": bool(theme.missing) and box is theme.boxes[-1] and q is box.quotes[-1],
                    }
                    for q in box.quotes
                ],
            }
            for box in theme.boxes
        ],
        "missing": theme.missing,
        "plans": [cited(passage, texts.language) for passage in plans],
        "questions": list(asked.questions),
    }
