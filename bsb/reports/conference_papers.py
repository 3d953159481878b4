"""Papers round a dialogue conference: group sheets to fill in, before and after, the follow-up meeting."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.coding.codebook import Codebook
from bsb.config import Config
from bsb.corpus.conferences import Conference
from bsb.dialogue.before_after import Outcome
from bsb.dialogue.fill_words import boxes, fill_words, kind_boxes
from bsb.dialogue.followups import Followups, Progress
from bsb.dialogue.group_sheet import (
    Group,
    divide,
    form_of,
    mark_of,
    sheet_rows,
)
from bsb.dialogue.open_sheet import write_form
from bsb.dialogue.verdicts import Verdicts
from bsb.errors import BsbError
from bsb.formats.texts import Texts, read_texts
from bsb.formats.word_table import add_table
from bsb.i18n import gettext as _
from bsb.reports.fill_in import TEMPLATE as SHEET_TEMPLATE
from bsb.reports.fill_in import WIDTH, box_table, write_sheet
from bsb.reports.followup_papers import write_followup_page, write_moved
from bsb.reports.group_talk import Talk, talks_of
from bsb.reports.process import Material, NothingSaidError, Spoken, read_district
from bsb.reports.reports import Reports
from bsb.reports.source_marks import mark_finding, mark_verdict
from bsb.reports.table_paper import TEMPLATE as TABLE_TEMPLATE
from bsb.reports.table_paper import Paper, write_paper
from bsb.text.match import slug

if TYPE_CHECKING:
    from docx.document import Document

FOLDER = "dialogkonferanser"
TEXTS = "konferanse.yaml"
#: On a Word sheet, by its number of findings: new points to write in, and the heights of what is written (cm).
_ROOM = {1: (2, 2.0, 1.7), 2: (1, 1.5, 1.5), 3: (1, 1.0, 1.0)}
_TIGHT = (1, 0.75, 0.75)
_NOTED = 2  # findings on a sheet that has room for more notes besides


@dataclass(frozen=True)
class ConferencePapers:
    """Makes these papers. ``template`` finds a template by name; ``output`` is where papers go unless told otherwise.

    ``mark`` gives the project's mark, by which its sheets find their way home.
    """

    config: Config
    codebook: Codebook
    verdicts: Verdicts
    followups: Followups
    reports: Reports
    mark: Callable[[], str]
    template: Callable[[str], Path]
    output: Path
    today: datetime.date

    def groups(self, conference: Conference, *, groups: int = 4) -> list[Group]:
        """Divide the findings that are put before a conference among groups; see ``group_sheet.divide``."""
        names = {code.key: code.name for code in self.codebook.all("theme")}
        return divide(
            self.verdicts.put_before(conference), names, words=fill_words(self.config.language), groups=groups
        )

    def sheets(
        self,
        conference: Conference,
        *,
        groups: Sequence[Group] | None = None,
        ending: str = ".docx",
        folder: Path | None = None,
    ) -> list[Path]:
        """Write a sheet for each group (by default four), as .docx or .xlsx; return where they lie.

        Raises BsbError if there are no findings to put before the conference, or for another ending.
        """
        own = self.groups(conference) if groups is None else groups
        if not own:
            raise BsbError(
                _("{district} has no findings to put before a conference.").format(district=conference.district),
                _("Write some: bsb finding add --district “{district}” --statement TEXT").format(
                    district=conference.district
                ),
            )
        where = folder or self.output / FOLDER / conference.ref
        paths = [where / self.file("sheet", f"-{slug(group.name)}{ending}") for group in own]
        material = self.reports.material(conference.district)
        spoken, texts = self.spoken(conference, material), self.texts
        talks = talks_of(own, spoken, material.questions, material.quotes, last=texts["last-question"])
        for path, group, talk in zip(paths, own, talks, strict=True):
            write_group_sheet(
                path,
                conference,
                group,
                talk,
                project=self.config.name,
                mark=self.mark(),
                texts=texts,
                templates=self.template,
                date=self.today,
                example=self.config.example,
            )
            self.reports.quotes.record_use(talk.chosen, self.reports.paper_name(path))
        return paths

    @property
    def texts(self) -> Texts:
        """The words of the papers of a conference, in the project's language."""
        return read_texts(TEXTS, self.config.language, self.template)

    def file(self, paper: str, ending: str) -> str:
        """Return the name of the file with a paper, in the project's language."""
        return slug(self.texts[f"file-{paper}"]) + ending

    def spoken(self, conference: Conference, material: Material) -> Spoken | None:
        """Return what was said in the conference's district; None if nothing is coded there yet."""
        try:
            return read_district(material, conference.district)
        except NothingSaidError:
            return None

    def before_after(self, conference: Conference, *, out: Path | None = None) -> Path:
        """Write the table of before and after as .docx (default) or .xlsx; return where it lies.

        Raises BsbError if no group is in yet, or for another ending.
        """
        if not self.verdicts.groups(conference):
            raise BsbError(
                _("No group of the conference in {district} is in yet.").format(district=conference.district),
                _("Take the sheets in: bsb conference minutes FILE..."),
            )
        path = out or self.output / FOLDER / conference.ref / self.file("before-after", ".docx")
        texts = self.texts
        held = texts.say.day(datetime.date.fromisoformat(conference.held_on))
        write_before_after(
            path,
            self.verdicts.outcomes(conference),
            conference=conference.ref,
            title=texts("before-after-title", district=conference.district),
            under=texts("before-after-lead", day=held),
            texts=texts,
            project=self.config.name,
            template=self.template(TABLE_TEMPLATE),
            date=self.today,
            example=self.config.example,
        )
        return path

    def followup_page(self, district: str, *, out: Path | None = None) -> Path:
        """Write the page for a district's follow-up meeting; return where it lies.

        Raises BsbError for a district without recommendations.
        """
        name = self.config.district(district).name
        path = out or self.output / FOLDER / self.file("year", f"-{slug(name)}.docx")
        write_followup_page(
            path,
            self._progress(name),
            district=name,
            mark=self.mark(),
            texts=self.texts,
            project=self.config.name,
            templates=self.template,
            date=self.today,
            example=self.config.example,
        )
        return path

    def moved(self, *, since: str, district: str | None = None, out: Path | None = None) -> Path:
        """Write the table of what has moved since a day (ISO date), as .docx (default) or .xlsx; return its path.

        Raises BsbError if there are no recommendations, or for another ending.
        """
        name = self.config.district(district).name if district else ""
        path = out or self.output / FOLDER / self.file("moved", f"-{slug(name)}.docx" if name else ".docx")
        texts = self.texts
        write_moved(
            path,
            self._progress(name),
            since=since,
            title=texts("moved-title", district=name) if name else texts["moved-title-all"],
            texts=texts,
            project=self.config.name,
            templates=self.template,
            date=self.today,
            example=self.config.example,
        )
        return path

    def _progress(self, district: str) -> list[Progress]:
        found = self.followups.all(districts=[district] if district else None)
        if not found:
            raise BsbError(
                _("There are no recommendations yet."),
                _("Write them with the findings: bsb finding edit F1 --recommend “ledere: …”"),
            )
        return found


