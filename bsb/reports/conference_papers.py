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
from bsb.dialogue.before_after import VERDICT_NAMES, Outcome
from bsb.dialogue.finding import KIND_NAMES
from bsb.dialogue.followups import Followups, Progress
from bsb.dialogue.group_sheet import (
    BOXES,
    FORM,
    KIND_BOXES,
    NEW_POINT,
    NEW_POINTS,
    NOTES,
    POINT,
    SAID,
    WORDING,
    Group,
    divide,
    mark_of,
    sheet_rows,
)
from bsb.dialogue.open_sheet import write_form
from bsb.dialogue.verdicts import Verdicts
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.reports.fill_in import TEMPLATE as SHEET_TEMPLATE
from bsb.reports.fill_in import box_table, write_sheet
from bsb.reports.followup_papers import write_followup_page, write_moved
from bsb.reports.norwegian import day
from bsb.reports.table_paper import TEMPLATE as TABLE_TEMPLATE
from bsb.reports.table_paper import Paper, write_paper
from bsb.text.match import slug

if TYPE_CHECKING:
    from docx.document import Document

FOLDER = "dialogkonferanser"


@dataclass(frozen=True)
class ConferencePapers:
    """Makes these papers. ``template`` finds a template by name; ``output`` is where papers go unless told otherwise.

    ``mark`` gives the project's mark, by which its sheets find their way home.
    """

    config: Config
    codebook: Codebook
    verdicts: Verdicts
    followups: Followups
    mark: Callable[[], str]
    template: Callable[[str], Path]
    output: Path
    today: datetime.date

    def groups(self, conference: Conference, *, groups: int = 4) -> list[Group]:
        """Divide the findings that are put before a conference among groups; see ``group_sheet.divide``."""
        names = {code.key: code.name for code in self.codebook.all("theme")}
        return divide(self.verdicts.put_before(conference), names, groups=groups)

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
        paths = [where / f"gruppeark-{slug(group.name)}{ending}" for group in own]
        for path, group in zip(paths, own, strict=True):
            write_group_sheet(
                path,
                conference,
                group,
                project=self.config.name,
                mark=self.mark(),
                templates=self.template,
                date=self.today,
                example=self.config.example,
            )
        return paths

    def before_after(self, conference: Conference, *, out: Path | None = None) -> Path:
        """Write the table of before and after as .docx (default) or .xlsx; return where it lies.

        Raises BsbError if no group is in yet, or for another ending.
        """
        if not self.verdicts.groups(conference):
            raise BsbError(
                _("No group of the conference in {district} is in yet.").format(district=conference.district),
                _("Take the sheets in: bsb conference minutes FILE..."),
            )
        path = out or self.output / FOLDER / conference.ref / "for-og-etter.docx"
        held = day(datetime.date.fromisoformat(conference.held_on))
        write_before_after(
            path,
            self.verdicts.outcomes(conference),
            title=f"Før og etter dialogkonferansen i {conference.district}",
            under=f"Funnene som ble lagt fram {held}, og hva gruppene sa om dem.",
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
        path = out or self.output / FOLDER / f"oppfolgingsark-{slug(name)}.docx"
        write_followup_page(
            path,
            self._progress(name),
            district=name,
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
        path = out or self.output / FOLDER / f"{'-'.join(filter(None, ('hva-har-skjedd', slug(name))))}.docx"
        write_moved(
            path,
            self._progress(name),
            since=since,
            title=f"Hva har skjedd siden konferansen{' i ' + name if name else 'e'}?",
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
    title: str,
    under: str,
    project: str,
    template: Path,
    date: datetime.date,
    example: bool = False,
) -> None:
    """Write the before/after table as a Word document or workbook, by the ending of ``out``.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    rows = []
    for each in found:
        groups = "\n".join(f"{v.group}: {VERDICT_NAMES[v.verdict]}" for v in each.verdicts)
        comments = "\n".join(f"{v.group}: {v.comment}" for v in each.verdicts if v.comment)
        after = each.stands if each.stands != each.before else "Uendret"
        if each.verdict == "disputed":
            after = "Konferansen var ikke enig. Funnet står ikke."
        elif len(each.wordings) > 1:
            after = "\n".join(f"{v.group}: {v.after}" for v in each.verdicts if v.after)
        elif not each.verdict:
            after = "Uendret; ingen gruppe drøftet det"
        kind = KIND_NAMES[each.finding.kind].capitalize()
        name = f"{each.finding.ref}\n{kind}"
        rows.append([name, each.before or "–", VERDICT_NAMES[each.verdict].capitalize(), after, groups, comments])
    paper = Paper(
        title=title,
        lead=under,
        header=("Funn", "Før konferansen", "Utfall", "Etter konferansen", "Gruppene", "Det ble sagt"),
        rows=rows,
        widths=(2.2, 6.6, 2.2, 6.6, 3.4, 5.5),
        notes=(
            "«Bekreftet»: Alle gruppene som drøftet funnet, kjente seg igjen. «Nyansert»: Minst én gruppe ville si "
            "det på en annen måte, eller gruppene var uenige. «Bestridt»: Gruppene kjente seg ikke igjen. «Nytt»: "
            "Punktet kom fra konferansen.",
        ),
        example=example,
    )
    write_paper(out, paper, project=project, template=template, date=date)


def write_group_sheet(
    out: Path,
    conference: Conference,
    group: Group,
    *,
    project: str,
    mark: str,
    templates: Callable[[str], Path],
    date: datetime.date,
    example: bool = False,
) -> None:
    """Write the sheet of a group as a Word document or workbook, by the ending of ``out``.

    ``mark`` is the project's; with the conference's and the group's it brings the sheet home. Raises BsbError for
    another ending, or if it cannot be written there.
    """
    own = mark_of(mark, conference, group)
    held = day(datetime.date.fromisoformat(conference.held_on))
    title = f"{group.name}: {group.topic}" if group.topic else group.name
    if out.suffix.lower() == ".xlsx":
        write_form(
            out, FORM, sheet_rows(group), mark=own, title=f"{title} – {conference.district}, {held}", date=date
        )
        return
    if out.suffix.lower() != ".docx":
        raise BsbError(
            _("{file} is neither .docx nor .xlsx.").format(file=out.name), _("Give it one of these endings.")
        )

    def fill(document: Document, place: Any) -> None:
        for finding in group.findings:
            head = f"{finding.ref}. {finding.statement}"
            box_table(document, place, head, list(BOXES.values()), [(WORDING, 2.0), (SAID, 1.6)])
        for number in range(1, NEW_POINTS + 1):
            box_table(
                document, place, f"N{number}. {NEW_POINT}", list(KIND_BOXES.values()), [(POINT, 1.6), (SAID, 1.2)]
            )
        box_table(document, place, NOTES, [], [("", 3.0)])

    write_sheet(
        out,
        title=title,
        lead=f"Gruppeark til dialogkonferansen i {conference.district} {held}. Én i gruppen skriver for alle.",
        steps=(
            "Les hvert funn høyt, og snakk om det: Kjenner dere dere igjen?",
            "Sett x i én rute for hvert funn. Er dere uenige, velger dere «Ja, men …» og skriver hvorfor.",
            "Vil dere si det på en annen måte, skriver dere gruppens egen setning under ruten.",
            "Mangler noe, skriver dere det som nye punkter bakerst. Skriv ikke navn på noen.",
        ),
        mark=own,
        project=project,
        template=templates(SHEET_TEMPLATE),
        date=date,
        example=example,
        fill=fill,
    )
