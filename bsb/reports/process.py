"""The process document (prosessdokument): what users of one district said, put before its dialogue conference."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.analysis.definitions import MatrixDefinition
from bsb.analysis.matrix import Cell, Line, Matrix, count_matrix
from bsb.coding.codebook import Codebook
from bsb.coding.codings import Coding, Codings
from bsb.coding.summaries import Summary
from bsb.config import Config
from bsb.corpus.conferences import Conference
from bsb.corpus.interviews import Interview, Interviews
from bsb.corpus.keydoc_codings import DocCoding
from bsb.dialogue.chosen_quotes import Quote
from bsb.errors import BsbError
from bsb.formats.docx import read as read_word
from bsb.formats.texts import Texts
from bsb.formats.word_template import render
from bsb.i18n import gettext as _
from bsb.reports.counted import Counted, in_language, of_matrix
from bsb.reports.open_questions import OpenQuestions
from bsb.reports.process_themes import Box, Theme, build_themes, plans_by_theme, theme_fields
from bsb.store.engine import Store
from bsb.text.language import sentence
from bsb.text.lix import lix

TEMPLATE, TEXTS = "prosessdokument.docx", "prosessdokument.yaml"
QUOTES_EACH = 2
#: The facts on a district that are counted.
_COUNTS = ("fact_interviews", "fact_participants", "fact_length", "fact_met")


@dataclass(frozen=True)
class Material:
    """What a process document is made from: the rooms, and what people wrote.

    ``summaries`` are by (theme key, district); ``questions`` come from ``read_open_questions``; ``quotes`` are
    those that people have approved or rejected; ``plans`` are coded passages of key documents, and ``texts`` the
    words of ``TEXTS`` in the papers' language.
    """

    config: Config
    store: Store
    interviews: Interviews
    codebook: Codebook
    codings: Codings
    summaries: Mapping[tuple[str, str], Summary]
    questions: Mapping[str, OpenQuestions]
    texts: Texts
    conferences: Sequence[Conference] = ()
    quotes: Sequence[Quote] = ()
    plans: Sequence[DocCoding] = ()


@dataclass(frozen=True, slots=True)
class ProcessReport:
    """What was written. ``lix`` is of all running text, quotes among it; ``warnings`` are for the organisers.

    ``chosen`` are the approved quotes in it; the others were picked for it.
    """

    path: Path
    district: str
    interviews: int
    participants: int
    themes: tuple[str, ...]
    boxes: tuple[Box, ...]
    chosen: tuple[Quote, ...]
    lix: float | None
    warnings: tuple[str, ...]

    @property
    def quotes(self) -> int:
        """How many quotes the document has."""
        return sum(len(box.quotes) for box in self.boxes)


@dataclass(frozen=True, slots=True)
class District:
    """What is known of one district: its interviews, the codings of participants' words, themes, and fields."""

    name: str
    interviews: tuple[Interview, ...]
    codings: tuple[Coding, ...]
    themes: tuple[Theme, ...]
    fields: dict[str, object]


def gather(material: Material, district: str, *, today: datetime.date) -> District:
    """Return what papers on a district are filled with.

    Raises BsbError for an unknown district, or one without interviews or codings.
    """
    spoken = read_district(material, district)
    fields = _context(material, spoken, _matrix(material, "service", spoken.name), today)
    return District(spoken.name, tuple(spoken.interviews), tuple(spoken.codings), tuple(spoken.themes), fields)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said in a district: interviews, participants' codings, counts, and themes with their quotes."""

    name: str
    interviews: Sequence[Interview]
    codings: Sequence[Coding]
    counts: Matrix
    themes: Sequence[Theme]
    texts: Texts

    @property
    def participants(self) -> int:
        """How many were interviewed."""
        return sum(i.participants for i in self.interviews)

    @property
    def sources(self) -> dict[str, str]:
        """Each interview as readers see it: numbered in the district, of which kind; never its name."""
        return {i.name: self.texts(f"source_{i.kind}", n=n) for n, i in enumerate(self.interviews, 1)}


class NothingSaidError(BsbError):
    """A district has no interviews yet, or nothing that participants said in them is coded."""