def write_before_after(
    out: Path,
    found: Sequence[Outcome],
    *,
    conference: str,
    title: str,
    under: str,
    texts: Texts,
    project: str,
    template: Path,
    date: datetime.date,
    example: bool = False,
) -> None:
    """Write the before/after table as a Word document or workbook, by the ending of ``out``.

    ``conference`` is the ref of the one they come from.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    rows = []
    for each in found:
        groups = "\n".join(f"{v.group}: {texts[f'verdict-{v.verdict}']}" for v in each.verdicts)
        comments = "\n".join(f"{v.group}: {v.comment}" for v in each.verdicts if v.comment)
        after = each.stands if each.stands != each.before else texts["unchanged"]
        if each.verdict == "disputed":
            after = texts["disputed"]
        elif len(each.wordings) > 1:
            after = "\n".join(f"{v.group}: {v.after}" for v in each.verdicts if v.after)
        elif not each.verdict:
            after = texts["unchanged-undiscussed"]
        kind = texts[f"kind-{each.finding.kind}"].capitalize()
        name = f"{each.finding.ref}\n{kind}"
        before = mark_finding(each.finding, each.before) if each.before else "–"
        if after in each.wordings or each.verdict == "new":
            after = mark_finding(each.finding, after)
        outcome = mark_verdict(each, conference, texts[f"verdict-{each.verdict}"].capitalize())
        rows.append([name, before, outcome, after, groups, comments])
    paper = Paper(
        title=title,
        lead=under,
        header=texts.lines("before-after-heads"),
        rows=rows,
        widths=(2.2, 6.6, 2.2, 6.6, 3.4, 5.5),
        notes=texts.lines("before-after-notes"),
        example=example,
        language=texts.language,
    )
    write_paper(out, paper, project=project, template=template, date=date)


def write_group_sheet(
    out: Path,
    conference: Conference,
    group: Group,
    talk: Talk,
    *,
    project: str,
    mark: str,
    texts: Texts,
    templates: Callable[[str], Path],
    date: datetime.date,
    example: bool = False,
) -> None:
    """Write the sheet of a group as a Word document or workbook, by the ending of ``out``.

    ``mark`` is the project's; with the conference's and the group's it brings the sheet home. Raises BsbError for
    another ending, or if it cannot be written there.
    """
    words = fill_words(texts.language)
    own = mark_of(mark, conference, group, words)
    held = texts.say.day(datetime.date.fromisoformat(conference.held_on))
    title = f"{group.name}: {group.topic}" if group.topic else group.name
    if out.suffix.lower() == ".xlsx":
        whole = f"{title} – {conference.district}, {held}"
        write_form(out, form_of(words), _marked_rows(group, words), mark=own, title=whole, date=date)
        return
    if out.suffix.lower() != ".docx":
        raise BsbError(
            _("{file} is neither .docx nor .xlsx.").format(file=out.name), _("Give it one of these endings.")
        )

    from docx.shared import Pt

    points, wording, said = _room(group, talk, title)

    def fill(document: Document, place: Any) -> None:
        if talk.good or talk.hard:
            _quotes(document, place, talk, texts, words.lines("quotes"))
        if talk.questions:
            heading = place.insert_paragraph_before(texts["sheet-talk"], style="Heading 2")
            heading.paragraph_format.space_before = Pt(8)
        for question in talk.questions:
            place.insert_paragraph_before(question, style="List Bullet").paragraph_format.space_after = Pt(2)
        place.insert_paragraph_before("").paragraph_format.line_spacing = Pt(6)
        for finding in group.findings:
            head = f"{finding.ref}. {mark_finding(finding)}"
            lines = [(words["wording"], wording), (words["said"], said)]
            box_table(document, place, head, list(boxes(words).values()), lines)
        for number in range(1, points + 1):
            head, lines = f"N{number}. {words['new-point']}", [(words["point"], min(1.2, wording))]
            box_table(document, place, head, list(kind_boxes(words).values()), lines)
        if len(group.findings) <= _NOTED:
            box_table(document, place, words["notes"], [], [("", 0.9)])

    write_sheet(
        out,
        title=title,
        lead=texts("sheet-lead", district=conference.district, day=held),
        steps=texts.lines("sheet-steps"),
        mark=own,
        project=project,
        template=templates(SHEET_TEMPLATE),
        date=date,
        example=example,
        language=texts.language,
        fill=fill,
    )


def _room(group: Group, talk: Talk, title: str) -> tuple[int, float, float]:
    """Return the new points to write in and the heights of what is written, so that the sheet stays on one page.

    What a long title, long quotes and long statements take, is taken from the lines to write on.
    """
    points, wording, said = _ROOM.get(len(group.findings), _TIGHT)
    quoted = max(sum(_lines(f"«{words}» {source}", 50) for words, source in side) for side in (talk.good, talk.hard))
    over = 0.8 * (_lines(title, 44) - 1) + 0.42 * max(0, quoted - 6)
    over += 0.42 * sum(_lines(f"{each.ref}. {each.statement}", 90) - 1 for each in group.findings)
    less = over / (2 * max(1, len(group.findings)))
    return points, max(_TIGHT[1], wording - less), max(_TIGHT[2], said - less)


def _lines(text: str, width: int) -> int:
    return -(-len(text) // width)


def _marked_rows(group: Group, words: Texts) -> list[tuple[str, list[str]]]:
    """Return the rows of a group's sheet in a workbook, the statements marked with their findings."""
    own = {finding.ref: mark_finding(finding) for finding in group.findings}
    return [(key, [row[0], own.get(key, row[1]), *row[2:]]) for key, row in sheet_rows(group, words)]


def _quotes(document: Document, place: Any, talk: Talk, texts: Texts, heads: Sequence[str]) -> None:
    """Put what was said in the interviews side by side: what is good, what is hard."""
    from docx.shared import Pt

    sides = [talk.good, talk.hard]
    table = add_table(document, heads, [["", ""]], [WIDTH / 2] * 2, row_heads=False, caption=heads[0])
    for cell, quotes in zip(table.rows[1].cells, sides, strict=True):
        first = cell.paragraphs[0]
        if not quotes:
            first.text = texts["sheet-no-quotes"]
        for number, (words, source) in enumerate(quotes):
            paragraph = cell.add_paragraph(style=first.style) if number else first
            paragraph.add_run(texts.say.quoted(words))
            paragraph.add_run(f" {source}").font.size = Pt(8)
    place._p.addprevious(table._tbl)