def read_district(material: Material, district: str) -> Spoken:
    """Return what was said in a district, with the quotes that all its papers share.

    Raises BsbError for an unknown district, NothingSaidError for one without interviews or codings.
    """
    name = material.config.district(district).name
    interviews = [i for i in material.interviews.all() if i.district == name]
    codings = [c for c in material.codings.all(districts=[name]) if c.role == "participant"]
    if not interviews:
        raise NothingSaidError(
            _("{district} has no interviews yet.").format(district=name),
            _("Add one: bsb interview add NAME --district “{district}”").format(district=name),
        )
    if not codings:
        raise NothingSaidError(
            _("Nothing is coded in {district} yet, so there is nothing to put before the conference.").format(
                district=name
            ),
            _("Code a transcript, or import codings: bsb code import FILE"),
        )
    counts = _matrix(material, "theme", name)
    themes = build_themes(
        [line for line in counts.rows if line.countable],
        {line.key: counts.cell(line.key, name) for line in counts.rows},
        codings,
        {theme: summary for (theme, column), summary in material.summaries.items() if column == name},
        interviews=len(interviews),
        quotes=QUOTES_EACH,
        chosen=[quote for quote in material.quotes if quote.district == name],
        texts=material.texts,
    )
    return Spoken(name, interviews, codings, counts, themes, material.texts)


def write_process_document(
    material: Material, district: str, out: Path, *, template: Path, today: datetime.date
) -> ProcessReport:
    """Write the process document of a district as a Word file; the same material and day give the same bytes.

    Speakers' pseudonyms are not printed: readers see which interview and turn a quote comes from.

    Raises BsbError, with nothing written, for an unknown district, one without interviews or codings, or a
    template that cannot be filled in.
    """
    found = gather(material, district, today=today)
    texts, author = material.texts, material.config.publisher
    title = texts("title", district=found.name)
    render(
        template,
        found.fields | {"title": title},
        out,
        date=today,
        title=title,
        author=author,
        language=texts.language,
    )
    return told_of(material.config, found, out)


def told_of(config: Config, found: District, out: Path) -> ProcessReport:
    """Return what is to be told of a paper on a district that was written to ``out``."""
    return ProcessReport(
        path=out,
        district=found.name,
        interviews=len(found.interviews),
        participants=sum(i.participants for i in found.interviews),
        themes=tuple(theme.line.key for theme in found.themes),
        boxes=tuple(box for theme in found.themes for box in theme.boxes),
        chosen=tuple(quote for theme in found.themes for quote in theme.chosen),
        lix=_readability(out),
        warnings=tuple(_warnings(config, found.interviews, found.themes)),
    )


def by_district(facet: str) -> MatrixDefinition:
    """Return what papers on a district count: codes of a facet by districts."""
    return MatrixDefinition(name=f"{facet}-district", title="", rows=facet, columns="district")


def _matrix(material: Material, facet: str, district: str) -> Matrix:
    definition = by_district(facet)
    return count_matrix(material.store, material.codebook, material.config, definition, district=district)


def way_of_district(district: str, language: str) -> str:
    """Return what stands for the way in which the papers on a district count, in a language."""
    return in_language(f"district {district}", language)


def of_district(spoken: Spoken, conference: Conference | None, today: datetime.date) -> Counted:
    """Return the figures of a district besides its matrices: facts by their name, themes by (key, "told")."""
    texts = spoken.texts

    def made() -> dict[tuple[str, ...], str]:
        figures: dict[tuple[str, ...], str] = {
            (texts[name],): value for name, value in _facts(spoken, conference, today)
        }
        figures |= {(theme.line.key, "told"): theme.told for theme in spoken.themes}
        # What slides put into sentences.
        figures["interviews",] = sentence(texts.count("interviews", len(spoken.interviews)))
        figures["participants",] = texts.count("participants", spoken.participants)
        figures["readers",] = sentence(texts.count("people", len({c.coder for c in spoken.codings})))
        return figures

    return Counted(spoken.name, way_of_district(spoken.name, texts.language), made)


def _context(material: Material, spoken: Spoken, services_matrix: Matrix, today: datetime.date) -> dict[str, object]:
    config, district, themes = material.config, spoken.name, spoken.themes
    conference = next_conference(material.conferences, district, today)
    texts, say = material.texts, material.texts.say
    own, themes_of, services_of = (
        of_district(spoken, conference, today),
        of_matrix(spoken.counts),
        of_matrix(services_matrix),
    )
    absent = [
        say.quoted(line.label)
        for line in spoken.counts.rows
        if line.countable and not spoken.counts.cell(line.key, district).speakers
    ]
    plans = plans_by_theme(themes, material.plans)
    services = sorted(
        ((line, services_matrix.cell(line.key, district)) for line in services_matrix.rows if line.countable),
        key=lambda pair: (-pair[1].speakers, -pair[1].turns),
    )
    words = texts.fields | {
        "done_line": texts("done_line", readers=own.mark("readers")),
        "facts_of": texts("facts_of", district=district),
        "absent": texts("absent", themes=say.listed(absent)),
        "correct_line": texts("correct_contact", contact=config.contact)
        if config.contact
        else texts["correct_there"],
    }
    return {
        "words": words,
        "page": texts["page"],
        "of": texts["of"],
        "district": district,
        "project": config.name,
        "publisher": config.publisher,
        "status": texts("draft_on", day=say.day(_date(conference))) if conference else texts["draft"],
        "date": say.day(today),
        "example": config.example,
        "facts": [
            {"name": texts[name], "value": own.mark(texts[name]) if name in _COUNTS else value}
            for name, value in _facts(spoken, conference, today)
        ],
        "readers": own.mark("readers"),
        "few": 0 < spoken.participants < config.privacy.smallest_cell,
        "overview": [_row(theme.line, theme.cell, district, themes_of, texts) for theme in themes],
        "absent": say.listed(absent),
        "themes": [
            theme_fields(theme, material.questions, spoken.sources, own, texts, plans[theme.line.key])
            for theme in themes
        ],
        "planned": any(plans.values()),
        "services": [_row(line, cell, district, services_of, texts) for line, cell in services if cell.speakers],
        "contact": config.contact,
    }


def _row(line: Line, cell: Cell, district: str, counted: Counted, texts: Texts) -> dict[str, object]:
    single = texts["single"].replace(" ", "\u00a0")
    measures = {
        "speakers": "speakers",
        "interviews": "interviews",
        "turns": "turns",
        "good": "positive",
        "hard": "critical",
    }
    return {
        "name": line.label + (f" ({single})" if cell.single_voice else ""),
        **{field: counted.mark(line.key, district, measure) for field, measure in measures.items()},
    }


def next_conference(conferences: Sequence[Conference], district: str, today: datetime.date) -> Conference | None:
    """Return the next conference of a district, or the last if all have been."""
    own = sorted((c for c in conferences if c.district == district), key=lambda c: c.held_on)
    ahead = [c for c in own if _date(c) >= today]
    return ahead[0] if ahead else own[-1] if own else None


def _date(conference: Conference) -> datetime.date:
    return datetime.date.fromisoformat(conference.held_on)


def _facts(spoken: Spoken, conference: Conference | None, today: datetime.date) -> list[tuple[str, str]]:
    """Return what is known of the interviews and the conference: the names of texts, and what stands beside them."""
    interviews, texts, say = spoken.interviews, spoken.texts, spoken.texts.say
    groups = sum(i.kind == "focus_group" for i in interviews)
    kinds = [texts.count(name, n) for name, n in (("groups", groups), ("individuals", len(interviews) - groups)) if n]
    facts = [("fact_interviews", sentence(say.listed(kinds)))]
    if spoken.participants:
        facts.append(("fact_participants", sentence(texts.count("participants", spoken.participants))))
    if dates := [datetime.date.fromisoformat(i.held_on) for i in interviews if i.held_on]:
        facts.append(("fact_when", sentence(say.months(dates))))
    lengths = [i.minutes for i in interviews if i.minutes]
    if len(lengths) == len(interviews):
        length = say.duration(sum(lengths))
        facts.append(("fact_length", texts("length_in_all", length=length) if len(lengths) > 1 else length))
    if conference:
        where = f", {conference.place}" if conference.place else ""
        facts.append(("fact_conference", say.day(_date(conference)) + where))
        if _date(conference) < today and conference.participants:
            facts.append(("fact_met", sentence(texts.count("participants", conference.participants))))
    return facts


def _readability(path: Path) -> float | None:
    return lix("\n".join(b.text for b in read_word(path).blocks if b.kind in ("paragraph", "heading")))


def _warnings(config: Config, interviews: Sequence[Interview], themes: Sequence[Theme]) -> list[str]:
    """What the organisers should look at before the paper leaves them."""
    warnings = []
    participants = sum(i.participants for i in interviews)
    if participants < config.privacy.smallest_cell:
        warnings.append(
            _(
                "Fewer than {n} participants stand behind this paper. Read each quote for what may point to one."
            ).format(n=config.privacy.smallest_cell)
        )
    quoted = {q.interview for theme in themes for box in theme.boxes for q in box.quotes}
    alone = [i.name for i in interviews if i.name in quoted and i.participants <= 1]
    if alone:
        warnings.append(
            _("All quotes from {interviews} come from one person, and readers can see that.").format(
                interviews=", ".join(alone)
            )
        )
    single = [theme.line.label for theme in themes if theme.cell.single_voice]
    if single:
        warnings.append(_("One voice alone carries: {themes}.").format(themes=", ".join(single)))
    return warnings
